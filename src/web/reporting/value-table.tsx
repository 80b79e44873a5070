// The figures of one vintage, beside last month's where they are known.
import { changeOf, type FormDefinition, fieldsOf } from "../../engines/forms/index.ts";
import { words } from "../../modules/reporting/words.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";

type Values = Readonly<Record<string, string | null>>;

export function ValueTable({
  form,
  values,
  before,
}: {
  form: FormDefinition;
  values: Values;
  before?: Values;
}) {
  const say = useWords(words);
  const format = useFormat();
  const { language } = format;
  const figures = fieldsOf(form).filter((field) => field.type !== "text");
  const sentences = fieldsOf(form).filter((field) => field.type === "text" && values[field.code]);
  return (
    <>
      <table className="tbl values">
        <thead>
          <tr>
            <th>{say("indicator")}</th>
            <th className="num">{say("thisMonth")}</th>
            {before ? <th className="num">{say("lastMonth")}</th> : null}
            {before ? <th className="num">{say("change")}</th> : null}
          </tr>
        </thead>
        <tbody>
          {figures.map(({ code, label, unit }) => {
            const change = before ? changeOf(before[code] ?? null, values[code] ?? null) : null;
            return (
              <tr key={code}>
                <td>
                  {label[language]} <span className="muted unit">{unit[language]}</span>
                </td>
                <td className="num">{format.figure(values[code], { scaled: false })}</td>
                {before ? (
                  <td className="num muted">{format.figure(before[code], { scaled: false })}</td>
                ) : null}
                {before ? (
                  <td className="num">{format.figure(change, { unit: "%", digits: 1, signed: true })}</td>
                ) : null}
              </tr>
            );
          })}
        </tbody>
      </table>
      {sentences.map(({ code, label }) => (
        <p key={code}>
          <span className="muted">{label[language]}：</span>
          {values[code]}
        </p>
      ))}
    </>
  );
}
