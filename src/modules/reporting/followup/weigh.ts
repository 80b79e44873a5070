// How much of the total hangs on one return: significance editing, with the enterprise's own past as the expectation.
import { before, yearBefore } from "../../../engines/calendar/index.ts";

/** Figures in force, period → value. */
export type Past = ReadonlyMap<string, number>;

/** The periods an expectation looks at: the same one a year ago, three before this, and three before that. */
export function periodsNeeded(period: string): string[] {
  const back = backOf(period);
  const year = yearBefore(period);
  return [...back, ...(year ? [year, ...backOf(year)] : [])];
}

/**
 * The same period of last year, times how the last three stood to theirs of a year before; without a year of past the
 * mean of those of the last three that are known. null: nothing is known, which is not zero.
 */
export function expectedOf(past: Past, period: string): number | null {
  const recent = backOf(period).filter((one) => past.has(one));
  const year = yearBefore(period);
  const then = year ? past.get(year) : undefined;
  if (then !== undefined) {
    const pairs = recent.flatMap((one) => {
      const before = yearBefore(one);
      return before && past.has(before) ? [[past.get(one)!, past.get(before)!] as const] : [];
    });
    const [now, was] = [sum(pairs.map(([a]) => a)), sum(pairs.map(([, b]) => b))];
    return was > 0 && now > 0 ? (then * now) / was : then;
  }
  return recent.length ? sum(recent.map((one) => past.get(one)!)) / recent.length : null;
}

/** From this ratio on, up or down, what came is asked about: half again as much as expected. */
const DOUBTFUL_RATIO = 1.5;

export function isDoubtful(expected: number | null, reported: number): boolean {
  if (expected === null || expected <= 0) return false;
  return reported > expected * DOUBTFUL_RATIO || reported < expected / DOUBTFUL_RATIO;
}

/**
 * What is uncertain about the total because of one return: all that is expected of it when nothing came, else how far
 * what came lies from the expectation (local score of Latouche and Berthelot 1992: w·|y − ŷ| / T).
 */
export const atStake = (weight: number, expected: number, reported: number | null): number =>
  weight * Math.abs(reported === null ? expected : reported - expected);

/** How many of the largest settle at least this part of everything at stake. Largest first. */
export function fewest(stakes: readonly number[], part: number): { few: number; settles: number | null } {
  const all = sum(stakes);
  if (all <= 0) return { few: 0, settles: null };
  let done = 0;
  for (const [i, stake] of stakes.entries()) {
    done += stake;
    if (done >= part * all) return { few: i + 1, settles: (100 * done) / all };
  }
  return { few: stakes.length, settles: 100 };
}

function backOf(period: string): string[] {
  const found: string[] = [];
  for (let at = before(period); at && found.length < 3; at = before(at)) found.push(at);
  return found;
}

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);
