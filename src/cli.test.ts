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

describe("cascade", () => {
  const net = join(cases, "cascade/sf50");
  const three = (firms: string, links: string, essential: string) => [
    ...["--firms", firms, "--links", links, "--essential", essential, "--out", target],
  ];
  const published = three(join(net, "firms.csv"), join(net, "links.csv"), join(net, "essential.csv"));
  const figures = (path: string) =>
    readFileSync(path, "utf8")
      .trim()
      .split("\n")
      .map((line) => line.split(",").map((text, at) => (at === 0 ? text : Number(text))));
  const close = (found: (string | number)[][], wanted: (string | number)[][]) => {
    expect(found.map((row) => row[0])).toEqual(wanted.map((row) => row[0]));
    for (const [at, row] of wanted.entries())
      for (const [column, one] of row.entries())
        if (at > 0 && column > 0) expect(found[at]?.[column]).toBeCloseTo(Number(one), 10);
  };
  const firms = file("net-firms.csv", "id,sector\n甲,0\n乙,1\n丙,0\n");
  const essential = file("net-essential.csv", "0,2\n1,0\n");

  test("the published figures with both kernels and any number of threads, and the time split as JSON", () => {
    const wanted = figures(join(net, "expected/esri_gl_1e-2.csv"));
    for (const more of [
      ["--kernel", "js"],
      ["--kernel", "wasm"],
      ["--threads", "3"],
    ]) {
      const run = wenlian("cascade", "esri", ...published, ...more);
      expect(run).toMatchObject({ code: 0, out: "" });
      expect(JSON.parse(run.error)).toMatchObject({ firms: 50, seeds: 50, eps: 0.01, not_converged: 0 });
      close(figures(target), wanted);
    }
  });
  test("chosen seeds come in the order of the firms file", () => {
    expect(wenlian("cascade", "esri", ...published, "--seeds", "9,0,5").code).toBe(0);
    expect(figures(target).map((row) => row[0])).toEqual(["firm", "0", "5", "9"]);
    const seeds = file("seeds.csv", "firm\n7\n3\n");
    expect(wenlian("cascade", "esri", ...published, "--seeds", seeds).code).toBe(0);
    expect(figures(target).map((row) => row[0])).toEqual(["firm", "3", "7"]);
    expect(wenlian("cascade", "esri", ...published, "--seeds", "999").error).toContain("没有企业“999”");
  });
  test("revenue, costs and weights from files are those from factors", () => {
    const sales = new Map<string, [number, number]>();
    for (const [i, j, w] of figures(join(net, "links.csv")).slice(1)) {
      for (const [firm, side] of [
        [String(i), 0],
        [String(j), 1],
      ] as const) {
        const both = sales.get(firm) ?? [0, 0];
        both[side] += Number(w);
        sales.set(firm, both);
      }
    }
    const column = (name: string, side: 0 | 1, factor: number) => {
      const rows = Array.from(
        { length: 50 },
        (_, i) => `${i},${(sales.get(String(i))?.[side] ?? 0) * factor}`,
      );
      return file(`${name}.csv`, `firm,${name}\n${rows.join("\n")}\n`);
    };
    const from = ["--revenue", column("revenue", 0, 1.3), "--costs", column("costs", 1, 1.2)];
    const run = wenlian("cascade", "esri", ...published, ...from, "--weights", column("weight", 0, 2));
    expect(run.code).toBe(0);
    close(figures(target), figures(join(net, "expected/esri_gl_1e-2_revenue1.3_costs1.2.csv")));
  });
  test("scenarios, with every firm's loss", () => {
    const h = figures(join(net, "expected/scenarios_gl_1e-2_h.csv")).slice(1);
    const s = file("shock.csv", `firm,a,b\n${h.map((row) => `${row[0]},${row[1]},${row[4]}`).join("\n")}\n`);
    const losses = join(folder, "h.csv");
    expect(wenlian("cascade", "shock", ...published, "--shock", s, "--h-out", losses).code).toBe(0);
    const wanted = figures(join(net, "expected/scenarios_gl_1e-2.csv"));
    close(figures(target), [["scenario"], ["a", ...wanted[1]!.slice(1)], ["b", ...wanted[2]!.slice(1)]]);
    expect(readFileSync(losses, "utf8")).toMatch(/^firm,loss_d_a,loss_u_a,loss_d_b,loss_u_b\n/);
    close(figures(losses), [["firm"], ...h.map((row) => [row[0]!, row[2]!, row[3]!, row[5]!, row[6]!])]);
  });
  test("an empty network is answered", () => {
    const none = three(
      file("none.csv", "id,sector\n"),
      file("no-links.csv", "supplier,customer,weight\n"),
      essential,
    );
    expect(wenlian("cascade", "esri", ...none).code).toBe(0);
    expect(readFileSync(target, "utf8")).toBe("firm,esri,esri_d,esri_u,iterations\n");
  });
  test.each([
    ["甲,乙,-1", "row 2, column weight"],
    ["甲,乙,NaN", "row 2, column weight"],
    ["甲,乙,Infinity", "row 2, column weight"],
    ["甲,乙,1e999", "row 2, column weight"],
    ["甲,乙,", "row 2, column weight"],
    ["甲,丁,1", "row 2, column customer"],
    ["甲,乙", "row 2, column supplier"],
  ])("a wrong link %s is named with file, row and column", (line, where) => {
    const run = wenlian(
      "cascade",
      "esri",
      ...three(firms, file("bad.csv", `supplier,customer,weight\n${line}\n`), essential),
    );
    expect(run.code).toBe(1);
    expect(run.error).toContain(`bad.csv ${where}`);
  });
  test("wrong firms, essential tables, shocks and options are named too", () => {
    const links = file("net-links.csv", "supplier,customer,weight\n甲,乙,0.5\n甲,乙,0.5\n丙,丙,0\n");
    const run = (...args: string[]) => wenlian("cascade", "esri", ...args).error;
    expect(run(...three(file("bad-firms.csv", "id,sector\n甲,0\n甲,2\n"), links, essential))).toMatch(
      /bad-firms\.csv row 3, column sector/,
    );
    expect(run(...three(file("twice.csv", "id,sector\n甲,0\n甲,1\n"), links, essential))).toContain(
      "twice.csv row 3",
    );
    expect(run(...three(firms, links, file("bad-e.csv", "0,2\n1,7\n")))).toContain(
      "bad-e.csv row 2, column 2",
    );
    expect(run(...three(firms, links, essential), "--eps", "-1")).toContain("--eps");
    expect(run(...three(firms, links, essential), "--variant", "x")).toContain("nosub");
    const shocked = (text: string) =>
      wenlian("cascade", "shock", ...three(firms, links, essential), "--shock", file("s.csv", text)).error;
    expect(shocked("firm,a\n甲,1.5\n")).toContain("s.csv row 2, column a");
    expect(shocked("firm,a\n丁,1\n")).toContain("s.csv row 2, column firm");
    expect(shocked("firm,a\n甲,1\n甲,1\n")).toContain("s.csv row 3, column firm");
  });
});
