// The plain rounds against the kernels, and the path back from a loss to where it began.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { oddNetwork, scaleFree } from "./fixtures.ts";
import { explain, type Network, operators, type PrepareOptions, prepare, run, shock } from "./index.ts";

const small = fc.nat().map(oddNetwork);

const losses = fc.array(fc.constantFrom(0, 0, 0, 0.3, 1), { minLength: 12, maxLength: 12 });

test("the plain rounds end where the kernel ends, in as many rounds", () => {
  fc.assert(
    fc.property(
      small,
      losses,
      fc.constantFrom("gl", "nosub", "lin", "leo" as const),
      (given, loss, variant) => {
        const options: PrepareOptions = { variant, revenueFactor: 1.2, costsFactor: 0.9 };
        const own = loss.slice(0, given.sector.length);
        const kernel = shock(prepare(given, options), { loss: own }, { eps: 1e-3 });
        const plain = run(operators(given, options), { loss: own }, { eps: 1e-3 });
        expect(plain.rounds).toBe(kernel.rounds);
        expect(Math.abs(plain.loss - kernel.esri)).toBeLessThan(1e-12);
        for (const i of own.keys()) {
          expect(Math.abs(plain.y[i]! - kernel.lossDown[i]!)).toBeLessThan(1e-12);
          expect(Math.abs(plain.x[i]! - kernel.lossUp[i]!)).toBeLessThan(1e-12);
        }
      },
    ),
    { numRuns: 200, seed: 2 },
  );
});

describe("the path back", () => {
  test("a chain by hand: the mill stops, then the box maker, then the brewery", () => {
    // 0 pulp → 1 boxes → 2 beer, all essential; nobody else makes any of it.
    const chain: Network = {
      sector: [0, 1, 2],
      sectors: 3,
      supplier: [0, 1],
      customer: [1, 2],
      value: [10, 20],
      essential: [2, 2, 2, 2, 2, 2, 2, 2, 2],
    };
    const found = explain(operators(chain), { loss: [1, 0, 0], lossUpstream: [0, 0, 0] });
    expect([...found.hitIn]).toEqual([0, 1, 2]);
    expect(found.path(2)).toEqual([
      { firm: 2, by: 1, kind: "essential", round: 2, share: 1 },
      { firm: 1, by: 0, kind: "essential", round: 1, share: 1 },
    ]);
    expect(found.path(0)).toEqual([]);
    const back = explain(operators(chain), { loss: [0, 0, 0], lossUpstream: [0, 0, 1] });
    expect(back.path(0).map(({ by, kind, round }) => [by, kind, round])).toEqual([
      [1, "order", 2],
      [2, "order", 1],
    ]);
  });
  test("where nobody can step in any more, the path leads through the competitor that fell", () => {
    // 0 and 1 make the same; 2 buys from 0, 3 from 1. 0 is cut to half first; when 1 stops too (it lives on 4, which
    // stops), half of 0 is felt wholly by 2.
    const given: Network = {
      sector: [0, 0, 1, 1, 2],
      sectors: 3,
      supplier: [0, 1, 4],
      customer: [2, 3, 1],
      value: [10, 90, 5],
      essential: [0, 2, 0, 0, 0, 0, 2, 0, 0],
    };
    const found = explain(operators(given), { loss: [0.5, 0, 0, 0, 1], lossUpstream: [0, 0, 0, 0, 0] });
    expect(found.path(2).map(({ firm, by, kind }) => [firm, by, kind])).toEqual([
      [2, 0, "essential"],
      [0, 1, "market"],
      [1, 4, "essential"],
    ]);
  });
  test("every path ends at a firm that was struck, over links that exist, rounds falling", () => {
    const given = scaleFree(300, 5, 6, 11);
    const links = new Set(Array.from(given.supplier, (i, e) => `${i}>${given.customer[e]}`));
    const loss = given.sector as number[];
    const struck = Array.from(loss, (_, i) => (i % 60 === 0 ? 1 : 0));
    const found = explain(operators(given), { loss: struck });
    let long = 0;
    for (const firm of struck.keys()) {
      const path = found.path(firm);
      if (Math.max(found.y[firm]!, found.x[firm]!) === 0) {
        expect(path).toEqual([]);
        continue;
      }
      long = Math.max(long, path.length);
      let [at, round] = [firm, Number.POSITIVE_INFINITY];
      for (const hop of path) {
        expect(hop.firm).toBe(at);
        expect(hop.round).toBeLessThan(hop.kind === "market" ? round + 1 : round);
        expect(hop.share).toBeGreaterThan(0);
        if (hop.kind === "market") expect(given.sector[hop.by]).toBe(given.sector[hop.firm]);
        else expect(links.has(hop.kind === "order" ? `${at}>${hop.by}` : `${hop.by}>${at}`)).toBe(true);
        [at, round] = [hop.by, hop.round];
      }
      expect(struck[at]).toBe(1);
    }
    expect(long).toBeGreaterThan(2);
  });
});
