// Every SQL of monitoring: firm rows are read through reporting's view, only protected results are kept.
import { type RawBuilder, sql } from "kysely";
import type { Ctx } from "../../platform/ctx.ts";
import { type ScopedDb, tables } from "../../platform/db/scoped.ts";
import { publishedKey } from "./cells.ts";
import { type Cell, COUNTRY, type Suppression, type Vintage } from "./contract.ts";
import type { CellRow } from "./facts.ts";
import { onlyOnce } from "./store/merged.ts";

export async function mark(ctx: Ctx, formCode: string, sector: string, month: string): Promise<boolean> {
  const done = await sql`insert into monitoring.dirty (form_code, sector, month, marked_at)
    values (${formCode}, ${sector}, ${month}, ${ctx.now}) on conflict do nothing`.execute(tables(ctx));
  return done.numAffectedRows === 1n;
}

export type Mark = { formCode: string; sector: string; month: string };

/** Takes every mark of industries, or of key groups; whoever marks meanwhile waits for this transaction and marks again. */
export async function takeMarks(ctx: Ctx, of: "industries" | "groups"): Promise<Mark[]> {
  const taken = await sql<Mark>`delete from monitoring.dirty
    where (sector = ${KEY_GROUPS}) = ${of === "groups"}
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
      select industry_code from reporting.reports_view where form_code = ${at.formCode} and period = ${at.month} ${one}) x
    order by 1`.execute(tables(ctx));
  return found.rows.map((r) => r.sector);
}

/** Every month of every industry in which anybody is expected or has reported. */
export async function everyMonth(
  db: ScopedDb,
): Promise<{ formCode: string; sector: string; months: string[] }[]> {
  const found = await sql<{ formCode: string; sector: string; months: string[] }>`
    select form_code as "formCode", sector, array_agg(month order by month) as months from (
      select distinct form_code, left(industry_code, 2) as sector, period as month from reporting.expected
      union
      select distinct form_code, left(industry_code, 2), period from reporting.reports_view) x
    group by 1, 2 order by 1, 2`.execute(tables(db));
  return found.rows;
}

/** Digits alone sort the same everywhere: a range, so that an index serves it. */
export const within = (column: string, sector: string): RawBuilder<boolean> =>
  sql<boolean>`${sql.ref(column)} >= ${sector} and ${sql.ref(column)} < ${`${sector}:`}`;

export type Published = Map<string, Suppression>;

/** What is withheld in these months, by `publishedKey`; of one family, or of every division when `sector` is null. */
export async function readWithheld(
  ctx: Ctx,
  formCode: string,
  sector: string | null,
  months: readonly string[],
): Promise<Published> {
  const which = sector === null ? sql`sector = any(${DIVISIONS})` : family(sector);
  const found = await sql<
    Pick<CellRow, "indicator" | "month" | "vintage" | "sector" | "region"> & {
      suppressed: Suppression;
    }
  >`select indicator, month, vintage, sector, region, suppressed
    from monitoring.cell where form_code = ${formCode} and ${which} and suppressed is not null
      and month = any(${months})`.execute(tables(ctx));
  return new Map(
    found.rows.map((row) => [
      publishedKey(row.indicator, row.month, row.vintage, row.sector, row.region),
      row.suppressed,
    ]),
  );
}

/** Every cell of the table of industries in a month: withheld for a reason, or shown (null). */
export async function readShown(
  ctx: Ctx,
  formCode: string,
  month: string,
): Promise<Map<string, Suppression | null>> {
  const found = await sql<
    Pick<CellRow, "indicator" | "month" | "vintage" | "sector" | "region" | "suppressed">
  >`
    select indicator, month, vintage, sector, region, suppressed from monitoring.cell
    where form_code = ${formCode} and month = ${month} and left(sector, 1) <> ${KEY_GROUPS}`.execute(
    tables(ctx),
  );
  return new Map(
    found.rows.map((row) => [
      publishedKey(row.indicator, row.month, row.vintage, row.sector, row.region),
      row.suppressed,
    ]),
  );
}

/** Named one by one, so that an index on the sector serves them. */
const DIVISIONS = Array.from({ length: 100 }, (_, at) => String(at).padStart(2, "0"));
/** Stands for all key groups together, where their codes begin with it. */
export const KEY_GROUPS = "@";
/** "22" stands for itself and its groups; "*" for itself. */
export const family = (sector: string): RawBuilder<boolean> =>
  sector.length === 2
    ? within("sector", sector)
    : sector === KEY_GROUPS
      ? sql<boolean>`left(sector, 1) = ${KEY_GROUPS}`
      : sql<boolean>`sector = ${sector}`;

export async function forget(ctx: Ctx): Promise<void> {
  await sql`delete from monitoring.cell`.execute(tables(ctx));
  await sql`delete from monitoring.band`.execute(tables(ctx));
  await sql`delete from monitoring.part`.execute(tables(ctx));
  await sql`delete from monitoring.brief`.execute(tables(ctx));
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

/** Cells without anything beside them. */
export async function isUnlinked(ctx: Ctx): Promise<boolean> {
  const found = await sql<{ unlinked: boolean }>`select exists (select from monitoring.cell)
    and not exists (select from monitoring.part) as unlinked`.execute(tables(ctx));
  return found.rows[0]?.unlinked ?? false;
}

/** First and newest month in which an industry is shown to the asker. */
export async function monthsShown(
  ctx: Ctx,
  formCode: string,
  sector: string,
): Promise<{ first: string; last: string } | null> {
  const found = await sql<{ first: string | null; last: string | null }>`
    select min(month) as first, max(month) as last from monitoring.cell
    where form_code = ${formCode} and sector = ${sector} and region = ${COUNTRY}`.execute(tables(ctx));
  const { first, last } = found.rows[0] ?? {};
  return first && last ? { first, last } : null;
}

export type Behind = {
  formCode: string;
  indicator: string;
  month: string;
  sector: string;
  region: string;
  until: string | null;
  /** Of a key group: who is on its list, as far as the asker may know. */
  organisations: ReadonlySet<string> | null;
  /** Entries under another, as far as the asker may know. */
  merged: ReadonlyMap<string, string>;
};

/** Returns in force behind a figure, in the asker's own scope. */
const behind = (of: Behind) => sql`
  select distinct on (organisation_id) organisation_id, industry_code, region_code, value, weight, received, vintage,
    provisional
  from reporting.report r
  where form_code = ${of.formCode} and indicator = ${of.indicator} and period = ${of.month}
    ${of.organisations === null ? sql`` : sql`and organisation_id = any(${[...of.organisations]}::uuid[])`}
    ${of.sector === "*" || of.organisations !== null ? sql`` : sql`and left(industry_code, ${of.sector.length}) = ${of.sector}`}
    ${of.region === "00" ? sql`` : sql`and left(region_code, 2) = ${of.region}`}
    ${of.until === null ? sql`` : sql`and received <= ${of.until}::date`}
    ${onlyOnce("reports_view", of.merged)}
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
