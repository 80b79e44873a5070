// Bulk load: whole batches as unnested arrays, INSERT … SELECT under the policies of the target.
import { sql } from "kysely";
import type { Ctx } from "../ctx.ts";
import { tables } from "./scoped.ts";

/**
 * Rows as unnested arrays in one statement a batch; the policies of the target hold for each row.
 * @param columns name → PostgreSQL type, in order; @param rows one array a row, same order, null for unknown.
 */
export async function bulkInsert(
  ctx: Ctx,
  target: string,
  columns: Readonly<Record<string, string>>,
  rows: readonly (readonly unknown[])[],
  onConflict = "",
): Promise<number> {
  const names = Object.keys(columns);
  const batch = 5000;
  let written = 0n;
  for (let from = 0; from < rows.length; from += batch) {
    const part = rows.slice(from, from + batch);
    const arrays = names.map(
      (name, i) => sql`${part.map((row) => toText(row[i]))}::text[]::${sql.raw(columns[name]!)}[]`,
    );
    const result = await sql`insert into ${sql.table(target)} (${sql.raw(names.join(", "))})
      select * from unnest(${sql.join(arrays)}) ${sql.raw(onConflict)}`.execute(tables(ctx));
    written += result.numAffectedRows ?? 0n;
  }
  return Number(written);
}

function toText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
