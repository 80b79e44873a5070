// Which return is in force: the latest one received, by the deadline of the month for the first vintage.
import { DEFAULTS } from "./defaults.ts";
import type { Day, Month, Report, Vintage } from "./types.ts";

/** The last day on which a return for the month counts for the first vintage. */
export function deadline(month: Month, day: number = DEFAULTS.deadlineDay): Day {
  return `${nextMonth(month)}-${String(day).padStart(2, "0")}`;
}

/** Of all returns of one enterprise for one month, the one in force in the vintage; undefined when there is none. */
export function inForce<R extends Pick<Report, "month" | "value" | "received">>(
  reports: readonly R[],
  vintage: Vintage,
): R | undefined {
  let best: R | undefined;
  for (const report of reports) {
    const last = vintage === "first" ? deadline(report.month) : null;
    if (supersedes(report, best, last)) best = report;
  }
  return best;
}

/** True when the report counts (it says something and came in by `last`) and is later than the one so far. */
export function supersedes(
  report: Pick<Report, "value" | "received">,
  soFar: Pick<Report, "received"> | undefined,
  last: Day | null,
): boolean {
  if (report.value === null || report.value === "") return false;
  if (last !== null && report.received > last) return false;
  return !soFar || report.received > soFar.received;
}

export function nextMonth(month: Month): Month {
  const [year, number] = split(month);
  return number === 12 ? join(year + 1, 1) : join(year, number + 1);
}

/** Every month from `from` to `to`, both included. */
export function monthsBetween(from: Month, to: Month): Month[] {
  const months: Month[] = [];
  for (let month = from; month <= to; month = nextMonth(month)) months.push(month);
  return months;
}

function split(month: Month): [number, number] {
  const match = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(month);
  if (!match) throw new RangeError(`“${month}” is not a month, such as 2024-01`);
  return [Number(match[1]), Number(match[2])];
}

const join = (year: number, number: number): Month =>
  `${String(year).padStart(4, "0")}-${String(number).padStart(2, "0")}`;
