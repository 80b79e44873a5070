// `wenlian policy`: the published cases to the cent, the worked examples, the rules' own cases, bulk beside single.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { evaluate as evaluateOne, type Facts, sqlOf } from "../engines/eligibility/index.ts";
import { bulk, evaluate, test as runCases } from "./policy.ts";
import { parseExact, readBook } from "./policy-rules.ts";

const cases = new URL("../../test/conformance/eligibility/", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "wenlian-policy-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const out = join(folder, "out");
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const lines = (path: string) =>
  readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown> & { amounts?: Record<string, string> });
const key = (one: Record<string, unknown>) => `${one.id} ${one.rule}`;

test("every published pair: in force, verdict, amounts", async () => {
  await evaluate(["--in", `${cases}records.jsonl`, "--out", out]);
  const got = new Map(lines(out).map((one) => [key(one), one]));
  const expected = lines(`${cases}expected.jsonl`);
  expect(expected.length).toBeGreaterThan(400);
  for (const { amounts, ...one } of expected) {
    expect(got.get(key(one)), key(one)).toMatchObject(one);
    if (amounts) expect(got.get(key(one))!.amounts, key(one)).toMatchObject(amounts);
  }
});

test("one rule with its proof and questions", async () => {
  await evaluate(["--in", `${cases}records.jsonl`, "--out", out, "--rule", "VAT14-SMALL", "--proof"]);
  const [first] = lines(out);
  expect(first).toMatchObject({ verdict: "unknown", questions: expect.arrayContaining(["taxpayer_type"]) });
  expect(first!.proof).toMatchObject({ condition: "all", holds: "unknown" });
});

test("the rules' own cases, and the worked examples of rules.json", async () => {
  await runCases([]);
  const { rules, cases: own } = await readBook();
  expect(rules.map(({ rule }) => own.get(rule.id)?.length ?? 0).every((count) => count >= 4)).toBe(true);
  const raw = parseExact(readFileSync(new URL("../../data/rules.json", import.meta.url), "utf8")) as {
    rules: { id: string; benefit: { formula: { example?: Facts & Record<string, string> } } }[];
  };
  let met = 0;
  for (const { id, benefit } of raw.rules) {
    const example = benefit.formula.example;
    if (!example) continue;
    const rule = rules.find((one) => one.rule.id === id)!;
    const positive = own.get(id)!.find(({ kind }) => kind === "positive")!;
    const { amounts } = evaluateOne(rule, { ...positive.facts, ...example }, positive.date);
    for (const name of ["refund_increment", "refund_stock", "total"]) {
      met++;
      expect(Number(amounts[name]!.value)).toBe(Number(example[name]));
    }
  }
  expect(met).toBe(9);
});

test("bulk gives what single gives, from a table", async () => {
  const records = lines(`${cases}records.jsonl`) as unknown as { id: string; facts: Facts }[];
  const book = await readBook();
  const names = [...book.fields.keys()].flatMap((name) => {
    const keys = new Set(records.flatMap(({ facts }) => Object.keys((facts[name] as object | null) ?? {})));
    return book.fields.get(name)!.kind === "map" ? [...keys].map((one) => `${name}.${one}`) : [name];
  });
  const cell = (facts: Facts, name: string) => {
    const [field = "", part] = name.split(".");
    const value = facts[field];
    return part ? ((value as Record<string, string> | null)?.[part] ?? "") : (value ?? "");
  };
  const table = [
    ["id", ...names],
    ...records.map(({ id, facts }) => [id, ...names.map((n) => cell(facts, n))]),
  ];
  const path = file("firms.csv", table.map((row) => row.join()).join("\n"));
  await bulk(["--enterprises", path, "--out", out, "--date", "2022-07-15"]);
  const single = file(
    "single.jsonl",
    records.map((r) => JSON.stringify({ ...r, date: "2022-07-15" })).join("\n"),
  );
  const singleOut = join(folder, "single.out");
  await evaluate(["--in", single, "--out", singleOut]);
  const [head = [], ...rows] = readFileSync(out, "utf8")
    .trim()
    .split("\n")
    .map((line) => line.split(","));
  const place = (id: unknown, column: string) => rows.find(([one]) => one === id)![head.indexOf(column)];
  for (const one of lines(singleOut)) {
    expect(place(one.id, one.rule as string), key(one)).toBe(one.verdict);
    for (const [name, value] of Object.entries(one.amounts ?? {}))
      expect(place(one.id, `${one.rule}.${name}`)).toBe(value === "unknown" ? "" : value);
  }
});

test("wrong input is one sentence with its row, and nothing is written", async () => {
  rmSync(out, { force: true });
  const good = '{"id":"a","date":"2022-07-01","facts":{}}';
  const run = (name: string, text: string) =>
    evaluate(["--in", file(name, `${good}\n${text}`), "--out", out]);
  await expect(run("json", "{")).rejects.toThrow(/第 2 行.*JSON/);
  await expect(run("date", '{"id":"b","date":"2022-02-30","facts":{}}')).rejects.toThrow(/第 2 行.*不是日期/);
  const wrong = '{"id":"b","date":"2022-07-01","facts":{"credit_rating":"Z"}}';
  await expect(run("kind", wrong)).rejects.toThrow(/第 2 行.*credit_rating/);
  await expect(evaluate(["--in", "none", "--out", out])).rejects.toThrow(/无法读取/);
  await expect(evaluate(["--in", "none", "--out", out, "--rule", "X"])).rejects.toThrow(/没有规则/);
  const table = (text: string) => bulk(["--enterprises", file("t.csv", text), "--out", out]);
  await expect(table("id,colour\n1,red")).rejects.toThrow(/colour/);
  await expect(table("id,employees\n1,3\n2,many")).rejects.toThrow(/第 3 行.*employees/);
  expect(() => readFileSync(out)).toThrow();
});

test("every rule becomes SQL", async () => {
  const { rules } = await readBook();
  for (const rule of rules) {
    const sql = sqlOf(rule, (field) => `"${field}"`, "date '2022-07-01'");
    expect(sql.length, rule.rule.id).toBeLessThan(20_000);
  }
});
