// What the reference files do not cover: missing values, resets, wrong units, exact pruning.
import { expect, test } from "vitest";
import {
  adjust,
  cauchy,
  countQuantile,
  cusum,
  ears,
  hierarchical,
  modifiedZ,
  normalCdf,
  normalQuantile,
  nowcast,
  pelt,
  stlDefaults,
  stlOf,
  studentTwoSided,
  unitError,
} from "./index.ts";

test("the example of the README", () => {
  expect(unitError(120000, [11, 12, 13])).toBe(4);
  const adjusted = adjust([0.01, 0.02, 0.9], "BH");
  [0.03, 0.03, 0.9].forEach((p, i) => {
    expect(adjusted[i]).toBeCloseTo(p, 12);
  });
});

test("wrong units are told from real growth, and need three values of history", () => {
  expect(unitError(13, [11, 12, 13])).toBe(0);
  expect(unitError(0.012, [11, 12, 13])).toBe(-3);
  expect(unitError(40, [11, 12, 13])).toBe(0);
  expect(unitError(12000, [11, Number.NaN, 13])).toBe(0);
});

test("distributions against tabled values", () => {
  expect(normalQuantile(0.999)).toBeCloseTo(3.090232306167813, 12);
  expect(normalCdf(-5)).toBeCloseTo(2.866515718791939e-7, 18);
  expect(studentTwoSided(2.228138851964939, 10)).toBeCloseTo(0.05, 10);
  expect(countQuantile(0.99, 3, 1)).toBe(8);
});

test("a missing value is no zero: bounds over it are unknown, later ones are not", () => {
  const y = Float64Array.from({ length: 30 }, (_, i) => (i === 10 ? Number.NaN : 5 + (i % 3)));
  const out = new Float64Array(30);
  ears(y, { method: "C1", alpha: 0.001, baseline: 7, minSigma: 0 }, out);
  expect(out[10]).toBeGreaterThan(5);
  for (let t = 11; t <= 17; t += 1) expect(out[t]).toBeNaN();
  expect(out[18]).toBeGreaterThan(5);
});

test("a CUSUM starts anew after its alarm", () => {
  const z = new Float64Array(20).fill(2);
  const out = new Float64Array(20);
  cusum(z, 0.5, 4, out);
  expect([...out.slice(0, 6)]).toEqual([1.5, 3, 4.5, 1.5, 3, 4.5]);
});

test("constants and all-missing series end in no judgement, not in an alarm", () => {
  expect([...modifiedZ([4, 4, 4, 4]).z]).toEqual([0, 0, 0, 0]);
  expect(modifiedZ([Number.NaN, Number.NaN]).z[0]).toBeNaN();
  const flat = stlOf(48, stlDefaults(48, 12))(new Float64Array(48).fill(3));
  expect(Math.max(...flat.remainder.map(Math.abs))).toBeLessThan(1e-9);
  expect(() => stlOf(20, stlDefaults(20, 12))).toThrow(RangeError);
});

test("one strong signal among many carries the Cauchy combination; children wait for their parent", () => {
  expect(cauchy([0.5, 0.5, 1e-6])).toBeCloseTo(3e-6, 8);
  const found = hierarchical(
    [
      { p: 0.001, children: [0.001, 0.5] },
      { p: 0.6, children: [1e-9] },
    ],
    0.1,
  );
  expect(found).toEqual([{ parent: 0, children: [0] }]);
});

test("pruning changes nothing: PELT equals the search over all places", () => {
  let seed = 7;
  const random = () => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed / 2147483648;
  };
  for (let round = 0; round < 40; round += 1) {
    const x = Array.from(
      { length: 60 },
      (_, i) => (i > 20 + (round % 9) ? 3 : 0) + (i > 45 ? -4 : 0) + random() * 3,
    );
    expect(pelt(x, { model: "mean", minLength: 3 })).toEqual(searched(x, 3));
  }
});

function searched(x: number[], least: number): number[] {
  const n = x.length;
  const pen = 3 * Math.log(n);
  const cost = (a: number, b: number) => {
    const part = x.slice(a, b);
    const mean = part.reduce((s, v) => s + v, 0) / part.length;
    return part.reduce((s, v) => s + (v - mean) ** 2, 0) + Math.log(part.length);
  };
  const best = [-pen];
  const from: number[] = [0];
  for (let t = 1; t <= n; t += 1) {
    best[t] = Number.POSITIVE_INFINITY;
    for (let s = 0; s <= t - least; s += 1) {
      const value = (best[s] ?? 0) + cost(s, t) + pen;
      if (value < (best[t] ?? 0)) {
        best[t] = value;
        from[t] = s;
      }
    }
  }
  const found: number[] = [];
  for (let t = from[n] ?? 0; t > 0; t = from[t] ?? 0) found.unshift(t);
  return found;
}

test("a nowcast never falls below what is in, and is exact once all is in", () => {
  const counts = Float64Array.from([6, 3, 1, 6, 3, 1, 6, 3, 1, 6, 3, 0, 6, 0, 0]);
  const triangle = { counts, periods: 5, maxDelay: 2, now: 4 };
  const late = nowcast(triangle, 4);
  expect(late.mean).toBeGreaterThan(6);
  expect(late.lo).toBeGreaterThanOrEqual(6);
  expect(late.mean).toBeCloseTo(10, 0);
  expect(nowcast(triangle, 1)).toMatchObject({ observed: 10, complete: 1 });
});
