// What judging a million enterprises by twenty rules costs, beside json-rules-engine, json-logic-engine and one SQL
// statement on the same records in the same run. Run: node bench/eligibility.ts
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { LogicEngine } from "json-logic-engine";
import rulesEngine from "json-rules-engine";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { readBook } from "../src/commands/policy-rules.ts";
import { seeded } from "../src/engines/eligibility/fixtures.ts";
import {
  bulk,
  type Condition,
  columnsOf,
  evaluate,
  type Facts,
  type FactValue,
  sqlOf,
  type Test,
} from "../src/engines/eligibility/index.ts";
import { startEmbedded } from "../src/platform/db/embedded/index.ts";

const count = Number(process.env.ENTERPRISES ?? 1_000_000);
const day = "2022-07-15";
const missing = 0.05;
const random = seeded(2026);
const book = await readBook();
// The date is set aside, so that twenty rules are really judged.
const rules = book.rules.slice(0, 20).map((one) => ({
  ...one,
  from: 0,
  to: 1e9,
  rule: { ...one.rule, effective: { from: "1970-01-01", to: null } },
}));
const used = new Map(
  rules.flatMap(({ diagram, lines, falseIf }) =>
    [diagram, ...falseIf.map(({ when }) => when)]
      .flatMap(({ variables }) => variables.map(({ field }) => field))
      .concat(lines.flatMap(({ fields }) => fields))
      .map((field) => [field.field, field] as const),
  ),
);
const records = Array.from({ length: count }, aRecord);
const firsts = (most: number) => records.slice(0, Math.min(most, count));

console.log(`${count} enterprises × ${rules.length} rules, ${missing * 100} % of the facts missing`);
const laid = timed(() => columnsOf(records, rules));
console.log(`columns laid            ${seconds(laid.took)} s (once, exact)`);
const warm = columnsOf(firsts(20_000), rules);
for (const rule of rules) bulk(rule, warm, day);
const judged = timed(() => rules.map((rule) => bulk(rule, laid.result, day)));
const own = count / judged.took;
console.log(`bulk, verdict and money ${seconds(judged.took)} s, ${rate(own)}`);

const some = firsts(200);
const single = timed(() => some.map((facts) => rules.map((rule) => evaluate(rule, facts, day))));
for (const [row, answers] of single.result.entries())
  for (const [at, { verdict }] of answers.entries())
    if (verdict !== ["", "no", "yes", "unknown"][judged.result[at]!.verdicts[row]!])
      throw new Error(`single and bulk differ: row ${row}, rule ${rules[at]!.rule.id}`);
tell("single, with proof", some.length / single.took);

await besideLogic();
await besideRulesEngine();
await besideSql();

/** Verdicts alone, two-valued: it has no “cannot say yet”, so only the work is compared. */
async function besideLogic() {
  const engine = new LogicEngine();
  const built = rules.map(({ rule }) => engine.build(logicOf(rule.conditions)));
  const part = firsts(100_000).map(numbered);
  const took = timed(() => {
    let yes = 0;
    for (const facts of part) for (const rule of built) if (rule(facts)) yes++;
    return yes;
  }).took;
  tell("json-logic-engine, compiled", part.length / took);
}

async function besideRulesEngine() {
  const engine = new rulesEngine.Engine([], { allowUndefinedFacts: true });
  engine.addOperator("starts", (value: unknown, list: string[]) =>
    list.some((p) => String(value).startsWith(p)),
  );
  engine.addOperator(
    "starts not",
    (value: unknown, list: string[]) => !list.some((p) => String(value).startsWith(p)),
  );
  for (const { rule } of rules)
    engine.addRule({ conditions: topOf(rule.conditions) as never, event: { type: rule.id } });
  const part = firsts(1_000).map(numbered);
  const start = performance.now();
  for (const facts of part) await engine.run(facts);
  tell("json-rules-engine", part.length / ((performance.now() - start) / 1000));
}

async function besideSql() {
  const home = mkdtempSync(join(tmpdir(), "wenlian-bench-"));
  const embedded = await startEmbedded({ home, log: () => undefined, fsync: false });
  const client = new pg.Client(embedded.connection);
  try {
    await client.connect();
    const part = firsts(100_000);
    const names = [...used.keys()];
    const type = (name: string) => {
      const { kind, members } = used.get(name)!;
      if (kind === "bool") return "boolean";
      if (kind === "date") return "date";
      if (kind === "map") return "jsonb";
      return kind === "decimal" || (kind === "int" && !members) ? "numeric" : "text";
    };
    await client.query(
      `create temp table firm (${names.map((name) => `"${name}" ${type(name)}`).join(", ")})`,
    );
    const into = client.query(copyFrom("copy firm from stdin"));
    const line = (facts: Facts) => {
      const cells = names.map((name) => {
        const value = facts[name];
        return value == null ? "\\N" : typeof value === "object" ? JSON.stringify(value) : String(value);
      });
      return `${cells.join("\t")}\n`;
    };
    await pipeline(Readable.from(part.map(line)), into);
    await client.query("analyze firm; set max_parallel_workers_per_gather = 0; set jit = off");
    const columns = rules.map(
      (rule) => `count(*) filter (where (${sqlOf(rule, (name) => `"${name}"`, `date '${day}'`)}) = 'yes')`,
    );
    const start = performance.now();
    const { rows } = await client.query({ text: `select ${columns.join(", ")} from firm`, rowMode: "array" });
    const took = (performance.now() - start) / 1000;
    for (const [at, sum] of (rows[0] as string[]).entries()) {
      const mine = judged.result[at]!.verdicts.subarray(0, part.length).reduce(
        (n, one) => n + (one === 2 ? 1 : 0),
        0,
      );
      if (Number(sum) !== mine) throw new Error(`SQL and bulk differ: ${rules[at]!.rule.id} ${sum} ${mine}`);
    }
    tell("one SQL statement, verdicts", part.length / took);
  } finally {
    await client.end();
    await embedded.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

function logicOf(condition: Condition): unknown {
  if ("all" in condition) return { and: condition.all.map(logicOf) };
  if ("any" in condition) return { or: condition.any.map(logicOf) };
  if ("not" in condition) return { "!": logicOf(condition.not) };
  const sign = { eq: "==", ne: "!=", lt: "<", lte: "<=", gt: ">", gte: ">=" } as Record<string, string>;
  if ("any_sum" in condition) {
    const { map, keys, op, value } = condition.any_sum;
    return { [sign[op]!]: [{ "+": keys.map((key) => ({ var: [`${map}.${key}`, 0] })) }, Number(value)] };
  }
  const own = { var: [condition.field, ""] };
  const { op, value } = plain(condition);
  if (op === "in" || op === "not_in")
    return op === "in" ? { in: [own, value] } : { "!": { in: [own, value] } };
  if (op === "between") return { "<=": [(value as unknown[])[0], own, (value as unknown[])[1]] };
  if (op.endsWith("startswith_any")) {
    const hit = { in: [{ substr: [own, 0, 2] }, value] };
    return op.startsWith("not") ? { "!": hit } : hit;
  }
  return { [sign[op]!]: [own, value] };
}

function topOf(condition: Condition): unknown {
  const made = engineOf(condition);
  return "all" in condition || "any" in condition ? made : { all: [made] };
}

function engineOf(condition: Condition): unknown {
  if ("all" in condition) return { all: condition.all.map(engineOf) };
  if ("any" in condition) return { any: condition.any.map(engineOf) };
  if ("not" in condition) return { not: engineOf(condition.not) };
  const sign: Readonly<Record<string, string>> = {
    eq: "equal",
    ne: "notEqual",
    lt: "lessThan",
    lte: "lessThanInclusive",
    gt: "greaterThan",
    gte: "greaterThanInclusive",
    in: "in",
    not_in: "notIn",
    startswith_any: "starts",
    not_startswith_any: "starts not",
  };
  if ("any_sum" in condition) {
    const { map, keys, op, value } = condition.any_sum;
    return { fact: `${map}:${keys.join()}`, operator: sign[op], value: Number(value) };
  }
  const { op, value } = plain(condition);
  // It compares no dates: both sides stand for the window.
  if (op === "between") return { fact: condition.field, operator: "in", value };
  return { fact: condition.field, operator: sign[op], value };
}

function plain(test: Exclude<Test, { any_sum: unknown }>): { op: string; value: unknown } {
  const isNumber = !["date", "code", "text"].includes(used.get(test.field)!.kind);
  const one = (value: unknown) => (isNumber && /^-?[\d.]+$/.test(String(value)) ? Number(value) : value);
  return { op: test.op, value: Array.isArray(test.value) ? test.value.map(one) : one(test.value) };
}

/** The other engines read binary numbers, and sums that were made beforehand. */
function numbered(facts: Facts): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(facts)) {
    const { kind } = used.get(name)!;
    out[name] = kind === "decimal" || kind === "int" ? Number(value) : value;
    if (kind !== "map") continue;
    const shares = Object.entries(value as object).map(([key, share]) => [key, Number(share)] as const);
    out[name] = Object.fromEntries(shares);
    for (const { diagram } of rules)
      for (const { keys } of diagram.variables)
        if (keys)
          out[`${name}:${keys.join()}`] = shares.reduce((n, [k, v]) => (keys.includes(k) ? n + v : n), 0);
  }
  return out;
}

function aRecord(): Facts {
  const facts: Record<string, FactValue> = {};
  for (const [name, { kind, members, max }] of used) {
    if (random() < missing) continue;
    const one = (list: readonly string[]) => list[Math.floor(random() * list.length)]!;
    if (kind === "bool") facts[name] = random() < 0.5;
    else if (members) facts[name] = one(members);
    else if (kind === "int") facts[name] = String(Math.floor(random() * 60));
    else if (kind === "date") facts[name] = one(["2021-12-31", "2022-05-01", "2022-12-31", "2023-01-01"]);
    else if (kind === "code")
      facts[name] = one(["1411", "1391", "2231", "6210", "5212", "7291", "1951", "3871"]);
    else if (kind === "text") facts[name] = one(["C", "F", "广东", "浙江", "职业技能等级证书"]);
    else if (kind === "map") {
      const tenths = Math.floor(random() * 11);
      facts[name] = { C: (tenths / 10).toFixed(1), F: ((10 - tenths) / 10).toFixed(1) };
    } else if (max) facts[name] = (random() * Number(max)).toFixed(3);
    else facts[name] = name.endsWith("rate") ? (random() * 0.3).toFixed(3) : (random() * 1e7).toFixed(2);
  }
  return facts;
}

function timed<T>(work: () => T): { result: T; took: number } {
  const start = performance.now();
  const result = work();
  return { result, took: (performance.now() - start) / 1000 };
}
function seconds(took: number) {
  return took.toFixed(2);
}
function rate(perSecond: number) {
  return `${Math.round(perSecond)} enterprises/s`;
}
function tell(name: string, perSecond: number) {
  console.log(`${name.padEnd(28)} ${rate(perSecond)}; bulk is ${(own / perSecond).toFixed(1)} times as fast`);
}
