// npm test: types, lint, walls, unit, API, start, journeys; goes on after a failure and ends with one line of figures.
import "./node-version.mjs";
import * as fs from "node:fs";
import * as path from "node:path";
import { ensurePackages, ensureWeb, findNode, root, run, stop } from "./install.mjs";

const tool = (name) => path.join(root, "node_modules", name);
const tsc = tool("typescript/bin/tsc");
const output = path.join(root, "test/output");

/** Each answers how many checks passed and failed. */
const parts = {
  types: () =>
    checks([
      [tsc, "-p", "tsconfig.json"],
      [tsc, "-p", "tsconfig.web.json"],
    ]),
  lint: () => checks([[tool("@biomejs/biome/bin/biome"), "check", "--error-on-warnings", "."]]),
  walls: () => vitest("walls"),
  unit: () => vitest("unit"),
  api: () => vitest("api"),
  start: async () => {
    await ensureWeb(node);
    return vitest("start");
  },
  journeys: async () => {
    await ensureWeb(node);
    return vitest("journeys");
  },
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in parts));
if (unknown.length > 0) {
  const all = Object.keys(parts).join(" ");
  stop(
    `没有这一项：${unknown.join(" ")}。可选：${all}`,
    `No such part: ${unknown.join(" ")}. There are: ${all}`,
  );
}

await ensurePackages({ tests: true });
const node = findNode();
fs.mkdirSync(output, { recursive: true });
const rows = [];
for (const [name, part] of Object.entries(parts)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`\n── ${name} ${"─".repeat(70 - name.length)}`);
  const started = Date.now();
  const result = await part();
  rows.push({ name, ...result, seconds: (Date.now() - started) / 1000 });
}
report(rows);

async function checks(commands) {
  const result = { passed: 0, failed: 0, skipped: [] };
  for (const command of commands) {
    const failed = await run(node, command);
    if (failed) result.failed++;
    else result.passed++;
  }
  return result;
}

async function vitest(project) {
  const file = path.join(output, `${project}.json`);
  fs.rmSync(file, { force: true });
  const code = await run(node, [
    ...[tool("vitest/vitest.mjs"), "run", "--project", project],
    ...["--reporter=default", "--reporter=json", `--outputFile.json=${file}`],
  ]);
  if (!fs.existsSync(file)) return { passed: 0, failed: 1, skipped: [] };
  const told = JSON.parse(fs.readFileSync(file, "utf8"));
  const tests = told.testResults.flatMap((suite) => suite.assertionResults);
  const count = (status) => tests.filter((test) => test.status === status).length;
  // A file that could not even be loaded has no test to count, and an error between tests belongs to none.
  const broken = told.testResults.filter(
    (s) => s.status === "failed" && !s.assertionResults.some(isFailed),
  ).length;
  const failed = count("failed") + broken;
  return {
    passed: count("passed"),
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: tests
      .filter((test) => ["skipped", "pending", "todo"].includes(test.status))
      .map((test) => test.fullName),
  };
}

function isFailed(test) {
  return test.status === "failed";
}

function report(all) {
  const line = (cells) => cells.map((cell, i) => (i === 0 ? cell.padEnd(10) : cell.padStart(9))).join("");
  console.log(`\n${line(["", "passed", "failed", "skipped", "seconds"])}`);
  for (const row of all) {
    const figures = [row.passed, row.failed, row.skipped.length].map(String);
    console.log(line([row.name, ...figures, row.seconds.toFixed(1)]));
  }
  const skipped = all.flatMap((row) => row.skipped.map((name) => `  ${row.name}: ${name}`));
  if (skipped.length > 0) console.log(`\nskipped:\n${skipped.join("\n")}`);
  const sum = (key) => all.reduce((total, row) => total + row[key], 0);
  const failed = sum("failed");
  console.log(`\n${sum("passed")} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}
