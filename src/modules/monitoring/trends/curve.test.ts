// Curves with what was expected: nothing of a withheld month, and words that agree with the figures.
import { expect, test } from "vitest";
import type { Cell, Indicator } from "../contract.ts";
import { seeded } from "../fixtures.ts";
import { rebased, trendOf } from "./curve.ts";
import { sayTrend } from "./say.ts";

/** Season, drift and a little noise. */
function series(length: number, seed: number, noise = 0.03): number[] {
  const random = seeded(seed);
  return Array.from(
    { length },
    (_, t) => 100 * Math.exp(0.003 * t + 0.15 * Math.sin((2 * Math.PI * t) / 12) + noise * (random() - 0.5)),
  );
}

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
