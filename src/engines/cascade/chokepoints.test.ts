// Chokepoints by hand, and the shape of networks against plain counting.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { oddNetwork, scaleFree, uniform } from "./fixtures.ts";
import {
  betweenness,
  chokepoints,
  concentration,
  cuts,
  type Network,
  operators,
  prepare,
  solve,
} from "./index.ts";

const small = fc.nat().map(oddNetwork);

/** 0 alone makes enzyme (essential to 3, 4, 5); 1 and 2 make pulp, 1 three quarters of it; 6 has no links. */
const given: Network = {
  sector: [0, 1, 1, 2, 2, 2, 2],
  sectors: 3,
  supplier: [0, 0, 0, 1, 2, 1, 1],
  customer: [3, 4, 5, 3, 3, 4, 5],
  value: [1, 1, 1, 60, 40, 30, 30],
  essential: [0, 0, 2, 0, 0, 2, 0, 0, 0],
};

test("concentration by hand: 60 and 40 of pulp give 0.52, a single source gives 1", () => {
  const ops = operators(given);
  const found = concentration(ops).filter(({ customer }) => customer === 3);
  expect(found.map(({ sector, suppliers, largest }) => [sector, suppliers, largest])).toEqual([
    [0, 1, 0],
    [1, 2, 1],
  ]);
  expect(found.map(({ hhi }) => Number(hhi.toFixed(12)))).toEqual([1, 0.52]);
  expect(found[1]?.share).toBeCloseTo(0.6, 12);
});

test("the small enzyme maker everybody needs is a hidden champion, and says why", () => {
  // Weights by output, for the makers of the final goods sell to nobody here.
  const weights = [3, 120, 40, 200, 90, 90, 1];
  const ops = operators(given, { weights });
  const esri = solve(prepare(given, { weights }), [0, 1, 2, 3, 4, 5, 6]).esri;
  // Without 0 all three makers stop: 383 of 544. Without 1 two stop and one loses 60 %: 420.
  expect(Array.from(esri, (one) => Math.round(one * 544)).slice(0, 2)).toEqual([383, 420]);
  const found = chokepoints(ops, esri, { risk: 0.1, hiddenRisk: 0.2, marketFirms: 2 });
  expect(found.map(({ firm }) => firm)).toEqual([1, 0]);
  const reasons = Object.fromEntries(
    found.find(({ firm }) => firm === 0)!.reasons.map((one) => [one.kind, one]),
  );
  expect(reasons["single-source"]).toMatchObject({ customers: 3 });
  expect(reasons.hidden).toMatchObject({ size: 6, rank: 2 });
  const pulp = found.find(({ firm }) => firm === 1)!.reasons.find((one) => one.kind === "market");
  expect(pulp).toMatchObject({ share: 120 / 160 });
  expect(chokepoints(ops, esri, { risk: 0, hiddenRisk: 0, singleSource: 4 })).toEqual([]);
});

/** Parts of the network without firm `gone` or the link between two firms. */
function parts(
  { sector, supplier, customer, value }: Network,
  gone: number,
  pair: [number, number] | null,
): number[] {
  const n = sector.length;
  const leader = Array.from({ length: n }, (_, i) => i);
  const find = (i: number): number => (leader[i] === i ? i : find(leader[i]!));
  for (let e = 0; e < supplier.length; e++) {
    const [i, j] = [supplier[e]!, customer[e]!];
    if (value[e] === 0 || i === gone || j === gone) continue;
    if (pair && Math.min(i, j) === pair[0] && Math.max(i, j) === pair[1]) continue;
    leader[find(i)] = find(j);
  }
  const sizes = new Map<number, number>();
  for (let i = 0; i < n; i++) if (i !== gone) sizes.set(find(i), (sizes.get(find(i)) ?? 0) + 1);
  return [...sizes.values()].sort((a, b) => b - a);
}

describe("shape", () => {
  test("cut points and bridges are those found by taking each firm and link out", () => {
    fc.assert(
      fc.property(small, (one) => {
        const found = cuts(operators(one));
        const whole = parts(one, -1, null);
        const pairs = new Map<string, [number, number]>();
        for (let e = 0; e < one.supplier.length; e++) {
          const [i, j] = [one.supplier[e]!, one.customer[e]!].sort((a, b) => a - b) as [number, number];
          if (one.value[e] !== 0 && i !== j) pairs.set(`${i}-${j}`, [i, j]);
        }
        const bridges = new Set(found.bridges.map(({ a, b }) => `${a}-${b}`));
        for (const [name, pair] of pairs)
          expect(bridges.has(name), name).toBe(parts(one, -1, pair).length > whole.length);
        for (let i = 0; i < one.sector.length; i++) {
          const alone = whole.length + (parts(one, i, null).length - whole.length);
          const lonely = ![...pairs.values()].some((pair) => pair.includes(i));
          // Without a firm: one part less if it stood alone, as many if it was no cut point.
          expect(found.cutsOff[i]! > 0, String(i)).toBe(alone > whole.length - (lonely ? 1 : 0));
        }
      }),
      { numRuns: 200, seed: 4 },
    );
  });
  test("how many are cut off: a star of five, and two triangles joined by a firm", () => {
    const star = (supplier: number[], customer: number[], n: number): Network => ({
      sector: new Array(n).fill(0),
      sectors: 1,
      supplier,
      customer,
      value: supplier.map(() => 1),
      essential: [1],
    });
    expect([...cuts(operators(star([0, 0, 0, 0], [1, 2, 3, 4], 5))).cutsOff]).toEqual([3, 0, 0, 0, 0]);
    const two = cuts(operators(star([0, 1, 2, 2, 3, 4], [1, 2, 0, 3, 4, 2], 5)));
    expect([...two.cutsOff]).toEqual([0, 0, 2, 0, 0]);
    expect(two.bridges).toEqual([]);
    expect(cuts(operators(star([0, 1], [1, 2], 3))).bridges).toEqual([
      { a: 0, b: 1, cutsOff: 1 },
      { a: 1, b: 2, cutsOff: 1 },
    ]);
  });
  test("betweenness of a line by hand, and samples off by about their own error", () => {
    const line: Network = {
      sector: [0, 0, 0, 0],
      sectors: 1,
      supplier: [0, 1, 2],
      customer: [1, 2, 3],
      value: [1, 1, 1],
      essential: [1],
    };
    // 0→2 and 0→3 lead through 1; 0→3 and 1→3 through 2; of 3 × 2 pairs that could.
    const whole = betweenness(operators(line), 9, uniform(1));
    expect(Array.from(whole.value, (one) => Number(one.toFixed(12)))).toEqual([
      0, 0.333333333333, 0.333333333333, 0,
    ]);
    expect([...whole.error]).toEqual([0, 0, 0, 0]);
    const big = operators(scaleFree(400, 5, 5, 9));
    const exact = betweenness(big, 400, uniform(1));
    const sample = betweenness(big, 100, uniform(2));
    // Of the firms most paths lead through; of those few lead through, a sample says little, its error included.
    const busy = [...exact.value.keys()].sort((a, b) => exact.value[b]! - exact.value[a]!).slice(0, 8);
    const z = [2, 3, 4, 5, 6, 7].flatMap((seed) => {
      const one = betweenness(big, 100, uniform(seed));
      return busy.map((i) => (one.value[i]! - exact.value[i]!) / one.error[i]!);
    });
    expect(Math.sqrt(z.reduce((sum, one) => sum + one * one, 0) / z.length)).toBeLessThan(1.5);
    expect(sample.error.some((one) => one > 0)).toBe(true);
  });
});
