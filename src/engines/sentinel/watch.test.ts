// Whole series under every method: misprints, breaks, constants, gaps, short and empty ones.
import { describe, expect, test } from "vitest";
import { normal, random } from "./fixtures.ts";
import {
  breadth,
  downturns,
  episodes,
  festivalEffect,
  festivalShares,
  METHODS,
  oneStepOf,
  rollingNowcasts,
  severity,
  surpriseChance,
  thresholdFor,
  watchOf,
  withoutCommon,
} from "./index.ts";

/** Eight years of a monthly series with trend, season and 3 % noise. */
function monthly(seed = 5, n = 96): Float64Array {
  const next = random(seed);
  return Float64Array.from({ length: n }, (_, t) =>
    Math.exp(8 + 0.004 * t + 0.2 * Math.sin((2 * Math.PI * t) / 12) + 0.03 * normal(next)),
  );
}

describe("levels", () => {
  test("the expectation is near, and its interval holds about 95 of 100", () => {
    let inside = 0;
    let all = 0;
    for (let seed = 1; seed <= 20; seed += 1) {
      const y = monthly(seed);
      const { expected, lo, hi } = watchOf(96, { method: "ensemble", period: 12 })(y);
      for (let t = 36; t < 96; t += 1) {
        all += 1;
        if ((y[t] ?? 0) >= (lo[t] ?? 0) && (y[t] ?? 0) <= (hi[t] ?? 0)) inside += 1;
        expect(Math.abs(Math.log((y[t] ?? 0) / (expected[t] ?? 1)))).toBeLessThan(0.2);
      }
    }
    expect(inside / all).toBeGreaterThan(0.9);
    expect(inside / all).toBeLessThan(0.98);
  });

  test.each(["airline", "ets", "stl", "ensemble", "cusum", "ewma"] as const)(
    "%s sees a fall by three tenths at once or soon, and says which way",
    (method) => {
      const y = monthly().map((v, t) => (t >= 70 ? v * 0.7 : v));
      const { score, alarm } = watchOf(96, { method, period: 12 })(y);
      const first = alarm.indexOf(1, 70);
      expect(first).toBeLessThanOrEqual(73);
      expect(score[first]).toBeLessThan(0);
    },
  );

  test("a figure in the wrong unit alarms alone: the next month is judged as if it had not been", () => {
    const y = monthly();
    const wrong = y.map((v, t) => (t === 70 ? v * 10000 : v));
    const plain = Float64Array.from(watchOf(96, { method: "ensemble", period: 12 })(y).expected);
    const { expected, alarm, score } = watchOf(96, { method: "ensemble", period: 12 })(wrong);
    expect(alarm[70]).toBe(1);
    expect(score[70]).toBeGreaterThan(50);
    expect(Math.abs(Math.log((expected[71] ?? 0) / (plain[71] ?? 1)))).toBeLessThan(0.05);
  });

  test("a missing month is not a fall to zero, and what follows is still judged", () => {
    const y = monthly().map((v, t) => (t === 70 || t === 71 ? Number.NaN : v));
    const { score, alarm, expected } = watchOf(96, { method: "ensemble", period: 12 })(y);
    expect(score[70]).toBeNaN();
    expect(alarm[70]).toBe(0);
    expect(expected[70]).toBeGreaterThan(0);
    expect(Math.abs(score[72] ?? 9)).toBeLessThan(4);
  });
});

describe("every method", () => {
  test.each(METHODS)("%s stays silent on constants, gaps all through and short series", (method) => {
    for (const n of [1, 11, 30, 96]) {
      const watch = watchOf(n, { method, period: 12 });
      expect([...watch(new Float64Array(n).fill(7)).alarm]).not.toContain(1);
      expect([...watch(new Float64Array(n).fill(Number.NaN)).alarm]).not.toContain(1);
    }
  });

  test.each(METHODS)("%s says nothing of a point from later points", (method) => {
    const counts = Float64Array.from(monthly(3, 120), (v) => Math.round(v / 400));
    const later = counts.map((v, t) => (t > 100 ? v * 5 : v));
    const [a, b] = [counts, later].map((y) =>
      Float64Array.from(watchOf(120, { method, period: 12 })(y).score),
    );
    // The scale (logarithm or not) is chosen from the whole series; these two agree in it.
    for (let t = 0; t <= 100; t += 1) expect(b?.[t]).toEqual(a?.[t]);
  });

  test("a year of less than two points is refused", () => {
    expect(() => watchOf(20, { method: "ets", period: 1 })).toThrow(RangeError);
  });
});

test("an outbreak of counts is called while it lasts, and not long after", () => {
  const next = random(11);
  const poisson = (mean: number) => {
    let k = 0;
    for (let p = next(); p > Math.exp(-mean); p *= next()) k += 1;
    return k;
  };
  const y = Float64Array.from({ length: 260 }, (_, t) => {
    const mean = Math.exp(1.2 + 0.6 * Math.sin((2 * Math.PI * t) / 52));
    return poisson(t >= 200 && t < 206 ? mean * 5 : mean);
  });
  const { alarm, expected } = watchOf(260, { method: "ensemble", period: 52 })(y);
  expect(alarm.slice(200, 206).reduce((a, b) => a + b, 0)).toBeGreaterThanOrEqual(4);
  expect(alarm.slice(208, 260).reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(1);
  expect(expected[204]).toBeLessThan(10);
});

test("a forecaster used again forgets the series before", () => {
  const ahead = oneStepOf(96, { period: 12, models: "both" });
  const x = monthly().map(Math.log);
  const once = Float64Array.from(ahead(x).expected);
  ahead(monthly(9).map((v) => Math.log(v * 1000)));
  expect([...ahead(x).expected]).toEqual([...once]);
});

describe("alarms", () => {
  test("an episode lasts until half the threshold, gaps of one point are bridged, gaps in data change nothing", () => {
    const score = [0, 3, 1.2, Number.NaN, 1.6, 0.5, 3, 0, 0, 0, -4];
    expect(episodes(score, 2)).toEqual([
      { from: 1, to: 6, peak: 3 },
      { from: 10, to: 10, peak: -4 },
    ]);
    expect(episodes([3, 0, 0, 3], 2)).toHaveLength(2);
  });

  test("the threshold keeps to its budget, and the next lower score would not", () => {
    const next = random(3);
    const scores = Array.from({ length: 40 }, () => Float64Array.from({ length: 120 }, () => normal(next)));
    const found = thresholdFor(scores, 12, 0.5);
    expect(found?.aYear).toBeLessThanOrEqual(0.5);
    expect(found?.aYear).toBeGreaterThan(0.47);
    const stricter = thresholdFor(scores, 12, 0.02);
    expect(stricter?.threshold).toBeGreaterThan(found?.threshold ?? 9);
    expect(thresholdFor([[Number.NaN]], 12, 0.5)).toBeNull();
    expect(thresholdFor([[5, 5, 5]], 12, 0.5)).toBeNull();
  });

  test("red needs effect and a second witness; half coverage takes a step; less than half is silent", () => {
    const red = { q: 0.001, effect: -0.3, kinds: 2, periods: 1, coverage: "A" } as const;
    expect(severity(red)).toBe("red");
    expect(severity({ ...red, kinds: 1 })).toBe("orange");
    expect(severity({ ...red, effect: 0.05 })).toBe("yellow");
    expect(severity({ ...red, coverage: "C" })).toBe("orange");
    expect(severity({ ...red, coverage: "D" })).toBeNull();
    expect(severity({ ...red, q: 0.3 })).toBeNull();
    expect(severity({ ...red, q: 0.15, coverage: "C" })).toBeNull();
  });

  test("a chance is a rank, and three past figures do not make certainty", () => {
    expect(surpriseChance(5, [1, 2, 3])).toBeCloseTo(0.0075, 3);
    expect(surpriseChance(2, [1, 2, 3])).toBeCloseTo(3 / 4, 12);
    expect(surpriseChance(Number.NaN, [1])).toBeNaN();
  });

  test("what moves a whole cell is taken out of its members", () => {
    const { common, own } = withoutCommon([-3, -3.5, Number.NaN, -2.5, -6]);
    expect(common).toBe(-3.25);
    expect(own[4]).toBe(-2.75);
    expect(own[2]).toBeNaN();
  });
});

describe("Spring Festival", () => {
  test("shares of a phase over the months sum to one", () => {
    const months = ["2024-12", "2025-01", "2025-02", "2025-03"].map((m) => festivalShares("2025-01-29", m));
    for (let j = 0; j < 3; j += 1) {
      expect(months.reduce((sum, row) => sum + (row[j] ?? 0), 0)).toBeCloseTo(1, 12);
    }
    expect(months[1]?.[1]).toBeCloseTo(3 / 7, 12);
  });

  test("an effect put into a series is found again", () => {
    const days = ["2016-02-08", "2017-01-28", "2018-02-16", "2019-02-05", "2020-01-25", "2021-02-12"];
    const more = ["2022-02-01", "2023-01-22", "2024-02-10", "2025-01-29"];
    const shares: [number, number, number][] = [];
    const months: number[] = [];
    for (const day of [...days, ...more]) {
      for (let m = 1; m <= 12; m += 1) {
        shares.push(festivalShares(day, `${day.slice(0, 4)}-${String(m).padStart(2, "0")}`));
        months.push(m);
      }
    }
    const next = random(8);
    const x = shares.map(([, during, after]) => -0.2 * during - 0.1 * after + 0.005 * normal(next));
    const { effects } = festivalEffect(x, shares, months);
    expect(effects[1]).toBeCloseTo(-0.2, 1);
    expect(effects[2]).toBeCloseTo(-0.1, 1);
    expect(Math.abs(effects[0])).toBeLessThan(0.05);
  });
});

test("rolling nowcasts learn their width: about 90 of 100 outcomes lie inside, and none below what is in", () => {
  const next = random(21);
  const [periods, maxDelay] = [240, 4];
  const counts = new Float64Array(periods * (maxDelay + 1));
  const share = [0.1, 0.4, 0.3, 0.15, 0.05];
  for (let t = 0; t < periods; t += 1) {
    const level = 40 * Math.exp(0.6 * Math.sin(t / 9) + 0.2 * normal(next));
    for (let d = 0; d <= maxDelay; d += 1) {
      const mean = level * (share[d] ?? 0);
      counts[t * (maxDelay + 1) + d] = Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(next)));
    }
  }
  const final = (t: number) =>
    counts.slice(t * (maxDelay + 1), (t + 1) * (maxDelay + 1)).reduce((a, b) => a + b, 0);
  const found = rollingNowcasts({ counts, periods, maxDelay, now: periods - 1 - maxDelay }, 60, {
    lags: [0, 1],
  });
  for (const lag of [0, 1]) {
    const own = found.filter((row) => row.lag === lag);
    const inside = own.filter((row) => final(row.period) >= row.lo && final(row.period) <= row.hi);
    expect(inside.length / own.length).toBeGreaterThan(0.85);
    expect(inside.length / own.length).toBeLessThan(0.97);
  }
  expect(found.every((row) => row.lo >= row.observed && row.mean >= row.observed)).toBe(true);
});

describe("breadth", () => {
  const next = random(4);
  const series = Array.from({ length: 60 }, (_, i) => {
    let level = 5;
    return Float64Array.from({ length: 120 }, (_, t) => {
      level += (t >= 90 && t < 104 ? -0.006 : 0.003) + 0.002 * normal(next);
      return level + 0.1 * Math.sin((2 * Math.PI * (t + i)) / 12);
    });
  });
  test("a wide fall is called within months, once, and not by the season", () => {
    const index = breadth(series, { period: 12 });
    expect(index[35]).toBeNaN();
    const starts = downturns(index);
    expect(starts).toHaveLength(1);
    expect(starts[0]).toBeGreaterThanOrEqual(92);
    expect(starts[0]).toBeLessThanOrEqual(96);
  });
  test("nothing known, nothing said", () => {
    expect([...breadth([new Float64Array(60).fill(Number.NaN)], { period: 12 })].every(Number.isNaN)).toBe(
      true,
    );
    expect(downturns([Number.NaN, 40, 40, 40, Number.NaN, 60])).toEqual([3]);
  });
});

test("being always on costs again every half year", () => {
  const always = Float64Array.from({ length: 120 }, () => 3);
  expect(thresholdFor([always], 12, 1)).toBeNull();
  expect(thresholdFor([always], 12, 3)?.alarms).toBe(20);
});
