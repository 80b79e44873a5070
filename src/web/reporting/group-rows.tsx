// A repeated group (主要产品): a row a line, the next empty row always there, computed columns beside.
import { inRow, rowsOf, type Section } from "../../engines/forms/index.ts";
import { words } from "../../modules/reporting/words.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { normal } from "../ui/number-grid.tsx";
import { type Asked, useMessages } from "./asked.tsx";

/** Rows that are begun or needed, and one more as long as there may be one. */
export function rowsShown(section: Section, values: Asked["values"], more: boolean): number {
  const { min, max } = section.repeat ?? { min: 0, max: 0 };
  const begun = (row: number): boolean =>
    section.fields.some((field) => field.formula === null && values[inRow(section.code, row, field.code)]);
  const last = Array.from({ length: max }, (_, i) => i + 1).findLast(begun) ?? 0;
  return more ? Math.min(max, Math.max(min, last + 1)) : Math.max(last, 0);
}

export function GroupRows({ section, ...asked }: Asked & { section: Section }) {
  const say = useWords(words);
  const format = useFormat();
  const { language } = format;
  const { values, editable, skipped, onType } = asked;
  const messagesOf = useMessages(asked);
  const rows = rowsOf(section).slice(0, rowsShown(section, values, editable));
  if (rows.length === 0) return <p className="muted">{say("noRows")}</p>;
  return (
    <div className="tbl-scroll">
      <table className="tbl group-rows">
        <thead>
          <tr>
            <th>{say("row")}</th>
            {section.fields.map((field) => (
              <th key={field.code} className={field.type === "text" ? "" : "num"}>
                {field.label[language]}{" "}
                {field.unit[language] ? <span className="muted">{field.unit[language]}</span> : null}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, n) => {
            const said = row.flatMap((field) => messagesOf(field.code));
            return [
              <tr key={row[0]?.code}>
                <th scope="row">{n + 1}</th>
                {row.map((field, column) => {
                  const own = section.fields[column]!;
                  return (
                    <td key={field.code} className={field.type === "text" ? "" : "num"}>
                      {field.formula !== null || skipped.has(field.code) ? (
                        <span className="muted">{format.figure(values[field.code], { scaled: false })}</span>
                      ) : (
                        <input
                          id={`field-${field.code}`}
                          className="input"
                          aria-label={`${section.title[language]} ${n + 1} ${own.label[language]}`}
                          inputMode={field.type === "text" ? "text" : "decimal"}
                          value={values[field.code] ?? ""}
                          readOnly={!editable}
                          aria-invalid={messagesOf(field.code).some((m) => m.tone === "red") || undefined}
                          onChange={(event) =>
                            onType({
                              [field.code]:
                                field.type === "text" ? event.target.value : normal(event.target.value),
                            })
                          }
                        />
                      )}
                    </td>
                  );
                })}
              </tr>,
              said.length ? (
                <tr key={`${row[0]?.code}-said`} className="note">
                  <td colSpan={section.fields.length + 1}>
                    {said.map((message, i) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: the messages of a row keep their order
                      <div key={i} className="msg" data-tone={message.tone}>
                        {message.text}
                        {message.extra}
                      </div>
                    ))}
                  </td>
                </tr>
              ) : null,
            ];
          })}
        </tbody>
      </table>
      {editable ? (
        <p className="muted no-print">{say("rowsHint", { count: section.repeat?.max ?? 0 })}</p>
      ) : null}
    </div>
  );
}
