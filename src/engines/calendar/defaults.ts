// Constants of the calendar engine and where they come from.
import type { DueRule } from "./types.ts";

/** Asia/Shanghai has stood at UTC+8 without daylight saving since 1991-09-15 (IANA time zone database). */
export const SHANGHAI_OFFSET_MINUTES = 480;
export const DAY_MS = 86_400_000;

/** Monthly returns are due on the 10th of the following month; a day off moves it. A form may say otherwise. */
export const MONTHLY_DUE: DueRule = { day: 10, monthsAfter: 1, roll: "next-working-day" };
/** Figures of the first vintage are taken on the 15th of the following month, working day or not. */
export const FIRST_VINTAGE: DueRule = { day: 15, monthsAfter: 1, roll: "none" };
