// The checks of a form, each with a formula one can read and try out at once on a few figures of one's own.

import { useState } from "react";
import { type Check as CheckData, fieldsOf, fraction, readFormula } from "../../engines/forms/index.ts";
import { words } from "../../modules/forms/words.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Check, SelectField, TextField } from "../ui/field.tsx";
import { Card } from "../ui/frame.tsx";
import { normal } from "../ui/number-grid.tsx";
import { StateTag, type TagTone } from "../ui/state-tag.tsx";
import { changeCheck, newCheck, removeCheck } from "./edit-form.ts";
import { FaultList } from "./fault-list.tsx";
import { FormulaField } from "./formula-field.tsx";
import type { Editing } from "./use-editing.ts";

const MONTHS = ["now", "previous", "lastYear"] as const;
type Month = (typeof MONTHS)[number];
/** `month field` → what was typed for the trial. */
type Sample = Readonly<Record<string, string>>;
type Outcome = "true" | "false" | "unknown" | "unreadable";

function tried(formula: string, subject: string | undefined, sample: Sample): Outcome {
  try {
    const read = readFormula(formula, subject);
    if (read.kind !== "truth") return "unreadable";
    const answer = read.ask((month, field) => fraction(sample[`${month} ${field}`] ?? ""));
    return answer === null ? "unknown" : answer ? "true" : "false";
  } catch {
    return "unreadable";
  }
}

/** The figures a formula reads, so that only those are asked for the trial. */
function readBy(check: CheckData): readonly string[] {
  try {
    return [...readFormula(check.that, check.at[0]).fields].filter((code) => !code.includes("."));
  } catch {
    return [];
  }
}

export function ChecksEditor({ editing }: { editing: Editing }) {
  const say = useWords(words);
  const { form, change } = editing;
  const [sample, setSample] = useState<Sample>({});
  return (
    <Card
      title={say("checks")}
      actions={
        <Button
          small
          icon="plus"
          onClick={() => change({ ...form, checks: [...form.checks, newCheck(form)] })}
        >
          {say("addCheck")}
        </Button>
      }
    >
      <p className="muted">{say("checksHint")}</p>
      {form.checks.map((check, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a check keeps its place while one types in it
        <CheckRow key={at} at={at} check={check} editing={editing} sample={sample} onSample={setSample} />
      ))}
    </Card>
  );
}

const TONES: Record<Outcome, TagTone> = {
  true: "green",
  false: "red",
  unknown: "grey",
  unreadable: "yellow",
};

function CheckRow({
  at,
  check,
  editing,
  sample,
  onSample,
}: {
  at: number;
  check: CheckData;
  editing: Editing;
  sample: Sample;
  onSample: (sample: Sample) => void;
}) {
  const say = useWords(words);
  const { language } = useFormat();
  const { form, change, faults } = editing;
  const [open, setOpen] = useState(check.that === "");
  const own = faults.filter((fault) => fault.at.startsWith(`checks.${check.code}.`));
  const set = (more: Partial<CheckData>) => change(changeCheck(form, at, more));
  const outcome = tried(check.that, check.at[0], sample);
  const pick = (code: string) =>
    set({ at: check.at.includes(code) ? check.at.filter((one) => one !== code) : [...check.at, code] });
  return (
    <div className="edit-row">
      <div className="line">
        <button type="button" className="name" aria-expanded={open} onClick={() => setOpen(!open)}>
          {check.say[language] || check.say.zh || check.code}
          <small>
            {say(`v.${check.severity}`)} · {check.that || "—"}
          </small>
        </button>
        <StateTag tone={TONES[outcome]}>{say(`r.${outcome}`)}</StateTag>
        <Button
          small
          tone="quiet"
          icon="cross"
          aria-label={`${say("removeCheck")} ${check.say.zh || check.code}`}
          onClick={() => change(removeCheck(form, at))}
        />
      </div>
      <FaultList faults={own} />
      {open ? (
        <div className="inside edit-grid">
          <SelectField
            label={say("severity")}
            value={check.severity}
            options={(["hard", "soft"] as const).map((one) => ({ value: one, label: say(`v.${one}`) }))}
            onChange={(event) => set({ severity: event.target.value as CheckData["severity"] })}
          />
          <FormulaField
            label={say("that")}
            hint={say("thatHint")}
            value={check.that}
            onFormula={(formula) => set({ that: formula })}
          />
          <div className="wide">
            <Check checked={check.each} onChange={() => set({ each: !check.each })}>
              {say("eachHint")}
            </Check>
          </div>
          <fieldset className="wide picks" aria-label={say("at")}>
            <legend>{say("at")}</legend>
            {fieldsOf(form)
              .filter((field) => !/__\d+__/.test(field.code))
              .map((field) => (
                <Check
                  key={field.code}
                  checked={check.at.includes(field.code)}
                  onChange={() => pick(field.code)}
                >
                  {field.label[language] || field.label.zh || field.code}
                </Check>
              ))}
          </fieldset>
          <div className="wide">
            <TextField
              label={say("sayZh")}
              needed
              maxLength={200}
              value={check.say.zh}
              onChange={(event) => set({ say: { ...check.say, zh: event.target.value } })}
            />
          </div>
          <div className="wide">
            <TextField
              label={say("sayEn")}
              maxLength={300}
              value={check.say.en}
              onChange={(event) => set({ say: { ...check.say, en: event.target.value } })}
            />
          </div>
          <Trial codes={readBy(check)} editing={editing} sample={sample} onSample={onSample} />
        </div>
      ) : null}
    </div>
  );
}

function Trial({
  codes,
  editing,
  sample,
  onSample,
}: {
  codes: readonly string[];
  editing: Editing;
  sample: Sample;
  onSample: (sample: Sample) => void;
}) {
  const say = useWords(words);
  const { language } = useFormat();
  if (codes.length === 0) return null;
  const labels = new Map(fieldsOf(editing.form).map((field) => [field.code, field.label]));
  const nameOf = (code: string): string => labels.get(code)?.[language] || labels.get(code)?.zh || code;
  return (
    <div className="wide trial">
      <strong>{say("trial")}</strong> <span className="muted">{say("trialHint")}</span>
      <table className="tbl">
        <thead>
          <tr>
            <th>{say("field")}</th>
            {MONTHS.map((month: Month) => (
              <th key={month} className="num">
                {say(month)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {codes.map((code) => (
            <tr key={code}>
              <th scope="row">{nameOf(code)}</th>
              {MONTHS.map((month) => (
                <td key={month}>
                  <input
                    className="input"
                    inputMode="decimal"
                    aria-label={`${nameOf(code)} ${say(month)}`}
                    value={sample[`${month} ${code}`] ?? ""}
                    onChange={(event) =>
                      onSample({ ...sample, [`${month} ${code}`]: normal(event.target.value) })
                    }
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
