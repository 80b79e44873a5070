// How an uploaded row meets the registry: what is new, what differs, and that blanks erase nothing.
import fc from "fast-check";
import { expect, test } from "vitest";
import { emptyDetails } from "./enterprise.ts";
import { changesOf } from "./history.ts";
import { type ImportRow, type Known, mergeRow, wanOf, yuanOf } from "./merge.ts";

const details = {
  ...emptyDetails,
  name: "甲纸业有限公司",
  creditCode: "A",
  industryCode: "2221",
  address: "济南",
};
const row = (parts: Partial<ImportRow["details"]>, facts: ImportRow["facts"] = null): ImportRow => ({
  row: 5,
  details: { ...emptyDetails, name: details.name, creditCode: "A", ...parts },
  facts,
});
const known: Known = {
  id: "1",
  revision: 3,
  details: { ...details, aliases: ["甲纸"] },
  facts: { year: 2025, employees: 300, revenue: "20000000.00", assets: null },
};

test("an unknown code is a new enterprise", () => {
  expect(mergeRow(row({}), undefined).kind).toBe("create");
});

test("blank cells erase nothing; the same again is no change", () => {
  expect(mergeRow(row({}), known)).toMatchObject({ kind: "same", patch: {}, changes: [] });
  const again = row(
    { industryCode: "2221" },
    { year: 2025, employees: 300, revenue: "20000000", assets: null },
  );
  expect(mergeRow(again, known)).toMatchObject({ kind: "same", changes: [] });
});

test("what differs is shown before and after, figures with their year", () => {
  const merged = mergeRow(
    row(
      { name: "甲纸业股份有限公司", aliases: ["老甲"] },
      { year: 2025, employees: 310, revenue: null, assets: "5" },
    ),
    known,
  );
  expect(merged).toMatchObject({
    kind: "update",
    patch: { name: "甲纸业股份有限公司", aliases: ["甲纸", "老甲"] },
    facts: { year: 2025, employees: 310, revenue: "20000000.00", assets: "5" },
    changes: [
      { field: "name", before: "甲纸业有限公司", after: "甲纸业股份有限公司" },
      { field: "aliases", before: "甲纸", after: "甲纸、老甲" },
      { field: "employees@2025", before: "300", after: "310" },
      { field: "assets@2025", before: null, after: "5" },
    ],
  });
});

test("accepting an update twice leaves nothing to change", () => {
  const said = row({ address: "青岛", aliases: ["老甲"] });
  const first = mergeRow(said, known);
  if (first.kind === "create") throw new Error("unexpected");
  const after: Known = { ...known, details: { ...known.details, ...first.patch } };
  expect(mergeRow(said, after).kind).toBe("same");
});

test("万元 become 元 without a binary fraction", () => {
  expect(yuanOf(0.1)).toBe("1000");
  expect(yuanOf(1234.5678)).toBe("12345678");
  expect(yuanOf(0.000001)).toBe("0.01");
  expect(yuanOf(0)).toBe("0");
  expect(yuanOf(null)).toBeNull();
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 ** 12 }), (cents) => {
      const yuan = yuanOf(cents / 1_000_000);
      expect(Math.round(Number(yuan) * 100)).toBe(cents);
      expect(wanOf(yuan)).toBeCloseTo(cents / 1_000_000, 6);
    }),
  );
});

test("the trail mentions only what changed, and says nothing for blank", () => {
  expect(changesOf({ a: 1, b: [], c: "x" }, { a: 1, b: ["y"], c: "" })).toEqual([
    { field: "b", before: null, after: "y" },
    { field: "c", before: "x", after: null },
  ]);
  expect(changesOf(null, { sizeClass: "small" })).toEqual([
    { field: "sizeClass", before: null, after: "small" },
  ]);
});
