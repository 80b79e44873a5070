// A form as it lies in a file: short, with what goes without saying left out; read here into its full shape.
import { fraction } from "./decimal.ts";
import type { Check, Field, FormDefinition, Grace, Periodicity, Section, Text } from "./types.ts";

/** Every answer a return may hold: a repeated group's fields stand there once a row. */
export const fieldsOf = (definition: FormDefinition): Field[] =>
  definition.sections.flatMap((section) => (section.repeat ? rowsOf(section).flat() : section.fields));

/** Code of one answer in a row of a group; rows are counted from 1. */
export const inRow = (group: string, row: number, field: string): string => `${group}__${row}__${field}`;

/** The rows of a repeated group as fields of their own. */
export function rowsOf(section: Section): Field[][] {
  return Array.from({ length: section.repeat?.max ?? 0 }, (_, i) =>
    section.fields.map((field) => ({
      ...field,
      code: inRow(section.code, i + 1, field.code),
      label: {
        zh: `${section.title.zh} ${i + 1} · ${field.label.zh}`,
        en: `${section.title.en} ${i + 1} · ${field.label.en}`,
      },
      // A row is required as a whole, and only when somebody has begun it: see check.ts.
      required: false,
      formula: field.formula && ownRow(field.formula, section, i + 1),
      askedWhen: field.askedWhen && ownRow(field.askedWhen, section, i + 1),
    })),
  );
}

/** Inside a group a column's name means the same row. */
function ownRow(formula: string, section: Section, row: number): string {
  const columns = new Set(section.fields.map((field) => field.code));
  return formula.replace(/(?<![\w.])[a-z][\w]*(?![\w.(])/g, (word) =>
    columns.has(word) ? inRow(section.code, row, word) : word,
  );
}

const PERIODICITIES = [
  "day",
  "week",
  "ten-day",
  "month",
  "quarter",
  "year",
  "once",
] as const satisfies readonly Periodicity[];
/** So that a page stays a page. */
export const MOST_ROWS = 20;

export const NO_GRACE: Grace = { amount: 0, unit: "hours", after: "late" };
export const graceOf = (form: Pick<FormDefinition, "grace">): Grace => form.grace ?? NO_GRACE;
/** Thirty days; later than that a return belongs to the past months. */
export const MOST_GRACE = { hours: 720, "working-days": 30 } as const;

type Loose = Readonly<Record<string, unknown>>;

/** @throws with a sentence that names the place, when the file cannot be a form. */
export function readDefinition(file: unknown): FormDefinition {
  const form = record(file, "the form");
  const code = name(form.code, "the form's code");
  const definition: FormDefinition = {
    code,
    version: Number(form.version),
    title: text(form.title, `form ${code}: title`),
    periodicity: oneOf(form.periodicity ?? "month", PERIODICITIES, `form ${code}: periodicity`),
    dueDay: Number(form.dueDay ?? 10),
    lockAfterDays: Number(form.lockAfterDays ?? 20),
    ...(form.grace == null ? {} : { grace: readGrace(form.grace, code) }),
    sections: list(form.sections, `form ${code}: sections`).map(readSection),
    checks: list(form.checks ?? [], `form ${code}: checks`).map(readCheck),
  };
  for (const [what, codes] of [
    ["field", fieldsOf(definition).map((f) => f.code)],
    ["check", definition.checks.map((c) => c.code)],
  ] as const) {
    const twice = codes.find((c, i) => codes.indexOf(c) !== i);
    if (twice) throw new Error(`form ${code}: ${what} ${twice} stands there twice`);
  }
  return definition;
}

function readGrace(value: unknown, code: string): Grace {
  const grace = record(value, `form ${code}: grace`);
  const unit = oneOf(grace.unit ?? "hours", ["hours", "working-days"] as const, `form ${code}: grace unit`);
  const amount = Number(grace.amount ?? 0);
  if (!Number.isInteger(amount) || amount < 0 || amount > MOST_GRACE[unit])
    throw new Error(`form ${code}: grace is a whole number of ${unit} up to ${MOST_GRACE[unit]}`);
  return {
    amount,
    unit,
    after: oneOf(grace.after ?? "late", ["late", "refuse"] as const, `form ${code}: after grace`),
  };
}

function readSection(value: unknown): Section {
  const section = record(value, "a section");
  const code = name(section.code, "a section's code");
  const fields = list(section.fields, `section ${code}: fields`).map(readField);
  const repeat = section.repeat == null ? null : record(section.repeat, `section ${code}: repeat`);
  const [min, max] = [Number(repeat?.min ?? 0), Number(repeat?.max ?? 0)];
  if (repeat && !(Number.isInteger(max) && max >= 1 && max <= MOST_ROWS && min >= 0 && min <= max))
    throw new Error(`section ${code}: a group has 1 to ${MOST_ROWS} rows`);
  return {
    code,
    title: text(section.title, `section ${code}: title`),
    fields,
    repeat: repeat && { min, max },
  };
}

function readField(value: unknown): Field {
  const field = record(value, "a field");
  const code = name(field.code, "a field's code");
  const type = oneOf(field.type ?? "decimal", ["decimal", "integer", "text"] as const, `field ${code}: type`);
  const bound = (from: unknown): string | null => {
    if (from === undefined || from === null) return null;
    if (!fraction(String(from))) throw new Error(`field ${code}: ${String(from)} is no bound`);
    return String(from);
  };
  return {
    code,
    label: text(field.label, `field ${code}: label`),
    unit: field.unit === undefined ? { zh: "", en: "" } : text(field.unit, `field ${code}: unit`),
    type,
    decimals: type === "decimal" ? Number(field.decimals ?? 2) : 0,
    required: field.required !== false,
    min: bound(field.min),
    max: bound(field.max),
    maxLength: Number(field.maxLength ?? 500),
    direction: oneOf(
      field.direction ?? "neutral",
      ["higher", "lower", "neutral"] as const,
      `field ${code}: direction`,
    ),
    carried: field.carried === true,
    help: field.help === undefined ? { zh: "", en: "" } : text(field.help, `field ${code}: help`),
    askedWhen: field.askedWhen == null ? null : String(field.askedWhen),
    formula: field.formula == null ? null : String(field.formula),
    source: field.source == null ? null : readSource(field.source, code),
  };
}

function readSource(value: unknown, code: string): Field["source"] {
  const { form, field } = record(value, `field ${code}: source`);
  return { form: name(form, `field ${code}: source`), field: name(field, `field ${code}: source`) };
}

function readCheck(value: unknown): Check {
  const check = record(value, "a check");
  const code = name(check.code, "a check's code");
  const show = Object.entries(record(check.show ?? {}, `check ${code}: show`)).map(([key, shown]) => {
    const { formula, decimals } = record(shown, `check ${code}: show ${key}`);
    return [key, { formula: String(formula), decimals: Number(decimals ?? 1) }] as const;
  });
  return {
    code,
    severity: oneOf(check.severity, ["hard", "soft"] as const, `check ${code}: severity`),
    at: list(check.each ?? check.at, `check ${code}: at`).map(String),
    each: check.each !== undefined,
    that: String(check.that),
    say: text(check.say, `check ${code}: say`),
    show: Object.fromEntries(show),
    silences: list(check.silences ?? [], `check ${code}: silences`).map(String),
  };
}

function record(value: unknown, where: string): Loose {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error(`${where}: { … } is needed`);
  return value as Loose;
}

function list(value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`${where}: [ … ] is needed`);
  return value;
}

function name(value: unknown, where: string): string {
  if (typeof value !== "string" || !/^[a-z][a-z0-9_-]*$/.test(value)) {
    throw new Error(`${where}: ${String(value)} is no code (lower case letters, digits, _ and -)`);
  }
  return value;
}

function text(value: unknown, where: string): Text {
  const { zh, en } = record(value, where);
  if (typeof zh !== "string" || typeof en !== "string") throw new Error(`${where}: zh and en are needed`);
  return { zh, en };
}

function oneOf<T extends string>(value: unknown, known: readonly T[], where: string): T {
  const found = known.find((k) => k === value);
  if (!found) throw new Error(`${where}: ${String(value)} is none of ${known.join(", ")}`);
  return found;
}
