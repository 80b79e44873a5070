// Runs on a thread of its own: which enterprises of the registry could each row of a list be?
import {
  buildIndex,
  type EnterpriseRecord,
  type Finding,
  findMatches,
  type Weights,
} from "../../engines/identity/index.ts";
import { answerOnThread } from "../../platform/threads/thread.ts";

export type Question = {
  known: readonly EnterpriseRecord[];
  asked: readonly EnterpriseRecord[];
  weights: Weights;
  /** At most so many for one row. */
  limit: number;
};
/** Likeliest first; `at` is the place in `known`. */
export type Judged = { at: number; verdict: "same" | "ask"; score: number; findings: Finding[] };
export type Answer = Judged[][];

answerOnThread(({ known, asked, weights, limit }: Question): Answer => {
  const index = buildIndex(known);
  return asked.map((record) =>
    findMatches(index, record, weights)
      .slice(0, limit)
      .map(({ at, match }) => ({
        at,
        verdict: match.verdict === "same" ? "same" : "ask",
        score: match.score,
        findings: match.reasons.map((reason) => reason.finding),
      })),
  );
});
