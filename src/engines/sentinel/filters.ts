// Fast recursive detectors: EARS C1–C3 for short histories, EWMA and CUSUM for slow drifts.
// Hutwagner et al., J. Urban Health 80, 2003, i89–i96; Page, Biometrika 41, 1954; Roberts, Technometrics 1, 1959.
import { normalQuantile } from "./distributions.ts";

export type EarsOptions = { method: "C1" | "C2" | "C3"; alpha: number; baseline: number; minSigma: number };

/** Upper bound of every point from a moving baseline; NaN where history is too short or holds a missing value. */
export function ears(
  y: Float64Array,
  { method, alpha, baseline, minSigma }: EarsOptions,
  out: Float64Array,
): void {
  const z = normalQuantile(1 - alpha);
  const gap = method === "C1" ? 0 : 2;
  out.fill(Number.NaN);
  let sum = 0;
  let squares = 0;
  let missing = 0;
  let c2 = 0;
  let c1 = 0;
  for (let t = gap + 1; t < y.length; t += 1) {
    const entering = y[t - gap - 1] as number;
    if (Number.isNaN(entering)) missing += 1;
    else {
      sum += entering;
      squares += entering * entering;
    }
    if (t - gap > baseline) {
      const leaving = y[t - gap - 1 - baseline] as number;
      if (Number.isNaN(leaving)) missing -= 1;
      else {
        sum -= leaving;
        squares -= leaving * leaving;
      }
    }
    if (t - gap < baseline) continue;
    const mean = sum / baseline;
    const sd = Math.sqrt(Math.max(0, (squares - sum * mean) / (baseline - 1)));
    const sigma = missing > 0 ? Number.NaN : Math.max(sd, minSigma);
    const now = y[t] as number;
    if (method !== "C3") out[t] = mean + z * sigma;
    else {
      if (t >= baseline + 4) out[t] = atLeastZero(now + sigma * (z - (c2 + c1)));
      c2 = c1;
      c1 = atLeastZero((now - mean) / sigma - 1);
    }
  }
}

const atLeastZero = (x: number) => (x > 0 || Number.isNaN(x) ? x : 0);

/** EWMA λ of the residuals z (clipped at ±4), in units of its own standard deviation; missing ones carry nothing. */
export function ewma(z: Float64Array, lambda: number, out: Float64Array): void {
  let level = 0;
  let variance = 0;
  for (let t = 0; t < z.length; t += 1) {
    const value = z[t] as number;
    if (Number.isNaN(value)) {
      out[t] = Number.NaN;
      continue;
    }
    level = (1 - lambda) * level + lambda * Math.max(-4, Math.min(4, value));
    variance = (1 - lambda) ** 2 * variance + lambda * lambda;
    out[t] = level / Math.sqrt(variance);
  }
}

/** Two-sided CUSUM of the residuals z with slack k: the larger side, signed; starts anew after reaching ±h. */
export function cusum(z: Float64Array, k: number, h: number, out: Float64Array): void {
  let up = 0;
  let down = 0;
  for (let t = 0; t < z.length; t += 1) {
    const value = z[t] as number;
    if (Number.isNaN(value)) {
      out[t] = Number.NaN;
      continue;
    }
    up = Math.max(0, up + value - k);
    down = Math.max(0, down - value - k);
    out[t] = up >= down ? up : -down;
    if (up >= h || down >= h) {
      up = 0;
      down = 0;
    }
  }
}
