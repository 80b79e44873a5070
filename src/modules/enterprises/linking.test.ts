// Rows without a registered code: when they are taken for an enterprise, when a person is asked, what the answer does.
import { describe, expect, test } from "vitest";
import { emptyDetails } from "./enterprise.ts";
import type { ImportOutcome } from "./imports/contract.ts";
import {
  asKnown,
  decide,
  decideRest,
  type Link,
  lessonsOf,
  linksOf,
  type Option,
  targetOf,
} from "./linking.ts";

const option = (id: string, verdict: "same" | "ask" = "ask"): Option => ({
  ...{ id, verdict, score: verdict === "same" ? 0.97 : 0.6, findings: ["name-whole"] },
});
const found = (rows: Record<number, Option[]>) =>
  new Map(Object.entries(rows).map(([row, options]) => [Number(row), options]));
const kinds = (links: ReadonlyMap<number, Link>) => [...links].map(([row, link]) => [row, link.kind]);

describe("same is said only where nothing else is likely", () => {
  test.each<[string, Record<number, Option[]>, string[], [number, string][]]>([
    ["one that is the same", { 2: [option("a", "same")] }, [], [[2, "same"]]],
    ["the same, and another that might be", { 2: [option("a", "same"), option("b")] }, [], [[2, "same"]]],
    ["two that are both the same", { 2: [option("a", "same"), option("b", "same")] }, [], [[2, "ask"]]],
    ["one that might be", { 2: [option("a")] }, [], [[2, "ask"]]],
    ["nobody", { 2: [] }, [], []],
    [
      "two rows, one enterprise",
      { 2: [option("a", "same")], 3: [option("a", "same")] },
      [],
      [
        [2, "same"],
        [3, "ask"],
      ],
    ],
    ["another row names it by its code", { 2: [option("a", "same")] }, ["a"], []],
  ])("%s", (_, rows, taken, expected) => {
    expect(kinds(linksOf(found(rows), new Set(taken)))).toEqual(expected);
  });
});

const outcome = (parts: Partial<ImportOutcome>): ImportOutcome => ({
  ...{ id: "", fileName: "", state: "checked", rows: 3, create: 0, update: 0, same: 0, bad: 0, unlisted: 0 },
  ...{ problems: [], updates: [], updatesUnlisted: 0, matched: 0, undecided: 2, asks: [], asksUnlisted: 0 },
  ...parts,
});

test("a decision moves the row between the counts, can be changed, and never gives one enterprise two rows", () => {
  const links = linksOf(found({ 2: [option("a"), option("b")], 3: [option("a")] }), new Set());
  expect(targetOf(links.get(2))).toBe("undecided");
  const first = decide(links, outcome({}), 2, "a");
  if (!first.ok) throw new Error("refused");
  expect(first.outcome).toMatchObject({ create: 0, update: 1, undecided: 1 });
  expect(decide(first.links, first.outcome, 3, "a")).toMatchObject({
    ok: false,
    refusal: { code: "enterprises.row-claimed", params: { row: 2 } },
  });
  const changed = decide(first.links, first.outcome, 2, "b");
  if (!changed.ok) throw new Error("refused");
  expect(changed.outcome).toMatchObject({ update: 1, undecided: 1 });
  const all = decideRest(changed.links, changed.outcome);
  expect(all.outcome).toMatchObject({ create: 1, update: 1, undecided: 0 });
  expect(targetOf(all.links.get(3))).toMatchObject({ id: null });
  // The pair that was looked at is a lesson, what was said of all the rest is none.
  expect(lessonsOf(all.links)).toEqual([
    { row: 2, id: "b", same: true, score: 0.6, findings: ["name-whole"] },
  ]);
  expect(decide(links, outcome({}), 2, "elsewhere").ok).toBe(false);
  expect(decide(links, outcome({}), 9, null).ok).toBe(false);
});

test("saying new is a lesson about the likeliest", () => {
  const links = linksOf(found({ 2: [option("a"), option("b")] }), new Set());
  const said = decide(links, outcome({}), 2, null);
  expect(said.ok && lessonsOf(said.links)).toMatchObject([{ id: "a", same: false }]);
});

test("a row laid over what is known: another spelling is an alias, a known code stays, an unknown one is learnt", () => {
  const row = (name: string, creditCode: string | null) => ({
    ...{ row: 2, facts: null, details: { ...emptyDetails, name, creditCode, address: "新址" } },
  });
  const known = { ...emptyDetails, name: "山东晨鸣纸业有限公司", creditCode: "91A", aliases: ["晨纸"] };
  expect(asKnown(row("晨鸣纸业", "91B"), known).details).toMatchObject({
    ...{ name: "山东晨鸣纸业有限公司", creditCode: "91A", aliases: ["晨鸣纸业"], address: "新址" },
  });
  expect(asKnown(row("山东晨鸣纸业有限责任公司", null), known).details.aliases).toEqual([]);
  expect(asKnown(row("老晨鸣", null), known, ["老晨鸣"]).details.aliases).toEqual([]);
  expect(asKnown(row("晨鸣", "91B"), { ...known, creditCode: null }).details.creditCode).toBe("91B");
});
