// The draft on the page: each change can be undone, and is saved after a short pause, one saving at a time.
import { useCallback, useEffect, useRef, useState } from "react";
import { type Fault, type FormDefinition, faultsOf } from "../../engines/forms/index.ts";
import { type FormRecord, saveDraft } from "../../modules/forms/contract.ts";
import type { CallProblem } from "../lib/call.ts";
import { useAct } from "../lib/use-call.ts";

const PAUSE_MS = 800;
const MOST_UNDO = 100;

export type Editing = {
  form: FormDefinition;
  change: (next: FormDefinition) => void;
  undo: (() => void) | null;
  faults: readonly Fault[];
  state: "saved" | "saving" | "failing";
  problem: CallProblem | null;
  retry: () => void;
  revision: number;
};

export function useEditing(code: string, draft: NonNullable<FormRecord["draft"]>): Editing {
  const [form, setForm] = useState<FormDefinition>(draft.definition);
  const [past, setPast] = useState<readonly FormDefinition[]>([]);
  const [saved, setSaved] = useState({
    form: draft.definition as FormDefinition,
    revision: draft.revision,
    faults: draft.faults,
  });
  const act = useAct(saveDraft, { touches: [] });
  const busy = useRef(false);
  const latest = useRef(form);
  latest.current = form;

  const save = useCallback(
    async (revision: number) => {
      if (busy.current) return;
      busy.current = true;
      const sent = latest.current;
      const answer = await act.attempt({ code, revision, definition: sent as never });
      busy.current = false;
      // Typed on meanwhile: the effect below sees that the form is another and saves again.
      if (answer) setSaved({ form: sent, revision: answer.revision, faults: answer.faults });
    },
    [act.attempt, code],
  );
  const saving = useRef(save);
  saving.current = save;

  useEffect(() => {
    if (form === saved.form) return;
    const timer = setTimeout(() => void saving.current(saved.revision), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [form, saved]);

  const change = (next: FormDefinition) => {
    if (next === form) return;
    setPast([...past.slice(-MOST_UNDO), form]);
    setForm(next);
  };
  const before = past.at(-1);
  const clean = form === saved.form;
  return {
    form,
    change,
    undo: before
      ? () => {
          setForm(before);
          setPast(past.slice(0, -1));
        }
      : null,
    // What the neighbours' forms say is known to the server only; its words stand until the next saving.
    faults: clean ? saved.faults : faultsOf(form),
    state: clean ? "saved" : act.problem && !act.running ? "failing" : "saving",
    problem: clean ? null : act.problem,
    retry: () => void save(saved.revision),
    revision: saved.revision,
  };
}
