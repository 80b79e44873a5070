// 报告期 of every length: day, ISO week, 旬, month, quarter, year, and what is asked only once.
import { addDays, dayNumber, pad, weekday } from "./day.ts";
import { addMonths, lastDay as monthEnd, label as monthLabel } from "./period.ts";
import type { Day, DueDate, Period, Periodicity, WorkCalendar } from "./types.ts";
import { isPending, onOrAfter } from "./working-day.ts";

export const PERIODICITIES: readonly Periodicity[] = [
  "day",
  "week",
  "ten-day",
  "month",
  "quarter",
  "year",
  "once",
];

/** Written so that the periods of one length stand in order as text. */
const SHAPES: Record<Periodicity, RegExp> = {
  day: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  week: /^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/,
  "ten-day": /^\d{4}-(0[1-9]|1[0-2])-T[123]$/,
  month: /^\d{4}-(0[1-9]|1[0-2])$/,
  quarter: /^\d{4}-Q[1-4]$/,
  year: /^\d{4}$/,
  once: /^once$/,
};

/** Of which length a period is; null where the text is none. */
export function periodicityOf(period: string): Periodicity | null {
  const found = PERIODICITIES.find((one) => SHAPES[one].test(period));
  if (!found || found === "once") return found ?? null;
  // 2026-02-30 and the 53rd week of a year that has 52 look right and are not there.
  if (found === "day") return period <= monthEnd(period.slice(0, 7)) ? found : null;
  return periodOn(found, firstDayOf(period)) === period ? found : null;
}

/** The period of a length in which a day falls. */
export function periodOn(periodicity: Periodicity, day: Day): Period {
  const [year, month] = [day.slice(0, 4), Number(day.slice(5, 7))];
  switch (periodicity) {
    case "day":
      return day;
    case "week":
      return isoWeek(day);
    case "ten-day":
      return `${day.slice(0, 7)}-T${Math.min(3, Math.ceil(Number(day.slice(8)) / 10))}`;
    case "month":
      return day.slice(0, 7);
    case "quarter":
      return `${year}-Q${Math.ceil(month / 3)}`;
    case "year":
      return year;
    case "once":
      return "once";
  }
}

/** ISO 8601: the week belongs to the year of its Thursday. */
function isoWeek(day: Day): Period {
  const thursday = addDays(day, 4 - isoDay(day));
  const year = thursday.slice(0, 4);
  const week = Math.floor((dayNumber(thursday) - dayNumber(`${year}-01-01`)) / 7) + 1;
  return `${year}-W${pad(week, 2)}`;
}
/** Monday 1 … Sunday 7 */
const isoDay = (day: Day): number => weekday(day) || 7;

export function firstDayOf(period: Period): Day {
  const year = period.slice(0, 4);
  switch (lengthOf(period)) {
    case "day":
      return period;
    case "week": {
      const fourth = `${year}-01-04`;
      return addDays(fourth, 1 - isoDay(fourth) + 7 * (Number(period.slice(6)) - 1));
    }
    case "ten-day":
      return `${period.slice(0, 7)}-${pad(10 * Number(period.slice(9)) - 9, 2)}`;
    case "month":
      return `${period}-01`;
    case "quarter":
      return `${year}-${pad(3 * Number(period.slice(6)) - 2, 2)}-01`;
    case "year":
      return `${year}-01-01`;
    case "once":
      throw new RangeError("what is asked once has no first day");
  }
}

/** The last day of a period. */
export function lastDayOf(period: Period): Day {
  switch (lengthOf(period)) {
    case "week":
      return addDays(firstDayOf(period), 6);
    case "ten-day":
      return period.endsWith("3") ? monthEnd(period.slice(0, 7)) : addDays(firstDayOf(period), 9);
    case "month":
      return monthEnd(period);
    case "quarter":
      return monthEnd(addMonths(firstDayOf(period).slice(0, 7), 2));
    case "year":
      return `${period}-12-31`;
    default:
      return firstDayOf(period);
  }
}

/** The period before of the same length; null for what is asked once. */
export function before(period: Period): Period | null {
  const length = lengthOf(period);
  return length === "once" ? null : periodOn(length, addDays(firstDayOf(period), -1));
}

/** The same period of the year before; a 53rd week is set beside the 52nd, 29 February beside the 28th. */
export function yearBefore(period: Period): Period | null {
  const length = lengthOf(period);
  if (length === "once") return null;
  const text = `${pad(Number(period.slice(0, 4)) - 1, 4)}${period.slice(4)}`;
  if (periodicityOf(text)) return text;
  return length === "week" ? text.replace("W53", "W52") : text.replace("-29", "-28");
}

/** “2026年第48周” / “week 48 of 2026”. */
export function labelOf(period: Period, language: "zh" | "en" = "zh"): string {
  const length = periodicityOf(period);
  const year = period.slice(0, 4);
  const zh = language === "zh";
  switch (length) {
    case "day":
      return zh ? `${monthLabel(period.slice(0, 7))}${Number(period.slice(8))}日` : period;
    case "week":
      return zh ? `${year}年第${Number(period.slice(6))}周` : `week ${Number(period.slice(6))} of ${year}`;
    case "ten-day": {
      const at = Number(period.slice(9)) - 1;
      const month = monthLabel(period.slice(0, 7), language);
      return zh ? `${month}${TEN_DAYS_ZH[at]}` : `${TEN_DAYS_EN[at]} ten days of ${month}`;
    }
    case "month":
      return monthLabel(period, language);
    case "quarter": {
      const at = Number(period.slice(6));
      return zh ? `${year}年${QUARTERS_ZH[at - 1]}季度` : `Q${at} ${year}`;
    }
    case "year":
      return zh ? `${year}年` : year;
    case "once":
      return zh ? "一次性" : "once";
    case null:
      throw new RangeError(`“${period}” is not a period`);
  }
}

const TEN_DAYS_ZH = ["上旬", "中旬", "下旬"];
const TEN_DAYS_EN = ["first", "middle", "last"];
const QUARTERS_ZH = ["一", "二", "三", "四"];

/**
 * When a return is due. Month, quarter and year: on a day of the month after the period. Day, week and 旬: so many days
 * after its last day. Once: so many days after it was opened. A day off moves it to the next working day.
 */
export function dueOf(period: Period, due: number, calendar: WorkCalendar, opened?: Day): DueDate {
  const named = namedDue(period, due, opened);
  const date = onOrAfter(named, calendar);
  return { date, pending: isPending(named, calendar) || isPending(date, calendar) };
}

function namedDue(period: Period, due: number, opened: Day | undefined): Day {
  const length = lengthOf(period);
  if (length === "once") {
    if (!opened) throw new RangeError("what is asked once is due from the day it was opened");
    return addDays(opened, due);
  }
  if (length === "day" || length === "week" || length === "ten-day") return addDays(lastDayOf(period), due);
  const month = addMonths(lastDayOf(period).slice(0, 7), 1);
  const [wanted, last] = [`${month}-${pad(due, 2)}`, monthEnd(month)];
  return wanted > last ? last : wanted;
}

/** What a new form may begin with: the period that has just ended, the present one, and some to come; once: days. */
export function firstPeriods(periodicity: Periodicity, today: Day, count = 6): Period[] {
  const length = periodicity === "once" ? "day" : periodicity;
  const now = periodOn(length, today);
  const out = periodicity === "once" ? [now] : [before(now) ?? now, now];
  while (out.length < count) out.push(periodOn(length, addDays(lastDayOf(out.at(-1) ?? now), 1)));
  return out;
}

/** By its look alone; `periodicityOf` also asks whether the period is there. */
function lengthOf(period: Period): Periodicity {
  const found = PERIODICITIES.find((one) => SHAPES[one].test(period));
  if (!found) throw new RangeError(`“${period}” is not a period`);
  return found;
}
