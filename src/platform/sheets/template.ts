// Makes the .xlsx people fill in: visible Chinese header, hidden codes, drop-downs, help, locked header.
import type ExcelJS from "exceljs";
import { address, columnLetters } from "./address.ts";
import { toUtcDate } from "./dates.ts";
import {
  type Column,
  choiceLabel,
  choiceValue,
  fieldMarks,
  headerText,
  metaSheetName,
  type SheetForm,
  type Value,
} from "./form.ts";

export type Prefill = readonly Readonly<Record<string, Value>>[];

const headFill = { type: "pattern", pattern: "solid", fgColor: { argb: "FFE6F0EF" } } as const;
const requiredFill = { type: "pattern", pattern: "solid", fgColor: { argb: "FFFFF4D6" } } as const;
const thin = { style: "thin", color: { argb: "FFBFC7C6" } } as const;
const box = { top: thin, left: thin, bottom: thin, right: thin } as const;
/** Rows of the list layout that carry drop-downs and checks from the start. */
const preparedRows = 2000;

export async function writeTemplate(form: SheetForm, prefill: Prefill = []): Promise<Buffer> {
  // Loaded when first needed: an idle server does without its 28 MB.
  const { default: library } = await import("exceljs");
  const book = new library.Workbook();
  book.creator = "稳链 Wenlian";
  const sheet = book.addWorksheet(sheetName(form.title));
  const meta = book.addWorksheet(metaSheetName, { state: "veryHidden" });
  meta.addRow(["form", form.code]);
  meta.addRow(["version", form.version]);
  const lists = writeLists(meta, form);
  if (form.layout === "fields") fieldSheet(sheet, form, prefill[0] ?? {}, lists);
  else rowSheet(sheet, form, prefill, lists);
  // Meant against slips of the hand, not against people: no password.
  await sheet.protect("", {
    selectLockedCells: true,
    selectUnlockedCells: true,
    formatColumns: true,
    formatRows: true,
    formatCells: true,
    insertRows: form.layout !== "fields",
    deleteRows: form.layout !== "fields",
    sort: true,
    autoFilter: true,
  });
  return Buffer.from(await book.xlsx.writeBuffer());
}

function rowSheet(
  sheet: ExcelJS.Worksheet,
  form: SheetForm,
  prefill: Prefill,
  lists: Map<string, string>,
): void {
  const notes = form.notes ?? [];
  titleRows(sheet, form);
  const codeRow = notes.length + 2;
  const headerRow = codeRow + 1;
  const first = headerRow + 1;
  const last = first + Math.max(preparedRows, prefill.length + 500) - 1;
  form.columns.forEach((column, i) => {
    const at = i + 1;
    const of = sheet.getColumn(at);
    of.width = column.width ?? Math.max(12, Math.min(40, headerText(column).length * 2 + 4));
    of.numFmt = formatOf(column);
    of.protection = { locked: false };
    const code = sheet.getCell(codeRow, at);
    code.value = column.code;
    code.numFmt = "@";
    code.protection = { locked: true };
    heading(sheet.getCell(headerRow, at), headerText(column), column);
    const letters = columnLetters(at);
    guard(sheet, `${letters}${first}:${letters}${last}`, column, lists);
  });
  for (let row = 1; row <= codeRow; row++)
    for (let at = 1; at <= form.columns.length; at++) sheet.getCell(row, at).protection = { locked: true };
  sheet.getRow(codeRow).hidden = true;
  sheet.getRow(headerRow).height = 32;
  for (const [i, values] of prefill.entries())
    for (const [c, column] of form.columns.entries())
      fill(sheet.getCell(first + i, c + 1), column, values[column.code]);
  sheet.views = [{ state: "frozen", ySplit: headerRow, xSplit: 0, activeCell: address(1, first) }];
}

function fieldSheet(
  sheet: ExcelJS.Worksheet,
  form: SheetForm,
  values: Readonly<Record<string, Value>>,
  lists: Map<string, string>,
): void {
  titleRows(sheet, form, 2);
  const markRow = (form.notes ?? []).length + 2;
  const marks = [fieldMarks.code, fieldMarks.label, fieldMarks.value, fieldMarks.unit, fieldMarks.note];
  sheet.getRow(markRow).values = marks;
  sheet.getRow(markRow).hidden = true;
  const labelWidth = Math.max(20, Math.min(48, Math.max(...form.columns.map((c) => c.label.length * 2 + 4))));
  [10, labelWidth, 24, 10, 48].forEach((width, i) => {
    sheet.getColumn(i + 1).width = width;
  });
  sheet.getColumn(1).hidden = true;
  ["编码", "项目", "填报值", "单位", "说明"].forEach((text, i) => {
    heading(sheet.getCell(markRow + 1, i + 1), text);
  });
  form.columns.forEach((column, i) => {
    const row = markRow + 2 + i;
    const texts = [
      column.code,
      column.label + (column.required ? " *" : ""),
      null,
      column.unit ?? "",
      column.help ?? "",
    ];
    texts.forEach((text, c) => {
      const cell = sheet.getCell(row, c + 1);
      if (text !== null) cell.value = text;
      cell.border = box;
      cell.alignment = { vertical: "middle", wrapText: true };
    });
    const cell = sheet.getCell(row, 3);
    cell.numFmt = formatOf(column);
    cell.protection = { locked: false };
    cell.alignment = { vertical: "middle", horizontal: isFigure(column) ? "right" : "left" };
    if (column.required) cell.fill = requiredFill;
    fill(cell, column, values[column.code]);
    guard(sheet, cell.address, column, lists);
  });
  sheet.views = [{ state: "frozen", ySplit: markRow + 1, xSplit: 0, activeCell: address(3, markRow + 2) }];
}

function titleRows(sheet: ExcelJS.Worksheet, form: SheetForm, column = 1): void {
  const title = sheet.getCell(1, column);
  title.value = form.title;
  title.font = { bold: true, size: 15 };
  sheet.getRow(1).height = 26;
  (form.notes ?? []).forEach((note, i) => {
    const cell = sheet.getCell(i + 2, column);
    cell.value = note;
    cell.font = { color: { argb: "FF5B6664" } };
  });
}

function heading(cell: ExcelJS.Cell, text: string, column?: Column): void {
  cell.value = text;
  cell.numFmt = "@";
  cell.font = { bold: true };
  cell.fill = column?.required ? requiredFill : headFill;
  cell.border = box;
  cell.alignment = { vertical: "middle", horizontal: "center", wrapText: true };
  cell.protection = { locked: true };
  if (column?.help) cell.note = { texts: [{ text: column.help }] };
}

function fill(cell: ExcelJS.Cell, column: Column, value: Value | undefined): void {
  if (value === null || value === undefined || value === "") return;
  if ((column.type === "date" || column.type === "month") && typeof value === "string")
    cell.value = toUtcDate(value);
  else if (typeof value === "boolean") cell.value = value ? "是" : "否";
  else if (column.type === "choice") {
    const choice = column.choices?.find((c) => choiceValue(c) === value);
    cell.value = choice === undefined ? value : choiceLabel(choice);
  } else cell.value = value;
}

function isFigure(column: Column): boolean {
  return column.type === "integer" || column.type === "decimal";
}

function formatOf(column: Column): string {
  switch (column.type) {
    case "integer":
      return "#,##0";
    case "decimal":
      return column.decimals === 0 ? "#,##0" : `#,##0.${"0".repeat(column.decimals ?? 2)}`;
    case "date":
      return "yyyy-mm-dd";
    case "month":
      return "yyyy-mm";
    default:
      return "@";
  }
}

/** Drop-downs live on the hidden sheet: a list written into the rule itself may hold 255 characters only. */
function writeLists(meta: ExcelJS.Worksheet, form: SheetForm): Map<string, string> {
  const lists = new Map<string, string>();
  let at = 4;
  for (const column of form.columns) {
    const texts =
      column.type === "boolean"
        ? ["是", "否"]
        : column.type === "choice"
          ? (column.choices ?? []).map(choiceLabel)
          : [];
    if (texts.length === 0) continue;
    texts.forEach((text, i) => {
      meta.getCell(i + 1, at).value = text;
    });
    const letters = columnLetters(at);
    lists.set(column.code, `${metaSheetName}!$${letters}$1:$${letters}$${texts.length}`);
    at += 1;
  }
  return lists;
}

type Validations = { add: (address: string, rule: ExcelJS.DataValidation) => void };

function guard(sheet: ExcelJS.Worksheet, area: string, column: Column, lists: Map<string, string>): void {
  const rule = ruleOf(column, lists);
  const prompt = [column.help, column.unit ? `单位：${column.unit}` : ""]
    .filter(Boolean)
    .join(" ")
    .slice(0, 250);
  if (!rule && !prompt) return;
  const validations = (sheet as unknown as { dataValidations: Validations }).dataValidations;
  validations.add(area, {
    ...(rule ?? { type: "custom", formulae: ["TRUE"] }),
    allowBlank: true,
    showInputMessage: prompt !== "",
    promptTitle: column.label.slice(0, 30),
    prompt,
    showErrorMessage: rule !== null,
    // A warning, not a wall: what is pasted is checked anyway, with a better sentence.
    errorStyle: rule?.type === "list" ? "stop" : "warning",
    errorTitle: column.label.slice(0, 30),
    error: errorText(column).slice(0, 220),
  });
}

function ruleOf(column: Column, lists: Map<string, string>): ExcelJS.DataValidation | null {
  const list = lists.get(column.code);
  if (list) return { type: "list", formulae: [list] };
  switch (column.type) {
    case "integer":
    case "decimal": {
      const type = column.type === "integer" ? "whole" : "decimal";
      const low = column.min ?? -1e15;
      return { type, operator: "between", formulae: [Number(low), Number(column.max ?? 1e15)] };
    }
    case "date":
    case "month":
      return { type: "date", operator: "greaterThan", formulae: [toUtcDate("1900-03-01")] };
    default:
      return null;
  }
}

function errorText(column: Column): string {
  if (column.type === "choice" || column.type === "boolean") return "请从下拉列表中选择。";
  if (column.type === "date") return "请填日期，如 2026-03-05。";
  if (column.type === "month") return "请填月份，如 2026-03。";
  const bounds = [
    column.min === undefined ? "" : `不小于 ${column.min}`,
    column.max === undefined ? "" : `不大于 ${column.max}`,
  ].filter(Boolean);
  const unit = column.unit ? `（单位：${column.unit}）` : "";
  return `请填${column.type === "integer" ? "整数" : "数字"}${unit}${bounds.length ? `，${bounds.join("、")}` : ""}。`;
}

/** Excel forbids some characters and more than 31 of them in a sheet's name. */
export function sheetName(title: string): string {
  return (
    title
      .replace(/[\\/?*[\]:'"]/g, " ")
      .trim()
      .slice(0, 31) || "Sheet1"
  );
}
