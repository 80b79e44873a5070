// The size rule against the published cases, its own test vectors, and every completion of what is missing.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type SizeFacts, type SizeTable, sizeClass } from "./size-class.ts";

const root = new URL("../../../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), "utf8");
const table: SizeTable & { test_vectors: { employees: number; revenue_wan: number; expected: string }[] } =
  JSON.parse(read("data/size_class.json"));
const lines = (path: string) =>
  read(path)
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
const tier = (facts: SizeFacts) => sizeClass(facts, table).sizeClass;

describe("published answers", () => {
  test("every case", () => {
    const answers = new Map(
      lines("test/conformance/eligibility/size_expected.jsonl").map((line) => [
        line.id,
        line.size_class_stat,
      ]),
    );
    for (const { id, facts } of lines("test/conformance/eligibility/size_cases.jsonl"))
      expect([id, tier(facts)]).toEqual([id, answers.get(id)]);
    expect(answers.size).toBeGreaterThan(0);
  });
  test("the vectors of the rule's own record", () => {
    for (const { employees, revenue_wan, expected } of table.test_vectors) {
      expect(tier({ industry_code: "1331", employees, revenue: revenue_wan * 10_000 })).toBe(expected);
    }
  });
});

describe("every row", () => {
  const sample = (scope: string) =>
    scope === "*"
      ? "7320"
      : /^[A-Z]$/.test(scope)
        ? { A: "01", B: "06", C: "13", D: "44", E: "47" }[scope]
        : scope;
  test.each(table.rows.flatMap((row) => row.gb4754.map((scope) => [row.industry, scope] as const)))(
    "%s (%s): each bound is included",
    (industry, scope) => {
      const row = table.rows.find((candidate) => candidate.industry === industry);
      const code = sample(scope)?.padEnd(4, "0");
      for (const name of ["large", "medium", "small"] as const) {
        const least = Object.fromEntries(
          (row?.indicators ?? []).map((indicator) => {
            const least = indicator[`${name}_min`];
            return [indicator.key, indicator.unit === "万元" ? String(least * 10_000) : String(least)];
          }),
        );
        const verdict = sizeClass({ industry_code: code, ...least }, table);
        expect([verdict.row, verdict.sizeClass]).toEqual([industry, name]);
        for (const [key, value] of Object.entries(least)) {
          const under = key === "employees" ? String(Number(value) - 1) : `${Number(value) - 1}.99`;
          const below = { large: "medium", medium: "small", small: "micro" }[name];
          const lower = tier({ industry_code: code, ...least, [key]: under });
          // One person fewer can fall through several bounds only where they touch; the rule's do not.
          expect(lower).toBe(below);
        }
      }
    },
  );
});

describe("what is missing", () => {
  test("matters only where it could change the answer", () => {
    expect(tier({ industry_code: "1331", employees: 19 })).toBe("micro");
    expect(tier({ industry_code: "1331", employees: 20 })).toBe("unknown");
    expect(sizeClass({ industry_code: "1331", employees: 20 }, table).missing).toEqual(["revenue"]);
    expect(tier({ industry_code: "1331", employees: 20, revenue: null, assets: 1 })).toBe("unknown");
    expect(tier({ employees: 1, revenue: 1, assets: 1 })).toBe("micro");
    expect(tier({ employees: 1 })).toBe("unknown");
    expect(tier({})).toBe("unknown");
  });
  test("a code too short to tell the row is settled only when all its rows agree", () => {
    expect(tier({ industry_code: "70", employees: 9, revenue: 1, assets: 1 })).toBe("micro");
    expect(tier({ industry_code: "70", employees: 2000, revenue: "3000000000", assets: "1000000000" })).toBe(
      "large",
    );
    expect(tier({ industry_code: "70", employees: 50, revenue: "3000000000", assets: "1000000000" })).toBe(
      "unknown",
    );
    expect(sizeClass({ industry_code: "701", revenue: 1 }, table).row).toBe("房地产开发经营");
    expect(sizeClass({ industry_code: "L", employees: 9 }, table).row).toBe("租赁和商务服务业");
  });
  test("no such industry: no answer, and it says so", () => {
    expect(sizeClass({ industry_code: "9900", employees: 5 }, table)).toMatchObject({
      sizeClass: "unknown",
      missing: ["industry_code"],
    });
  });
  test("an industry outside the rule is sized by the last row and marked", () => {
    expect(sizeClass({ industry_code: "6620", employees: 300 }, table)).toMatchObject({
      sizeClass: "large",
      row: "其他未列明行业",
    });
    expect(sizeClass({ industry_code: "6620", employees: 300 }, table).notes).toHaveLength(1);
    expect(sizeClass({ industry_code: "7320", employees: 300 }, table).notes).toHaveLength(0);
  });

  const amounts = ["0", "9", "19", "299", "1999999.99", "2000000", "39999999.99", "400000000", "2000000000"];
  const facts = fc.record(
    {
      employees: fc.constantFrom(...amounts),
      revenue: fc.constantFrom(...amounts),
      assets: fc.constantFrom(...amounts),
    },
    { requiredKeys: [] },
  );
  test("an answer given with facts missing holds for every completion, an open one for more than one", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("1331", "4710", "5131", "7010", "7320", "0111"),
        facts,
        (industry_code, known) => {
          const all = ["0", "5000000000"].flatMap((employees) =>
            ["0", "5000000000"].flatMap((revenue) =>
              ["0", "5000000000"].map((assets) =>
                tier({ industry_code, employees, revenue, assets, ...known }),
              ),
            ),
          );
          const answer = tier({ industry_code, ...known });
          if (answer === "unknown") expect(new Set(all).size).toBeGreaterThan(1);
          else expect(new Set(all)).toEqual(new Set([answer]));
        },
      ),
    );
  });
});

describe("exact decimals", () => {
  test("a cent below the bound is below it, however large the number or however it is written", () => {
    expect(tier({ industry_code: "1331", employees: 300, revenue: "19999999.99" })).toBe("small");
    expect(tier({ industry_code: "1331", employees: 300, revenue: "2e7" })).toBe("medium");
    expect(tier({ industry_code: "1331", employees: "1000", revenue: "399999999.999999999999999999" })).toBe(
      "medium",
    );
    expect(tier({ industry_code: "1331", employees: 1000, revenue: 1e30 })).toBe("large");
  });
  test("the evidence names value, tier and bound", () => {
    expect(sizeClass({ industry_code: "1331", employees: 560, revenue: 30_000_000 }, table)).toMatchObject({
      sizeClass: "medium",
      row: "工业",
      evidence: [
        { indicator: "employees", value: "560", tier: "medium", threshold: 300, unit: "人" },
        { indicator: "revenue", value: "30000000", tier: "medium", threshold: 2000, unit: "万元" },
      ],
    });
  });
});
