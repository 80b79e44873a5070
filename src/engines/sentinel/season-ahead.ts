// Expectation by decomposition: once a year the season is taken anew from robust STL of what is past; between, a level
// follows the season-free figures.
import { ONE_STEP, type OneStep } from "./onestep.ts";
import { stlDefaults, stlOf } from "./stl.ts";

/** Share of a surprise the level takes in. */
const ALPHA = 0.3;

/** A forecaster of series of `n` points; NaN is missing. Nothing is said in the first three years. */
export function seasonalAheadOf(n: number, period: number): (x: ArrayLike<number>) => OneStep {
  const expected = new Float64Array(n);
  const error = new Float64Array(n);
  const filled = new Float64Array(n);
  const season = new Float64Array(period);
  const years: ((x: ArrayLike<number>) => Float64Array)[] = [];
  for (let t = 2 * period; t < n; t += period) {
    const decompose = stlOf(t, stlDefaults(t, period));
    years.push((x) => decompose(x).seasonal);
  }
  return (x) => {
    expected.fill(Number.NaN);
    error.fill(Number.NaN);
    fillStart(x, filled, Math.min(n, 2 * period), period);
    let level = 0;
    let scale = 0.05;
    for (let t = 2 * period; t < n; t += 1) {
      const at = t % period;
      if (at === 0) {
        const fitted = years[t / period - 2]?.(filled);
        if (fitted) for (let i = 0; i < period; i += 1) season[i] = fitted[t - period + i] as number;
        level = 0;
        for (let i = t - period; i < t; i += 1) {
          level += ((filled[i] as number) - (season[i % period] as number)) / period;
        }
        const half = period >> 1;
        let late = 0;
        for (let i = t - half; i < t; i += 1) {
          late += ((filled[i] as number) - (season[i % period] as number)) / half;
        }
        level = late + (late - level) * 0.5;
      }
      const next = level + (season[at] as number);
      const value = x[t] as number;
      expected[t] = next;
      if (Number.isNaN(value)) {
        filled[t] = next;
        continue;
      }
      const e = value - next;
      error[t] = e;
      const most = ONE_STEP.clip * scale;
      const surprise = Math.max(-most, Math.min(most, e));
      level += ALPHA * surprise;
      filled[t] = next + surprise;
      scale = Math.max(0.005, 0.95 * scale + 0.05 * 1.35 * Math.min(Math.abs(e), 3 * scale));
    }
    return { expected, error };
  };
}

/** Missing values of the start take the same month's other year, else the value before. */
function fillStart(x: ArrayLike<number>, filled: Float64Array, n: number, period: number): void {
  let last = 0;
  for (let t = 0; t < n; t += 1) if (!Number.isNaN(x[t] as number)) last = x[t] as number;
  for (let t = 0; t < n; t += 1) {
    const value = x[t] as number;
    const other = x[t < period ? t + period : t - period] as number;
    if (!Number.isNaN(value)) last = value;
    filled[t] = !Number.isNaN(value) ? value : Number.isNaN(other) || other === undefined ? last : other;
  }
}
