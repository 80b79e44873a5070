// The closing review: what happened, what worked, and, without exception, what to change in the plan.
import { useState } from "react";
import { type ActivationPage, closeActivation, results } from "../../modules/plans/activations/contract.ts";
import { useAct } from "../lib/use-call.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { SelectField, TextArea, TextField } from "../ui/field.tsx";
import { ProblemNotice } from "../ui/problem-notice.tsx";
import { toast } from "../ui/toast.tsx";
import { useSay } from "./names.tsx";

let keys = 0;
const change = () => ({ key: ++keys, part: "", text: "" });

export function CloseDialog({ page, onClose }: { page: ActivationPage; onClose: () => void }) {
  const say = useSay();
  const act = useAct(closeActivation, { touches: ["/api/plans", "/api/desk"] });
  const [happened, setHappened] = useState("");
  const [worked, setWorked] = useState("");
  const [result, setResult] = useState("");
  const [changes, setChanges] = useState(() => [change()]);
  const set = (key: number, by: Partial<{ part: string; text: string }>) =>
    setChanges((before) => before.map((one) => (one.key === key ? { ...one, ...by } : one)));
  return (
    <Dialog
      open
      shape="wide"
      onClose={onClose}
      title={say("closeTitle")}
      onSubmit={async () => {
        const done = await act.attempt({
          ...{ id: page.id, happened, worked, result: (result || null) as "met" | null },
          changes: changes
            .filter((one) => one.part.trim() || one.text.trim())
            .map(({ part, text }) => ({ part: part.trim() || "—", text })),
        });
        if (!done) return;
        toast(say("closedDone", { count: done.proposals }));
        onClose();
      }}
      footer={
        <>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button tone="primary" type="submit" busy={act.running}>
            {say("close")}
          </Button>
        </>
      }
    >
      <div className="plan-form">
        <ProblemNotice problem={act.problem} labels={{ happened: say("happened") }} />
        <TextArea
          label={say("happened")}
          name="happened"
          needed
          rows={4}
          maxLength={4000}
          value={happened}
          onChange={(event) => setHappened(event.target.value)}
        />
        <TextArea
          label={say("worked")}
          name="worked"
          rows={2}
          maxLength={2000}
          value={worked}
          onChange={(event) => setWorked(event.target.value)}
        />
        {page.drill ? (
          <SelectField
            label={say("result")}
            needed
            placeholder=""
            options={results.map((one) => ({ value: one, label: say(`result_${one}`) }))}
            value={result}
            onChange={(event) => setResult(event.target.value)}
          />
        ) : null}
        <fieldset className="plan-part">
          <legend>{say("changes")}</legend>
          {changes.map((one, i) => (
            <div className="plan-form" key={one.key}>
              <TextField
                label={say("changePart")}
                name={`change-part-${i}`}
                maxLength={60}
                value={one.part}
                onChange={(event) => set(one.key, { part: event.target.value })}
              />
              <TextArea
                label={say("changeText")}
                name={`change-text-${i}`}
                rows={2}
                maxLength={1000}
                value={one.text}
                onChange={(event) => set(one.key, { text: event.target.value })}
              />
            </div>
          ))}
          <div>
            <Button small icon="plus" onClick={() => setChanges((before) => [...before, change()])}>
              {say("add")}
            </Button>
          </div>
        </fieldset>
      </div>
    </Dialog>
  );
}
