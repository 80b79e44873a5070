// The choice of measures against trying everything, and the laws of help.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { oddNetwork, scaleFree, uniform } from "./fixtures.ts";
import {
  bands,
  choose,
  type Network,
  operators,
  protectionFloor,
  protectionLoss,
  redrawn,
  run,
  type Standby,
  standbyLoss,
} from "./index.ts";

const small = fc.nat().map(oddNetwork);

describe("choice", () => {
  test("up to 30 firms and three measures: the best there is, by trying all sets here", () => {
    for (let seed = 1; seed <= 6; seed++) {
      const given = scaleFree(18 + seed * 2, 3, 4, seed);
      const n = given.sector.length;
      const ops = operators(given);
      const threats = [{ loss: Array.from({ length: n }, (_, i) => (i % 7 === seed % 7 ? 1 : 0)) }];
      const firms = Array.from({ length: n }, (_, i) => i);
      const loss = protectionLoss(ops, threats, firms);
      const found = choose({ k: 3, loss, candidates: n, floor: protectionFloor(ops, threats, 3) });
      let best = Number.POSITIVE_INFINITY;
      for (let a = 0; a < n; a++)
        for (let b = a + 1; b < n; b++)
          for (let c = b + 1; c < n; c++) best = Math.min(best, loss([a, b, c]));
      expect(found.exact).toBe(true);
      expect(found.left.at(-1)).toBeCloseTo(best, 12);
      expect(found.floor).toBeLessThanOrEqual(best);
      expect(found.before).toBeCloseTo(run(ops, threats[0]!, { eps: 1e-6 }).loss, 12);
      for (const [at, left] of found.left.entries())
        expect(left).toBeLessThanOrEqual((found.left[at - 1] ?? found.before) + 1e-12);
    }
  });
  test("many candidates: greedy, lazily, close to the best and never past the floor", () => {
    const given = scaleFree(60, 4, 5, 3);
    const ops = operators(given);
    const threats = [{ loss: Array.from(given.sector, (_, i) => (i < 6 ? 1 : 0)) }];
    const firms = Array.from(given.sector, (_, i) => i);
    const loss = protectionLoss(ops, threats, firms);
    const found = choose({ k: 4, loss, candidates: 60, floor: protectionFloor(ops, threats, 4) });
    expect(found.exact).toBe(false);
    expect(found.chosen).toHaveLength(4);
    expect(found.left.at(-1)).toBeGreaterThanOrEqual(found.floor);
    // Trying all pairs gives the best two; four greedy ones do at least as well.
    const two = choose({ k: 2, loss, candidates: 60 });
    expect(two.exact).toBe(true);
    expect(found.left.at(-1)).toBeLessThanOrEqual(two.left.at(-1)!);
    // Plain greedy needs 60 + 59 + 58 + 57 runs.
    expect(found.runs).toBeLessThan(200);
  });
  test("two that help only together are found by the swaps or by trying all", () => {
    const together = (chosen: readonly number[]) => (chosen.includes(3) && chosen.includes(7) ? 0 : 1);
    expect(choose({ k: 2, loss: together, candidates: 30 }).chosen).toEqual([3, 7]);
  });
  test("stopped, it answers with the best so far; nothing useful, nothing chosen", () => {
    const loss = (chosen: readonly number[]) => 1 - 0.1 * chosen.length;
    const stopped = choose({ k: 3, loss, candidates: 1000, onRun: (runs) => runs >= 5 });
    expect([stopped.runs, stopped.chosen.length]).toEqual([5, 1]);
    expect(choose({ k: 3, loss: () => 1, candidates: 10 }).chosen).toEqual([]);
  });
});

describe("laws of help", () => {
  const wish = fc.array(fc.tuple(fc.nat(11), fc.nat(11), fc.constantFrom(0.2, 0.7, 1)), { maxLength: 6 });
  test("a standby supplier or a protected firm never makes anybody lose more", () => {
    fc.assert(
      fc.property(
        small,
        wish,
        fc.nat(11),
        fc.array(fc.nat(11), { maxLength: 3 }),
        (given, offers, seed, safe) => {
          const n = given.sector.length;
          const ops = operators(given, { quirk: "one" });
          const loss = Array.from({ length: n }, (_, i) => (i === seed % n ? 1 : 0));
          const standby: Standby[] = offers.map(([i, j, share]) => ({
            supplier: i % n,
            customer: j % n,
            share,
          }));
          const maxRounds = 12;
          const plain = run(ops, { loss }, { eps: -1, maxRounds });
          const helped = run(
            ops,
            { loss },
            { eps: -1, maxRounds, help: { standby, protect: safe.map((i) => i % n) } },
          );
          for (let i = 0; i < n; i++) {
            expect(helped.y[i]!).toBeLessThanOrEqual(plain.y[i]! + 1e-12);
            expect(helped.x[i]!).toBeLessThanOrEqual(plain.x[i]! + 1e-12);
          }
        },
      ),
      { numRuns: 200, seed: 6 },
    );
  });
  test("a standby for 40 % of the pulp leaves 60 % of the loss; one that has stopped itself is no help", () => {
    const given: Network = {
      sector: [0, 1, 0],
      sectors: 2,
      supplier: [0],
      customer: [1],
      value: [10],
      essential: [0, 2, 0, 0],
    };
    const ops = operators(given);
    const offers = [{ supplier: 2, customer: 1, share: 0.4 }];
    const weighed = standbyLoss(operators(given, { weights: [0, 1, 0] }), [{ loss: [1, 0, 0] }], offers);
    expect(weighed([])).toBe(1);
    expect(weighed([0])).toBeCloseTo(0.6, 12);
    expect(run(ops, { loss: [1, 0, 1] }, { help: { standby: offers } }).y[1]).toBe(1);
    expect(() =>
      run(ops, { loss: [1, 0, 0] }, { help: { standby: [{ supplier: 9, customer: 1, share: 1 }] } }),
    ).toThrow("standby[0]");
  });
});

describe("bands", () => {
  test("certain links give bands without width, and the same seed the same network", () => {
    const given = scaleFree(40, 3, 4, 2);
    const links = given.value.length;
    const certain = { confidence: new Array(links).fill(1), spread: new Array(links).fill(0) };
    const again = redrawn(given, certain, uniform(1));
    expect(again).toEqual({ ...given, supplier: [...(given.supplier as number[])] });
    const loose = { confidence: new Array(links).fill(0.7), spread: new Array(links).fill(0.5) };
    const [a, b, c] = [5, 5, 6].map((seed) => redrawn(given, loose, uniform(seed)));
    expect(a).toEqual(b);
    expect(a).not.toEqual(c);
    const share = [...Array(50).keys()].reduce(
      (sum, seed) => sum + redrawn(given, loose, uniform(seed)).value.length / links / 50,
      0,
    );
    expect(share).toBeCloseTo(0.7, 1);
  });
  test("quantiles of the figure and of the place", () => {
    const found = bands(
      [
        [3, 2, 1],
        [3, 1, 2],
        [3, 2, 1],
        [3, 2, 1],
        [3, 2, 1],
      ],
      0.9,
    );
    expect(found[0]).toMatchObject({ lo: 3, hi: 3, placeLo: 1, placeHi: 1 });
    expect(found[1]).toMatchObject({ middle: 2, placeMiddle: 2 });
    expect(found[1]!.lo).toBeCloseTo(1.2, 12);
    expect(found[1]!.placeHi).toBeCloseTo(2.8, 12);
    expect(bands([])).toEqual([]);
  });
});
