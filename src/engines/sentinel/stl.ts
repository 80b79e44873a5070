// Seasonal–trend decomposition by loess (Cleveland et al., J. Official Statistics 6, 1990, 3–73): one series into
// season, trend and rest. The robust weights use the exact median. Buffers are made once per length and reused.

export type StlOptions = {
  period: number;
  /** Loess windows (odd numbers of points); seasonal Infinity-like windows (10n + 1) mean a fixed season. */
  seasonal: number;
  trend: number;
  lowPass: number;
  seasonalDegree: 0 | 1;
  trendDegree: 0 | 1;
  lowPassDegree: 0 | 1;
  /** Points between two exact fits; between them the curve is joined by straight lines. */
  seasonalJump: number;
  trendJump: number;
  lowPassJump: number;
  inner: number;
  outer: number;
  /** The season is the same every year: what loess leaves of a drift is averaged out at the end. */
  fixed?: boolean;
};
export type Stl = {
  seasonal: Float64Array;
  trend: Float64Array;
  remainder: Float64Array;
  weights: Float64Array;
};

/** The usual windows for a period: robust, season fixed when `seasonal` is left out. `n`: points. */
export function stlDefaults(n: number, period: number, seasonal?: number): StlOptions {
  const window = seasonal ?? 10 * n + 1;
  const trend = nextOdd(Math.ceil((1.5 * period) / (1 - 1.5 / window)));
  const lowPass = nextOdd(period);
  return {
    period,
    seasonal: window,
    trend,
    lowPass,
    seasonalDegree: 0,
    trendDegree: 1,
    lowPassDegree: 1,
    seasonalJump: Math.ceil(window / 10),
    trendJump: Math.ceil(trend / 10),
    lowPassJump: Math.ceil(lowPass / 10),
    inner: 1,
    outer: 15,
    fixed: seasonal === undefined,
  };
}

/** A decomposer of series of `n` points; each call overwrites the arrays of the one before. RangeError below two periods. */
export function stlOf(n: number, options: StlOptions): (y: ArrayLike<number>) => Stl {
  const { period } = options;
  if (period < 2 || n < 2 * period) throw new RangeError("stl: at least two whole periods are needed");
  const seasonal = new Float64Array(n);
  const trend = new Float64Array(n);
  const remainder = new Float64Array(n);
  const weights = new Float64Array(n);
  const size = n + 2 * period;
  const a = new Float64Array(size);
  const b = new Float64Array(size);
  const c = new Float64Array(size);
  const cycle = new Float64Array(size);
  const smooth = new Float64Array(size);
  const cycleWeights = new Float64Array(size);
  const sorted = new Float64Array(n);

  function passes(y: ArrayLike<number>, robust: boolean): void {
    for (let pass = 0; pass < options.inner; pass += 1) {
      for (let i = 0; i < n; i += 1) a[i] = (y[i] as number) - (trend[i] as number);
      seasons(robust);
      average(b, size, period, c);
      average(c, size - period + 1, period, a);
      average(a, size - 2 * period + 2, 3, c);
      loess(c, n, options.lowPass, options.lowPassDegree, options.lowPassJump, null, a);
      for (let i = 0; i < n; i += 1) seasonal[i] = (b[period + i] as number) - (a[i] as number);
      for (let i = 0; i < n; i += 1) a[i] = (y[i] as number) - (seasonal[i] as number);
      loess(a, n, options.trend, options.trendDegree, options.trendJump, robust ? weights : null, trend);
    }
  }

  /** Smooths every cycle (all Januaries …) of `a` into `b`, one period further at both ends. */
  function seasons(robust: boolean): void {
    for (let phase = 0; phase < period; phase += 1) {
      const k = Math.floor((n - phase - 1) / period) + 1;
      for (let i = 0; i < k; i += 1) cycle[i] = a[i * period + phase] as number;
      if (robust) for (let i = 0; i < k; i += 1) cycleWeights[i] = weights[i * period + phase] as number;
      const rw = robust ? cycleWeights : null;
      loess(cycle, k, options.seasonal, options.seasonalDegree, options.seasonalJump, rw, smooth, 1);
      const right = Math.min(options.seasonal, k);
      const first = at(cycle, k, options.seasonal, options.seasonalDegree, 0, 1, right, rw);
      smooth[0] = Number.isNaN(first) ? (smooth[1] as number) : first;
      const left = Math.max(1, k - options.seasonal + 1);
      const last = at(cycle, k, options.seasonal, options.seasonalDegree, k + 1, left, k, rw);
      smooth[k + 1] = Number.isNaN(last) ? (smooth[k] as number) : last;
      for (let m = 0; m < k + 2; m += 1) b[m * period + phase] = smooth[m] as number;
    }
  }

  return (y) => {
    trend.fill(0);
    passes(y, false);
    for (let turn = 0; turn < options.outer; turn += 1) {
      for (let i = 0; i < n; i += 1) {
        remainder[i] = Math.abs((y[i] as number) - (trend[i] as number) - (seasonal[i] as number));
      }
      bisquare(remainder, sorted, weights);
      passes(y, true);
    }
    if (options.outer === 0) weights.fill(1);
    if (options.fixed) {
      for (let phase = 0; phase < period; phase += 1) {
        let sum = 0;
        let k = 0;
        for (let i = phase; i < n; i += period, k += 1) sum += seasonal[i] as number;
        for (let i = phase; i < n; i += period) seasonal[i] = sum / k;
      }
    }
    for (let i = 0; i < n; i += 1) {
      remainder[i] = (y[i] as number) - (trend[i] as number) - (seasonal[i] as number);
    }
    return { seasonal, trend, remainder, weights };
  };
}

/** Weights (1 − (r/6·median)²)² of distances r. */
function bisquare(r: Float64Array, sorted: Float64Array, out: Float64Array): void {
  const n = r.length;
  sorted.set(r);
  sorted.sort();
  const scale = 3 * ((sorted[n >> 1] as number) + (sorted[(n - 1) >> 1] as number));
  for (let i = 0; i < n; i += 1) {
    const d = r[i] as number;
    if (d <= 0.001 * scale) out[i] = 1;
    else if (d <= 0.999 * scale) out[i] = (1 - (d / scale) ** 2) ** 2;
    else out[i] = 0;
  }
}

/** Moving average of `length` points: n in, n − length + 1 out. */
function average(x: Float64Array, n: number, length: number, out: Float64Array): void {
  let sum = 0;
  for (let i = 0; i < length; i += 1) sum += x[i] as number;
  out[0] = sum / length;
  for (let i = length; i < n; i += 1) {
    sum += (x[i] as number) - (x[i - length] as number);
    out[i - length + 1] = sum / length;
  }
}

/** Loess of y (n points) at every `jump`-th point, joined by lines; `out` is written from index `shift`. */
function loess(
  y: Float64Array,
  n: number,
  window: number,
  degree: number,
  jump: number,
  rw: Float64Array | null,
  out: Float64Array,
  shift = 0,
): void {
  const base = shift - 1;
  if (n < 2) {
    out[shift] = y[0] as number;
    return;
  }
  const step = Math.min(jump, n - 1);
  let left = 1;
  let right = Math.min(window, n);
  const half = (window + 1) >> 1;
  for (let i = 1; i <= n; i += step) {
    if (window < n) {
      if (step === 1) {
        if (i > half && right !== n) {
          left += 1;
          right += 1;
        }
      } else if (i < half) {
        left = 1;
        right = window;
      } else if (i >= n - half + 1) {
        left = n - window + 1;
        right = n;
      } else {
        left = i - half + 1;
        right = window + i - half;
      }
    }
    const value = at(y, n, window, degree, i, left, right, rw);
    out[base + i] = Number.isNaN(value) ? (y[i - 1] as number) : value;
  }
  if (step === 1) return;
  for (let i = 1; i <= n - step; i += step) join(out, base, i, i + step);
  const k = Math.floor((n - 1) / step) * step + 1;
  if (k === n) return;
  const value = at(y, n, window, degree, n, left, right, rw);
  out[base + n] = Number.isNaN(value) ? (y[n - 1] as number) : value;
  if (k !== n - 1) join(out, base, k, n);
}

function join(out: Float64Array, base: number, from: number, to: number): void {
  const start = out[base + from] as number;
  const slope = ((out[base + to] as number) - start) / (to - from);
  for (let j = from + 1; j < to; j += 1) out[base + j] = start + slope * (j - from);
}

const tricube = new Float64Array(4096);

/** The local fit at place xs (points stand at 1…n) over left…right; NaN when every weight is zero. */
function at(
  y: Float64Array,
  n: number,
  window: number,
  degree: number,
  xs: number,
  left: number,
  right: number,
  rw: Float64Array | null,
): number {
  const w = right - left < tricube.length ? tricube : new Float64Array(right - left + 1);
  let h = Math.max(xs - left, right - xs);
  if (window > n) h += (window - n) >> 1;
  const h9 = 0.999 * h;
  const h1 = 0.001 * h;
  let sum = 0;
  for (let j = left; j <= right; j += 1) {
    const r = Math.abs(j - xs);
    let value = 0;
    if (r <= h9) {
      if (r <= h1) value = 1;
      else {
        const q = r / h;
        const t = 1 - q * q * q;
        value = t * t * t;
      }
      if (rw) value *= rw[j - 1] as number;
      sum += value;
    }
    w[j - left] = value;
  }
  if (sum <= 0) return Number.NaN;
  for (let j = left; j <= right; j += 1) w[j - left] = (w[j - left] as number) / sum;
  if (h > 0 && degree > 0) {
    let mean = 0;
    for (let j = left; j <= right; j += 1) mean += (w[j - left] as number) * j;
    let spread = 0;
    for (let j = left; j <= right; j += 1) spread += (w[j - left] as number) * (j - mean) ** 2;
    if (Math.sqrt(spread) > 0.001 * (n - 1)) {
      const b = (xs - mean) / spread;
      for (let j = left; j <= right; j += 1) w[j - left] = (w[j - left] as number) * (b * (j - mean) + 1);
    }
  }
  let fit = 0;
  for (let j = left; j <= right; j += 1) fit += (w[j - left] as number) * (y[j - 1] as number);
  return fit;
}

const nextOdd = (x: number) => (x % 2 === 0 ? x + 1 : x);
