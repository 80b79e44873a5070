// `npm run new` cannot rot: its outcome type-checks, passes the import walls and its own test.
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newModule } from "../../scripts/new-module.ts";

const root = new URL("../../", import.meta.url).pathname;
let copy = "";

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "wenlian-new-"));
  for (const name of [
    "src",
    "test",
    "scripts",
    "bench",
    "data",
    "bin",
    "package.json",
    "tsconfig.json",
    "tsconfig.web.json",
    "vitest.config.ts",
    "vite.config.ts",
    ".dependency-cruiser.mjs",
  ]) {
    cpSync(join(root, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

const run = (...args: string[]): string =>
  execFileSync(
    process.execPath,
    args.map((a) => (a.startsWith("node_modules/") ? join(root, a) : a)),
    {
      cwd: copy,
      encoding: "utf8",
      stdio: "pipe",
      maxBuffer: 256 * 1024 * 1024,
      env: { ...process.env, VITEST: undefined, VITEST_WORKER_ID: undefined, VITEST_POOL_ID: undefined },
    },
  );

test("a name that will not do is refused with a sentence", () => {
  expect(() => newModule(copy, "Our-Complaints")).toThrow(/one lower-case English word/);
  expect(() => newModule(copy, "people")).toThrow(/already there/);
});

test("what it writes type-checks, keeps the walls and passes its own test", () => {
  const written = newModule(copy, "complaints");
  expect(readFileSync(join(copy, "src/modules/list.ts"), "utf8")).toMatch(/, complaints\]|\[complaints\]/);
  expect(readFileSync(join(copy, "src/web/features.ts"), "utf8")).toMatch(/, complaints\]|\[complaints\]/);
  expect(written).toContain("src/modules/complaints/contract.ts");
  for (const config of ["tsconfig.json", "tsconfig.web.json"]) {
    run("node_modules/typescript/bin/tsc", "-p", config, "--incremental", "false");
  }
  const report = JSON.parse(
    run(
      "node_modules/dependency-cruiser/bin/dependency-cruiser.mjs",
      "src",
      // What tests stand on may know modules; it belongs to no room.
      "--do-not-follow",
      "node_modules|^test/",
      "--config",
      ".dependency-cruiser.mjs",
      "--output-type",
      "json",
    ),
  ) as { summary: { violations: unknown[] } };
  expect(report.summary.violations).toEqual([]);
  expect(run("node_modules/vitest/vitest.mjs", "run", "--project", "api", "src/modules/complaints")).toMatch(
    /1 passed/,
  );
});
