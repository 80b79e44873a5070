// Writes a list as CSV that Excel opens in Chinese and that can never become a formula.
import { Readable } from "node:stream";
import type { Table, TableRow } from "./table.ts";

export function writeCsv(table: Pick<Table, "columns" | "rows">): Readable {
  return Readable.from(lines(table));
}

async function* lines({ columns, rows }: Pick<Table, "columns" | "rows">): AsyncGenerator<string> {
  yield `\ufeff${columns.map((c) => field(c.label + (c.unit ? `（${c.unit}）` : ""))).join(",")}\r\n`;
  let piece = "";
  for await (const row of rows) {
    piece += `${columns.map((column) => field(row[column.code])).join(",")}\r\n`;
    if (piece.length < 64_000) continue;
    yield piece;
    piece = "";
  }
  if (piece) yield piece;
}

function field(value: TableRow[string]): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "";
  if (typeof value === "boolean") return value ? "是" : "否";
  if (value instanceof Date)
    return new Date(value.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace("T", " ");
  // An apostrophe keeps spreadsheets from taking the text for a formula (OWASP, CSV injection).
  const safe = /^[\s]*[=+\-@\t\r＝＋－＠]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) || safe !== value ? `"${safe.replaceAll('"', '""')}"` : safe;
}
