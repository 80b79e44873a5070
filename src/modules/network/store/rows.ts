// What the SQL of the network has in common: moments and days as text, search, the page of a list.
import { type RawBuilder, sql } from "kysely";
import type { Ctx } from "../../../platform/ctx.ts";
import { tables } from "../../../platform/db/scoped.ts";

export const iso = (column: RawBuilder<unknown>) =>
  sql<string>`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
export const like = (text: string): string => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

/** One page of a list and how many there are. */
export async function page<R>(
  ctx: Ctx,
  columns: RawBuilder<unknown>,
  from: RawBuilder<unknown>,
  order: RawBuilder<unknown>,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ rows: R[]; total: number; limit: number; offset: number }> {
  const found =
    await sql<R>`select ${columns} ${from} order by ${order} limit ${limit} offset ${offset}`.execute(
      tables(ctx),
    );
  const counted = await sql<{ total: number }>`select count(*)::int as total ${from}`.execute(tables(ctx));
  return { rows: found.rows, total: counted.rows[0]!.total, limit, offset };
}
