// Takes an .xlsx apart: which sheets there are, and the raw cells of one of them.
import { type Area, areaOf, columnOf } from "./address.ts";
import type { Archive } from "./archive.ts";
import type { SheetLimits } from "./form.ts";
import { type NumberFormat, numberFormat, plainFormat } from "./number-format.ts";
import { refusals, UnreadableWorkbook } from "./refusal.ts";
import { type Attributes, attribute, readXml, unescapeText } from "./xml.ts";

export type SheetName = { name: string; hidden: boolean; path: string };

export type Workbook = {
  sheets: SheetName[];
  epoch1904: boolean;
  strings: string[];
  formats: NumberFormat[];
  macros: boolean;
};

/** `t` text, `n` number, `b` boolean, `e` error value, `d` ISO date, `?` a formula whose result was not saved. */
export type RawCell = {
  kind: "t" | "n" | "b" | "e" | "d" | "?";
  text: string;
  format: NumberFormat;
  formula: boolean;
};

export type RawRow = { number: number; hidden: boolean; cells: Map<number, RawCell> };

export type RawSheet = { rows: RawRow[]; merged: Area[]; hiddenColumns: { from: number; to: number }[] };

export async function readWorkbookParts(archive: Archive, limits: SheetLimits): Promise<Workbook> {
  const relations = new Map<string, { type: string; target: string }>();
  await parse(archive, "xl/_rels/workbook.xml.rels", {
    open: (name, a) => {
      if (name === "Relationship" && a.TargetMode !== "External")
        relations.set(a.Id ?? "", { type: a.Type ?? "", target: inside(a.Target ?? "") });
    },
  });
  const sheets: SheetName[] = [];
  let epoch1904 = false;
  await parse(archive, "xl/workbook.xml", {
    open: (name, a) => {
      if (name === "workbookPr") epoch1904 = a.date1904 === "1" || a.date1904 === "true";
      if (name !== "sheet") return;
      const relation = relations.get(attribute(a, "id") ?? "");
      if (!relation?.type.endsWith("/worksheet") || !archive.names.has(relation.target)) return;
      sheets.push({
        name: a.name ?? "",
        hidden: (a.state ?? "visible") !== "visible",
        path: relation.target,
      });
    },
  });
  const part = (type: string) => [...relations.values()].find((r) => r.type.endsWith(type))?.target;
  const stringsPath = part("/sharedStrings");
  const stylesPath = part("/styles");
  return {
    sheets,
    epoch1904,
    strings:
      stringsPath && archive.names.has(stringsPath) ? await readStrings(archive, stringsPath, limits) : [],
    formats: stylesPath && archive.names.has(stylesPath) ? await readFormats(archive, stylesPath) : [],
    macros: archive.names.has("xl/vbaProject.bin"),
  };
}

export async function readRawSheet(
  archive: Archive,
  workbook: Workbook,
  sheet: SheetName,
  limits: SheetLimits,
): Promise<RawSheet> {
  const rows: RawRow[] = [];
  const merged: Area[] = [];
  const hiddenColumns: { from: number; to: number }[] = [];
  let row: RawRow | null = null;
  let rowNumber = 0;
  let cells = 0;
  let column = 0;
  let type = "";
  let format = plainFormat;
  let formula = false;
  let value = "";
  let hasValue = false;
  let depth: "v" | "t" | "f" | "" = "";
  let phonetic = false;
  const isTrue = (text: string | undefined) => text === "1" || text === "true";

  const open = (name: string, a: Attributes) => {
    switch (name) {
      case "row":
        rowNumber = a.r ? Number(a.r) : rowNumber + 1;
        column = 0;
        row = { number: rowNumber, hidden: isTrue(a.hidden), cells: new Map() };
        break;
      case "c":
        column = a.r ? columnOf(a.r) : column + 1;
        type = a.t ?? "n";
        format = a.s ? (workbook.formats[Number(a.s)] ?? plainFormat) : plainFormat;
        formula = false;
        value = "";
        hasValue = false;
        break;
      case "v":
        depth = "v";
        hasValue = true;
        break;
      case "f":
        depth = "f";
        formula = true;
        break;
      case "rPh":
        phonetic = true;
        break;
      case "t":
        if (phonetic) break;
        depth = "t";
        hasValue = true;
        break;
      case "mergeCell": {
        const area = areaOf(a.ref ?? "");
        if (area) merged.push(area);
        break;
      }
      case "col":
        if (isTrue(a.hidden)) hiddenColumns.push({ from: Number(a.min), to: Number(a.max) });
        break;
    }
  };
  const close = (name: string) => {
    switch (name) {
      case "c": {
        const cell = rawCell(workbook, type, value, hasValue, format, formula);
        if (!cell || !row) break;
        row.cells.set(column, cell);
        cells += 1;
        if (cells > limits.maxCells) throw new UnreadableWorkbook(refusals.tooManyCells(limits));
        break;
      }
      case "row":
        if (row && row.cells.size > 0) rows.push(row);
        // Some lines of header and notes stand above the data.
        if (rows.length > limits.maxRows + 100) throw new UnreadableWorkbook(refusals.tooManyRows(limits));
        row = null;
        break;
      case "rPh":
        phonetic = false;
        break;
      case "v":
      case "t":
      case "f":
        depth = "";
        break;
    }
  };
  const text = (piece: string) => {
    if (depth === "v" || depth === "t") value += piece;
  };
  await parse(archive, sheet.path, { open, close, text });
  rows.sort((a, b) => a.number - b.number);
  return { rows, merged, hiddenColumns };
}

function rawCell(
  workbook: Workbook,
  type: string,
  value: string,
  hasValue: boolean,
  format: NumberFormat,
  formula: boolean,
): RawCell | null {
  if (!hasValue || (value === "" && type !== "str" && type !== "inlineStr"))
    return formula ? { kind: "?", text: "", format, formula } : null;
  switch (type) {
    case "s":
      return text(workbook.strings[Number(value)] ?? "", format, formula);
    case "str":
    case "inlineStr":
      return text(unescapeText(value), format, formula);
    case "b":
    case "e":
    case "d":
      return { kind: type, text: value, format, formula };
    default:
      return { kind: "n", text: value, format, formula };
  }
}

function text(value: string, format: NumberFormat, formula: boolean): RawCell | null {
  return value.trim() === "" ? null : { kind: "t", text: value, format, formula };
}

async function readStrings(archive: Archive, path: string, limits: SheetLimits): Promise<string[]> {
  const strings: string[] = [];
  let current = "";
  let inText = false;
  let phonetic = false;
  await parse(archive, path, {
    open: (name) => {
      if (name === "si") current = "";
      else if (name === "rPh") phonetic = true;
      else if (name === "t") inText = !phonetic;
    },
    close: (name) => {
      if (name === "si" && strings.push(unescapeText(current)) > limits.maxCells)
        throw new UnreadableWorkbook(refusals.tooManyCells(limits));
      if (name === "rPh") phonetic = false;
      else if (name === "t") inText = false;
    },
    text: (piece) => {
      if (inText) current += piece;
    },
  });
  return strings;
}

async function readFormats(archive: Archive, path: string): Promise<NumberFormat[]> {
  const custom = new Map<number, string>();
  const formats: NumberFormat[] = [];
  let inCells = false;
  await parse(archive, path, {
    open: (name, a) => {
      if (name === "numFmt") custom.set(Number(a.numFmtId), a.formatCode ?? "");
      else if (name === "cellXfs") inCells = true;
      else if (name === "xf" && inCells) formats.push(numberFormat(Number(a.numFmtId ?? 0), custom));
    },
    close: (name) => {
      if (name === "cellXfs") inCells = false;
    },
  });
  return formats;
}

async function parse(archive: Archive, path: string, listener: Parameters<typeof readXml>[0]): Promise<void> {
  const reader = readXml(listener);
  await archive.pour(path, reader.write);
  reader.end();
}

/** Targets are relative to xl/, or absolute inside the package. */
function inside(target: string): string {
  if (target.startsWith("/")) return target.slice(1);
  const parts = ["xl"];
  for (const step of target.split("/")) {
    if (step === "..") parts.pop();
    else if (step !== "." && step !== "") parts.push(step);
  }
  return parts.join("/");
}
