// 报告期: the month a return speaks of, its neighbours and its name.
import { daysInMonth, pad, shanghaiDay } from "./day.ts";
import type { Day, Period } from "./types.ts";

export function isPeriod(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}

export function addMonths(period: Period, months: number): Period {
  const index = indexOf(period) + months;
  return `${pad(Math.floor(index / 12), 4)}-${pad((((index % 12) + 12) % 12) + 1, 2)}`;
}

/** 上期 */
export const previous = (period: Period): Period => addMonths(period, -1);
export const next = (period: Period): Period => addMonths(period, 1);
/** 上年同期 */
export const sameLastYear = (period: Period): Period => addMonths(period, -12);
/** Months from `from` to `to`; negative when `to` is earlier. */
export const monthsApart = (from: Period, to: Period): number => indexOf(to) - indexOf(from);

/** Every period from `from` to `to`, both included; empty when `to` is earlier. */
export function periodsBetween(from: Period, to: Period): Period[] {
  return Array.from({ length: Math.max(0, monthsApart(from, to) + 1) }, (_, at) => addMonths(from, at));
}

export const firstDay = (period: Period): Day => `${addMonths(period, 0)}-01`;

export function lastDay(period: Period): Day {
  const [year, month] = [Number(addMonths(period, 0).slice(0, 4)), Number(period.slice(5))];
  return `${period}-${pad(daysInMonth(year, month), 2)}`;
}

/** The period in which an instant falls, by the clock of Shanghai. */
export const periodAt = (epochMs: number): Period => shanghaiDay(epochMs).slice(0, 7);

/** “2026年3月” / “March 2026”. */
export function label(period: Period, language: "zh" | "en" = "zh"): string {
  indexOf(period);
  const [year, month] = [Number(period.slice(0, 4)), Number(period.slice(5))];
  return language === "zh" ? `${year}年${month}月` : `${MONTHS[month - 1]} ${year}`;
}

const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);

function indexOf(period: Period): number {
  if (!isPeriod(period)) throw new RangeError(`“${period}” is not a period such as 2026-03`);
  return Number(period.slice(0, 4)) * 12 + Number(period.slice(5)) - 1;
}
