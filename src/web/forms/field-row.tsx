// One field in the editor: a line that opens, moved by buttons or Alt and the arrows; everything that is asked of it inside.

import { useState } from "react";
import type { Field } from "../../engines/forms/index.ts";
import type { FormRecord } from "../../modules/forms/contract.ts";
import { words } from "../../modules/forms/words.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Check, SelectField, TextField } from "../ui/field.tsx";
import { changeField, moveField, removeField } from "./edit-form.ts";
import { FaultList } from "./fault-list.tsx";
import { FormulaField } from "./formula-field.tsx";
import type { Editing } from "./use-editing.ts";

type Props = { at: number; row: number; field: Field; editing: Editing; record: FormRecord };

export function FieldRow({ at, row, field, editing, record }: Props) {
  const say = useWords(words);
  const { language } = useFormat();
  const { form, change, faults } = editing;
  const [open, setOpen] = useState(field.label.zh === "");
  const own = faults.filter((fault) => fault.at.startsWith(`fields.${field.code}.`));
  const step = (by: -1 | 1) => change(moveField(form, at, row, by));
  const name = field.label[language] || field.label.zh || field.code;
  return (
    <div className="edit-row">
      <div className="line">
        <button
          type="button"
          className="name"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          onKeyDown={(event) => {
            if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
            event.preventDefault();
            step(event.key === "ArrowUp" ? -1 : 1);
          }}
        >
          {name} {field.required && field.formula === null ? <span className="needed">*</span> : null}
          <small>
            {field.code} · {say(`t.${field.type}`)}
            {field.unit[language] ? ` · ${field.unit[language]}` : ""}
            {field.formula !== null ? ` · ${say("how.formula")}` : ""}
            {field.source ? ` · ${say("how.source")}` : ""}
          </small>
        </button>
        <Button small tone="quiet" icon="up" aria-label={`${say("up")} ${name}`} onClick={() => step(-1)} />
        <Button
          small
          tone="quiet"
          icon="down"
          aria-label={`${say("down")} ${name}`}
          onClick={() => step(1)}
        />
        <Button
          small
          tone="quiet"
          icon="cross"
          aria-label={`${say("removeField")} ${name}`}
          onClick={() => change(removeField(form, at, row))}
        />
      </div>
      <FaultList faults={own} />
      {open ? <Inside at={at} row={row} field={field} editing={editing} record={record} /> : null}
    </div>
  );
}

function Inside({ at, row, field, editing, record }: Props) {
  const say = useWords(words);
  const { language } = useFormat();
  const set = (more: Partial<Field>) => editing.change(changeField(editing.form, at, row, more));
  const fixed = record.versions.some((one) =>
    one.definition.sections.some((section) => section.fields.some((other) => other.code === field.code)),
  );
  const figure = field.type !== "text";
  const grouped = editing.form.sections[at]?.repeat !== null;
  const how = field.formula !== null ? "formula" : field.source ? "source" : "asked";
  const known = record.known.filter(
    (one) => one.periodicity === editing.form.periodicity && one.type === field.type,
  );
  const bound = (text: string): string | null => text.trim() || null;
  return (
    <div className="inside edit-grid">
      <TextField
        label={say("labelZh")}
        needed
        maxLength={60}
        value={field.label.zh}
        onChange={(event) => set({ label: { ...field.label, zh: event.target.value } })}
      />
      <TextField
        label={say("labelEn")}
        maxLength={120}
        value={field.label.en}
        onChange={(event) => set({ label: { ...field.label, en: event.target.value } })}
      />
      <TextField
        label={say("code")}
        hint={say(fixed ? "codeFixed" : "codeHint")}
        readOnly={fixed}
        maxLength={40}
        spellCheck={false}
        value={field.code}
        onChange={(event) => set({ code: event.target.value })}
      />
      <SelectField
        label={say("type")}
        value={field.type}
        options={(["decimal", "integer", "text"] as const).map((one) => ({
          value: one,
          label: say(`t.${one}`),
        }))}
        onChange={(event) => {
          const type = event.target.value as Field["type"];
          set({
            type,
            decimals: type === "decimal" ? 2 : 0,
            ...(type === "text" ? { min: null, max: null } : {}),
          });
        }}
      />
      {figure ? (
        <>
          <TextField
            label={say("unitZh")}
            needed
            maxLength={20}
            value={field.unit.zh}
            onChange={(event) => set({ unit: { ...field.unit, zh: event.target.value } })}
          />
          <TextField
            label={say("unitEn")}
            maxLength={40}
            value={field.unit.en}
            onChange={(event) => set({ unit: { ...field.unit, en: event.target.value } })}
          />
          {field.type === "decimal" ? (
            <SelectField
              label={say("decimals")}
              value={String(field.decimals)}
              options={[0, 1, 2, 3, 4].map((one) => ({ value: String(one), label: String(one) }))}
              onChange={(event) => set({ decimals: Number(event.target.value) })}
            />
          ) : null}
          <TextField
            label={say("min")}
            value={field.min ?? ""}
            onChange={(event) => set({ min: bound(event.target.value) })}
          />
          <TextField
            label={say("max")}
            value={field.max ?? ""}
            onChange={(event) => set({ max: bound(event.target.value) })}
          />
          <SelectField
            label={say("direction")}
            value={field.direction}
            options={(["higher", "lower", "neutral"] as const).map((one) => ({
              value: one,
              label: say(`d.${one}`),
            }))}
            onChange={(event) => set({ direction: event.target.value as Field["direction"] })}
          />
        </>
      ) : null}
      {figure ? (
        <SelectField
          label={say("how")}
          value={how}
          options={(
            ["asked", "formula", ...(known.length && !grouped ? (["source"] as const) : [])] as const
          ).map((one) => ({ value: one, label: say(`how.${one}`) }))}
          onChange={(event) => {
            const first = known[0];
            const to = event.target.value;
            set({
              formula: to === "formula" ? "" : null,
              source: to === "source" && first ? { form: first.form, field: first.field } : null,
            });
          }}
        />
      ) : null}
      {field.formula !== null ? (
        <FormulaField
          label={say("formula")}
          hint={say("formulaHint")}
          value={field.formula}
          onFormula={(formula) => set({ formula: formula })}
        />
      ) : null}
      {field.source ? (
        <div className="wide">
          <SelectField
            label={say("source")}
            value={`${field.source.form} ${field.source.field}`}
            options={known.map((one) => ({
              value: `${one.form} ${one.field}`,
              label: `${one.label[language] || one.label.zh}（${one.unit[language]}）· ${one.formTitle[language] || one.formTitle.zh}`,
            }))}
            onChange={(event) => {
              const [form = "", code = ""] = event.target.value.split(" ");
              const unit = known.find((one) => one.form === form && one.field === code)?.unit ?? field.unit;
              set({ source: { form, field: code }, unit });
            }}
          />
        </div>
      ) : null}
      <FormulaField
        label={say("askedWhen")}
        hint={say("askedWhenHint")}
        value={field.askedWhen ?? ""}
        onFormula={(formula) => set({ askedWhen: formula.trim() ? formula : null })}
      />
      <div className="wide">
        <TextField
          label={say("helpZh")}
          maxLength={500}
          value={field.help.zh}
          onChange={(event) => set({ help: { ...field.help, zh: event.target.value } })}
        />
      </div>
      <div className="wide picks">
        {field.formula === null ? (
          <Check checked={field.required} onChange={() => set({ required: !field.required })}>
            {say("required")}
          </Check>
        ) : null}
        {figure && field.formula === null && !field.source ? (
          <Check checked={field.carried} onChange={() => set({ carried: !field.carried })}>
            {say("carried")}
          </Check>
        ) : null}
      </div>
    </div>
  );
}
