// Constants of the calendar engine and where they come from.
import type { ClockRule, DueRule, WorkingHours } from "./types.ts";

/** Asia/Shanghai has stood at UTC+8 without daylight saving since 1991-09-15 (IANA time zone database). */
export const SHANGHAI_OFFSET_MINUTES = 480;
export const DAY_MS = 86_400_000;

/** Monthly returns are due on the 10th of the following month; a day off moves it. A form may say otherwise. */
export const MONTHLY_DUE: DueRule = { day: 10, monthsAfter: 1, roll: "next-working-day" };
/** Figures of the first vintage are taken on the 15th of the following month, working day or not. */
export const FIRST_VINTAGE: DueRule = { day: 15, monthsAfter: 1, roll: "none" };

export const DAY_MINUTES = 1440;
/** 9999-12-20: a date of four digits cannot say more, and a term that long is a slip of the hand. */
export const LAST_DAY = 2_932_885;

/** 9:00–12:00 and 13:30–17:30 on every working day, make-up days included: 420 minutes. */
export const WORKING_HOURS: WorkingHours = [
  ["09:00", "12:00"],
  ["13:30", "17:30"],
];

/**
 * What the federation promises for an appeal where its type says nothing else: a first reply in 60 working minutes, a
 * proposal in 1 working day, an end in 7 working days. The first reply is owed whatever the enterprise still has to
 * bring; the other two stand still while the ball is with it. Reopened, an appeal is owed all of them again.
 */
export const APPEAL_CLOCKS: readonly ClockRule[] = [
  { name: "first-reply", term: { amount: 60, unit: "wmin" }, stops: false, onReopen: "anew" },
  { name: "proposal", term: { amount: 1, unit: "wday" }, stops: true, onReopen: "anew" },
  { name: "close", term: { amount: 7, unit: "wday" }, stops: true, onReopen: "anew" },
];
