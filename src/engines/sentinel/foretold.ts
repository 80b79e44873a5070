// What a point should have brought, said only from the points before it, and how wide the 90 % interval around it is.
import { studentReach } from "./distributions.ts";
import { oneStepOf } from "./onestep.ts";
import { scaleOf } from "./surprise.ts";

/** Share of months that lie inside when nothing out of the ordinary happens. */
export const FORETOLD_SHARE = 0.9;
const YEAR = 12;
/** Errors known before an interval is drawn, and how many years back errors are looked at. */
const LEAST = 6;
const ERRORS = 48;
const ROBUST = 0.3;
/** Least scale: half a percent, or half a point of a percentage. */
const FLOOR = { index: 0.005, rate: 0.5 } as const;

export type Foretold = {
  expected: number;
  lo: number;
  hi: number;
};

/**
 * Expected value and interval of every point of a monthly series from the points before it (null: not known). Each
 * point is foretold anew from what was there, so that no later month, not even by the choice of a scale, has a say:
 * cutting the series leaves the points before the cut as they were. Null while fewer than `LEAST` errors are known.
 *
 * Interval: expected ± t(n − 1) · s · √(1 + 1/n), n the errors before, s part median distance, part capped root mean
 * square. An index is taken in logarithms; where one of the points before is not above zero, nothing is said.
 */
export function foretold(values: readonly (number | null)[], kind: "index" | "rate"): (Foretold | null)[] {
  const [to, back] = kind === "index" ? [Math.log, Math.exp] : [(v: number) => v, (v: number) => v];
  const errors: number[] = [];
  let signed = true;
  return values.map((value, t) => {
    const before = t > 0 ? values[t - 1] : null;
    if (kind === "index" && before !== null && before !== undefined && before <= 0) signed = false;
    if (t <= YEAR || !signed) return null;
    const past = Float64Array.from({ length: t + 1 }, (_, i) => {
      const own = i < t ? values[i] : null;
      return own === null || own === undefined ? Number.NaN : to(own);
    });
    const next = oneStepOf(t + 1, { period: YEAR, models: "both" })(past).expected[t] as number;
    if (!Number.isFinite(next)) return null;
    const recent = errors.slice(-ERRORS);
    const n = recent.length;
    if (value !== null && !(kind === "index" && value <= 0)) errors.push(to(value) - next);
    if (n < LEAST) return null;
    const sizes = Float64Array.from(recent, Math.abs).sort();
    const scale = scaleOf(sizes, n, ROBUST, FLOOR[kind]);
    const reach = studentReach(FORETOLD_SHARE, n - 1) * scale * Math.sqrt(1 + 1 / n);
    return { expected: back(next), lo: back(next - reach), hi: back(next + reach) };
  });
}
