// Bulk load: many rows in one statement under the policies of the target; from some thousands on they come by COPY.
import { finished } from "node:stream/promises";
import { type RawBuilder, sql } from "kysely";
import { from as copyFrom } from "pg-copy-streams";
import type { Ctx } from "../ctx.ts";
import { tables } from "./scoped.ts";

/** name → PostgreSQL type, in order. */
export type Columns = Readonly<Record<string, string>>;
export type Rows = readonly (readonly unknown[])[];

/** Below it a temporary table costs more than it saves. */
const COPY_FROM = 2_000;

/**
 * @param rows one array a row, in the order of the columns, null for unknown.
 * @returns how many rows were written.
 */
export async function bulkInsert(
  ctx: Ctx,
  target: string,
  columns: Columns,
  rows: Rows,
  onConflict = "",
): Promise<number> {
  if (rows.length === 0) return 0;
  const names = sql.raw(Object.keys(columns).join(", "));
  return staged(ctx, columns, rows, async (from) => {
    const result = await sql`insert into ${sql.table(target)} (${names}) select ${names} from ${from}
      ${sql.raw(onConflict)}`.execute(tables(ctx));
    return Number(result.numAffectedRows ?? 0n);
  });
}

/** Rows as a relation for the statements of `fn`: unnested arrays when few, a temporary table filled by COPY when many. */
export async function staged<T>(
  ctx: Ctx,
  columns: Columns,
  rows: Rows,
  fn: (from: RawBuilder<unknown>) => Promise<T>,
): Promise<T> {
  if (rows.length < COPY_FROM) return fn(unnested(columns, rows));
  const name = `staged_${++stagings}`;
  const definition = Object.entries(columns).map(([column, type]) => `${column} ${type}`);
  await sql.raw(`create temp table ${name} (${definition.join(", ")}) on commit drop`).execute(tables(ctx));
  await copyInto(ctx, name, columns, rows);
  const result = await fn(sql.raw(`${name} u`));
  await sql.raw(`drop table ${name}`).execute(tables(ctx));
  return result;
}
let stagings = 0;

function unnested(columns: Columns, rows: Rows): RawBuilder<unknown> {
  const names = Object.keys(columns);
  const arrays = names.map((name, i) => sql`${rows.map((row) => toText(row[i], columns[name]!))}::text[]`);
  // Cast after the unnesting: unnest would flatten a column whose own type is an array.
  const casts = names.map((name) => `n.${name}::${columns[name]} as ${name}`).join(", ");
  return sql`(select ${sql.raw(casts)} from unnest(${sql.join(arrays)}) as n(${sql.raw(names.join(", "))})) u`;
}

/** Rows made into text at a time, so that a hundred thousand of them never stand in memory twice. */
const LINES = 1_000;

async function copyInto(ctx: Ctx, table: string, columns: Columns, rows: Rows): Promise<void> {
  const types = Object.values(columns);
  const stream = copyFrom(`copy ${table} (${Object.keys(columns).join(", ")}) from stdin`);
  const done = finished(stream);
  done.catch(() => undefined);
  // pg takes a stream where it takes a query; this way it runs on the transaction's own connection.
  const { query, queryId } = sql``.compile(tables(ctx));
  await tables(ctx)
    .getExecutor()
    .executeQuery({ query, queryId, sql: stream as unknown as string, parameters: [] });
  for (let from = 0; from < rows.length && !stream.destroyed; from += LINES) {
    let lines = "";
    for (const row of rows.slice(from, from + LINES)) {
      for (let i = 0; i < types.length; i++) {
        const text = toText(row[i], types[i]!);
        lines += (i === 0 ? "" : "\t") + (text === null ? "\\N" : escaped(text));
      }
      lines += "\n";
    }
    if (!stream.write(lines)) await Promise.race([new Promise((free) => stream.once("drain", free)), done]);
  }
  stream.end();
  await done;
}

const SPECIAL = /[\\\t\n\r]/;
const ESCAPES: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };
const escaped = (text: string): string =>
  SPECIAL.test(text) ? text.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character]!) : text;

function toText(value: unknown, type: string): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "string") return value;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value) && type.endsWith("[]")) {
    return `{${value.map((item) => (item === null ? "null" : `"${String(item).replace(/["\\]/g, "\\$&")}"`)).join(",")}}`;
  }
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
