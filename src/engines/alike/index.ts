// The door of the alike engine: which appeals report the same trouble, and why.
import { Corpus } from "./corpus.ts";
import { grouped } from "./group.ts";
import { likeness } from "./pair.ts";
import { read } from "./reading.ts";
import type { Appeal } from "./types.ts";
import { THRESHOLD } from "./weights.ts";

export { FEATURE_CODES, FEATURES, type FeatureCode } from "./features.ts";
export { AlikeIndex } from "./look-up.ts";
export { likeness } from "./pair.ts";
export { READ_AT_MOST } from "./plain.ts";
export { type Reading, read } from "./reading.ts";
export type * from "./types.ts";
export { THRESHOLD } from "./weights.ts";

/**
 * Puts a batch of appeals into groups, each one trouble.
 *
 * @param threshold mean log-odds from which two groups are one; the default was learned with the weights
 * @returns the number of its group for each appeal, in the order they came
 */
export function groups(appeals: readonly Appeal[], threshold: number = THRESHOLD): number[] {
  const readings = appeals.map(read);
  const corpus = new Corpus();
  for (const reading of readings) corpus.add(reading);
  return grouped(readings.length, (i, j) => likeness(readings[i]!, readings[j]!, corpus).logOdds, threshold);
}
