// What a chart draws, as plain data: labels, series of exact decimals, a band, shaded months.
export type Series = {
  name: string;
  /** Exact decimals as text; null where unknown. One for each label of the x axis. */
  values: readonly (string | null)[];
  shape?: "line" | "bar";
  /** Drawn thin and grey: an earlier vintage. */
  faint?: boolean;
};
export type Band = {
  name: string;
  low: readonly (string | null)[];
  high: readonly (string | null)[];
  /** What its edges are called in a table; P25 and P75 where left out. */
  ends?: readonly [low: string, high: string];
};
export type ChartData = {
  labels: readonly string[];
  unit: string;
  series: readonly Series[];
  band?: Band;
  /** Labels to shade: Spring Festival, lockdown months. */
  shaded?: { name: string; labels: readonly string[] };
  /** Labels at which the first series lies outside of what was expected: marked by shape and colour. */
  marked?: readonly string[];
  digits?: number;
};
