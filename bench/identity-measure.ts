// How right a matcher is on pairs whose truth is known: share called, share of calls right, wrong merges, AUC.
import { matchPrepared, prepare, WEIGHTS, type Weights } from "../src/engines/identity/index.ts";
import type { LabelledPair } from "./identity-pairs.ts";

export type Measure = {
  pairs: number;
  called: number;
  right: number;
  wrongMerges: number;
  auc: number;
  /** Kind → right, asked, wrong. */
  kinds: Record<string, [right: number, asked: number, wrong: number]>;
};

export function measure(pairs: Iterable<LabelledPair>, weights: Weights = WEIGHTS): Measure {
  const scores: [score: number, same: boolean][] = [];
  const kinds: Measure["kinds"] = {};
  let [called, right, wrongMerges] = [0, 0, 0];
  for (const { a, b, same, kind } of pairs) {
    const { verdict, logOdds } = matchPrepared(prepare(a), prepare(b), weights);
    scores.push([logOdds, same]);
    kinds[kind] ??= [0, 0, 0];
    const good = (verdict === "same") === same;
    kinds[kind][verdict === "ask" ? 1 : good ? 0 : 2]++;
    if (verdict === "ask") continue;
    called++;
    if (good) right++;
    if (verdict === "same" && !same) wrongMerges++;
  }
  const [count, sure] = [scores.length, called];
  return { pairs: count, called: sure / count, right: right / sure, wrongMerges, auc: area(scores), kinds };
}

/** The chance that a true pair scores above a false one, ties half. */
function area(scores: [number, boolean][]): number {
  const byScore = new Map<number, [no: number, yes: number]>();
  for (const [score, same] of scores) {
    const at = byScore.get(score) ?? [0, 0];
    at[same ? 1 : 0]++;
    byScore.set(score, at);
  }
  let [below, area, yes] = [0, 0, 0];
  for (const [, [no, here]] of [...byScore].sort(([a], [b]) => a - b)) {
    area += here * (below + no / 2);
    below += no;
    yes += here;
  }
  return area / (below * yes);
}
