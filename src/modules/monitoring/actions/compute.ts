// Computing anew what has changed: firm rows in, protected cells and bands out.
import { setImmediate as nextTurn } from "node:timers/promises";
import { monthsBetween } from "../../../engines/indicators/index.ts";
import indicatorsEngine from "../../../engines/indicators/package.json" with { type: "json" };
import { audit } from "../../../platform/audit/audit.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import type { ScopedDb } from "../../../platform/db/scoped.ts";
import { keyListSpans } from "../../enterprises/index.ts";
import {
  type Computed as ComputedMonth,
  cellsOfMonth,
  linkKey,
  type PartRow,
  publishedKey,
  wholeOfMonth,
} from "../cells.ts";
import { ALL_SECTORS, type Suppression } from "../contract.ts";
import { BASE_MONTHS, bandsOfSector } from "../curve.ts";
import { factsText, follow } from "../facts.ts";
import { cellsOfGroups, membersIn } from "../panel.ts";
import { indicators, keyGroups } from "../reference.ts";
import { standingOf } from "../standing.ts";
import { keepBands } from "../store/band.ts";
import * as store from "../store.ts";

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
  for (const [formCode, ofForm] of Map.groupBy(marks, (mark) => mark.formCode)) {
    const changed: Changed = new Map();
    for (const mark of ofForm) cells += await computeSector(ctx, mark, changed);
    cells += await computeWhole(ctx, formCode, changed);
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
  return { before: months[at - 1], lastYear: months[at - 12] };
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

async function computeSector(ctx: Ctx, mark: Marked, changed: Changed): Promise<number> {
  const { formCode, sector } = mark;
  const marked = new Set(mark.months);
  const known = await store.monthRange(ctx, formCode, [sector]);
  const ends = [...mark.months, ...(known ? [known.first, known.last] : [])].sort();
  const months = monthsBetween(ends[0]!, ends.at(-1)!);
  const near = nearOf(months, marked);
  const baseMonths = months.slice(0, BASE_MONTHS);
  const fromBase = baseMonths.some((month) => marked.has(month));
  const needed = fromBase
    ? months
    : [...near].flatMap((month) => {
        const { before, lastYear } = comparedWith(months, month);
        return [month, before, lastYear].filter((other) => other !== undefined);
      });
  const codes = indicators.map(({ code }) => code);
  const of = { formCode, sector, indicators: codes, months: [...new Set(needed)] };
  const [figures, roster, bases] = await wider(ctx, async (db) => [
    await store.readFigures(db, of),
    await store.readExpected(db, { ...of, months: [...near] }),
    fromBase ? null : await store.readBases(db, { ...of, months: baseMonths }),
  ]);
  const standing = standingOf(figures, of.months);
  const expected = Map.groupBy(roster, (entry) => entry.month);
  const count = await inOrder(ctx, { formCode, sector, months, near }, async (month, links) => {
    const compared = comparedWith(months, month);
    const published = await store.readWithheld(
      ctx,
      formCode,
      sector,
      [month, compared.before, compared.lastYear].filter((other) => other !== undefined),
    );
    const computed = await inTurns(
      cellsOfMonth({
        ...{ sector, indicators, standing, month, ...compared, published, links },
        roster: expected.get(month) ?? [],
        anew: marked.has(month),
      }),
    );
    const old = await store.readParts(ctx, formCode, sector, month);
    noteChanged(changed, sector, { month, old, published, computed });
    await store.keepMonth(ctx, { formCode, sector, month, regions: null, engine: ENGINE }, computed);
    return computed;
  });
  const wanted = fromBase ? new Set(months) : near;
  const bands = await inTurns(bandsOfSector({ indicators, standing, months, wanted, bases }));
  await keepBands(ctx, { formCode, sector, months: [...wanted], engine: ENGINE }, bands);
  return count;
}

/** All industries together stand on these: what has not changed there need not be added up again. */
function noteChanged(
  changed: Changed,
  sector: string,
  of: { month: string; old: readonly PartRow[]; published: store.Published; computed: ComputedMonth },
): void {
  const say = (part: PartRow, suppressed: Suppression | null) =>
    `${part.facts && factsText(part.facts)} ${suppressed}`;
  const keyOf = (part: PartRow) =>
    publishedKey(part.indicator, part.month, part.vintage, part.sector, part.region);
  const reasons = new Map(
    of.computed.cells.map((c) => [
      publishedKey(c.indicator, c.month, c.vintage, c.sector, c.region),
      c.suppressed,
    ]),
  );
  const regions = changed.get(of.month) ?? new Set();
  changed.set(of.month, regions);
  const before = new Map(
    of.old
      .filter((part) => part.sector === sector)
      .map((part) => [keyOf(part), { part, said: say(part, of.published.get(keyOf(part)) ?? null) }]),
  );
  for (const part of of.computed.parts) {
    if (part.sector !== sector) continue;
    const key = keyOf(part);
    if (before.get(key)?.said !== say(part, reasons.get(key) ?? null)) regions.add(part.region);
    before.delete(key);
  }
  for (const { part } of before.values()) regions.add(part.region);
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
  for (const [formCode, list] of Map.groupBy(marks, (mark) => mark.formCode)) {
    const spans = await keyListSpans(ctx.db);
    const known = await store.monthRange(ctx, formCode, null);
    if (!known) continue;
    const months = monthsBetween(known.first, known.last);
    const near = nearOf(months, new Set(list.map(({ month }) => month)));
    const sector = store.KEY_GROUPS;
    const codes = indicators.map(({ code }) => code);
    await inOrder(ctx, { formCode, sector, months, near }, async (month, links) => {
      const compared = comparedWith(months, month);
      const then = [compared.before, compared.lastYear].filter((other) => other !== undefined);
      const members = membersIn(spans, keyGroups, month);
      const listed = [...new Set([...members.values()].flatMap((group) => [...group]))];
      const of = { formCode, sector: null, indicators: codes };
      const figures = [
        ...(await store.readFigures(ctx.db, { ...of, months: [month] })),
        ...(await store.readFigures(ctx.db, { ...of, months: then, organisations: listed })),
      ];
      const computed = await inTurns(
        cellsOfGroups({
          ...{ groups: keyGroups, indicators, month, ...compared, members, links },
          standing: standingOf(figures, [month, ...then]),
          roster: await store.readExpected(ctx.db, { ...of, months: [month] }),
          table: await store.readShown(ctx, formCode, month),
          published: await store.readWithheld(ctx, formCode, sector, then),
        }),
      );
      await store.keepMonth(ctx, { formCode, sector, month, regions: null, engine: ENGINE }, computed);
      return computed;
    });
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

async function computeWhole(ctx: Ctx, formCode: string, changed: Changed): Promise<number> {
  const touched = [...changed].filter(([, regions]) => regions.size > 0);
  if (touched.length === 0) return 0;
  const known = await store.monthRange(ctx, formCode, null);
  const ends = [...touched.map(([month]) => month), ...(known ? [known.first, known.last] : [])].sort();
  const months = monthsBetween(ends[0]!, ends.at(-1)!);
  const sector = ALL_SECTORS;
  // What was withheld together in one month says something of the growth in the next and a year later.
  const near = nearOf(months, new Set(touched.map(([month]) => month)));
  const regionsOf = (month: string) => {
    const { before, lastYear } = comparedWith(months, month);
    return [...new Set([month, before, lastYear].flatMap((at) => (at ? [...(changed.get(at) ?? [])] : [])))];
  };
  return inOrder(ctx, { formCode, sector, months, near }, async (month, links) => {
    const compared = comparedWith(months, month);
    const regions = regionsOf(month);
    const parts = await store.readParts(ctx, formCode, null, month, regions);
    const published = await store.readWithheld(
      ctx,
      formCode,
      null,
      [month, compared.before, compared.lastYear].filter((other) => other !== undefined),
    );
    const computed = wholeOfMonth({
      ...{ indicators, regions, month, ...compared, parts, published, links },
    });
    await store.keepMonth(ctx, { formCode, sector, month, regions, engine: ENGINE }, computed);
    return computed;
  });
}

type Family = { formCode: string; sector: string; months: readonly string[]; near: ReadonlySet<string> };

/** Month after month from the first near one: near ones by `each`, in the others the index follows while it moves. */
async function inOrder(
  ctx: Ctx,
  { formCode, sector, months, near }: Family,
  each: (month: string, links: ReadonlyMap<string, PartRow>) => Promise<ComputedMonth>,
): Promise<number> {
  const partsOf = async (month: string | undefined) =>
    month === undefined ? [] : await store.readParts(ctx, formCode, sector, month);
  const byKey = (parts: readonly PartRow[]) => new Map(parts.map((part) => [linkKey(part), part]));
  const first = months.findIndex((month) => near.has(month));
  let links: ReadonlyMap<string, PartRow> | null = null;
  let count = 0;
  for (const [at, month] of months.entries()) {
    if (first < 0 || at < first) continue;
    if (near.has(month)) {
      const computed = await each(month, links ?? byKey(await partsOf(months[at - 1])));
      count += computed.cells.length;
      // Of all industries together only some regions were computed: the others stand as they were kept.
      links = sector === ALL_SECTORS ? null : byKey(computed.parts);
    } else {
      const before: ReadonlyMap<string, PartRow> = links ?? byKey(await partsOf(months[at - 1]));
      const now = await partsOf(month);
      const after = now.map((part) => ({
        ...part,
        link: follow(before.get(linkKey(part))?.link ?? null, part.link),
      }));
      const moved = after.filter(({ link, indicator }, i) => {
        const old = now[i]!.link;
        return !isRate(indicator) && (link.index !== old.index || link.chained !== old.chained);
      });
      if (moved.length > 0) await store.moveChain(ctx, formCode, moved);
      links = byKey(after);
    }
    await nextTurn();
  }
  return count;
}

const rates = new Set(indicators.filter(({ kind }) => kind === "rate").map(({ code }) => code));
const isRate = (indicator: string): boolean => rates.has(indicator);

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

/** The system itself reads in its own transaction, where rows of the first start are not yet committed. */
function wider<T>(ctx: Ctx, fn: (db: ScopedDb) => Promise<T>): Promise<T> {
  return ctx.who.roles.has("system") ? fn(ctx.db) : ctx.system("monitoring.cells", fn);
}
