// How surprising every point is: errors of the expectation in scales of this series' own past errors, and whether the
// last three together say more than the last one alone. Iglewicz & Hoaglin 1993 (scale); Lorden 1971 (runs of errors).

export type SurpriseOptions = {
  /** First point judged; those before it only teach the scale. */
  from: number;
  /** First point whose error may teach the scale. */
  learn: number;
  /** Share of the median distance in the scale; the rest is the capped root mean square. */
  robust?: number;
  /** Least scale, on the scale of the errors (0.005: half a percent of logarithms). */
  floor?: number;
};

/** Weight of the error before and the one before that, and what a run of two or three must give up to count. */
const DECAY = 0.6;
const PRICE = [0.9, 0.8];
/** Beyond this many scales a figure is a shock of its own. */
const SHOCK = 8;

/** A judge of series of `n` errors (NaN: missing): writes scores and scales, NaN where nothing is said. */
export function surpriseOf(
  n: number,
  { from, learn, robust = 0.3, floor = 0.005 }: SurpriseOptions,
): (error: ArrayLike<number>, score: Float64Array, scale: Float64Array) => void {
  const sorted = new Float64Array(n);
  const z = new Float64Array(n);
  return (error, score, scale) => {
    let k = 0;
    for (let t = 0; t < n; t += 1) {
      const e = error[t] as number;
      z[t] = 0;
      score[t] = Number.NaN;
      scale[t] = t >= from && k > 0 ? scaleOf(sorted, k, robust, floor) : Number.NaN;
      if (!Number.isNaN(e) && !Number.isNaN(scale[t] as number)) {
        z[t] = e / (scale[t] as number);
        score[t] = withRuns(z, t, from);
      }
      if (t >= learn && !Number.isNaN(e)) k = insert(sorted, k, Math.abs(e));
    }
  };
}

function withRuns(z: Float64Array, t: number, from: number): number {
  let largest = z[t] as number;
  let sum = largest;
  let squares = 1;
  let weight = 1;
  for (let back = 1; back <= PRICE.length && t - back >= from; back += 1) {
    weight *= DECAY;
    const before = z[t - back] as number;
    // A misprint is over with its month; a break that large shows in every month that follows.
    if (Math.abs(before) <= SHOCK) sum += weight * before;
    squares += weight * weight;
    const run = (sum / Math.sqrt(squares)) * (PRICE[back - 1] as number);
    if (Math.abs(run) > Math.abs(largest)) largest = run;
  }
  return largest;
}

/** From sorted distances: part median × 1.4826, part root mean square with distances capped at four of it. */
export function scaleOf(sorted: Float64Array, k: number, robust: number, floor: number): number {
  const median = 0.7413 * ((sorted[k >> 1] as number) + (sorted[(k - 1) >> 1] as number));
  const cap = 4 * median;
  let squares = 0;
  for (let i = 0; i < k; i += 1) {
    const d = Math.min(sorted[i] as number, cap);
    squares += d * d;
  }
  return Math.max(robust * median + (1 - robust) * Math.sqrt(squares / k), floor);
}

function insert(sorted: Float64Array, k: number, value: number): number {
  let low = 0;
  let high = k;
  while (low < high) {
    const mid = (low + high) >> 1;
    if ((sorted[mid] as number) < value) low = mid + 1;
    else high = mid;
  }
  sorted.copyWithin(low + 1, low, k);
  sorted[low] = value;
  return k + 1;
}
