// Nowcasts that learn from their own past: every period is nowcast as it could have been at the time, and once its late
// reports are in, the error teaches how much to trust the mean of the periods before (κ) and how wide to be.
// Vovk, Gammerman & Shafer 2005 (intervals from past errors); the mean is that of `nowcast`.
import { completeness, developmentFactors, observedOf, type Triangle } from "./nowcast.ts";

export type RollingOptions = {
  /** Periods back from the newest that are nowcast: 0 is the newest. */
  lags: readonly number[];
  kappas?: readonly number[];
  /** Periods of which growth to completion is taken, and which give the mean before. */
  window?: number;
  memory?: number;
  /** Share of outcomes the interval is to hold; settled nowcasts it learns from. */
  level?: number;
  learn?: number;
};
export type RollingNowcast = {
  now: number;
  period: number;
  lag: number;
  observed: number;
  complete: number;
  mean: number;
  lo: number;
  hi: number;
  kappa: number;
  /** Settled nowcasts of this lag the interval was taken from; below 20 it is the model's own. */
  learnt: number;
};

const LEAST = 20;

/** Nowcasts of every lag at every `now` from `from` to the triangle's own, each from what was in by then. */
export function rollingNowcasts(triangle: Triangle, from: number, options: RollingOptions): RollingNowcast[] {
  const { lags, kappas = [2, 4, 8, 16], window = 27, memory = 4, level = 0.9, learn = 104 } = options;
  const { maxDelay } = triangle;
  const found: RollingNowcast[] = [];
  const tracks = lags.map(() => ({
    means: [] as number[][],
    spreads: [] as number[][],
    lost: kappas.map(() => 0),
    errors: kappas.map(() => [] as number[]),
  }));
  for (let now = Math.max(1, from - learn - maxDelay); now <= triangle.now; now += 1) {
    const seen = { ...triangle, now };
    const factors = developmentFactors(seen, window);
    const filled = (t: number) => observedOf(seen, t) / completeness(factors, now - t);
    for (const [at, lag] of lags.entries()) {
      const track = tracks[at] as (typeof tracks)[number];
      const t = now - lag;
      const settled = track.means.length - maxDelay + lag;
      if (settled >= 0 && track.means[settled]?.length)
        settle(track, settled, observedOf(seen, now - maxDelay));
      if (t < 0) {
        track.means.push([]);
        track.spreads.push([]);
        continue;
      }
      const observed = observedOf(seen, t);
      const complete = completeness(factors, lag);
      let prior = 0;
      let known = 0;
      for (let s = Math.max(0, t - memory); s < t; s += 1) {
        if (completeness(factors, now - s) < 0.5) continue;
        prior += filled(s);
        known += 1;
      }
      prior = known > 0 && prior > 0 ? prior / known : observed / complete;
      const means = kappas.map((k) => (prior > 0 ? (observed + k) / (complete + k / prior) : observed));
      const spreads = means.map((mean, i) => {
        const open = Math.max(0, mean - observed);
        return Math.sqrt(Math.max(open, 0.25) * (1 + open / (observed + (kappas[i] as number))));
      });
      track.means.push(means);
      track.spreads.push(spreads);
      if (now < from) continue;
      const best = track.lost.indexOf(Math.min(...track.lost));
      const mean = means[best] as number;
      const spread = spreads[best] as number;
      const errors = (track.errors[best] as number[]).slice(-learn);
      const [low, high] = lag >= maxDelay ? [0, 0] : bounds(errors, level);
      found.push({
        now,
        period: t,
        lag,
        observed,
        complete,
        mean,
        lo: Math.max(observed, Math.floor(mean + low * spread)),
        hi: lag >= maxDelay ? observed : Math.max(observed, Math.ceil(mean + high * spread)),
        kappa: kappas[best] as number,
        learnt: errors.length,
      });
    }
  }
  return found;

  function settle(track: (typeof tracks)[number], at: number, final: number): void {
    for (let i = 0; i < kappas.length; i += 1) {
      const error = final - (track.means[at]?.[i] ?? final);
      track.lost[i] = (track.lost[i] as number) * 0.98 + Math.abs(error);
      track.errors[i]?.push(error / (track.spreads[at]?.[i] ?? 1));
    }
  }
}

/** Quantiles of past errors that leave half of 1 − level on either side; the model's own while there are few. */
function bounds(errors: readonly number[], level: number): [number, number] {
  if (errors.length < LEAST) return [-2.5, 2.5];
  const sorted = Float64Array.from(errors).sort();
  const n = sorted.length;
  const tail = (1 - level) / 2;
  const low = Math.max(0, Math.floor(tail * (n + 1)) - 1);
  const high = Math.min(n - 1, Math.ceil((1 - tail) * (n + 1)) - 1);
  return [sorted[low] as number, sorted[high] as number];
}
