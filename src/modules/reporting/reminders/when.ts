// When reminders go by themselves: so many days before the due day, not at night, not on days of rest.
import {
  addDays,
  type Day,
  isWorkingDay,
  shanghaiDay,
  type WorkCalendar,
} from "../../../engines/calendar/index.ts";

export type Reminding = {
  enabled: boolean;
  /** From this many days before the due day on. */
  daysBefore: number;
  /** Not earlier in the day than this hour of Shanghai. */
  hour: number;
  quiet: boolean;
  /** Quiet from this full hour to that one, over midnight when the first is the larger. */
  quietFrom: number;
  quietTo: number;
  /** Nothing on Saturdays, Sundays and holidays, make-up days excepted. */
  restDays: boolean;
  /** Also into the chat group, where there is a robot. */
  wecom: boolean;
};

export const USUAL: Reminding = {
  enabled: true,
  daysBefore: 2,
  hour: 9,
  quiet: true,
  quietFrom: 22,
  quietTo: 8,
  restDays: true,
  wecom: false,
};

export type NotNow = "off" | "quiet" | "rest-day" | "early";

/** @returns why nothing goes at this moment; null when it may. A day of rest puts it off to the next working day. */
export function notNow(how: Reminding, nowMs: number, calendar: WorkCalendar): NotNow | null {
  if (!how.enabled) return "off";
  const hour = Math.floor((nowMs + SHANGHAI_MS) / HOUR_MS) % 24;
  if (how.quiet && isQuiet(how, hour)) return "quiet";
  if (how.restDays && !isWorkingDay(shanghaiDay(nowMs), calendar)) return "rest-day";
  return hour < how.hour ? "early" : null;
}

function isQuiet({ quietFrom, quietTo }: Reminding, hour: number): boolean {
  if (quietFrom === quietTo) return false;
  return quietFrom < quietTo ? hour >= quietFrom && hour < quietTo : hour >= quietFrom || hour < quietTo;
}

/** Whoever is due by this day is reminded now. */
export const dueBy = (how: Reminding, today: Day): Day => addDays(today, how.daysBefore);

const HOUR_MS = 3_600_000;
const SHANGHAI_MS = 8 * HOUR_MS;
