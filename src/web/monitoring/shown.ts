// Which figure of a cell is shown, how it is written, and how deep its shade is.
import type { Cell, Indicator } from "../../modules/monitoring/contract.ts";

export const figures = ["growthYoy", "growthMom", "level", "coverage", "diffusion"] as const;
export type Shown = (typeof figures)[number];

/** A mean of percentages does not grow. */
export const figuresOf = (indicator: Pick<Indicator, "kind"> | undefined): readonly Shown[] =>
  indicator?.kind === "rate" ? ["level", "diffusion", "coverage"] : figures;

export function figureIn(cell: Cell, shown: Shown): string | null {
  if (shown === "level") return cell.total ?? cell.mean;
  return cell[shown];
}

/** Withheld as this figure: coverage is always said; the step between vintages closes the level alone. */
export function isWithheld(cell: Cell, shown: Shown): boolean {
  if (cell.suppressed === null || shown === "coverage") return false;
  return cell.suppressed !== "revision" || shown === "level";
}

export type Heat = "-3" | "-2" | "-1" | "1" | "2" | "3";

/** Steps of 1, 5 and 15 percent; for the diffusion index 2, 10 and 25 points from 50. */
export function heatOf(value: string | null, shown: Shown): Heat | undefined {
  if (value === null || shown === "level" || shown === "coverage") return undefined;
  const from = shown === "diffusion" ? Number(value) - 50 : Number(value);
  const steps = shown === "diffusion" ? ([2, 10, 25] as const) : ([1, 5, 15] as const);
  const size = Math.abs(from);
  if (size < steps[0]) return undefined;
  const depth = size < steps[1] ? "1" : size < steps[2] ? "2" : "3";
  return (from < 0 ? `-${depth}` : depth) as Heat;
}
