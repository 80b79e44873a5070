// Links case by case: which report counts, what one is worth, what an enterprise hangs on, what an industry may see.
import { expect, test } from "vitest";
import { doubled, kindsOf } from "./essential.ts";
import { inputsOf, survives } from "./exposure/exposure.ts";
import { findingsOfEnds, findingsOfLinks, merged } from "./import-rows.ts";
import { industryRows } from "./industry.ts";
import { holds, type LinkFacts, oneEach, overfull, overlaps, valuesOf } from "./link.ts";

const link = (parts: Partial<LinkFacts> = {}): LinkFacts => ({
  ...{
    reporterId: "c",
    supplierId: "s",
    supplier: "浆厂",
    customerId: "c",
    customer: "纸厂",
    product: "pulp",
  },
  ...{ share: 1, essential: null, coverDays: 10, switchDays: null, amount: null },
  ...{ validFrom: "2026-01-01", validTo: null, source: "reported", confidence: 0.95 },
  ...parts,
});

test("a link holds from its first to its last day", () => {
  const year = link({ validTo: "2026-12-31" });
  expect(["2025-12-31", "2026-01-01", "2026-12-31", "2027-01-01"].map((day) => holds(year, day))).toEqual([
    ...[false, true, true, false],
  ]);
  expect(overlaps(year, link({ validFrom: "2026-12-31" }))).toBe(true);
  expect(overlaps(year, link({ validFrom: "2027-01-01" }))).toBe(false);
});

test("of several who say the same one counts: the customer first, then the supplier, a file, a guess", () => {
  const rows = [
    link({ source: "inferred", reporterId: "f", share: 0.1 }),
    link({ source: "imported", reporterId: "f", share: 0.2 }),
    link({ reporterId: "s", share: 0.3 }),
    link({ share: 0.4 }),
  ];
  const best = (list: LinkFacts[]) => oneEach(list, "2026-06-01").map((one) => one.share);
  expect([best(rows), best(rows.slice(0, 3)), best(rows.slice(0, 2))]).toEqual([[0.4], [0.3], [0.2]]);
  expect(best(rows.toReversed())).toEqual([0.4]);
  // A partner without an entry is the same by its name, however the brackets are typed.
  const named = (supplier: string) => link({ supplierId: null, supplier });
  expect(oneEach([named("北方（集团）浆厂"), named("北方(集团) 浆厂")], "2026-06-01")).toHaveLength(1);
});

test("what nobody said in money is estimated and marked", () => {
  const size = (key: string) => (key === "c" ? "medium" : "large");
  const rows = [
    link({ amount: 500 }),
    link({ supplierId: "s2", share: 0.25 }),
    link({ supplierId: "s3", share: null, product: "salt" }),
    link({ reporterId: "s4", supplierId: "s4", share: 0.1, product: "starch" }),
  ];
  // A medium firm turns over 2,000 at least, buys for 0.6 of it, of three products: 400 each; a large one sells 40,000.
  expect(valuesOf(rows, size)).toEqual([
    { value: 500, estimated: false },
    { value: 100, estimated: true },
    { value: 400, estimated: true },
    { value: 4000, estimated: true },
  ]);
});

test("shares may be rounded and not more", () => {
  expect([overfull([0.5, 0.5, 0.004]), overfull([0.6, null, 0.5])]).toEqual([null, 1.1]);
});

test("the closest pair of industries decides; a pair nobody named is ordinary", () => {
  const pair = (supplier: string, customer: string, kind: 0 | 1 | 2) => ({
    supplier,
    customer,
    kind,
    note: "",
  });
  const pairs = [pair("22", "22", 0), pair("221", "22", 1), pair("221", "222", 2), pair("22", "2221", 0)];
  const kind = kindsOf(pairs);
  expect([kind("2210", "2221"), kind("221", "2231"), kind("2231", "2231"), kind("31", "385")]).toEqual([
    2, 1, 0, 1,
  ]);
  expect(doubled([...pairs, pair("22", "22", 2)])).toEqual(pair("22", "22", 2));
});

test("an enterprise survives as long as its shortest essential single source", () => {
  const kind = (product: string) => (product === "flavour" ? 1 : 2);
  const inputs = inputsOf(
    [
      link({ coverDays: 12 }),
      link({ product: "salt", coverDays: 5, share: 0.6 }),
      link({ product: "salt", supplierId: "s2", coverDays: 5, share: 0.4 }),
      link({ product: "flavour", coverDays: 1 }),
      link({ product: "sugar", coverDays: 3, essential: false }),
    ],
    kind,
  );
  expect(inputs.map((one) => [one.product, one.essential, one.single, one.coverDays])).toEqual([
    ["pulp", true, true, 12],
    ["salt", true, false, 5],
    ["flavour", false, true, 1],
    ["sugar", false, true, 3],
  ]);
  expect(survives(inputs)).toBe(12);
  // Half of it from somebody unnamed is no single source; stock that nobody told counts as none.
  expect(inputsOf([link({ share: 0.5 })], kind)[0]!.single).toBe(false);
  expect(survives(inputsOf([link({ coverDays: null })], kind))).toBe(0);
  expect(survives([])).toBe(null);
});

test("an industry sees no product of two, no sum that one dominates, no rate of four", () => {
  const buyers = (amounts: number[], product = "pulp") =>
    amounts.map((value, i) => ({ ...link({ customerId: `c${i}`, product }), value }));
  const [even] = industryRows(buyers([10, 11, 12, 13, 14]));
  expect(even).toEqual({
    ...{ product: "pulp", buyers: 5, amount: "60", withheld: null, singleSource: 1, coverDays: 10 },
  });
  expect(industryRows(buyers([10, 11]))[0]).toMatchObject({ buyers: null, amount: null, withheld: "few" });
  expect(industryRows(buyers([1000, 11, 12, 13]))[0]).toMatchObject({
    ...{ buyers: 4, amount: null, withheld: "dominated", singleSource: null, coverDays: null },
  });
});

test("a workbook: ends that nobody knows, links twice, shares above the whole; each at its cell", () => {
  const told = (id: string | null | undefined, name: string | null = "甲", code: string | null = null) => ({
    ...{ id, name, code },
  });
  const codes = (...args: Parameters<typeof findingsOfEnds>) =>
    findingsOfEnds(...args).map((one) => one.code);
  expect(codes(told("s"), told("c"), null)).toEqual([]);
  expect(codes(told(undefined, null, "91X"), told(null, null), null)).toEqual([
    "code_unknown",
    "end_missing",
  ]);
  expect(codes(told(null), told("c"), null)).toEqual(["name_only"]);
  expect(codes(told(null), told(null), null)).toEqual(["name_only", "name_only", "no_end_known"]);
  expect(codes(told("s"), told("s"), null)).toEqual(["same_ends"]);
  expect(codes(told("s"), told("c"), "other")).toEqual(["not_an_end"]);
  const row = (n: number, parts: Partial<LinkFacts>) => ({
    row: n,
    ends: link(parts),
    fields: { ...link(parts), note: "" },
  });
  const rows = [
    row(5, { share: 0.7 }),
    row(6, { share: 0.1 }),
    row(7, { supplierId: "s2", share: 0.6 }),
    row(8, { validTo: "2025-01-01" }),
  ];
  expect([...findingsOfLinks(rows)].map(([n, one]) => [n, one.code, one.column])).toEqual([
    [6, "link_twice", "product"],
    [7, "shares_over", "share"],
    [8, "days_order", "valid_to"],
  ]);
  const known = { ...link({ share: 0.7 }), id: "k" };
  expect(merged(rows.slice(0, 1), [known])[0]).toMatchObject({ known: { id: "k" }, changed: false });
  expect(merged(rows.slice(0, 1), [{ ...known, share: 0.5 }])[0]!.changed).toBe(true);
});
