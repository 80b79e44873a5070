// The command line as a person meets it: help, unknown words, wrong files, and the published cases end to end.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../", import.meta.url));
const cases = join(root, "test/conformance");
const folder = mkdtempSync(join(tmpdir(), "wenlian-cli-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function wenlian(...args: string[]) {
  const run = spawnSync(process.execPath, [join(root, "bin/wenlian.mjs"), ...args], { encoding: "utf8" });
  return { code: run.status, out: run.stdout, error: run.stderr };
}
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const target = join(folder, "out.csv");
const indicators = (reports: string, roster: string) =>
  wenlian("indicators", "compute", "--reports", reports, "--roster", roster, "--out", target);
const reportsHead = "enterprise,industry,region,month,value,weight,received\n";
const roster = file("roster.csv", "weight,enterprise,month,industry,region\n1,A,2024-01,1411,11\n");

describe("finding one's way", () => {
  test("help lists every command in both languages; no command is help", () => {
    const help = wenlian("--help");
    expect(help.code).toBe(0);
    expect(help.out).toContain("indicators compute");
    expect(help.out).toMatch(/划型办法[\s\S]*size class/);
    expect(wenlian().out).toBe(help.out);
    expect(wenlian("enterprises", "size", "--help").out).toContain("--in");
  });
  test("an unknown command or option is one clear sentence and exit 2", () => {
    expect(wenlian("indicator")).toMatchObject({ code: 2, out: "" });
    expect(wenlian("indicator").error).toContain("没有“indicator”这个命令");
    expect(wenlian("enterprises", "size", "--in", "x").error).toContain("--out");
    expect(wenlian("enterprises", "size", "--in", "x", "--output", "y").code).toBe(2);
  });
});

describe("indicators compute", () => {
  test("the published cases, figure by figure", () => {
    const set = join(cases, "indicators");
    expect(indicators(join(set, "reports.csv"), join(set, "roster.csv"))).toEqual({
      code: 0,
      out: "",
      error: "",
    });
    const numbers = (path: string) => readFileSync(path, "utf8").trim().split(/\r?\n/).sort();
    expect(numbers(target)).toEqual(numbers(join(set, "expected.csv")));
  });
  test("columns in any order, quoted fields, other months", () => {
    const reports = file("quoted.csv", `\uFEFF${reportsHead}"A","1411",11,2019-12,"10.5",1,2020-01-03\r\n`);
    expect(indicators(reports, roster).code).toBe(0);
    expect(readFileSync(target, "utf8")).toContain(
      "first,1411,11,2019-12,0,1,10.50,10.50,,,0,,100.0000,,0,\n",
    );
  });
  test("every error at once, with file, row and column, and nothing written", () => {
    rmSync(target, { force: true });
    const lines = [
      "A,1411,11,2024-1,5,1,2024-02-01",
      "A,1411,11,2024-01,万,-1,2024-02-30",
      "A,1411,11",
      "",
    ].join("\n");
    const { code, error } = indicators(file("bad.csv", reportsHead + lines), roster);
    expect(code).toBe(1);
    for (const place of [
      "第 2 行 month 列",
      "第 3 行 value 列",
      "第 3 行 weight 列",
      "第 3 行 received 列",
      "第 4 行",
    ]) {
      expect(error).toContain(`bad.csv ${place}`);
    }
    expect(error).toContain("row 3, column value");
    expect(error).toContain("共 5 处错误");
    expect(existsSync(target)).toBe(false);
  });
  test("the same report twice on one day, a missing column, no file, no UTF-8", () => {
    const twice = `${reportsHead}A,1411,11,2024-01,5,1,2024-02-01\nA,1411,11,2024-01,6,1,2024-02-01\n`;
    expect(indicators(file("twice.csv", twice), roster).error).toContain("第 2 行");
    expect(indicators(file("short.csv", "enterprise,month\n"), roster).error).toContain("缺少这一列");
    expect(indicators(join(folder, "none.csv"), roster).error).toContain("ENOENT");
    writeFileSync(
      join(folder, "gbk.csv"),
      Buffer.concat([Buffer.from(reportsHead), Buffer.from([0xbc, 0xd7, 0x0a])]),
    );
    expect(indicators(join(folder, "gbk.csv"), roster).error).toContain("UTF-8");
  });
});

describe("enterprises size", () => {
  const out = join(folder, "size.jsonl");
  test("the published cases, with the evidence beside each", () => {
    expect(
      wenlian("enterprises", "size", "--in", join(cases, "eligibility/size_cases.jsonl"), "--out", out).code,
    ).toBe(0);
    const read = (path: string) => new Map(jsonl(path).map((line) => [line.id, line.size_class_stat]));
    expect(read(out)).toEqual(read(join(cases, "eligibility/size_expected.jsonl")));
    expect(jsonl(out)[1]?.evidence[0]).toEqual({
      indicator: "employees",
      value: "20",
      tier: "medium",
      threshold: 20,
      unit: "人",
    });
  });
  test("numbers keep every digit they were written with", () => {
    const line =
      '{"id":"X","facts":{"industry_code":"1331","employees":1000,"revenue":399999999.99999999999999}}\n';
    wenlian("enterprises", "size", "--in", file("exact.jsonl", line), "--out", out);
    expect(jsonl(out)[0]?.size_class_stat).toBe("medium");
  });
  test("a wrong line is named", () => {
    const run = (text: string) =>
      wenlian("enterprises", "size", "--in", file("wrong.jsonl", text), "--out", out);
    expect(run('{"id":"X","facts":{}}\n{').error).toContain("wrong.jsonl 第 2 行");
    expect(run('{"id":"X","facts":{"employees":"many"}}').error).toContain("employees");
    expect(run('{"id":"X","facts":{"revenue":-5}}').code).toBe(1);
    expect(run('{"facts":{}}').error).toContain("id");
  });
});

type SizeLine = { id: string; size_class_stat: string; evidence: unknown[] };
const jsonl = (path: string): SizeLine[] =>
  readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
