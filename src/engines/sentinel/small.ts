// Where a series or a cell is too small to speak for itself: season borrowed from the industry, level borrowed from those
// who reported in time, and the share of its enterprises in trouble against chance.
import { logGamma } from "./distributions.ts";

/**
 * Season of a young series: its own (factors on a logarithmic scale, any level) drawn to the industry's by g = k ÷
 * (k + 4), k its years. Both are taken about their mean; own factors may be missing (NaN).
 */
export function pooledSeason(own: ArrayLike<number>, parent: ArrayLike<number>, years: number): Float64Array {
  const g = years / (years + 4);
  const centre = (x: ArrayLike<number>) => {
    const known = Array.from(x).filter((v) => !Number.isNaN(v));
    return known.reduce((sum, v) => sum + v, 0) / Math.max(known.length, 1);
  };
  const [mine, theirs] = [centre(own), centre(parent)];
  return Float64Array.from(parent, (value, i) => {
    const from = value - theirs;
    const to = (own[i] as number) - mine;
    return Number.isNaN(to) ? from : g * to + (1 - g) * from;
  });
}

/** Reports in time of one stratum (industry × size): now, before, and how many of the weight they are. */
export type Stratum = {
  now: number;
  before: number;
  /** Level of the whole stratum in the period before, settled. */
  level: number;
  /** Median over past periods of (growth of all ÷ growth of those in time); 1: those in time are like the rest. */
  bias?: number;
  /** Share of the stratum's weight that has reported. */
  coverage: number;
};
export type LevelNowcast = { level: number; share: number; coverage: number };

/**
 * Level of the newest period: growth of those in time × the level before, stratum by stratum, corrected by what those
 * in time missed in the past. `share`: how much of the figure is nowcast. NaN where nobody in a stratum reported.
 */
export function nowcastLevel(strata: readonly Stratum[]): LevelNowcast {
  let level = 0;
  let open = 0;
  let before = 0;
  let covered = 0;
  for (const one of strata) {
    const growth = one.before > 0 ? (one.now / one.before) * (one.bias ?? 1) : Number.NaN;
    level += growth * one.level;
    open += growth * one.level * (1 - one.coverage);
    before += one.level;
    covered += one.level * one.coverage;
  }
  return { level, share: open / level, coverage: covered / before };
}

/**
 * Chance that at least `bad` of `n` enterprises are in trouble when each is with chance `usual` and they hang together
 * by correlation `rho` (0: independently): the upper tail of the beta-binomial distribution.
 */
export function shareChance(bad: number, n: number, usual: number, rho: number): number {
  if (bad <= 0) return 1;
  const choose = (k: number) => logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
  const beta = (a: number, b: number) => logGamma(a) + logGamma(b) - logGamma(a + b);
  const size = rho > 0 ? (1 - rho) / rho : 0;
  const [a, b] = [usual * size, (1 - usual) * size];
  let sum = 0;
  for (let k = bad; k <= n; k += 1) {
    const log =
      rho > 0 ? beta(k + a, n - k + b) - beta(a, b) : k * Math.log(usual) + (n - k) * Math.log1p(-usual);
    sum += Math.exp(choose(k) + log);
  }
  return Math.min(1, sum);
}

/** Penalty of `pelt` for a series in units of its noise whose neighbours hang together by `rho`: c · log n · (1 + ρ) ÷ (1 − ρ). */
export const breakPenalty = (n: number, rho: number, c = 3): number => {
  const r = Math.max(0, Math.min(0.9, rho));
  return c * Math.log(n) * ((1 + r) / (1 - r));
};
