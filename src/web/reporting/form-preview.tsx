// A form as the clerk sees it, to be tried out: checks, skip rules and computed figures answer, nothing is kept.
import { useMemo, useState } from "react";
import { check, type FormDefinition, prepare } from "../../engines/forms/index.ts";
import type { FilingRecord } from "../../modules/reporting/contract.ts";
import { words } from "../../modules/reporting/words.ts";
import { useWords } from "../lib/words.ts";
import { FieldSections } from "./field-sections.tsx";
import "./reporting.css";

export function FormPreview({ form }: { form: FormDefinition }) {
  const say = useWords(words);
  const [typed, setTyped] = useState<Record<string, string | null>>({});
  const [explanations, setExplanations] = useState<Record<string, string | null>>({});
  const prepared = useMemo(() => prepare(form), [form]);
  const record = useMemo(() => emptyRecord(form), [form]);
  const outcome = check(prepared, typed, record.earlier);
  const computed = prepared.fields.flatMap(({ code, formula }) =>
    formula === null ? [] : [[code, outcome.values[code] ?? null] as const],
  );
  return (
    <div className="stack form-preview">
      <FieldSections
        form={prepared}
        record={record}
        values={{ ...typed, ...Object.fromEntries(computed) }}
        explanations={explanations}
        remarks={outcome.remarks.filter((remark) => remark.check !== "required")}
        editable
        skipped={outcome.skipped}
        onType={(change) => setTyped({ ...typed, ...change })}
        onExplain={(key, text) => setExplanations({ ...explanations, [key]: text })}
      />
      <p className="muted">{outcome.left ? say("leadLeft", { count: outcome.left }) : null}</p>
    </div>
  );
}

const NEVER = "2000-01-01T16:00:00.000Z";
const NOBODY = "00000000-0000-0000-0000-000000000000";

function emptyRecord(form: FormDefinition): FilingRecord {
  return {
    card: {
      id: NOBODY,
      organisationId: NOBODY,
      organisationName: "",
      formCode: form.code,
      formTitle: form.title,
      period: "once",
      state: "due",
      dueOn: "2000-01-01",
      history: false,
      overdue: false,
      submittedAt: null,
      decidedAt: null,
      vintage: 0,
      remindedOn: null,
    },
    form,
    closes: { due: NEVER, grace: NEVER, after: "late", pending: false, state: "open" },
    newerVersion: null,
    facts: { industryCode: "", regionCode: "", sizeClass: null },
    entry: {
      values: {},
      explanations: {},
      reason: null,
      revision: 0,
      savedByName: null,
      savedAt: null,
      prefilled: [],
      taken: {},
    },
    earlier: { previous: {}, lastYear: {} },
    history: [],
    vintages: [],
    decisions: [],
    savings: [],
    may: { save: true, submit: false, correct: false, decide: false },
  };
}
