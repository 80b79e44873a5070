// Protected figures of every place through time, for whoever judges them: withheld ones are null as they are in the table.
import { sql } from "kysely";
import type { Ctx } from "../../../platform/ctx.ts";
import { tables } from "../../../platform/db/scoped.ts";
import type { Suppression } from "../contract.ts";

export type SeriesPoint = {
  sector: string;
  region: string;
  indicator: string;
  month: string;
  expected: number;
  reported: number;
  coverage: string | null;
  total: string | null;
  mean: string | null;
  chainIndex: string | null;
  suppressed: Suppression | null;
};

/** As the asker may read them: final vintage, without key groups. `digits`: of the longest industry codes wanted. */
export async function protectedSeries(
  ctx: Ctx,
  of: { formCode: string; digits: 2 | 3; sectors?: readonly string[]; month?: string },
): Promise<SeriesPoint[]> {
  const found = await sql<SeriesPoint>`
    select sector, region, indicator, month, expected, reported, coverage::text as coverage, total::text as total,
      mean::text as mean, chain_index::text as "chainIndex", suppressed
    from monitoring.cell
    where form_code = ${of.formCode} and vintage = 'final' and left(sector, 1) <> '@' and length(sector) <= ${of.digits}
      ${of.sectors ? sql`and sector = any(${[...of.sectors]})` : sql``}
      ${of.month ? sql`and month = ${of.month}` : sql``}
    order by sector, region, indicator, month`.execute(tables(ctx));
  return found.rows;
}
