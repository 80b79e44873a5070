// From scores to alarms somebody can act on: chance of such a surprise, false-alarm budget, episodes, severity, reason.
import { studentTwoSided } from "./distributions.ts";

/**
 * Two-sided chance of a surprise at least this large: its rank among past ones of the industry, never below what a
 * t distribution with 4 degrees of freedom gives, so that few past figures cannot make certainty.
 */
export function surpriseChance(z: number, past: ArrayLike<number>): number {
  if (Number.isNaN(z)) return Number.NaN;
  let larger = 0;
  let known = 0;
  for (let i = 0; i < past.length; i += 1) {
    const other = past[i] as number;
    if (Number.isNaN(other)) continue;
    known += 1;
    if (Math.abs(other) >= Math.abs(z)) larger += 1;
  }
  const rank = (1 + larger) / (known + 1);
  const tail = studentTwoSided(z, 4);
  return larger === 0 ? Math.min(rank, Math.max(tail, 1e-12)) : rank;
}

export type Episode = { from: number; to: number; peak: number };

/**
 * Runs of |score| ≥ threshold, places from 0. One that has begun lasts until |score| falls below half of it, and two
 * with at most `gap` − 1 points between are one; missing points neither end nor prolong.
 */
export function episodes(score: ArrayLike<number>, threshold: number, gap = 2): Episode[] {
  const found: Episode[] = [];
  let open: Episode | null = null;
  for (let t = 0; t < score.length; t += 1) {
    const s = score[t] as number;
    if (Number.isNaN(s)) continue;
    const size = Math.abs(s);
    const before = found.at(-1);
    if (open && size >= threshold / 2) {
      open.to = t;
      if (size > Math.abs(open.peak)) open.peak = s;
    } else if (size >= threshold) {
      if (before && t - before.to <= gap) {
        open = before;
        open.to = t;
        if (size > Math.abs(open.peak)) open.peak = s;
      } else {
        open = { from: t, to: t, peak: s };
        found.push(open);
      }
    } else open = null;
  }
  return found;
}

/** Episodes a series-year yellow, orange and red may cost. */
export const BUDGET = { yellow: 0.5, orange: 0.1, red: 0.02 } as const;

/** A long episode costs again every half year, so that being always on is not one alarm. */
const cost = (score: ArrayLike<number>, threshold: number, period: number) =>
  episodes(score, threshold).reduce(
    (sum, { from, to }) => sum + 1 + Math.floor((to - from) / (period / 2)),
    0,
  );

/**
 * The least threshold that keeps past scores of many series to `budget` alarms a series-year, as does every higher one,
 * and what it would have raised. `period`: points a year. Null where even the largest scores break the budget, or
 * nothing was judged.
 */
export function thresholdFor(
  scores: readonly ArrayLike<number>[],
  period: number,
  budget: number,
): { threshold: number; aYear: number; alarms: number } | null {
  const sizes: number[] = [];
  for (const score of scores) {
    for (let t = 0; t < score.length; t += 1) {
      const s = Math.abs(score[t] as number);
      if (!Number.isNaN(s)) sizes.push(s);
    }
  }
  const sorted = Float64Array.from(sizes).sort();
  const years = sorted.length / period;
  let found: { threshold: number; aYear: number; alarms: number } | null = null;
  // From the largest score downwards in steps that are fine in the tail, until the budget breaks.
  let last = Number.NaN;
  for (let rank = 0; rank < sorted.length; rank += Math.max(1, rank >> 6)) {
    const threshold = sorted[sorted.length - 1 - rank] as number;
    if (threshold === last) continue;
    last = threshold;
    if (!(threshold > 0)) break;
    const alarms = scores.reduce((sum, score) => sum + cost(score, threshold, period), 0);
    if (alarms / years > budget) break;
    found = { threshold, aYear: alarms / years, alarms };
  }
  return found;
}

export type Severity = "blue" | "yellow" | "orange" | "red";

/**
 * Severity of an alarm: q (false-discovery-adjusted), effect (share of the expected value), how many kinds of figures
 * and how many periods agree, coverage grade. Null: not worth an alarm.
 */
export function severity(alarm: {
  q: number;
  effect: number;
  kinds: number;
  periods: number;
  coverage: "A" | "B" | "C" | "D";
}): Severity | null {
  const { q, kinds, periods, coverage } = alarm;
  const effect = Math.abs(alarm.effect);
  const steps: readonly Severity[] = ["blue", "yellow", "orange", "red"];
  let step = -1;
  if (q <= 0.2) step = 0;
  if (q <= 0.1) step = 1;
  if (q <= 0.05 && effect >= 0.1) step = 2;
  if (q <= 0.01 && effect >= 0.2 && (kinds >= 2 || periods >= 2)) step = 3;
  if (coverage === "D") return null;
  if (coverage === "C") step -= 1;
  return steps[step] ?? null;
}

/** A: at least 90 % of the weight has reported, B 70, C 50, D below: only a nowcast may be shown. */
export const coverageGrade = (share: number): "A" | "B" | "C" | "D" =>
  share >= 0.9 ? "A" : share >= 0.7 ? "B" : share >= 0.5 ? "C" : "D";

/** Common shock of a cell: the median of its members' scores, and each score less it. NaN stays NaN. */
export function withoutCommon(z: ArrayLike<number>): { common: number; own: Float64Array } {
  const known = Float64Array.from(z)
    .filter((v) => !Number.isNaN(v))
    .sort();
  const k = known.length;
  const common = k === 0 ? Number.NaN : ((known[k >> 1] as number) + (known[(k - 1) >> 1] as number)) / 2;
  return { common, own: Float64Array.from(z, (v) => v - (k === 0 ? 0 : common)) };
}
