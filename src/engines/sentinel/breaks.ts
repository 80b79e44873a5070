// Where a level changed, for dating and explanation only: PELT, Bai–Perron segments, OLS-CUSUM.
// Killick et al., JASA 107, 2012; Zhang & Siegmund, Biometrics 63, 2007 (MBIC); Bai & Perron, J. Appl. Econometrics 18, 2003.

export type PeltOptions = { model: "mean" | "meanvar"; minLength: number; penalty?: number };

/** Last place (counted from 1) of every segment but the final one; penalty MBIC unless given. */
export const pelt = (x: ArrayLike<number>, options: PeltOptions): number[] => peltOf(x.length, options)(x);

/** The same for many series of `n` points: tables and buffers are made once. */
export function peltOf(n: number, options: PeltOptions): (x: ArrayLike<number>) => number[] {
  const { model, minLength, penalty } = options;
  const mbic = penalty === undefined;
  const mean = model === "mean";
  const pen = penalty ?? (mean ? 3 : 4) * Math.log(n);
  // MBIC's log-length breaks the usual pruning rule by at most log(n/4): that much slack keeps the answer exact.
  const slack = mbic ? Math.max(0, Math.log(n / 4)) : 0;
  const normal = Math.log(2 * Math.PI) + 1;
  const inverse = Float64Array.from({ length: n + 1 }, (_, length) => 1 / Math.max(length, 1));
  const logs = Float64Array.from({ length: n + 1 }, (_, length) => Math.log(Math.max(length, 1)));
  const sums = new Float64Array(n + 1);
  const squares = new Float64Array(n + 1);
  const best = new Float64Array(n + 1);
  const last = new Int32Array(n + 1);
  // Of every candidate start: its place, what is known of it, its value now, and the point after which it goes (once
  // the place that beats it can itself be a start, minLength later).
  const from = new Int32Array(n + 1);
  const head = new Float64Array(n + 1);
  const sumAt = new Float64Array(n + 1);
  const values = new Float64Array(n + 1);
  const goes = new Int32Array(n + 1);

  return (x) => {
    let centre = 0;
    for (let i = 0; i < n; i += 1) centre += (x[i] as number) / n;
    for (let i = 0; i < n; i += 1) {
      const v = (x[i] as number) - centre;
      sums[i + 1] = (sums[i] as number) + v;
      squares[i + 1] = (squares[i] as number) + v * v;
    }
    best.fill(Number.POSITIVE_INFINITY);
    best[0] = -pen;
    let count = 0;
    for (let t = minLength; t <= n; t += 1) {
      const fresh = t - minLength;
      if (fresh === 0 || fresh >= minLength) {
        from[count] = fresh;
        head[count] = mean ? (best[fresh] as number) - (squares[fresh] as number) : (best[fresh] as number);
        sumAt[count] = sums[fresh] as number;
        goes[count] = n + 1;
        count += 1;
      }
      const sum = sums[t] as number;
      const square = squares[t] as number;
      let low = Number.POSITIVE_INFINITY;
      let at = 0;
      for (let c = 0; c < count; c += 1) {
        const length = t - (from[c] as number);
        const d = sum - (sumAt[c] as number);
        let value = (head[c] as number) - d * d * (inverse[length] as number);
        if (!mean) {
          const rss = square - (squares[from[c] as number] as number) + value - (head[c] as number);
          value =
            (head[c] as number) +
            length * (normal + Math.log(Math.max(rss, 1e-11)) - (logs[length] as number));
        }
        if (mbic) value += logs[length] as number;
        values[c] = value;
        if (value < low) {
          low = value;
          at = c;
        }
      }
      last[t] = from[at] as number;
      best[t] = low + pen + (mean ? square : 0);
      const limit = low + pen + slack;
      let kept = 0;
      for (let c = 0; c < count; c += 1) {
        if ((values[c] as number) > limit && (goes[c] as number) > n) goes[c] = t + minLength - 1;
        if ((goes[c] as number) <= t) continue;
        if (kept < c) {
          goes[kept] = goes[c] as number;
          from[kept] = from[c] as number;
          head[kept] = head[c] as number;
          sumAt[kept] = sumAt[c] as number;
        }
        kept += 1;
      }
      count = kept;
    }
    const found: number[] = [];
    for (let t = last[n] as number; t > 0; t = last[t] as number) found.push(t);
    return found.reverse();
  };
}

export type Segments = { rss: number[]; bic: number[]; breaks: number[] };

/** Bai–Perron for a mean: RSS and BIC with 0, 1, … breaks (smallest segment ⌊h·n⌋), the breaks of the least BIC. */
export function segments(x: ArrayLike<number>, h: number): Segments {
  const n = x.length;
  const least = Math.floor(h * n);
  const most = Math.ceil(n / least) - 2;
  const cost = (from: number, to: number) => {
    let mean = 0;
    for (let i = from; i < to; i += 1) mean += x[i] as number;
    mean /= to - from;
    let sum = 0;
    for (let i = from; i < to; i += 1) sum += ((x[i] as number) - mean) ** 2;
    return sum;
  };
  let table = Array.from({ length: n + 1 }, (_, to) =>
    to >= least ? cost(0, to) : Number.POSITIVE_INFINITY,
  );
  const from: Int32Array[] = [];
  const rss = [table[n] as number];
  for (let m = 1; m <= most; m += 1) {
    const next = new Array<number>(n + 1).fill(Number.POSITIVE_INFINITY);
    const came = new Int32Array(n + 1);
    for (let to = (m + 1) * least; to <= n; to += 1) {
      for (let cut = m * least; cut <= to - least; cut += 1) {
        const value = (table[cut] as number) + cost(cut, to);
        if (value < (next[to] as number)) {
          next[to] = value;
          came[to] = cut;
        }
      }
    }
    from.push(came);
    rss.push(next[n] as number);
    table = next;
  }
  const bic = rss.map(
    (value, m) => n * (Math.log(value / n) + 1 + Math.log(2 * Math.PI)) + Math.log(n) * 2 * (m + 1),
  );
  const breaks: number[] = [];
  let to = n;
  for (let m = bic.indexOf(Math.min(...bic)); m > 0; m -= 1) {
    to = from[m - 1]?.[to] ?? 0;
    breaks.unshift(to);
  }
  return { rss, bic, breaks };
}

/** Largest |cumulated residual| ÷ (σ √n) of a constant mean and its p-value (Kolmogorov). */
export function olsCusum(x: ArrayLike<number>): { statistic: number; p: number } {
  const n = x.length;
  let mean = 0;
  for (let i = 0; i < n; i += 1) mean += (x[i] as number) / n;
  let rss = 0;
  let sum = 0;
  let largest = 0;
  for (let i = 0; i < n; i += 1) {
    const e = (x[i] as number) - mean;
    rss += e * e;
    sum += e;
    largest = Math.max(largest, Math.abs(sum));
  }
  const statistic = largest / Math.sqrt((rss / (n - 1)) * n);
  let p = 0;
  for (let i = 1; i <= 100; i += 1) p += (i % 2 ? 2 : -2) * Math.exp(-2 * i * i * statistic * statistic);
  return { statistic, p: Math.min(1, p) };
}
