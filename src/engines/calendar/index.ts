// The door of the calendar engine: periods, days in Shanghai, working days, due dates, working-time clocks.
export { readClock, readClocks } from "./case-clock.ts";
export { due, elapsed, minuteOf, momentOf } from "./clock.ts";
export { closingOf } from "./closing.ts";
export { addDays, dayNumber, dayOf, daysInMonth, shanghaiDay, shanghaiInstant, weekday } from "./day.ts";
export { APPEAL_CLOCKS, FIRST_VINTAGE, MONTHLY_DUE, WORKING_HOURS } from "./defaults.ts";
export {
  addMonths,
  firstDay,
  isPeriod,
  label,
  lastDay,
  monthsApart,
  next,
  periodAt,
  periodsBetween,
  previous,
  sameLastYear,
} from "./period.ts";
export {
  before,
  dueOf,
  firstDayOf,
  firstPeriods,
  labelOf,
  lastDayOf,
  PERIODICITIES,
  periodicityOf,
  periodOn,
  yearBefore,
} from "./periodicity.ts";
export type * from "./types.ts";
export { addWorkingDays, dueDate, isPending, isWorkingDay, onOrAfter } from "./working-day.ts";
