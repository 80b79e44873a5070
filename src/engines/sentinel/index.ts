// The door of the sentinel engine: what was to be expected, what is out of the ordinary, and how sure that is.
export {
  BUDGET,
  coverageGrade,
  type Episode,
  episodes,
  type Severity,
  severity,
  surpriseChance,
  thresholdFor,
  withoutCommon,
} from "./alarms.ts";
export { type BreadthOptions, breadth, downturns } from "./breadth.ts";
export { olsCusum, type PeltOptions, pelt, peltOf, type Segments, segments } from "./breaks.ts";
export { countCdf, countQuantile, normalCdf, normalQuantile, studentTwoSided } from "./distributions.ts";
export { type Alarm, type Contribution, explain, type Seen } from "./explain.ts";
export { FARRINGTON, type FarringtonOptions, type FarringtonPoint, farringtonOf } from "./farrington.ts";
export { cusum, type EarsOptions, ears, ewma } from "./filters.ts";
export { FORETOLD_SHARE, type Foretold, foretold } from "./foretold.ts";
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
export { type OneStep, type OneStepOptions, oneStepOf } from "./onestep.ts";
export { OUTBREAK, type OutbreakOptions, type OutbreakPoint, outbreaks } from "./outbreak.ts";
export {
  type HbResult,
  hidiroglouBerthelot,
  median,
  modifiedZ,
  quantileSorted,
  tukey,
  unitError,
} from "./quality.ts";
export { type RollingNowcast, type RollingOptions, rollingNowcasts } from "./rolling-nowcast.ts";
export { seasonalAheadOf } from "./season-ahead.ts";
export {
  breakPenalty,
  type LevelNowcast,
  nowcastLevel,
  pooledSeason,
  type Stratum,
  shareChance,
} from "./small.ts";
export { type Ets, etsAna, type HoltWinters, hodrickPrescott, holtWinters } from "./smoothing.ts";
export { festivalEffect, festivalShares } from "./spring.ts";
export { type Stl, type StlOptions, stlDefaults, stlOf } from "./stl.ts";
export { type SurpriseOptions, surpriseOf } from "./surprise.ts";
export {
  isCounts,
  METHODS,
  type Method,
  THRESHOLDS,
  type Watched,
  type WatchOptions,
  watchOf,
} from "./watch.ts";
