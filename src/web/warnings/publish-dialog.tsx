// Grading and publishing a warning, or updating what was published; the first wording holds only figures that may be shown.
import { useState } from "react";
import {
  publish,
  type Severity,
  severities,
  update,
  type WarningPage,
} from "../../modules/warnings/contract.ts";
import { words } from "../../modules/warnings/words.ts";
import { useAct } from "../lib/use-call.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Check, Segmented, TextArea, TextField } from "../ui/field.tsx";
import { ProblemNotice } from "../ui/problem-notice.tsx";
import { toast } from "../ui/toast.tsx";

export function PublishDialog({
  move,
  warning,
  onClose,
}: {
  move: "publish" | "update";
  warning: WarningPage;
  onClose: () => void;
}) {
  const say = useWords(words);
  const first = useAct(publish);
  const later = useAct(update);
  const act = move === "publish" ? first : later;
  const last = move === "update" ? warning.bulletins[0] : undefined;
  const from = last ?? warning.draft;
  const suggested = warning.assessment?.suggested ?? warning.severity;
  const [severity, setSeverity] = useState<Severity>(last?.severity ?? suggested);
  const [gradeReason, setReason] = useState("");
  const [headline, setHeadline] = useState(from.headline.zh);
  const [description, setDescription] = useState(from.description.zh);
  const [instruction, setInstruction] = useState(from.instruction.zh);
  const [descriptionEn, setDescriptionEn] = useState(from.description.en);
  const [open, setOpen] = useState(last?.open ?? false);
  return (
    <Dialog
      open
      shape="wide"
      onClose={onClose}
      title={say(move)}
      onSubmit={async () => {
        const done = await act.attempt({
          ...{ id: warning.id, revision: warning.revision, severity, gradeReason, open },
          ...{ headline, description, instruction, descriptionEn },
          ...{ headlineEn: from.headline.en, instructionEn: from.instruction.en },
          enterpriseIds: warning.named.map(({ id }) => id),
        });
        if (!done) return;
        toast(say("didPublish", { count: done.told }));
        onClose();
      }}
      footer={
        <>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button tone="primary" type="submit" busy={act.running}>
            {say(move)}
          </Button>
        </>
      }
    >
      <div className="warning-form">
        <ProblemNotice
          problem={act.problem}
          labels={{
            headline: say("headline"),
            description: say("description"),
            instruction: say("instruction"),
          }}
        />
        <Segmented
          label={say("grade")}
          value={severity}
          options={severities.map((value) => ({ value, label: say(`severity_${value}`) }))}
          onChange={setSeverity}
        />
        {severity === suggested ? null : (
          <TextField
            label={say("gradeReason")}
            name="gradeReason"
            needed
            maxLength={500}
            value={gradeReason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
        <TextField
          label={say("headline")}
          name="headline"
          needed
          maxLength={160}
          value={headline}
          onChange={(event) => setHeadline(event.target.value)}
        />
        <TextArea
          label={say("description")}
          hint={say("figuresHint")}
          name="description"
          needed
          rows={6}
          maxLength={4000}
          value={description}
          onChange={(event) => setDescription(event.target.value)}
        />
        <TextArea
          label={say("instruction")}
          name="instruction"
          needed
          rows={3}
          maxLength={2000}
          value={instruction}
          onChange={(event) => setInstruction(event.target.value)}
        />
        <TextArea
          label={say("english")}
          name="descriptionEn"
          rows={3}
          maxLength={4000}
          value={descriptionEn}
          onChange={(event) => setDescriptionEn(event.target.value)}
        />
        <Check checked={open} onChange={(event) => setOpen(event.target.checked)}>
          {say("openToAll")}
        </Check>
      </div>
    </Dialog>
  );
}
