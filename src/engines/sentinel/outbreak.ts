// Counts that switch between a calm and a raised state: seasonal baseline from the calm weeks, chance that the state is
// raised now. The size of a rise is not known beforehand: several are tried, and what this series has shown weighs them.
// Le Strat & Carrat, Statistics in Medicine 18, 1999, 3463–3478 (hidden Markov models in surveillance).
import { logGamma } from "./distributions.ts";

export type OutbreakOptions = {
  frequency: number;
  /** Chance a calm period is followed by a raised one; a raised one by another. */
  begin?: number;
  stay?: number;
  /** How many times the baseline a raised state may be. */
  rises?: readonly number[];
  /** Pairs of waves in the season. */
  waves?: number;
};
export type OutbreakPoint = { expected: number; phi: number; raised: number };

export const OUTBREAK = { begin: 0.02, stay: 0.6, rises: [1.5, 2, 3, 5, 8, 12], waves: 2 } as const;

/** Draws coefficients towards 0: season a little, trend (per year) strongly, so that few years invent none. */
const PULL = { season: 1, trend: 10 };

/**
 * Judges points `from`… of a series of counts (NaN: missing) one after the other, each from itself and those before.
 * `from` ≥ one year. Memory is made once per call, not per point.
 */
export function outbreaks(y: ArrayLike<number>, from: number, options: OutbreakOptions): OutbreakPoint[] {
  const model = new Switching(y, { ...OUTBREAK, ...options });
  model.fit(from, 6);
  const found: OutbreakPoint[] = [];
  for (let k = from; k < y.length; k += 1) {
    for (let turn = 0; turn < (k === from ? 12 : 1); turn += 1) {
      model.smooth(k + 1);
      model.fit(k + 1, 2);
    }
    const raised = model.filter(k + 1);
    found.push({
      expected: model.mu[k] as number,
      phi: model.phi,
      raised: Number.isNaN(y[k] as number) ? Number.NaN : raised,
    });
  }
  return found;
}

class Switching {
  readonly mu: Float64Array;
  phi = 1;
  private readonly p: number;
  private readonly x: Float64Array;
  private readonly calm: Float64Array;
  private readonly beta: Float64Array;
  private readonly gram: Float64Array;
  private readonly right: Float64Array;
  private readonly quiet: Float64Array;
  private readonly forward: Float64Array[];
  private readonly share: Float64Array;
  private readonly raised: Float64Array;
  private readonly y: ArrayLike<number>;
  private readonly options: Required<OutbreakOptions>;

  constructor(y: ArrayLike<number>, options: Required<OutbreakOptions>) {
    this.y = y;
    this.options = options;
    const n = y.length;
    const { waves, frequency, rises } = options;
    this.p = 2 + 2 * waves;
    this.x = new Float64Array(n * this.p);
    for (let t = 0; t < n; t += 1) {
      const row = t * this.p;
      this.x[row] = 1;
      this.x[row + 1] = t / frequency;
      for (let wave = 1; wave <= waves; wave += 1) {
        this.x[row + 2 * wave] = Math.sin((2 * Math.PI * wave * t) / frequency);
        this.x[row + 2 * wave + 1] = Math.cos((2 * Math.PI * wave * t) / frequency);
      }
    }
    this.mu = new Float64Array(n);
    this.calm = new Float64Array(n).fill(1);
    this.beta = new Float64Array(this.p);
    this.gram = new Float64Array(this.p * this.p);
    this.right = new Float64Array(this.p);
    this.quiet = new Float64Array(n);
    this.forward = rises.map(() => new Float64Array(n));
    this.share = new Float64Array(rises.length);
    this.raised = new Float64Array(n);
    let sum = 0;
    let known = 0;
    for (let t = 0; t < n && known < frequency; t += 1) {
      if (Number.isNaN(y[t] as number)) continue;
      sum += y[t] as number;
      known += 1;
    }
    this.beta[0] = Math.log(sum / Math.max(known, 1) + 0.1);
  }

  /** Baseline of the first `n` points by log-linear Poisson, each weighed by how surely it is calm. */
  fit(n: number, turns: number): void {
    const { p, x, y, calm, beta, gram, right, mu } = this;
    for (let turn = 0; turn < turns; turn += 1) {
      gram.fill(0);
      right.fill(0);
      for (let t = 0; t < n; t += 1) {
        const value = y[t] as number;
        if (Number.isNaN(value)) continue;
        const eta = this.eta(t);
        const m = Math.exp(eta);
        const weight = (calm[t] as number) * m;
        const target = eta + (value - m) / m;
        for (let a = 0; a < p; a += 1) {
          const xa = (x[t * p + a] as number) * weight;
          right[a] = (right[a] as number) + xa * target;
          for (let b = 0; b <= a; b += 1) {
            gram[a * p + b] = (gram[a * p + b] as number) + xa * (x[t * p + b] as number);
          }
        }
      }
      for (let a = 0; a < p; a += 1) {
        gram[a * p + a] = (gram[a * p + a] as number) + (a === 0 ? 1e-6 : a === 1 ? PULL.trend : PULL.season);
      }
      cholesky(gram, right, beta, p);
    }
    let pearson = 0;
    let weights = 0;
    for (let t = 0; t < y.length; t += 1) {
      mu[t] = Math.max(0.05, Math.exp(this.eta(t)));
      if (t >= n || Number.isNaN(y[t] as number)) continue;
      const m = mu[t] as number;
      pearson += ((calm[t] as number) * Math.min(9 * m, ((y[t] as number) - m) ** 2)) / m;
      weights += calm[t] as number;
    }
    this.phi = Math.max(1, pearson / Math.max(1, weights - p));
  }

  /** Chance that point n − 1 is raised, from the first n points; the weights of the sizes of rise are kept. */
  filter(n: number): number {
    const { y, mu, phi, quiet, forward, share } = this;
    const { rises, begin, stay } = this.options;
    for (let t = 0; t < n; t += 1) {
      const value = y[t] as number;
      quiet[t] = Number.isNaN(value) ? 0 : logCount(value, mu[t] as number, phi);
    }
    let best = Number.NEGATIVE_INFINITY;
    for (let r = 0; r < rises.length; r += 1) {
      const own = forward[r] as Float64Array;
      let chance = begin;
      let evidence = 0;
      for (let t = 0; t < n; t += 1) {
        const prior = chance * stay + (1 - chance) * begin;
        const value = y[t] as number;
        if (Number.isNaN(value)) chance = prior;
        else {
          const high = logCount(value, (mu[t] as number) * (rises[r] as number), phi);
          const low = quiet[t] as number;
          const top = Math.max(high, low);
          const a = prior * Math.exp(high - top);
          const b = (1 - prior) * Math.exp(low - top);
          evidence += top + Math.log(a + b);
          chance = a / (a + b);
        }
        own[t] = chance;
      }
      share[r] = evidence;
      if (evidence > best) best = evidence;
    }
    let total = 0;
    for (let r = 0; r < rises.length; r += 1) {
      share[r] = Math.exp((share[r] as number) - best);
      total += share[r] as number;
    }
    let chance = 0;
    for (let r = 0; r < rises.length; r += 1) {
      share[r] = (share[r] as number) / total;
      chance += (share[r] as number) * ((forward[r] as Float64Array)[n - 1] as number);
    }
    return chance;
  }

  /** How surely each of the first n points is calm, with hindsight; the newest one does not define its baseline. */
  smooth(n: number): void {
    const { forward, share, raised, calm } = this;
    const { begin, stay } = this.options;
    this.filter(n);
    raised.fill(0, 0, n);
    for (let r = 0; r < forward.length; r += 1) {
      const weight = share[r] as number;
      if (weight < 1e-6) continue;
      const own = forward[r] as Float64Array;
      let after = own[n - 1] as number;
      for (let t = n - 2; t >= 0; t -= 1) {
        const now = own[t] as number;
        const next = now * stay + (1 - now) * begin;
        after = now * ((stay * after) / next + ((1 - stay) * (1 - after)) / (1 - next));
        raised[t] = (raised[t] as number) + weight * after;
      }
    }
    for (let t = 0; t < n; t += 1) calm[t] = 1 - (raised[t] as number);
    calm[n - 1] = 0;
  }

  private eta(t: number): number {
    let sum = 0;
    for (let a = 0; a < this.p; a += 1) sum += (this.x[t * this.p + a] as number) * (this.beta[a] as number);
    return Math.max(-6, Math.min(12, sum));
  }
}

/** ln P(N = k) of a count with this mean and variance phi · mean. */
function logCount(k: number, mean: number, phi: number): number {
  if (phi <= 1.0001) return k * Math.log(mean) - mean - logFactorial(k);
  const size = mean / (phi - 1);
  return (
    logGamma(k + size) - logGamma(size) - logFactorial(k) - size * Math.log(phi) + k * Math.log1p(-1 / phi)
  );
}

const factorials = Float64Array.from({ length: 512 }, (_, k) => logGamma(k + 1));
const logFactorial = (k: number) => (k < factorials.length ? (factorials[k] as number) : logGamma(k + 1));

/** Solves A x = b for a symmetric positive A given by its lower half; A is used up. */
function cholesky(a: Float64Array, b: Float64Array, x: Float64Array, p: number): void {
  for (let i = 0; i < p; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = a[i * p + j] as number;
      for (let k = 0; k < j; k += 1) sum -= (a[i * p + k] as number) * (a[j * p + k] as number);
      a[i * p + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / (a[j * p + j] as number);
    }
  }
  for (let i = 0; i < p; i += 1) {
    let sum = b[i] as number;
    for (let k = 0; k < i; k += 1) sum -= (a[i * p + k] as number) * (x[k] as number);
    x[i] = sum / (a[i * p + i] as number);
  }
  for (let i = p - 1; i >= 0; i -= 1) {
    let sum = x[i] as number;
    for (let k = i + 1; k < p; k += 1) sum -= (a[k * p + i] as number) * (x[k] as number);
    x[i] = sum / (a[i * p + i] as number);
  }
}
