// Trend and level by smoothing: Hodrick–Prescott, Holt–Winters, and ETS(A,N,A) with its forecast.
// Hyndman et al., Forecasting with Exponential Smoothing, Springer 2008; Hodrick & Prescott, JMCB 29, 1997.

/** Trend minimising Σ(y − τ)² + λ Σ(Δ²τ)²: one pass over five diagonals. λ = 14400 for months. */
export function hodrickPrescott(y: ArrayLike<number>, lambda: number): Float64Array {
  const n = y.length;
  const d0 = new Float64Array(n).fill(1);
  const d1 = new Float64Array(n);
  const d2 = new Float64Array(n);
  for (let i = 0; i + 2 < n; i += 1) {
    const add = (a: Float64Array, at: number, v: number) => {
      a[at] = (a[at] as number) + lambda * v;
    };
    add(d0, i, 1);
    add(d0, i + 1, 4);
    add(d0, i + 2, 1);
    add(d1, i, -2);
    add(d1, i + 1, -2);
    add(d2, i, 1);
  }
  // LDLᵀ of the banded matrix, then forward and back.
  const l1 = new Float64Array(n);
  const l2 = new Float64Array(n);
  const d = new Float64Array(n);
  const x = Float64Array.from(y);
  for (let i = 0; i < n; i += 1) {
    const p1 = i > 0 ? (l1[i - 1] as number) : 0;
    const p2 = i > 1 ? (l2[i - 2] as number) : 0;
    const e1 = i > 0 ? (d[i - 1] as number) : 0;
    const e2 = i > 1 ? (d[i - 2] as number) : 0;
    d[i] = (d0[i] as number) - p1 * p1 * e1 - p2 * p2 * e2;
    l1[i] = ((d1[i] as number) - p1 * (i > 0 ? (l2[i - 1] as number) : 0) * e1) / (d[i] as number);
    l2[i] = (d2[i] as number) / (d[i] as number);
    x[i] =
      (x[i] as number) - p1 * (i > 0 ? (x[i - 1] as number) : 0) - p2 * (i > 1 ? (x[i - 2] as number) : 0);
  }
  for (let i = 0; i < n; i += 1) x[i] = (x[i] as number) / (d[i] as number);
  for (let i = n - 1; i >= 0; i -= 1) {
    if (i + 1 < n) x[i] = (x[i] as number) - (l1[i] as number) * (x[i + 1] as number);
    if (i + 2 < n) x[i] = (x[i] as number) - (l2[i] as number) * (x[i + 2] as number);
  }
  return x;
}

export type HoltWinters = {
  fitted: Float64Array;
  sse: number;
  level: number;
  forecast: (h: number) => number;
};

/** Multiplicative Holt–Winters with given parameters, started from the first two years. Fitted from point `period`. */
export function holtWinters(
  x: ArrayLike<number>,
  period: number,
  { alpha, beta, gamma }: { alpha: number; beta: number; gamma: number },
): HoltWinters {
  const trend = new Float64Array(period);
  const half = period / 2;
  for (let i = 0; i < period; i += 1) {
    let sum = ((x[i] as number) + (x[i + period] as number)) / 2;
    for (let j = 1; j < period; j += 1) sum += x[i + j] as number;
    trend[i] = sum / period;
  }
  const season = new Float64Array(period);
  let mean = 0;
  for (let i = 0; i < period; i += 1) {
    const ratio = (x[i + half] as number) / (trend[i] as number);
    season[(i + half) % period] = ratio;
    mean += ratio / period;
  }
  for (let i = 0; i < period; i += 1) season[i] = (season[i] as number) / mean;
  let sx = 0;
  let sy = 0;
  let sxy = 0;
  let sxx = 0;
  for (let i = 0; i < period; i += 1) {
    sx += i + 1;
    sy += trend[i] as number;
    sxy += (i + 1) * (trend[i] as number);
    sxx += (i + 1) ** 2;
  }
  let slope = (period * sxy - sx * sy) / (period * sxx - sx * sx);
  let level = (sy - slope * sx) / period;
  const n = x.length;
  const fitted = new Float64Array(n - period);
  let sse = 0;
  for (let t = period; t < n; t += 1) {
    const at = t % period;
    const s = season[at] as number;
    const expected = (level + slope) * s;
    const value = x[t] as number;
    fitted[t - period] = expected;
    sse += (value - expected) ** 2;
    const before = level;
    level = alpha * (value / s) + (1 - alpha) * (level + slope);
    slope = beta * (level - before) + (1 - beta) * slope;
    season[at] = gamma * (value / level) + (1 - gamma) * s;
  }
  const [a, b] = [level, slope];
  return { fitted, sse, level, forecast: (h) => (a + h * b) * (season[(n + h - 1) % period] as number) };
}

export type Ets = {
  alpha: number;
  gamma: number;
  logLikelihood: number;
  aicc: number;
  mean: Float64Array;
  lo: Float64Array;
  hi: Float64Array;
};

/** ETS(A,N,A) of greatest likelihood and its forecast with 95 % interval. Start values by least squares, exactly. */
export function etsAna(y: ArrayLike<number>, period: number, horizon: number): Ets {
  let best = { alpha: 0.3, gamma: 0.1, sse: Number.POSITIVE_INFINITY };
  const tryAt = (alpha: number, gamma: number) => {
    if (alpha < 1e-4 || alpha > 0.9999 || gamma < 1e-4 || gamma > 1 - alpha) return;
    const { sse } = anaErrors(y, period, alpha, gamma);
    if (sse < best.sse) best = { alpha, gamma, sse };
  };
  for (const alpha of [0.01, 0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9]) {
    for (const gamma of [1e-4, 0.02, 0.08, 0.2, 0.4]) tryAt(alpha, gamma);
  }
  for (let step = 0.1; step > 1e-4; step /= 2) {
    for (let before = Number.POSITIVE_INFINITY; best.sse < before; ) {
      before = best.sse;
      const { alpha, gamma } = best;
      for (const [a, g] of [
        [step, 0],
        [-step, 0],
        [0, step],
        [0, -step],
      ] as const) {
        tryAt(Math.max(1e-4, alpha + a), Math.max(1e-4, gamma + g));
      }
    }
  }
  const { alpha, gamma } = best;
  const { sse, level, season } = anaErrors(y, period, alpha, gamma);
  const n = y.length;
  const k = period + 3;
  const logLikelihood = -0.5 * n * Math.log(sse);
  const sigma2 = sse / (n - (k - 1));
  const mean = new Float64Array(horizon);
  const lo = new Float64Array(horizon);
  const hi = new Float64Array(horizon);
  let variance = sigma2;
  for (let h = 0; h < horizon; h += 1) {
    mean[h] = level + (season[(n + h) % period] as number);
    const reach = 1.959963984540054 * Math.sqrt(variance);
    lo[h] = (mean[h] as number) - reach;
    hi[h] = (mean[h] as number) + reach;
    const c = alpha + ((h + 1) % period === 0 ? gamma : 0);
    variance += sigma2 * c * c;
  }
  const aicc = -2 * logLikelihood + 2 * k + (2 * k * (k + 1)) / (n - k - 1);
  return { alpha, gamma, logLikelihood, aicc, mean, lo, hi };
}

/** Errors are linear in the start values: run the recursion on y and on each unit start, then least squares. */
function anaErrors(y: ArrayLike<number>, period: number, alpha: number, gamma: number) {
  const n = y.length;
  const columns = Array.from({ length: period }, (_, c) => {
    const season = new Float64Array(period);
    if (c > 0) {
      season[c - 1] = 1;
      season[period - 1] = -1;
    }
    return anaRun(null, n, c === 0 ? 1 : 0, season, alpha, gamma).errors;
  });
  const base = anaRun(y, n, 0, new Float64Array(period), alpha, gamma).errors;
  const m = period;
  const a = Array.from({ length: m }, () => new Float64Array(m + 1));
  for (let r = 0; r < m; r += 1) {
    const row = a[r] as Float64Array;
    const left = columns[r] as Float64Array;
    for (let c = 0; c <= m; c += 1) {
      const other = c === m ? base : (columns[c] as Float64Array);
      let sum = 0;
      for (let t = 0; t < n; t += 1) sum += (left[t] as number) * (other[t] as number);
      row[c] = c === m ? -sum : sum;
    }
  }
  for (let c = 0; c < m; c += 1) {
    const pivot = a[c] as Float64Array;
    for (let r = 0; r < m; r += 1) {
      if (r === c) continue;
      const row = a[r] as Float64Array;
      const factor = (row[c] as number) / (pivot[c] as number);
      for (let j = c; j <= m; j += 1) row[j] = (row[j] as number) - factor * (pivot[j] as number);
    }
  }
  const start = a.map((row, i) => (row[m] as number) / (row[i] as number));
  const season = new Float64Array(period);
  for (let c = 1; c < m; c += 1) {
    season[c - 1] = start[c] as number;
    season[period - 1] = (season[period - 1] as number) - (start[c] as number);
  }
  return anaRun(y, n, start[0] as number, season, alpha, gamma);
}

function anaRun(
  y: ArrayLike<number> | null,
  n: number,
  l: number,
  season: Float64Array,
  alpha: number,
  gamma: number,
) {
  const errors = new Float64Array(n);
  let level = l;
  let sse = 0;
  for (let t = 0; t < n; t += 1) {
    const s = season[t % season.length] as number;
    const e = (y ? (y[t] as number) : 0) - level - s;
    errors[t] = e;
    sse += e * e;
    level += alpha * e;
    season[t % season.length] = s + gamma * e;
  }
  return { errors, sse, level, season };
}
