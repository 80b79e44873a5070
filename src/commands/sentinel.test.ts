// The statistics on the command line: what comes out, and what is refused with a sentence.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Refusal } from "./command.ts";
import { nowcast, run } from "./sentinel.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "wenlian-sentinel-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const put = async (name: string, lines: string[]) => {
  const path = join(folder, name);
  await writeFile(path, `${lines.join("\n")}\n`);
  return path;
};
const refused = async (deed: Promise<void>) => {
  const fault = await deed.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(fault).toBeInstanceOf(Refusal);
  return (fault as Refusal).message;
};

test("every period asked about is answered, in its own words, and the wrong unit alarms", async () => {
  const months = Array.from({ length: 60 }, (_, t) => {
    const month = `${2019 + Math.floor(t / 12)}-${String((t % 12) + 1).padStart(2, "0")}`;
    const usual =
      Math.exp(6 + 0.005 * t + 0.1 * Math.sin((t * Math.PI) / 6)) * (1 + (((t * 37) % 11) - 5) / 150);
    const value = t === 20 ? "" : String(t === 50 ? usual * 10000 : usual);
    return `总产值,${month},${value}`;
  });
  // A month without a row is missing too.
  months.splice(30, 1);
  const path = await put("series.csv", ["series,month,value", ...months]);
  const out = join(folder, "out.csv");
  await run(["--method", "ensemble", "--threshold", "3", "--in", path, "--out", out]);
  const rows = (await readFile(out, "utf8")).trim().split("\n");
  expect(rows[0]).toBe("series,t,expected,lo,hi,score,alarm");
  expect(rows).toHaveLength(60);
  expect(rows.filter((row) => row.endsWith(",1"))).toEqual([expect.stringMatching(/^总产值,2023-03,/)]);
  expect(rows[1]).toBe("总产值,2019-01,,,,,0");
});

test("what cannot be read is named, all at once, and nothing is written", async () => {
  const path = await put("bad.csv", ["series,t,value", "甲,1,x", "甲,2,3", "甲,2,4", "乙,二月,5"]);
  const message = await refused(run(["--method", "ets", "--in", path, "--out", join(folder, "none.csv")]));
  expect(message).toContain("第 2 行");
  expect(message).toContain("已出现过");
  expect(message).toContain("“二月”");
  expect(message).toContain("共 3 处错误");
  await expect(readFile(join(folder, "none.csv"))).rejects.toThrow();
  expect(await refused(run(["--method", "magic", "--in", path, "--out", path]))).toContain("ensemble");
  const empty = await put("empty.csv", ["series,t,value"]);
  expect(await refused(run(["--method", "ets", "--in", empty, "--out", path]))).toContain("没有数据");
  const wide = await put("wide.csv", ["series,t,value", "甲,1,1", "甲,999999999,1"]);
  expect(await refused(run(["--method", "ets", "--in", wide, "--out", path]))).toContain("跨度过大");
});

test("late reports: the newest week is filled up and called provisional; a report before its event is refused", async () => {
  const lines: string[] = [];
  const day = (t: number) => new Date(Date.UTC(2023, 0, 2) + t * 7 * 86_400_000).toISOString().slice(0, 10);
  for (let t = 0; t < 80; t += 1) {
    for (let i = 0; i < 20; i += 1) if (t + (i % 3) < 80) lines.push(`${day(t)},${day(t + (i % 3))}`);
  }
  const path = await put("events.csv", ["onset_week,report_week", ...lines]);
  const out = join(folder, "nowcast.csv");
  await nowcast(["--in", path, "--out", out, "--max-delay", "3", "--lags", "0,3"]);
  const [, newest, settled] = (await readFile(out, "utf8")).trim().split("\n");
  const [now, period, lag, observed, , mean, lo, hi, provisional] = (newest ?? "").split(",");
  expect([now, period, lag, observed, provisional]).toEqual([day(79), day(79), "0", "7", "1"]);
  expect(Number(mean)).toBeGreaterThan(17);
  expect(Number(mean)).toBeLessThan(23);
  expect(Number(lo)).toBeLessThanOrEqual(20);
  expect(Number(hi)).toBeGreaterThanOrEqual(20);
  expect(settled).toBe(`${day(79)},${day(76)},3,20,1.0000,20.00,20,20,0`);
  const wrong = await put("wrong.csv", [
    "onset_week,report_week",
    "2024-02-10,2024-02-01",
    "2024-02-30,2024-03-01",
  ]);
  const message = await refused(nowcast(["--in", wrong, "--out", out]));
  expect(message).toContain("报告早于事件");
  expect(message).toContain("共 2 处错误");
});
