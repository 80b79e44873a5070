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
    const arrays = names.map((name, i) => sql`${part.map((row) => toText(row[i], columns[name]!))}::text[]`);
    // Cast after the unnesting: unnest would flatten a column whose own type is an array.
    const casts = names.map((name) => `u.${name}::${columns[name]}`).join(", ");
    const result = await sql`insert into ${sql.table(target)} (${sql.raw(names.join(", "))})
      select ${sql.raw(casts)} from unnest(${sql.join(arrays)}) as u(${sql.raw(names.join(", "))})
      ${sql.raw(onConflict)}`.execute(tables(ctx));
    written += result.numAffectedRows ?? 0n;
  }
  return Number(written);
}

function toText(value: unknown, type: string): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value) && type.endsWith("[]")) {
    return `{${value.map((item) => (item === null ? "null" : `"${String(item).replace(/["\\]/g, "\\$&")}"`)).join(",")}}`;
  }
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
