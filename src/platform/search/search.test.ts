// What text is cut into and what a query asks; that both meet in the database is shown in search.api.test.ts.
import { expect, test } from "vitest";
import { searchQuery, searchText, segment } from "./search.ts";
import { stretches } from "./text.ts";

test("Chinese and Latin stretches are told apart, full-width forms made plain", () => {
  expect(stretches("晨鸣ＡＢＣ-12纸业 9137")).toEqual([
    { kind: "han", text: "晨鸣" },
    { kind: "latin", text: "abc" },
    { kind: "latin", text: "12" },
    { kind: "han", text: "纸业" },
    { kind: "latin", text: "9137" },
  ]);
});

test("a name gives pairs, its last character, and spelling and initials from each word on", async () => {
  const tokens = await segment("重庆晨鸣纸业");
  expect(tokens).toEqual(expect.arrayContaining(["重庆", "庆晨", "晨鸣", "鸣纸", "纸业", "业"]));
  expect(tokens).toEqual(
    expect.arrayContaining(["chongqingchenmingzhiye", "cqcmzy", "chenmingzhiye", "cmzy", "zhiye", "zy"]),
  );
});

test("fields are joined without repeats; nothing gives nothing", async () => {
  expect(await searchText(["A1", null, "a1 b2", undefined, ""])).toBe("a1 b2");
});

test.each([
  ["晨鸣纸业", "'晨鸣' & '纸业'"],
  ["纸", "'纸':*"],
  ["ABC 12", "(('abc':* & '12':*) | 'abc12':*)"],
  ["cmzy", "'cmzy':*"],
  ["  ", null],
  ["!!&|'()", null],
  ["a'b\\c", "(('a':* & 'b':* & 'c':*) | 'abc':*)"],
])("query %s", async (text, query) => {
  expect(await searchQuery(text)).toBe(query);
});
