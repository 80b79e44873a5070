// Periods, days and the holiday notices as plain data.

/** A reporting month (报告期), "YYYY-MM". */
export type Period = string;
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
