// Finds where on a sheet the form's columns stand: by the hidden codes, else by the labels people see.
import { address } from "./address.ts";
import { type Column, fieldMarks, headerText, type Problem, type SheetForm } from "./form.ts";
import type { RawRow, RawSheet } from "./workbook.ts";

export type Placement =
  | { layout: "rows"; columns: Map<string, number>; firstRow: number; problems: Problem[] }
  | { layout: "fields"; places: Map<string, number>; valueColumn: number; problems: Problem[] };

const headerDepth = 40;

export function place(form: SheetForm, sheet: RawSheet, sheetName: string): Placement | null {
  const head = sheet.rows.slice(0, form.layout === "fields" ? 2000 : headerDepth);
  return form.layout === "fields" ? placeFields(form, head, sheetName) : placeRows(form, head, sheetName);
}

function placeRows(form: SheetForm, head: RawRow[], sheetName: string): Placement | null {
  const enough = Math.max(1, Math.ceil(form.columns.length / 2));
  const byCode = new Map(form.columns.map((c) => [c.code, c]));
  const byLabel = new Map(form.columns.map((c) => [labelKey(c.label), c]));
  const codeRow = head.find((row) => matches(row, (text) => byCode.get(text.trim())).size >= enough);
  const labelRow = head.find(
    (row) => row !== codeRow && matches(row, (text) => byLabel.get(labelKey(text))).size >= enough,
  );
  const header = labelRow ?? codeRow;
  if (!header) return null;
  const codes = codeRow ? matches(codeRow, (text) => byCode.get(text.trim())) : new Map<number, Column>();
  const labels = labelRow
    ? matches(labelRow, (text) => byLabel.get(labelKey(text)))
    : new Map<number, Column>();
  const columns = new Map<string, number>();
  const problems: Problem[] = [];
  const say = (column: number, code: string | null, rest: Pick<Problem, "code" | "severity" | "zh" | "en">) =>
    problems.push({
      cell: column ? address(column, header.number) : "",
      sheet: sheetName,
      row: header.number,
      column: code,
      ...rest,
    });
  for (const column of new Set([...codes.keys(), ...labels.keys()].sort((a, b) => a - b))) {
    const coded = codes.get(column);
    const labelled = labels.get(column);
    const found = coded ?? labelled!;
    if (coded && labelled && coded !== labelled) {
      say(column, coded.code, {
        code: "column_conflict",
        severity: "error",
        zh: `这一列的表头是“${labelled.label}”，模板里的隐藏编码却是“${coded.label}”，看不出填的是哪一项。请恢复模板原来的列顺序。`,
        en: `The header says “${labelled.label}” but the template's hidden code says “${coded.label}”. Restore the original columns.`,
      });
      continue;
    }
    if (columns.has(found.code)) {
      say(column, found.code, {
        code: "column_twice",
        severity: "error",
        zh: `“${found.label}”这一列出现了两次。请只保留一列。`,
        en: `The column “${found.label}” appears twice. Keep one.`,
      });
      continue;
    }
    columns.set(found.code, column);
    const seen = labelRow?.cells.get(column)?.text;
    const changed = seen === undefined ? null : unitConflict(found, seen);
    if (changed) say(column, found.code, changed);
  }
  for (const column of form.columns) {
    if (columns.has(column.code) || problems.some((p) => p.column === column.code)) continue;
    say(0, column.code, {
      code: "column_missing",
      severity: column.required ? "error" : "warning",
      zh: `没有找到“${headerText(column)}”这一列。${column.required ? "请补上，或重新下载模板。" : "这一项按没有填写处理。"}`,
      en: `The column “${column.label}” was not found. ${column.required ? "Add it or download the template again." : "It is taken as left blank."}`,
    });
  }
  for (const [column, cell] of labelRow?.cells ?? []) {
    if (codes.has(column) || labels.has(column) || cell.text.trim() === "") continue;
    say(column, null, {
      code: "column_unknown",
      severity: "warning",
      zh: `“${cell.text.trim().slice(0, 40)}”不是本表的列，没有读取。`,
      en: `“${cell.text.trim().slice(0, 40)}” is not a column of this form and was not read.`,
    });
  }
  const firstRow = Math.max(labelRow?.number ?? 0, codeRow?.number ?? 0) + 1;
  return { layout: "rows", columns, firstRow, problems };
}

function placeFields(form: SheetForm, head: RawRow[], sheetName: string): Placement | null {
  const byCode = new Map(form.columns.map((c) => [c.code, c]));
  const byLabel = new Map(form.columns.map((c) => [labelKey(c.label), c]));
  let valueColumn = 0;
  for (const row of head)
    for (const [column, cell] of row.cells) if (cell.text === fieldMarks.value) valueColumn = column;
  const places = new Map<string, number>();
  const problems: Problem[] = [];
  for (const row of head) {
    let found: Column | undefined;
    let at = 0;
    let seen = "";
    for (const [column, cell] of row.cells) {
      if (valueColumn && column >= valueColumn) continue;
      const coded = byCode.get(cell.text.trim());
      const labelled = byLabel.get(labelKey(cell.text));
      if (labelled) seen = cell.text;
      if (coded && !found) [found, at] = [coded, column];
      else if (labelled && !found) [found, at] = [labelled, column];
      if (coded || labelled) at = Math.max(at, column);
    }
    if (!found) continue;
    if (!valueColumn) valueColumn = at + 1;
    if (places.has(found.code)) {
      problems.push({
        cell: address(valueColumn, row.number),
        sheet: sheetName,
        row: row.number,
        column: found.code,
        code: "field_twice",
        severity: "error",
        zh: `“${found.label}”出现了两次。请只保留一行。`,
        en: `“${found.label}” appears twice. Keep one row.`,
      });
      continue;
    }
    places.set(found.code, row.number);
    const shownUnit = row.cells.get(valueColumn + 1)?.text ?? "";
    const changed = unitConflict(found, shownUnit ? `${seen}（${shownUnit}）` : seen);
    if (changed)
      problems.push({
        cell: address(valueColumn, row.number),
        sheet: sheetName,
        row: row.number,
        column: found.code,
        ...changed,
      });
  }
  if (places.size < Math.max(1, Math.ceil(form.columns.length / 2))) return null;
  for (const column of form.columns) {
    if (places.has(column.code)) continue;
    problems.push({
      cell: "",
      sheet: sheetName,
      row: null,
      column: column.code,
      code: "field_missing",
      severity: column.required ? "error" : "warning",
      zh: `没有找到“${headerText(column)}”这一行。${column.required ? "请补上，或重新下载模板。" : "这一项按没有填写处理。"}`,
      en: `The field “${column.label}” was not found. ${column.required ? "Add it or download the template again." : "It is taken as left blank."}`,
    });
  }
  return { layout: "fields", places, valueColumn, problems };
}

function matches(row: RawRow, find: (text: string) => Column | undefined): Map<number, Column> {
  const found = new Map<number, Column>();
  for (const [column, cell] of row.cells) {
    const match = find(cell.text);
    if (match) found.set(column, match);
  }
  return found;
}

/** 主营业务收入（元） * and 主营业务收入 (元) are one header. */
export function labelKey(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/\([^()]*\)\s*[*＊]?\s*$/, "")
    .replace(/[\s*＊:：]/g, "")
    .toLowerCase();
}

function unitConflict(column: Column, seen: string): Pick<Problem, "code" | "severity" | "zh" | "en"> | null {
  if (!column.unit) return null;
  const own = column.unit.normalize("NFKC");
  const shown = /\(([^()]*)\)\s*[*＊]?\s*$/.exec(seen.normalize("NFKC"))?.[1]?.trim();
  if (shown === undefined || shown === own) return null;
  // Only a unit of the same kind counts: 元 turned into 万元; other words in brackets are people's own notes.
  const scale = /^(?:十|百|千|万|亿)+/;
  if (shown.replace(scale, "") !== own.replace(scale, "")) return null;
  return {
    code: "unit_changed",
    severity: "error",
    zh: `表头单位被改成了“${shown}”，本表要求“${column.unit}”。请改回“${column.unit}”，并换算这一项的数。`,
    en: `The unit in the header was changed to “${shown}”; this form asks for “${column.unit}”. Restore it and convert the figures.`,
  };
}
