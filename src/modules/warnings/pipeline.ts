// The pipeline as one visible list of stages: from signals to warnings, and what each stage left out and why.
import type { Batch, Dropped, Facts, Stage } from "./batch.ts";
import { dedupe, group, inhibit } from "./causes.ts";
import type { PipelineStage } from "./contract.ts";
import type { Candidate } from "./detect.ts";
import { escalate, route, severity } from "./grading.ts";
import { quality } from "./quality.ts";
import { budget, quiet } from "./restraint.ts";

/** The table of contents: whoever adds a stage adds a line here and its name in the contract. */
export const stages: readonly Stage[] = [
  { name: "quality", run: quality },
  { name: "dedupe", run: dedupe },
  { name: "group", run: group },
  { name: "inhibit", run: inhibit },
  { name: "quiet", run: quiet },
  { name: "budget", run: budget },
  { name: "severity", run: severity },
  { name: "route", run: route },
  { name: "escalate", run: escalate },
];

export type StageLog = { stage: PipelineStage; in: number; out: number; dropped: Dropped[] };

export function runPipeline(signals: readonly Candidate[], facts: Facts): { batch: Batch; log: StageLog[] } {
  let batch: Batch = { signals, causes: [], graded: [], routed: [], escalations: [], held: new Map() };
  const log: StageLog[] = [];
  let count = signals.length;
  for (const { name, run } of stages) {
    const { batch: after, dropped } = run(batch, facts);
    batch = after;
    const left =
      name === "quality" || name === "dedupe"
        ? after.signals
        : [...after.causes, ...after.graded, ...after.routed];
    log.push({ stage: name, in: count, out: left.length, dropped });
    count = left.length;
  }
  return { batch, log };
}
