// The one checker: the same remarks while typing, at the upload and on the server.
import { type Fraction, format, fraction } from "./decimal.ts";
import { fieldsOf, inRow, rowsOf } from "./definition.ts";
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

/** A field with what its skip rule and its formula say, in the order in which they can be worked out. */
type Step = { field: Field; askedWhen: Formula | null; formula: Formula | null };

export type PreparedForm = {
  definition: FormDefinition;
  fields: readonly Field[];
  steps: readonly Step[];
  asked: readonly Asked[];
};

/** Reads the formulas once. @throws when one cannot be read or names a field that is not there. */
export function prepare(definition: FormDefinition): PreparedForm {
  const fields = fieldsOf(definition);
  const columns = definition.sections.flatMap((section) =>
    section.repeat ? section.fields.map((field) => `${section.code}.${field.code}`) : [],
  );
  const known = new Set([...fields.map((field) => field.code), ...columns]);
  const steps = inOrder(
    fields.map((field) => ({
      field,
      askedWhen: own(field, "skip rule", field.askedWhen, "truth", known),
      formula: own(field, "formula", field.formula, "number", known),
    })),
  );
  const asked = definition.checks.flatMap((check) =>
    check.each ? check.at.map((code) => ask(check, [code], known)) : [ask(check, check.at, known)],
  );
  return { definition, fields, steps, asked };
}

function own(
  field: Field,
  what: string,
  source: string | null,
  kind: Formula["kind"],
  known: ReadonlySet<string>,
): Formula | null {
  if (source === null) return null;
  const formula = readFormula(source, field.code);
  for (const code of formula.fields)
    if (!known.has(code)) throw new Error(`${what} of ${field.code}: there is no field ${code} in the form`);
  if (formula.kind !== kind) throw new Error(`${what} of ${field.code}: "${source}" is no ${kind}`);
  return formula;
}

/** What a step reads comes before it. @throws on a ring of formulas, naming it. */
function inOrder(steps: readonly Step[]): Step[] {
  const byCode = new Map(steps.map((step) => [step.field.code, step]));
  const done = new Set<string>();
  const out: Step[] = [];
  const visit = (step: Step, path: readonly string[]): void => {
    const { code } = step.field;
    if (done.has(code)) return;
    if (path.includes(code)) throw new FormulaRing([...path.slice(path.indexOf(code)), code]);
    for (const read of readsOf(step, steps)) {
      const earlier = byCode.get(read);
      if (earlier) visit(earlier, [...path, code]);
    }
    done.add(code);
    out.push(step);
  };
  for (const step of steps) visit(step, []);
  return out;
}

/** A column of a group means every row of it. */
function readsOf(step: Step, steps: readonly Step[]): string[] {
  const read = [...(step.askedWhen?.now ?? []), ...(step.formula?.now ?? [])];
  return read.flatMap((code) => {
    const [group, column] = code.split(".");
    if (!column) return [code];
    return steps
      .map((other) => other.field.code)
      .filter((other) => other.startsWith(`${group}__`) && other.endsWith(`__${column}`));
  });
}

/** Fields that need each other to be worked out. */
export class FormulaRing extends Error {
  readonly ring: readonly string[];
  constructor(ring: readonly string[]) {
    super(`a ring of formulas: ${ring.join(" → ")}`);
    this.ring = ring;
  }
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
  const skipped = new Set<string>();
  const unread = new Set<string>();
  const lookup = lookupIn(values, earlier);
  for (const { field, askedWhen, formula } of form.steps) {
    const { code } = field;
    if (askedWhen && askedWhen.ask(lookup) !== true) {
      values[code] = null;
      skipped.add(code);
    } else if (formula) {
      const result = formula.ask(lookup);
      values[code] = result === null || typeof result === "boolean" ? null : format(result, field.decimals);
    } else {
      const read = readAnswer(field, answers[code]);
      values[code] = read.value;
      if ("check" in read) {
        remarks.push(remark("hard", read.check, code, read.say));
        unread.add(code);
      }
    }
  }
  const needed = neededOf(form, values, unread, skipped);
  const empty = needed.filter((code) => values[code] === null);
  for (const code of empty) if (!unread.has(code)) remarks.push(remark("hard", "required", code, EMPTY));
  remarks.push(...speak(form, lookup).filter((one) => !skipped.has(one.field)));
  const order = new Map(form.fields.map((field, i) => [field.code, i]));
  remarks.sort((a, b) => order.get(a.field)! - order.get(b.field)!);
  return { values, remarks, required: needed.length, left: empty.length, skipped };
}

/** Codes that must hold an answer: required fields that are asked, and the columns of rows begun or asked for. */
function neededOf(
  form: PreparedForm,
  values: Values,
  unread: ReadonlySet<string>,
  skipped: ReadonlySet<string>,
): string[] {
  const out: string[] = [];
  for (const section of form.definition.sections) {
    const rows = section.repeat ? rowsOf(section) : [section.fields];
    rows.forEach((row, i) => {
      const typed = row.filter((field) => field.formula === null);
      const begun = typed.some(({ code }) => values[code] !== null || unread.has(code));
      if (section.repeat && !begun && i >= section.repeat.min) return;
      section.fields.forEach((column) => {
        const code = section.repeat ? inRow(section.code, i + 1, column.code) : column.code;
        if (column.required && column.formula === null && !skipped.has(code)) out.push(code);
      });
    });
  }
  return out;
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
    const answer = months[month][field];
    const found = fraction(answer ?? "");
    // An answer of this period that has not been worked out yet is asked for again.
    if (answer !== undefined) seen.set(key, found);
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
