// The questions of a form by section: figures in a grid that takes a pasted column, sentences below.
import type { PreparedForm, Remark } from "../../engines/forms/index.ts";
import type { FilingRecord } from "../../modules/reporting/contract.ts";
import { words } from "../../modules/reporting/words.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { TextArea } from "../ui/field.tsx";
import { Card } from "../ui/frame.tsx";
import { type GridMessage, type GridRow, NumberGrid } from "../ui/number-grid.tsx";
import { GroupRows } from "./group-rows.tsx";

type Fields = Record<string, string | null>;

export type Asked = {
  form: PreparedForm;
  record: FilingRecord;
  values: Fields;
  explanations: Fields;
  remarks: readonly Remark[];
  editable: boolean;
  /** Fields that are not asked now. */
  skipped: ReadonlySet<string>;
  onType: (change: Fields) => void;
  onExplain: (key: string, text: string) => void;
};

/** What is to be said at one field: sent back, wrong, or to be explained. */
export function useMessages(asked: Asked): (code: string) => GridMessage[] {
  const say = useWords(words);
  const { language } = useFormat();
  const { record, values, explanations, remarks, editable, onExplain } = asked;
  const marked = askedToCorrect(record, values);
  return (code) => [
    ...(marked.has(code) ? [{ tone: "red" as const, text: say("returnIt") }] : []),
    ...remarks
      .filter((remark) => remark.field === code)
      .map((remark): GridMessage => {
        if (remark.severity === "hard") return { tone: "red", text: remark[language] };
        const extra = (
          <Explain
            key="explain"
            remark={remark}
            text={explanations[remark.key] ?? ""}
            editable={editable}
            onExplain={onExplain}
          />
        );
        return { tone: "yellow", text: remark[language], extra };
      }),
  ];
}

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

function Explain({
  remark,
  text,
  editable,
  onExplain,
}: {
  remark: Remark;
  text: string;
  editable: boolean;
  onExplain: (key: string, text: string) => void;
}) {
  const say = useWords(words);
  if (!editable) {
    return (
      <p className="explained">
        {say("explanationOf")}：{text || say("noExplanation")}
      </p>
    );
  }
  return (
    <input
      id={`explain-${remark.key}`}
      className="input explain"
      aria-label={`${say("explain")}：${remark.zh}`}
      placeholder={say("explain")}
      maxLength={500}
      value={text}
      onChange={(event) => onExplain(remark.key, event.target.value)}
    />
  );
}

/** Fields the association has marked and that still stand as they were. */
function askedToCorrect(record: FilingRecord, values: Fields): ReadonlySet<string> {
  if (record.card.state !== "returned") return new Set();
  const why = record.decisions.findLast((decision) => decision.decision === "returned");
  const filed = record.vintages.at(-1)?.values ?? {};
  return new Set((why?.fields ?? []).filter((code) => (values[code] ?? null) === (filed[code] ?? null)));
}
