// Long arithmetic in steps: run to the end at once, or with others served in between.

export function finish<T>(work: Generator<void, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
