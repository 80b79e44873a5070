// Every published figure, laws that hold for any set of returns, and the worked example of the README.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  compute,
  contributions,
  deadline,
  diffusion,
  type Filed,
  inForce,
  matchedGrowth,
  matchedPairs,
  type Report,
  type RosterEntry,
  roundRatio,
  toUnits,
} from "./index.ts";

const folder = new URL("../../../test/conformance/indicators/", import.meta.url);
const table = (name: string) => {
  const [head = "", ...lines] = readFileSync(new URL(name, folder), "utf8").trim().split(/\r?\n/);
  const names = head.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((value, at) => [names[at], value])));
};
const reports = table("reports.csv") as unknown as Report[];
const roster = table("roster.csv") as unknown as RosterEntry[];

const filed = (enterprise: string, value: string, weight = "1"): Filed => ({
  enterprise,
  value: toUnits(value),
  weight: toUnits(weight),
});
const report = (
  enterprise: string,
  month: string,
  value: string,
  received: string,
  weight = "1",
): Report => ({
  enterprise,
  industry: "1411",
  region: "11",
  month,
  value,
  weight,
  received,
});

describe("published answers", () => {
  test("every figure of every vintage, cell and month", () => {
    const rows = new Map(
      compute({ reports, roster }).map((row) => [
        `${row.vintage} ${row.industry} ${row.region} ${row.month}`,
        row,
      ]),
    );
    const expected = table("expected.csv");
    expect(rows.size).toBe(expected.length);
    for (const answer of expected) {
      const row = rows.get(`${answer.vintage} ${answer.industry} ${answer.region} ${answer.month}`);
      const text = (value: unknown) => String(value ?? "");
      expect({
        expected: text(row?.expected),
        reported: text(row?.reported),
        total: row?.total,
        weighted_total: row?.weightedTotal,
        coverage: text(row?.coverage),
        weighted_coverage: text(row?.weightedCoverage),
        matched_mom: text(row?.matchedMom),
        growth_mom: text(row?.growthMom),
        chain_index: row?.chainIndex,
        diffusion: text(row?.diffusion),
        matched_yoy: text(row?.matchedYoy),
        growth_yoy: text(row?.growthYoy),
      }).toMatchObject(Object.fromEntries(Object.entries(answer).filter(([name]) => !KEYS.has(name))));
    }
  });
  const KEYS = new Set(["vintage", "industry", "region", "month"]);

  test("the order of the lines does not matter, and the input stays as it was", () => {
    const before = JSON.stringify(reports);
    const straight = compute({ reports, roster });
    expect(compute({ reports: reports.toReversed(), roster: roster.toReversed() })).toEqual(straight);
    expect(JSON.stringify(reports)).toBe(before);
  });
});

describe("vintages", () => {
  const revisions = [
    report("A", "2024-12", "100", "2025-01-15"),
    report("A", "2024-12", "90", "2025-01-16"),
    report("A", "2024-12", "", "2025-02-01"),
  ];
  test("the deadline day is included, the day after is not; an empty form replaces nothing", () => {
    expect(deadline("2024-12")).toBe("2025-01-15");
    expect(inForce(revisions, "first")?.value).toBe("100");
    expect(inForce(revisions, "final")?.value).toBe("90");
  });
  test("months come from the data, and the base is the first of them", () => {
    const rows = compute({ reports: [report("A", "2019-11", "5", "2019-12-01")], roster: [] });
    expect(rows.map(({ month, chainIndex }) => [month, chainIndex])).toEqual([
      ["2019-11", "100.0000"],
      ["2019-11", "100.0000"],
    ]);
    expect(compute({ reports: [], roster: [], from: "2024-01", to: "2024-02" })).toEqual([]);
    expect(() => compute({ reports: [], roster: [], from: "2024-13", to: "2025-01" })).toThrow("not a month");
  });
});

describe("matched sample", () => {
  test("exactly one percent is the same, on both sides; nothing to something is up", () => {
    const pairs = matchedPairs(
      [
        filed("A", "101"),
        filed("B", "99"),
        filed("C", "101.000001"),
        filed("D", "0"),
        filed("E", "0.1"),
        filed("N", "1"),
      ],
      [
        filed("A", "100"),
        filed("B", "100"),
        filed("C", "100"),
        filed("D", "0"),
        filed("E", "0"),
        filed("O", "1"),
      ],
    );
    expect(pairs.map(({ enterprise, direction }) => `${enterprise} ${direction}`)).toEqual([
      "A same",
      "B same",
      "C up",
      "D same",
      "E up",
    ]);
    expect(diffusion(pairs)).toBe("70.00");
    // In binary, 0.07 × 100 is more than 7: the comparison must be decimal.
    expect(matchedPairs([filed("A", "7.07")], [filed("A", "7")])[0]?.direction).toBe("same");
  });
  test("nobody matches, or nothing to grow from: no figure", () => {
    expect(diffusion([])).toBeNull();
    expect(matchedGrowth(matchedPairs([filed("A", "5")], [filed("A", "0")]))).toMatchObject({
      matched: 1,
      growth: null,
    });
  });
  test("a change of cell leaves the sample; the current weight counts for both months", () => {
    const moved = { ...report("A", "2024-02", "8", "2024-03-01"), region: "44" };
    const rows = compute({
      reports: [
        report("A", "2024-01", "5", "2024-02-01"),
        moved,
        report("B", "2024-01", "10", "2024-02-01", "1"),
        report("B", "2024-02", "11", "2024-03-01", "3"),
      ],
      roster: [],
    });
    const february = rows.find(
      (row) => row.vintage === "final" && row.region === "11" && row.month === "2024-02",
    );
    expect(february).toMatchObject({
      matchedMom: 1,
      growthMom: "10.0000",
      chainIndex: "110.0000",
      coverage: null,
    });
  });

  const amount = fc.integer({ min: 0, max: 1_000_000 }).map((tenths) => (tenths / 10).toFixed(1));
  const pair = fc.record({ now: amount, before: amount, weight: fc.constantFrom("1.00", "1.25", "4.80") });
  test("contributions add up to the growth, and scaling every value changes neither growth nor diffusion", () => {
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 30 }), (list) => {
        const build = (scale: bigint) =>
          matchedPairs(
            list.map(({ now, weight }, at) => ({
              ...filed(`E${at}`, now, weight),
              value: toUnits(now) * scale,
            })),
            list.map(({ before }, at) => ({ ...filed(`E${at}`, before), value: toUnits(before) * scale })),
          );
        const { growth } = matchedGrowth(build(1n));
        expect(matchedGrowth(build(7n)).growth).toBe(growth);
        expect(diffusion(build(7n))).toBe(diffusion(build(1n)));
        if (growth === null) return;
        const sum = contributions(build(1n)).reduce((all, { points }) => all + Number(points), 0);
        expect(Math.abs(sum - Number(growth))).toBeLessThan(
          0.00005 * (list.length + 1) + 1e-9 * Math.abs(sum),
        );
      }),
    );
  });
});

describe("exact decimals", () => {
  test("half goes away from zero, once, and minus zero is zero", () => {
    expect(roundRatio({ num: 5n, den: 1000n }, 2)).toBe("0.01");
    expect(roundRatio({ num: -5n, den: 1000n }, 2)).toBe("-0.01");
    expect(roundRatio({ num: -4n, den: 1000n }, 2)).toBe("0.00");
    expect(roundRatio({ num: 123456n, den: 100n }, 0)).toBe("1235");
  });
  test("0.1 + 0.2 is 0.3; what is no decimal is refused by name", () => {
    expect(toUnits("0.1") + toUnits("0.2")).toBe(toUnits("0.3"));
    for (const text of ["", "1e3", "1,000", "万", "1.2345678", ".", "0x10"])
      expect(() => toUnits(text)).toThrow(text);
  });
});

test("the example of the README", () => {
  const rows = compute({
    roster: ["2026-01", "2026-02"].flatMap((month) =>
      ["甲", "乙", "丙"].map((enterprise) => ({
        enterprise,
        month,
        industry: "1411",
        region: "11",
        weight: "2.00",
      })),
    ),
    reports: [
      report("甲", "2026-01", "100.0", "2026-02-08", "2.00"),
      report("乙", "2026-01", "50.0", "2026-02-10", "2.00"),
      report("甲", "2026-02", "110.0", "2026-03-09", "2.00"),
      report("乙", "2026-02", "50.5", "2026-03-16", "2.00"),
    ],
  }).filter(({ month }) => month === "2026-02");
  expect(
    rows.map((row) => [row.vintage, row.total, row.coverage, row.growthMom, row.chainIndex, row.diffusion]),
  ).toEqual([
    ["first", "110.00", "0.3333", "10.0000", "110.0000", "100.00"],
    ["final", "160.50", "0.6667", "7.0000", "107.0000", "75.00"],
  ]);
});
