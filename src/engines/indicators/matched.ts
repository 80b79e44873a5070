// The matched sample (同口径样本): enterprises in force in both months and in the same cell, and what it says.
import { ofUnits, roundRatio } from "./decimal.ts";
import { DEFAULTS } from "./defaults.ts";
import type { DecimalText, Direction, Filed, Growth, MatchedPair, Ratio } from "./types.ts";

/** Pairs the returns of one cell in two months; the weight is that of the current month. Sorted by enterprise. */
export function matchedPairs(now: readonly Filed[], earlier: readonly Filed[]): MatchedPair[] {
  const values = new Map(earlier.map((filed) => [filed.enterprise, filed.value]));
  const pairs: MatchedPair[] = [];
  for (const { enterprise, value, weight } of now) {
    const before = values.get(enterprise);
    if (before === undefined) continue;
    pairs.push({ enterprise, now: value, before, weight, direction: direction(value, before) });
  }
  return pairs.sort((a, b) => (a.enterprise < b.enterprise ? -1 : a.enterprise > b.enterprise ? 1 : 0));
}

/** Growth of the matched sample in percent; null when nobody matches or the earlier sum is not positive. */
export function matchedGrowth(pairs: readonly MatchedPair[]): Growth {
  let num = 0n;
  let den = 0n;
  for (const pair of pairs) {
    num += pair.weight * pair.now;
    den += pair.weight * pair.before;
  }
  if (den <= 0n) return { matched: pairs.length, growth: null, ratio: null };
  return { matched: pairs.length, growth: percentChange({ num, den }), ratio: { num, den } };
}

/** Percent up plus half the percent unchanged, every enterprise counting one; null when nobody matches. */
export function diffusion(pairs: readonly MatchedPair[]): DecimalText | null {
  if (pairs.length === 0) return null;
  let halves = 0;
  for (const pair of pairs) halves += pair.direction === "up" ? 2 : pair.direction === "same" ? 1 : 0;
  return roundRatio({ num: BigInt(halves) * 50n, den: BigInt(pairs.length) }, DEFAULTS.totalPlaces);
}

/** Why the growth is what it is: percentage points that each enterprise adds (they sum to the growth). */
export function contributions(pairs: readonly MatchedPair[]): { enterprise: string; points: DecimalText }[] {
  const { ratio } = matchedGrowth(pairs);
  if (!ratio) return [];
  return pairs.map((pair) => ({
    enterprise: pair.enterprise,
    points: roundRatio(
      { num: pair.weight * (pair.now - pair.before) * 100n, den: ratio.den },
      DEFAULTS.ratioPlaces,
    ),
  }));
}

/** One step of the chain index: the unrounded index × the ratio; unchanged where there is no ratio. */
export function chainStep(index: Ratio, ratio: Ratio | null): Ratio {
  if (!ratio) return index;
  const num = index.num * ratio.num;
  const den = index.den * ratio.den;
  const shared = gcd(num, den);
  return { num: num / shared, den: den / shared };
}

export const BASE_INDEX: Ratio = { num: 100n, den: 1n };

const percentChange = ({ num, den }: Ratio): DecimalText =>
  roundRatio({ num: (num - den) * 100n, den }, DEFAULTS.ratioPlaces);

function direction(now: bigint, before: bigint): Direction {
  const change = now - before;
  const size = before < 0n ? -before : before;
  if ((change < 0n ? -change : change) * 100n <= size * DEFAULTS.sameBandPercent) return "same";
  return change > 0n ? "up" : "down";
}

function gcd(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x === 0n ? 1n : x;
}

/** A sum of units printed as a total. */
export const printTotal = (units: bigint): DecimalText => roundRatio(ofUnits(units), DEFAULTS.totalPlaces);
