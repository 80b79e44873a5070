// A run cut into parts that any process may take: small enough to be done again when one dies, large enough to pay.
import type { Wish } from "./runs/contract.ts";

export type Task =
  | { kind: "esri"; from: number; to: number }
  /** Redrawn networks first…last−1, of each the seeds from…to−1. */
  | { kind: "draws"; first: number; last: number; from: number; to: number }
  | { kind: "scenario"; at: number }
  | { kind: "mitigation" };

/** Seeds times links in one part: some five seconds of one core (bench/cascade: 4 ms a seed at a million links). */
const PART = 1_000_000_000;

export function tasksOf(wish: Wish, firms: number, links: number): Task[] {
  if (wish.kind === "mitigation") return [{ kind: "mitigation" }];
  if (wish.kind === "scenario") return wish.scenarios.map((_, at) => ({ kind: "scenario", at }));
  const most = Math.max(100, Math.floor(PART / Math.max(1, links)));
  const spans = (count: number): [number, number][] =>
    Array.from({ length: Math.ceil(firms / count) }, (_, i) => [i * count, Math.min(firms, (i + 1) * count)]);
  const tasks: Task[] = spans(most).map(([from, to]) => ({ kind: "esri", from, to }));
  const together = Math.max(1, Math.floor(most / firms));
  for (let first = 0; first < wish.draws; first += together)
    // A network is laid out anew for each draw: its parts are larger, so that this weighs little.
    for (const [from, to] of spans(5 * most))
      tasks.push({ kind: "draws", first, last: Math.min(wish.draws, first + together), from, to });
  return tasks;
}
