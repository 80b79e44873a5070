// Counts (appeals, incidents) against the same weeks of earlier years: quasi-Poisson with trend and season factors,
// past outbreaks weighed down. Noufaily et al., Statistics in Medicine 32, 2013, 1206–1222, doi:10.1002/sim.5595.
import { countCdf, countQuantile, normalCdf, normalQuantile, studentTwoSided } from "./distributions.ts";

export type FarringtonOptions = {
  /** Points a year (52, 13, 12), years looked back, half-window in points, factors of the year (1: none). */
  frequency: number;
  b: number;
  w: number;
  noPeriods: number;
  weightsThreshold: number;
  alpha: number;
  pThresholdTrend: number;
  /** No judgement while the last `periods` points together hold fewer than `cases`. */
  cases: number;
  periods: number;
  /** Latest points left out, so that a starting outbreak does not hide itself. */
  pastNotIncluded: number;
  threshold: "delta" | "nbPlugin";
};
/** NaN where nothing can be said. `score` ≥ 1 is an alarm. */
export type FarringtonPoint = {
  expected: number;
  upper: number;
  score: number;
  p: number;
  phi: number;
  trend: boolean;
  alarm: boolean;
};

export const FARRINGTON: Omit<FarringtonOptions, "frequency"> = {
  b: 5,
  w: 3,
  noPeriods: 1,
  weightsThreshold: 2.58,
  alpha: 0.01,
  pThresholdTrend: 0.05,
  cases: 5,
  periods: 4,
  pastNotIncluded: 3,
  threshold: "delta",
};

/** A judge of point `k` (from 0) of a series of counts (NaN: missing). Buffers are shared by its calls. */
export function farringtonOf(
  options: FarringtonOptions,
): (y: ArrayLike<number>, k: number) => FarringtonPoint {
  const { frequency, b, w, noPeriods } = options;
  const size = b * (frequency + 2 * w + 1) + w + 1;
  const fit = new Fit(size, noPeriods + 1);
  const blocks = new Int8Array(b * frequency + 2 * w + 2);
  const z = normalQuantile(1 - options.alpha);
  return (y, k) => {
    const start = k - b * frequency;
    if (start - w < 0) return nothing();
    const from = start - w;
    mark(blocks, k - from, options);
    fit.clear();
    let largest = 0;
    for (let i = from; i <= k - options.pastNotIncluded - 1; i += 1) {
      const block = blocks[i - from] as number;
      const value = y[i] as number;
      if (block === 0 || Number.isNaN(value)) continue;
      fit.add(value, i - k, noPeriods > 1 ? block % noPeriods : 0);
      if (value > largest) largest = value;
    }
    let trend = fit.run(true, noPeriods, options.weightsThreshold);
    if (trend) {
      const significant = fit.trendP() < options.pThresholdTrend;
      if (!(b >= 3 && significant && Math.exp(fit.level) <= largest)) trend = false;
    }
    if (!trend && !fit.run(false, noPeriods, options.weightsThreshold)) return nothing();
    let recent = 0;
    for (let i = Math.max(0, k - options.periods + 1); i <= k; i += 1) recent += y[i] as number;
    const enough = recent >= options.cases;
    const judged = judge(y[k] as number, fit, options, z);
    const alarm = enough && judged.score > 1 && y[k] !== 0;
    const seen = enough && !Number.isNaN(judged.upper);
    return {
      expected: seen ? Math.exp(fit.level) : Number.NaN,
      upper: enough ? judged.upper : Number.NaN,
      score: judged.score,
      p: judged.p,
      phi: fit.phi,
      trend,
      alarm,
    };
  };
}

function judge(y: number, fit: Fit, { threshold, alpha }: FarringtonOptions, z: number) {
  const eta = fit.level;
  const mu = Math.exp(eta);
  if (threshold === "nbPlugin") {
    const upper = countQuantile(1 - alpha, mu, fit.phi);
    // The reference measures this score from the linear predictor; kept so that thresholds stay comparable.
    return { upper, score: (y - eta) / (upper - eta), p: 1 - countCdf(y - 1, mu, fit.phi) };
  }
  const tau = fit.phi + fit.meanVariance() * mu;
  const se = Math.sqrt((4 / 9) * Math.cbrt(mu) * tau);
  const root = mu ** (2 / 3);
  const upper = (root + z * se) ** 1.5;
  return { upper, score: (y - mu) / (upper - mu), p: normalCdf((root - y ** (2 / 3)) / se) };
}

const nothing = (): FarringtonPoint => ({
  expected: Number.NaN,
  upper: Number.NaN,
  score: Number.NaN,
  p: Number.NaN,
  phi: Number.NaN,
  trend: false,
  alarm: false,
});

/** Season factor of every point before `now` (0: not used): windows round the same week are noPeriods, the rest in blocks. */
function mark(blocks: Int8Array, now: number, { frequency, b, w, noPeriods }: FarringtonOptions): void {
  blocks.fill(0);
  for (let i = Math.max(0, now - w); i <= now; i += 1) blocks[i] = noPeriods;
  for (let year = 1; year <= b; year += 1) {
    const ref = now - year * frequency;
    for (let i = ref - w; i <= ref + w; i += 1) if (i >= 0) blocks[i] = noPeriods;
    if (noPeriods === 1) continue;
    const period = frequency - 2 * w - 1;
    const length = Math.floor(period / (noPeriods - 1));
    const rest = period % (noPeriods - 1);
    let i = ref + w + 1;
    for (let j = 1; j < noPeriods; j += 1) {
      const end = i + length + (j <= rest ? 1 : 0);
      for (; i < end; i += 1) blocks[i] = j;
    }
  }
}

/**
 * Quasi-Poisson fit with log link: one level per season factor (0: that of the current window) and a common slope of
 * time from now. Its normal equations fall apart by factor, so that no matrix is needed.
 */
class Fit {
  /** Linear predictor of now, slope, dispersion (at least 1). */
  level = 0;
  slope = 0;
  phi = 1;
  private n = 0;
  private groups = 1;
  private timed = false;
  private dispersion = 1;
  private information = 1;
  private readonly y: Float64Array;
  private readonly start: Float64Array;
  private readonly full: Float64Array;
  private readonly time: Float64Array;
  private readonly group: Int8Array;
  private readonly mu: Float64Array;
  private readonly eta: Float64Array;
  private readonly omega: Float64Array;
  private readonly working: Float64Array;
  // Per factor: level, e^level, and sums of weight, weight × time, weight × target.
  private readonly levels: Float64Array;
  private readonly heights: Float64Array;
  private readonly weights: Float64Array;
  private readonly times: Float64Array;
  private readonly targets: Float64Array;

  constructor(size: number, factors: number) {
    this.y = new Float64Array(size);
    this.start = new Float64Array(size);
    this.full = new Float64Array(size);
    this.time = new Float64Array(size);
    this.group = new Int8Array(size);
    this.mu = new Float64Array(size);
    this.eta = new Float64Array(size);
    this.omega = new Float64Array(size);
    this.working = new Float64Array(size);
    this.levels = new Float64Array(factors);
    this.heights = new Float64Array(factors);
    this.weights = new Float64Array(factors);
    this.times = new Float64Array(factors);
    this.targets = new Float64Array(factors);
  }

  clear(): void {
    this.n = 0;
  }

  /** Times must come in order. */
  add(y: number, time: number, group: number): void {
    const { n } = this;
    this.y[n] = y;
    const small = y < SMALL && Number.isInteger(y);
    this.start[n] = small ? (starts[y] as number) : Math.log(y + 0.1);
    this.full[n] = small ? (fulls[y] as number) : y * Math.log(y);
    this.time[n] = time;
    this.group[n] = group;
    this.n += 1;
  }

  /** Fits twice: plainly, then with outliers weighed down. Says whether a fit of this kind was reached. */
  run(timed: boolean, groups: number, cut: number): boolean {
    this.timed = timed;
    this.groups = groups;
    const free = this.n - groups - (timed ? 1 : 0);
    this.omega.fill(1, 0, this.n);
    if (free <= 0 || !this.solve()) return false;
    this.reweigh(cut, free);
    if (!this.solve()) return false;
    let pearson = 0;
    let plain = 0;
    for (let i = 0; i < this.n; i += 1) {
      const relative = ((this.y[i] as number) - (this.mu[i] as number)) / (this.mu[i] as number);
      pearson += (this.working[i] as number) * relative * relative;
      plain += (this.omega[i] as number) * relative * relative;
    }
    this.phi = Math.max(1, pearson / free);
    // Standard errors of the reference rest on the prior weights, not the working ones; kept to agree with it.
    this.dispersion = plain / free;
    return true;
  }

  meanVariance(): number {
    return this.dispersion * this.spread(0, 0);
  }

  trendP(): number {
    const variance = this.dispersion / this.information;
    return studentTwoSided(this.slope / Math.sqrt(variance), this.n - this.groups - 1);
  }

  /** Variance of the linear predictor of a factor at a time, in units of the dispersion. */
  private spread(group: number, time: number): number {
    const weight = this.weights[group] as number;
    if (!this.timed) return 1 / weight;
    const away = time - (this.times[group] as number) / weight;
    return 1 / weight + (away * away) / this.information;
  }

  private solve(): boolean {
    const { n, groups, timed, y, mu, eta, time, group, levels, heights, weights, times, targets } = this;
    for (let i = 0; i < n; i += 1) {
      mu[i] = (y[i] as number) + 0.1;
      eta[i] = this.start[i] as number;
    }
    let before = this.deviance();
    for (let turn = 0; turn < 25; turn += 1) {
      weights.fill(0, 0, groups);
      times.fill(0, 0, groups);
      targets.fill(0, 0, groups);
      let squares = 0;
      let moment = 0;
      for (let i = 0; i < n; i += 1) {
        const m = mu[i] as number;
        const weight = (this.omega[i] as number) * m;
        const target = weight * ((eta[i] as number) + ((y[i] as number) - m) / m);
        const g = group[i] as number;
        this.working[i] = weight;
        weights[g] = (weights[g] as number) + weight;
        targets[g] = (targets[g] as number) + target;
        if (!timed) continue;
        const t = time[i] as number;
        times[g] = (times[g] as number) + weight * t;
        squares += weight * t * t;
        moment += target * t;
      }
      for (let g = 0; g < groups; g += 1) {
        const weight = weights[g] as number;
        if (!(weight > 1e-12)) return false;
        const centre = (times[g] as number) / weight;
        squares -= centre * (times[g] as number);
        moment -= centre * (targets[g] as number);
      }
      if (timed && !(squares > 1e-12)) return false;
      this.information = squares;
      this.slope = timed ? moment / squares : 0;
      for (let g = 0; g < groups; g += 1) {
        levels[g] = ((targets[g] as number) - this.slope * (times[g] as number)) / (weights[g] as number);
        heights[g] = Math.exp(levels[g] as number);
      }
      this.level = levels[0] as number;
      this.predict();
      const now = this.deviance();
      if (!Number.isFinite(now)) return false;
      if (Math.abs(now - before) / (Math.abs(now) + 0.1) < 1e-8) return true;
      before = now;
    }
    return false;
  }

  /** Expected values; e^(slope · time) goes from one time to the next by multiplication where they are near. */
  private predict(): void {
    const { n, slope, timed, time, group, levels, heights, mu, eta } = this;
    const step = Math.exp(slope);
    let at = Number.NEGATIVE_INFINITY;
    let factor = 1;
    for (let i = 0; i < n; i += 1) {
      const g = group[i] as number;
      let e = levels[g] as number;
      let m = heights[g] as number;
      if (timed) {
        const t = time[i] as number;
        if (t - at === 1) factor *= step;
        else factor = Math.exp(slope * t);
        at = t;
        e += slope * t;
        m *= factor;
      }
      eta[i] = e;
      mu[i] = m > Number.EPSILON ? m : Number.EPSILON;
    }
  }

  /** Anscombe residuals above `cut` get weight s⁻², scaled so that weights average one. */
  private reweigh(cut: number, free: number): void {
    const { n, y, mu, omega, working } = this;
    let pearson = 0;
    for (let i = 0; i < n; i += 1) {
      const relative = ((y[i] as number) - (mu[i] as number)) / (mu[i] as number);
      pearson += (working[i] as number) * relative * relative;
    }
    const phi = Math.max(1, pearson / free);
    let sum = 0;
    for (let i = 0; i < n; i += 1) {
      const m = mu[i] as number;
      let weight = 1;
      // Only a value above its expectation can be weighed down.
      if ((y[i] as number) > m) {
        const h = (working[i] as number) * this.spread(this.group[i] as number, this.time[i] as number);
        const root = Math.cbrt(y[i] as number);
        const s = (1.5 * (root * root * m ** (-1 / 6) - Math.sqrt(m))) / Math.sqrt(phi * (1 - h));
        if (s > cut) weight = s ** -2;
      }
      omega[i] = weight;
      sum += weight;
    }
    for (let i = 0; i < n; i += 1) omega[i] = ((omega[i] as number) * n) / sum;
  }

  private deviance(): number {
    let sum = 0;
    for (let i = 0; i < this.n; i += 1) {
      const y = this.y[i] as number;
      const part = (this.full[i] as number) - y * (this.eta[i] as number) - (y - (this.mu[i] as number));
      sum += (this.omega[i] as number) * part;
    }
    return 2 * sum;
  }
}

const SMALL = 256;
const starts = Float64Array.from({ length: SMALL }, (_, y) => Math.log(y + 0.1));
const fulls = Float64Array.from({ length: SMALL }, (_, y) => (y > 0 ? y * Math.log(y) : 0));
