// Small series and cells, and the record of an alarm.
import { describe, expect, test } from "vitest";
import { breakPenalty, explain, nowcastLevel, pooledSeason, type Seen, shareChance } from "./index.ts";

describe("small", () => {
  test("a young series takes most of its season from the industry, missing months all of it", () => {
    const parent = [0.2, -0.2, 0, 0];
    const season = pooledSeason([10.6, 9.4, 10, Number.NaN], parent, 2);
    expect(season[0]).toBeCloseTo((2 / 6) * 0.6 + (4 / 6) * 0.2, 12);
    expect(season[3]).toBe(0);
    expect([...pooledSeason([1, 2, 3, 4], parent, 0)]).toEqual(parent);
  });

  test("a level is carried on by those in time, corrected by what they used to miss", () => {
    const { level, share, coverage } = nowcastLevel([
      { now: 55, before: 50, level: 100, coverage: 0.5 },
      { now: 30, before: 30, level: 50, coverage: 0.8, bias: 0.9 },
    ]);
    expect(level).toBeCloseTo(110 + 45, 12);
    expect(share).toBeCloseTo((55 + 9) / 155, 12);
    expect(coverage).toBeCloseTo(0.6, 12);
    expect(nowcastLevel([{ now: 0, before: 0, level: 9, coverage: 0 }]).level).toBeNaN();
  });

  test("five of twenty in trouble is rare alone and less so where firms fall together", () => {
    // Binomial tail, 1 − pbinom(4, 20, 0.05).
    expect(shareChance(5, 20, 0.05, 0)).toBeCloseTo(0.00257394, 8);
    expect(shareChance(5, 20, 0.05, 0.1)).toBeGreaterThan(0.02);
    expect(shareChance(0, 20, 0.05, 0.1)).toBe(1);
    let sum = 0;
    for (let k = 0; k <= 20; k += 1)
      sum += shareChance(k, 20, 0.3, 0.2) - (k < 20 ? shareChance(k + 1, 20, 0.3, 0.2) : 0);
    expect(sum).toBeCloseTo(1, 9);
  });

  test("neighbours that hang together make a break dearer", () => {
    expect(breakPenalty(100, 0)).toBeCloseTo(3 * Math.log(100), 12);
    expect(breakPenalty(100, 0.5)).toBeCloseTo(9 * Math.log(100), 12);
    expect(breakPenalty(100, -0.5)).toBe(breakPenalty(100, 0));
  });
});

describe("an alarm's record", () => {
  const seen: Seen = {
    series: "1411/11",
    period: "2025-03",
    expected: 200,
    lo: 180,
    hi: 220,
    value: 150,
    score: -4,
    p: 0.001,
    q: 0.01,
    method: "ensemble",
    baseline: 60,
    coverage: 0.92,
    nowcast: 0.05,
    members: [
      { member: "甲", value: 60, expected: 100 },
      { member: "乙", value: 45, expected: 60 },
      { member: "丙", value: 45, expected: 40 },
    ],
  };
  test("says who moved it, in percent of what was expected, largest first and only those of its direction", () => {
    const alarm = explain(seen, -4);
    expect(alarm).toMatchObject({ direction: "down", reason: "SHOCK", coverage: 0.92, nowcast: 0.05 });
    expect(alarm.contributions).toEqual([
      { member: "甲", points: -20 },
      { member: "乙", points: -7.5 },
    ]);
    expect(alarm.explained).toBe(1);
    expect(explain(seen, -4, 1).explained).toBeCloseTo(0.8, 12);
    expect("members" in alarm).toBe(false);
  });
  test("a doubtful figure comes before everything, the cell before the member, drift is what no month shows", () => {
    expect(explain({ ...seen, flags: ["UNIT_1000"], common: -3 }, -4).reason).toBe("QUALITY");
    expect(explain({ ...seen, common: -2 }, -4).reason).toBe("COMMON");
    expect(explain({ ...seen, common: 2 }, -4).reason).toBe("SHOCK");
    expect(explain(seen, -1.5).reason).toBe("DRIFT");
  });
});
