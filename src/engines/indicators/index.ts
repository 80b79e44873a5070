// The door of the indicators engine: figures of monthly returns, and what of them may be shown.
export { type Band, type BandOptions, band } from "./band.ts";
export { aggregateCell } from "./cell.ts";
export { compute } from "./compute.ts";
export { isDecimal, ofSquareUnits, ofUnits, roundRatio, toUnits } from "./decimal.ts";
export { DEFAULTS, PROTECTION } from "./defaults.ts";
export { fewestFurther } from "./fewest.ts";
export {
  BASE_INDEX,
  chainStep,
  contributions,
  diffusion,
  matchedGrowth,
  matchedPairs,
  printTotal,
} from "./matched.ts";
export { PMI_WEIGHTS, type PmiParts, pmi } from "./pmi.ts";
export {
  attack,
  type ProtectCell,
  type ProtectedCell,
  type ProtectOptions,
  protect,
  type SuppressionReason,
  sensitivity,
  sensitivityOf,
} from "./protect.ts";
export { diagonal, type Matrix, reconcile, shrunk } from "./reconcile.ts";
export type * from "./types.ts";
export { deadline, inForce, monthsBetween, nextMonth } from "./vintage.ts";
