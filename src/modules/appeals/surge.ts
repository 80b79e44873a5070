// When many firms say the same at once: the firms of three days against what the four weeks before let expect.

/** The stretch looked at, and the one that says what is usual. */
export const LOOK_HOURS = 72;
export const USUAL_DAYS = 28;
/** Fewer firms are no surge, whatever was usual: and fewer than three could be told apart. */
export const LEAST = 4;
/** What is never seen is still expected now and then. */
const LEAST_EXPECTED = 0.5;
/** One false alarm in so many quiet stretches, if firms come independently (Poisson). */
const CHANCE = 0.005;

export type Surge = { firms: number; expected: number };

/** @param usual firms in the four weeks before */
export function surgeOf(firms: number, usual: number): Surge | null {
  const expected = Math.max(LEAST_EXPECTED, (usual * LOOK_HOURS) / 24 / USUAL_DAYS);
  return firms >= LEAST && tail(firms, expected) < CHANCE ? { firms, expected } : null;
}

/** P(X ≥ n) of a Poisson variable with this mean. */
export function tail(n: number, mean: number): number {
  let term = Math.exp(-mean);
  let below = 0;
  for (let k = 0; k < n; k++) {
    below += term;
    term *= mean / (k + 1);
  }
  return Math.max(0, 1 - below);
}
