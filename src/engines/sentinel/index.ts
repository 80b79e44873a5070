// The door of the sentinel engine: what was to be expected, what is out of the ordinary, and how sure that is.
export { olsCusum, type PeltOptions, pelt, type Segments, segments } from "./breaks.ts";
export { countCdf, countQuantile, normalCdf, normalQuantile, studentTwoSided } from "./distributions.ts";
export { FARRINGTON, type FarringtonOptions, type FarringtonPoint, farringtonOf } from "./farrington.ts";
export { cusum, type EarsOptions, ears, ewma } from "./filters.ts";
export { adjust, cauchy, type Family, hierarchical } from "./multiple.ts";
export {
  completeness,
  developmentFactors,
  lawlessMedian,
  type Nowcast,
  nowcast,
  observedOf,
  type Triangle,
} from "./nowcast.ts";
export {
  type HbResult,
  hidiroglouBerthelot,
  median,
  modifiedZ,
  quantileSorted,
  tukey,
  unitError,
} from "./quality.ts";
export { type Ets, etsAna, type HoltWinters, hodrickPrescott, holtWinters } from "./smoothing.ts";
export { type Stl, type StlOptions, stlDefaults, stlOf } from "./stl.ts";
