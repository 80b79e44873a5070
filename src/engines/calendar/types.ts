// Periods, days and the holiday notices as plain data.

/** A reporting period (报告期): a month "YYYY-MM", or one of another length as `periodicity.ts` writes it. */
export type Period = string;
/** How often a form is asked: 日, 周, 旬, 月, 季, 年, 一次性. */
export type Periodicity = "day" | "week" | "ten-day" | "month" | "quarter" | "year" | "once";
/** A calendar day in Asia/Shanghai, "YYYY-MM-DD". */
export type Day = string;

/** One year of the State Council's notice (国务院办公厅关于…年部分节假日安排的通知). */
export type HolidayYear = {
  year: number;
  /** `official`: the notice is out; `pending` (待通知): only weekends are known. */
  status: "official" | "pending";
  /** Days off, weekends inside a holiday included. */
  holidays: readonly Day[];
  /** Saturdays and Sundays worked instead (调休上班). */
  workdays: readonly Day[];
};
/** Working days are counted over the years given; a year not given is pending. */
export type WorkCalendar = readonly HolidayYear[];

export type DueRule = {
  /** Day of the month, at most the last day it has. */
  day: number;
  /** Months after the reporting month; 1 is the following month. */
  monthsAfter: number;
  /** Whether a day off moves the date to the next working day. */
  roll: "next-working-day" | "none";
};
/** `pending`: the answer rests on a year whose notice is not out (待通知). */
export type DueDate = { date: Day; pending: boolean };

/** How long after the due day a return is still taken as if it had come in time (宽限期). */
export type GracePeriod = { amount: number; unit: "hours" | "working-days" };
/** Milliseconds since 1970 UTC, themselves excluded: due ≤ grace. `pending` as in `DueDate`. */
export type Closing = { due: number; grace: number; pending: boolean };

/** A minute on the wall clock of Shanghai, "YYYY-MM-DDTHH:MM". */
export type Moment = string;
/** Opening and closing times of a working day, in order. */
export type WorkingHours = readonly (readonly [open: string, close: string])[];

/** `wmin` working minutes, `wday` whole working days after the first day, `cday` calendar days (stops have no say). */
export type TermUnit = "wmin" | "wday" | "cday";
export type Term = { amount: number; unit: TermUnit };
/** `pause`: the ball goes to the enterprise. `resume`: it comes back. What repeats the state it finds changes nothing. */
export type ClockEvent = { at: Moment; do: "pause" | "resume" };
/** `due` is null when the clock stays stopped for ever; `pending` as in `DueDate`. */
export type Due = { due: Moment | null; pending: boolean };
export type Elapsed = { minutes: number; pending: boolean };

/** One promise: how long, whether it stops with the enterprise, and what a reopening owes (the term anew, its rest). */
export type ClockRule = { name: string; term: Term; stops: boolean; onReopen: "anew" | "rest" | "never" };
export type ClockEntry = { at: Moment; do: "start" | "pause" | "resume" | "close" | "reopen" };
export type ClockReading = Due & {
  name: string;
  state: "waiting" | "running" | "stopped" | "closed";
  /** Start of the term that counts now, and how many terms were owed so far. */
  since: Moment | null;
  round: number;
  usedMinutes: number;
  /** Past its due minute: at `now` while open, at its closing once closed. */
  late: boolean;
};
