// Joining picked appeals: into a new issue under one sentence, or into one that is open.
import { useState } from "react";
import { joinAppeals, listIssues } from "../../modules/appeals/issues/contract.ts";
import { useGo } from "../lib/place.tsx";
import { useAct, useCall } from "../lib/use-call.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { SelectField, TextField } from "../ui/field.tsx";
import { ProblemNotice } from "../ui/problem-notice.tsx";
import { toast } from "../ui/toast.tsx";
import { useSay } from "./names.tsx";

export function JoinDialog({ appealIds, onClose }: { appealIds: readonly string[]; onClose: () => void }) {
  const say = useSay();
  const go = useGo();
  const act = useAct(joinAppeals);
  const there = useCall(listIssues, { open: "true", limit: 50 });
  const [issueId, setIssueId] = useState("");
  const [title, setTitle] = useState("");
  return (
    <Dialog
      open
      onClose={onClose}
      title={say("join")}
      onSubmit={async () => {
        const done = await act.attempt({ appealIds: [...appealIds], title, issueId: issueId || null });
        if (!done) return;
        toast(say("joined", { firms: done.firms }));
        onClose();
        go(`/appeals/issues/${done.id}`);
      }}
      footer={
        <>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button tone="primary" type="submit" busy={act.running}>
            {say("join")}
          </Button>
        </>
      }
    >
      <div className="appeal-form">
        <ProblemNotice problem={act.problem} />
        <SelectField
          label={say("joinInto")}
          name="issue"
          placeholder={say("joinNew")}
          options={(there.data?.rows ?? []).map((one) => ({ value: one.id, label: one.title }))}
          value={issueId}
          onChange={(event) => setIssueId(event.target.value)}
        />
        {issueId === "" ? (
          <TextField
            label={say("issueTitle")}
            hint={say("issueTitleHint")}
            name="issue-title"
            needed
            maxLength={80}
            value={title}
            onChange={(event) => setTitle(event.target.value)}
          />
        ) : null}
      </div>
    </Dialog>
  );
}
