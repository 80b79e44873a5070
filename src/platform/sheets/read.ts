// The one checker: what the pre-check shows and what the import takes come from this same function.
import { type Area, address, columnLetters } from "./address.ts";
import { type Archive, openArchive } from "./archive.ts";
import { constrain } from "./constraint.ts";
import {
  type Column,
  defaultLimits,
  type Finding,
  metaSheetName,
  type Problem,
  type Reading,
  type SheetForm,
  type SheetLimits,
  type SheetRow,
  type Value,
} from "./form.ts";
import { type Placement, place } from "./placement.ts";
import { refusals, UnreadableWorkbook } from "./refusal.ts";
import { type Remark, remarks } from "./remarks.ts";
import { understand } from "./value.ts";
import {
  type RawRow,
  type RawSheet,
  readRawSheet,
  readWorkbookParts,
  type SheetName,
  type Workbook,
} from "./workbook.ts";

export type ReadOptions = {
  limits?: Partial<SheetLimits>;
  /** Column codes that together may stand only once. */
  keys?: readonly string[];
  /** The caller's own rules, asked for each row that could be read. */
  check?: (row: SheetRow) => readonly Finding[];
};

export async function readWorkbook(
  source: string | Buffer,
  form: SheetForm,
  options: ReadOptions = {},
): Promise<Reading> {
  const limits = { ...defaultLimits, ...options.limits };
  const notes = new Notes(limits.maxProblems);
  let archive: Archive | null = null;
  try {
    archive = await openArchive(source, limits);
    const workbook = await readWorkbookParts(archive, limits);
    if (workbook.macros)
      notes.file("warning", "macros", "文件里有宏，没有运行。", "The file holds macros; they were not run.");
    await checkEdition(archive, workbook, form, limits, notes);
    const found = await findSheet(archive, workbook, form, limits, notes);
    if (!found) return notes.reading([]);
    for (const problem of found.placement.problems) notes.add(problem);
    return notes.reading(checkRows(found, workbook, form, options, limits, notes));
  } catch (error) {
    if (!(error instanceof UnreadableWorkbook)) throw error;
    const { code, zh, en } = error.refusal;
    notes.file("error", code, zh, en);
    return notes.reading([]);
  } finally {
    archive?.close();
  }
}

/** Each cell is held against each merged area, so their number is bounded. */
const mostMerged = 1000;

type Found = { sheet: SheetName; raw: RawSheet; placement: Placement };

/** The first visible sheet that carries the form's columns. Hidden sheets are never read. */
async function findSheet(
  archive: Archive,
  workbook: Workbook,
  form: SheetForm,
  limits: SheetLimits,
  notes: Notes,
): Promise<Found | null> {
  let found: Found | null = null;
  for (const sheet of workbook.sheets) {
    if (sheet.name === metaSheetName) continue;
    if (sheet.hidden) {
      notes.sheet(
        sheet.name,
        "warning",
        "sheet_hidden",
        `工作表“${sheet.name}”是隐藏的，没有读取。`,
        `The sheet “${sheet.name}” is hidden and was not read.`,
      );
      continue;
    }
    if (found) {
      notes.sheet(
        sheet.name,
        "warning",
        "sheet_extra",
        `只读取工作表“${found.sheet.name}”，“${sheet.name}”没有读取。`,
        `Only the sheet “${found.sheet.name}” is read; “${sheet.name}” was not.`,
      );
      continue;
    }
    const raw = await readRawSheet(archive, workbook, sheet, limits);
    const placement = place(form, raw, sheet.name);
    if (placement) found = { sheet, raw, placement };
    else if (raw.rows.length > 0)
      notes.sheet(
        sheet.name,
        "warning",
        "sheet_unknown",
        `工作表“${sheet.name}”里没有找到本表的表头，没有读取。`,
        `The sheet “${sheet.name}” does not carry the header of this form and was not read.`,
      );
  }
  if (!found)
    notes.file(
      "error",
      "header_missing",
      `没有找到《${form.title}》的表头。请使用下载的模板，不要删改表头行。`,
      "The header of this form was not found. Use the downloaded template and keep its header row.",
    );
  return found;
}

async function checkEdition(
  archive: Archive,
  workbook: Workbook,
  form: SheetForm,
  limits: SheetLimits,
  notes: Notes,
) {
  const meta = workbook.sheets.find((sheet) => sheet.name === metaSheetName);
  if (!meta) {
    notes.file(
      "warning",
      "edition_unknown",
      "文件不是由下载的模板另存的，已按表头文字对列。",
      "The file was not made from the template; columns were matched by their headers.",
    );
    return;
  }
  const raw = await readRawSheet(archive, workbook, meta, limits);
  const read = (row: number) => raw.rows.find((r) => r.number === row)?.cells.get(2)?.text ?? "";
  if (read(1) !== form.code)
    notes.file(
      "error",
      "form_other",
      `这是另一张表的模板，不是《${form.title}》。请下载正确的模板。`,
      "This is the template of another form. Please download the right one.",
    );
  else if (read(2) !== form.version)
    notes.file(
      "warning",
      "edition_old",
      `模板版本是 ${read(2)}，现行版本是 ${form.version}。已按现行版本检查，建议重新下载模板。`,
      `The template is edition ${read(2)}, the current one is ${form.version}. It was checked by the current one.`,
    );
}

function checkRows(
  found: Found,
  workbook: Workbook,
  form: SheetForm,
  options: ReadOptions,
  limits: SheetLimits,
  notes: Notes,
): SheetRow[] {
  const { sheet, raw, placement } = found;
  if (raw.merged.length > mostMerged) {
    const zh = `合并单元格有 ${raw.merged.length} 处，没有读取。请取消合并，或把数据复制到新下载的模板里。`;
    notes.sheet(
      sheet.name,
      "error",
      "merged_many",
      zh,
      "Too many merged areas; unmerge them or use a fresh template.",
    );
    return [];
  }
  // A fault of the header or the whole file spoils every row.
  const blocked = notes.errors > 0;
  const checker = new RowChecker(sheet.name, workbook, form, options, notes, raw.merged, blocked);
  if (placement.layout === "fields") {
    const rows = new Map(raw.rows.map((row) => [row.number, row]));
    const cells = form.columns.map((column) => {
      const number = placement.places.get(column.code);
      return number === undefined ? null : { row: rows.get(number), number, column: placement.valueColumn };
    });
    return [checker.check(form, 1, cells)];
  }
  const columns = form.columns.map((column) => placement.columns.get(column.code) ?? 0);
  const data = raw.rows.filter((row) => row.number >= placement.firstRow);
  const used = new Set(columns.filter((column) => column > 0));
  warnHidden(data, used, raw, form, placement.columns, sheet.name, notes);
  const rows: SheetRow[] = [];
  for (const row of data) {
    if (![...row.cells.keys()].some((column) => used.has(column))) continue;
    if (rows.length >= limits.maxRows) throw new UnreadableWorkbook(refusals.tooManyRows(limits));
    rows.push(
      checker.check(
        form,
        row.number,
        columns.map((column) => (column ? { row, number: row.number, column } : null)),
      ),
    );
  }
  if (rows.length === 0 && !blocked)
    notes.sheet(
      sheet.name,
      "error",
      "no_rows",
      "表头下面没有数据。请填好后再上传。",
      "There is no data below the header.",
    );
  return rows;
}

type Spot = { row: RawRow | undefined; number: number; column: number } | null;

class RowChecker {
  private readonly sheet: string;
  private readonly workbook: Workbook;
  private readonly options: ReadOptions;
  private readonly notes: Notes;
  private readonly merged: Area[];
  private readonly blocked: boolean;
  private readonly keyColumns: Column[];
  private readonly seen = new Map<string, number>();

  constructor(
    sheet: string,
    workbook: Workbook,
    form: SheetForm,
    options: ReadOptions,
    notes: Notes,
    merged: Area[],
    blocked: boolean,
  ) {
    this.sheet = sheet;
    this.workbook = workbook;
    this.options = options;
    this.notes = notes;
    this.merged = merged;
    this.blocked = blocked;
    this.keyColumns = (options.keys ?? []).map(
      (code) => form.columns.find((column) => column.code === code)!,
    );
  }

  check(form: SheetForm, rowNumber: number, spots: readonly Spot[]): SheetRow {
    const row: SheetRow = { rowNumber, values: {}, cells: {}, ok: !this.blocked };
    for (const [i, column] of form.columns.entries()) this.checkCell(column, spots[i] ?? null, row);
    this.checkKey(row);
    for (const { column, ...remark } of this.options.check?.(row) ?? []) this.say(row, column, remark);
    return row;
  }

  private checkCell(column: Column, spot: Spot, row: SheetRow): void {
    row.values[column.code] = null;
    if (!spot) return;
    row.cells[column.code] = address(spot.column, spot.number);
    const merged = this.mergedAt(spot);
    const cell = spot.row?.cells.get(spot.column);
    if (merged) {
      this.say(row, column.code, remarks.merged(merged));
      if (!cell) return;
    }
    let value: Value = null;
    let misread = false;
    if (cell) {
      const understood = understand(cell, column, this.workbook.epoch1904);
      value = understood.value;
      for (const remark of understood.remarks) {
        if (remark.severity === "error") misread = true;
        this.say(row, column.code, remark);
      }
    }
    row.values[column.code] = value;
    if (misread) return;
    for (const remark of constrain(column, value)) this.say(row, column.code, remark);
  }

  private mergedAt(spot: NonNullable<Spot>): string | null {
    for (const area of this.merged) {
      if (spot.number < area.top || spot.number > area.bottom) continue;
      if (spot.column < area.left || spot.column > area.right) continue;
      return `${address(area.left, area.top)}:${address(area.right, area.bottom)}`;
    }
    return null;
  }

  private checkKey(row: SheetRow): void {
    if (this.keyColumns.length === 0) return;
    const values = this.keyColumns.map((column) => row.values[column.code]);
    if (values.some((value) => value === null || value === undefined)) return;
    const key = JSON.stringify(values);
    const first = this.seen.get(key);
    if (first === undefined) this.seen.set(key, row.rowNumber);
    else
      this.say(
        row,
        this.keyColumns[0]!.code,
        remarks.duplicate(
          this.keyColumns.map((c) => c.label),
          first,
        ),
      );
  }

  private say(row: SheetRow, column: string, remark: Remark): void {
    if (remark.severity === "error") row.ok = false;
    this.notes.add({
      cell: row.cells[column] ?? "",
      sheet: this.sheet,
      row: row.rowNumber,
      column,
      ...remark,
    });
  }
}

function warnHidden(
  data: readonly RawRow[],
  used: ReadonlySet<number>,
  raw: RawSheet,
  form: SheetForm,
  columns: ReadonlyMap<string, number>,
  sheet: string,
  notes: Notes,
): void {
  const hidden = data.filter((row) => row.hidden && [...row.cells.keys()].some((column) => used.has(column)));
  if (hidden.length > 0) {
    const list = hidden
      .slice(0, 10)
      .map((row) => row.number)
      .join("、");
    const more = hidden.length > 10 ? ` 等 ${hidden.length} 行` : "";
    notes.add({
      cell: `${hidden[0]!.number}:${hidden[0]!.number}`,
      sheet,
      row: hidden[0]!.number,
      column: null,
      code: "row_hidden",
      severity: "warning",
      zh: `第 ${list}${more} 行是隐藏或被筛选掉的，也已读取。`,
      en: `Hidden or filtered rows were read as well (${hidden.length}, first: ${hidden[0]!.number}).`,
    });
  }
  for (const column of form.columns) {
    const at = columns.get(column.code);
    if (!at || !raw.hiddenColumns.some((area) => at >= area.from && at <= area.to)) continue;
    const letters = columnLetters(at);
    notes.add({
      cell: `${letters}:${letters}`,
      sheet,
      row: null,
      column: column.code,
      code: "column_hidden",
      severity: "warning",
      zh: `“${column.label}”这一列（${letters}）是隐藏的，也已读取。`,
      en: `The column “${column.label}” (${letters}) is hidden and was read as well.`,
    });
  }
}

class Notes {
  readonly problems: Problem[] = [];
  errors = 0;
  private unlisted = 0;
  private readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  add(problem: Problem): void {
    if (problem.severity === "error") this.errors += 1;
    // Errors may take the whole list, warnings only half of it: no error is crowded out by remarks.
    const room = problem.severity === "error" ? this.most : this.most / 2;
    if (this.problems.length < room) this.problems.push(problem);
    else this.unlisted += 1;
  }

  file(severity: Problem["severity"], code: string, zh: string, en: string): void {
    this.sheet("", severity, code, zh, en);
  }

  sheet(sheet: string, severity: Problem["severity"], code: string, zh: string, en: string): void {
    this.add({ cell: "", sheet, row: null, column: null, code, severity, zh, en });
  }

  reading(rows: SheetRow[]): Reading {
    return { rows, problems: this.problems, unlisted: this.unlisted };
  }
}
