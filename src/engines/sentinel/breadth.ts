// How wide a movement is: the share of series that grow, freed of season with what was known at the time, and the
// months in which the whole is called a downturn. Moore, Business Cycle Indicators, NBER 1961 (diffusion of many series).

export type BreadthOptions = {
  /** Points a year; points over which growth is measured; change a point within which a series counts as still. */
  period: number;
  span?: number;
  band?: number;
  /** Years before that give the season of the change. */
  years?: number;
};

/**
 * 0…100 for every point (50: as many up as down) over series of equal length on a logarithmic scale (NaN: missing).
 * The change over `span` is compared with what the same point of earlier years lay above or below its year's pace.
 * NaN for the first three years, and where no series can be judged.
 */
export function breadth(
  series: readonly ArrayLike<number>[],
  { period, span = 3, band = 0.0005, years = 5 }: BreadthOptions,
): Float64Array {
  const n = series[0]?.length ?? 0;
  const out = new Float64Array(n).fill(Number.NaN);
  const usual = new Float64Array(years);
  for (let t = 3 * period; t < n; t += 1) {
    let sum = 0;
    let known = 0;
    for (const x of series) {
      let k = 0;
      for (let year = 1; year <= years; year += 1) {
        const then = t - year * period;
        if (then - period < 0) break;
        const end = x[then] as number;
        const off = end - (x[then - span] as number) - ((end - (x[then - period] as number)) * span) / period;
        if (!Number.isNaN(off)) usual[k++] = off;
      }
      if (k < 2) continue;
      const sorted = usual.subarray(0, k).sort();
      const season = ((sorted[k >> 1] as number) + (sorted[(k - 1) >> 1] as number)) / 2;
      const change = (x[t] as number) - (x[t - span] as number) - season;
      if (Number.isNaN(change)) continue;
      known += 1;
      if (change > band * span) sum += 1;
      else if (change >= -band * span) sum += 0.5;
    }
    if (known > 0) out[t] = (100 * sum) / known;
  }
  return out;
}

/** First points of downturns: below `below` for `hold` points running; over once not below it for as long. */
export function downturns(index: ArrayLike<number>, { below = 50, hold = 3 } = {}): number[] {
  const starts: number[] = [];
  let on = false;
  let low = 0;
  let high = 0;
  for (let t = 0; t < index.length; t += 1) {
    const value = index[t] as number;
    if (Number.isNaN(value)) continue;
    low = value < below ? low + 1 : 0;
    high = value < below ? 0 : high + 1;
    if (!on && low >= hold) {
      on = true;
      starts.push(t);
    } else if (on && high >= hold) on = false;
  }
  return starts;
}
