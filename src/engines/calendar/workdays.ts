// The notices of all years made ready for walking day by day.
import { dayNumber, dayOf, weekdayOf } from "./day.ts";
import type { WorkCalendar } from "./types.ts";

export type Workdays = {
  isWorking: (day: number) => boolean;
  /** True when any day from `first` to `last` (numbers since 1970-01-01) lies in a year without an official notice. */
  pending: (first: number, last: number) => boolean;
};

const ready = new WeakMap<WorkCalendar, Workdays>();

/** Kept for as long as the calendar itself; a calendar is never changed in place. */
export function workdays(calendar: WorkCalendar): Workdays {
  const known = ready.get(calendar);
  if (known) return known;
  const off = new Set<number>();
  const on = new Set<number>();
  const official = new Set<number>();
  for (const year of calendar) {
    if (year.status === "official") official.add(year.year);
    for (const day of year.holidays) off.add(dayNumber(day));
    for (const day of year.workdays) on.add(dayNumber(day));
  }
  const made: Workdays = {
    isWorking: (day) => on.has(day) || (!off.has(day) && weekdayOf(day) <= 5),
    pending: (first, last) => {
      const [from, to] = [yearOf(first), yearOf(last)];
      for (let year = from; year <= to; year++) if (!official.has(year)) return true;
      return false;
    },
  };
  ready.set(calendar, made);
  return made;
}

const yearOf = (day: number): number => Number(dayOf(day).slice(0, 4));
