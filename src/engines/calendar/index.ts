// The door of the calendar engine: periods, days in Shanghai, working days, due dates.
export { addDays, dayNumber, dayOf, daysInMonth, shanghaiDay, shanghaiInstant, weekday } from "./day.ts";
export { FIRST_VINTAGE, MONTHLY_DUE } from "./defaults.ts";
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
export type * from "./types.ts";
export { addWorkingDays, dueDate, isPending, isWorkingDay, onOrAfter } from "./working-day.ts";
