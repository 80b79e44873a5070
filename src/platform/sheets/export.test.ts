// Opens what leaves the house: tables, CSV, templates; and lets LibreOffice save a template in between.
import { execFileSync } from "node:child_process";
import { accessSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { text } from "node:stream/consumers";
import ExcelJS from "exceljs";
import { expect, test } from "vitest";
import { writeCsv } from "./csv.ts";
import { fieldForm, filled, listForm } from "./fixtures.ts";
import { metaSheetName } from "./form.ts";
import { readWorkbook } from "./read.ts";
import { type TableColumn, tableBuffer, writeTable } from "./table.ts";
import { writeTemplate } from "./template.ts";

async function open(file: Buffer): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(file as unknown as ArrayBuffer);
  return book;
}

const columns: TableColumn[] = [
  { code: "name", label: "名称", type: "text" },
  { code: "sum", label: "金额", type: "decimal", unit: "元" },
  { code: "day", label: "日期", type: "date" },
  { code: "at", label: "时间", type: "moment" },
  { code: "yes", label: "启用", type: "boolean" },
];
const nasty = [
  "=1+1",
  "+1",
  "-1",
  "@SUM(A1)",
  "\tx",
  '=HYPERLINK("http://x","y")',
  "  =2",
  "甲,乙\n丙\u0007",
];

test("a table: typed cells, frozen header, filter, sources on the last sheet, no formula", async () => {
  const rows = nasty.map((name, i) => ({
    name,
    sum: i ? i * 1000.5 : null,
    day: "2026-03-05",
    at: new Date("2026-03-04T16:30:00Z"),
    yes: i % 2 === 0,
  }));
  const book = await open(
    await tableBuffer({ title: "名单/一", columns, rows, notes: ["来源：登记表", "=注"] }),
  );
  const sheet = book.worksheets[0]!;
  expect(sheet.name).toBe("名单 一");
  expect(sheet.getRow(1).values).toEqual([undefined, "名称", "金额（元）", "日期", "时间", "启用"]);
  expect(sheet.views[0]).toMatchObject({ state: "frozen", ySplit: 1 });
  expect(sheet.autoFilter).toBeTruthy();
  nasty.forEach((name, i) => {
    const cell = sheet.getCell(i + 2, 1);
    expect(cell.type).toBe(ExcelJS.ValueType.String);
    expect(cell.formula).toBeUndefined();
    expect(cell.value).toBe(name.replace("\u0007", ""));
  });
  expect(sheet.getCell("B2").value).toBeNull();
  expect(sheet.getCell("B3").value).toBe(1000.5);
  expect(sheet.getCell("B3").numFmt).toBe("#,##0.00");
  expect(sheet.getCell("C2").value).toEqual(new Date("2026-03-05T00:00:00Z"));
  expect(sheet.getCell("D2").value).toEqual(new Date("2026-03-05T00:30:00Z"));
  expect(sheet.getCell("E2").value).toBe("是");
  const notes = book.worksheets.at(-1)!;
  expect(notes.name).toBe("说明");
  expect(notes.getColumn(1).values.slice(1)).toEqual(["名单/一", "共 8 行", "来源：登记表", "=注"]);
});

test("100,000 rows stream out while others are served, and a reader that leaves ends it", async () => {
  let pulled = 0;
  async function* many() {
    for (; pulled < 100_000; pulled++) yield { name: `甲${pulled}`, sum: pulled, day: "2026-01-01" };
  }
  let turns = 0;
  const timer = setInterval(() => turns++, 5);
  let bytes = 0;
  for await (const chunk of writeTable({ title: "大表", columns, rows: many() }))
    bytes += (chunk as Buffer).length;
  clearInterval(timer);
  expect(pulled).toBe(100_000);
  expect(bytes).toBeGreaterThan(500_000);
  expect(turns).toBeGreaterThan(20);
  pulled = 0;
  const stream = writeTable({ title: "大表", columns, rows: many() });
  for await (const _ of stream) break;
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(pulled).toBeLessThan(60_000);
}, 60_000);

test("a source that fails fails the stream", async () => {
  function* rows() {
    yield { name: "a" };
    throw new Error("gone");
  }
  await expect(tableBuffer({ title: "x", columns, rows: rows() })).rejects.toThrow("gone");
});

test("CSV: byte order mark, quoting, and an apostrophe before anything like a formula", async () => {
  const out = await text(
    writeCsv({ columns, rows: [...nasty.map((name) => ({ name, sum: -5 })), { name: '说"好"' }] }),
  );
  const [head, ...lines] = out.split("\r\n");
  expect(head).toBe("\ufeff名称,金额（元）,日期,时间,启用");
  expect(lines[0]).toBe(`"'=1+1",-5,,,`);
  expect(lines[5]).toBe(`"'=HYPERLINK(""http://x"",""y"")",-5,,,`);
  expect(lines[8]).toBe('"说""好""",,,,');
  for (const line of lines) expect(line).not.toMatch(/^"?\s*[=+\-@]/);
});

test("a template shows the header, hides the codes, carries edition, drop-downs, help and locks", async () => {
  const book = await open(await writeTemplate(listForm));
  const sheet = book.worksheets[0]!;
  const meta = book.getWorksheet(metaSheetName)!;
  expect(meta.state).toBe("veryHidden");
  expect([meta.getCell("B1").value, meta.getCell("B2").value]).toEqual(["inventory", "2026.1"]);
  expect(sheet.getRow(3).hidden).toBe(true);
  expect(sheet.getCell("E3").value).toBe("price");
  expect(sheet.getCell("E4").value).toBe("原值（元）");
  expect(sheet.getCell("A4").value).toBe("编号 *");
  expect(JSON.stringify(sheet.getCell("E4").note)).toContain("含税");
  expect(sheet.views[0]).toMatchObject({ state: "frozen", ySplit: 4 });
  expect(sheet.getCell("G5").dataValidation).toMatchObject({
    type: "list",
    formulae: [`${metaSheetName}!$D$1:$D$3`],
  });
  expect(sheet.getCell("E4").protection?.locked).not.toBe(false);
  expect(sheet.getColumn(5).protection?.locked).toBe(false);
});

const soffice = (process.env.PATH ?? "")
  .split(delimiter)
  .map((folder) => join(folder, "soffice"))
  .find((path) => {
    try {
      accessSync(path);
      return true;
    } catch {
      return false;
    }
  });

// Where LibreOffice is missing this is reported as skipped by name; a build server must have it.
test.skipIf(!soffice && !process.env.CI)(
  "templates survive being opened and saved by LibreOffice",
  async () => {
    expect(soffice, "LibreOffice (soffice) is not installed").toBeTruthy();
    const folder = mkdtempSync(join(tmpdir(), "soffice-"));
    const resave = (name: string, file: Buffer): Buffer => {
      writeFileSync(join(folder, name), file);
      execFileSync(
        soffice!,
        [
          "--headless",
          `-env:UserInstallation=file://${folder}/profile`,
          "--convert-to",
          "xlsx:Calc MS Excel 2007 XML",
          "--outdir",
          join(folder, "out"),
          join(folder, name),
        ],
        { stdio: "ignore", timeout: 120_000 },
      );
      return readFileSync(join(folder, "out", name));
    };
    try {
      const list = resave(
        "list.xlsx",
        await filled(listForm, (sheet) => {
          [
            "L-1",
            "2026年3月5日",
            new Date("2026-03-01T00:00:00Z"),
            3,
            "12.5万元",
            12,
            "已报废",
            "否",
          ].forEach((value, c) => {
            sheet.getCell(5, c + 1).value = value;
          });
          ["L-2", new Date("2026-03-05T00:00:00Z"), null, { formula: "1+2" }].forEach((value, c) => {
            sheet.getCell(6, c + 1).value = value as ExcelJS.CellValue;
          });
        }),
      );
      const read = await readWorkbook(list, listForm);
      expect(read.problems.map((p) => `${p.cell} ${p.code}`)).toEqual([
        "B5 date_as_text",
        "E5 unit_scaled",
        "D6 formula",
      ]);
      expect(read.rows.map((row) => row.values)).toMatchObject([
        {
          number: "L-1",
          bought: "2026-03-05",
          month: "2026-03",
          count: 3,
          wear: 12,
          state: "scrapped",
          insured: false,
        },
        { number: "L-2", bought: "2026-03-05", count: 3 },
      ]);
      const sheet = (await open(list)).worksheets[0]!;
      expect(sheet.getRow(3).hidden).toBe(true);
      expect(sheet.getCell("G7").dataValidation?.type).toBe("list");
      const fields = await readWorkbook(
        resave(
          "fields.xlsx",
          await writeTemplate(fieldForm, [{ period: "2026-10", output: 5, trend: "上升" }]),
        ),
        fieldForm,
      );
      expect(fields.problems).toEqual([]);
      expect(fields.rows[0]!.values).toEqual({ period: "2026-10", output: 5, people: null, trend: "上升" });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  180_000,
);
