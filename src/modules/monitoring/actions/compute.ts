// Computing anew what has changed: firm rows in, protected cells and bands out.
import { setImmediate as nextTurn } from "node:timers/promises";
import { monthsBetween } from "../../../engines/indicators/index.ts";
import indicatorsEngine from "../../../engines/indicators/package.json" with { type: "json" };
import { audit } from "../../../platform/audit/audit.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import type { ScopedDb } from "../../../platform/db/scoped.ts";
import { type CellRow, cellsOfSector, cellsOfWhole, type Expected, publishedKey } from "../cells.ts";
import { ALL_SECTORS } from "../contract.ts";
import { bandsOfSector } from "../curve.ts";
import { indicators } from "../reference.ts";
import { type Figure, standingOf } from "../standing.ts";
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

/** Computes every marked industry from its earliest marked month on; nothing marked, nothing done. */
export async function computeMarked(ctx: Ctx): Promise<void> {
  await store.computingAlone(ctx);
  await computeAll(ctx, await store.takeMarks(ctx));
}

/** Everything, or every industry from a month on; asked for by a person. */
export async function recompute(ctx: Ctx, input: { from?: string | undefined }): Promise<Computed> {
  const started = performance.now();
  await store.computingAlone(ctx);
  const known = await wider(ctx, "monitoring.cells", (db) => store.formsAndSectors(db));
  const marks = known.map((mark) => ({
    ...mark,
    month: input.from && input.from > mark.month ? input.from : mark.month,
  }));
  const cells = await computeAll(ctx, marks);
  await audit(ctx, {
    action: "monitoring.recompute",
    subject: "monitoring",
    after: { from: input.from ?? null, cells },
  });
  return { sectors: marks.length, cells, milliseconds: Math.round(performance.now() - started) };
}

/** After the rows have gone the industries are computed anew, from whatever is left. */
export async function forgetAll(ctx: Ctx): Promise<void> {
  const known = await store.formsAndSectors(ctx.db);
  await store.forget(ctx);
  for (const { formCode, sector, month } of known) {
    await store.mark(ctx, formCode, sector, month);
    await ctx.announce("monitoring.marked", { formCode, sector, month });
  }
}

async function computeAll(
  ctx: Ctx,
  marks: readonly { formCode: string; sector: string; month: string }[],
): Promise<number> {
  let cells = 0;
  for (const [formCode, ofForm] of Map.groupBy(marks, (mark) => mark.formCode)) {
    const from = ofForm.reduce((least, { month }) => (month < least ? month : least), ofForm[0]!.month);
    const everything = await readAll(ctx, formCode);
    const bySector = Map.groupBy(ofForm, (mark) => mark.sector);
    for (const [sector, ofSector] of bySector) {
      const first = ofSector.reduce(
        (least, { month }) => (month < least ? month : least),
        ofSector[0]!.month,
      );
      cells += await computeSector(ctx, formCode, sector, first, everything);
      // Others are served between two industries.
      await nextTurn();
    }
    cells += await computeWhole(ctx, formCode, from, everything);
    await ctx.announce("monitoring.computed", {
      formCode,
      sectors: [...bySector.keys()],
      from,
    });
  }
  return cells;
}

type Everything = { figures: Map<string, Figure[]>; roster: Map<string, Expected[]> };

async function readAll(ctx: Ctx, formCode: string): Promise<Everything> {
  const [figures, roster] = await wider(ctx, "monitoring.cells", async (db) => [
    await store.readFigures(db, formCode, null),
    await store.readExpected(db, formCode, null),
  ]);
  return {
    figures: Map.groupBy(figures, (figure) => figure.industry.slice(0, 2)),
    roster: Map.groupBy(roster, (entry) => entry.industry.slice(0, 2)),
  };
}

async function computeSector(
  ctx: Ctx,
  formCode: string,
  sector: string,
  from: string,
  all: Everything,
): Promise<number> {
  const figures = all.figures.get(sector) ?? [];
  const roster = all.roster.get(sector) ?? [];
  const months = monthsOf(figures, roster);
  const withheld = store.publishedReasons(await store.readWithheld(ctx, formCode, sector, from));
  const published = new Map(
    withheld.map((row) => [
      publishedKey(row.indicator, row.month, row.vintage, row.sector, row.region),
      row.suppressed,
    ]),
  );
  const standing = standingOf(figures, months);
  const cells = cellsOfSector({ sector, indicators, months, from, published, figures, roster }, standing);
  const kept = { formCode, sector, from, engine: ENGINE };
  await store.keepCells(ctx, kept, cells);
  await store.keepBands(ctx, kept, bandsOfSector(indicators, standing, months, from));
  return cells.length;
}

async function computeWhole(ctx: Ctx, formCode: string, from: string, all: Everything): Promise<number> {
  const figures = [...all.figures.values()].flat();
  const roster = [...all.roster.values()].flat();
  const months = monthsOf(figures, roster);
  const withheld = await store.readWithheld(ctx, formCode, null, null);
  const cells: CellRow[] = cellsOfWhole(
    { indicators, months, from, figures, roster },
    standingOf(figures, months),
    withheld,
  );
  await store.keepCells(ctx, { formCode, sector: ALL_SECTORS, from, engine: ENGINE }, cells);
  return cells.length;
}

function monthsOf(figures: readonly { month: string }[], roster: readonly { month: string }[]): string[] {
  let first: string | undefined;
  let last: string | undefined;
  for (const list of [figures, roster]) {
    for (const { month } of list) {
      if (first === undefined || month < first) first = month;
      if (last === undefined || month > last) last = month;
    }
  }
  return first && last ? monthsBetween(first, last) : [];
}

/** The system itself reads in its own transaction, where rows of the first start are not yet committed. */
function wider<T>(ctx: Ctx, read: string, fn: (db: ScopedDb) => Promise<T>): Promise<T> {
  return ctx.who.roles.has("system") ? fn(ctx.db) : ctx.system(read, fn);
}
