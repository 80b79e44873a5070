// What checking 10,000 rows × 12 columns costs, beside reading the same file with the library alone.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ExcelJS from "exceljs";
import type { SheetForm } from "../src/platform/sheets/form.ts";
import { readWorkbook } from "../src/platform/sheets/read.ts";
import { type TableColumn, tableBuffer } from "../src/platform/sheets/table.ts";
import { writeTemplate } from "../src/platform/sheets/template.ts";

const rowCount = 10_000;
const form: SheetForm = {
  title: "台账",
  code: "bench",
  version: "1",
  columns: [
    { code: "c1", label: "编号", type: "text", required: true },
    { code: "c2", label: "名称", type: "text", required: true },
    { code: "c3", label: "日期", type: "date" },
    { code: "c4", label: "月份", type: "month" },
    { code: "c5", label: "状态", type: "choice", choices: ["在用", "停用"] },
    { code: "c6", label: "投保", type: "boolean" },
    ...[7, 8, 9, 10, 11, 12].map((n) => ({
      code: `c${n}`,
      label: `指标${n}`,
      type: "decimal" as const,
      unit: "元",
    })),
  ],
};

const tableColumns: TableColumn[] = form.columns.map(({ code, label, type }) => ({
  code,
  label,
  type: type === "decimal" || type === "date" || type === "month" ? type : "text",
}));

function rows(count: number) {
  return Array.from({ length: count }, (_, i) => ({
    c1: `N-${i}`,
    c2: `第 ${i} 件器材`,
    c3: "2026-03-05",
    c4: "2026-03",
    c5: i % 2 ? "在用" : "停用",
    c6: i % 3 === 0,
    ...Object.fromEntries([7, 8, 9, 10, 11, 12].map((n) => [`c${n}`, (i * n) / 4])),
  }));
}

const tasks: Record<string, (file: string) => Promise<number>> = {
  "checker (keys, all columns)": async (file) => {
    const { rows, problems } = await readWorkbook(file, form, { keys: ["c1"] });
    if (problems.length > 0) throw new Error(JSON.stringify(problems[0]));
    return rows.length;
  },
  "library alone, whole file": async (file) => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(file);
    return book.worksheets[0]!.rowCount - 3;
  },
  "library alone, streaming": async (file) => {
    let count = -3;
    const reader = new ExcelJS.stream.xlsx.WorkbookReader(file, {
      sharedStrings: "cache",
      styles: "cache",
      worksheets: "emit",
    });
    for await (const sheet of reader) for await (const _ of sheet) count += 1;
    return count;
  },
  "write a table of 100,000 rows": async () =>
    (await tableBuffer({ title: "大表", columns: tableColumns, rows: rows(100_000) })).length,
};

async function child(name: string, file: string): Promise<void> {
  const started = performance.now();
  const count = await tasks[name]!(file);
  const ms = Math.round(performance.now() - started);
  process.stdout.write(JSON.stringify({ ms, mb: Math.round(process.resourceUsage().maxRSS / 1024), count }));
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "bench-sheets-"));
  try {
    const file = join(folder, "ten-thousand.xlsx");
    writeFileSync(file, await writeTemplate(form, rows(rowCount)));
    const run = (name: string) => {
      const times = [1, 2, 3].map(() => {
        const out = spawnSync(process.execPath, [import.meta.filename, name, file], { encoding: "utf8" });
        if (out.status !== 0) throw new Error(out.stderr);
        return JSON.parse(out.stdout) as { ms: number; mb: number; count: number };
      });
      return times.sort((a, b) => a.ms - b.ms)[1]!;
    };
    const results = Object.keys(tasks).map((name) => ({ name, ...run(name) }));
    const base = results[1]!;
    for (const { name, ms, mb, count } of results)
      process.stdout.write(
        `${name.padEnd(32)} ${String(ms).padStart(6)} ms  ${String(mb).padStart(4)} MB peak  ×${(ms / base.ms).toFixed(2)} time  ×${(mb / base.mb).toFixed(2)} memory  (${count})\n`,
      );
    process.stdout.write(
      "Median of three runs, a process of its own each; base: library alone, whole file. Aim: ≤ 3000 ms, ≤ 300 MB.\n",
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const [name, file] = process.argv.slice(2);
await (name && file ? child(name, file) : main());
