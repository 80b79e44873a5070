// By hand: what is expected of an enterprise, and how few calls settle most of the total.
import { describe, expect, it } from "vitest";
import { atStake, expectedOf, fewest, isDoubtful, periodsNeeded } from "./weigh.ts";

const past = (figures: Record<string, number>) => new Map(Object.entries(figures));

describe("what is expected", () => {
  it("is last year's month at this year's pace", () => {
    // 300 now against 250 a year before: ×1.2; October last year was 110.
    const known = past({
      "2026-07": 90,
      "2026-08": 100,
      "2026-09": 110,
      "2025-07": 80,
      "2025-08": 80,
      "2025-09": 90,
      "2025-10": 110,
    });
    expect(expectedOf(known, "2026-10")).toBeCloseTo(132, 10);
  });
  it("pairs only months known in both years", () => {
    const known = past({ "2026-09": 120, "2026-08": 999, "2025-09": 100, "2025-10": 50 });
    expect(expectedOf(known, "2026-10")).toBeCloseTo(60, 10);
  });
  it("is the mean of the last months where there is no year of past", () => {
    expect(expectedOf(past({ "2026-09": 10, "2026-07": 20 }), "2026-10")).toBe(15);
  });
  it("is unknown without any past, and zero only when the past is zero", () => {
    expect(expectedOf(past({}), "2026-10")).toBeNull();
    expect(expectedOf(past({ "2026-09": 0 }), "2026-10")).toBe(0);
  });
  it("asks for seven periods of a month, and goes back over the year", () => {
    expect(periodsNeeded("2026-02")).toEqual([
      "2026-01",
      "2025-12",
      "2025-11",
      "2025-02",
      "2025-01",
      "2024-12",
      "2024-11",
    ]);
  });
});

describe("what matters", () => {
  it("a missing return puts all that is expected at stake, a filed one its distance", () => {
    expect(atStake(2, 100, null)).toBe(200);
    expect(atStake(1, 100, 160)).toBe(60);
    expect(atStake(1, 100, 40)).toBe(60);
  });
  it("half again as much, or less than two thirds, is doubtful", () => {
    expect([151, 150, 67, 66].map((value) => isDoubtful(100, value))).toEqual([true, false, false, true]);
    expect(isDoubtful(null, 5)).toBe(false);
  });
  it("few calls settle most", () => {
    expect(fewest([50, 30, 10, 5, 5], 0.8)).toEqual({ few: 2, settles: 80 });
    expect(fewest([1, 1, 1], 0.8)).toEqual({ few: 3, settles: 100 });
    expect(fewest([], 0.8)).toEqual({ few: 0, settles: null });
    expect(fewest([0, 0], 0.8)).toEqual({ few: 0, settles: null });
  });
});
