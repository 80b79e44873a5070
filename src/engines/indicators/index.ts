// The door of the indicators engine: figures of monthly returns, and what of them may be shown.
export { type Band, type BandOptions, band } from "./band.ts";
export { aggregateCell } from "./cell.ts";
export { compute } from "./compute.ts";
export { isDecimal, ofSquareUnits, ofUnits, roundRatio, toUnits } from "./decimal.ts";
export { DEFAULTS, PROTECTION } from "./defaults.ts";
export { changedPlaces, type Entry } from "./differences.ts";
export { type DiffusionIndex, type DiffusionOptions, diffusionIndex } from "./diffusion-index.ts";
export { fewestFurther } from "./fewest.ts";
export { LIGHTS, type Light, type LightRow, lights } from "./lights.ts";
export {
  BASE_INDEX,
  chainStep,
  contributions,
  diffusion,
  matchedGrowth,
  matchedPairs,
  printTotal,
} from "./matched.ts";
export { sumOver } from "./periods.ts";
export { PMI_WEIGHTS, type PmiParts, pmi } from "./pmi.ts";
export {
  attack,
  type Interval,
  intervals,
  type Place,
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
