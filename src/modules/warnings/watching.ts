// Every series of monitoring judged against what was to be expected: by what all industries did alike, or by its own past.
import { oneStepOf, surpriseOf, watchOf } from "../../engines/sentinel/index.ts";
import type { Method } from "./contract.ts";

/** One protected figure of monitoring through time; NaN: withheld or not known. */
export type Series = {
  sector: string;
  region: string;
  indicator: string;
  /** Percentages are judged as they stand, all else on logarithms. */
  rate: boolean;
  /** As chained index or mean, in order of the months. */
  values: Float64Array;
};

/** Arrays over the months, NaN where nothing can be said. Score: signed, in scales of the series' own past errors. */
export type Judged = Series & {
  expected: Float64Array;
  lo: Float64Array;
  hi: Float64Array;
  score: Float64Array;
};

const PERIOD = 12;
/** 95 of 100 in the interval. */
const REACH = 1.959963984540054;
/** Months of a series that teach the scale of its errors, and the first one judged, by method. */
const START = {
  peers: { learn: 2, from: 8 },
  own: { learn: PERIOD + 1, from: 2 * PERIOD },
} as const;
/** How fast a series' distance from all others is taken over as usual, and the most one month may move it, in scales. */
const FOLLOW = 0.3;
const CLIP = 2;
/** Series that make a common course. */
const ENOUGH = 5;

/** Index of the first month a method can judge. */
export const firstJudged = (method: Method): number =>
  method === "peers" ? START.peers.from : method === "own" ? START.own.from : 3 * PERIOD;

/** @param months how many; every series has as many values. */
export function judge(method: Method, series: readonly Series[], months: number): Judged[] {
  if (method === "peers") {
    return [...Map.groupBy(series, ({ indicator }) => indicator).values()].flatMap((ofOne) =>
      judgeByPeers(ofOne, months),
    );
  }
  if (method === "own") return judgeByOwn(series, months);
  const watch = watchOf(months, { method, period: PERIOD });
  return series.map((one) => {
    const { expected, lo, hi, score } = watch(one.values);
    return { ...one, expected: expected.slice(), lo: lo.slice(), hi: hi.slice(), score: score.slice() };
  });
}

const scaleOf = (one: Series): ((v: number) => number) =>
  one.rate ? (v) => v : (v) => (v > 0 ? Math.log(v) : Number.NaN);
const backOf = (one: Series): ((v: number) => number) => (one.rate ? (v) => v : Math.exp);

/**
 * Season, Spring Festival and the course of the whole fall out where they hit all alike: a month's step is compared
 * with the median step of the industries (difference in differences). What hits everybody is not seen here.
 */
function judgeByPeers(series: readonly Series[], n: number): Judged[] {
  const scaled = series.map((one) => Float64Array.from(one.values, scaleOf(one)));
  const common = commonCourse(series, scaled, n);
  const surprise = surpriseOf(n, START.peers);
  return series.map((one, i) => {
    const x = scaled[i]!;
    const ahead = new Float64Array(n).fill(Number.NaN);
    const error = new Float64Array(n).fill(Number.NaN);
    let level = Number.NaN;
    let spread = 0.05;
    for (let t = 0; t < n; t += 1) {
      const apart = x[t]! - common[t]!;
      if (!Number.isNaN(level)) ahead[t] = level + common[t]!;
      if (Number.isNaN(apart)) continue;
      if (Number.isNaN(level)) {
        level = apart;
        continue;
      }
      const e = apart - level;
      error[t] = e;
      level += FOLLOW * Math.max(-CLIP * spread, Math.min(CLIP * spread, e));
      spread = Math.max(0.005, 0.9 * spread + 0.1 * 1.35 * Math.min(Math.abs(e), 3 * spread));
    }
    return finish(one, n, ahead, error, surprise);
  });
}

/**
 * Median of the steps of the two-digit industries, province by province where enough are shown: a shock to one province
 * or a few industries does not move it. Few series: of all there are.
 */
function commonCourse(series: readonly Series[], scaled: readonly Float64Array[], n: number): Float64Array {
  const ofKind = (country: boolean) =>
    scaled.filter((_, i) => /^\d\d$/.test(series[i]!.sector) && (series[i]!.region === "00") === country);
  const base = [ofKind(false), ofKind(true), scaled].find((some) => some.length >= ENOUGH) ?? scaled;
  const out = new Float64Array(n);
  for (let t = 1; t < n; t += 1) {
    const steps = base.map((x) => x[t]! - x[t - 1]!).filter((step) => !Number.isNaN(step));
    out[t] = out[t - 1]! + (steps.length > 0 ? medianOf(steps) : 0);
  }
  return out;
}

/** Airline and level-and-season models side by side, from the third year on. */
function judgeByOwn(series: readonly Series[], n: number): Judged[] {
  const ahead = oneStepOf(n, { period: PERIOD, models: "both" });
  const surprise = surpriseOf(n, START.own);
  return series.map((one) => {
    const { expected, error } = ahead(Float64Array.from(one.values, scaleOf(one)));
    return finish(one, n, expected, error, surprise);
  });
}

function finish(
  one: Series,
  n: number,
  ahead: ArrayLike<number>,
  error: ArrayLike<number>,
  surprise: ReturnType<typeof surpriseOf>,
): Judged {
  const back = backOf(one);
  const score = new Float64Array(n);
  const scale = new Float64Array(n);
  surprise(error, score, scale);
  const at = (t: number, reach: number) => back(ahead[t]! + reach * scale[t]!);
  return {
    ...one,
    expected: Float64Array.from({ length: n }, (_, t) => back(ahead[t]!)),
    lo: Float64Array.from({ length: n }, (_, t) => at(t, -REACH)),
    hi: Float64Array.from({ length: n }, (_, t) => at(t, REACH)),
    score,
  };
}

function medianOf(values: number[]): number {
  values.sort((a, b) => a - b);
  const k = values.length;
  return (values[k >> 1]! + values[(k - 1) >> 1]!) / 2;
}

/** A figure of monitoring as its owner hands it out. */
export type Point = {
  sector: string;
  region: string;
  indicator: string;
  month: string;
  reported: number;
  coverage: string | null;
  mean: string | null;
  chainIndex: string | null;
  suppressed: string | null;
};
export type Panel = {
  months: readonly string[];
  series: readonly Series[];
  behind: (
    one: { sector: string; region: string; indicator: string },
    t: number,
  ) => { reported: number; coverage: number };
};

/** Points of any order as series over the same months; series that are never shown are left out. */
export function panelOf(points: readonly Point[], isRate: (indicator: string) => boolean): Panel {
  const months = [...new Set(points.map(({ month }) => month))].sort();
  const at = new Map(months.map((month, t) => [month, t]));
  const series = new Map<string, Series>();
  const known = new Map<string, { reported: Int32Array; coverage: Float64Array }>();
  for (const point of points) {
    const key = `${point.sector} ${point.region} ${point.indicator}`;
    let one = series.get(key);
    if (!one) {
      const { sector, region, indicator } = point;
      const values = new Float64Array(months.length).fill(Number.NaN);
      one = { sector, region, indicator, rate: isRate(indicator), values };
      series.set(key, one);
      known.set(key, { reported: new Int32Array(months.length), coverage: new Float64Array(months.length) });
    }
    const t = at.get(point.month)!;
    const figure = one.rate ? point.mean : point.chainIndex;
    const closed = point.suppressed !== null && (one.rate || point.suppressed !== "revision");
    if (figure !== null && !closed && point.reported > 0) one.values[t] = Number(figure);
    const behind = known.get(key)!;
    behind.reported[t] = point.reported;
    behind.coverage[t] = point.coverage === null ? 0 : Number(point.coverage);
  }
  return {
    months,
    series: [...series.values()].filter(({ values }) => values.some((v) => !Number.isNaN(v))),
    behind: ({ sector, region, indicator }, t) => {
      const behind = known.get(`${sector} ${region} ${indicator}`);
      return { reported: behind?.reported[t] ?? 0, coverage: behind?.coverage[t] ?? 0 };
    },
  };
}

/** The newest month for which any figure is shown. */
export function newestShown({ months, series }: Panel): number {
  for (let t = months.length - 1; t >= 0; t -= 1)
    if (series.some(({ values }) => !Number.isNaN(values[t]!))) return t;
  return -1;
}
