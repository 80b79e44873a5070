// One series under one method: expected value, interval, score and alarm of every point from those before it.
import { countQuantile } from "./distributions.ts";
import { FARRINGTON, farringtonOf } from "./farrington.ts";
import { cusum, ears, ewma } from "./filters.ts";
import { type OneStepOptions, oneStepOf } from "./onestep.ts";
import { OUTBREAK, outbreaks } from "./outbreak.ts";
import { seasonalAheadOf } from "./season-ahead.ts";
import { surpriseOf } from "./surprise.ts";

export const METHODS = [
  "airline",
  "ets",
  "stl",
  "ensemble",
  "farrington",
  "ears-c1",
  "ears-c2",
  "ears-c3",
  "cusum",
  "ewma",
] as const;
export type Method = (typeof METHODS)[number];
export type WatchOptions = {
  method: Method;
  /** Points a year. */
  period: number;
  /** Score from which on |score| alarms; `thresholdFor` finds one for a budget, the defaults are set by hand. */
  threshold?: number;
};
/** NaN: nothing can be said. Arrays belong to the watcher and are overwritten by its next call. */
export type Watched = {
  expected: Float64Array;
  lo: Float64Array;
  hi: Float64Array;
  /** Signed; below zero: less than expected. */
  score: Float64Array;
  alarm: Uint8Array;
};

/**
 * |score| that alarms, set by hand: nobody has measured its false alarms on series it was not chosen on. Counts: 1 is the
 * method's own limit; `raised` is the chance from which a rise is called.
 */
export const THRESHOLDS = { level: 2, cusum: 5, ewma: 3, count: 1, raised: 0.4 } as const;
const EARS = { alpha: 0.001, baseline: 7, minSigma: 0.5 } as const;
/** 95 of 100 in the interval. */
const REACH = 1.959963984540054;
const CUSUM_SLACK = 0.5;
const EWMA_WEIGHT = 0.3;

/** A watcher of series of `n` points in time order. RangeError for a period below 2. */
export function watchOf(n: number, options: WatchOptions): (y: ArrayLike<number>) => Watched {
  const { method, period } = options;
  if (!(period >= 2)) throw new RangeError("watch: a year has at least two points");
  const out: Watched = {
    expected: new Float64Array(n),
    lo: new Float64Array(n),
    hi: new Float64Array(n),
    score: new Float64Array(n),
    alarm: new Uint8Array(n),
  };
  const levels = levelsOf(n, period, method, out, options.threshold);
  return (y) => {
    for (const array of [out.expected, out.lo, out.hi, out.score]) array.fill(Number.NaN);
    out.alarm.fill(0);
    if (method === "farrington") farrington(y, period, out, options.threshold);
    else if (method.startsWith("ears")) moving(y, method, out, options.threshold ?? THRESHOLDS.count);
    else if (method === "ensemble" && isCounts(y)) switching(y, period, out, options.threshold);
    else levels(y);
    return out;
  };
}

/** Small whole numbers are counted events; everything else is a level. */
export function isCounts(y: ArrayLike<number>): boolean {
  let sum = 0;
  let known = 0;
  for (let t = 0; t < y.length; t += 1) {
    const value = y[t] as number;
    if (Number.isNaN(value)) continue;
    if (value < 0 || !Number.isInteger(value)) return false;
    sum += value;
    known += 1;
  }
  return known > 0 && sum / known < 100;
}

function levelsOf(n: number, period: number, method: Method, out: Watched, threshold?: number) {
  const models: OneStepOptions["models"] =
    method === "airline" ? "airline" : method === "ensemble" ? "both" : "ets";
  const ahead = method === "stl" ? seasonalAheadOf(n, period) : oneStepOf(n, { period, models });
  const judge = surpriseOf(n, { from: 3 * period, learn: 2 * period });
  const x = new Float64Array(n);
  const scale = new Float64Array(n);
  const z = new Float64Array(n);
  return (y: ArrayLike<number>) => {
    const back = toScale(y, x);
    const { expected, error } = ahead(x);
    judge(error, out.score, scale);
    for (let t = 0; t < n; t += 1) {
      const s = scale[t] as number;
      out.expected[t] = back(expected[t] as number);
      out.lo[t] = back((expected[t] as number) - REACH * s);
      out.hi[t] = back((expected[t] as number) + REACH * s);
      z[t] = (error[t] as number) / s;
    }
    let limit = threshold ?? THRESHOLDS.level;
    if (method === "cusum") {
      limit = threshold ?? THRESHOLDS.cusum;
      cusum(z, CUSUM_SLACK, limit, out.score);
    } else if (method === "ewma") {
      limit = threshold ?? THRESHOLDS.ewma;
      ewma(z, EWMA_WEIGHT, out.score);
    }
    for (let t = 0; t < n; t += 1) out.alarm[t] = Math.abs(out.score[t] as number) >= limit ? 1 : 0;
  };
}

/** Logarithms where all is positive, of 1 + y where zeros occur, the figures themselves below zero; returns the way back. */
function toScale(y: ArrayLike<number>, x: Float64Array): (v: number) => number {
  let least = Number.POSITIVE_INFINITY;
  for (let t = 0; t < y.length; t += 1) if ((y[t] as number) < least) least = y[t] as number;
  for (let t = 0; t < y.length; t += 1) {
    const value = y[t] as number;
    x[t] = least > 0 ? Math.log(value) : least === 0 ? Math.log1p(value) : value;
  }
  return least > 0 ? Math.exp : least === 0 ? Math.expm1 : (v) => v;
}

function farrington(
  y: ArrayLike<number>,
  period: number,
  out: Watched,
  threshold: number = THRESHOLDS.count,
): void {
  const weekly = period > 26;
  const years = Math.min(5, Math.max(2, Math.floor((y.length - 4) / period) - 1));
  const judges = Array.from({ length: years - 1 }, (_, i) =>
    farringtonOf({
      ...FARRINGTON,
      frequency: period,
      b: i + 2,
      w: weekly ? 3 : 1,
      noPeriods: weekly ? 10 : Math.min(4, Math.max(1, Math.floor((period - 3) / 2))),
    }),
  );
  for (let t = 0; t < y.length; t += 1) {
    const b = Math.min(years, Math.floor((t - (weekly ? 3 : 1)) / period));
    if (b < 2) continue;
    const point = judges[b - 2]?.(y, t);
    if (!point || Number.isNaN(point.expected)) continue;
    const value = y[t] as number;
    out.expected[t] = point.expected;
    out.hi[t] = point.upper;
    out.lo[t] = countQuantile(0.01, point.expected, point.phi);
    out.score[t] = point.score;
    out.alarm[t] = point.score > threshold && value > 0 ? 1 : 0;
  }
}

/** EARS knows no season: made for counts with short histories. */
function moving(y: ArrayLike<number>, method: Method, out: Watched, threshold: number): void {
  const own = Float64Array.from(y);
  const settings = { ...EARS, method: method === "ears-c1" ? ("C1" as const) : ("C2" as const) };
  // At one half the upper bound of C1 and C2 is the mean of their baseline.
  ears(own, { ...settings, alpha: 0.5 }, out.expected);
  ears(own, settings, out.hi);
  if (method === "ears-c3") ears(own, { ...EARS, method: "C3" }, out.score);
  for (let t = 0; t < own.length; t += 1) {
    const mean = out.expected[t] as number;
    const reach = (out.hi[t] as number) - mean;
    const value = own[t] as number;
    // C3's bound moves with the value itself; what is compared is its sum of the last three excesses.
    out.score[t] =
      method === "ears-c3" ? 1 - ((out.score[t] as number) - value) / reach : (value - mean) / reach;
    out.lo[t] = mean - reach;
    out.alarm[t] = (out.score[t] as number) > threshold ? 1 : 0;
  }
}

/** Three years of baseline where there are so many, else two; the score is 1 where the chance of a rise alarms. */
function switching(
  y: ArrayLike<number>,
  period: number,
  out: Watched,
  threshold: number = THRESHOLDS.count,
): void {
  const from = Math.min(3 * period, Math.max(2 * period, Math.floor(y.length / 2)));
  if (y.length <= from) return;
  const limit = Math.log(THRESHOLDS.raised / (1 - THRESHOLDS.raised));
  const base = Math.log(OUTBREAK.begin / (1 - OUTBREAK.begin));
  for (const [i, { expected, phi, raised }] of outbreaks(y, from, { frequency: period }).entries()) {
    const t = from + i;
    out.expected[t] = expected;
    out.lo[t] = countQuantile(0.025, expected, phi);
    out.hi[t] = countQuantile(0.975, expected, phi);
    if (Number.isNaN(raised)) continue;
    const odds = Math.log(Math.max(raised, 1e-12) / Math.max(1 - raised, 1e-12));
    out.score[t] = (odds - base) / (limit - base);
    out.alarm[t] = (out.score[t] as number) >= threshold ? 1 : 0;
  }
}
