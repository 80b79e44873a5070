// What a merge shows on the pages of both entries, and the way back.
import { useState } from "react";
import type { Page } from "../../modules/enterprises/contract.ts";
import { type Merge, unmergeEnterprises } from "../../modules/enterprises/merging/contract.ts";
import { words } from "../../modules/enterprises/merging/words.ts";
import { words as registry } from "../../modules/enterprises/words.ts";
import { Link } from "../lib/place.tsx";
import { useAct } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { TextField } from "../ui/field.tsx";
import { Card } from "../ui/frame.tsx";
import { Notice, ProblemNotice, wrongOf } from "../ui/problem-notice.tsx";
import { toast } from "../ui/toast.tsx";
import "./enterprises.css";

/** On the page of the entry that lies under another. */
export function MergedInto({ page }: { page: Page }) {
  const say = useWords(words);
  const into = page.mergedInto;
  if (!into) return null;
  return (
    <Notice
      tone="yellow"
      title={
        <>
          {say("liesUnder")} <Link to={`/enterprises/${into.survivor.id}`}>{into.survivor.name}</Link>
        </>
      }
      action={page.may.merge ? <Unmerge merge={into} /> : null}
    >
      <p>
        <Deed merge={into} /> {say("liesUnderHint")}
      </p>
    </Notice>
  );
}

/** On the page of the survivor. */
export function MergedHere({ page }: { page: Page }) {
  const say = useWords(words);
  if (page.merged.length === 0) return null;
  return (
    <Card title={say("mergedHere", { count: page.merged.length })}>
      <ul className="dated">
        {page.merged.map((merge) => (
          <li key={merge.id}>
            <span>
              {merge.merged.name ? (
                <Link to={`/enterprises/${merge.merged.id}`}>{merge.merged.name}</Link>
              ) : (
                say("mergedUnseen")
              )}{" "}
              <span className="muted num">{merge.merged.creditCode}</span>
              <br />
              <span className="muted">
                <Deed merge={merge} />
              </span>
            </span>
            {page.may.merge ? <Unmerge merge={merge} /> : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}

export function Deed({ merge }: { merge: Merge }) {
  const say = useWords(words);
  const format = useFormat();
  const by = merge.by ?? say("byUnknown");
  return (
    <>
      {say("mergedOn", { when: format.moment(merge.at), by })}
      {merge.reason ? say("because", { reason: merge.reason }) : null}
    </>
  );
}

export function Unmerge({ merge }: { merge: Merge }) {
  const say = useWords(words);
  const also = useWords(registry);
  const act = useAct(unmergeEnterprises);
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const send = async () => {
    if (!(await act.attempt({ id: merge.merged.id, reason }))) return;
    toast(say("unmergedNow"));
    setAsking(false);
  };
  return (
    <>
      <Button small onClick={() => setAsking(true)}>
        {say("unmerge")}
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        onSubmit={send}
        title={say("unmergeTitle", { name: merge.merged.name ?? "—" })}
        footer={
          <>
            <Button onClick={() => setAsking(false)}>{also("cancel")}</Button>
            <Button type="submit" tone="primary" busy={act.running} disabled={reason.trim().length < 2}>
              {say("unmerge")}
            </Button>
          </>
        }
      >
        <ProblemNotice problem={act.problem} />
        <p>{say("unmergeHint")}</p>
        <TextField
          name="reason"
          label={say("mergeReason")}
          needed
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          wrong={wrongOf(act.problem, "reason")}
        />
      </Dialog>
    </>
  );
}
