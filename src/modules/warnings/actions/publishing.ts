// Publishing: graded, checked figure by figure, sent to those it concerns; updated and cancelled with what it refers to.
import type { z } from "zod";
import { audit } from "../../../platform/audit/audit.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { refuse } from "../../../platform/errors.ts";
import type { Download } from "../../../platform/http/row.ts";
import { notify } from "../../../platform/notify/notify.ts";
import { enterpriseCards, enterprisesIn } from "../../enterprises/index.ts";
import { FORM } from "../../monitoring/contract.ts";
import { protectedSeries } from "../../monitoring/index.ts";
import { personsOf } from "../../people/index.ts";
import { type CapBulletin, capOf } from "../cap.ts";
import { capFaults } from "../cap-check.ts";
import type * as contract from "../contract.ts";
import type { BulletinType, Exposure, Severity, SignalRow, Text } from "../contract.ts";
import { feedOf } from "../feed.ts";
import { regionName, sectorName } from "../reference.ts";
import type * as rules from "../rules/contract.ts";
import { placeName } from "../say.ts";
import {
  bulletinRows,
  confirmReceipt,
  insertBulletin,
  loadBulletin,
  type StoredBulletin,
  tell,
  toldOf,
  workingOn,
} from "../store/publishing.ts";
import { signalsOf } from "../store/signals.ts";
import { type StoredWarning, setGrade } from "../store/warnings.ts";
import { strayFigure } from "../text-figures.ts";
import { severityNames } from "../warning.ts";
import { bulletinOf, exposureOf, signalRowOf } from "./read.ts";
import { step } from "./steps.ts";

type Publication = z.output<typeof contract.publish.input>;

export const publish = (ctx: Ctx, input: Publication) => send(ctx, input, "Alert");
export const update = (ctx: Ctx, input: Publication) => send(ctx, input, "Update");

async function send(ctx: Ctx, input: Publication, type: "Alert" | "Update") {
  let sent = { bulletinId: "", told: 0 };
  const colour = severityNames[input.severity];
  const done = await step(ctx, input, {
    move: type === "Alert" ? "publish" : "update",
    note: {
      zh: `${colour.zh}。${input.gradeReason ? `定级理由：${input.gradeReason}。` : ""}${input.headline}`,
      en: `${colour.en}. ${input.gradeReason ? `Reason of the grade: ${input.gradeReason}. ` : ""}${input.headlineEn || input.headline}`,
    },
    also: async (warning) => {
      const suggested = warning.assessment?.suggested ?? warning.severity;
      if (suggested !== input.severity && !input.gradeReason) {
        refuse("warnings.grade-reason", { suggested: severityNames[suggested].zh });
      }
      const words = {
        headline: { zh: input.headline, en: input.headlineEn },
        description: { zh: input.description, en: input.descriptionEn },
        instruction: { zh: input.instruction, en: input.instructionEn },
      };
      await checkFigures(
        ctx,
        warning,
        Object.values(words).flatMap(({ zh, en }) => [zh, en]),
      );
      const named = [...new Set(input.enterpriseIds)];
      if ((await enterpriseCards(ctx, named)).length < named.length) refuse("warnings.enterprise-unknown");
      await setGrade(ctx, warning.id, { severity: input.severity, named });
      const organisations = await audience(ctx, warning, named);
      sent = await bring(
        ctx,
        warning,
        { type, severity: input.severity, open: input.open, ...words },
        organisations,
      );
    },
  });
  return { stage: done.stage, revision: done.revision, ...sent };
}

/** Enterprises of its industries and region, those named in it, the associations that work on it. */
async function audience(ctx: Ctx, warning: StoredWarning, named: readonly string[]): Promise<string[]> {
  const whole = warning.sectors.includes("*");
  const within = await enterprisesIn(ctx, {
    industries: whole ? [] : warning.sectors,
    province: warning.region,
  });
  return [
    ...new Set([
      ...within,
      ...named,
      ...(await workingOn(ctx, warning.id)),
      ...(await toldOf(ctx, warning.id)),
    ]),
  ];
}

type Words = { headline: Text; description: Text; instruction: Text };

async function bring(
  ctx: Ctx,
  warning: StoredWarning,
  of: Words & { type: BulletinType; severity: Severity; open: boolean },
  organisations: readonly string[],
): Promise<{ bulletinId: string; told: number }> {
  await tell(ctx, warning.id, organisations);
  const bulletinId = await insertBulletin(ctx, {
    ...{ warningId: warning.id, type: of.type, number: warning.number, severity: of.severity },
    ...{ likelihood: warning.assessment?.likelihood ?? 3, sectors: warning.sectors, region: warning.region },
    ...{ headline: of.headline, description: of.description, instruction: of.instruction },
    ...{ open: of.open, demo: warning.demo },
  });
  const persons = await personsOf(ctx, organisations, ["owner", "clerk", "secretary"]);
  const lead: Record<BulletinType, Text> = {
    Alert: { zh: `${severityNames[of.severity].zh}预警`, en: `Warning (${severityNames[of.severity].en})` },
    Update: {
      zh: `预警更新（${severityNames[of.severity].zh}）`,
      en: `Warning updated (${severityNames[of.severity].en})`,
    },
    Cancel: { zh: "预警解除", en: "Warning lifted" },
  };
  const headline = { zh: of.headline.zh, en: of.headline.en || of.headline.zh };
  await notify(ctx, {
    to: persons.map(({ personId }) => personId),
    kind: "warning-published",
    words: {
      zh: { title: `${lead[of.type].zh}：${headline.zh}`, body: of.instruction.zh },
      en: { title: `${lead[of.type].en}: ${headline.en}`, body: of.instruction.en || of.instruction.zh },
    },
    link: `/warnings/bulletins/${bulletinId}`,
    mail: of.severity === "red" || of.severity === "orange" ? "now" : "digest",
    digestKey: `bulletin ${warning.id}`,
  });
  await ctx.announce(of.type === "Cancel" ? "warnings.lifted" : "warnings.published", {
    ...{
      warningId: warning.id,
      number: warning.number,
      title: warning.title.zh,
      severity: of.severity,
      sectors: warning.sectors,
      region: warning.region,
    },
    ...(of.type === "Cancel" ? {} : { bulletinId, type: of.type }),
  });
  return { bulletinId, told: organisations.length };
}

/** Every figure of the text must be one this warning may show today; what monitoring withholds by now is refused by name. */
async function checkFigures(ctx: Ctx, warning: StoredWarning, texts: readonly string[]): Promise<void> {
  const stored = await signalsOf(ctx, [warning.id]);
  const sectors = [...new Set(stored.map(({ sector }) => sector).filter((code) => code !== null))];
  const points = await protectedSeries(ctx, { formCode: FORM, digits: 3, sectors });
  const shown = new Set(
    points
      .filter(
        ({ suppressed, chainIndex, mean }) => suppressed === null && (chainIndex !== null || mean !== null),
      )
      .map(({ sector, region, indicator, month }) => `${sector} ${region} ${indicator} ${month}`),
  );
  const isShown = ({ sector, region, indicator, month, source }: SignalRow) =>
    source !== "statistics" || shown.has(`${sector} ${region} ${indicator?.code} ${month}`);
  const rows = stored.map(signalRowOf);
  const exposure = figuresOfExposure(await exposureOf(ctx, warning));
  const allowed = [...rows.filter(isShown).flatMap(figuresOfSignal), ...exposure];
  const figure = strayFigure(texts, allowed);
  if (figure === null) return;
  const withheld = rows.find((row) => !isShown(row) && strayFigure([figure], figuresOfSignal(row)) === null);
  if (withheld) {
    refuse("warnings.figure-withheld", {
      place: placeName(withheld.sector, withheld.region).zh,
      month: withheld.month,
    });
  }
  refuse("warnings.figure-unsourced", { figure });
}

/** What the signal's own sentence says, and its figures. */
const figuresOfSignal = (one: SignalRow): string[] => [
  ...[...`${one.said.zh} ${one.said.en}`.matchAll(/-?\d+(?:\.\d+)?/g)].map((match) => match[0]),
  ...[one.value, one.expected, one.lo, one.hi].filter((value) => value !== null),
];

const figuresOfExposure = (exposure: Exposure): string[] =>
  [
    exposure.firms === null ? null : String(exposure.firms),
    exposure.output,
    exposure.jobs,
    exposure.daysOfCover,
    exposure.outputShare === null ? null : (Number(exposure.outputShare) * 100).toFixed(1),
  ].filter((value) => value !== null);

/** A warning that was published ends with a cancellation to all who were told. */
export async function lift(ctx: Ctx, input: z.output<typeof contract.lift.input>) {
  const done = await step(ctx, input, {
    move: "lift",
    note: { zh: input.note, en: input.note },
    evidence: input.evidence,
    also: async (warning) => {
      const { rows } = await bulletinRows(ctx, { warningId: warning.id, limit: 1, offset: 0 });
      const last = rows[0];
      if (!last) return;
      await checkFigures(ctx, warning, [input.note]);
      await bring(
        ctx,
        warning,
        {
          ...{ type: "Cancel" as const, severity: last.severity, open: last.open },
          headline: {
            zh: `解除：${last.headline.zh}`,
            en: `Lifted: ${last.headline.en || last.headline.zh}`,
          },
          description: { zh: input.note, en: "" },
          instruction: {
            zh: "原预警不再有效，恢复日常监测。",
            en: "The warning no longer holds; monitoring goes on as usual.",
          },
        },
        await toldOf(ctx, warning.id),
      );
    },
  });
  return { stage: done.stage, revision: done.revision };
}

export async function listBulletins(ctx: Ctx, input: z.output<typeof rules.listBulletins.input>) {
  const { rows, total } = await bulletinRows(ctx, {
    newestOnly: true,
    limit: input.limit,
    offset: input.offset,
  });
  return { rows: rows.map(bulletinOf), total, limit: input.limit, offset: input.offset };
}

export async function readBulletin(ctx: Ctx, { id }: { id: string }) {
  const bulletin = await loadBulletin(ctx, id);
  const { rows } = await bulletinRows(ctx, { warningId: bulletin.warningId, limit: 50, offset: 0 });
  return {
    ...bulletinOf(bulletin),
    sender: bulletin.sentBy,
    stands: bulletin.type !== "Cancel" && rows[0]?.id === bulletin.id,
    earlier: rows.filter((one) => one.sequence < bulletin.sequence).map(bulletinOf),
  };
}

export async function confirmBulletin(ctx: Ctx, { id }: { id: string }): Promise<Record<string, never>> {
  const bulletin = await loadBulletin(ctx, id);
  const organisation = ctx.who.actingFor ?? refuse("access.denied");
  if (!(await confirmReceipt(ctx, bulletin.warningId, organisation))) refuse("record.not-found");
  await audit(ctx, { action: "warnings.received", subject: "warnings.bulletin", subjectId: id });
  return {};
}

const SENDER = { id: "wenlian", name: "稳链 Wenlian", web: null };

const capBulletin = (one: StoredBulletin): CapBulletin => ({
  ...one,
  sectors: one.sectors.filter((code) => code !== "*").map((code) => ({ code, name: sectorName(code).zh })),
  region: { code: one.region, name: regionName(one.region).zh },
});

export async function bulletinCap(ctx: Ctx, { id }: { id: string }): Promise<Download> {
  const bulletin = await loadBulletin(ctx, id);
  const { rows } = await bulletinRows(ctx, { warningId: bulletin.warningId, limit: 200, offset: 0 });
  const earlier = rows
    .filter((one) => one.sequence < bulletin.sequence)
    .sort((a, b) => a.sequence - b.sequence);
  const xml = capOf(capBulletin(bulletin), earlier.map(capBulletin), SENDER);
  const faults = capFaults(xml);
  // A message other systems act on is never sent half right.
  if (faults.length > 0) throw new Error(`bulletin ${id} is not CAP 1.2: ${faults.join("; ")}`);
  return {
    name: `${bulletin.number}-${bulletin.type}.xml`,
    type: "application/cap+xml; charset=utf-8",
    body: Buffer.from(xml),
  };
}

const FEED_ITEMS = 50;

export async function feed(ctx: Ctx): Promise<Download> {
  const openOnly = ctx.who.personId === null;
  const { rows } = await bulletinRows(ctx, { openOnly, limit: FEED_ITEMS, offset: 0 });
  const xml = feedOf(rows, {
    title: "稳链 · 风险预警",
    site: "",
    builtAt: rows[0]?.sentAt ?? ctx.now.toISOString(),
  });
  return { name: "warnings.rss", type: "application/rss+xml; charset=utf-8", body: Buffer.from(xml) };
}
