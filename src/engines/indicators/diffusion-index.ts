// Diffusion index with free weights and its standard error: is a change of two points news, or chance?
// Kish, Survey Sampling, 1965 (design effect of weights); National Bureau of Statistics (half of "same" counts).
import { quantileSorted } from "./quantile.ts";
import type { MatchedPair } from "./types.ts";

export type DiffusionOptions = {
  /** Each enterprise one, or by the weight of its return (employees, output). */
  weights?: "equal" | "returns";
  /** Weights above this quantile are cut to it, so that one giant is not the index. */
  trim?: number;
  /** Least band of "same", share of the earlier value; it widens to half the median distance of all changes. */
  band?: number;
};
/** Points 0…100, 50: as many better as worse. `se` in points; `effective`: enterprises it is worth. */
export type DiffusionIndex = { index: number; se: number; effective: number };

/** Null when nobody matches. Enterprises whose earlier value is not positive are left out. */
export function diffusionIndex(
  pairs: readonly MatchedPair[],
  { weights = "equal", trim = 0.95, band = 0.01 }: DiffusionOptions = {},
): DiffusionIndex | null {
  const usable = pairs.filter(({ before }) => before > 0n);
  if (usable.length === 0) return null;
  const change = usable.map(({ now, before }) => Number(now - before) / Number(before));
  const middle = quantile(change, 0.5);
  const distance = quantile(
    change.map((v) => Math.abs(v - middle)),
    0.5,
  );
  const same = Math.max(band, 0.5 * distance);
  const weight = usable.map((pair) => (weights === "equal" ? 1 : Number(pair.weight)));
  const cut = quantile(weight, trim);
  let total = 0;
  let squares = 0;
  let sum = 0;
  let sumSquares = 0;
  for (const [i, v] of change.entries()) {
    const w = Math.min(weight[i] ?? 0, cut);
    const point = Math.abs(v) <= same ? 0.5 : v > 0 ? 1 : 0;
    total += w;
    squares += w * w;
    sum += w * point;
    sumSquares += w * point * point;
  }
  if (!(total > 0)) return null;
  const share = sum / total;
  const effective = (total * total) / squares;
  return {
    index: 100 * share,
    se: 100 * Math.sqrt(Math.max(0, sumSquares / total - share * share) / effective),
    effective,
  };
}

const quantile = (values: readonly number[], p: number): number =>
  quantileSorted(
    [...values].sort((a, b) => a - b),
    p,
  );
