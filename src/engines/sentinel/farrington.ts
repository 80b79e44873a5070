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
      if (!(b >= 3 && significant && Math.exp(fit.beta[0] as number) <= largest)) trend = false;
    }
    if (!trend && !fit.run(false, noPeriods, options.weightsThreshold)) return nothing();
    let recent = 0;
    for (let i = Math.max(0, k - options.periods + 1); i <= k; i += 1) recent += y[i] as number;
    const enough = recent >= options.cases;
    const judged = judge(y[k] as number, fit, options, z);
    const alarm = enough && judged.score > 1 && y[k] !== 0;
    const seen = enough && !Number.isNaN(judged.upper);
    return {
      expected: seen ? Math.exp(fit.beta[0] as number) : Number.NaN,
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
  const eta = fit.beta[0] as number;
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

/** Quasi-Poisson fit with log link; column 0 constant (level of the current window), last column time from now. */
class Fit {
  readonly beta: Float64Array;
  phi = 1;
  private n = 0;
  private p = 1;
  private timed = false;
  private dispersion = 1;
  private readonly y: Float64Array;
  private readonly time: Float64Array;
  private readonly group: Int8Array;
  private readonly mu: Float64Array;
  private readonly eta: Float64Array;
  private readonly omega: Float64Array;
  private readonly working: Float64Array;
  private readonly gram: Float64Array;
  private readonly inverse: Float64Array;
  private readonly right: Float64Array;

  constructor(size: number, columns: number) {
    this.y = new Float64Array(size);
    this.time = new Float64Array(size);
    this.group = new Int8Array(size);
    this.mu = new Float64Array(size);
    this.eta = new Float64Array(size);
    this.omega = new Float64Array(size);
    this.working = new Float64Array(size);
    this.beta = new Float64Array(columns);
    this.right = new Float64Array(columns);
    this.gram = new Float64Array(columns * columns);
    this.inverse = new Float64Array(columns * columns);
  }

  clear(): void {
    this.n = 0;
  }

  add(y: number, time: number, group: number): void {
    this.y[this.n] = y;
    this.time[this.n] = time;
    this.group[this.n] = group;
    this.n += 1;
  }

  /** Fits twice: plainly, then with outliers weighed down. Says whether a fit of this kind was reached. */
  run(timed: boolean, groups: number, cut: number): boolean {
    this.timed = timed;
    this.p = groups + (timed ? 1 : 0);
    this.omega.fill(1, 0, this.n);
    if (this.n <= this.p || !this.solve()) return false;
    this.reweigh(cut);
    if (!this.solve()) return false;
    let pearson = 0;
    let plain = 0;
    for (let i = 0; i < this.n; i += 1) {
      const relative = ((this.y[i] as number) - (this.mu[i] as number)) / (this.mu[i] as number);
      pearson += (this.working[i] as number) * relative * relative;
      plain += (this.omega[i] as number) * relative * relative;
    }
    this.phi = Math.max(1, pearson / (this.n - this.p));
    // Standard errors of the reference rest on the prior weights, not the working ones; kept to agree with it.
    this.dispersion = plain / (this.n - this.p);
    return true;
  }

  meanVariance(): number {
    return this.dispersion * (this.inverse[0] as number);
  }

  trendP(): number {
    const at = this.p - 1;
    const variance = this.dispersion * (this.inverse[at * this.p + at] as number);
    return studentTwoSided((this.beta[at] as number) / Math.sqrt(variance), this.n - this.p);
  }

  private solve(): boolean {
    const { n, p, y, mu, eta, omega, working } = this;
    for (let i = 0; i < n; i += 1) {
      mu[i] = (y[i] as number) + 0.1;
      eta[i] = Math.log(mu[i] as number);
    }
    let before = this.deviance();
    for (let turn = 0; turn < 25; turn += 1) {
      this.gram.fill(0);
      this.right.fill(0);
      for (let i = 0; i < n; i += 1) {
        const m = mu[i] as number;
        const weight = (omega[i] as number) * m;
        working[i] = weight;
        this.accumulate(i, weight, (eta[i] as number) + ((y[i] as number) - m) / m);
      }
      if (!invert(this.gram, this.inverse, p)) return false;
      for (let a = 0; a < p; a += 1) {
        let sum = 0;
        for (let b = 0; b < p; b += 1) sum += (this.inverse[a * p + b] as number) * (this.right[b] as number);
        this.beta[a] = sum;
      }
      for (let i = 0; i < n; i += 1) {
        const g = this.group[i] as number;
        let e = this.beta[0] as number;
        if (g > 0) e += this.beta[g] as number;
        if (this.timed) e += (this.beta[p - 1] as number) * (this.time[i] as number);
        eta[i] = e;
        mu[i] = Math.max(Math.exp(e), Number.EPSILON);
      }
      const now = this.deviance();
      if (!Number.isFinite(now)) return false;
      if (Math.abs(now - before) / (Math.abs(now) + 0.1) < 1e-8) return true;
      before = now;
    }
    return false;
  }

  private accumulate(i: number, weight: number, target: number): void {
    const { p, gram, right } = this;
    const g = this.group[i] as number;
    const t = this.time[i] as number;
    const add = (a: number, b: number, v: number) => {
      gram[a * p + b] = (gram[a * p + b] as number) + v;
      if (a !== b) gram[b * p + a] = (gram[b * p + a] as number) + v;
    };
    add(0, 0, weight);
    right[0] = (right[0] as number) + weight * target;
    if (g > 0) {
      add(0, g, weight);
      add(g, g, weight);
      right[g] = (right[g] as number) + weight * target;
    }
    if (!this.timed) return;
    const last = p - 1;
    add(0, last, weight * t);
    if (g > 0) add(g, last, weight * t);
    add(last, last, weight * t * t);
    right[last] = (right[last] as number) + weight * t * target;
  }

  /** Anscombe residuals above `cut` get weight s⁻², scaled so that weights average one. */
  private reweigh(cut: number): void {
    const { n, p, y, mu, omega, working, inverse } = this;
    let pearson = 0;
    for (let i = 0; i < n; i += 1) {
      const relative = ((y[i] as number) - (mu[i] as number)) / (mu[i] as number);
      pearson += (working[i] as number) * relative * relative;
    }
    const phi = Math.max(1, pearson / (n - p));
    let sum = 0;
    for (let i = 0; i < n; i += 1) {
      const m = mu[i] as number;
      const g = this.group[i] as number;
      const t = this.timed ? (this.time[i] as number) : 0;
      let h = inverse[0] as number;
      if (g > 0) h += 2 * (inverse[g] as number) + (inverse[g * p + g] as number);
      if (this.timed) {
        const last = p - 1;
        h += 2 * t * (inverse[last] as number) + t * t * (inverse[last * p + last] as number);
        if (g > 0) h += 2 * t * (inverse[g * p + last] as number);
      }
      h *= working[i] as number;
      const s =
        (1.5 * ((y[i] as number) ** (2 / 3) * m ** (-1 / 6) - Math.sqrt(m))) / Math.sqrt(phi * (1 - h));
      omega[i] = s > cut ? s ** -2 : 1;
      sum += omega[i] as number;
    }
    for (let i = 0; i < n; i += 1) omega[i] = ((omega[i] as number) * n) / sum;
  }

  private deviance(): number {
    let sum = 0;
    for (let i = 0; i < this.n; i += 1) {
      const y = this.y[i] as number;
      const m = this.mu[i] as number;
      sum += 2 * (this.omega[i] as number) * ((y > 0 ? y * Math.log(y / m) : 0) - (y - m));
    }
    return sum;
  }
}

/** Gauss–Jordan of a symmetric positive matrix p × p; false when it is singular. `a` is used up. */
function invert(a: Float64Array, out: Float64Array, p: number): boolean {
  out.fill(0, 0, p * p);
  for (let i = 0; i < p; i += 1) out[i * p + i] = 1;
  for (let c = 0; c < p; c += 1) {
    const pivot = a[c * p + c] as number;
    if (!(Math.abs(pivot) > 1e-12)) return false;
    for (let j = 0; j < p; j += 1) {
      a[c * p + j] = (a[c * p + j] as number) / pivot;
      out[c * p + j] = (out[c * p + j] as number) / pivot;
    }
    for (let r = 0; r < p; r += 1) {
      const factor = a[r * p + c] as number;
      if (r === c || factor === 0) continue;
      for (let j = 0; j < p; j += 1) {
        a[r * p + j] = (a[r * p + j] as number) - factor * (a[c * p + j] as number);
        out[r * p + j] = (out[r * p + j] as number) - factor * (out[c * p + j] as number);
      }
    }
  }
  return true;
}
