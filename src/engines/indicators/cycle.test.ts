// Months as one, diffusion with weights and its error, and lights that do not flicker.
import { describe, expect, test } from "vitest";
import { diffusionIndex, lights, type MatchedPair, matchedGrowth, matchedPairs, sumOver } from "./index.ts";

const filed = (enterprise: string, value: number, weight = 1) => ({
  enterprise,
  value: BigInt(value),
  weight: BigInt(weight),
});
const pair = (before: number, now: number, weight = 1): MatchedPair => ({
  enterprise: "e",
  before: BigInt(before),
  now: BigInt(now),
  weight: BigInt(weight),
  direction: "same",
});

test("January and February as one: a festival that moves between them is no fall, a gap is no fall either", () => {
  const now = sumOver([
    [filed("甲", 40), filed("乙", 90), filed("丙", 10)],
    [filed("甲", 110), filed("乙", 60)],
  ]);
  expect(now.map(({ enterprise, value }) => [enterprise, value])).toEqual([
    ["乙", 150n],
    ["甲", 150n],
  ]);
  const then = sumOver([
    [filed("甲", 100), filed("乙", 50), filed("丙", 10)],
    [filed("甲", 40), filed("乙", 80), filed("丙", 10)],
  ]);
  const growth = matchedGrowth(matchedPairs(now, then));
  expect(growth.matched).toBe(2);
  expect(growth.growth).toBe("11.1111");
  expect(sumOver([])).toEqual([]);
});

describe("diffusion", () => {
  test("half of same counts; the error of n equal enterprises is that of a share", () => {
    const up = Array.from({ length: 60 }, () => pair(100, 110));
    const down = Array.from({ length: 40 }, () => pair(100, 90));
    const found = diffusionIndex([...up, ...down]);
    expect(found?.index).toBeCloseTo(60, 9);
    expect(found?.se).toBeCloseTo(Math.sqrt(0.6 * 0.4 * 100), 9);
    expect(found?.effective).toBeCloseTo(100, 9);
    expect(diffusionIndex(Array.from({ length: 9 }, () => pair(1000, 1005)))?.index).toBe(50);
    expect(diffusionIndex([])).toBeNull();
    expect(diffusionIndex([pair(0, 5)])).toBeNull();
  });
  test("weights raise the error, and one giant is cut", () => {
    const pairs = Array.from({ length: 40 }, (_, i) => pair(100, i % 2 ? 90 : 110, i === 0 ? 100_000 : 10));
    const plain = diffusionIndex(pairs);
    const weighed = diffusionIndex(pairs, { weights: "returns" });
    expect(plain?.index).toBe(50);
    expect(weighed?.index).toBeLessThan(55);
    expect(diffusionIndex(pairs, { weights: "returns", trim: 1 })?.index).toBeGreaterThan(95);
    const mixed = pairs.map((one, i) => ({ ...one, weight: BigInt(1 + (i % 8) * 5) }));
    expect(diffusionIndex(mixed, { weights: "returns" })?.effective).toBeLessThan(30);
  });
});

describe("lights", () => {
  const calm = Array.from({ length: 60 }, (_, t) => Math.sin(t * 1.7));
  test("nothing is said without history; extremes of one's own past are blue and red", () => {
    const rows = lights([[...calm, 9, 9, 9, -9, -9, -9]]);
    expect(rows[0]).toEqual({ score: null, raw: null, light: null });
    expect(rows[61]).toMatchObject({ score: 100, raw: "red", light: "red" });
    expect(rows[64]).toMatchObject({ score: 0, raw: "blue", light: "blue" });
  });
  test("one odd month changes no light, two do; a change within its error does not", () => {
    const middle = Array.from({ length: 4 }, () => 0);
    const odd = lights([[...calm, ...middle, 9, ...middle]], { hold: 2 });
    expect(odd[63]?.light).toBe("green");
    expect(odd[64]).toMatchObject({ raw: "red", light: "green" });
    expect(odd[66]?.light).toBe("green");
    const wide = new Array<number>(66).fill(40);
    const twice = lights([[...calm, ...middle, 9, 9]], { hold: 2 });
    expect(twice[65]?.light).toBe("red");
    expect(lights([[...calm, ...middle, 9, 9]], { hold: 2, se: wide })[65]?.light).toBe("green");
  });
  test("a missing indicator leaves the others to speak", () => {
    const gap = calm.map((v, t) => (t === 50 ? Number.NaN : v));
    const rows = lights([calm, gap]);
    expect(rows[50]?.score).not.toBeNull();
    expect(lights([gap])[50]).toMatchObject({ score: null, raw: null });
  });
});
