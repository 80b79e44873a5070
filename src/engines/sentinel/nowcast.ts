// What a period will come to once late reports are in: chain ladder, steadied by what earlier periods came to.
// Mack, ASTIN Bulletin 23, 1993; Lawless, Canadian J. Statistics 22, 1994; the gamma prior is our own.
import { countQuantile, normalCdf, normalQuantile } from "./distributions.ts";

/** Triangle of counts: `counts[t * (maxDelay + 1) + d]` reported d periods late; `now`: latest period at which was looked. */
export type Triangle = { counts: Float64Array; periods: number; maxDelay: number; now: number };
export type Nowcast = { observed: number; complete: number; mean: number; lo: number; hi: number };

/** Growth of the running total from delay d − 1 to d, over the last `window` periods that show both; NaN: nothing seen. */
export function developmentFactors(
  { counts, periods, maxDelay, now }: Triangle,
  window = Infinity,
): Float64Array {
  const width = maxDelay + 1;
  const factors = new Float64Array(maxDelay);
  for (let d = 1; d <= maxDelay; d += 1) {
    let before = 0;
    let after = 0;
    const last = Math.min(periods - 1, now - d);
    for (let t = Math.max(0, last - window + 1); t <= last; t += 1) {
      let sum = 0;
      for (let k = 0; k < d; k += 1) sum += counts[t * width + k] as number;
      before += sum;
      after += sum + (counts[t * width + d] as number);
    }
    factors[d - 1] = before > 0 ? after / before : Number.NaN;
  }
  return factors;
}

/** Share of a period's reports that are in after `delay`. */
export function completeness(factors: Float64Array, delay: number): number {
  let share = 1;
  for (let d = Math.max(0, delay); d < factors.length; d += 1) {
    const f = factors[d] as number;
    if (f >= 1) share /= f;
  }
  return share;
}

/** Reports of period t seen by now. */
export function observedOf({ counts, maxDelay, now }: Triangle, t: number): number {
  let sum = 0;
  for (let d = 0; d <= Math.min(maxDelay, now - t); d += 1) sum += counts[t * (maxDelay + 1) + d] as number;
  return sum;
}

/**
 * Period t: (C + κ) ÷ (p + κ/m), m the mean of the `memory` periods before it, themselves filled up; and the
 * interval holding `level` of outcomes, of a count with dispersion phi on what is still to come.
 */
export function nowcast(
  triangle: Triangle,
  t: number,
  { kappa = 4, window = 27, memory = 4, level = 0.9, phi = 2 } = {},
): Nowcast {
  const factors = developmentFactors(triangle, window);
  const observed = observedOf(triangle, t);
  const complete = completeness(factors, triangle.now - t);
  let m = 0;
  let known = 0;
  for (let s = Math.max(0, t - memory); s < t; s += 1) {
    const share = completeness(factors, triangle.now - s);
    if (share < 0.5) continue;
    m += observedOf(triangle, s) / share;
    known += 1;
  }
  const prior = known > 0 && m > 0 ? m / known : observed / complete;
  const mean = prior > 0 ? (observed + kappa) / (complete + kappa / prior) : observed;
  const open = Math.max(0, mean - observed);
  // What is still to come is uncertain in its rate (gamma of observed + κ) and in its count.
  const spread = phi + open / (observed + kappa);
  const tail = (1 - level) / 2;
  const lo = open > 0 ? observed + countQuantile(tail, open, spread) : observed;
  const hi = open > 0 ? observed + countQuantile(1 - tail, open, spread) : observed;
  return { observed, complete, mean, lo, hi };
}

/**
 * Median of Lawless (1994): normal about C ÷ p with variance C(1 − p) ÷ p², mass below what is in put on it, and
 * scaled by the part above, as the reference does.
 */
export function lawlessMedian(observed: number, complete: number): number {
  const sd = Math.sqrt(observed * (1 - complete)) / complete;
  if (!(sd > 0)) return observed;
  const mean = observed / complete;
  const half = 0.5 * normalCdf((mean - observed) / sd);
  return Math.max(observed, Math.ceil(mean + sd * normalQuantile(half)));
}
