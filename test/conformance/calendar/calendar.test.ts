// The published clocks, every row: through the command, as a person would run it.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { main } from "../../../src/cli.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "wenlian-clocks-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const rows = (path: string) => readFileSync(path, "utf8").trim().split(/\r?\n/);

test.each([
  ["due", "cases.csv", "expected.csv", 60],
  ["elapsed", "elapsed.csv", "elapsed_expected.csv", 30],
])("calendar %s: every row exact", async (command, input, expected, count) => {
  const out = join(folder, `${command}.csv`);
  expect(await main(["calendar", command, "--in", join(here, input), "--out", out])).toBe(0);
  const answers = rows(out);
  expect(answers.length - 1).toBe(count);
  expect(answers).toEqual(rows(join(here, expected)));
});

test.each(["America/New_York", "Pacific/Kiritimati"])("the same on a machine in %s", (zone) => {
  const out = join(folder, "zone.csv");
  const command = [join(here, "../../../bin/wenlian.mjs"), "calendar", "due"];
  const run = spawnSync(process.execPath, [...command, "--in", join(here, "cases.csv"), "--out", out], {
    encoding: "utf8",
    env: { ...process.env, TZ: zone },
  });
  expect([run.status, run.stderr]).toEqual([0, ""]);
  expect(rows(out)).toEqual(rows(join(here, "expected.csv")));
});
