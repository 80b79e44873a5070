// Turns one cell as people really type it into the value the column asks for, and says what was odd.

import { fromSerial, readDate, readMonth } from "./dates.ts";
import type { Column, Value } from "./form.ts";
import { choiceLabel, choiceValue } from "./form.ts";
import { type Remark, remarks } from "./remarks.ts";
import type { RawCell } from "./workbook.ts";

export type Understood = { value: Value; remarks: Remark[] };

export function understand(cell: RawCell, column: Column, epoch1904: boolean): Understood {
  if (cell.kind === "?") return { value: null, remarks: [remarks.formulaWithoutResult()] };
  if (cell.kind === "e") return { value: null, remarks: [remarks.errorValue(cell.text)] };
  const found = byType(cell, column, epoch1904);
  if (cell.formula) found.remarks.push(remarks.formula());
  return found;
}

function byType(cell: RawCell, column: Column, epoch1904: boolean): Understood {
  switch (column.type) {
    case "integer":
    case "decimal":
      return figure(cell, column);
    case "date":
    case "month":
      return moment(cell, column.type, epoch1904);
    case "boolean":
      return yesNo(cell);
    case "choice":
      return choice(cell, column);
    case "text":
      return words(cell, epoch1904);
  }
}

/** Full-width forms, invisible spaces and the many dashes, brought to plain ones. */
function plain(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g, "")
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .trim();
}

const unknownMarks = new Set(["-", "--", "---", "/", "n/a", "na", "无", "暂无", "不详", "未知"]);

function figure(cell: RawCell, column: Column): Understood {
  if (cell.kind === "b") return wrong(remarks.notANumber(cell.text));
  if (cell.kind === "d" || (cell.kind === "n" && cell.format.date)) return wrong(remarks.dateForNumber());
  if (cell.kind === "n") {
    const value = Number(cell.text);
    if (!Number.isFinite(value)) return wrong(remarks.notANumber(cell.text));
    if (cell.format.percent) return percent(value * 100, column);
    if (cell.format.scaleUnit && !column.unit?.includes(cell.format.scaleUnit))
      return { value: null, remarks: [remarks.scaledFormat(cell.format.scaleUnit, column.unit)] };
    return { value: tidy(value), remarks: [] };
  }
  return figureFromText(cell.text, column);
}

function figureFromText(raw: string, column: Column): Understood {
  const text = plain(raw);
  if (unknownMarks.has(text.toLowerCase()))
    return { value: null, remarks: [remarks.unknownMark(raw.trim())] };
  const accounting = /^\((.*)\)$/.exec(text);
  const parts = /^([-+]?)[¥$]?\s*([\d,'\s]*\.?\d*(?:e[-+]?\d+)?)\s*(.*)$/i.exec(
    accounting ? `-${accounting[1]}` : text,
  );
  const digits = parts?.[2]?.replace(/[,'\s]/g, "") ?? "";
  if (!parts || digits === "" || digits === ".") return wrong(remarks.notANumber(raw));
  if (/,/.test(parts[2]!) && !/^\d{1,3}(,\d{3})*(\.\d*)?$/.test(parts[2]!.replace(/\s/g, "")))
    return wrong(remarks.oddSeparators(raw));
  const value = Number(parts[1] + digits);
  if (!Number.isFinite(value)) return wrong(remarks.notANumber(raw));
  const suffix = parts[3]!.trim();
  if (suffix === "") return { value, remarks: [remarks.numberAsText(raw, value)] };
  if (suffix === "%") return percent(value, column);
  if (column.unit && suffix === plain(column.unit))
    return { value, remarks: [remarks.numberAsText(raw, value)] };
  const scale = /^(十|百|千|万|十万|百万|千万|亿|万亿)(.*)$/.exec(suffix);
  if (scale) return wrong(scaled(raw, value, scale[1]!, scale[2]!, column));
  return wrong(remarks.foreignUnit(raw, suffix, column.unit));
}

const powers: Record<string, number> = {
  十: 1e1,
  百: 1e2,
  千: 1e3,
  万: 1e4,
  十万: 1e5,
  百万: 1e6,
  千万: 1e7,
  亿: 1e8,
  万亿: 1e12,
};

/** 12.5万元 in a column of 元: never converted silently, the corrected figure is only proposed. */
function scaled(raw: string, value: number, power: string, rest: string, column: Column): Remark {
  const unit = column.unit ? plain(column.unit) : "";
  const own = /^(十万|百万|千万|万亿|十|百|千|万|亿)(.*)$/.exec(unit);
  const base = own ? own[2]! : unit;
  const sameBase = rest === "" || rest === base;
  const proposal = sameBase ? tidy((value * powers[power]!) / (own ? powers[own[1]!]! : 1)) : null;
  return remarks.scaledUnit(raw.trim(), power + rest, column.unit, proposal);
}

function percent(value: number, column: Column): Understood {
  const tidied = tidy(value);
  if (column.unit && /%|％|百分/.test(column.unit))
    return { value: tidied, remarks: [remarks.percentRead(tidied)] };
  return wrong(remarks.percentForNumber(tidied, column.unit));
}

/** 0.1 + 0.2 of a spreadsheet: the fifteen digits it shows are the figure. */
function tidy(value: number): number {
  return Number(value.toPrecision(15));
}

function moment(cell: RawCell, type: "date" | "month", epoch1904: boolean): Understood {
  const cut = (date: string) => (type === "month" ? date.slice(0, 7) : date);
  if (cell.kind === "b") return wrong(remarks.notADate(cell.text, type));
  if (cell.kind === "n") {
    const number = Number(cell.text);
    const compact =
      Number.isInteger(number) && (type === "date" ? /^(19|20)\d{6}$/ : /^(19|20)\d{4}$/).test(cell.text);
    if (compact && !cell.format.date) return momentFromText(cell.text, type);
    const date = fromSerial(number, epoch1904);
    if (!date) return wrong(remarks.notADate(cell.text, type));
    if (!cell.format.date) return { value: cut(date), remarks: [remarks.serialDate(cell.text, cut(date))] };
    return { value: cut(date), remarks: [] };
  }
  return momentFromText(cell.text, type, cell.kind === "d");
}

function momentFromText(raw: string, type: "date" | "month", exact = false): Understood {
  const text = plain(raw);
  if (unknownMarks.has(text.toLowerCase()))
    return { value: null, remarks: [remarks.unknownMark(raw.trim())] };
  const value = type === "date" ? readDate(text) : readMonth(text);
  if (!value) return wrong(remarks.notADate(raw, type));
  return { value, remarks: exact || value === text ? [] : [remarks.dateAsText(raw.trim(), value)] };
}

const yes = new Set(["是", "有", "true", "yes", "y", "1", "√", "✓", "✔", "对"]);
const no = new Set(["否", "无", "没有", "false", "no", "n", "0", "×", "✗", "✘", "x", "不是"]);

function yesNo(cell: RawCell): Understood {
  const text = plain(cell.text).toLowerCase();
  if (yes.has(text)) return { value: true, remarks: [] };
  if (no.has(text)) return { value: false, remarks: [] };
  return wrong(remarks.notYesNo(cell.text));
}

function choice(cell: RawCell, column: Column): Understood {
  const key = (text: string) => plain(text).replace(/\s+/g, "").toLowerCase();
  const wanted = key(cell.text);
  const found = column.choices?.find((c) => key(choiceLabel(c)) === wanted || key(choiceValue(c)) === wanted);
  if (found !== undefined) return { value: choiceValue(found), remarks: [] };
  return wrong(remarks.notAChoice(cell.text.trim(), (column.choices ?? []).map(choiceLabel)));
}

function words(cell: RawCell, epoch1904: boolean): Understood {
  if (cell.kind === "t") {
    const trimmed = cell.text.replace(/^[\s\u200b\ufeff]+|[\s\u200b\ufeff]+$/g, "");
    return { value: trimmed, remarks: trimmed === cell.text ? [] : [remarks.trimmed()] };
  }
  if (cell.kind === "b") return { value: cell.text === "1" ? "是" : "否", remarks: [] };
  if (cell.kind === "d") return { value: cell.text.slice(0, 10), remarks: [] };
  const number = Number(cell.text);
  if (cell.format.date) {
    const date = fromSerial(number, epoch1904);
    if (date) return { value: date, remarks: [remarks.textBecameDate(date)] };
  }
  // Beyond 15 digits a spreadsheet has already rounded what was typed.
  if (Math.abs(number) >= 1e15) return wrong(remarks.digitsLost());
  return { value: String(tidy(number)), remarks: [] };
}

function wrong(remark: Remark): Understood {
  return { value: null, remarks: [remark] };
}
