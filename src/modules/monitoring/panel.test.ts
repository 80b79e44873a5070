// Which key groups may stand side by side: attacked by every sum and difference that is published.
import { expect, test } from "vitest";
import { type Counting, membersIn, openGroups } from "./panel.ts";

const one = (enterprise: string, groups: string[], block = "", size = 100): Counting => ({
  enterprise,
  groups,
  block,
  size: BigInt(size + enterprise.length),
});
const many = (head: string, count: number, groups: string[], block = ""): Counting[] =>
  Array.from({ length: count }, (_, i) => one(`${head}${i}`, groups, block));

test("a group of two, or one that a giant dominates, is not shown", () => {
  expect(openGroups([...many("a", 2, ["@x"]), ...many("b", 9, [])], ["@x"])).toEqual(new Set());
  expect(openGroups([...many("a", 4, ["@x"]), one("giant", ["@x"], "", 9000)], ["@x"])).toEqual(new Set());
  expect(openGroups(many("a", 4, ["@x"]), ["@x"])).toEqual(new Set(["@x"]));
});

test("two lists that differ by one enterprise are never both shown; the smaller gives way", () => {
  const all = [...many("a", 6, ["@x", "@y"]), one("b", ["@y"])];
  expect(openGroups(all, ["@x", "@y"])).toEqual(new Set(["@y"]));
  expect(openGroups([...all, ...many("c", 3, ["@x"])], ["@x", "@y"])).toEqual(new Set(["@x", "@y"]));
});

test("a list that is an industry but for one enterprise gives way to the industry's own total", () => {
  const all = [...many("a", 6, ["@x"], "222"), one("b", [], "222")];
  expect(openGroups(all, ["@x"])).toEqual(new Set());
  const unknown = all.map((each) => ({ ...each, block: "" }));
  expect(openGroups(unknown, ["@x"])).toEqual(new Set(["@x"]));
});

test("three lists that only together give one away are found", () => {
  // x + y − z leaves one.
  const all = [...many("a", 4, ["@x", "@z"]), ...many("b", 4, ["@y", "@z"]), one("c", ["@x"])];
  const open = openGroups(all, ["@x", "@y", "@z"]);
  expect(open.size).toBe(2);
});

test("the list of a month is who stood on it on any day of it", () => {
  const span = { organisationId: "a", listCode: "x", since: "2026-03-31", until: "2026-05-01" };
  const at = (month: string) => membersIn([span], [{ code: "@x", list: "x" }], month).get("@x")!.size;
  expect(["2026-02", "2026-03", "2026-05", "2026-06"].map(at)).toEqual([0, 1, 1, 0]);
});
