// Warnings as they are read: the list, one with its signals, steps and what is exposed, and the series behind it.
import type { z } from "zod";
import type { Ctx } from "../../../platform/ctx.ts";
import { enterpriseCards } from "../../enterprises/index.ts";
import { FORM } from "../../monitoring/contract.ts";
import { protectedSeries } from "../../monitoring/index.ts";
import type * as contract from "../contract.ts";
import type { Exposure, SignalRow, WarningRow } from "../contract.ts";
import { addShown, exposedOf, impactOf, type Shown } from "../impact.ts";
import { figures, regionName, sectorName } from "../reference.ts";
import { draftOf, placeName, sayList, sayMembers, sayNext, saySignal, wideName } from "../say.ts";
import { bulletinRows, receiptCounts, type StoredBulletin } from "../store/publishing.ts";
import { ruleRows } from "../store/rules.ts";
import { type StoredSignal, signalsOf } from "../store/signals.ts";
import {
  countByStage,
  listWarningRows,
  loadWarning,
  type StoredWarning,
  stepsOf,
} from "../store/warnings.ts";
import { nextMoves, owedBy, type Side } from "../warning.ts";
import { digitsOf, judgedBy, loadPanel, ruleOf } from "./watch.ts";

/** The federation sees and grades all; an association works on what it was sent. */
export const sideOf = (ctx: Ctx): Side =>
  ctx.who.scope.all && ctx.who.may.has("warnings.publish")
    ? "federation"
    : ctx.who.may.has("warnings.work")
      ? "association"
      : "none";

export function rowOf(ctx: Ctx, one: StoredWarning): WarningRow {
  const due = owedBy(one.stage, one.severity, Date.parse(one.stageAt));
  const moves = nextMoves(one.stage, sideOf(ctx), one.acknowledgedAt !== null);
  return {
    ...{ id: one.id, number: one.number, title: one.title, source: one.source, stage: one.stage },
    place: { sectors: one.sectors, region: one.region, name: wideName(one.sectors, one.region) },
    ...{ severity: one.severity, graded: one.graded, months: { first: one.first, last: one.last } },
    ...{ openedAt: one.openedAt, stageAt: one.stageAt },
    acknowledged:
      one.acknowledgedAt === null ? null : { at: one.acknowledgedAt, by: one.acknowledgedBy ?? "—" },
    dueAt: due === null ? null : new Date(due).toISOString(),
    late: due !== null && due < ctx.now.getTime(),
    ...{ escalated: one.escalated, signals: one.signals, mine: moves.length > 0, demo: one.demo },
  };
}

export async function listWarnings(ctx: Ctx, input: z.output<typeof contract.listWarnings.input>) {
  const { rows, total } = await listWarningRows(ctx, input);
  const counts = await countByStage(ctx);
  return {
    rows: rows.map((row) => rowOf(ctx, row)),
    total,
    limit: input.limit,
    offset: input.offset,
    sentence: sayList(counts),
  };
}

const text = (value: number | null, digits = 4): string | null =>
  value === null || !Number.isFinite(value) ? null : Number(value.toFixed(digits)).toString();

export function signalRowOf(one: StoredSignal): SignalRow {
  const { facts } = one;
  const figure = figures.get(one.indicator ?? "");
  const statistics = one.source === "statistics";
  const contributions = facts.contributions.map(({ member, points }) => ({
    member,
    name: one.region === "00" ? regionName(member) : sectorName(member),
    points: Number(points.toFixed(1)),
  }));
  const said = saySignal({ ...one, ...facts });
  const parts = sayMembers(contributions, one.indicator);
  return {
    ...{ id: one.id, source: one.source, rule: one.rule, sector: one.sector, region: one.region },
    place: placeName(one.sector, one.region),
    indicator: figure
      ? { code: figure.code, label: figure.label, unit: statistics && !figure.rate ? INDEX : figure.unit }
      : null,
    ...{ month: one.month, direction: one.direction, method: facts.method || null, engine: one.engine },
    value: text(facts.value, 1),
    expected: text(facts.expected, 1),
    lo: text(facts.lo, 1),
    hi: text(facts.hi, 1),
    score: statistics ? text(facts.score, 2) : null,
    q: statistics ? text(facts.q) : null,
    coverage: statistics ? text(facts.coverage) : null,
    nowcast: statistics ? text(Math.max(0, 1 - facts.coverage)) : null,
    baseline: statistics ? facts.baseline : null,
    reason: facts.reason,
    contributions,
    said: { zh: said.zh + parts.zh, en: [said.en, parts.en].filter(Boolean).join(" ") },
    standing: one.standing,
  };
}

/** What is judged is the chained index of the matched sample. */
const INDEX = { zh: "指数（首月=100）", en: "index (first month = 100)" };

/** Exposed firms, output, jobs and days of cover, from what monitoring shows of these places. */
export async function exposureOf(
  ctx: Ctx,
  warning: Pick<StoredWarning, "sectors" | "region" | "last">,
): Promise<Exposure> {
  const { sectors, region, last } = warning;
  const wanted = sectors.length > 0 ? sectors : ["*"];
  const all = await protectedSeries(ctx, {
    ...{ formCode: FORM, digits: 2 as const, sectors: [...new Set([...wanted, "*"])] },
  });
  // What was seen this month is weighed by the newest month whose figures are shown.
  const month =
    all
      .filter((point) => point.month <= last && point.indicator === "output_value" && point.region === region)
      .filter((point) => wanted.includes(point.sector) && point.total !== null && point.suppressed === null)
      .map((point) => point.month)
      .sort()
      .at(-1) ?? last;
  const at = new Map(
    all
      .filter((point) => point.month === month)
      .map((point) => [`${point.sector} ${point.region} ${point.indicator}`, point]),
  );
  const total = (sector: string, where: string, indicator: string): number | null => {
    const point = at.get(`${sector} ${where} ${indicator}`);
    return point?.total == null || point.suppressed !== null ? null : Number(point.total);
  };
  const shownOf = (sector: string): Shown => ({
    firms: at.get(`${sector} ${region} output_value`)?.expected ?? null,
    output: total(sector, region, "output_value"),
    outputOfAll: total("*", "00", "output_value"),
    jobs: total(sector, region, "employees"),
    inventory: total(sector, region, "inventory"),
    sales: total(sector, region, "sales_value"),
  });
  const exposed = exposedOf(addShown(wanted.map(shownOf)));
  return {
    month,
    firms: exposed.firms,
    output: text(exposed.output, 2),
    outputShare: text(exposed.outputShare),
    jobs: text(exposed.jobs, 0),
    daysOfCover: text(exposed.daysOfCover, 0),
  };
}

export const suggestedImpact = (exposure: Exposure): number | null => {
  const number = (value: string | null): number | null => (value === null ? null : Number(value));
  return impactOf({
    firms: exposure.firms,
    output: number(exposure.output),
    outputShare: number(exposure.outputShare),
    jobs: number(exposure.jobs),
    daysOfCover: number(exposure.daysOfCover),
  });
};

export const bulletinOf = (one: StoredBulletin): contract.BulletinRow => ({
  ...{ id: one.id, warningId: one.warningId, number: one.number, type: one.type, severity: one.severity },
  ...{ headline: one.headline, description: one.description, instruction: one.instruction },
  place: { sectors: one.sectors, region: one.region, name: wideName(one.sectors, one.region) },
  ...{ sentAt: one.sentAt, open: one.open, demo: one.demo },
  receipt:
    one.toldAt === null ? null : { toldAt: one.toldAt, receivedAt: one.receivedAt, by: one.receivedBy },
});

export async function readWarning(ctx: Ctx, { id }: { id: string }) {
  const stored = await loadWarning(ctx, id);
  const side = sideOf(ctx);
  const signals = (await signalsOf(ctx, [id])).map(signalRowOf);
  const exposure = await exposureOf(ctx, stored);
  const bulletins = (await bulletinRows(ctx, { warningId: id, limit: 50, offset: 0 })).rows.map(bulletinOf);
  const cards = stored.named.length > 0 ? await enterpriseCards(ctx, stored.named) : [];
  const leads = signals.filter((one) => one.standing);
  const summary = (leads.length > 0 ? leads : signals).slice(0, 2);
  return {
    ...rowOf(ctx, stored),
    summary: {
      zh: summary.map(({ said }) => said.zh).join("") || stored.title.zh,
      en: summary.map(({ said }) => said.en).join(" ") || stored.title.en,
    },
    next: sayNext(stored.stage),
    moves: nextMoves(stored.stage, side, stored.acknowledgedAt !== null),
    signalRows: signals.slice(0, 60),
    steps: await stepsOf(ctx, id),
    exposure,
    assessment: stored.assessment,
    suggestedImpact: suggestedImpact(exposure),
    bulletins,
    draft: draftOf({
      title: stored.title,
      signals: leads.length > 0 ? leads : signals,
      exposure,
      severity: stored.severity,
    }),
    named: cards.map((card) => ({ id: card.id, name: card.name })),
    receipts: await receiptCounts(ctx, id),
    revision: stored.revision,
  };
}

/** The strongest few figures with what was expected of them month by month. */
export async function readSeries(ctx: Ctx, { id }: { id: string }) {
  await loadWarning(ctx, id);
  const signals = (await signalsOf(ctx, [id])).filter((one) => one.source === "statistics");
  const picked = [
    ...new Map(signals.map((one) => [`${one.sector} ${one.region} ${one.indicator}`, one])).values(),
  ].slice(0, 3);
  if (picked.length === 0) return { series: [] };
  // The expectation rests on all series, of which an association sees its own only; what comes out is of cells it may see.
  const rules = (await ruleRows(ctx)).map(ruleOf);
  const panel = ctx.who.scope.all
    ? await loadPanel(ctx, digitsOf(rules))
    : await ctx.system("warnings.expected", (db) => loadPanel({ ...ctx, db }, digitsOf(rules)));
  return {
    series: picked.flatMap((one) => {
      const rule = rules.find(({ method }) => method === one.facts.method);
      const judged =
        rule &&
        judgedBy({ ...rule, indicators: [one.indicator!], sectors: [], regions: [] }, panel).find(
          (series) => series.sector === one.sector && series.region === one.region,
        );
      if (!judged) return [];
      const figure = figures.get(one.indicator!)!;
      return [
        {
          signalId: one.id,
          indicator: { code: figure.code, label: figure.label, unit: figure.rate ? figure.unit : INDEX },
          place: placeName(one.sector, one.region),
          finding: saySignal({ ...one, ...one.facts }),
          points: panel.months.map((month, t) => ({
            month,
            value: text(judged.values[t]!, 1),
            expected: text(judged.expected[t]!, 1),
            lo: text(judged.lo[t]!, 1),
            hi: text(judged.hi[t]!, 1),
          })),
        },
      ];
    }),
  };
}
