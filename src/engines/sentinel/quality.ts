// Checks of single reports before anything is summed: ratio edits, wrong units, outliers among peers.
// Hidiroglou & Berthelot, Survey Methodology 12, 1986, 73–83; Iglewicz & Hoaglin, 1993; Tukey, 1977.

/** Quantile of a sorted array, straight lines between points (type 7). */
export function quantileSorted(sorted: ArrayLike<number>, p: number): number {
  const h = (sorted.length - 1) * p;
  const low = Math.floor(h);
  const a = sorted[low] as number;
  return low + 1 < sorted.length ? a + (h - low) * ((sorted[low + 1] as number) - a) : a;
}
const sortedOf = (x: ArrayLike<number>) =>
  Float64Array.from(x)
    .filter((v) => !Number.isNaN(v))
    .sort();
export const median = (x: ArrayLike<number>) => quantileSorted(sortedOf(x), 0.5);

export type HbResult = { e: Float64Array; quartiles: number[]; bounds: [number, number]; outliers: number[] };

/** Hidiroglou–Berthelot over peers: before and now of each; `outliers` are places from 0. Defaults U .5 A .05 C 7. */
export function hidiroglouBerthelot(
  before: ArrayLike<number>,
  now: ArrayLike<number>,
  { u = 0.5, a = 0.05, c = 7 } = {},
): HbResult {
  const n = before.length;
  const ratio = Float64Array.from({ length: n }, (_, i) => (now[i] as number) / (before[i] as number));
  const middle = median(ratio);
  const e = Float64Array.from(ratio, (r, i) => {
    const s = r < middle ? 1 - middle / r : r / middle - 1;
    return s * Math.max(before[i] as number, now[i] as number) ** u;
  });
  const sorted = sortedOf(e);
  const [q1, q2, q3] = [0.25, 0.5, 0.75].map((p) => quantileSorted(sorted, p)) as [number, number, number];
  const floor = Math.abs(a * q2);
  const bounds: [number, number] = [q2 - c * Math.max(q2 - q1, floor), q2 + c * Math.max(q3 - q2, floor)];
  const outliers: number[] = [];
  for (let i = 0; i < n; i += 1) {
    if ((e[i] as number) < bounds[0] || (e[i] as number) > bounds[1]) outliers.push(i);
  }
  return { e, quartiles: [q1, q2, q3], bounds, outliers };
}

/** 0.6745 (y − median) ÷ MAD; with MAD 0 the mean distance stands in; 0 when all are equal. */
export function modifiedZ(x: ArrayLike<number>): { median: number; mad: number; z: Float64Array } {
  const middle = median(x);
  const distance = Float64Array.from(x, (v) => Math.abs(v - middle));
  const mad = median(distance);
  const known = distance.filter((v) => !Number.isNaN(v));
  const mean = known.reduce((sum, v) => sum + v, 0) / known.length;
  const z = Float64Array.from(x, (v) => {
    if (mad > 0) return (0.6745 * (v - middle)) / mad;
    return mean > 0 ? (v - middle) / (1.2533 * mean) : Number.isNaN(v) ? v : 0;
  });
  return { median: middle, mad, z };
}

/** Tukey's fences at `k` quartile distances. */
export function tukey(x: ArrayLike<number>, k: number): { q1: number; q3: number; fence: [number, number] } {
  const sorted = sortedOf(x);
  const q1 = quantileSorted(sorted, 0.25);
  const q3 = quantileSorted(sorted, 0.75);
  return { q1, q3, fence: [q1 - k * (q3 - q1), q3 + k * (q3 - q1)] };
}

/** Power of ten by which y looks misstated against its last 12 values (±1, ±3, ±4); 0: none. 万元 for 元 is 4. */
export function unitError(y: number, history: ArrayLike<number>): number {
  const known = sortedOf(history);
  if (known.length < 3 || !(y > 0)) return 0;
  const middle = quantileSorted(known, 0.5);
  if (!(middle > 0)) return 0;
  const power = Math.log10(y / middle);
  const whole = Math.round(power);
  return [1, 3, 4].includes(Math.abs(whole)) && Math.abs(power - whole) < 0.15 ? whole : 0;
}
