// One question a screen, for a phone in one hand: next and back, each step saved, a summary at the end.
import { useEffect, useRef } from "react";
import { type PreparedForm, rowsOf } from "../../engines/forms/index.ts";
import { words } from "../../modules/reporting/behalf/words.ts";
import { words as reportingWords } from "../../modules/reporting/words.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/frame.tsx";
import { normal } from "../ui/number-grid.tsx";
import { type Asked, useMessages } from "./asked.tsx";
import { rowsShown } from "./group-rows.tsx";

export function OneByOne({
  at,
  onGo,
  onStep,
  ...asked
}: Asked & {
  /** Which question; the number after the last is the summary. */
  at: number;
  onGo: (at: number) => void;
  /** Leaving a question saves it at once. */
  onStep: () => void;
}) {
  const say = useWords(words);
  const fields = questionsOf(asked);
  const count = fields.length;
  const go = (to: number) => {
    onStep();
    onGo(Math.max(0, Math.min(count, to)));
  };
  const field = fields[at];
  return (
    <div className="one-by-one">
      <progress
        max={count}
        value={Math.min(at, count)}
        aria-label={say("place", { at: Math.min(at + 1, count), count })}
      />
      {field ? (
        <Question
          key={field.code}
          field={field}
          place={say("place", { at: at + 1, count })}
          {...asked}
          next={() => go(at + 1)}
        />
      ) : (
        <Summary {...asked} onGo={onGo} />
      )}
      <div className="one-steps no-print">
        <Button icon="left" disabled={at === 0} onClick={() => go(at - 1)}>
          {say("back")}
        </Button>
        {field ? (
          <Button tone="primary" onClick={() => go(at + 1)}>
            {at === count - 1 ? say("toSummary") : say("next")}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

/** What is asked now: nothing computed, known or skipped; of a group the rows begun and one more. */
export function questionsOf({ form, record, values, skipped, editable }: Asked): PreparedForm["fields"] {
  const asked = form.definition.sections.flatMap((section) =>
    section.repeat
      ? rowsOf(section)
          .slice(0, rowsShown(section, values, editable))
          .flat()
      : section.fields,
  );
  return asked.filter(
    ({ code, formula }) => formula === null && !skipped.has(code) && record.entry.taken[code] === undefined,
  );
}

function Question({
  field,
  place,
  next,
  ...asked
}: Asked & { field: PreparedForm["fields"][number]; place: string; next: () => void }) {
  const say = useWords(words);
  const base = useWords(reportingWords);
  const format = useFormat();
  const { language } = format;
  const { record, editable, onType } = asked;
  const messages = useMessages(asked)(field.code);
  const input = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useEffect(() => input.current?.focus({ preventScroll: true }), []);
  const section = record.form.sections.find((one) =>
    one.repeat ? field.code.startsWith(`${one.code}__`) : one.fields.some((f) => f.code === field.code),
  );
  const unit = field.unit[language];
  const bound = {
    ref: input,
    id: `field-${field.code}`,
    className: "input",
    value: asked.values[field.code] ?? "",
    readOnly: !editable,
    "aria-invalid": messages.some((m) => m.tone === "red") || undefined,
    "aria-describedby": `help-${field.code}`,
  } as const;
  const before = (values: Readonly<Record<string, string | null>>) =>
    format.figure(values[field.code], { scaled: false, unit });
  return (
    <Card title={section?.title[language] ?? ""} actions={<span className="muted">{place}</span>}>
      <label className="one-question" htmlFor={`field-${field.code}`}>
        {field.label[language]}
        {field.required ? <span className="needed"> *</span> : null}
      </label>
      <p className="muted" id={`help-${field.code}`}>
        {field.help[language]}
      </p>
      {field.type === "text" ? (
        <textarea {...bound} rows={4} onChange={(event) => onType({ [field.code]: event.target.value })} />
      ) : (
        <>
          <span className="input-with-unit one-input">
            <input
              {...bound}
              inputMode="decimal"
              enterKeyHint="next"
              autoComplete="off"
              style={{ paddingRight: `${unit.length + 1.4}em` }}
              onChange={(event) => onType({ [field.code]: normal(event.target.value) })}
              onKeyDown={(event) => {
                if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
                event.preventDefault();
                next();
              }}
            />
            <span className="unit">{unit}</span>
          </span>
          <p className="muted">
            {base(asked.form.definition.periodicity === "month" ? "lastMonth" : "lastPeriod")}{" "}
            {before(record.earlier.previous)} · {say("lastYear")} {before(record.earlier.lastYear)}
          </p>
        </>
      )}
      {messages.map((message, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the messages of a question keep their order
        <div key={i} className="msg" data-tone={message.tone}>
          {message.text}
          {message.extra}
        </div>
      ))}
    </Card>
  );
}

function Summary({ onGo, ...asked }: Asked & { onGo: (at: number) => void }) {
  const say = useWords(words);
  const format = useFormat();
  const { language } = format;
  const messagesOf = useMessages(asked);
  return (
    <Card title={say("summary")}>
      <p className="muted">{say("summaryHint")}</p>
      <ol className="one-summary">
        {questionsOf(asked).map((field, i) => {
          const value = asked.values[field.code];
          const tone = messagesOf(field.code)[0]?.tone;
          return (
            <li key={field.code}>
              <button type="button" onClick={() => onGo(i)}>
                <span>{field.label[language]}</span>
                <span data-tone={tone}>
                  {value
                    ? field.type === "text"
                      ? value
                      : format.figure(value, { scaled: false, unit: field.unit[language] })
                    : say("empty")}
                  {tone ? ` · ${messagesOf(field.code).length}` : ""}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
