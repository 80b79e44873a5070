// Computing anew what has changed: firm rows in, protected cells and bands out.
import { setImmediate as nextTurn } from "node:timers/promises";
import { monthsBetween } from "../../../engines/indicators/index.ts";
import indicatorsEngine from "../../../engines/indicators/package.json" with { type: "json" };
import { audit } from "../../../platform/audit/audit.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { keyListSpans, mergedEntries } from "../../enterprises/index.ts";
import {
  type Computed as ComputedMonth,
  cellsOfMonth,
  linkKey,
  publishedKey,
  wholeOfMonth,
} from "../cells.ts";
import { ALL_SECTORS } from "../contract.ts";
import { BASE_MONTHS, type BandRow, bandsOfSector } from "../curve.ts";
import { factsText } from "../facts.ts";
import { cellsOfGroups, membersIn } from "../panel.ts";
import { indicators, keyGroups } from "../reference.ts";
import { monthsOnly, standingOfReturns } from "../standing.ts";
import { keepBands } from "../store/band.ts";
import type { Merged } from "../store/merged.ts";
import { type Beside, monthsKept, readBeside, readSums } from "../store/part.ts";
import { monthsOf, readBases, readExpected, readReturns } from "../store/returns.ts";
import * as store from "../store.ts";
import { inOrder, openWriter, startOf, type Writer } from "./in-order.ts";
import { openReading, wider } from "./reading.ts";

export const ENGINE = `${indicatorsEngine.name}@${indicatorsEngine.version}`;

type Computed = { sectors: number; cells: number; milliseconds: number };

/** An industry and month are out of date; told once, however many returns changed it. */
export async function markChanged(
  ctx: Ctx,
  at: { formCode: string; month: string; organisationId?: string },
): Promise<void> {
  for (const sector of await store.sectorsOf(ctx, at)) {
    if (await store.mark(ctx, at.formCode, sector, at.month)) {
      await ctx.announce("monitoring.marked", { formCode: at.formCode, sector, month: at.month });
    }
  }
}

/** Two entries have become one enterprise, or two again: wherever either of them reports, the cells change. */
export async function markMerged(
  ctx: Ctx,
  { survivorId, mergedId }: { survivorId: string; mergedId: string },
): Promise<void> {
  const merged = await mergedEntries(ctx.db);
  // An entry that lies under the same survivor may have to give way, or need not any more.
  const others = [...merged].flatMap(([entry, survivor]) => (survivor === survivorId ? [entry] : []));
  let fresh: store.Mark | null = null;
  for (const mark of await monthsOf(ctx.db, [survivorId, mergedId, ...others])) {
    if (await store.mark(ctx, mark.formCode, mark.sector, mark.month)) fresh ??= mark;
  }
  if (fresh) await ctx.announce("monitoring.marked", fresh);
}

/** Computes every marked industry; nothing marked, nothing done. */
export async function computeMarked(ctx: Ctx): Promise<void> {
  await store.computingAlone(ctx);
  const marks = await store.takeMarks(ctx, "industries");
  const byFormAndSector = Map.groupBy(marks, ({ formCode, sector }) => `${formCode} ${sector}`);
  await computeAll(
    ctx,
    [...byFormAndSector.values()].map((list) => ({
      formCode: list[0]!.formCode,
      sector: list[0]!.sector,
      months: list.map(({ month }) => month).sort(),
    })),
  );
}

/** Everything, or every industry from a month on; asked for by a person. */
export async function recompute(ctx: Ctx, input: { from?: string | undefined }): Promise<Computed> {
  const started = performance.now();
  await store.computingAlone(ctx);
  const { from } = input;
  const known = await wider(ctx, (db) => store.everyMonth(db));
  const marks = known
    .map((mark) => ({ ...mark, months: mark.months.filter((month) => !from || month >= from) }))
    .filter(({ months }) => months.length > 0);
  const cells = await computeAll(ctx, marks);
  await audit(ctx, {
    action: "monitoring.recompute",
    subject: "monitoring",
    after: { from: from ?? null, cells },
  });
  return { sectors: marks.length, cells, milliseconds: Math.round(performance.now() - started) };
}

/** After the rows have gone the industries are computed anew, from whatever is left. */
export async function forgetAll(ctx: Ctx): Promise<void> {
  await store.forget(ctx);
  await markEverything(ctx);
}

/** Cells of an older edition of this module have nothing beside them to go on from: they are computed once more. */
export async function markUnlinked(ctx: Ctx): Promise<void> {
  if (await store.isUnlinked(ctx)) await markEverything(ctx);
}

async function markEverything(ctx: Ctx): Promise<void> {
  for (const { formCode, sector, months } of await store.everyMonth(ctx.db)) {
    for (const month of months) await store.mark(ctx, formCode, sector, month);
    await ctx.announce("monitoring.marked", { formCode, sector, month: months[0]! });
  }
}

type Marked = { formCode: string; sector: string; months: readonly string[] };
/** month → regions whose sums or withheld cells have changed. */
type Changed = Map<string, Set<string>>;

async function computeAll(ctx: Ctx, marks: readonly Marked[]): Promise<number> {
  let cells = 0;
  const merged = await wider(ctx, mergedEntries);
  for (const [formCode, ofForm] of Map.groupBy(marks, (mark) => mark.formCode)) {
    const changed: Changed = new Map();
    const writer = openWriter();
    // The next industry is read while this one is computed and the one before is written.
    let coming = prepare(ctx, ofForm[0]!, merged);
    for (const at of ofForm.keys()) {
      const industry = await coming;
      const following = ofForm[at + 1];
      if (following) {
        coming = prepare(ctx, following, merged);
        coming.catch(() => undefined);
      }
      cells += await computeSector(ctx, industry, changed, writer);
    }
    await writer.done();
    cells += await computeWhole(ctx, formCode, changed, writer);
    await writer.done();
    await markGroups(ctx, formCode, [...changed.keys()]);
    await ctx.announce("monitoring.computed", {
      formCode,
      sectors: ofForm.map(({ sector }) => sector),
      from: ofForm.map(({ months }) => months[0]!).sort()[0]!,
    });
  }
  return cells;
}

/** The month before, and the same month a year earlier. */
const comparedWith = (months: readonly string[], month: string) => {
  const at = months.indexOf(month);
  return { before: months[at - 1], lastYear: months[at - 12], oldest: months[Math.max(0, at - 12)]! };
};

/** The marked months, and those whose growth is measured from them; of all others only the index can move. */
function nearOf(months: readonly string[], marked: ReadonlySet<string>): Set<string> {
  return new Set(
    months.filter((month) => {
      const { before, lastYear } = comparedWith(months, month);
      return [month, before, lastYear].some((other) => other !== undefined && marked.has(other));
    }),
  );
}

/** Some months, and those they are compared with. */
function withCompared(months: readonly string[], some: ReadonlySet<string>): string[] {
  const wanted = new Set(
    [...some].flatMap((month) => {
      const { before, lastYear } = comparedWith(months, month);
      return [month, before, lastYear].filter((other) => other !== undefined);
    }),
  );
  return months.filter((month) => wanted.has(month));
}

type Industry = Awaited<ReturnType<typeof prepare>>;

/** Everything that is read for an industry before it is computed; its returns follow, some months at a time. */
async function prepare(ctx: Ctx, mark: Marked, merged: Merged) {
  const { formCode, sector } = mark;
  const marked = new Set(mark.months);
  const known = await monthsKept(ctx, formCode, sector);
  const ends = [...mark.months, ...(known ? [known.first, known.last] : [])].sort();
  const months = monthsBetween(ends[0]!, ends.at(-1)!);
  const near = nearOf(months, marked);
  const baseMonths = months.slice(0, BASE_MONTHS);
  // A base that moves moves every month measured from it.
  const bandMonths = baseMonths.some((month) => marked.has(month)) ? new Set(months) : near;
  const codes = indicators.map(({ code }) => code);
  const compared = withCompared(months, near);
  const reading = openReading(
    ctx,
    { formCode, sector, indicators: codes, merged },
    bandMonths === near ? compared : months,
  );
  const of = { formCode, sector, merged };
  return {
    ...{ formCode, sector, marked, months, near, bandMonths, reading },
    roster: Map.groupBy(
      await wider(ctx, (db) => readExpected(db, { ...of, months: [...near] })),
      (entry) => entry.month,
    ),
    bases: await wider(ctx, (db) => readBases(db, { ...of, months: baseMonths })),
    stored: await readBeside(ctx, formCode, sector, startOf({ months, near })),
    published: await store.readWithheld(ctx, formCode, sector, compared),
  };
}

async function computeSector(
  ctx: Ctx,
  industry: Industry,
  changed: Changed,
  writer: Writer,
): Promise<number> {
  const { formCode, sector, marked, months, near, bandMonths, reading, published } = industry;
  const { standing } = reading;
  const bands: BandRow[] = [];
  const bandsAt = async (month: string) => {
    const { lastYear, oldest } = comparedWith(months, month);
    await reading.need([month, lastYear], oldest);
    const then = [month, lastYear].filter((at) => at !== undefined);
    const found = bandsOfSector({
      ...{ indicators, months, bases: industry.bases, wanted: new Set([month]) },
      standing: monthsOnly(standing, then),
    });
    for (const band of await inTurns(found)) bands.push(band);
  };
  const start = startOf({ months, near });
  for (const month of months) if (bandMonths.has(month) && month < start) await bandsAt(month);
  const order = { ...industry, family: sector, engine: ENGINE };
  let told = start;
  const count = await inOrder(ctx, order, writer, async (month, links, old) => {
    // Bands and cells go through the months together: each is read once.
    for (const at of months) if (bandMonths.has(at) && at >= told && at < month) await bandsAt(at);
    told = month;
    const { before, lastYear, oldest } = comparedWith(months, month);
    await reading.need([month, before, lastYear], oldest);
    const computed = await inTurns(
      cellsOfMonth({
        ...{ sector, indicators, standing, month, before, lastYear, published, links },
        roster: industry.roster.get(month) ?? [],
        anew: marked.has(month),
      }),
    );
    noteChanged(changed, sector, { month, old, published, computed });
    publish(published, computed);
    return { computed, regions: null };
  });
  for (const month of months) if (bandMonths.has(month) && month >= told) await bandsAt(month);
  await writer.write(() =>
    keepBands(ctx, { formCode, sector, months: [...bandMonths], engine: ENGINE }, bands),
  );
  return count;
}

/** What is withheld from now on, for the months that are compared with this one. */
function publish(published: store.Published, { cells }: ComputedMonth): void {
  for (const c of cells) {
    const key = publishedKey(c.indicator, c.month, c.vintage, c.sector, c.region);
    if (c.suppressed === null) published.delete(key);
    else published.set(key, c.suppressed);
  }
}

/** All industries together stand on these: what has not changed there need not be added up again. */
function noteChanged(
  changed: Changed,
  sector: string,
  of: { month: string; old: Beside; published: store.Published; computed: ComputedMonth },
): void {
  const regions = changed.get(of.month) ?? new Set();
  changed.set(of.month, regions);
  const reasons = new Map(
    of.computed.cells.flatMap((c) => (c.sector === sector ? [[linkKey(c), c.suppressed] as const] : [])),
  );
  const left = new Set(of.old.facts.keys());
  for (const part of of.computed.parts) {
    if (part.sector !== sector || part.facts === null) continue;
    const key = linkKey(part);
    const was = of.published.get(publishedKey(part.indicator, of.month, part.vintage, sector, part.region));
    const same =
      of.old.facts.get(key) === factsText(part.facts) && (was ?? null) === (reasons.get(key) ?? null);
    if (!same) regions.add(part.region);
    left.delete(key);
  }
  for (const key of left) regions.add(key.slice(key.lastIndexOf(" ") + 1));
}

/** Key groups stand on everybody's returns: they follow in a turn of their own, many marks at once. */
async function markGroups(ctx: Ctx, formCode: string, months: readonly string[]): Promise<void> {
  let fresh: string | null = null;
  for (const month of months) if (await store.mark(ctx, formCode, store.KEY_GROUPS, month)) fresh ??= month;
  if (fresh) await ctx.announce("monitoring.panels-marked", { formCode, month: fresh });
}

export async function computeGroups(ctx: Ctx): Promise<void> {
  await store.computingAlone(ctx);
  const marks = await store.takeMarks(ctx, "groups");
  const merged = await mergedEntries(ctx.db);
  for (const [formCode, list] of Map.groupBy(marks, (mark) => mark.formCode)) {
    const spans = (await keyListSpans(ctx.db)).map((span) => ({
      ...span,
      organisationId: merged.get(span.organisationId) ?? span.organisationId,
    }));
    const known = await monthsKept(ctx, formCode, null);
    if (!known) continue;
    const months = monthsBetween(known.first, known.last);
    const near = nearOf(months, new Set(list.map(({ month }) => month)));
    if (near.size === 0) continue;
    const family = store.KEY_GROUPS;
    const codes = indicators.map(({ code }) => code);
    const stored = await readBeside(ctx, formCode, family, startOf({ months, near }));
    const published = await store.readWithheld(ctx, formCode, family, withCompared(months, near));
    const writer = openWriter();
    await inOrder(
      ctx,
      { formCode, family, engine: ENGINE, months, near, stored },
      writer,
      async (month, links) => {
        const { before, lastYear } = comparedWith(months, month);
        const then = [before, lastYear].filter((other) => other !== undefined);
        const members = membersIn(spans, keyGroups, month);
        const listed = new Set([...members.values()].flatMap((group) => [...group]));
        const under = [...merged].flatMap(([entry, survivor]) => (listed.has(survivor) ? [entry] : []));
        const of = { formCode, sector: null, merged };
        const returns = [
          ...(await readReturns(ctx.db, { ...of, months: [month] })),
          ...(await readReturns(ctx.db, { ...of, months: then, organisations: [...listed, ...under] })),
        ];
        const computed = await inTurns(
          cellsOfGroups({
            ...{ groups: keyGroups, indicators, month, before, lastYear, members, links, published },
            standing: standingOfReturns(returns, codes),
            roster: await readExpected(ctx.db, { ...of, months: [month] }),
            table: await store.readShown(ctx, formCode, month),
          }),
        );
        publish(published, computed);
        return { computed, regions: null };
      },
    );
    await writer.done();
  }
}

/** Lists change without a return: once a day every month is looked at again. */
export async function recomputeGroups(ctx: Ctx): Promise<void> {
  for (const [formCode, list] of Map.groupBy(await store.everyMonth(ctx.db), (one) => one.formCode)) {
    for (const month of new Set(list.flatMap(({ months }) => months))) {
      await store.mark(ctx, formCode, store.KEY_GROUPS, month);
    }
  }
  await computeGroups(ctx);
}

async function computeWhole(ctx: Ctx, formCode: string, changed: Changed, writer: Writer): Promise<number> {
  const touched = [...changed].filter(([, regions]) => regions.size > 0);
  if (touched.length === 0) return 0;
  const known = await monthsKept(ctx, formCode, null);
  const ends = [...touched.map(([month]) => month), ...(known ? [known.first, known.last] : [])].sort();
  const months = monthsBetween(ends[0]!, ends.at(-1)!);
  const family = ALL_SECTORS;
  // What was withheld together in one month says something of the growth in the next and a year later.
  const near = nearOf(months, new Set(touched.map(([month]) => month)));
  const stored = await readBeside(ctx, formCode, family, startOf({ months, near }));
  const together = await store.readWithheld(ctx, formCode, family, withCompared(months, near));
  return inOrder(
    ctx,
    { formCode, family, engine: ENGINE, months, near, stored },
    writer,
    async (month, links) => {
      const { before, lastYear } = comparedWith(months, month);
      const regions = new Set(
        [month, before, lastYear].flatMap((at) => (at ? [...(changed.get(at) ?? [])] : [])),
      );
      const parts = await readSums(ctx, formCode, month, [...regions]);
      const published = new Map([...together, ...(await store.readWithheld(ctx, formCode, null, [month]))]);
      const computed = wholeOfMonth({
        ...{ indicators, regions: [...regions], month, before, lastYear, parts, published, links },
      });
      publish(together, computed);
      return { computed, regions };
    },
  );
}

/** Nobody waits longer than this for an industry that is being computed. */
const TURN_MS = 20;
async function inTurns<T>(work: Generator<void, T>): Promise<T> {
  let since = performance.now();
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() - since < TURN_MS) continue;
    await nextTurn();
    since = performance.now();
  }
}
