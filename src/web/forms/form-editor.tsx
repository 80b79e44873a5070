// The editor of a form: settings, fields by section, checks with a trial, what other forms know; saved as it is typed.

import { useState } from "react";
import { type FormDefinition, type Grace, graceOf, MOST_ROWS } from "../../engines/forms/index.ts";
import { type FormRecord, periodicities } from "../../modules/forms/contract.ts";
import { words } from "../../modules/forms/words.ts";
import { useKeys } from "../lib/keys.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { FormPreview } from "../reporting/index.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { SelectField, TextField } from "../ui/field.tsx";
import { Card, FormPage } from "../ui/frame.tsx";
import { Notice, ProblemNotice } from "../ui/problem-notice.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { toast } from "../ui/toast.tsx";
import { ChecksEditor } from "./checks-editor.tsx";
import {
  addField,
  addSection,
  changeSection,
  codesOf,
  fieldFrom,
  newField,
  removeSection,
} from "./edit-form.ts";
import { FaultList } from "./fault-list.tsx";
import { FieldRow } from "./field-row.tsx";
import { BindDialog, DropDialog, PublishDialog } from "./form-acts.tsx";
import { type Editing, useEditing } from "./use-editing.ts";
import "./forms.css";

type Open = "publish" | "preview" | "drop" | "bind" | null;

export function Editor({ record, draft }: { record: FormRecord; draft: NonNullable<FormRecord["draft"]> }) {
  const say = useWords(words);
  const { language } = useFormat();
  const { card } = record;
  const editing = useEditing(card.code, draft);
  const { form, faults } = editing;
  const [open, setOpen] = useState<Open>(null);
  const stops = faults.filter((fault) => fault.severity === "stop");
  const undo = () => {
    editing.undo?.();
    if (editing.undo) toast(say("undone"));
  };
  useKeys({ u: undo, p: () => setOpen("preview") });
  const close = () => setOpen(null);
  return (
    <FormPage
      title={form.title[language] || form.title.zh || say("title")}
      mark={<StateTag tone="yellow">{say("editing", { number: form.version })}</StateTag>}
      back={{ to: "/forms", label: say("backToList") }}
      lead={say("editLead", { fields: codesOf(form).length, checks: form.checks.length })}
      actions={
        <>
          <Button onClick={undo} disabled={!editing.undo}>
            {say("undo")}
          </Button>
          <Button onClick={() => setOpen("preview")}>{say("preview")}</Button>
          <Button onClick={() => setOpen("bind")}>{say("bind")}</Button>
          <Button tone="danger" onClick={() => setOpen("drop")}>
            {say("dropDraft")}
          </Button>
        </>
      }
      saveState={<SaveState editing={editing} stops={stops.length} />}
      buttons={
        <Button
          tone="primary"
          disabled={stops.length > 0 || editing.state !== "saved"}
          onClick={() => setOpen("publish")}
        >
          {say("publish")}
        </Button>
      }
    >
      <ProblemNotice problem={editing.problem} again={editing.retry} />
      {stops.length ? (
        <Notice tone="yellow" title={say("toFix", { count: stops.length })}>
          <ul>
            {stops.map((fault) => (
              <li key={`${fault.at} ${fault.zh}`}>{fault[language]}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <Settings editing={editing} fixed={card.version > 0} />
      {form.sections.map((section, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: sections keep their places while one types in them
        <SectionCard key={at} at={at} section={section} editing={editing} record={record} />
      ))}
      <div className="actions">
        <Button icon="plus" onClick={() => editing.change(addSection(form, null))}>
          {say("addSection")}
        </Button>
        <Button icon="plus" onClick={() => editing.change(addSection(form, { min: 0, max: 10 }))}>
          {say("addGroup")}
        </Button>
      </div>
      <ChecksEditor editing={editing} />
      <Known editing={editing} record={record} />
      {open === "preview" ? (
        <Dialog open onClose={close} title={say("preview")} shape="wide">
          <p className="muted">{say("previewHint")}</p>
          {stops.length ? <p>{say("toFix", { count: stops.length })}</p> : <FormPreview form={form} />}
        </Dialog>
      ) : null}
      {open === "publish" ? (
        <PublishDialog
          card={card}
          revision={editing.revision}
          version={form.version}
          periodicity={form.periodicity}
          onClose={close}
        />
      ) : null}
      {open === "bind" ? <BindDialog card={card} onClose={close} /> : null}
      {open === "drop" ? <DropDialog card={card} onClose={close} /> : null}
    </FormPage>
  );
}

function SaveState({ editing, stops }: { editing: Editing; stops: number }) {
  const say = useWords(words);
  const { state, faults } = editing;
  const advice = faults.length - stops;
  return (
    <>
      <span className="saving" data-tone={state === "failing" ? "red" : undefined}>
        {say(state === "saved" ? "saved" : state === "saving" ? "saving" : "unsaved")}
      </span>
      <span className="counts">
        {stops ? say("toFix", { count: stops }) : say("toFixNone")}
        {advice ? ` · ${say("advice", { count: advice })}` : ""}
      </span>
    </>
  );
}

function Settings({ editing, fixed }: { editing: Editing; fixed: boolean }) {
  const say = useWords(words);
  const { form, change } = editing;
  const set = (more: Partial<FormDefinition>) => change({ ...form, ...more });
  const due = { day: "dueDays", week: "dueDays", "ten-day": "dueDays", once: "dueOnce" } as const;
  const hint = say(form.periodicity in due ? due[form.periodicity as keyof typeof due] : "dueMonth");
  return (
    <Card title={say("settings")}>
      <div className="edit-grid">
        <TextField
          label={say("titleZh")}
          needed
          maxLength={60}
          value={form.title.zh}
          onChange={(event) => set({ title: { ...form.title, zh: event.target.value } })}
        />
        <TextField
          label={say("titleEn")}
          maxLength={120}
          value={form.title.en}
          onChange={(event) => set({ title: { ...form.title, en: event.target.value } })}
        />
        <SelectField
          label={say("periodicity")}
          disabled={fixed}
          options={periodicities.map((one) => ({ value: one, label: say(`p.${one}`) }))}
          value={form.periodicity}
          onChange={(event) => set({ periodicity: event.target.value as FormDefinition["periodicity"] })}
        />
        <TextField
          label={say("due")}
          hint={hint}
          inputMode="numeric"
          value={String(form.dueDay || "")}
          onChange={(event) => set({ dueDay: wholeOf(event.target.value) })}
        />
        <TextField
          label={say("lockAfter")}
          inputMode="numeric"
          value={String(form.lockAfterDays)}
          onChange={(event) => set({ lockAfterDays: Math.min(400, wholeOf(event.target.value)) })}
        />
        <GraceFields form={form} onChange={(grace) => set({ grace })} />
      </div>
    </Card>
  );
}

function GraceFields({ form, onChange }: { form: FormDefinition; onChange: (grace: Grace) => void }) {
  const say = useWords(words);
  const grace = graceOf(form);
  return (
    <>
      <TextField
        label={say("grace")}
        hint={say("graceHint")}
        inputMode="numeric"
        value={String(grace.amount)}
        onChange={(event) => onChange({ ...grace, amount: wholeOf(event.target.value) })}
      />
      <SelectField
        label={say("graceUnit")}
        options={(["hours", "working-days"] as const).map((one) => ({
          value: one,
          label: say(`grace.${one}`),
        }))}
        value={grace.unit}
        onChange={(event) => onChange({ ...grace, unit: event.target.value as Grace["unit"] })}
      />
      <SelectField
        label={say("graceAfter")}
        options={(["late", "refuse"] as const).map((one) => ({ value: one, label: say(`after.${one}`) }))}
        value={grace.after}
        onChange={(event) => onChange({ ...grace, after: event.target.value as Grace["after"] })}
      />
    </>
  );
}

const wholeOf = (text: string): number => Number(text.replace(/\D/g, "").slice(0, 3) || 0);

function SectionCard({
  at,
  section,
  editing,
  record,
}: {
  at: number;
  section: FormDefinition["sections"][number];
  editing: Editing;
  record: FormRecord;
}) {
  const say = useWords(words);
  const { language } = useFormat();
  const { form, change, faults } = editing;
  const own = faults.filter((fault) => fault.at === `sections.${section.code}`);
  const rows = (bound: "min" | "max", text: string) => {
    const repeat = section.repeat ?? { min: 0, max: 10 };
    const floor = bound === "max" ? 1 : 0;
    change(
      changeSection(form, at, {
        repeat: { ...repeat, [bound]: Math.max(floor, Math.min(MOST_ROWS, wholeOf(text))) },
      }),
    );
  };
  return (
    <Card
      title={section.title[language] || section.title.zh || say("sectionTitle")}
      actions={
        form.sections.length > 1 ? (
          <Button small tone="quiet" onClick={() => change(removeSection(form, at))}>
            {say("removeSection")}
          </Button>
        ) : null
      }
    >
      <div className="edit-section">
        <FaultList faults={own} />
        <div className="edit-grid">
          <TextField
            label={say("labelZh")}
            value={section.title.zh}
            maxLength={60}
            onChange={(event) =>
              change(changeSection(form, at, { title: { ...section.title, zh: event.target.value } }))
            }
          />
          <TextField
            label={say("labelEn")}
            value={section.title.en}
            maxLength={120}
            onChange={(event) =>
              change(changeSection(form, at, { title: { ...section.title, en: event.target.value } }))
            }
          />
          {section.repeat ? (
            <>
              <TextField
                label={say("groupMin")}
                inputMode="numeric"
                value={String(section.repeat.min)}
                onChange={(event) => rows("min", event.target.value)}
              />
              <TextField
                label={say("groupMax")}
                hint={say("groupHint")}
                inputMode="numeric"
                value={String(section.repeat.max)}
                onChange={(event) => rows("max", event.target.value)}
              />
            </>
          ) : null}
        </div>
        {section.fields.map((field, row) => (
          <FieldRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a row keeps its place while its code is typed
            key={row}
            at={at}
            row={row}
            field={field}
            editing={editing}
            record={record}
          />
        ))}
        <p>
          <Button small icon="plus" onClick={() => change(addField(form, at, newField(form)))}>
            {say("addField")}
          </Button>
        </p>
      </div>
    </Card>
  );
}

/** What other forms of the same period length ask already. */
function Known({ editing, record }: { editing: Editing; record: FormRecord }) {
  const say = useWords(words);
  const { language } = useFormat();
  const { form, change } = editing;
  const known = record.known.filter((one) => one.periodicity === form.periodicity);
  const taken = new Set(
    form.sections.flatMap((s) =>
      s.fields.flatMap((f) => (f.source ? [`${f.source.form} ${f.source.field}`] : [])),
    ),
  );
  const into = Math.max(
    0,
    form.sections.findIndex((section) => section.repeat === null),
  );
  return (
    <Card title={say("known")}>
      <p className="muted">{known.length ? say("knownHint") : say("knownNone")}</p>
      <ul className="known-list">
        {known.map((one) => (
          <li key={`${one.form} ${one.field}`}>
            <span>
              {one.label[language] || one.label.zh}{" "}
              <span className="muted">
                {one.unit[language]} · {one.formTitle[language] || one.formTitle.zh}
              </span>
            </span>
            {taken.has(`${one.form} ${one.field}`) ? (
              <span className="muted">{say("already")}</span>
            ) : (
              <Button small onClick={() => change(addField(form, into, fieldFrom(form, one)))}>
                {say("addKnown")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
