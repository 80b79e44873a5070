// The expected interval: nothing from the future, nothing of a withheld month, and as often right as it says.
import { describe, expect, test } from "vitest";
import type { Cell, Indicator } from "../contract.ts";
import { seeded } from "../fixtures.ts";
import { rebased, trendOf } from "./curve.ts";
import { expectedOf, SHARE } from "./expected.ts";
import { sayTrend } from "./say.ts";

/** Season, drift and noise; `noise` is the standard deviation of the logarithm. */
function series(length: number, seed: number, noise = 0.03): number[] {
  const random = seeded(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  let level = Math.log(100);
  return Array.from({ length }, (_, t) => {
    level += 0.003 + 0.005 * normal();
    return Math.exp(level + 0.15 * Math.sin((2 * Math.PI * t) / 12) + noise * normal());
  });
}

test("cutting a series leaves every month before the cut as it was", () => {
  const values: (number | null)[] = series(40, 3);
  values[23] = null;
  const whole = expectedOf(values, "index");
  for (const cut of [20, 24, 25, 36, 39]) {
    expect(expectedOf(values.slice(0, cut), "index")).toEqual(whole.slice(0, cut));
  }
});

test("a month's own value has no say in what was expected of it, nor how far", () => {
  const values = series(40, 4);
  const whole = expectedOf(values, "index");
  for (const at of [20, 30, 39]) {
    for (const other of [1, null, 10_000]) {
      const changed: (number | null)[] = [...values];
      changed[at] = other;
      expect(expectedOf(changed, "index")[at]).toEqual(whole[at]);
    }
  }
});

test("the interval holds about as often as it says, young and old", () => {
  const inside = { young: [0, 0], old: [0, 0] };
  for (let seed = 1; seed <= 60; seed++) {
    const values = series(60, seed * 17);
    for (const [t, point] of expectedOf(values, "index").entries()) {
      if (!point) continue;
      const of = inside[t < 36 ? "young" : "old"];
      of[1]! += 1;
      if (values[t]! >= point.lo && values[t]! <= point.hi) of[0]! += 1;
    }
  }
  for (const [hits, all] of Object.values(inside)) {
    expect(hits! / all!).toBeGreaterThan(SHARE - 0.05);
    expect(hits! / all!).toBeLessThan(SHARE + 0.07);
  }
});

describe("where nothing can be said, nothing is", () => {
  test("six errors are needed: 19 months", () => {
    const bands = expectedOf(series(30, 5), "index");
    expect(bands.findIndex((band) => band !== null)).toBe(19);
  });
  test("an index that is not above zero ends it", () => {
    const values = series(40, 6);
    values[24] = -3;
    const bands = expectedOf(values, "index");
    expect(bands[24]).not.toBeNull();
    expect(bands.slice(25)).toEqual(Array.from({ length: 15 }, () => null));
  });
  test("nothing known at all", () => {
    expect(
      expectedOf(
        Array.from({ length: 40 }, () => null),
        "index",
      ).every((band) => band === null),
    ).toBe(true);
  });
  test("a percentage keeps half a point of width at least", () => {
    const bands = expectedOf(
      Array.from({ length: 40 }, () => 75),
      "rate",
    );
    expect(bands[39]!.hi - bands[39]!.lo).toBeGreaterThan(1);
  });
});

const indicator: Indicator = {
  code: "output_value",
  label: { zh: "工业总产值", en: "output" },
  unit: { zh: "万元", en: "10k yuan" },
  kind: "amount",
};
const months = Array.from(
  { length: 30 },
  (_, i) => `${2024 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, "0")}`,
);
const cellsOf = (values: readonly (number | null)[], of: Partial<Cell> = {}): Map<string, Cell> =>
  new Map(
    months.map((month, i) => [
      month,
      {
        ...{ sector: "22", region: "00", month, vintage: "final" as const, expected: 9, reported: 9 },
        ...{
          coverage: "1.0000",
          total: null,
          weightedTotal: null,
          mean: null,
          growthMom: null,
          matchedMom: 9,
        },
        ...{ growthYoy: null, matchedYoy: 9, chainIndex: values[i]?.toFixed(1) ?? null, diffusion: null },
        ...{ suppressed: values[i] === null ? ("few" as const) : null, provisional: false },
        ...of,
      },
    ]),
  );

test("a fall of a third is outside, in words and figures that agree", () => {
  const values = series(30, 8, 0.01);
  values[29]! *= 0.67;
  const points = trendOf(cellsOf(values), months, indicator);
  const last = points.at(-1)!;
  expect(last.outside).toBe("below");
  expect(Number(last.off)).toBeCloseTo((Number(last.value) / Number(last.expected) - 1) * 100, 0);
  const said = sayTrend({ zh: "造纸", en: "paper" }, indicator, points);
  expect(said.zh).toContain(`比预期低 ${last.off!.slice(1)}%，在 90% 区间（${last.lo}～${last.hi}）之外`);
  expect(said.en).toContain("outside the 90% interval");
});

test("a withheld month says so; its interval rests on the months before it and on nothing else", () => {
  const open: (number | null)[] = series(30, 9);
  const shut = [...open];
  shut[27] = null;
  const points = trendOf(cellsOf(shut), months, indicator);
  const whole = trendOf(cellsOf(open), months, indicator);
  expect(points[27]).toMatchObject({ value: null, withheld: true, outside: null, off: null });
  expect(points[27]!.lo).toBe(whole[27]!.lo);
  expect(points.slice(0, 27)).toEqual(whole.slice(0, 27));
});

test("on another base that month is 100, and a curve without it is none", () => {
  expect(rebased(["50.0", "75.0", null, "100.0"], 1)).toEqual(["66.7", "100.0", null, "133.3"]);
  expect(rebased([null, "75.0"], 0)).toEqual([null, null]);
  expect(rebased(["-5.0", "75.0"], 0)).toEqual([null, null]);
});
