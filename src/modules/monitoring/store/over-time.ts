// Protected cells along time, as far as the asker may read them.
import { type RawBuilder, sql } from "kysely";
import type { Ctx } from "../../../platform/ctx.ts";
import { tables } from "../../../platform/db/scoped.ts";
import type { Vintage } from "../contract.ts";
import type { StoredCell } from "../store.ts";

export type CellAlong = StoredCell & { indicator: string };

export type Along = {
  formCode: string;
  indicators: readonly string[];
  vintage?: Vintage;
  from?: string;
  until?: string;
  region?: string;
  /** One industry, the groups of one, all divisions with the whole, or the key groups. */
  sectors?: { code: string } | { groupsOf: string } | "divisions" | "key groups";
};

/** In the order of industry, region, figure, month. */
export async function readAlong(ctx: Ctx, wish: Along): Promise<CellAlong[]> {
  const conditions: RawBuilder<unknown>[] = [
    sql`form_code = ${wish.formCode}`,
    sql`indicator = any(${wish.indicators})`,
    ...(wish.vintage ? [sql`vintage = ${wish.vintage}`] : []),
    ...(wish.from ? [sql`month >= ${wish.from}`] : []),
    ...(wish.until ? [sql`month <= ${wish.until}`] : []),
    ...(wish.region ? [sql`region = ${wish.region}`] : []),
    ...(wish.sectors === undefined ? [] : [sectorsIn(wish.sectors)]),
  ];
  const found = await sql<CellAlong>`
    select indicator, sector, region, month, vintage, expected, reported, coverage::text as coverage,
      total::text as total, weighted_total::text as "weightedTotal", mean::text as mean,
      growth_mom::text as "growthMom", matched_mom as "matchedMom", growth_yoy::text as "growthYoy",
      matched_yoy as "matchedYoy", chain_index::text as "chainIndex", diffusion::text as diffusion, suppressed,
      provisional, computed_at as "computedAt", engine
    from monitoring.cell where ${sql.join(conditions, sql` and `)}
    order by sector, region, indicator, month, vintage`.execute(tables(ctx));
  return found.rows;
}

/** The months of one figure, oldest first, and the most that any cell of the country rests on. */
export async function readMonthsOf(ctx: Ctx, formCode: string, indicator: string) {
  const found = await sql<{ month: string; reported: number }>`
    select month, max(reported) as reported from monitoring.cell
    where form_code = ${formCode} and indicator = ${indicator} and vintage = 'final' and region = '00'
    group by 1 order by 1`.execute(tables(ctx));
  return found.rows;
}

function sectorsIn(sectors: NonNullable<Along["sectors"]>): RawBuilder<unknown> {
  if (sectors === "divisions") return sql`length(sector) <= 2`;
  if (sectors === "key groups") return sql`left(sector, 1) = '@'`;
  if ("code" in sectors) return sql`sector = ${sectors.code}`;
  return sql`length(sector) = 3 and sector >= ${sectors.groupsOf} and sector < ${`${sectors.groupsOf}:`}`;
}
