// Every deed the trail can hold is either put into words for the hand-over log or marked as nothing to tell of.
import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { modules } from "./list.ts";

const literal = /\baction: "([a-z]+\.[\w.-]+)"/g;
const wordless = (text: string, known: Readonly<Record<string, unknown>>): string[] =>
  [...text.matchAll(literal)].map((match) => match[1]!).filter((action) => !(action in known));

test("every deed has words", () => {
  expect(wordless('audit(ctx, { action: "planted.deed" })', {})).toEqual(["planted.deed"]);
  const known = Object.assign({}, ...modules.map((module) => module.deeds ?? {}));
  const folder = new URL("./", import.meta.url).pathname;
  const found = globSync("*/**/*.ts", { cwd: folder })
    .filter((path) => !path.endsWith(".test.ts"))
    .flatMap((path) => wordless(readFileSync(folder + path, "utf8"), known));
  expect(found).toEqual([]);
  expect(Object.keys(known).length).toBeGreaterThan(50);
});
