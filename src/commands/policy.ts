// `wenlian policy …`: verdicts with their proofs, many enterprises at once, and the rules' own cases.
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import {
  type Answer,
  bulk as bulkOf,
  columnsOf,
  evaluate as evaluateOne,
  type FactValue,
  type Prepared,
  type Proof,
  RuleFault,
} from "../engines/eligibility/index.ts";
import { csvLine, readCsv } from "../platform/sheets/read-csv.ts";
import { type Command, options, Refusal, reason, writeWhole } from "./command.ts";
import { type Book, parseExact, readBook } from "./policy-rules.ts";

export const evaluate: Command = async (args) => {
  const withProof = args.includes("--proof");
  const given = options(
    args.filter((word) => word !== "--proof"),
    [],
    ["in", "out", "rule", "facts", "date"],
  );
  const book = await readBook();
  const rules = pick(book, given.rule);
  if (given.facts !== undefined) return printProofs(rules, given.facts, given.date);
  if (given.in === undefined || given.out === undefined)
    throw new Refusal(
      "需要 --in 与 --out，或者 --facts 与 --date",
      "Needed: --in and --out, or --facts and --date",
      2,
    );
  const lines: string[] = [];
  for (const { line, row } of await readLines(given.in)) {
    const place = `${basename(given.in)} 第 ${row} 行`;
    const { id, date, facts } = readRecord(line, place, row);
    for (const rule of rules) {
      const {
        rule: ruleId,
        inForce,
        verdict,
        amounts,
        proof,
        questions,
      } = attempt(place, row, () => evaluateOne(rule, facts, date));
      const shown: Record<string, unknown> = { id, rule: ruleId, in_force: inForce, verdict };
      if (verdict === "yes") shown.amounts = plainAmounts(amounts);
      if (withProof) Object.assign(shown, { proof, questions });
      lines.push(JSON.stringify(shown));
    }
  }
  await writeWhole(given.out, lines.map((line) => `${line}\n`).join(""));
};

/** Every enterprise of a table × every rule: verdict and money as columns; facts are named by the header. */
export const bulk: Command = async (args) => {
  const { enterprises, out, date: given } = options(args, ["enterprises", "out"], ["date"]);
  const date = given ?? new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const { rules, fields } = await readBook();
  const [head, ...rows] = await readTableText(enterprises);
  const names = head?.fields ?? [];
  const unknown = names.filter((name) => name !== "id" && !fields.has(name.split(".")[0]!));
  if (!names.includes("id") || unknown.length > 0)
    throw new Refusal(
      `${basename(enterprises)} 第 1 行：须有 id 列，其余列名须为字段名；无法识别：${unknown.join("、") || "—"}`,
      `${basename(enterprises)} row 1: an id column is needed and the others must be fields; not known: ${unknown.join(", ") || "—"}`,
    );
  const ids: string[] = [];
  const records = rows.map(({ line, fields: cells }) => {
    const facts: Record<string, FactValue> = {};
    if (cells.length !== names.length)
      throw new Refusal(
        `${basename(enterprises)} 第 ${line} 行：列数与表头不符`,
        `${basename(enterprises)} row ${line}: not as many columns as the header`,
      );
    for (const [at, name] of names.entries()) {
      const text = cells[at]!.trim();
      if (name === "id") ids.push(text);
      else if (text !== "") put(facts, name, text, fields.get(name.split(".")[0]!)!.kind === "bool");
    }
    return facts;
  });
  const file = basename(enterprises);
  const columns = laid(records, rules, (at) => [`${file} 第 ${rows[at]!.line} 行`, rows[at]!.line]);
  const results = attempt(file, 1, () => rules.map((rule) => bulkOf(rule, columns, date)));
  const amounts = results.flatMap(({ rule, cents }) =>
    [...cents].map(([name, values]) => ({ name: `${rule}.${name}`, values })),
  );
  const lines = ids.map((id, row) =>
    csvLine([
      id,
      ...results.map(({ verdicts }) => ["", "no", "yes", "unknown"][verdicts[row]!]!),
      ...amounts.map(({ values }) => (Number.isNaN(values[row]!) ? "" : yuan(values[row]!))),
    ]),
  );
  const header = csvLine(["id", ...results.map(({ rule }) => rule), ...amounts.map(({ name }) => name)]);
  await writeWhole(out, [header, ...lines, ""].join("\n"));
};

/** All rows as columns; a value that cannot be is named with its row. */
function laid(
  records: readonly Record<string, FactValue>[],
  rules: readonly Prepared[],
  placeOf: (at: number) => [place: string, row: number],
) {
  try {
    return columnsOf(records, rules);
  } catch (fault) {
    if (!(fault instanceof RuleFault)) throw fault;
    for (const [at, facts] of records.entries()) attempt(...placeOf(at), () => columnsOf([facts], rules));
    throw fault;
  }
}

/** Runs the cases every rule carries; a rule without all four kinds may not be published. */
export const test: Command = async (args) => {
  options(args, []);
  const { rules, cases } = await readBook();
  const faults: string[] = [];
  let count = 0;
  for (const rule of rules) {
    const { id } = rule.rule;
    const own = cases.get(id) ?? [];
    for (const kind of ["positive", "negative", "boundary", "unknown"] as const)
      if (!own.some((one) => one.kind === kind)) faults.push(`${id}：缺少 ${kind} 用例 / no ${kind} case`);
    for (const [at, one] of own.entries()) {
      count++;
      const answer = attempt(`${id} #${at + 1}`, at + 1, () => evaluateOne(rule, one.facts, one.date));
      const money = plainAmounts(answer.amounts);
      const good =
        answer.verdict === one.verdict &&
        Object.entries(one.amounts ?? {}).every(([name, value]) => money[name] === value);
      if (!good)
        faults.push(
          `${id} #${at + 1} (${one.kind})：应为 ${one.verdict}，得到 ${answer.verdict} ${JSON.stringify(money)}`,
        );
    }
  }
  const sum = `${rules.length} 条规则、${count} 个用例 / ${rules.length} rules, ${count} cases`;
  if (faults.length > 0)
    throw new Refusal([...faults, sum].join("\n"), `${faults.length} faults; correct the rule or the case.`);
  console.log(`${sum}：全部相符 / all as expected`);
};

function pick({ rules }: Book, id: string | undefined): readonly Prepared[] {
  const found = id === undefined ? rules : rules.filter(({ rule }) => rule.id === id);
  if (found.length > 0) return found;
  const known = rules.map(({ rule }) => rule.id).join(", ");
  throw new Refusal(`没有规则“${id}”，现有：${known}`, `There is no rule “${id}”; known are: ${known}`, 2);
}

async function printProofs(rules: readonly Prepared[], path: string, date: string | undefined) {
  if (date === undefined) throw new Refusal("缺少参数 --date", "Missing option: --date", 2);
  const text = await readText(path);
  const facts = parse(text, basename(path), 1) as Record<string, FactValue>;
  for (const rule of rules) {
    const answer = attempt(basename(path), 1, () => evaluateOne(rule, facts, date));
    if (!answer.inForce) continue;
    console.log(`\n${rule.rule.id} ${rule.rule.name}：${WORDS[answer.verdict]}`);
    for (const [name, { value, least, most }] of Object.entries(answer.amounts))
      console.log(`  ${name}：${value ?? `${least ?? "—"} … ${most ?? "—"}`} 元`);
    if (answer.questions.length > 0) console.log(`  先问 / ask first：${answer.questions.join("、")}`);
    printProof(answer.proof, 1);
    console.log(`  依据：${rule.rule.source}`);
  }
  console.log("\n不构成税务意见，以主管部门认定为准。/ Not tax advice; the authority decides.");
}

const WORDS = { yes: "符合 / yes", no: "不符合 / no", unknown: "尚不能判断 / cannot say yet" } as const;
const MARKS = { yes: "✓", no: "✗", unknown: "?" } as const;

function printProof({ condition, holds, value, parts }: Proof, depth: number): void {
  const shown = value === undefined ? "" : ` ← ${value === null ? "—" : JSON.stringify(value)}`;
  console.log(`${"  ".repeat(depth)}${MARKS[holds]} ${condition}${shown}`);
  for (const part of parts ?? []) printProof(part, depth + 1);
}

const plainAmounts = (amounts: Answer["amounts"]) =>
  Object.fromEntries(Object.entries(amounts).map(([name, { value }]) => [name, value ?? "unknown"]));

function put(facts: Record<string, FactValue>, name: string, text: string, isBool: boolean): void {
  const [field = "", key] = name.split(".");
  if (key !== undefined) {
    facts[field] = { ...(facts[field] as Record<string, string>), [key]: text };
    return;
  }
  if (!isBool) facts[field] = text;
  else if (["true", "是", "1"].includes(text)) facts[field] = true;
  else facts[field] = ["false", "否", "0"].includes(text) ? false : text;
}

const yuan = (cents: number) => {
  const text = String(Math.abs(cents)).padStart(3, "0");
  return `${cents < 0 ? "-" : ""}${text.slice(0, -2)}.${text.slice(-2)}`;
};

function attempt<T>(place: string, row: number, work: () => T): T {
  try {
    return work();
  } catch (fault) {
    if (!(fault instanceof RuleFault)) throw fault;
    throw new Refusal(`${place}：${fault.zh}`, `row ${row}: ${fault.en}`);
  }
}

async function readText(path: string): Promise<string> {
  const text = await readFile(path, "utf8").catch((fault) => {
    throw new Refusal(`无法读取 ${path}：${reason(fault)}`, `Cannot read ${path}: ${reason(fault)}`);
  });
  return text.replace(/^\uFEFF/, "");
}

async function readTableText(path: string) {
  const out: { line: number; fields: string[] }[] = [];
  for await (const record of readCsv([await readText(path)])) out.push(record);
  return out;
}

async function readLines(path: string) {
  return (await readText(path))
    .split(/\r?\n/)
    .map((line, at) => ({ line, row: at + 1 }))
    .filter(({ line }) => line.trim() !== "");
}

function parse(text: string, place: string, row: number): unknown {
  try {
    return parseExact(text);
  } catch {
    throw new Refusal(`${place}：不是一个 JSON 对象`, `row ${row}: is not a JSON object`);
  }
}

function readRecord(line: string, place: string, row: number) {
  const { id, date, facts } = (parse(line, place, row) ?? {}) as Record<string, unknown>;
  if (id === undefined || typeof date !== "string" || typeof facts !== "object" || facts === null)
    throw new Refusal(`${place}：缺少 id、date 或 facts`, `row ${row}: id, date or facts is missing`);
  return { id: String(id), date, facts: facts as Record<string, FactValue> };
}
