// Runs on a thread of its own: seeds of one prepared network, taken from a counter all threads share.
import { type Prepared, type SolveOptions, solveEach } from "../engines/cascade/index.ts";
import { answerOnThread } from "../platform/threads/thread.ts";

/** Everything in shared memory but the numbers. `counter`: [next position, seeds done]. */
export type Work = {
  prepared: Prepared;
  seeds: Uint32Array;
  counter: Int32Array;
  figures: Float64Array;
  rounds: Int32Array;
  options: SolveOptions;
};

/** Solves until nothing is left to take; figures are esri, down and up of each position. */
export function work({ prepared, seeds, counter, figures, rounds, options }: Work): true {
  const take = () => {
    const position = Atomics.add(counter, 0, 1);
    return position < seeds.length ? position : -1;
  };
  solveEach(prepared, seeds, take, options, (position, found) => {
    figures.set([found.esri, found.down, found.up], 3 * position);
    rounds[position] = found.converged ? found.rounds : -found.rounds;
    Atomics.add(counter, 1, 1);
  });
  return true;
}

answerOnThread(work);
