// How sure it is that two appeals report one trouble, with the findings that say so.
import type { Corpus } from "./corpus.ts";
import { compare, FEATURE_CODES } from "./features.ts";
import type { Reading } from "./reading.ts";
import type { Likeness, Reason } from "./types.ts";
import { BASE, WEIGHTS } from "./weights.ts";

export function likeness(a: Reading, b: Reading, corpus: Corpus): Likeness {
  const { values, found } = compare(a, b, corpus);
  let logOdds = BASE;
  const reasons: Reason[] = [];
  for (const [i, code] of FEATURE_CODES.entries()) {
    const weight = values[i]! * WEIGHTS[code];
    if (weight === 0) continue;
    logOdds += weight;
    reasons.push({ code, weight, values: found[code] ?? [] });
  }
  reasons.sort((x, y) => Math.abs(y.weight) - Math.abs(x.weight));
  return { score: 1 / (1 + Math.exp(-logOdds)), logOdds, reasons };
}
