// Which two entries may become one, and by what the one is found afterwards.
import { expect, test } from "vitest";
import { type Entry, mayMerge, namesTaken } from "./merging.ts";

const entry = (id: string, parts: Partial<Entry> = {}): Entry => ({
  ...{ id, name: id, mergedInto: null, carries: 0 },
  ...parts,
});

test.each<[string, Entry, Entry, string | null]>([
  ["two of their own", entry("a"), entry("b"), null],
  ["into one that carries others", entry("a", { carries: 2 }), entry("b"), null],
  ["with itself", entry("a"), entry("a"), "enterprises.merge-itself"],
  ["one that lies under another", entry("a"), entry("b", { mergedInto: "c" }), "enterprises.merged-already"],
  [
    "into one that lies under another",
    entry("a", { mergedInto: "c" }),
    entry("b"),
    "enterprises.merged-already",
  ],
  ["one that carries others", entry("a"), entry("b", { carries: 1 }), "enterprises.merge-carries"],
])("%s", (_, survivor, merged, code) => {
  const answer = mayMerge(survivor, merged);
  expect(answer.ok ? null : answer.refusal.code).toBe(code);
});

test("names of the merged entry that the survivor has not got, and its code", () => {
  const survivor = { name: "甲公司", shortName: "甲", creditCode: "91A", aliases: ["甲甲"] };
  const merged = { name: "乙公司", shortName: "甲", creditCode: "91B", aliases: ["甲甲", "乙乙"] };
  expect(namesTaken(survivor, merged, ["旧乙"])).toEqual([
    { kind: "merged", name: "乙公司" },
    { kind: "merged", name: "乙乙" },
    { kind: "merged", name: "旧乙" },
    { kind: "merged-code", name: "91B" },
  ]);
  expect(namesTaken(survivor, { ...survivor, creditCode: null }, [])).toEqual([]);
});
