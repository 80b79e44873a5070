// One step of a warning as a form: verify, take up again, assess, handle, lift, review.
import { useState } from "react";
import {
  assess,
  handle,
  lift,
  reopen,
  review,
  verify,
  type WarningPage,
} from "../../modules/warnings/contract.ts";
import { words } from "../../modules/warnings/words.ts";
import { useAct } from "../lib/use-call.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Segmented, TextArea } from "../ui/field.tsx";
import { ProblemNotice } from "../ui/problem-notice.tsx";
import { toast } from "../ui/toast.tsx";
import { EvidenceFields, filled, noEvidence } from "./evidence.tsx";

export type StepMove = "verify" | "reopen" | "assess" | "handle" | "lift" | "review";
const marks = ["1", "2", "3", "4", "5"] as const;

export function StepDialog({
  move,
  warning,
  onClose,
}: {
  move: StepMove;
  warning: WarningPage;
  onClose: () => void;
}) {
  const say = useWords(words);
  const acts = {
    verify: useAct(verify),
    reopen: useAct(reopen),
    assess: useAct(assess),
    handle: useAct(handle),
    lift: useAct(lift),
    review: useAct(review),
  };
  const [note, setNote] = useState("");
  const [change, setChange] = useState("");
  const [evidence, setEvidence] = useState(noEvidence);
  const [real, setReal] = useState<"yes" | "no">("yes");
  const [likelihood, setLikelihood] = useState<(typeof marks)[number]>("3");
  const [impact, setImpact] = useState(String(warning.suggestedImpact ?? 3) as (typeof marks)[number]);
  const base = { id: warning.id, revision: warning.revision, note };
  const send = () => {
    const lines = filled(evidence);
    if (move === "verify") return acts.verify.attempt({ ...base, real: real === "yes", evidence: lines });
    if (move === "reopen") return acts.reopen.attempt(base);
    if (move === "assess") {
      return acts.assess.attempt({
        ...base,
        likelihood: Number(likelihood),
        impact: Number(impact),
        evidence: lines,
      });
    }
    if (move === "handle") return acts.handle.attempt({ ...base, evidence: lines });
    if (move === "lift") return acts.lift.attempt({ ...base, evidence: lines });
    return acts.review.attempt({ ...base, change });
  };
  const act = acts[move];
  const options = marks.map((value) => ({ value, label: value }));
  return (
    <Dialog
      open
      shape="wide"
      onClose={onClose}
      title={say(move)}
      onSubmit={async () => {
        if (!(await send())) return;
        toast(say("did"));
        onClose();
      }}
      footer={
        <>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button tone="primary" type="submit" busy={act.running}>
            {say("save")}
          </Button>
        </>
      }
    >
      <div className="warning-form">
        <ProblemNotice
          problem={act.problem}
          labels={{ note: say("note"), change: say("change"), evidence: say("evidence") }}
        />
        {move === "verify" ? (
          <Segmented
            label={say("real")}
            value={real}
            options={[
              { value: "yes", label: say("realYes") },
              { value: "no", label: say("realNo") },
            ]}
            onChange={setReal}
          />
        ) : null}
        {move === "assess" ? (
          <>
            <div>
              <div className="muted">{say("likelihood")}</div>
              <Segmented
                label={say("likelihood")}
                value={likelihood}
                options={options}
                onChange={setLikelihood}
              />
            </div>
            <div>
              <div className="muted">{say("impact")}</div>
              <Segmented label={say("impact")} value={impact} options={options} onChange={setImpact} />
            </div>
          </>
        ) : null}
        <TextArea
          label={say("note")}
          name="note"
          needed
          rows={3}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        {move === "review" ? (
          <TextArea
            label={say("change")}
            hint={say("changeHint")}
            name="change"
            needed
            rows={3}
            maxLength={2000}
            value={change}
            onChange={(event) => setChange(event.target.value)}
          />
        ) : null}
        {move === "reopen" || move === "review" ? null : (
          <EvidenceFields lines={evidence} onChange={setEvidence} />
        )}
      </div>
    </Dialog>
  );
}
