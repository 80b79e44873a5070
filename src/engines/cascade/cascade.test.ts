// The method against the authors' figures, against a plain reading of the equations, and against its laws.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { oddNetwork, scaleFree } from "./fixtures.ts";
import {
  type Network,
  NetworkFault,
  type PrepareOptions,
  prepare,
  type Quirk,
  type Risk,
  shock,
  solve,
} from "./index.ts";

const small = fc.nat().map(oddNetwork);

const published = new URL("../../../test/conformance/cascade/", import.meta.url);
const csv = (path: string) =>
  readFileSync(new URL(path, published), "utf8")
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(",").map(Number));
const network = (name: string): Network => {
  const links = csv(`${name}/links.csv`).slice(1);
  const essential = csv(`${name}/essential.csv`);
  return {
    sector: csv(`${name}/firms.csv`)
      .slice(1)
      .map(([, sector]) => sector!),
    sectors: essential.length,
    supplier: links.map(([i]) => i!),
    customer: links.map(([, j]) => j!),
    value: links.map(([, , w]) => w!),
    essential: essential.flat(),
  };
};
const everyone = (one: Network) => Array.from({ length: one.sector.length }, (_, i) => i);
const KERNELS = ["wasm", "js"] as const;
const CASES: [string, PrepareOptions, number][] = [
  ["gl_1e-2", {}, 1e-2],
  ["nosub_1e-2", { variant: "nosub" }, 1e-2],
  ["lin_1e-2", { variant: "lin" }, 1e-2],
  ["leo_1e-2", { variant: "leo" }, 1e-2],
  ["gl_1e-4", {}, 1e-4],
  ["gl_1e-2_equalweights", { weights: "equal" }, 1e-2],
  ["gl_1e-2_revenue1.3_costs1.2", { revenueFactor: 1.3, costsFactor: 1.2 }, 1e-2],
];

/** Largest difference of the three figures; Infinity where the rounds differ. */
function apart(a: Risk, b: Risk): number {
  let worst = 0;
  for (const at of a.esri.keys()) {
    if (a.rounds[at] !== b.rounds[at]) return Number.POSITIVE_INFINITY;
    for (const part of ["esri", "down", "up"] as const)
      worst = Math.max(worst, Math.abs(a[part][at]! - b[part][at]!));
  }
  return worst;
}

describe.each(["sf50", "sf200", "sf1000"])("the authors' figures for %s", (name) => {
  const given = network(name);
  test.each(CASES)("%s, both kernels, frontier and dense", (file, options, eps) => {
    const rows = csv(`${name}/expected/esri_${file}.csv`).slice(1);
    const column = (at: number) => Float64Array.from(rows, (row) => row[at]!);
    const expected: Risk = {
      esri: column(1),
      down: column(2),
      up: column(3),
      rounds: Int32Array.from(column(4)),
      converged: new Uint8Array(rows.length),
    };
    for (const kernel of KERNELS)
      for (const denseShare of name === "sf1000" ? [0.01] : [0, 0.01, 9]) {
        const found = solve(prepare(given, { ...options, kernel }), everyone(given), { eps, denseShare });
        expect(apart(found, expected)).toBeLessThan(1e-10);
      }
  });
  test("scenarios with partial losses, firm by firm", () => {
    const rows = csv(`${name}/expected/scenarios_gl_1e-2_h.csv`).slice(1);
    for (const [at, row] of csv(`${name}/expected/scenarios_gl_1e-2.csv`).slice(1).entries())
      for (const denseShare of [0, 9]) {
        const loss = rows.map((one) => one[1 + 3 * at]!);
        const found = shock(prepare(given), { loss }, { denseShare });
        expect(found.rounds).toBe(row[4]);
        for (const [part, wanted] of [
          ["esri", row[1]!],
          ["down", row[2]!],
          ["up", row[3]!],
        ] as const)
          expect(Math.abs(found[part] - wanted)).toBeLessThan(1e-10);
        for (const one of rows) {
          expect(Math.abs(found.lossDown[one[0]!]! - one[2 + 3 * at]!)).toBeLessThan(1e-10);
          expect(Math.abs(found.lossUp[one[0]!]! - one[3 + 3 * at]!)).toBeLessThan(1e-10);
        }
      }
  });
});

/** The equations read off the page, with no speed in mind. */
function slowly(given: Network, options: PrepareOptions, eps: number, loss: readonly number[]) {
  const n = given.sector.length;
  const links = given.supplier.length;
  const market = options.market ?? given.sector;
  const sOut = new Array<number>(n).fill(0);
  const sIn = new Array<number>(n).fill(0);
  const bySector = Array.from({ length: n }, () => new Array<number>(given.sectors).fill(0));
  for (let e = 0; e < links; e++) {
    sOut[given.supplier[e]!]! += given.value[e]!;
    sIn[given.customer[e]!]! += given.value[e]!;
    bySector[given.customer[e]!]![given.sector[given.supplier[e]!]!]! += given.value[e]!;
  }
  let hd = loss.map((one) => 1 - one);
  let hu = [...hd];
  for (let rounds = 1; ; rounds++) {
    const left = new Map<number, number>();
    for (let i = 0; i < n; i++) left.set(market[i]!, (left.get(market[i]!) ?? 0) + sOut[i]! * hd[i]!);
    const factor = hd.map((one, i) => {
      const a = left.get(market[i]!)!;
      const dead = options.quirk === "one" ? 1 : Math.min(1, sOut[i]!);
      const sigma = options.variant === "nosub" ? 1 : a <= 1e-10 ? dead : Math.min(1, sOut[i]! / a);
      return sigma * (1 - one);
    });
    const groups = Array.from({ length: n }, () => new Array<number>(given.sectors + 1).fill(0));
    const upstream = new Array<number>(n).fill(0);
    for (let e = 0; e < links; e++) {
      const [i, j, w] = [given.supplier[e]!, given.customer[e]!, given.value[e]!];
      if (w === 0) continue;
      const k = given.sector[i]!;
      const kind =
        options.variant === "lin"
          ? 1
          : options.variant === "leo"
            ? 2
            : given.essential[k * given.sectors + given.sector[j]!]!;
      const share = (sIn[j] || 1) / ((options.costsFactor ?? 1) * sIn[j]! || 1);
      if (kind === 2) groups[j]![k]! += (w / bySector[j]![k]!) * share * factor[i]!;
      if (kind === 1) groups[j]![given.sectors]! += (w / sIn[j]!) * share * factor[i]!;
      upstream[i]! += (w / ((options.revenueFactor ?? 1) * sOut[i]!)) * (1 - hu[j]!);
    }
    const nextD = hd.map((_, j) => Math.max(0, Math.min(1 - loss[j]!, 1 - Math.max(...groups[j]!))));
    const nextU = hu.map((_, i) => Math.max(0, Math.min(1 - loss[i]!, 1 - upstream[i]!)));
    const delta = Math.max(...hd.map((one, i) => Math.max(one - nextD[i]!, hu[i]! - nextU[i]!)));
    hd = nextD;
    hu = nextU;
    if (!(delta > eps)) return { hd, hu, rounds };
  }
}

const variant = fc.constantFrom("gl", "nosub", "lin", "leo" as const);
const quirk = fc.constantFrom<Quirk>("reference", "one");

describe("the equations read off the page", () => {
  test("odd networks: loops, repeated and empty links, dead markets under both quirks, sales below one unit", () => {
    fc.assert(
      fc.property(small, variant, quirk, fc.boolean(), (given, kind, q, factors) => {
        const options: PrepareOptions = {
          variant: kind,
          quirk: q,
          weights: "equal",
          ...(factors ? { revenueFactor: 0.7, costsFactor: 0.8 } : {}),
        };
        const n = given.sector.length;
        for (const kernel of KERNELS)
          for (const denseShare of [0, 9]) {
            const found = solve(prepare(given, { ...options, kernel }), everyone(given), {
              eps: 1e-3,
              denseShare,
            });
            for (let seed = 0; seed < n; seed++) {
              const loss = Array.from({ length: n }, (_, i) => (i === seed ? 1 : 0));
              const slow = slowly(given, options, 1e-3, loss);
              const esri = slow.hd.reduce((sum, one, i) => sum + 1 - Math.min(one, slow.hu[i]!), 0) / n;
              expect(found.rounds[seed]).toBe(slow.rounds);
              expect(Math.abs(found.esri[seed]! - esri)).toBeLessThan(1e-12);
            }
          }
      }),
      { numRuns: 150, seed: 5 },
    );
  });
  test("a market that dies: the quirk of the published code and ours differ as the page says", () => {
    // 0 sells 0.5 to 1, and is its market alone: one unit of money is "left" of it, so only half is felt.
    const given: Network = {
      sector: [0, 1],
      sectors: 2,
      supplier: [0],
      customer: [1],
      value: [0.5],
      essential: [2, 2, 2, 2],
    };
    const [loss] = [[1, 0]];
    expect(shock(prepare(given), { loss: loss! }).lossDown[1]).toBe(0.5);
    expect(shock(prepare(given, { quirk: "one" }), { loss: loss! }).lossDown[1]).toBe(1);
  });
});

describe("laws", () => {
  const given = scaleFree(120, 4, 5, 7);
  const risk = (one: Network, options: PrepareOptions = {}) => solve(prepare(one, options), everyone(one));
  const usual = risk(given);

  test("other units change nothing", () => {
    expect(apart(risk({ ...given, value: Array.from(given.value, (w) => w * 1024) }), usual)).toBeLessThan(
      1e-12,
    );
  });
  test("other numbers for the firms permute the answer", () => {
    const n = given.sector.length;
    const renamed = (i: number) => (i * 77 + 13) % n;
    const sector = new Array<number>(n);
    for (let i = 0; i < n; i++) sector[renamed(i)] = given.sector[i]!;
    const other = risk({
      ...given,
      sector,
      supplier: Array.from(given.supplier, renamed),
      customer: Array.from(given.customer, renamed),
    });
    for (let i = 0; i < n; i++) expect(other.esri[renamed(i)]).toBeCloseTo(usual.esri[i]!, 12);
  });
  test("a link in two halves, an empty link and the order of links change nothing", () => {
    const split: Network = {
      ...given,
      supplier: [...Array.from(given.supplier).reverse(), ...Array.from(given.supplier), 3],
      customer: [...Array.from(given.customer).reverse(), ...Array.from(given.customer), 4],
      value: [
        ...Array.from(given.value, (w) => w / 2).reverse(),
        ...Array.from(given.value, (w) => w / 2),
        0,
      ],
    };
    expect(apart(risk(split), usual)).toBeLessThan(1e-12);
  });
  test("more shock is never less loss, whatever the round", () => {
    const prepared = prepare(given);
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const n = given.sector.length;
    fc.assert(
      fc.property(
        fc.array(share, { minLength: n, maxLength: n }),
        fc.array(share, { minLength: n, maxLength: n }),
        fc.integer({ min: 1, max: 20 }),
        (loss, more, maxRounds) => {
          const worse = loss.map((one, i) => Math.max(one, more[i]!));
          const less = shock(prepared, { loss }, { eps: 0, maxRounds });
          const greater = shock(prepared, { loss: worse }, { eps: 0, maxRounds });
          for (let i = 0; i < n; i++)
            expect(greater.lossDown[i]! - less.lossDown[i]!).toBeGreaterThan(-1e-12);
        },
      ),
      { numRuns: 60, seed: 3 },
    );
  });
  test("a substitute supplier of the same product never raises the loss of its customer", () => {
    // 0 feeds 1 alone; then 2, of the same sector and market, takes over half of the order.
    const alone: Network = {
      sector: [0, 1, 0, 1],
      sectors: 2,
      supplier: [0, 2],
      customer: [1, 3],
      value: [10, 10],
      essential: [0, 2, 0, 0],
    };
    const shared: Network = { ...alone, supplier: [0, 2, 2], customer: [1, 3, 1], value: [5, 10, 5] };
    const loss = [1, 0, 0, 0];
    const [before, after] = [alone, shared].map((one) => shock(prepare(one), { loss }).lossDown[1]!);
    expect(before).toBe(1);
    expect(after).toBeCloseTo(1 / 6, 12);
  });
  test("the upstream loss may start from another shock", () => {
    const n = given.sector.length;
    const loss = Array.from({ length: n }, (_, i) => (i < 3 ? 1 : 0));
    const both = shock(prepare(given), { loss });
    const none = shock(prepare(given), { loss, lossUpstream: loss.map(() => 0) });
    expect(none.up).toBe(0);
    expect(none.down).toBeCloseTo(both.down, 2);
  });
  test("an own market for shares, and none at all", () => {
    const off = risk(given, { market: null });
    expect(apart(off, risk(given, { variant: "nosub" }))).toBe(0);
    expect(apart(usual, risk(given, { market: given.sector }))).toBe(0);
    expect(off.down.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(
      usual.down.reduce((s, one) => s + one, 0),
    );
  });
});

describe("edges", () => {
  const empty: Network = { sector: [], sectors: 0, supplier: [], customer: [], value: [], essential: [] };
  test("an empty network is answered", () => {
    for (const kernel of KERNELS) expect(solve(prepare(empty, { kernel }), []).esri).toHaveLength(0);
    expect(shock(prepare(empty), { loss: [] }).esri).toBe(0);
  });
  test("a firm without links is worth its own weight and takes one round", () => {
    const lonely: Network = { ...empty, sector: [0, 0, 0, 0], sectors: 1, essential: [2] };
    const found = solve(prepare(lonely), [2]);
    expect([found.esri[0], found.rounds[0], found.converged[0]]).toEqual([0.25, 1, 1]);
  });
  test("one memory serves many runs, threads' slots and both kinds of question", () => {
    const given = scaleFree(400, 6, 8, 3);
    const prepared = prepare(given, { threads: 2 });
    const first = solve(prepared, everyone(given), { denseShare: 0 });
    const loss = everyone(given).map((i) => (i % 50 === 0 ? 0.5 : 0));
    const one = shock(prepared, { loss }, { denseShare: 0 });
    expect(shock(prepared, { loss }, { denseShare: 9, slot: 1 }).esri).toBeCloseTo(one.esri, 12);
    expect(apart(solve(prepared, everyone(given), { denseShare: 0 }), first)).toBe(0);
    expect(apart(solve(prepared, everyone(given), { slot: 1 }), first)).toBeLessThan(1e-12);
  });
  test("a bound on the rounds is kept and said", () => {
    const given = scaleFree(60, 5, 4, 1);
    for (const kernel of KERNELS) {
      const found = solve(prepare(given, { kernel }), everyone(given), {
        eps: 0,
        maxRounds: 2,
        denseShare: 0,
      });
      expect(Math.max(...found.rounds)).toBe(2);
      expect([...found.converged]).toContain(0);
    }
  });
  test.each([
    ["value", { value: [-1] }],
    ["value", { value: [Number.NaN] }],
    ["value", { value: [Number.POSITIVE_INFINITY] }],
    ["supplier", { supplier: [2] }],
    ["customer", { customer: [0.5] }],
    ["sector", { sector: [0, 7] }],
    ["essential", { essential: [3] }],
  ])("a wrong %s is named: %o", (part, wrong) => {
    const good: Network = {
      sector: [0, 0],
      sectors: 1,
      supplier: [0],
      customer: [1],
      value: [1],
      essential: [2],
    };
    expect(() => prepare(good)).not.toThrow();
    const fault = () => prepare({ ...good, ...wrong });
    expect(fault).toThrow(NetworkFault);
    expect(fault).toThrow(new RegExp(`^${part}\\[`));
  });
});
