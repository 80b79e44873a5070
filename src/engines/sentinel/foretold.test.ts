// Points foretold: nothing from the future, and as often right as the interval says.
import { describe, expect, test } from "vitest";
import { normal, random } from "./fixtures.ts";
import { FORETOLD_SHARE, foretold } from "./index.ts";

/** Season, drift and noise; `noise` is the standard deviation of the logarithm. */
function series(length: number, seed: number, noise = 0.03): number[] {
  const next = random(seed);
  let level = Math.log(100);
  return Array.from({ length }, (_, t) => {
    level += 0.003 + 0.005 * normal(next);
    return Math.exp(level + 0.15 * Math.sin((2 * Math.PI * t) / 12) + noise * normal(next));
  });
}

test("cutting a series leaves every point before the cut as it was", () => {
  const values: (number | null)[] = series(40, 3);
  values[23] = null;
  const whole = foretold(values, "index");
  for (const cut of [20, 24, 25, 36, 39]) {
    expect(foretold(values.slice(0, cut), "index")).toEqual(whole.slice(0, cut));
  }
});

test("a point's own value has no say in what was expected of it, nor how far", () => {
  const values = series(40, 4);
  const whole = foretold(values, "index");
  for (const at of [20, 30, 39]) {
    for (const other of [1, null, 10_000]) {
      const changed: (number | null)[] = [...values];
      changed[at] = other;
      expect(foretold(changed, "index")[at]).toEqual(whole[at]);
    }
  }
});

test("the interval holds about as often as it says, young and old", () => {
  const inside = { young: [0, 0], old: [0, 0] };
  for (let seed = 1; seed <= 60; seed++) {
    const values = series(60, seed * 17);
    for (const [t, point] of foretold(values, "index").entries()) {
      if (!point) continue;
      const of = inside[t < 36 ? "young" : "old"];
      of[1]! += 1;
      if (values[t]! >= point.lo && values[t]! <= point.hi) of[0]! += 1;
    }
  }
  for (const [hits, all] of Object.values(inside)) {
    expect(hits! / all!).toBeGreaterThan(FORETOLD_SHARE - 0.05);
    expect(hits! / all!).toBeLessThan(FORETOLD_SHARE + 0.07);
  }
});

describe("where nothing can be said, nothing is", () => {
  test("six errors are needed: 19 months", () => {
    const bands = foretold(series(30, 5), "index");
    expect(bands.findIndex((band) => band !== null)).toBe(19);
  });
  test("an index that is not above zero ends it", () => {
    const values = series(40, 6);
    values[24] = -3;
    const bands = foretold(values, "index");
    expect(bands[24]).not.toBeNull();
    expect(bands.slice(25)).toEqual(Array.from({ length: 15 }, () => null));
  });
  test("nothing known at all", () => {
    expect(
      foretold(
        Array.from({ length: 40 }, () => null),
        "index",
      ).every((band) => band === null),
    ).toBe(true);
  });
  test("a percentage keeps half a point of width at least", () => {
    const bands = foretold(
      Array.from({ length: 40 }, () => 75),
      "rate",
    );
    expect(bands[39]!.hi - bands[39]!.lo).toBeGreaterThan(1);
  });
});
