// The published pairs through the command: at least nine in ten called, at least 98 of 100 calls right.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { main } from "../../../src/cli.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "wenlian-match-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const rows = (path: string) =>
  readFileSync(path, "utf8")
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(","));

test("enterprises match: called, right, and true pairs above false ones", async () => {
  const out = join(folder, "scores.csv");
  expect(await main(["enterprises", "match", "--in", join(here, "pairs.csv"), "--out", out])).toBe(0);
  const truth = new Map(rows(join(here, "pairs_labels.csv")).map(([id, same]) => [id, same === "1"]));
  const answers = rows(out).map(([id, score, verdict]) => ({ score: Number(score), verdict, same: truth.get(id) }));
  expect(answers).toHaveLength(truth.size);
  const called = answers.filter(({ verdict }) => verdict !== "ask");
  const right = called.filter(({ verdict, same }) => (verdict === "same") === same);
  expect(called.length / answers.length).toBeGreaterThanOrEqual(0.9);
  expect(right.length / called.length).toBeGreaterThanOrEqual(0.98);
  const [yes, no] = [answers.filter(({ same }) => same), answers.filter(({ same }) => !same)];
  const above = yes.flatMap((a) => no.map((b) => (a.score > b.score ? 1 : a.score === b.score ? 0.5 : 0)));
  expect(above.reduce((sum: number, win) => sum + win, 0) / above.length).toBeGreaterThan(0.98);
});
