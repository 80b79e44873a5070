// Streams any list out as .xlsx: typed cells, frozen header, filter, and a last sheet saying where it came from.
import { PassThrough, type Readable, type Writable } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import { toUtcDate } from "./dates.ts";
import type { Value } from "./form.ts";
import { sheetName } from "./template.ts";

export type TableColumn = {
  code: string;
  label: string;
  type: "text" | "integer" | "decimal" | "percent" | "date" | "month" | "moment" | "boolean";
  unit?: string;
  width?: number;
  decimals?: number;
};

export type TableRow = Readonly<Record<string, Value | Date | undefined>>;

export type Table = {
  title: string;
  columns: readonly TableColumn[];
  rows: Iterable<TableRow> | AsyncIterable<TableRow>;
  /** Source, coverage, vintage: one line each, on the last sheet. */
  notes?: readonly string[];
};

/** Rows between two pauses in which the process serves others. */
const breath = 500;
/** Longest text a cell can hold. */
const longest = 32_767;

export function writeTable(table: Table): Readable {
  const out = new PassThrough();
  fillTable(table, out).catch((error: unknown) => {
    out.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  return out;
}

export async function tableBuffer(table: Table): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of writeTable(table) as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function fillTable(table: Table, out: Writable): Promise<void> {
  // Loaded when first needed: an idle server does without its 28 MB.
  const { default: library } = await import("exceljs");
  const book = new library.stream.xlsx.WorkbookWriter({
    stream: out,
    useStyles: true,
    useSharedStrings: false,
  });
  const sheet = book.addWorksheet(sheetName(table.title), {
    views: [{ state: "frozen", ySplit: 1, xSplit: 0 }],
  });
  sheet.columns = table.columns.map((column) => ({
    key: column.code,
    width: column.width ?? Math.max(10, Math.min(40, column.label.length * 2 + 6)),
    style: { numFmt: formatOf(column) },
  }));
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: table.columns.length } };
  const header = sheet.addRow(table.columns.map((c) => c.label + (c.unit ? `（${c.unit}）` : "")));
  header.eachCell((cell) => {
    cell.font = { bold: true };
    cell.numFmt = "@";
    cell.alignment = { vertical: "middle", wrapText: true };
  });
  header.commit();
  let count = 0;
  for await (const row of table.rows) {
    sheet.addRow(table.columns.map((column) => cellValue(column, row[column.code]))).commit();
    count += 1;
    if (count % breath === 0) await roomIn(out);
  }
  sheet.commit();
  const notes = book.addWorksheet("说明");
  notes.getColumn(1).width = 100;
  for (const line of [table.title, `共 ${count} 行`, ...(table.notes ?? [])])
    notes.addRow([clean(line)]).commit();
  notes.commit();
  await book.commit();
}

async function roomIn(out: Writable): Promise<void> {
  await nextTurn();
  if (out.destroyed) throw new Error("The reader of the table went away.");
  while (out.writableNeedDrain && !out.destroyed)
    await new Promise<void>((resolve) => {
      const done = () => {
        out.off("drain", done);
        out.off("close", done);
        resolve();
      };
      out.on("drain", done);
      out.on("close", done);
    });
}

/** Text always leaves as a typed string, so “=1+1” stays the text it is. */
function cellValue(column: TableColumn, value: Value | Date | undefined): string | number | Date | null {
  if (value === null || value === undefined || value === "") return null;
  if (typeof value === "boolean") return value ? "是" : "否";
  if (value instanceof Date) return shanghai(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if ((column.type === "date" || column.type === "month") && /^\d{4}-\d{2}(-\d{2})?$/.test(value))
    return toUtcDate(value);
  return clean(value);
}

/** Cells know no time zone: the wall clock of Shanghai is written. */
function shanghai(moment: Date): Date {
  return new Date(moment.getTime() + 8 * 3_600_000);
}

function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML cannot hold these characters
  const kept = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").toWellFormed();
  return kept.length > longest ? `${kept.slice(0, longest - 1)}…` : kept;
}

function formatOf(column: TableColumn): string {
  const decimals = (n: number) => (n > 0 ? `.${"0".repeat(n)}` : "");
  switch (column.type) {
    case "integer":
      return "#,##0";
    case "decimal":
      return `#,##0${decimals(column.decimals ?? 2)}`;
    case "percent":
      return `0${decimals(column.decimals ?? 1)}%`;
    case "date":
      return "yyyy-mm-dd";
    case "month":
      return "yyyy-mm";
    case "moment":
      return "yyyy-mm-dd hh:mm";
    default:
      return "@";
  }
}
