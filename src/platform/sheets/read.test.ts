// What the checker makes of sheets as people really fill them in.
import type ExcelJS from "exceljs";
import { describe, expect, test } from "vitest";
import { fieldForm, filled, listForm } from "./fixtures.ts";
import type { Problem } from "./form.ts";
import { readWorkbook } from "./read.ts";
import { writeTemplate } from "./template.ts";

const D = (day: string) => new Date(`${day}T00:00:00Z`);
/** Data of the list form begin at row 5: title, one note, codes, header. */
const good = ["A-1", D("2026-03-05"), D("2026-03-01"), 3, 1200.5, 12, "在用", "是"];

async function readRows(rows: readonly (readonly unknown[])[], after?: (sheet: ExcelJS.Worksheet) => void) {
  const file = await filled(listForm, (sheet) => {
    rows.forEach((row, r) => {
      row.forEach((value, c) => {
        sheet.getCell(5 + r, c + 1).value = value as ExcelJS.CellValue;
      });
    });
    after?.(sheet);
  });
  return readWorkbook(file, listForm, { keys: ["number"] });
}

const brief = (problems: readonly Problem[]) => problems.map((p) => `${p.cell} ${p.code} ${p.severity}`);
const change = (at: number, value: unknown) => good.map((old, i) => (i === at ? value : old));

describe("a list", () => {
  test("a clean sheet is read without a word", async () => {
    const { rows, problems } = await readRows([good, change(0, "A-2")]);
    expect(problems).toEqual([]);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({
      rowNumber: 5,
      ok: true,
      values: {
        number: "A-1",
        bought: "2026-03-05",
        month: "2026-03",
        count: 3,
        price: 1200.5,
        wear: 12,
        state: "在用",
        insured: true,
      },
      cells: { number: "A5", price: "E5" },
    });
  });

  test("a prefilled template comes back as it went out", async () => {
    const values = {
      number: "A-9",
      bought: "2025-12-31",
      month: "2025-12",
      count: 0,
      price: 0.1,
      wear: null,
      state: "scrapped",
      insured: false,
    };
    const { rows, problems } = await readWorkbook(await writeTemplate(listForm, [values]), listForm);
    expect(problems).toEqual([]);
    expect(rows[0]!.values).toEqual(values);
  });

  test.each([
    ["2026年3月5日", "2026-03-05", "date_as_text"],
    ["2026/3/5", "2026-03-05", "date_as_text"],
    ["２０２６．３．５", "2026-03-05", "date_as_text"],
    ["20260305", "2026-03-05", "date_as_text"],
    [20260305, "2026-03-05", "date_as_text"],
    [46086, "2026-03-05", "date_serial"],
    ["2026-02-30", null, "not_a_date"],
    ["3月5日", null, "not_a_date"],
    [-5, null, "not_a_date"],
  ])("date %s", async (typed, value, code) => {
    const file = await readRows([change(1, typed)], (sheet) => {
      sheet.getCell("B5").numFmt = "General";
    });
    expect(file.rows[0]!.values.bought).toBe(value);
    expect(brief(file.problems)).toEqual([`B5 ${code} ${value ? "warning" : "error"}`]);
    expect(file.rows[0]!.ok).toBe(value !== null);
  });

  test.each([
    ["202603", "2026-03"],
    ["2026年3月", "2026-03"],
    ["2026年3月份", "2026-03"],
    ["2026-3", "2026-03"],
    ["2026年13月", null],
  ])("month %s", async (typed, value) => {
    expect((await readRows([change(2, typed)])).rows[0]!.values.month).toBe(value);
  });

  test.each([
    ["1,234.5", 1234.5, "number_as_text"],
    ["１，２３４．５", 1234.5, "number_as_text"],
    [" 1 234.5 ", 1234.5, "number_as_text"],
    ["1234.5元", 1234.5, "number_as_text"],
    ["—", null, "unknown_mark"],
    ["12万", null, "unit_scaled"],
    ["12.5万元", null, "unit_scaled"],
    ["3亿元", null, "unit_scaled"],
    ["12.5万吨", null, "unit_scaled"],
    ["12吨", null, "unit_foreign"],
    ["1,2,3", null, "odd_separators"],
    ["很多", null, "not_a_number"],
    ["-3", -3, "number_as_text"],
  ])("figure %s", async (typed, value, code) => {
    const { rows, problems } = await readRows([change(4, typed)]);
    expect(rows[0]!.values.price).toBe(value);
    expect(brief(problems)[0]).toContain(`E5 ${code}`);
    if (typed === "-3") expect(brief(problems)[1]).toBe("E5 too_small error");
  });

  test("万元 is never converted silently: the right figure is proposed, the row waits", async () => {
    const { rows, problems } = await readRows([change(4, "12.5万元")]);
    expect(problems[0]).toMatchObject({
      cell: "E5",
      row: 5,
      column: "price",
      severity: "error",
      suggestion: 125000,
    });
    expect(problems[0]!.zh).toBe("这里看起来是以“万元”填的（12.5万元），本列单位是“元”。请改成 125000。");
    expect(rows[0]!.ok).toBe(false);
    expect((await readRows([change(4, "12.5万吨")])).problems[0]).not.toHaveProperty("suggestion");
  });

  test("万 in the number format or in the header is caught as well", async () => {
    const format = await readRows([good], (sheet) => {
      sheet.getCell("E5").numFmt = '0.0"万元"';
    });
    expect(brief(format.problems)).toEqual(["E5 unit_scaled_format error"]);
    const header = await readRows([good], (sheet) => {
      sheet.getCell("E4").value = "原值（万元）";
    });
    expect(brief(header.problems)).toEqual(["E4 unit_changed error"]);
    expect(header.rows[0]!.ok).toBe(false);
  });

  test("percent cells: read in a column of %, refused elsewhere", async () => {
    const { rows, problems } = await readRows([good], (sheet) => {
      for (const [cell, value] of [
        ["F5", 0.125],
        ["E5", 0.5],
      ] as const) {
        sheet.getCell(cell).value = value;
        sheet.getCell(cell).numFmt = "0.0%";
      }
    });
    expect(rows[0]!.values).toMatchObject({ wear: 12.5, price: null });
    expect(brief(problems)).toEqual(["E5 percent_for_number error", "F5 percent warning"]);
  });

  test("formulas: the saved result with a remark, none saved is an error, and so are error values", async () => {
    const { rows, problems } = await readRows([
      change(3, { formula: "1+2", result: 3 }),
      [...change(0, "A-2").slice(0, 3), { formula: "1+2" }],
      [...change(0, "A-3").slice(0, 3), { error: "#REF!" }],
      [...change(0, "A-4").slice(0, 3), { formula: "1/0", result: { error: "#DIV/0!" } }],
    ]);
    expect(rows.map((row) => row.values.count)).toEqual([3, null, null, null]);
    expect(rows.map((row) => row.ok)).toEqual([true, false, false, false]);
    expect(brief(problems)).toEqual([
      "D5 formula warning",
      "D6 formula_without_result error",
      "D7 error_value error",
      "D8 error_value error",
    ]);
    expect(problems[2]!.zh).toContain("#REF!");
  });

  test("merged cells name their area and stop their rows only", async () => {
    const { rows, problems } = await readRows([good, change(0, "A-2"), change(0, "A-3")], (sheet) => {
      sheet.mergeCells("G5:G6");
    });
    expect(brief(problems)).toEqual(["G5 merged error", "G6 merged error"]);
    expect(problems[0]!.zh).toContain("G5:G6");
    expect(rows.map((row) => row.ok)).toEqual([false, false, true]);
  });

  test("all errors are told, good rows are kept", async () => {
    const { rows, problems } = await readRows([
      ["A-1", "x", null, 1.5, -1, 101, "坏了", "也许"],
      good.map((v, i) => (i === 0 ? "A-2" : v)),
      [null, D("1999-01-01"), null, null, null, null, null, null],
    ]);
    expect(brief(problems)).toEqual([
      "B5 not_a_date error",
      "D5 not_whole error",
      "E5 too_small error",
      "F5 too_large error",
      "G5 not_a_choice error",
      "H5 not_yes_no error",
      "A7 required error",
      "B7 too_early error",
    ]);
    expect(rows.map((row) => row.ok)).toEqual([false, true, false]);
  });

  test("blank rows are passed over, spaces cut, duplicates point to the first", async () => {
    const { rows, problems } = await readRows([change(0, "  A-1 "), [], [null, "   "], change(0, "A-1")]);
    expect(rows.map((row) => row.rowNumber)).toEqual([5, 8]);
    expect(brief(problems)).toEqual(["A5 trimmed warning", "A8 duplicate error"]);
    expect(problems[1]!.zh).toContain("与第 5 行重复");
  });

  test("long numbers that a spreadsheet has rounded are refused, short ones become text", async () => {
    const { rows, problems } = await readRows([change(0, 9.135e19), change(0, 12345)]);
    expect(brief(problems)).toEqual(["A5 digits_lost error"]);
    expect(rows[1]!.values.number).toBe("12345");
  });

  test("hidden rows and columns are read with a remark, hidden sheets are not", async () => {
    const file = await filled(listForm, (sheet, book) => {
      for (const r of [5, 6, 7]) {
        good.forEach((value, c) => {
          sheet.getCell(r, c + 1).value = (c === 0 ? `A-${r}` : value) as ExcelJS.CellValue;
        });
      }
      sheet.getRow(6).hidden = true;
      sheet.getColumn(6).hidden = true;
      book.addWorksheet("草稿", { state: "hidden" }).addRow(["编号"]);
      book.addWorksheet("另一张").addRow(["编号"]);
    });
    const { rows, problems } = await readWorkbook(file, listForm);
    expect(rows.map((row) => row.ok)).toEqual([true, true, true]);
    expect(problems.map((p) => p.code).sort()).toEqual([
      "column_hidden",
      "row_hidden",
      "sheet_extra",
      "sheet_hidden",
    ]);
  });

  test("the caller's own rules get the cell's address", async () => {
    const file = await filled(listForm, (sheet) => {
      good.forEach((value, c) => {
        sheet.getCell(5, c + 1).value = value as ExcelJS.CellValue;
      });
    });
    const { rows, problems } = await readWorkbook(file, listForm, {
      check: (row) =>
        Number(row.values.price) > 1000
          ? [{ column: "price", code: "dear", severity: "error", zh: "太贵。", en: "Too dear." }]
          : [],
    });
    expect(problems).toMatchObject([{ cell: "E5", row: 5, column: "price", code: "dear" }]);
    expect(rows[0]!.ok).toBe(false);
  });

  test("more problems than the list holds are counted, and errors are not crowded out", async () => {
    const file = await filled(listForm, (sheet) => {
      for (let r = 5; r < 105; r++) sheet.getCell(r, 1).value = ` A-${r}`;
    });
    const reading = await readWorkbook(file, listForm, { limits: { maxProblems: 120 } });
    expect(reading.problems.filter((p) => p.severity === "error")).toHaveLength(90);
    expect(reading.problems.length + reading.unlisted).toBe(200);
  });
});

describe("where the columns stand", () => {
  const rowsOf = (cells: readonly (readonly unknown[])[]) =>
    filled(listForm, (_, book) => {
      for (const sheet of [...book.worksheets]) book.removeWorksheet(sheet.id);
      const sheet = book.addWorksheet("表一");
      for (const row of cells) sheet.addRow(row as ExcelJS.CellValue[]);
    });

  test("a sheet of one's own is matched by its labels, in any order, below any title", async () => {
    const { rows, problems } = await readWorkbook(
      await rowsOf([
        ["我的台账"],
        [],
        ["备注", "原值(元)", "购入日期", " 编 号 *", "数量"],
        ["好", 5, D("2026-01-02"), "B-1", 2],
      ]),
      listForm,
    );
    expect(rows[0]!.values).toMatchObject({
      number: "B-1",
      price: 5,
      bought: "2026-01-02",
      count: 2,
      state: null,
    });
    expect(rows[0]!.cells.number).toBe("D4");
    expect(rows[0]!.ok).toBe(true);
    expect(problems.filter((p) => p.severity === "error")).toEqual([]);
    expect(problems.map((p) => p.code)).toContain("edition_unknown");
    expect(problems.find((p) => p.code === "column_unknown")).toMatchObject({ cell: "A3" });
  });

  test("a required column that is gone stops the sheet", async () => {
    const { rows, problems } = await readWorkbook(
      await rowsOf([
        ["购入日期", "数量", "原值（元）", "状态"],
        [D("2026-01-02"), 2, 5, "在用"],
      ]),
      listForm,
    );
    expect(problems.find((p) => p.code === "column_missing" && p.severity === "error")!.column).toBe(
      "number",
    );
    expect(rows[0]!.ok).toBe(false);
  });

  test("labels moved away from their hidden codes are a conflict, not a guess", async () => {
    const { problems } = await readRows([good], (sheet) => {
      sheet.getCell("D4").value = "原值（元）";
      sheet.getCell("E4").value = "数量（件）";
    });
    expect(brief(problems)).toEqual(["D4 column_conflict error", "E4 column_conflict error"]);
  });

  test("another form's template and an older edition are told apart", async () => {
    const other = await readWorkbook(
      await writeTemplate({ ...listForm, code: "other" }, [{ number: "1", bought: "2026-01-01" }]),
      listForm,
    );
    expect(other.problems[0]).toMatchObject({ code: "form_other", severity: "error" });
    expect(other.rows[0]!.ok).toBe(false);
    const old = await readWorkbook(
      await writeTemplate({ ...listForm, version: "2025" }, [{ number: "1", bought: "2026-01-01" }]),
      listForm,
    );
    expect(brief(old.problems)).toEqual([" edition_old warning"]);
    expect(old.rows[0]!.ok).toBe(true);
  });

  test("no header, no rows: a sentence each", async () => {
    expect((await readWorkbook(await rowsOf([["你好"]]), listForm)).problems.at(-1)!.code).toBe(
      "header_missing",
    );
    expect((await readWorkbook(await writeTemplate(listForm), listForm)).problems.map((p) => p.code)).toEqual(
      ["no_rows"],
    );
  });
});

describe("a form of fields", () => {
  test("one value a row, with the address of its own cell", async () => {
    const file = await filled(fieldForm, (sheet) => {
      sheet.getCell("C5").value = "2026年10月";
      sheet.getCell("C6").value = "300万元";
      sheet.getCell("C7").value = 52;
    });
    const { rows, problems } = await readWorkbook(file, fieldForm);
    expect(rows).toHaveLength(1);
    expect(rows[0]!.values).toEqual({ period: "2026-10", output: null, people: 52, trend: null });
    expect(brief(problems)).toEqual(["C5 date_as_text warning", "C6 unit_scaled error"]);
    expect(problems[1]!.suggestion).toBe(3_000_000);
  });

  test("prefilled values come back, a changed unit and a lost field are seen", async () => {
    const values = { period: "2026-09", output: 12.5, people: null, trend: "持平" };
    expect((await readWorkbook(await writeTemplate(fieldForm, [values]), fieldForm)).rows[0]!.values).toEqual(
      values,
    );
    const file = await filled(fieldForm, (sheet) => {
      sheet.getCell("C5").value = "2026-10";
      sheet.getCell("C6").value = 3;
      sheet.getCell("D6").value = "万元";
      sheet.spliceRows(7, 1);
    });
    const { problems, rows } = await readWorkbook(file, fieldForm);
    expect(brief(problems)).toEqual(["C6 unit_changed error", " field_missing warning"]);
    expect(rows[0]!.ok).toBe(false);
  });
});
