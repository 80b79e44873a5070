// Signals go through the pipeline: warnings are opened or continued, whoever works on them is told, the run is kept.
import sentinelEngine from "../../../engines/sentinel/package.json" with { type: "json" };
import { audit } from "../../../platform/audit/audit.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { notify } from "../../../platform/notify/notify.ts";
import { associationSectors, personsOf, theFederation } from "../../people/index.ts";
import type { Facts, Routed } from "../batch.ts";
import type { Severity, Source } from "../contract.ts";
import type { Candidate } from "../detect.ts";
import { graver } from "../grading.ts";
import { newestMonth, shanghaiDay } from "../months.ts";
import { runPipeline } from "../pipeline.ts";
import { FLAPPING } from "../restraint.ts";
import { saySignal, signalName, titleOf } from "../say.ts";
import { activeSilences, countHeld } from "../store/people.ts";
import { routeTo, workingOn } from "../store/publishing.ts";
import { insertRun, insertSignals, knownKeys } from "../store/signals.ts";
import {
  addStep,
  broughtBy,
  continueWarning,
  insertWarning,
  loadWarning,
  runningAlone,
  setEscalated,
  standingWarnings,
} from "../store/warnings.ts";
import { severityNames } from "../warning.ts";

export const ENGINE = `${sentinelEngine.name}@${sentinelEngine.version}`;
/** New warnings a month may bring by figures, beside grave ones. */
export const MOST_A_MONTH = 4;

export type TakenIn = {
  signals: number;
  opened: { id: string; signals: readonly Candidate[] }[];
  continued: string[];
  dropped: ReadonlyMap<string, { zh: string; en: string }>;
};

/** As the system. @param of.month what was judged; null for what people or other modules say. */
export async function takeIn(
  ctx: Ctx,
  signals: readonly Candidate[],
  of: {
    source: Source;
    judged: number;
    month: string | null;
    demo: boolean;
    quietly?: boolean;
    onlyEscalate?: boolean;
  },
): Promise<TakenIn> {
  await runningAlone(ctx);
  const now = ctx.now.getTime();
  const today = shanghaiDay(now);
  const silences = await activeSilences(ctx, today);
  const facts: Facts = {
    now,
    today,
    newest: newestMonth(now),
    known: await knownKeys(ctx),
    warnings: await standingWarnings(ctx, new Date(now - FLAPPING.days * 86_400_000)),
    silences: silences.map(({ id, sector, region, indicator, until, owner }) => ({
      id,
      sector,
      region,
      indicator,
      until,
      owner,
    })),
    budget: { most: MOST_A_MONTH, used: await broughtBy(ctx) },
    associations: await associationSectors(ctx),
    nameOf: signalName,
  };
  const { batch, log } = runPipeline(signals, facts);
  const opened = [];
  const continued: string[] = [];
  for (const cause of batch.routed) {
    if (cause.continues === null) opened.push({ id: await open(ctx, cause, of), signals: cause.signals });
    else {
      await goOn(ctx, cause.continues, cause, of);
      continued.push(cause.continues);
    }
  }
  for (const { warningId, level } of batch.escalations) await raise(ctx, warningId, level);
  await countHeld(ctx, batch.held);
  // Looking at the clock alone is no run worth keeping.
  if (!of.onlyEscalate)
    await insertRun(ctx, {
      ...{ month: of.month, source: of.source, judged: of.judged, signals: signals.length, demo: of.demo },
      ...{ opened: opened.length, continued: continued.length, stages: log },
    });
  // Of a single signal it can be said why nothing came of it.
  const dropped = new Map(
    signals.length === 1
      ? log.flatMap((stage) => stage.dropped.map(({ why }) => [signals[0]!.key, why] as const))
      : [],
  );
  return { signals: signals.length, opened, continued, dropped };
}

const DESK = { zh: "预警流水线", en: "Pipeline" };

async function open(
  ctx: Ctx,
  cause: Routed,
  of: { source: Source; demo: boolean; quietly?: boolean },
): Promise<string> {
  const title = titleOf(cause);
  const { id, number } = await insertWarning(ctx, {
    ...{ kind: cause.kind, sectors: [...cause.sectors], region: cause.region, title },
    ...{ source: of.source, severity: cause.severity, first: cause.month, last: cause.month, demo: of.demo },
  });
  await routeTo(ctx, id, cause.associations);
  await insertSignals(ctx, id, cause.signals, { engine: ENGINE, demo: of.demo });
  const lead = cause.leads[0] ?? cause.signals[0]!;
  await addStep(ctx, { warningId: id, kind: "opened", organisation: DESK.zh, note: saySignal(lead) });
  await audit(ctx, {
    action: "warnings.opened",
    subject: "warnings.warning",
    subjectId: id,
    after: { number, title: title.zh },
  });
  await ctx.announce("warnings.opened", {
    warningId: id,
    number,
    title: title.zh,
    severity: cause.severity,
    sectors: cause.sectors,
    region: cause.region,
  });
  if (!of.quietly)
    await tellWorkers(ctx, id, { severity: cause.severity, title, kind: "warning-opened", level: 0 });
  return id;
}

async function goOn(
  ctx: Ctx,
  id: string,
  cause: Routed,
  of: { demo: boolean; quietly?: boolean },
): Promise<void> {
  const before = await loadWarning(ctx, id, true);
  const wider =
    before.kind === "region" || before.kind === "place"
      ? before.sectors
      : [...new Set([...before.sectors, ...cause.sectors])];
  await continueWarning(ctx, id, {
    ...{
      sectors: wider,
      last: cause.month,
      severity: graver(before.severity, cause.severity),
      title: before.title,
    },
  });
  await routeTo(ctx, id, cause.associations);
  await insertSignals(ctx, id, cause.signals, { engine: ENGINE, demo: of.demo });
  const lead = cause.leads[0] ?? cause.signals[0]!;
  await addStep(ctx, { warningId: id, kind: "continued", organisation: DESK.zh, note: saySignal(lead) });
  // Told again only when it has become graver: what goes on is seen in the list.
  if (!of.quietly && !before.graded && graver(before.severity, cause.severity) !== before.severity) {
    await tellWorkers(ctx, id, {
      severity: cause.severity,
      title: before.title,
      kind: "warning-opened",
      level: 0,
    });
  }
}

async function raise(ctx: Ctx, id: string, level: number): Promise<void> {
  const warning = await loadWarning(ctx, id, true);
  await setEscalated(ctx, id, level);
  await addStep(ctx, {
    ...{ warningId: id, kind: "escalated", organisation: DESK.zh },
    note: {
      zh: level === 1 ? "已超过时限，再次提醒值班人员。" : `超过时限 ${level} 倍，升级提醒联合会负责人。`,
      en:
        level === 1
          ? "The term has passed: the desk is reminded."
          : `${level} terms have passed: it goes up to the head of the desk.`,
    },
  });
  await tellWorkers(ctx, id, {
    severity: warning.severity,
    title: warning.title,
    kind: "warning-late",
    level,
  });
}

/** The desk of the federation, from the second step of escalation its administrators too, and the associations at work. */
export async function tellWorkers(
  ctx: Ctx,
  id: string,
  of: { severity: Severity; title: { zh: string; en: string }; kind: string; level: number },
): Promise<void> {
  const federation = await theFederation(ctx);
  const desk = federation
    ? await personsOf(ctx, [federation], of.level > 1 ? ["duty_officer", "administrator"] : ["duty_officer"])
    : [];
  const secretaries = await personsOf(ctx, await workingOn(ctx, id), ["secretary"]);
  const colour = severityNames[of.severity];
  const late = of.level > 0;
  await notify(ctx, {
    to: [...desk, ...secretaries].map(({ personId }) => personId),
    kind: of.kind,
    words: {
      zh: {
        title: late ? `预警超时未办：${of.title.zh}` : `${colour.zh}预警待核实：${of.title.zh}`,
        body: late
          ? "这条预警已超过办理时限，请尽快办理下一步。"
          : "系统发现异常，请核实是否属实、原因是什么。",
      },
      en: {
        title: late ? `Warning overdue: ${of.title.en}` : `Warning to verify (${colour.en}): ${of.title.en}`,
        body: late
          ? "The term of this warning has passed. Please take the next step."
          : "Something is out of the ordinary. Please verify it.",
      },
    },
    link: `/warnings/${id}`,
    mail: of.severity === "red" || of.severity === "orange" ? "now" : "digest",
    digestKey: `warning ${id}`,
  });
}
