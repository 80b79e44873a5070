// Correcting what was filed: the reason first, then the form opens again; dropping it restores what stood.
import { useState } from "react";
import { dropCorrection, startCorrection } from "../../modules/reporting/contract.ts";
import { words } from "../../modules/reporting/words.ts";
import { useAct } from "../lib/use-call.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { TextArea } from "../ui/field.tsx";
import { ProblemNotice } from "../ui/problem-notice.tsx";

export function CorrectDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const say = useWords(words);
  const [reason, setReason] = useState("");
  const start = useAct(startCorrection);
  return (
    <Dialog
      open
      onClose={onClose}
      title={say("correctTitle")}
      onSubmit={async () => {
        if (await start.attempt({ id, reason })) onClose();
      }}
      footer={
        <>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button tone="primary" type="submit" busy={start.running} disabled={reason.trim().length < 2}>
            {say("startCorrection")}
          </Button>
        </>
      }
    >
      <p>{say("correctHint")}</p>
      <TextArea
        label={say("correctionReason")}
        needed
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <ProblemNotice problem={start.problem} />
    </Dialog>
  );
}

export function DropCorrection({ id }: { id: string }) {
  const say = useWords(words);
  const drop = useAct(dropCorrection);
  return (
    <Button small busy={drop.running} onClick={() => void drop.attempt({ id })}>
      {say("dropCorrection")}
    </Button>
  );
}
