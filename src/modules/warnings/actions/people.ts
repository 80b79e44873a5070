// What people do beside the warnings: report what they saw, silence what is known, follow the runs of the pipeline.
import type { z } from "zod";
import { audit } from "../../../platform/audit/audit.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { refuse } from "../../../platform/errors.ts";
import type { Raised } from "../contract.ts";
import type * as desk from "../desk/contract.ts";
import type { Candidate } from "../detect.ts";
import { shanghaiDay } from "../months.ts";
import { figures, regionKnown, sectorKnown } from "../reference.ts";
import { figureName, placeName } from "../say.ts";
import * as store from "../store/people.ts";
import { runRows } from "../store/signals.ts";
import { stageNames } from "../warning.ts";
import { takeIn } from "./take-in.ts";

const acting = (ctx: Ctx): string => ctx.who.actingFor ?? refuse("access.denied");

function checkPlace(sector: string | null, region: string | null): void {
  if (sector !== null && !sectorKnown(sector)) refuse("warnings.place-needed");
  if (region !== null && !regionKnown(region)) refuse("warnings.place-needed");
}

export async function reportSighting(
  ctx: Ctx,
  input: z.output<typeof desk.reportSighting.input>,
): Promise<{ id: string }> {
  if (input.seenOn > shanghaiDay(ctx.now.getTime())) refuse("warnings.seen-future");
  if (input.sector === null && input.region === null) refuse("warnings.place-needed");
  checkPlace(input.sector, input.region);
  const organisationId = acting(ctx);
  const id = await store.insertSighting(ctx, { organisationId, ...input, demo: false });
  await audit(ctx, {
    action: "warnings.sighted",
    subject: "warnings.sighting",
    subjectId: id,
    after: { text: input.text },
  });
  await ctx.announce("warnings.sighted", { organisationId, sightingId: id });
  return { id };
}

/** Heard by the system: the sighting becomes a signal of its own. */
export async function onSighted(
  ctx: Ctx,
  of: { organisationId: string; sightingId: string; demo?: boolean; quietly?: boolean },
): Promise<void> {
  const sighting = await store.loadSighting(ctx, of.organisationId, of.sightingId);
  if (!sighting || sighting.warningId) return;
  const place = placeName(sighting.sector, sighting.region);
  const short = sighting.text.length > 40 ? `${sighting.text.slice(0, 40)}…` : sighting.text;
  const signal = told({
    key: `people ${sighting.organisationId} ${sighting.id}`,
    source: "people",
    sector: sighting.sector,
    region: sighting.region ?? "00",
    month: sighting.seenOn.slice(0, 7),
    score: 1,
    title: { zh: `${place.zh}：${short}`, en: `${place.en}: ${short}` },
  });
  const taken = await takeIn(ctx, [signal], {
    ...{ source: "people", judged: 0, month: null, demo: of.demo ?? false, quietly: of.quietly ?? false },
  });
  const warningId = taken.opened[0]?.id ?? taken.continued[0];
  const why = taken.dropped.get(signal.key) ?? {
    zh: "已记录，未形成预警",
    en: "on record; no warning came of it",
  };
  await store.setSightingOutcome(
    ctx,
    { organisationId: of.organisationId, id: of.sightingId },
    warningId ? { warningId } : { leftOut: why },
  );
}

/** Heard by the system: what another module has to warn of. */
export async function onRaised(ctx: Ctx, raised: Raised): Promise<void> {
  await takeIn(
    ctx,
    [
      told({
        key: `${raised.source} ${raised.key}`,
        source: raised.source,
        sector: raised.sector,
        region: raised.region ?? "00",
        month: raised.on.slice(0, 7),
        score: Math.max(1, raised.strength / NOTABLE),
        title: raised.title,
      }),
    ],
    { source: raised.source, judged: 0, month: null, demo: false },
  );
}

/** A strength of so many scales is as much as a rule's threshold. */
const NOTABLE = 3;

const told = (
  of: Pick<Candidate, "key" | "source" | "sector" | "region" | "month" | "score" | "title">,
): Candidate => ({
  ...of,
  ...{
    rule: null,
    indicator: null,
    direction: null,
    value: Number.NaN,
    expected: Number.NaN,
    lo: Number.NaN,
    hi: Number.NaN,
  },
  ...{
    threshold: 1,
    q: 1,
    effect: 0,
    periods: 1,
    baseline: 0,
    coverage: 1,
    reported: 0,
    recent: [],
    method: "",
  },
  ...{ reason: null, contributions: [] },
});

export async function listSightings(ctx: Ctx, input: z.output<typeof desk.listSightings.input>) {
  const { rows, total } = await store.sightingRows(ctx, input);
  const ids = rows.map(({ warningId }) => warningId).filter((id) => id !== null);
  // Whoever reported it learns what came of it, though the warning itself may lie outside what they see.
  const stages =
    ids.length === 0
      ? new Map<string, { number: string; stage: keyof typeof stageNames }>()
      : await ctx.system("warnings.sighting-outcome", (db) => store.stagesOf(db, ids));
  return {
    rows: rows.map(({ organisationId: _, warningId, leftOut, ...row }) => {
      const became = warningId === null ? undefined : stages.get(warningId);
      return {
        ...row,
        place: placeName(row.sector, row.region),
        outcome: {
          warningId,
          number: became?.number ?? null,
          stage: became?.stage ?? null,
          said: became
            ? {
                zh: `已列入预警 ${became.number}，${stageNames[became.stage].zh}`,
                en: `part of warning ${became.number}, ${stageNames[became.stage].en}`,
              }
            : (leftOut ?? { zh: "已收到，正在处理", en: "received, being looked at" }),
        },
      };
    }),
    ...{ total, limit: input.limit, offset: input.offset },
  };
}

const placeOfSilence = (one: { sector: string | null; region: string | null; indicator: string | null }) => {
  const place =
    one.sector === null && one.region === null
      ? { zh: "各行业各地区", en: "everywhere" }
      : placeName(one.sector, one.region);
  const figure = one.indicator === null ? { zh: "全部指标", en: "every figure" } : figureName(one.indicator);
  return { zh: `${place.zh} · ${figure.zh}`, en: `${place.en} · ${figure.en}` };
};

export async function listSilences(ctx: Ctx) {
  const today = shanghaiDay(ctx.now.getTime());
  return {
    rows: (await store.silenceRows(ctx)).map((row) => ({
      ...row,
      place: placeOfSilence(row),
      until: new Date(`${row.until}T23:59:59+08:00`).toISOString(),
      active: row.ended === null && row.until >= today,
    })),
  };
}

const LONGEST_DAYS = 90;

export async function addSilence(
  ctx: Ctx,
  input: z.output<typeof desk.addSilence.input>,
): Promise<{ id: string }> {
  const now = ctx.now.getTime();
  if (input.sector === null && input.region === null && input.indicator === null)
    refuse("warnings.silence-wide");
  if (input.until <= shanghaiDay(now) || input.until > shanghaiDay(now + LONGEST_DAYS * 86_400_000))
    refuse("warnings.silence-end");
  checkPlace(input.sector, input.region);
  if (input.indicator !== null && !figures.has(input.indicator))
    refuse("warnings.rule-indicator", { indicator: input.indicator });
  const id = await store.insertSilence(ctx, { ...input, demo: false });
  await audit(ctx, { action: "warnings.silenced", subject: "warnings.silence", subjectId: id, after: input });
  return { id };
}

export async function endSilence(ctx: Ctx, { id }: { id: string }): Promise<Record<string, never>> {
  await store.endSilence(ctx, id);
  await audit(ctx, { action: "warnings.silence-ended", subject: "warnings.silence", subjectId: id });
  return {};
}

export async function listRuns(ctx: Ctx, { limit }: { limit: number }) {
  const rows = await runRows(ctx, limit);
  return {
    rows: rows.map((row) => ({
      ...row,
      stages: row.stages.map((stage) => ({
        ...{ stage: stage.stage, in: stage.in, out: stage.out },
        // The same reason is said once, with how many it held.
        dropped: [...Map.groupBy(stage.dropped, ({ why }) => why.zh).values()].map((alike) => ({
          what: alike[0]!.what,
          why: alike[0]!.why,
          count: alike.length,
        })),
      })),
    })),
  };
}
