// Papers that are made from the code stay equal to it: the map and the list of refusals.
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { errorsPage } from "../../scripts/errors.ts";
import { map } from "../../scripts/map.ts";

const root = new URL("../../", import.meta.url).pathname;
const paper = (path: string): string => (existsSync(root + path) ? readFileSync(root + path, "utf8") : "");

test("docs/MAP.md is fresh (npm run map)", () => {
  expect(paper("docs/MAP.md")).toBe(map(root));
});

test("docs/errors.md lists every refusal and no other (npm run map)", () => {
  expect(paper("docs/errors.md")).toBe(errorsPage());
});
