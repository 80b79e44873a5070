// What the next period should bring: airline models (0,1,1)(0,1,1)s and level-and-season models (A,N,A), side by side,
// weighed by how well each has foretold this series so far. A surprise is taken in only up to `clip` scales, so that a
// misprint does not become next month's expectation. Box & Jenkins 1970; Hyndman et al. 2008; Vovk 1990 (weights).

export type OneStepOptions = {
  /** Points a year (12, 52, 4). */
  period: number;
  models: "airline" | "ets" | "both";
  /** Largest surprise that moves the models, in scales. */
  clip?: number;
  /** How fast better models win (per unit of absolute error in scales), and how fast that is forgotten. */
  eta?: number;
  forget?: number;
};
export type OneStep = {
  /** Expected value of every point from those before it; NaN for the first `period` + 1. */
  expected: Float64Array;
  /** Value less expectation; NaN where the value is missing. */
  error: Float64Array;
};

export const ONE_STEP = { clip: 2, eta: 0.5, forget: 0.985 } as const;
const THETAS = [0.2, 0.4, 0.6, 0.75, 0.9];
const SEASONAL_THETAS = [0.3, 0.6, 0.85];
const ALPHAS = [0.1, 0.2, 0.35, 0.5, 0.75];
const GAMMAS = [0.02, 0.1, 0.2];

/**
 * A forecaster of series of `n` points, on the scale on which effects add (mostly logarithms); NaN is missing. The
 * season of the level models starts from the first two years, so figures are honest from point 2 · period on.
 */
export function oneStepOf(n: number, options: OneStepOptions): (x: ArrayLike<number>) => OneStep {
  const { period, models, clip, eta, forget } = { ...ONE_STEP, ...options };
  const airlines = models === "ets" ? [] : THETAS.flatMap((a) => SEASONAL_THETAS.map((b) => [a, b] as const));
  const levels = models === "airline" ? [] : ALPHAS.flatMap((a) => GAMMAS.map((g) => [a, g] as const));
  const count = airlines.length + levels.length;
  const expected = new Float64Array(n);
  const error = new Float64Array(n);
  // Per airline model: its cleaned series and its innovations. Per level model: level, season, scale.
  const clean = airlines.map(() => new Float64Array(n));
  const shock = airlines.map(() => new Float64Array(n));
  const season = levels.map(() => new Float64Array(period));
  const start = new Float64Array(period);
  const level = new Float64Array(levels.length);
  const scale = new Float64Array(count);
  const ahead = new Float64Array(count);
  const loss = new Float64Array(count);
  const spare = new Float64Array(n);

  return (x) => {
    const unit = firstScale(x, n, period, spare);
    const first = startOf(x, n, period, start, spare);
    scale.fill(unit);
    loss.fill(0);
    level.fill(first);
    for (const own of season) own.set(start);
    for (let t = 0; t < n; t += 1) {
      const value = x[t] as number;
      const known = !Number.isNaN(value);
      for (let g = 0; g < airlines.length; g += 1) {
        const [a, b] = airlines[g] as readonly [number, number];
        const c = clean[g] as Float64Array;
        const e = shock[g] as Float64Array;
        const next = airline(c, e, t, period, a, b, first);
        ahead[g] = next;
        const surprise = known && t > period ? bounded(value - next, clip * (scale[g] as number)) : 0;
        e[t] = surprise;
        c[t] = t > period || !known ? next + surprise : value;
        if (known && t > period) scale[g] = adapted(scale[g] as number, value - next);
      }
      for (let k = 0; k < levels.length; k += 1) {
        const [alpha, gamma] = levels[k] as readonly [number, number];
        const g = airlines.length + k;
        const own = season[k] as Float64Array;
        const at = t % period;
        const next = (level[k] as number) + (own[at] as number);
        ahead[g] = next;
        if (!known) continue;
        const surprise = bounded(value - next, clip * (scale[g] as number));
        level[k] = (level[k] as number) + alpha * surprise;
        own[at] = (own[at] as number) + (0.01 + gamma * (1 - alpha)) * surprise;
        scale[g] = adapted(scale[g] as number, value - next);
      }
      if (t <= period) {
        expected[t] = Number.NaN;
        error[t] = Number.NaN;
        continue;
      }
      let best = Number.POSITIVE_INFINITY;
      for (let g = 0; g < count; g += 1) if ((loss[g] as number) < best) best = loss[g] as number;
      let weights = 0;
      let sum = 0;
      for (let g = 0; g < count; g += 1) {
        const weight = Math.exp(-eta * ((loss[g] as number) - best));
        weights += weight;
        sum += weight * (ahead[g] as number);
      }
      expected[t] = sum / weights;
      error[t] = known ? value - sum / weights : Number.NaN;
      if (!known) continue;
      for (let g = 0; g < count; g += 1) {
        const size = Math.min(Math.abs(value - (ahead[g] as number)) / unit, 4);
        loss[g] = (loss[g] as number) * forget + size;
      }
    }
    return { expected, error };
  };
}

function airline(
  c: Float64Array,
  e: Float64Array,
  t: number,
  s: number,
  a: number,
  b: number,
  first: number,
): number {
  if (t === 0) return first;
  if (t <= s) return c[t - 1] as number;
  const before = (c[t - 1] as number) + (c[t - s] as number) - (c[t - s - 1] as number);
  return before - a * (e[t - 1] as number) - b * (e[t - s] as number) + a * b * (e[t - s - 1] as number);
}

const bounded = (x: number, most: number) => (x > most ? most : x < -most ? -most : x);
/** The scale follows the sizes seen, slowly, and no single one by much. 1.35: mean size to standard deviation. */
const adapted = (scale: number, error: number) =>
  0.97 * scale + 0.03 * 1.35 * Math.min(Math.abs(error), 3 * scale);

/** Scale of the twice differenced start (three years at most), never below half a percent. */
function firstScale(x: ArrayLike<number>, n: number, s: number, spare: Float64Array): number {
  let k = 0;
  for (let t = s + 1; t < Math.min(n, 3 * s); t += 1) {
    const d = (x[t] as number) - (x[t - 1] as number) - (x[t - s] as number) + (x[t - s - 1] as number);
    if (!Number.isNaN(d)) spare[k++] = Math.abs(d);
  }
  if (k === 0) return 0.05;
  return Math.max(0.005, (1.4826 * middle(spare, k)) / 1.6);
}

/** Season from the first two years, each about its own median, drawn towards none; returns the first year's level. */
function startOf(
  x: ArrayLike<number>,
  n: number,
  s: number,
  season: Float64Array,
  spare: Float64Array,
): number {
  const medianOf = (from: number) => {
    let k = 0;
    for (let t = from; t < Math.min(n, from + s); t += 1) {
      if (!Number.isNaN(x[t] as number)) spare[k++] = x[t] as number;
    }
    return k > 0 ? middle(spare, k) : Number.NaN;
  };
  const years = [medianOf(0), medianOf(s)];
  let mean = 0;
  for (let i = 0; i < s; i += 1) {
    let sum = 0;
    let k = 0;
    for (let year = 0; year < 2; year += 1) {
      const t = i + year * s;
      const d = t < n ? (x[t] as number) - (years[year] as number) : Number.NaN;
      if (Number.isNaN(d)) continue;
      sum += d;
      k += 1;
    }
    season[i] = k > 0 ? sum / (k + 0.5) : 0;
    mean += (season[i] as number) / s;
  }
  for (let i = 0; i < s; i += 1) season[i] = (season[i] as number) - mean;
  const [first, second] = years as [number, number];
  return Number.isNaN(first) ? (Number.isNaN(second) ? 0 : second) : first;
}

function middle(spare: Float64Array, k: number): number {
  const part = spare.subarray(0, k).sort();
  return ((part[k >> 1] as number) + (part[(k - 1) >> 1] as number)) / 2;
}
