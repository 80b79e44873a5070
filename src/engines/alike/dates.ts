// When a trouble happened, from the words of the appeal and the day it was sent: 四月五号, 上周五, 国庆前后, 停了六天.
import { numeral } from "./plain.ts";

/** Days since 1970-01-01, both ends included. */
export type Span = { from: number; to: number };

export const dayOf = (year: number, month: number, day: number): number =>
  Math.floor(Date.UTC(year, month - 1, day) / 86_400_000);

/** The day an appeal was sent, from the first ten characters of its time; null where they are no date. */
export function sentOn(time: string): number | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})(?:$|[T ])/u.exec(time);
  if (!parts) return null;
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  const at = dayOf(year, month, day);
  const back = new Date(at * 86_400_000);
  return back.getUTCMonth() + 1 === month && back.getUTCDate() === day ? at : null;
}

/** A span longer than this says nothing of when. */
const VAGUE_DAYS = 35;
const N = "([0-9一二两三四五六七八九十廿卅〇零]{1,4})";

type Rule = { pattern: RegExp; read: (found: RegExpMatchArray, sent: number) => Span | null };

const RULES: readonly Rule[] = [
  {
    pattern: new RegExp(
      `(?:(20\\d\\d)年|(去年|今年))?${N}(?:月份?)(?:${N}[日号]|([初底末]|上旬|中旬|下旬|中下旬))?`,
      "gu",
    ),
    read: ([, year, word, month, day, part], sent) => {
      const m = numeral(month ?? "");
      if (m === null || m < 1 || m > 12) return null;
      const y = year ? Number(year) : yearBefore(sent, m) - (word === "去年" && month12(sent) >= m ? 1 : 0);
      const d = day === undefined ? null : numeral(day);
      if (d !== null) return d >= 1 && d <= 31 ? around(dayOf(y, m, d), 0, 0) : null;
      const first = dayOf(y, m, 1);
      const last = dayOf(y, m + 1, 1) - 1;
      if (part === "初" || part === "上旬") return { from: first, to: first + 9 };
      if (part === "中旬") return { from: first + 10, to: first + 19 };
      if (part === "中下旬") return { from: first + 10, to: last };
      if (part !== undefined) return { from: first + 20, to: last };
      return { from: first, to: last };
    },
  },
  {
    pattern: /(20\d\d)[-/.](\d{1,2})[-/.](\d{1,2})/gu,
    read: ([, y, m, d]) => around(dayOf(Number(y), Number(m), Number(d)), 0, 0),
  },
  {
    pattern: new RegExp(`(?<![月0-9.])${N}[号日](?![公路线楼店院])`, "gu"),
    read: ([, text], sent) => {
      const day = numeral(text ?? "");
      if (day === null || day < 1 || day > 31) return null;
      const { year, month } = dateOf(sent);
      const here = dayOf(year, month, day);
      return around(here <= sent + 7 ? here : dayOf(year, month - 1, day), 0, 0);
    },
  },
  {
    pattern: /(上上|上|本|这|这个|上个)(?:周|星期|礼拜)([一二三四五六日天])?/gu,
    read: ([, which, day], sent) => {
      const monday = sent - ((sent + 3) % 7);
      const start = monday - ({ 上上: 14, 上: 7, 上个: 7 }[which ?? ""] ?? 0);
      if (day === undefined) return { from: start, to: Math.min(start + 6, sent) };
      return around(start + "一二三四五六日".indexOf(day.replace("天", "日")), 0, 0);
    },
  },
  {
    pattern: /大前天|前天|前日|昨[天日晚夜]|今[天日早晨]|前[晚夜]/gu,
    read: ([word = ""], sent) =>
      around(
        sent - (word.startsWith("大") ? 3 : word.startsWith("前") ? 2 : word.startsWith("昨") ? 1 : 0),
        0,
        0,
      ),
  },
  {
    pattern: new RegExp(
      `(?:已|了|停|等|困|堵|关|封|压|断|拖|过去|滞留|积压|排)[^，。0-9]{0,4}?${N}(?:多|来)?(?:个)?(天|日|周|星期|礼拜|个?月)`,
      "gu",
    ),
    read: ([, text, unit = ""], sent) => {
      const count = numeral(text ?? "");
      if (count === null || count === 0) return null;
      const days = /月/u.test(unit) ? 30 : /天|日/u.test(unit) ? 1 : 7;
      return around(sent - count * days, Math.ceil((count * days) / 5), Math.ceil((count * days) / 5));
    },
  },
  {
    pattern: new RegExp(`${N}(?:多)?(?:个)?(天|周|星期|月)(?:之?前|以前|下来)`, "gu"),
    read: ([, text, unit = ""], sent) => {
      const count = numeral(text ?? "");
      if (count === null || count === 0) return null;
      const days = unit === "月" ? 30 : unit === "天" ? 1 : 7;
      return around(sent - count * days, days - 1, days - 1);
    },
  },
  { pattern: /上个?月(初|底|末|中)?/gu, read: ([, part], sent) => monthPart(sent, -1, part) },
  {
    pattern: /(?:本|这个?)月(初|底|末|中)?|(?<![0-9一二三四五六七八九十个上])月(初|底)/gu,
    read: ([, a, b], sent) => monthPart(sent, 0, a ?? b),
  },
  { pattern: /半个?月/gu, read: (_, sent) => around(sent - 15, 4, 4) },
  {
    pattern:
      /(元旦|春节|过年|过完年|大年|清明|五一|劳动节|端午|中秋|国庆|十一长假|双十一|圣诞|元宵|重阳)(?:节|假期|长假)*(前后|前|后|期间)?/gu,
    read: ([, name = "", side], sent) => {
      const day = feast(name, sent);
      if (day === null) return null;
      if (side === "前") return { from: day - 14, to: day };
      if (side === "后" || name === "过完年") return { from: day, to: day + 20 };
      return { from: day - 7, to: day + 10 };
    },
  },
];

/** Every time an appeal names, as spans of days; what lies more than two weeks ahead of its sending is left out. */
export function times(text: string, sent: number): Span[] {
  const found: Span[] = [];
  let left = text;
  for (const { pattern, read } of RULES) {
    for (const match of left.matchAll(pattern)) {
      const span = read(match, sent);
      if (span && span.to - span.from <= VAGUE_DAYS && span.from <= sent + 14 && span.from > sent - 400)
        found.push(span);
    }
    left = left.replace(pattern, "；");
  }
  return found;
}

/** Days between the nearest two of the spans; null where one side names no time. */
export function gapOf(a: readonly Span[], b: readonly Span[]): number | null {
  let least: number | null = null;
  for (const one of a) {
    for (const other of b) {
      const gap = Math.max(0, other.from - one.to, one.from - other.to);
      if (least === null || gap < least) least = gap;
    }
  }
  return least;
}

const around = (day: number, before: number, after: number): Span => ({
  from: day - before,
  to: day + after,
});

function dateOf(day: number): { year: number; month: number } {
  const date = new Date(day * 86_400_000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1 };
}
const month12 = (day: number): number => dateOf(day).month;

/** A month without a year is the last one that has begun, or one about to begin. */
const yearBefore = (sent: number, month: number): number => {
  const { year } = dateOf(sent);
  return dayOf(year, month, 1) <= sent + 31 ? year : year - 1;
};

function monthPart(sent: number, shift: number, part: string | undefined): Span {
  const { year, month } = dateOf(sent);
  const first = dayOf(year, month + shift, 1);
  const last = dayOf(year, month + shift + 1, 1) - 1;
  if (part === "初") return { from: first, to: first + 9 };
  if (part === "中") return { from: first + 8, to: first + 21 };
  if (part === "底" || part === "末") return { from: last - 9, to: last };
  return { from: first, to: last };
}

/** Month and day of the feasts; those of the lunar year carry `lunar`. */
const FEASTS: Readonly<Record<string, { month: number; day: number; lunar?: true }>> = {
  元旦: { month: 1, day: 1 },
  春节: { month: 1, day: 1, lunar: true },
  过年: { month: 1, day: 1, lunar: true },
  过完年: { month: 1, day: 1, lunar: true },
  大年: { month: 1, day: 1, lunar: true },
  元宵: { month: 1, day: 15, lunar: true },
  清明: { month: 4, day: 5 },
  五一: { month: 5, day: 1 },
  劳动节: { month: 5, day: 1 },
  端午: { month: 5, day: 5, lunar: true },
  中秋: { month: 8, day: 15, lunar: true },
  重阳: { month: 9, day: 9, lunar: true },
  国庆: { month: 10, day: 1 },
  十一长假: { month: 10, day: 1 },
  双十一: { month: 11, day: 11 },
  圣诞: { month: 12, day: 25 },
};
const LUNAR = new Intl.DateTimeFormat("en-u-ca-chinese", {
  month: "numeric",
  day: "numeric",
  timeZone: "UTC",
});
const known = new Map<string, number | null>();

/** The feast's last day, or the next one where it is near. */
function feast(name: string, sent: number): number | null {
  const rule = FEASTS[name];
  if (!rule) return null;
  const { year } = dateOf(sent);
  const days = [year - 1, year, year + 1].map((y) =>
    rule.lunar ? lunarDay(y, rule.month, rule.day) : dayOf(y, rule.month, rule.day),
  );
  return days.findLast((day) => day !== null && day <= sent + 30) ?? null;
}

/** The calendar of ICU is asked for each day from mid-January on, once a year and feast. */
function lunarDay(year: number, month: number, day: number): number | null {
  const key = `${year} ${month} ${day}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const start = dayOf(year, 1, 18);
  let found: number | null = null;
  for (let at = start; at < start + 330 && found === null; at++) {
    const [m, d] = LUNAR.format(new Date(at * 86_400_000)).split("/");
    if (m === String(month) && d === String(day)) found = at;
  }
  known.set(key, found);
  return found;
}
