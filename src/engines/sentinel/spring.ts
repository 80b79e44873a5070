// Spring Festival moves between January and March: how much of its three phases falls into a month, and what each is
// worth in a series. National Bureau of Statistics practice; Bell & Hillmer, JBES 1, 1983 (moving holidays).

/** Days before, during and after that count: orders run down, works stand still, works come back. */
export const PHASES = { before: 10, during: 7, after: 20 } as const;

/**
 * Shares [before, during, after] of the festival's phases in a month, each 0…1. `newYear`: first day of the lunar year
 * ("2025-01-29"), of that calendar year; `month`: "2025-02".
 */
export function festivalShares(newYear: string, month: string): [number, number, number] {
  const start = dayNumber(newYear);
  const first = dayNumber(`${month}-01`);
  const [year, number] = month.split("-").map(Number) as [number, number];
  const last = first + new Date(Date.UTC(year, number, 0)).getUTCDate() - 1;
  const share = (from: number, days: number) =>
    Math.max(0, Math.min(last, from + days - 1) - Math.max(first, from) + 1) / days;
  return [
    share(start - PHASES.before, PHASES.before),
    share(start, PHASES.during),
    share(start + PHASES.during, PHASES.after),
  ];
}

/**
 * What the phases are worth in a seasonally adjusted series of logarithms (NaN: missing): least squares of it on the
 * shares less their mean for the same calendar month, lightly drawn to 0, so that the season keeps what is not moving.
 * `shares` in order of `x`; `monthOf` 1…12. Returns the three effects and the effect of every point.
 */
export function festivalEffect(
  x: ArrayLike<number>,
  shares: readonly (readonly [number, number, number])[],
  monthOf: readonly number[],
): { effects: [number, number, number]; each: Float64Array } {
  const n = x.length;
  const sums = Array.from({ length: 13 }, () => [0, 0, 0, 0] as [number, number, number, number]);
  for (let t = 0; t < n; t += 1) {
    const sum = sums[monthOf[t] as number] as number[];
    for (let j = 0; j < 3; j += 1) sum[j] = (sum[j] as number) + (shares[t]?.[j] ?? 0);
    sum[3] = (sum[3] as number) + 1;
  }
  const centred = shares.map((row, t) => {
    const sum = sums[monthOf[t] as number] as number[];
    return row.map((v, j) => v - (sum[j] as number) / (sum[3] as number));
  });
  const gram = [0, 0, 0].map((_, j) => [0, 0, 0].map((_, k) => (j === k ? 0.05 : 0)));
  const right = [0, 0, 0];
  for (let t = 0; t < n; t += 1) {
    const value = x[t] as number;
    if (Number.isNaN(value)) continue;
    for (let j = 0; j < 3; j += 1) {
      const c = centred[t]?.[j] ?? 0;
      right[j] = (right[j] as number) + c * value;
      for (let k = 0; k < 3; k += 1) {
        (gram[j] as number[])[k] = (gram[j]?.[k] ?? 0) + c * (centred[t]?.[k] ?? 0);
      }
    }
  }
  const effects = solve3(gram, right);
  const each = Float64Array.from(centred, (row) => row.reduce((sum, v, j) => sum + v * (effects[j] ?? 0), 0));
  return { effects, each };
}

const dayNumber = (day: string): number => {
  const [y, m, d] = day.split("-").map(Number) as [number, number, number];
  return Math.round(Date.UTC(y, m - 1, d) / 86400000);
};

function solve3(a: number[][], b: number[]): [number, number, number] {
  for (let c = 0; c < 3; c += 1) {
    const pivot = a[c] as number[];
    for (let r = 0; r < 3; r += 1) {
      if (r === c) continue;
      const row = a[r] as number[];
      const factor = (row[c] as number) / (pivot[c] as number);
      for (let j = c; j < 3; j += 1) row[j] = (row[j] as number) - factor * (pivot[j] as number);
      b[r] = (b[r] as number) - factor * (b[c] as number);
    }
  }
  return b.map((v, i) => v / (a[i]?.[i] as number)) as [number, number, number];
}
