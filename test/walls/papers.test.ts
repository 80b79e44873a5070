// Papers that are made from the code stay equal to it: the map, the refusals and the settings.
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { map } from "../../scripts/map.ts";
import { configPage, errorsPage } from "../../scripts/papers.ts";

const root = new URL("../../", import.meta.url).pathname;
const paper = (path: string): string => (existsSync(root + path) ? readFileSync(root + path, "utf8") : "");

test("docs/MAP.md is fresh (npm run map)", () => {
  expect(paper("docs/MAP.md")).toBe(map(root));
});

test("docs/errors.md lists every refusal and no other (npm run map)", () => {
  expect(paper("docs/errors.md")).toBe(errorsPage());
});

test("docs/config.md lists every setting (npm run map)", () => {
  expect(paper("docs/config.md")).toBe(configPage());
});
