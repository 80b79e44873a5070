// How much hangs on it: exposed firms, output, jobs and days of cover, from protected figures only, as a mark of 1 to 5.

/** What monitoring shows of one place in one month; null is withheld or not known. */
export type Shown = {
  firms: number | null;
  output: number | null;
  /** Of all light industry in the same month. */
  outputOfAll: number | null;
  jobs: number | null;
  inventory: number | null;
  /** Sales of the month. */
  sales: number | null;
};

export type Exposed = {
  firms: number | null;
  output: number | null;
  outputShare: number | null;
  jobs: number | null;
  daysOfCover: number | null;
};

const DAYS = 30;
/** Fewer are not named as a number: it could tell which. */
const FEW = 3;

export function exposedOf(shown: Shown): Exposed {
  const { output, outputOfAll, inventory, sales, jobs } = shown;
  return {
    firms: shown.firms !== null && shown.firms < FEW ? null : shown.firms,
    output,
    outputShare: output !== null && outputOfAll !== null && outputOfAll > 0 ? output / outputOfAll : null,
    jobs,
    daysOfCover: inventory !== null && sales !== null && sales > 0 ? (inventory / sales) * DAYS : null,
  };
}

/** Sums of several places; one unknown part makes the whole unknown, so that too little is never shown as all. */
export function addShown(parts: readonly Shown[]): Shown {
  const sum = (pick: (one: Shown) => number | null): number | null =>
    parts.length === 0 || parts.some((one) => pick(one) === null)
      ? null
      : parts.reduce((total, one) => total + (pick(one) ?? 0), 0);
  return {
    firms: sum((one) => one.firms),
    output: sum((one) => one.output),
    outputOfAll: parts[0]?.outputOfAll ?? null,
    jobs: sum((one) => one.jobs),
    inventory: sum((one) => one.inventory),
    sales: sum((one) => one.sales),
  };
}

/** Bounds from which on a mark is given: 2, 3, 4, 5. Set by hand; the person who assesses decides. */
export const MARKS = {
  outputShare: [0.01, 0.05, 0.12, 0.25],
  jobs: [1_000, 10_000, 50_000, 200_000],
  firms: [10, 50, 300, 1_500],
  /** Fewer days of stock: less time. */
  daysOfCover: [30, 20, 12, 7],
} as const;

const markOf = (value: number, bounds: readonly number[]): number =>
  1 + bounds.filter((bound) => value >= bound).length;
const markBelow = (value: number, bounds: readonly number[]): number =>
  1 + bounds.filter((bound) => value <= bound).length;

/** The largest mark of output, jobs and firms, one more where stock lasts a week or less; null where nothing is known. */
export function impactOf(exposed: Exposed): number | null {
  const marks = [
    exposed.outputShare === null ? null : markOf(exposed.outputShare, MARKS.outputShare),
    exposed.jobs === null ? null : markOf(exposed.jobs, MARKS.jobs),
    exposed.firms === null ? null : markOf(exposed.firms, MARKS.firms),
  ].filter((mark) => mark !== null);
  if (marks.length === 0) return null;
  const short =
    exposed.daysOfCover !== null && markBelow(exposed.daysOfCover, MARKS.daysOfCover) === 5 ? 1 : 0;
  return Math.min(5, Math.max(...marks) + short);
}
