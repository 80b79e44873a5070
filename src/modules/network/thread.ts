// Runs on a thread of its own: one part of a run, the reasons of all firms, or why one of them fell.
import type { Prepared } from "../../engines/cascade/index.ts";
import { answerOnThread } from "../../platform/threads/thread.ts";
import { figuresOf, type PathOf, pathOf, preparedOf, reasonsOf } from "./compute.ts";
import type { Inputs } from "./inputs.ts";
import type { Task } from "./parts.ts";
import type { Wish } from "./runs/contract.ts";

type About = { inputs: Inputs; wish: Wish; eps: number; industryOf: ReadonlyMap<string, string> };
/** `stop`: one shared number, 1 to give up. `prepared`: shared memory, laid out once a process. */
export type Question =
  | ({ what: "part"; task: Task; prepared: Prepared | null; stop: Int32Array } & About)
  | ({ what: "prepare" } & About)
  | ({ what: "reasons"; esri: Float64Array } & About)
  | ({ what: "path"; of: PathOf; firm: number } & About);

answerOnThread((question: Question) => {
  const { inputs, wish } = question;
  switch (question.what) {
    case "prepare":
      return preparedOf(inputs, wish);
    case "reasons":
      return reasonsOf(inputs, wish, question.esri);
    case "path":
      return pathOf(question, question.of, question.firm);
    case "part": {
      const stopped = () => Atomics.load(question.stop, 0) === 1;
      return figuresOf({ ...question, stopped }, question.task, question.prepared);
    }
  }
});
