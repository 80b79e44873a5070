// Days: the law that ties them to the rounds, stocks, sharing out, coming back.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { oddNetwork, scaleFree } from "./fixtures.ts";
import { byDay, inputDays, type Network, operators, run, scenarioLosses } from "./index.ts";

const small = fc.nat().map(oddNetwork);

const steady =
  (loss: readonly number[], up = loss) =>
  (_: number, down: Float64Array, upward: Float64Array) => {
    down.set(loss);
    upward.set(up);
  };
/** 0 → 1 → 2, essential, and 3 buys from 0 what it can do without. */
const chain: Network = {
  sector: [0, 1, 2, 3],
  sectors: 4,
  supplier: [0, 1, 0],
  customer: [1, 2, 3],
  value: [10, 20, 10],
  essential: [0, 2, 0, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0],
};

test("without stocks and restoration a day is a round, with firms protected and without", () => {
  fc.assert(
    fc.property(
      small,
      fc.array(fc.constantFrom(0, 0, 0.4, 1), { minLength: 12, maxLength: 12 }),
      fc.array(fc.nat(), { maxLength: 3 }),
      (given, all, safe) => {
        const loss = all.slice(0, given.sector.length);
        const protect = safe.map((i) => i % loss.length);
        const ops = operators(given, { costsFactor: 0.9, revenueFactor: 1.1 });
        const end = run(ops, { loss }, { eps: 1e-4, help: { protect } });
        const found = byDay(ops, { days: end.rounds + 1, shock: steady(loss), protect });
        expect([...found.y]).toEqual([...end.y]);
        expect([...found.x]).toEqual([...end.x]);
        expect(found.loss[end.rounds]).toBeCloseTo(end.loss, 12);
      },
    ),
    { numRuns: 150, seed: 8 },
  );
});

describe("stocks", () => {
  const ops = operators(chain);
  const none = [0, 0, 0, 0];
  test("three days of cover: the fourth day without deliveries is the first without output", () => {
    const cover = inputDays(ops, [{ customer: 1, sector: 0, days: 3 }]);
    const found = byDay(ops, { days: 10, shock: steady([1, 0, 0, 0], none), cover });
    // Day 0 the mill stops; nothing arrives on days 1, 2, 3, which the stock covers.
    expect([...found.survives]).toEqual([0, 4, 5, 1]);
    expect([...found.recovers]).toEqual([-1, -1, -1, -1]);
  });
  test("half the deliveries make a stock last twice as long, and less production draws less", () => {
    const cover = inputDays(ops, [{ customer: 1, sector: 0, days: 3 }]);
    const half = byDay(ops, { days: 12, shock: steady([0.5, 0, 0, 0], none), cover });
    // What is felt of 0.5 is all of it, since nobody else makes it.
    expect(half.survives[1]).toBe(7);
    const slow = byDay(ops, { days: 12, shock: steady([1, 0.5, 0, 0], none), cover });
    expect(slow.y[1]).toBe(1);
    const last = byDay(ops, { days: 7, shock: steady([1, 0.5, 0, 0], none), cover });
    expect(last.y[1]).toBe(0.5);
  });
  test("after the trouble the firms come back in the order of the chain, and stocks are filled for the next time", () => {
    const cover = inputDays(ops, [], 2);
    const twice = scenarioLosses(
      {
        name: "停两次",
        parts: [
          { kind: "firms", firms: [0], share: 1, days: 4 },
          { kind: "firms", firms: [0], share: 1, from: 20, days: 2 },
        ],
      },
      { sector: chain.sector },
    );
    expect(twice.lasts).toBe(22);
    const found = byDay(ops, { days: 40, shock: twice.at, cover });
    const down = (i: number) =>
      Array.from({ length: 40 }, (_, day) => day).filter(
        (day) => byDay(ops, { days: day + 1, shock: twice.at, cover }).y[i]! > 0.05,
      );
    expect(down(1)).toEqual([3, 4]);
    // Its own two days of stock take up both days of firm 1.
    expect(down(2)).toEqual([]);
    expect(found.recovers[1]).toBe(2);
    expect(found.recovers[0]).toBe(22);
  });
  test("a firm that may buy elsewhere after five days of shortage is back on the sixth", () => {
    const found = byDay(ops, {
      days: 20,
      shock: steady([1, 0, 0, 0], none),
      switchAfter: inputDays(ops, [{ customer: 1, sector: 0, days: 5 }], Number.POSITIVE_INFINITY),
    });
    expect([found.survives[1], found.recovers[1]]).toEqual([1, 5]);
    expect([found.survives[2], found.recovers[2]]).toEqual([2, 5]);
  });
});

describe("sharing out", () => {
  // 0 sells 30 to 1 and 70 to 2 and is cut by half.
  const ops = operators({
    sector: [0, 1, 1],
    sectors: 2,
    supplier: [0, 0],
    customer: [1, 2],
    value: [30, 70],
    essential: [0, 2, 0, 0],
  });
  const at = (rationing: "proportional" | { rank: number[] }) =>
    byDay(ops, { days: 2, shock: steady([0.5, 0, 0], [0, 0, 0]), rationing }).y;
  test("evenly, or to one first", () => {
    expect([...at("proportional")]).toEqual([0.5, 0.5, 0.5]);
    const first = at({ rank: [0, 1, 2] });
    expect(first[1]).toBe(0);
    expect(first[2]).toBeCloseTo(50 / 70, 12);
    const last = at({ rank: [0, 2, 1] });
    expect(last[1]).toBe(1);
    expect(last[2]).toBeCloseTo(20 / 70, 12);
    expect(() => at({ rank: [1] })).toThrow("rank");
  });
  test("whoever is served first, as much is delivered", () => {
    const given = scaleFree(200, 5, 5, 4);
    const all = operators(given);
    const loss = Array.from(given.sector, (_, i) => (i % 20 === 0 ? 0.6 : 0));
    const delivered = (rank: number[]) =>
      byDay(all, { days: 2, shock: steady(loss), rationing: { rank } }).loss[0];
    expect(delivered(loss.map((_, i) => i))).toBe(delivered(loss.map((_, i) => -i)));
  });
});

test("curves of groups add up to the whole, and a run can be stopped", () => {
  const given = scaleFree(200, 5, 5, 4);
  const ops = operators(given);
  const loss = Array.from(given.sector, (_, i) => (i % 20 === 0 ? 1 : 0));
  const region = loss.map((_, i) => i % 3);
  const found = byDay(ops, { days: 8, shock: steady(loss), curves: [{ of: region, count: 3 }] });
  for (let day = 0; day < 8; day++) {
    let sum = 0;
    for (let k = 0; k < 3; k++) {
      const weight = loss.reduce<number>((all, _, i) => all + (region[i] === k ? ops.weight[i]! : 0), 0);
      sum += found.curves[0]![k]![day]! * weight;
    }
    expect(sum).toBeCloseTo(found.loss[day]!, 12);
  }
  expect(byDay(ops, { days: 8, shock: steady(loss), onDay: (day) => day === 3 }).days).toBe(4);
});

describe("scenarios", () => {
  const facts = {
    sector: [0, 0, 1, 1],
    region: [0, 1, 0, 1],
    imports: [0.2, 0.8, 0, 1],
    exports: [0, 0.5, 1, 0],
  };
  const on = (day: number, ...parts: Parameters<typeof scenarioLosses>[0]["parts"][number][]) => {
    const [down, up] = [new Float64Array(4), new Float64Array(4)];
    scenarioLosses({ name: "试", parts }, facts).at(day, down, up);
    return [[...down], [...up]];
  };
  test("who is struck, and which way", () => {
    expect(on(0, { kind: "lockdown", regions: [1], share: 0.5 })).toEqual([
      [0, 0.5, 0, 0.5],
      [0, 0.5, 0, 0.5],
    ]);
    expect(on(0, { kind: "port", sectors: [0], share: 1 })).toEqual([
      [0.2, 0.8, 0, 0],
      [0, 0.5, 0, 0],
    ]);
    expect(on(0, { kind: "import", share: 0.5 })[1]).toEqual([0, 0, 0, 0]);
    expect(on(0, { kind: "demand", firms: [2], share: 0.3 })).toEqual([
      [0, 0, 0, 0],
      [0, 0, 0.3, 0],
    ]);
  });
  test("two at once leave what the one leaves of the other", () => {
    const part = { kind: "firms", firms: [0], share: 0.5 } as const;
    expect(on(0, part, part)[0]![0]).toBe(0.75);
  });
  test("days: before, during, coming back evenly, over", () => {
    const part = { kind: "firms", firms: [0], share: 1, from: 2, days: 3, restore: 3 } as const;
    expect([1, 2, 4, 5, 6, 7, 8].map((day) => on(day, part)[0]![0])).toEqual([0, 1, 1, 0.75, 0.5, 0.25, 0]);
  });
  test.each([
    [{ kind: "firms", firms: [4], share: 1 }, "4 is not one of the 4 firms"],
    [{ kind: "firms", share: 1.5 }, "share 1.5"],
    [{ kind: "firms", share: 1, days: 0.5 }, "days 0.5"],
  ] as const)("%o is refused", (part, sentence) => {
    expect(() => scenarioLosses({ name: "试", parts: [part] }, facts)).toThrow(sentence);
  });
  test("regions without known regions are refused", () => {
    const parts = [{ kind: "lockdown", regions: [0], share: 1 }] as const;
    expect(() => scenarioLosses({ name: "试", parts }, { sector: [0] })).toThrow("no region");
  });
});
