// Every SQL of monitoring: firm rows are read through reporting's view, only protected results are kept.
import { type RawBuilder, sql } from "kysely";
import type { Ctx } from "../../platform/ctx.ts";
import { bulkInsert } from "../../platform/db/bulk.ts";
import { type ScopedDb, tables } from "../../platform/db/scoped.ts";
import type { CellRow, Expected } from "./cells.ts";
import type { Cell, Measure, Suppression, Vintage } from "./contract.ts";
import type { BandRow } from "./curve.ts";
import type { Figure } from "./standing.ts";

export async function mark(ctx: Ctx, formCode: string, sector: string, month: string): Promise<boolean> {
  const done = await sql`insert into monitoring.dirty (form_code, sector, month, marked_at)
    values (${formCode}, ${sector}, ${month}, ${ctx.now}) on conflict do nothing`.execute(tables(ctx));
  return done.numAffectedRows === 1n;
}

/** Takes every mark; whoever marks meanwhile waits for this transaction and marks again. */
export async function takeMarks(ctx: Ctx): Promise<{ formCode: string; sector: string; month: string }[]> {
  const taken = await sql<{ formCode: string; sector: string; month: string }>`delete from monitoring.dirty
    returning form_code as "formCode", sector, month`.execute(tables(ctx));
  return taken.rows;
}

/** One computation at a time: two would write the same cells. */
export async function computingAlone(ctx: Ctx): Promise<void> {
  await sql`select pg_advisory_xact_lock(7305164010)`.execute(tables(ctx));
}

/** Two-digit industries in which an enterprise is expected or has reported in a month. */
export async function sectorsOf(
  ctx: Ctx,
  at: { formCode: string; month: string; organisationId?: string },
): Promise<string[]> {
  const one = at.organisationId ? sql`and organisation_id = ${at.organisationId}` : sql``;
  const found = await sql<{ sector: string }>`
    select distinct left(industry_code, 2) as sector from (
      select industry_code from reporting.expected where form_code = ${at.formCode} and period = ${at.month} ${one}
      union all
      select industry_code from reporting.report where form_code = ${at.formCode} and period = ${at.month} ${one}) x
    order by 1`.execute(tables(ctx));
  return found.rows.map((r) => r.sector);
}

export async function formsAndSectors(
  db: ScopedDb,
): Promise<{ formCode: string; sector: string; month: string }[]> {
  const found = await sql<{ formCode: string; sector: string; month: string }>`
    select form_code as "formCode", left(industry_code, 2) as sector, min(period) as month
    from reporting.expected group by 1, 2 order by 1, 2`.execute(tables(db));
  return found.rows;
}

/** Of several vintages received on one day the last one stands. */
export async function readFigures(db: ScopedDb, formCode: string, sector: string | null): Promise<Figure[]> {
  const found = await sql<Figure>`
    select distinct on (indicator, period, organisation_id, received)
      organisation_id as enterprise, indicator, period as month, industry_code as industry, region_code as region,
      value::text as value, weight::text as weight, received::text as received, provisional
    from reporting.report
    where form_code = ${formCode} ${sector === null ? sql`` : sql`and left(industry_code, 2) = ${sector}`}
    order by indicator, period, organisation_id, received, vintage desc`.execute(tables(db));
  return found.rows;
}

export async function readExpected(
  db: ScopedDb,
  formCode: string,
  sector: string | null,
): Promise<Expected[]> {
  const found = await sql<Expected>`
    select organisation_id as enterprise, period as month, industry_code as industry, region_code as region,
      weight::text as weight
    from reporting.expected
    where form_code = ${formCode} ${sector === null ? sql`` : sql`and left(industry_code, 2) = ${sector}`}`.execute(
    tables(db),
  );
  return found.rows;
}

export type Withheld = Pick<CellRow, "indicator" | "month" | "vintage" | "sector" | "region" | "suppressed">;

/** What is withheld of an industry before a month; of every two-digit industry when `sector` is null. */
export async function readWithheld(
  ctx: Ctx,
  formCode: string,
  sector: string | null,
  before: string | null,
): Promise<Withheld[]> {
  const which = sector === null ? sql`length(sector) = 2` : sql`left(sector, 2) = ${sector}`;
  const found = await sql<Withheld>`select indicator, month, vintage, sector, region, suppressed
    from monitoring.cell where form_code = ${formCode} and ${which} and suppressed is not null
      ${before === null ? sql`` : sql`and month < ${before}`}`.execute(tables(ctx));
  return found.rows;
}

const cellColumns = {
  form_code: "text",
  sector: "text",
  region: "text",
  indicator: "text",
  month: "text",
  vintage: "text",
  expected: "int",
  reported: "int",
  coverage: "numeric",
  total: "numeric",
  weighted_total: "numeric",
  mean: "numeric",
  growth_mom: "numeric",
  matched_mom: "int",
  growth_yoy: "numeric",
  matched_yoy: "int",
  chain_index: "numeric",
  diffusion: "numeric",
  suppressed: "text",
  provisional: "boolean",
  engine: "text",
  computed_at: "timestamptz",
} as const;

type Kept = { formCode: string; sector: string; from: string; engine: string };
/** "22" stands for itself and its groups; "*" for itself. */
const family = (sector: string): RawBuilder<boolean> =>
  sector.length === 2 ? sql<boolean>`left(sector, 2) = ${sector}` : sql<boolean>`sector = ${sector}`;

/** The months from `from` on are replaced in one stroke. */
export async function keepCells(ctx: Ctx, kept: Kept, cells: readonly CellRow[]): Promise<void> {
  await sql`delete from monitoring.cell where form_code = ${kept.formCode} and ${family(kept.sector)}
    and month >= ${kept.from}`.execute(tables(ctx));
  const rows = cells.map((c) => [
    kept.formCode,
    c.sector,
    c.region,
    c.indicator,
    c.month,
    c.vintage,
    c.expected,
    c.reported,
    c.coverage,
    c.total,
    c.weightedTotal,
    c.mean,
    c.growthMom,
    c.matchedMom,
    c.growthYoy,
    c.matchedYoy,
    c.chainIndex,
    c.diffusion,
    c.suppressed,
    c.provisional,
    kept.engine,
    ctx.now,
  ]);
  await bulkInsert(ctx, "monitoring.cell", cellColumns, rows);
}

const bandColumns = {
  form_code: "text",
  sector: "text",
  indicator: "text",
  measure: "text",
  month: "text",
  n: "int",
  p25: "numeric",
  median: "numeric",
  p75: "numeric",
  suppressed: "text",
  engine: "text",
  computed_at: "timestamptz",
} as const;

export async function keepBands(ctx: Ctx, kept: Kept, bands: readonly BandRow[]): Promise<void> {
  await sql`delete from monitoring.band where form_code = ${kept.formCode} and ${family(kept.sector)}
    and month >= ${kept.from}`.execute(tables(ctx));
  const rows = bands.map((b) => [
    kept.formCode,
    b.sector,
    b.indicator,
    b.measure,
    b.month,
    b.n,
    b.p25,
    b.median,
    b.p75,
    b.suppressed,
    kept.engine,
    ctx.now,
  ]);
  await bulkInsert(ctx, "monitoring.band", bandColumns, rows);
}

export async function forget(ctx: Ctx): Promise<void> {
  await sql`delete from monitoring.cell`.execute(tables(ctx));
  await sql`delete from monitoring.band`.execute(tables(ctx));
  await sql`delete from monitoring.dirty`.execute(tables(ctx));
}

export type StoredCell = Cell & { computedAt: Date; engine: string };

export type CellWish = {
  formCode: string;
  indicator: string;
  month?: string;
  vintage?: Vintage;
  sector?: string;
  region?: string;
};

/** Protected cells that the asker may read. */
export async function readCells(ctx: Ctx, wish: CellWish): Promise<StoredCell[]> {
  const conditions: RawBuilder<unknown>[] = [
    sql`form_code = ${wish.formCode}`,
    sql`indicator = ${wish.indicator}`,
    ...(wish.month ? [sql`month = ${wish.month}`] : []),
    ...(wish.vintage ? [sql`vintage = ${wish.vintage}`] : []),
    ...(wish.sector ? [sql`sector = ${wish.sector}`] : []),
    ...(wish.region ? [sql`region = ${wish.region}`] : []),
  ];
  const found = await sql<StoredCell>`
    select sector, region, month, vintage, expected, reported, coverage, total, weighted_total as "weightedTotal", mean,
      growth_mom as "growthMom", matched_mom as "matchedMom", growth_yoy as "growthYoy", matched_yoy as "matchedYoy",
      chain_index as "chainIndex", diffusion, suppressed, provisional, computed_at as "computedAt", engine
    from monitoring.cell where ${sql.join(conditions, sql` and `)}
    order by month, sector, region, vintage`.execute(tables(ctx));
  return found.rows;
}

export async function readKnown(ctx: Ctx, formCode: string) {
  const found = await sql<{ sector: string; region: string; month: string }>`
    select sector, region, max(month) as month from monitoring.cell
    where form_code = ${formCode} and vintage = 'final' group by 1, 2 order by 1, 2`.execute(tables(ctx));
  const months = await sql<{ month: string; reported: number }>`
    select month, max(reported) as reported from monitoring.cell
    where form_code = ${formCode} and vintage = 'final' group by 1 order by 1`.execute(tables(ctx));
  return { places: found.rows, months: months.rows };
}

/** First and newest month of an industry. */
export async function monthRange(
  ctx: Ctx,
  formCode: string,
  sectors: readonly string[],
): Promise<{ first: string; last: string } | null> {
  const found = await sql<{ first: string | null; last: string | null }>`
    select min(month) as first, max(month) as last from monitoring.cell
    where form_code = ${formCode} and sector = any(${sectors})`.execute(tables(ctx));
  const { first, last } = found.rows[0] ?? {};
  return first && last ? { first, last } : null;
}

type Behind = {
  formCode: string;
  indicator: string;
  month: string;
  sector: string;
  region: string;
  until: string | null;
};

/** Returns in force behind a figure, in the asker's own scope. */
const behind = (of: Behind) => sql`
  select distinct on (organisation_id) organisation_id, industry_code, region_code, value, weight, received, vintage,
    provisional
  from reporting.report
  where form_code = ${of.formCode} and indicator = ${of.indicator} and period = ${of.month}
    ${of.sector === "*" ? sql`` : sql`and left(industry_code, ${of.sector.length}) = ${of.sector}`}
    ${of.region === "00" ? sql`` : sql`and left(region_code, 2) = ${of.region}`}
    ${of.until === null ? sql`` : sql`and received <= ${of.until}::date`}
  order by organisation_id, received desc, vintage desc`;

export async function readBehind(ctx: Ctx, of: Behind, page: { limit: number; offset: number }) {
  const found = await sql<{
    organisationId: string;
    industryCode: string;
    regionCode: string;
    value: string;
    weight: string;
    received: string;
    reportVintage: number;
    provisional: boolean;
  }>`select organisation_id as "organisationId", industry_code as "industryCode", region_code as "regionCode",
      value::text as value, weight::text as weight, received::text as received, vintage as "reportVintage", provisional
    from (${behind(of)}) b order by b.value desc, organisation_id limit ${page.limit} offset ${page.offset}`.execute(
    tables(ctx),
  );
  return found.rows;
}

export async function countBehind(ctx: Ctx, of: Behind): Promise<number> {
  const found = await sql<{ n: number }>`select count(*)::int as n from (${behind(of)}) b`.execute(
    tables(ctx),
  );
  return found.rows[0]?.n ?? 0;
}

/** One's own newest values, as far as the asker may see the enterprise's figures. */
export async function readOwnFigures(
  ctx: Ctx,
  formCode: string,
  organisationId: string,
  indicators: readonly string[],
) {
  const found = await sql<{ indicator: string; month: string; value: string; industry: string }>`
    select distinct on (indicator, period) indicator, period as month, value::text as value, industry_code as industry
    from reporting.report
    where organisation_id = ${organisationId} and form_code = ${formCode} and indicator = any(${indicators})
    order by indicator, period, received desc, vintage desc`.execute(tables(ctx));
  return found.rows;
}

export type StoredBand = {
  sector: string;
  month: string;
  n: number;
  p25: string | null;
  median: string | null;
  p75: string | null;
  suppressed: "few" | "dominated" | "alike" | null;
  computedAt: Date;
  engine: string;
};

export async function readBands(
  ctx: Ctx,
  wish: { formCode: string; indicator: string; measure: Measure; sectors: readonly string[] },
): Promise<StoredBand[]> {
  const found = await sql<StoredBand>`select sector, month, n, p25, median, p75, suppressed,
      computed_at as "computedAt", engine
    from monitoring.band where form_code = ${wish.formCode} and indicator = ${wish.indicator}
      and measure = ${wish.measure} and sector = any(${wish.sectors}) order by month`.execute(tables(ctx));
  return found.rows;
}

export const publishedReasons = (rows: readonly Withheld[]): (Withheld & { suppressed: Suppression })[] =>
  rows.flatMap((row) => (row.suppressed ? [{ ...row, suppressed: row.suppressed }] : []));
