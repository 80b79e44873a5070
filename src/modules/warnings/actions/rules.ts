// Rules: drafted, rehearsed on history, put to work; none that has not been rehearsed as it stands.
import type { z } from "zod";
import { audit } from "../../../platform/audit/audit.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { refuse, sentence } from "../../../platform/errors.ts";
import type { Rule } from "../detect.ts";
import { figures, industryOptions, regionKnown, regionName, sectorKnown } from "../reference.ts";
import { mayGoLive, type Rehearsal, rehearse, type Truth } from "../rehearse.ts";
import type * as contract from "../rules/contract.ts";
import { type RehearsalSummary, type RuleRow, ruleRefusals } from "../rules/contract.ts";
import { sayRehearsal, sayScope, signalName, truthName, wideName } from "../say.ts";
import {
  insertRule,
  keepRehearsal,
  loadRule,
  type RuleFields,
  ruleRows,
  type StoredRule,
  setRuleState,
  updateRule,
} from "../store/rules.ts";
import { knownEvents } from "../store/signals.ts";
import { verifiedPlaces } from "../store/warnings.ts";
import { newestShown } from "../watching.ts";
import { MOST_A_MONTH } from "./take-in.ts";
import { candidatesOf, digitsOf, loadPanel, ruleOf } from "./watch.ts";

const REHEARSED_MONTHS = 24;

/** A rule as it was rehearsed; another name does not change what it does. */
const printOf = (rule: RuleFields): string =>
  JSON.stringify([rule.method, rule.threshold, rule.direction, rule.indicators, rule.sectors, rule.regions]);

export async function listRules(ctx: Ctx) {
  const rows = await ruleRows(ctx);
  return {
    rows: rows.map(ruleRow),
    indicators: [...figures.values()].map(({ code, label }) => ({ code, label })),
    sectors: [...industryOptions],
    regions: Array.from({ length: 90 }, (_, i) => String(i + 10))
      .filter(regionKnown)
      .map((code) => ({ code, name: regionName(code) })),
  };
}

const ruleRow = ({ rehearsedPrint, ...rule }: StoredRule): RuleRow => ({
  ...rule,
  indicators: [...rule.indicators],
  sectors: [...rule.sectors],
  regions: [...rule.regions],
  scope: sayScope(rule),
  rehearsed: rehearsedPrint === printOf(rule),
});

function checkRule(rule: RuleFields): void {
  for (const indicator of rule.indicators)
    if (!figures.has(indicator)) refuse("warnings.rule-indicator", { indicator });
  for (const code of rule.sectors) if (!sectorKnown(code)) refuse("warnings.rule-silent-history");
  for (const code of rule.regions) if (!regionKnown(code)) refuse("warnings.rule-silent-history");
}

export async function addRule(
  ctx: Ctx,
  input: z.output<typeof contract.addRule.input>,
): Promise<{ id: string }> {
  checkRule(input);
  const id = await insertRule(ctx, input);
  await audit(ctx, { action: "warnings.rule-added", subject: "warnings.rule", subjectId: id, after: input });
  return { id };
}

export async function editRule(
  ctx: Ctx,
  input: z.output<typeof contract.editRule.input>,
): Promise<Record<string, never>> {
  checkRule(input);
  const before = await loadRule(ctx, input.id, true);
  if (before.revision !== input.revision) refuse("record.changed", { name: before.savedBy });
  await updateRule(ctx, input.id, input);
  await audit(ctx, {
    action: "warnings.rule-edited",
    subject: "warnings.rule",
    subjectId: input.id,
    before,
    after: input,
  });
  return {};
}

/** Everything known to have happened: events noted, and warnings people found to be real. */
export async function truthsOf(ctx: Ctx): Promise<Truth[]> {
  const events = await knownEvents(ctx);
  const verified = (await verifiedPlaces(ctx)).map(
    (one): Truth => ({
      ...{ code: one.number, title: one.title, from: one.first, to: one.last },
      industries: one.sectors.filter((code) => code !== "*"),
      regions: one.region === "00" ? [] : [one.region],
    }),
  );
  // A verified warning of a known event is the same happening: it is counted once.
  return [...events, ...verified.filter((one) => !events.some((event) => overlaps(one, event)))];
}

const overlaps = (a: Truth, b: Truth): boolean =>
  a.from <= b.to &&
  b.from <= a.to &&
  (a.industries.length === 0 ||
    b.industries.length === 0 ||
    a.industries.some((code) => b.industries.some((head) => code.startsWith(head)))) &&
  (a.regions.length === 0 ||
    b.regions.length === 0 ||
    a.regions.some((code) => b.regions.some((head) => head.startsWith(code))));

/** Rules over the past months of what monitoring shows. */
export async function rehearsed(
  ctx: Ctx,
  rules: readonly Rule[],
  months = REHEARSED_MONTHS,
): Promise<{ rehearsal: Rehearsal; series: number; truths: Truth[] }> {
  const panel = await loadPanel(ctx, digitsOf(rules));
  const newest = newestShown(panel);
  const { byMonth, judged } = await candidatesOf(rules, panel, Math.max(0, newest - months + 1), newest);
  const truths = await truthsOf(ctx);
  const rehearsal = rehearse(byMonth, judged, truths, {
    budget: { most: MOST_A_MONTH, used: new Map() },
    associations: [],
    nameOf: signalName,
  });
  return { rehearsal, series: panel.series.length, truths };
}

export async function rehearseRule(ctx: Ctx, { id }: { id: string }): Promise<RehearsalSummary> {
  const rule = await loadRule(ctx, id, true);
  const summary = await summaryOf(ctx, ruleOf(rule));
  await keepRehearsal(ctx, id, summary, printOf(rule));
  await audit(ctx, {
    action: "warnings.rule-rehearsed",
    subject: "warnings.rule",
    subjectId: id,
    after: { said: summary.sentence.zh },
  });
  return summary;
}

async function summaryOf(ctx: Ctx, rule: Rule): Promise<RehearsalSummary> {
  const { rehearsal, series, truths } = await rehearsed(ctx, [rule]);
  const { months, sent, real, needless, judged, signals, found, missed } = rehearsal;
  const verdict = mayGoLive(rehearsal);
  const events = truths
    .filter(({ code }) => missed.includes(code) || found.some((one) => one.code === code))
    .map(({ code, title, from }) => ({
      title,
      from,
      delay: found.find((one) => one.code === code)?.delay ?? null,
    }));
  const params = { months, sent, judged, signals };
  return {
    ...{
      from: rehearsal.from || NONE,
      to: rehearsal.to || NONE,
      months,
      series,
      judged,
      signals,
      sent,
      real,
      needless,
    },
    missed: missed.length,
    events,
    warnings: rehearsal.warnings.slice(0, 60).map((one) => ({
      ...{
        month: one.month,
        last: one.last,
        place: wideName(one.sectors, one.region),
        severity: one.severity,
      },
      signals: one.signals.length,
      real: truthName(truths, one.real),
    })),
    sentence: sayRehearsal({ months, sent, real, missed: missed.length, events: events.length }),
    refusal: verdict.ok
      ? null
      : {
          zh: sentence(ruleRefusals[verdict.code].zh, params),
          en: sentence(ruleRefusals[verdict.code].en, params),
        },
  };
}

/** Of a rehearsal without a month. */
const NONE = "2000-01";

export async function setRule(
  ctx: Ctx,
  input: z.output<typeof contract.setRule.input>,
): Promise<Record<string, never>> {
  const rule = await loadRule(ctx, input.id, true);
  if (input.state === "live") {
    if (rule.rehearsal === null || rule.rehearsedPrint !== printOf(rule)) refuse("warnings.rule-unrehearsed");
    const verdict = mayGoLive(rule.rehearsal);
    if (!verdict.ok) {
      const { months, sent, judged, signals } = rule.rehearsal;
      refuse(verdict.code, { months, sent, judged, signals });
    }
  }
  await setRuleState(ctx, rule.id, input.state);
  await audit(ctx, {
    ...{ action: `warnings.rule-${input.state}`, subject: "warnings.rule", subjectId: rule.id },
    ...{
      before: { state: rule.state },
      after: { state: input.state, said: rule.rehearsal?.sentence.zh ?? null },
    },
  });
  return {};
}
