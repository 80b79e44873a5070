// Days as plain numbers and text, in Asia/Shanghai, whatever zone the machine stands in.
import { DAY_MS, SHANGHAI_OFFSET_MINUTES } from "./defaults.ts";
import type { Day } from "./types.ts";

/** Days since 1970-01-01. Throws for a day that does not exist. */
export function dayNumber(day: Day): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  const [year, month, date] = [Number(match?.[1]), Number(match?.[2]), Number(match?.[3])];
  if (!match || month < 1 || month > 12 || date < 1 || date > daysInMonth(year, month)) {
    throw new RangeError(`“${day}” is not a day such as 2026-02-15`);
  }
  // Days from civil, Howard Hinnant, chrono-Compatible Low-Level Date Algorithms: years begin in March.
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1;
  return (
    era * 146_097 +
    yearOfEra * 365 +
    Math.floor(yearOfEra / 4) -
    Math.floor(yearOfEra / 100) +
    dayOfYear -
    719_468
  );
}

export function dayOf(number: number): Day {
  const z = number + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const date = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(date, 2)}`;
}

export const addDays = (day: Day, days: number): Day => dayOf(dayNumber(day) + days);

/** 1 Monday … 7 Sunday. */
export const weekday = (day: Day): number => weekdayOf(dayNumber(day));
export const weekdayOf = (number: number): number => ((((number + 3) % 7) + 7) % 7) + 1;

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** The day in Shanghai at an instant (milliseconds since 1970 UTC). */
export const shanghaiDay = (epochMs: number): Day =>
  dayOf(Math.floor((epochMs + SHANGHAI_OFFSET_MINUTES * 60_000) / DAY_MS));

/** The instant at which a wall clock in Shanghai shows `time` ("HH:MM") on `day`. */
export function shanghaiInstant(day: Day, time = "00:00"): number {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  if (!match) throw new RangeError(`“${time}” is not a time such as 09:30`);
  const minutes = Number(match[1]) * 60 + Number(match[2]) - SHANGHAI_OFFSET_MINUTES;
  return dayNumber(day) * DAY_MS + minutes * 60_000;
}

export const pad = (number: number, width: number): string => String(number).padStart(width, "0");
