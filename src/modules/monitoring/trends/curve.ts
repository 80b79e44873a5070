// The shown values of one place as a curve: with its expected interval, or on the base of another month.
import { foretold } from "../../../engines/sentinel/index.ts";
import type { Cell, Indicator } from "../contract.ts";
import type { MonthCell, TrendPoint } from "./contract.ts";

const MEASURE = 1_000_000;

/** Withheld as growth and index: the step between vintages closes the level alone. */
export const isShut = ({ suppressed }: Pick<Cell, "suppressed">): boolean =>
  suppressed !== null && suppressed !== "revision";

export const levelOf = (cell: Pick<Cell, "mean" | "chainIndex">, { kind }: Indicator): string | null =>
  kind === "rate" ? cell.mean : cell.chainIndex;

export const monthCellOf = (cell: Cell, indicator: Indicator): MonthCell => ({
  month: cell.month,
  growthYoy: cell.growthYoy,
  growthMom: cell.growthMom,
  level: levelOf(cell, indicator),
  diffusion: cell.diffusion,
  coverage: cell.coverage,
  reported: cell.reported,
  expected: cell.expected,
  matchedMom: cell.matchedMom,
  suppressed: cell.suppressed,
  provisional: cell.provisional,
});

/** A month without a single return is not a point of the curve. `months` in a row, oldest first. */
export function trendOf(
  cells: ReadonlyMap<string, Cell>,
  months: readonly string[],
  indicator: Indicator,
): TrendPoint[] {
  const values = months.map((month) => {
    const cell = cells.get(month);
    return cell && cell.reported > 0 ? levelOf(cell, indicator) : null;
  });
  const rate = indicator.kind === "rate";
  const bands = foretold(
    values.map((value) => (value === null ? null : Number(value))),
    rate ? "rate" : "index",
  );
  return months.map((month, t) => {
    const value = values[t] ?? null;
    const found = bands[t] ?? null;
    // An interval that reaches beyond all measure says nothing.
    const band = found && found.hi < MEASURE && found.lo > -MEASURE ? found : null;
    const cell = cells.get(month);
    const known = value === null ? null : Number(value);
    return {
      month,
      value,
      withheld: cell !== undefined && cell.reported > 0 && value === null && cell.suppressed !== null,
      provisional: cell?.provisional ?? false,
      coverage: cell?.coverage ?? null,
      expected: band && print(band.expected),
      lo: band && print(band.lo),
      hi: band && print(band.hi),
      outside: !band || known === null ? null : known < band.lo ? "below" : known > band.hi ? "above" : null,
      off:
        !band || known === null
          ? null
          : print(rate ? known - band.expected : (known / band.expected - 1) * 100),
    };
  });
}

/** One decimal, as the figures it is made of. */
const print = (value: number): string => {
  const text = value.toFixed(1);
  return text === "-0.0" ? "0.0" : text;
};

/** Base month = 100; a curve without a positive value there has none. */
export function rebased(values: readonly (string | null)[], base: number): (string | null)[] {
  const foot = Number(values[base] ?? 0);
  return values.map((value) => (value === null || !(foot > 0) ? null : print((Number(value) / foot) * 100)));
}
