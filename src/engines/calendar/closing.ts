// When a return stops being on time and when its grace (宽限期) is over, to the millisecond.
import { addDays, shanghaiInstant } from "./day.ts";
import type { Closing, Day, GracePeriod, WorkCalendar } from "./types.ts";
import { addWorkingDays, isPending } from "./working-day.ts";

/**
 * The due day counts whole: what arrives before midnight in Shanghai is on time. Hours of grace run from that midnight
 * on, holidays included; working days of grace are whole days and end at the midnight after the last of them.
 *
 * @param grace amount 0: none, and the two instants are one
 * @returns both instants as milliseconds since 1970 UTC, themselves excluded: what arrives at `due` is past it
 * @throws RangeError for a day that does not exist, or an amount that is no whole number from 0 on
 */
export function closingOf(dueOn: Day, grace: GracePeriod, calendar: WorkCalendar): Closing {
  if (!Number.isInteger(grace.amount) || grace.amount < 0)
    throw new RangeError(`“${grace.amount}” is not a whole number of ${grace.unit}`);
  const due = shanghaiInstant(addDays(dueOn, 1));
  if (grace.unit === "hours") return { due, grace: due + grace.amount * HOUR_MS, pending: false };
  if (grace.amount === 0) return { due, grace: due, pending: false };
  const last = addWorkingDays(dueOn, grace.amount, calendar);
  return { due, grace: shanghaiInstant(addDays(last, 1)), pending: isPending(last, calendar) };
}

const HOUR_MS = 3_600_000;
