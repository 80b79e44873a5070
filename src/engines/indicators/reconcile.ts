// Forecasts of parts and totals made to add up; reported sums are never touched. ỹ = S (S'W⁻¹S)⁻¹ S'W⁻¹ ŷ.
// Wickramasuriya, Athanasopoulos & Hyndman, JASA 114, 2019, 804–819; Schäfer & Strimmer, 2005 (shrinkage).

export type Matrix = readonly (readonly number[])[];

/** S: series × bottom series (0/1); base: horizons × series; w: covariance, series × series. RangeError if singular. */
export function reconcile(s: Matrix, base: Matrix, w: Matrix): number[][] {
  const inverse = solve(w, s);
  const gram = multiply(transpose(s), inverse);
  return base.map((forecast) => {
    const right = transpose(inverse).map((row) => [
      row.reduce((sum, v, i) => sum + v * (forecast[i] ?? 0), 0),
    ]);
    const bottom = solve(gram, right);
    return s.map((row) => row.reduce((sum, v, i) => sum + v * (bottom[i]?.[0] ?? 0), 0));
  });
}

/** Diagonal covariances: all one (ols), the number of bottom series (struct), or the mean square of residuals (var). */
export function diagonal(kind: "ols" | "struct" | "var", s: Matrix, residuals: Matrix): number[][] {
  return s.map((row, i) => {
    const square = residuals.reduce((sum, r) => sum + (r[i] ?? 0) ** 2, 0) / residuals.length;
    const value = kind === "ols" ? 1 : kind === "struct" ? row.reduce((sum, v) => sum + v, 0) : square;
    return s.map((_, j) => (i === j ? value : 0));
  });
}

/** Covariance of residuals (times × series) with correlations shrunk towards 0 by λ, chosen by the data. */
export function shrunk(residuals: Matrix): { lambda: number; covariance: number[][] } {
  const n = residuals.length;
  const p = residuals[0]?.length ?? 0;
  const column = (i: number) => residuals.map((row) => row[i] ?? 0);
  const scale = Array.from({ length: p }, (_, i) => Math.sqrt(column(i).reduce((s, v) => s + v * v, 0) / n));
  let variance = 0;
  let square = 0;
  const correlation = Array.from({ length: p }, () => new Array<number>(p).fill(1));
  for (let i = 0; i < p; i += 1) {
    for (let j = 0; j < p; j += 1) {
      if (i === j) continue;
      let first = 0;
      let second = 0;
      for (const row of residuals) {
        const product = ((row[i] ?? 0) * (row[j] ?? 0)) / ((scale[i] ?? 1) * (scale[j] ?? 1));
        first += product;
        second += product * product;
      }
      variance += (second - (first * first) / n) / (n * n);
      square += (first / n) ** 2;
      (correlation[i] as number[])[j] = first / n;
    }
  }
  const lambda = Math.max(0, Math.min(1, variance / square));
  const covariance = correlation.map((row, i) =>
    row.map((r, j) => (i === j ? 1 : (1 - lambda) * r) * (scale[i] ?? 0) * (scale[j] ?? 0)),
  );
  return { lambda, covariance };
}

const transpose = (a: Matrix): number[][] => (a[0] ?? []).map((_, j) => a.map((row) => row[j] ?? 0));
const multiply = (a: Matrix, b: Matrix): number[][] =>
  a.map((row) => (b[0] ?? []).map((_, j) => row.reduce((sum, v, k) => sum + v * (b[k]?.[j] ?? 0), 0)));

/** A⁻¹B by Gauss with row exchange. */
function solve(a: Matrix, b: Matrix): number[][] {
  const n = a.length;
  const m = a.map((row, i) => [...row, ...(b[i] ?? [])]);
  for (let c = 0; c < n; c += 1) {
    let best = c;
    for (let r = c + 1; r < n; r += 1) {
      if (Math.abs(m[r]?.[c] ?? 0) > Math.abs(m[best]?.[c] ?? 0)) best = r;
    }
    const pivot = m[best] as number[];
    m[best] = m[c] as number[];
    m[c] = pivot;
    const size = pivot[c] ?? 0;
    if (!(Math.abs(size) > 0)) throw new RangeError("reconcile: the covariance is singular");
    for (let j = c; j < pivot.length; j += 1) pivot[j] = (pivot[j] ?? 0) / size;
    for (let r = 0; r < n; r += 1) {
      const row = m[r] as number[];
      const factor = row[c] ?? 0;
      if (r === c || factor === 0) continue;
      for (let j = c; j < row.length; j += 1) row[j] = (row[j] ?? 0) - factor * (pivot[j] ?? 0);
    }
  }
  return m.map((row) => row.slice(n));
}
