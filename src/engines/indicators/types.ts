// The plain data of monthly statistics: returns, roster, figures, protected cells. Decimals travel as text.

/** A decimal number written as text, e.g. "2975.7"; at most six decimals. */
export type DecimalText = string;
/** A month, "YYYY-MM". */
export type Month = string;
/** A day, "YYYY-MM-DD". */
export type Day = string;

/** 版次: `first` as it stood at the deadline of the month, `final` with all late returns and revisions. */
export type Vintage = "first" | "final";

/** One return of one enterprise for one month; a null or empty value is an empty form and counts as none. */
export type Report = {
  enterprise: string;
  industry: string;
  region: string;
  month: Month;
  value: DecimalText | null;
  weight: DecimalText;
  received: Day;
};

/** One enterprise expected to report one month (应报名单). */
export type RosterEntry = {
  enterprise: string;
  month: Month;
  industry: string;
  region: string;
  weight: DecimalText;
};

/** A return in force, its decimals scaled to whole units (see defaults.ts). */
export type Filed = { enterprise: string; value: bigint; weight: bigint };

export type Direction = "up" | "same" | "down";

/** One enterprise of the matched sample: the evidence behind growth and diffusion. */
export type MatchedPair = {
  enterprise: string;
  now: bigint;
  before: bigint;
  weight: bigint;
  direction: Direction;
};

/** An exact fraction; `den` is positive. */
export type Ratio = { num: bigint; den: bigint };

export type CellFigures = {
  expected: number;
  reported: number;
  total: DecimalText;
  weightedTotal: DecimalText;
  coverage: DecimalText | null;
  weightedCoverage: DecimalText | null;
};

export type Growth = { matched: number; growth: DecimalText | null; ratio: Ratio | null };

/** One line of the result: vintage × cell × month. null means "cannot be said", never zero. */
export type IndicatorRow = CellFigures & {
  vintage: Vintage;
  industry: string;
  region: string;
  month: Month;
  matchedMom: number;
  growthMom: DecimalText | null;
  chainIndex: DecimalText;
  diffusion: DecimalText | null;
  matchedYoy: number;
  growthYoy: DecimalText | null;
};

export type ComputeInput = {
  reports: readonly Report[];
  roster: readonly RosterEntry[];
  /** First month (base of the chain index) and last month; without them the range of the data. */
  from?: Month;
  to?: Month;
};
