// The one checker: the same remarks while typing, at the upload and on the server.
import { type Fraction, format, fraction } from "./decimal.ts";
import { fieldsOf } from "./definition.ts";
import { type Formula, type Lookup, readFormula } from "./formula.ts";
import { readAnswer } from "./read-answer.ts";
import type {
  Answers,
  Check,
  Earlier,
  Field,
  FormDefinition,
  Outcome,
  Remark,
  Text,
  Values,
} from "./types.ts";

type Asked = {
  check: Check;
  at: readonly string[];
  that: Formula;
  show: readonly { name: string; formula: Formula; decimals: number }[];
};

export type PreparedForm = { definition: FormDefinition; fields: readonly Field[]; asked: readonly Asked[] };

/** Reads the formulas once. @throws when one cannot be read or names a field that is not there. */
export function prepare(definition: FormDefinition): PreparedForm {
  const fields = fieldsOf(definition);
  const known = new Set(fields.map((field) => field.code));
  const asked = definition.checks.flatMap((check) =>
    check.each ? check.at.map((code) => ask(check, [code], known)) : [ask(check, check.at, known)],
  );
  return { definition, fields, asked };
}

function ask(check: Check, at: readonly string[], known: ReadonlySet<string>): Asked {
  const read = (source: string): Formula => {
    const formula = readFormula(source, at[0]);
    for (const code of [...formula.fields, ...at]) {
      if (!known.has(code)) throw new Error(`check ${check.code}: there is no field ${code} in the form`);
    }
    return formula;
  };
  const that = read(check.that);
  if (that.kind !== "truth")
    throw new Error(`check ${check.code}: "${check.that}" says a figure, not a truth`);
  const show = Object.entries(check.show).map(([name, { formula, decimals }]) => ({
    name,
    formula: read(formula),
    decimals,
  }));
  return { check, at, that, show };
}

/** Every remark at once, in the order of the form. */
export function check(form: PreparedForm, answers: Answers, earlier: Earlier): Outcome {
  const values: Values = {};
  const remarks: Remark[] = [];
  let left = 0;
  for (const field of form.fields) {
    const read = readAnswer(field, answers[field.code]);
    values[field.code] = read.value;
    if ("check" in read) remarks.push(remark("hard", read.check, field.code, read.say));
    else if (field.required && read.value === null)
      remarks.push(remark("hard", "required", field.code, EMPTY));
    if (field.required && read.value === null) left++;
  }
  remarks.push(...speak(form, lookupIn(values, earlier)));
  const order = new Map(form.fields.map((field, i) => [field.code, i]));
  remarks.sort((a, b) => order.get(a.field)! - order.get(b.field)!);
  return { values, remarks, required: form.fields.filter((field) => field.required).length, left };
}

function speak(form: PreparedForm, lookup: Lookup): Remark[] {
  const silent = new Set<string>();
  const out: Remark[] = [];
  for (const { check, at, that, show } of form.asked) {
    if (at.some((code) => silent.has(`${check.code}:${code}`)) || that.ask(lookup) !== false) continue;
    for (const code of at) for (const other of check.silences) silent.add(`${other}:${code}`);
    const shown = new Map(show.map((s) => [s.name, shownAs(s.formula.ask(lookup), s.decimals)]));
    const fill = (text: string): string =>
      text.replace(/\{(\w+)\}/g, (whole, name) => shown.get(name) ?? whole);
    // Said once, at the first of its fields: a check over two fields is one question.
    const say = { zh: fill(check.say.zh), en: fill(check.say.en) };
    out.push(remark(check.severity, check.code, at[0]!, say));
  }
  return out;
}

const shownAs = (result: ReturnType<Formula["ask"]>, decimals: number): string =>
  result === null || typeof result === "boolean" ? "—" : format(result, decimals);

function lookupIn(values: Values, earlier: Earlier): Lookup {
  const months = { now: values, ...earlier };
  const seen = new Map<string, Fraction | null>();
  return (month, field) => {
    const key = `${month}.${field}`;
    const before = seen.get(key);
    if (before !== undefined) return before;
    const found = fraction(months[month][field] ?? "");
    seen.set(key, found);
    return found;
  };
}

const remark = (severity: Remark["severity"], code: string, field: string, say: Text): Remark => ({
  key: `${code}:${field}`,
  check: code,
  field,
  severity,
  ...say,
});

const EMPTY: Text = { zh: "还没有填。没有发生请填 0。", en: "Not filled in yet. If there was none, type 0." };

/** Shortest explanation that says something: "停产检修" has four characters. */
export const SHORTEST_EXPLANATION = 4;

/** Soft remarks that still wait for a word. */
export function unexplained(remarks: readonly Remark[], explanations: Answers): Remark[] {
  return remarks.filter(
    (r) => r.severity === "soft" && (explanations[r.key]?.trim().length ?? 0) < SHORTEST_EXPLANATION,
  );
}
