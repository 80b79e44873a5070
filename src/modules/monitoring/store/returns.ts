// Reading what was returned and who is expected, through reporting's views; of merged entries one stands for all.
import { type RawBuilder, sql } from "kysely";
import { type ScopedDb, tables } from "../../../platform/db/scoped.ts";
import type { Expected } from "../cells.ts";
import type { Bases } from "../curve.ts";
import type { Return } from "../standing.ts";
import { type Mark, within } from "../store.ts";
import { type Merged, onlyOnce } from "./merged.ts";

type Of = {
  formCode: string;
  /** Null: of every industry. */
  sector: string | null;
  months: readonly string[];
  merged: Merged;
  /** Left out: of everybody. */
  organisations?: readonly string[];
};

const inSector = (sector: string | null): RawBuilder<boolean> =>
  sector === null ? sql<boolean>`true` : within("industry_code", sector);

const asSurvivor =
  (merged: Merged) =>
  <T extends { enterprise: string }>(row: T): T => {
    const survivor = merged.get(row.enterprise);
    return survivor === undefined ? row : { ...row, enterprise: survivor };
  };

/** Oldest first; of several vintages received on one day the last one comes first. */
export async function readReturns(db: ScopedDb, of: Of): Promise<Return[]> {
  const found = await sql<Return>`
    select organisation_id as enterprise, period as month, industry_code as industry, region_code as region,
      weight::text as weight, received::text as received, provisional, figures
    from reporting.reports_view r
    where form_code = ${of.formCode} and period = any(${of.months}) and ${inSector(of.sector)}
      ${of.organisations ? sql`and organisation_id = any(${of.organisations}::uuid[])` : sql``}
      ${onlyOnce("reports_view", of.merged)}
    order by period, organisation_id, received, vintage desc`.execute(tables(db));
  return of.merged.size === 0 ? found.rows : found.rows.map(asSurvivor(of.merged));
}

/** What each enterprise returned in the base months of its index. */
export async function readBases(db: ScopedDb, of: Of): Promise<Bases> {
  const who = sql`coalesce((${ofSurvivor(of.merged)} ->> r.organisation_id::text), r.organisation_id::text)`;
  const found = await sql<{ key: string; sum: string; count: number }>`
    select who || ' ' || key as key, sum(value::numeric)::text as sum, count(*)::int as count from (
      select distinct on (who, period, e.key) who, e.key, e.value
      from (select ${of.merged.size === 0 ? sql`r.organisation_id::text` : who} as who, period, received, vintage, figures
        from reporting.reports_view r
        where form_code = ${of.formCode} and period = any(${of.months}) and ${inSector(of.sector)}
          ${onlyOnce("reports_view", of.merged)}) x
        cross join lateral jsonb_each_text(figures) e
      order by who, period, e.key, received desc, vintage desc) f
    group by who, f.key`.execute(tables(db));
  return new Map(found.rows.map(({ key, sum, count }) => [key, { sum, count }]));
}
const ofSurvivor = (merged: Merged): RawBuilder<unknown> =>
  sql`${JSON.stringify(Object.fromEntries(merged))}::jsonb`;

export async function readExpected(db: ScopedDb, of: Of): Promise<Expected[]> {
  const found = await sql<Expected>`
    select organisation_id as enterprise, period as month, industry_code as industry, region_code as region,
      weight::text as weight
    from reporting.expected r
    where form_code = ${of.formCode} and period = any(${of.months}) and ${inSector(of.sector)}
      ${onlyOnce("expected", of.merged)}`.execute(tables(db));
  return of.merged.size === 0 ? found.rows : found.rows.map(asSurvivor(of.merged));
}

/** Where and when any of these enterprises is expected or has reported. */
export async function monthsOf(db: ScopedDb, organisations: readonly string[]): Promise<Mark[]> {
  const found = await sql<Mark>`
    select distinct form_code as "formCode", left(industry_code, 2) as sector, period as month from (
      select form_code, industry_code, period from reporting.expected
      where organisation_id = any(${organisations}::uuid[])
      union all
      select form_code, industry_code, period from reporting.reports_view
      where organisation_id = any(${organisations}::uuid[])) x
    order by 1, 2, 3`.execute(tables(db));
  return found.rows;
}
