// The steps of editing a form, as plain arithmetic on its data: every one can be undone by taking back the data before.
import type { Check, Field, FormDefinition, Section } from "../../engines/forms/index.ts";
import type { KnownField } from "../../modules/forms/contract.ts";

type Form = FormDefinition;

export const codesOf = (form: Form): string[] => form.sections.flatMap((s) => s.fields.map((f) => f.code));

export const newField = (form: Form): Field => ({
  code: freeCode("item", codesOf(form)),
  label: { zh: "", en: "" },
  unit: { zh: "", en: "" },
  type: "decimal",
  decimals: 2,
  required: true,
  min: "0",
  max: null,
  maxLength: 500,
  direction: "neutral",
  carried: false,
  help: { zh: "", en: "" },
  askedWhen: null,
  formula: null,
  source: null,
});

export const fieldFrom = (form: Form, known: KnownField): Field => ({
  ...newField(form),
  code: codesOf(form).includes(known.field) ? freeCode(known.field, codesOf(form)) : known.field,
  label: known.label,
  unit: known.unit,
  type: known.type,
  decimals: known.type === "integer" ? 0 : 2,
  min: null,
  source: { form: known.form, field: known.field },
});

export function freeCode(stem: string, taken: readonly string[]): string {
  for (let n = 1; ; n++) if (!taken.includes(`${stem}_${n}`)) return `${stem}_${n}`;
}

const inSection = (form: Form, at: number, change: (section: Section) => Section): Form => ({
  ...form,
  sections: form.sections.map((section, i) => (i === at ? change(section) : section)),
});

export const changeSection = (form: Form, at: number, more: Partial<Section>): Form =>
  inSection(form, at, (section) => ({ ...section, ...more }));

export function addSection(form: Form, repeat: Section["repeat"]): Form {
  const code = freeCode(
    repeat ? "group" : "part",
    form.sections.map((s) => s.code),
  );
  return { ...form, sections: [...form.sections, { code, title: { zh: "", en: "" }, fields: [], repeat }] };
}

export const removeSection = (form: Form, at: number): Form => ({
  ...form,
  sections: form.sections.filter((_, i) => i !== at),
});

export const addField = (form: Form, at: number, field: Field): Form =>
  inSection(form, at, (section) => ({ ...section, fields: [...section.fields, field] }));

export const removeField = (form: Form, at: number, row: number): Form =>
  inSection(form, at, (section) => ({ ...section, fields: section.fields.filter((_, i) => i !== row) }));

/** Another code is followed through every formula and check. */
export function changeField(form: Form, at: number, row: number, more: Partial<Field>): Form {
  const before = form.sections[at]?.fields[row];
  const changed = inSection(form, at, (section) => ({
    ...section,
    fields: section.fields.map((field, i) => (i === row ? { ...field, ...more } : field)),
  }));
  return before && more.code && more.code !== before.code
    ? renamed(changed, before.code, more.code)
    : changed;
}

function renamed(form: Form, from: string, to: string): Form {
  const inside = (text: string): string =>
    text.replace(/[A-Za-z_]\w*/g, (word) => (word === from ? to : word));
  const or = (text: string | null): string | null => (text === null ? null : inside(text));
  return {
    ...form,
    sections: form.sections.map((section) => ({
      ...section,
      fields: section.fields.map((f) => ({ ...f, formula: or(f.formula), askedWhen: or(f.askedWhen) })),
    })),
    checks: form.checks.map((check) => ({
      ...check,
      that: inside(check.that),
      at: check.at.map((code) => (code === from ? to : code)),
      show: Object.fromEntries(
        Object.entries(check.show).map(([key, one]) => [key, { ...one, formula: inside(one.formula) }]),
      ),
    })),
  };
}

/** One step up or down; over the edge of its section into the next one of the same kind. */
export function moveField(form: Form, at: number, row: number, step: -1 | 1): Form {
  const section = form.sections[at];
  const field = section?.fields[row];
  if (!section || !field) return form;
  const to = row + step;
  if (to >= 0 && to < section.fields.length) {
    const fields = [...section.fields];
    fields.splice(row, 1);
    fields.splice(to, 0, field);
    return changeSection(form, at, { fields });
  }
  const next = form.sections[at + step];
  if (!next || (next.repeat === null) !== (section.repeat === null)) return form;
  const without = removeField(form, at, row);
  return inSection(without, at + step, (one) => ({
    ...one,
    fields: step === 1 ? [field, ...one.fields] : [...one.fields, field],
  }));
}

export const newCheck = (form: Form): Check => ({
  code: freeCode(
    "check",
    form.checks.map((check) => check.code),
  ),
  severity: "soft",
  at: [],
  each: false,
  that: "",
  say: { zh: "", en: "" },
  show: {},
  silences: [],
});

export const changeCheck = (form: Form, at: number, more: Partial<Check>): Form => ({
  ...form,
  checks: form.checks.map((check, i) => (i === at ? { ...check, ...more } : check)),
});

export const removeCheck = (form: Form, at: number): Form => ({
  ...form,
  checks: form.checks.filter((_, i) => i !== at),
});
