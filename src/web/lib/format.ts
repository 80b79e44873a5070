// How figures, months and moments are written: exact decimals as text, 万/亿, Shanghai time, never more digits than are known.
import { labelOf, periodicityOf } from "../../engines/calendar/index.ts";
import type { Language } from "./preferences.ts";

export type FigureOptions = {
  /** At most this many digits after the point; fewer are shown when fewer are known. */
  digits?: number;
  /** Unit as the form says it: 万元, 元, 万千瓦时, 人, %. */
  unit?: string | undefined;
  /** Move to 万 or 亿 where the figure is large enough. */
  scaled?: boolean;
  /** A plus sign before growth. */
  signed?: boolean;
  language?: Language;
};

export const UNKNOWN = "—";

/** "—" is unknown, "0" is zero. The value travels as text (or a whole number) so that no binary rounding touches it. */
export function figure(value: string | number | null | undefined, options: FigureOptions = {}): string {
  const { text, unit } = figureParts(value, options);
  if (text === UNKNOWN || !unit) return text;
  return unit === "%" ? `${text}%` : `${text} ${unit}`;
}

/** Number and unit apart, for the places where they are set differently. */
export function figureParts(
  value: string | number | null | undefined,
  options: FigureOptions = {},
): { text: string; unit: string } {
  const unit = options.unit ?? "";
  const exact = plain(value);
  if (exact === null) return { text: UNKNOWN, unit };
  const digits = options.digits ?? 2;
  const scale = options.scaled ? scaleOf(exact, unit, options.language ?? "zh") : null;
  const shown = scale ? round(shift(exact, -scale.power), digits) : round(exact, digits);
  const sign = options.signed && !shown.startsWith("-") && /[1-9]/.test(shown) ? "+" : "";
  return { text: sign + group(shown), unit: scale ? scale.unit : unit };
}

const units: Record<Language, readonly (readonly [power: number, word: string])[]> = {
  zh: [
    [8, "亿"],
    [4, "万"],
  ],
  en: [
    [9, "bn "],
    [6, "M "],
    [3, "k "],
  ],
};

/** One scale for a whole axis, from its largest value; the ticks are then written by `tick`. */
export function axisScale(
  largest: string,
  unit: string,
  language: Language,
): { power: number; unit: string } {
  return scaleOf(plain(largest) ?? "0", unit, language) ?? { power: 0, unit };
}

export function tick(value: number, power: number): string {
  const text = round(shift(plain(value) ?? "0", -power), 4);
  return group(text.includes(".") ? text.replace(/\.?0+$/, "") : text);
}

/** The unit's own 千/万/亿 counts: 12,345 万元 is 1.23 亿元. */
function scaleOf(exact: string, unit: string, language: Language): { power: number; unit: string } | null {
  if (unit === "%" || unit === "‰") return null;
  const own = /^(千(?!瓦|克|米)|万|百万|亿)/.exec(unit)?.[0] ?? "";
  const base = { "": 0, 千: 3, 万: 4, 百万: 6, 亿: 8 }[own] ?? 0;
  const bare = unit.slice(own.length);
  const size = exact.replace("-", "").split(".")[0]!.replace(/^0+/, "").length + base;
  for (const [power, word] of units[language]) {
    if (size <= power) continue;
    return power === base && language === "zh"
      ? null
      : { power: power - base, unit: `${word}${bare}`.trim() };
  }
  return null;
}

function plain(value: string | number | null | undefined): string | null {
  if (value === null || value === undefined || value === "") return null;
  const text = typeof value === "number" ? (Number.isFinite(value) ? toPlain(value) : "") : value.trim();
  return /^-?\d+(\.\d+)?$/.test(text) ? text : null;
}

const toPlain = (value: number): string =>
  Math.abs(value) >= 1e21 || (value !== 0 && Math.abs(value) < 1e-6) ? value.toFixed(8) : String(value);

/** Moves the point by text alone; a negative power makes the number smaller. */
export function shift(exact: string, power: number): string {
  if (power === 0) return exact;
  const negative = exact.startsWith("-");
  const [whole = "", part = ""] = exact.replace("-", "").split(".");
  const digits = whole + part;
  const at = whole.length + power;
  const padded = at <= 0 ? "0".repeat(1 - at) + digits : digits.padEnd(at, "0");
  const point = at <= 0 ? 1 : at;
  const head = padded.slice(0, point).replace(/^0+(?=\d)/, "");
  const tail = padded.slice(point);
  return (negative ? "-" : "") + head + (tail ? `.${tail}` : "");
}

/** Rounds half away from zero; adds no digit and keeps no needless zero after scaling. */
export function round(exact: string, digits: number): string {
  const negative = exact.startsWith("-");
  const [whole = "0", part = ""] = exact.replace("-", "").split(".");
  if (part.length <= digits) return exact;
  const kept = BigInt(whole + part.slice(0, digits)) + (part[digits]! >= "5" ? 1n : 0n);
  const text = kept.toString().padStart(digits + 1, "0");
  const head = text.slice(0, text.length - digits);
  const tail = digits ? `.${text.slice(-digits)}` : "";
  const out = head + tail;
  return negative && /[1-9]/.test(out) ? `-${out}` : out;
}

function group(text: string): string {
  const [whole = "", part] = text.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return (part === undefined ? grouped : `${grouped}.${part}`).replace("-", "−");
}

/** A share that travels as a fraction ("0.853") written as a percentage. */
export const percent = (fraction: string | number | null | undefined, digits = 1, signed = false): string => {
  const exact = plain(fraction);
  return exact === null ? UNKNOWN : figure(shift(exact, 2), { digits, unit: "%", signed });
};

const weekdays = {
  zh: ["周日", "周一", "周二", "周三", "周四", "周五", "周六"],
  en: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
};
const SHANGHAI = 8 * 3_600_000;

type Parts = { date: string; time: string; weekday: number };
function inShanghai(moment: string | Date): Parts | null {
  // A plain date has no hour; reading it as UTC noon keeps its day in Shanghai.
  const at =
    moment instanceof Date ? moment : new Date(moment.length === 10 ? `${moment}T04:00:00Z` : moment);
  if (Number.isNaN(at.getTime())) return null;
  const local = new Date(at.getTime() + SHANGHAI);
  const iso = local.toISOString();
  return { date: iso.slice(0, 10), time: iso.slice(11, 16), weekday: local.getUTCDay() };
}

/** 2026-11-24（周二） */
export function day(value: string | Date | null | undefined, language: Language = "zh"): string {
  const parts = value ? inShanghai(value) : null;
  if (!parts) return UNKNOWN;
  const name = weekdays[language][parts.weekday]!;
  return language === "zh" ? `${parts.date}（${name}）` : `${parts.date} (${name})`;
}

/** 2026-11-24（周二）14:05 */
export function moment(value: string | Date | null | undefined, language: Language = "zh"): string {
  const parts = value ? inShanghai(value) : null;
  if (!parts) return UNKNOWN;
  return `${day(value, language)}${language === "zh" ? "" : " "}${parts.time}`;
}

/** Relative under 24 hours, exact beyond; the exact one belongs into the title. */
export function ago(value: string | Date | null | undefined, now: Date, language: Language = "zh"): string {
  if (!value) return UNKNOWN;
  const at = value instanceof Date ? value : new Date(value);
  const minutes = Math.round((now.getTime() - at.getTime()) / 60_000);
  if (Number.isNaN(minutes)) return UNKNOWN;
  const distance = Math.abs(minutes);
  if (distance >= 24 * 60) return moment(value, language);
  if (distance < 1) return language === "zh" ? "刚刚" : "just now";
  const [count, zh, en] =
    distance < 60 ? [distance, "分钟", "min"] : [Math.floor(distance / 60), "小时", "h"];
  if (language === "zh") return `${count} ${zh}${minutes >= 0 ? "前" : "后"}`;
  return minutes >= 0 ? `${count} ${en} ago` : `in ${count} ${en}`;
}

/** 2026-10 → 2026年10月; periods of another length by the calendar: 2026-W48 → 2026年第48周 */
export function monthName(value: string | null | undefined, language: Language = "zh"): string {
  const match = value ? /^(\d{4})-(\d{2})$/.exec(value) : null;
  if (!match) return value && periodicityOf(value) ? labelOf(value, language) : UNKNOWN;
  if (language === "zh") return `${match[1]}年${Number(match[2])}月`;
  const names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  return `${names[Number(match[2]) - 1]} ${match[1]}`;
}
