// 指定责任人: gives members to a colleague; a cut of the table, not a right.
import { useState } from "react";
import { colleagues, putInCharge } from "../../modules/reporting/completeness/contract.ts";
import { words } from "../../modules/reporting/completeness/words.ts";
import { useAct, useCall } from "../lib/use-call.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { SelectField } from "../ui/field.tsx";
import { ProblemNotice } from "../ui/problem-notice.tsx";
import { toast } from "../ui/toast.tsx";

export function InChargeDialog({ members, onClose }: { members: readonly string[]; onClose: () => void }) {
  const say = useWords(words);
  const persons = useCall(colleagues, {}).data?.persons ?? [];
  const act = useAct(putInCharge);
  const [person, setPerson] = useState("");
  const put = async () => {
    const done = await act.attempt({ members: [...new Set(members)], personId: person || null });
    if (!done) return;
    toast(say("inChargeDone", { count: done.changed }));
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={say("inChargeTitle", { count: members.length })}
      footer={
        <>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button tone="primary" busy={act.running} onClick={() => void put()}>
            {say("put")}
          </Button>
        </>
      }
    >
      <ProblemNotice problem={act.problem} />
      <SelectField
        label={say("person")}
        hint={say("inChargeHint")}
        value={person}
        options={[
          { value: "", label: say("inChargeNone") },
          ...persons.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(event) => setPerson(event.target.value)}
      />
    </Dialog>
  );
}
