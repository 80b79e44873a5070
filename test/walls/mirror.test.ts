// Small laws of the house that the import checker cannot see.
import { globSync, readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { expect, test } from "vitest";

const root = new URL("../../", import.meta.url).pathname;
const read = (path: string): string => readFileSync(root + path, "utf8");
const glob = (pattern: string): string[] => globSync(pattern, { cwd: root });

type Source = { path: string; text: string };
const sources = (pattern: string): Source[] => glob(pattern).map((path) => ({ path, text: read(path) }));
const modules = readdirSync(`${root}src/modules`, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

/** Tables made outside the module's own schema, and other modules' tables named in its SQL. */
function foreignTables(module: string, files: readonly Source[]): string[] {
  const others = modules.filter((name) => name !== module).join("|");
  const out: string[] = [];
  for (const { path, text } of files) {
    for (const [, table] of text.matchAll(
      /create\s+(?:table|view|materialized view)\s+(?:if not exists\s+)?([\w.]+)/gi,
    )) {
      if (path.endsWith(".sql") && !table!.startsWith(`${module}.`)) out.push(`${path}: ${table}`);
    }
    const pattern = new RegExp(
      `(?:from|join|into|update|table|references|["'\`])\\s*((?:${others})\\.[a-z_]+)\\b(?!\\.ts)`,
      "gi",
    );
    if (others && /(\.sql|store\.ts|\/store\/.*\.ts)$/.test(path)) {
      // A read view that its owner publishes is lawful; it is named <module>.report, <module>.expected or ends in _view.
      for (const [, table] of text.matchAll(pattern))
        if (!/(\.(report|expected)|_view)$/.test(table!)) out.push(`${path}: ${table}`);
    }
  }
  return out;
}

test("a module's tables lie in its own schema and stand in no other module", () => {
  expect(
    foreignTables("planted", [{ path: "x/0001_a.sql", text: "create table other.t (id int)" }]),
  ).toHaveLength(1);
  if (modules.length > 0) {
    const victim = `select * from ${modules[0]}.secret`;
    expect(foreignTables("planted", [{ path: "x/store.ts", text: victim }])).toHaveLength(1);
  }
  for (const module of modules) {
    expect(foreignTables(module, sources(`src/modules/${module}/**/*.{ts,sql}`))).toEqual([]);
  }
});

test("every feature of the web has its module", () => {
  const features = readdirSync(`${root}src/web`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !["ui", "lib", "home", "signin", "public"].includes(entry.name))
    .map((entry) => entry.name);
  expect(features.filter((name) => !modules.includes(name))).toEqual([]);
});

const clockUse = /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bperformance\.now\b/;
const worldly = /^(index|contract|words|routes|actions|store|listeners|jobs|thread|fixtures)\.ts$/;

test("engines and hearts have no clock and no dice", () => {
  expect("const t = new Date();").toMatch(clockUse);
  expect("new Date(text)").not.toMatch(clockUse);
  const pure = [
    ...sources("src/engines/**/*.ts"),
    ...sources("src/modules/*/*.ts").filter((s) => !worldly.test(basename(s.path))),
  ];
  const bad = pure.filter((s) => !/(\.test|\/bench)\.ts$/.test(s.path) && clockUse.test(s.text));
  expect(bad.map((s) => s.path)).toEqual([]);
});

test("no file is longer than 500 lines", () => {
  const long = [...sources("src/**/*.{ts,tsx,css}"), ...sources("{scripts,bench,test}/**/*.{ts,mjs}")]
    .filter((s) => s.text.split("\n").length > 500)
    .map((s) => s.path);
  expect(long).toEqual([]);
});

test("the first line of a file says what it is for", () => {
  const silent = [...sources("src/**/*.{ts,tsx}"), ...sources("{scripts,bench,test}/**/*.{ts,mjs}")]
    .filter((s) => !/^(#!.*\n)?(\/\/|\/\*|--) ?\S+/.test(s.text))
    .map((s) => s.path);
  expect(silent).toEqual([]);
});
