// Months as text, YYYY-MM: how far apart they are, and the one so many later.

const number = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;

/** How many months `later` comes after `earlier`; below zero when it comes before. */
export const monthsApart = (earlier: string, later: string): number => number(later) - number(earlier);

export function addMonths(month: string, count: number): string {
  const at = number(month) + count;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`;
}

/** Day and month in Shanghai. */
export const shanghaiDay = (epochMs: number): string =>
  new Date(epochMs + 8 * 3_600_000).toISOString().slice(0, 10);
/** The newest month there can be figures of: the one before today's. */
export const newestMonth = (epochMs: number): string => addMonths(shanghaiDay(epochMs).slice(0, 7), -1);
