// Where a level changed, for dating and explanation only: PELT, Bai–Perron segments, OLS-CUSUM.
// Killick et al., JASA 107, 2012; Zhang & Siegmund, Biometrics 63, 2007 (MBIC); Bai & Perron, J. Appl. Econometrics 18, 2003.

export type PeltOptions = { model: "mean" | "meanvar"; minLength: number; penalty?: number };

/** Last place (counted from 1) of every segment but the final one; penalty MBIC unless given. */
export function pelt(x: ArrayLike<number>, { model, minLength, penalty }: PeltOptions): number[] {
  const n = x.length;
  const mbic = penalty === undefined;
  const pen = penalty ?? (model === "mean" ? 3 : 4) * Math.log(n);
  const sums = new Float64Array(n + 1);
  const squares = new Float64Array(n + 1);
  let centre = 0;
  for (let i = 0; i < n; i += 1) centre += (x[i] as number) / n;
  for (let i = 0; i < n; i += 1) {
    const v = (x[i] as number) - centre;
    sums[i + 1] = (sums[i] as number) + v;
    squares[i + 1] = (squares[i] as number) + v * v;
  }
  const cost = (from: number, to: number): number => {
    const length = to - from;
    const sum = (sums[to] as number) - (sums[from] as number);
    const rss = (squares[to] as number) - (squares[from] as number) - (sum * sum) / length;
    const extra = mbic ? Math.log(length) : 0;
    if (model === "mean") return rss + extra;
    return length * (Math.log(2 * Math.PI) + Math.log(Math.max(rss, 1e-11) / length) + 1) + extra;
  };
  // MBIC's log-length breaks the usual pruning rule by at most log(n/4): that much slack keeps the answer exact.
  const slack = mbic ? Math.max(0, Math.log(n / 4)) : 0;
  const best = new Float64Array(n + 1).fill(Number.POSITIVE_INFINITY);
  const last = new Int32Array(n + 1);
  best[0] = -pen;
  const candidates = new Int32Array(n + 1);
  let count = 0;
  for (let t = minLength; t <= n; t += 1) {
    const fresh = t - minLength;
    if (fresh === 0 || fresh >= minLength) candidates[count++] = fresh;
    let low = Number.POSITIVE_INFINITY;
    for (let c = 0; c < count; c += 1) {
      const from = candidates[c] as number;
      const value = (best[from] as number) + cost(from, t) + pen;
      if (value < low) {
        low = value;
        last[t] = from;
      }
    }
    best[t] = low;
    // A candidate goes only once the place that beats it can itself be a start (minLength later).
    const s = t - minLength + 1;
    if (s < minLength) continue;
    let kept = 0;
    for (let c = 0; c < count; c += 1) {
      const from = candidates[c] as number;
      if (s - from < minLength || (best[from] as number) + cost(from, s) - slack <= (best[s] as number)) {
        candidates[kept++] = from;
      }
    }
    count = kept;
  }
  const found: number[] = [];
  for (let t = last[n] as number; t > 0; t = last[t] as number) found.push(t);
  return found.reverse();
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
