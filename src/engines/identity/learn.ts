// Merges teach the matcher: each decision of a person moves the weights a little, never far and never across zero.
import { type Finding, WEIGHTS, type Weights } from "./weights.ts";

/** What was found in a pair (`findings`), and what a person decided. */
export type Decision = { findings: readonly Finding[]; same: boolean };
export type LearnOptions = {
  /** Step of one decision; 0.05 needs some dozens of decisions of one kind before a verdict changes. */
  rate: number;
  /** A weight keeps at least this part of what it was set to, and gains at most as much. */
  share: number;
};
export const LEARN: LearnOptions = { rate: 0.05, share: 0.5 };

/** One step of logistic regression for each decision, in the order in which they were made; the given weights stay. */
export function learn(
  weights: Weights,
  decisions: readonly Decision[],
  { rate, share }: LearnOptions = LEARN,
): Weights {
  if (!(rate > 0 && rate <= 1 && share >= 0 && share < 1)) {
    throw new RangeError("learning needs a rate above 0 and up to 1, and a share from 0 to below 1");
  }
  const learnt: Record<Finding, number> = { ...weights };
  for (const { findings, same } of decisions) {
    const logOdds = findings.reduce((sum, finding) => sum + learnt[finding], 0);
    const surprise = Number(same) - 1 / (1 + Math.exp(-logOdds));
    for (const finding of findings) {
      const set: number = WEIGHTS[finding];
      const [low, high] = [set - Math.abs(set) * share, set + Math.abs(set) * share];
      learnt[finding] = Math.min(high, Math.max(low, learnt[finding] + rate * surprise));
    }
  }
  return learnt;
}
