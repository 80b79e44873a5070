// Working days by the notices of the State Council, 调休 included, and the due dates that rest on them.
import { addDays, dayNumber } from "./day.ts";
import { MONTHLY_DUE } from "./defaults.ts";
import { addMonths, lastDay } from "./period.ts";
import type { Day, DueDate, DueRule, Period, WorkCalendar } from "./types.ts";
import { workdays } from "./workdays.ts";

/** Without the year's notice only weekends are known: ask `isPending` before relying on it. */
export function isWorkingDay(day: Day, calendar: WorkCalendar): boolean {
  return workdays(calendar).isWorking(dayNumber(day));
}

/** True when the notice for the day's year is not out (待通知). */
export function isPending(day: Day, calendar: WorkCalendar): boolean {
  return workdays(calendar).pending(dayNumber(day), dayNumber(day));
}

/** The day itself when it is a working day, else the next one. */
export function onOrAfter(day: Day, calendar: WorkCalendar): Day {
  let at = day;
  while (!isWorkingDay(at, calendar)) at = addDays(at, 1);
  return at;
}

/** The n-th working day after `day` (n ≥ 1); the day itself does not count. */
export function addWorkingDays(day: Day, count: number, calendar: WorkCalendar): Day {
  let at = day;
  for (let left = count; left > 0; left--) at = onOrAfter(addDays(at, 1), calendar);
  return at;
}

/** When a return for the period is due. */
export function dueDate(period: Period, calendar: WorkCalendar, rule: DueRule = MONTHLY_DUE): DueDate {
  const month = addMonths(period, rule.monthsAfter);
  const last = lastDay(month);
  const wanted = `${month}-${String(rule.day).padStart(2, "0")}`;
  const named = wanted > last ? last : wanted;
  if (rule.roll === "none") return { date: named, pending: false };
  const date = onOrAfter(named, calendar);
  return { date, pending: isPending(named, calendar) || isPending(date, calendar) };
}
