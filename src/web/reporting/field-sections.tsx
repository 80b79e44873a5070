// The questions of a form by section: figures in a grid that takes a pasted column, sentences below.
import type { PreparedForm } from "../../engines/forms/index.ts";
import { words } from "../../modules/reporting/words.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { TextArea } from "../ui/field.tsx";
import { Card } from "../ui/frame.tsx";
import { type GridRow, NumberGrid } from "../ui/number-grid.tsx";
import { type Asked, useMessages } from "./asked.tsx";
import { GroupRows } from "./group-rows.tsx";

export function FieldSections(asked: Asked) {
  const { form, record, values, editable, skipped, onType } = asked;
  const say = useWords(words);
  const format = useFormat();
  const { language } = format;
  const typed = Object.fromEntries(form.fields.map(({ code }) => [code, values[code] ?? ""]));
  const prefilled = new Set(record.entry.prefilled.filter((code) => !record.entry.taken[code]));
  const messagesOf = useMessages(asked);
  const rowOf = (field: PreparedForm["fields"][number]): GridRow => ({
    key: field.code,
    label: field.label[language],
    hint: (
      <>
        {field.help[language]}
        {prefilled.has(field.code) && typed[field.code] === record.entry.values[field.code] ? (
          <em className="prefilled">{say("prefilled")}</em>
        ) : null}
        {field.formula !== null ? <em className="prefilled">{say("computed")}</em> : null}
        {record.entry.taken[field.code] ? (
          <em className="prefilled">
            {say("takenFrom", { form: record.entry.taken[field.code]?.[language] ?? "" })}
          </em>
        ) : null}
      </>
    ),
    unit: field.unit[language],
    before: format.figure(record.earlier.previous[field.code], { scaled: false }),
    needed: field.required && field.formula === null,
    readOnly: field.formula !== null || record.entry.taken[field.code] !== undefined,
  });
  const monthly = form.definition.periodicity === "month";

  return form.definition.sections.map((section, i) => {
    if (section.repeat)
      return (
        <Card key={section.code} title={section.title[language]}>
          <GroupRows section={section} {...asked} />
        </Card>
      );
    const shown = section.fields.filter((field) => !skipped.has(field.code));
    if (shown.length === 0) return null;
    const figures = shown.filter((field) => field.type !== "text");
    const sentences = shown.filter((field) => field.type === "text");
    return (
      <Card key={section.code} title={section.title[language]}>
        {figures.length ? (
          <NumberGrid
            caption={section.title[language]}
            heads={{
              name: say("indicator"),
              before: say(monthly ? "lastMonth" : "lastPeriod"),
              value: say(monthly ? "thisMonth" : "thisPeriod"),
            }}
            rows={figures.map(rowOf)}
            values={typed}
            messages={Object.fromEntries(figures.map(({ code }) => [code, messagesOf(code)]))}
            readOnly={!editable}
            onChange={onType}
          />
        ) : null}
        {sentences.map((field) => (
          <TextArea
            key={field.code}
            name={field.code}
            label={field.label[language]}
            hint={field.help[language]}
            wrong={messagesOf(field.code)[0]?.text as string | undefined}
            value={typed[field.code]}
            readOnly={!editable}
            rows={3}
            onChange={(event) => onType({ [field.code]: event.target.value })}
          />
        ))}
        {i === 0 && editable ? <p className="muted no-print">{say("pasteHint")}</p> : null}
      </Card>
    );
  });
}
