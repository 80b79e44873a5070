// One move as a question: the words it carries, and what else it needs; what somebody did meanwhile is shown first.
import { useState } from "react";
import {
  type AppealPage,
  acceptAppeal,
  answerAppeal,
  askFirm,
  assignAppeal,
  judgeAppeal,
  noteOn,
  type Outcome,
  outcomes,
  proposeAppeal,
  remarkOn,
  reopenAppeal,
  replyTo,
  resumeWork,
  settleAppeal,
  supplyMore,
  takeAppeal,
  transferAppeal,
} from "../../modules/appeals/contract.ts";
import type { Act } from "../lib/use-call.ts";
import { useAct } from "../lib/use-call.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { SelectField, TextArea, TextField } from "../ui/field.tsx";
import { Notice, ProblemNotice } from "../ui/problem-notice.tsx";
import { toast } from "../ui/toast.tsx";
import { useSay } from "./names.tsx";

const endpoints = {
  accept: acceptAppeal,
  propose: proposeAppeal,
  ask: askFirm,
  resume: resumeWork,
  reply: replyTo,
  note: noteOn,
  assign: assignAppeal,
  transfer: transferAppeal,
  take: takeAppeal,
  answer: answerAppeal,
  callback: judgeAppeal,
  supply: supplyMore,
  remark: remarkOn,
  settle: settleAppeal,
  satisfied: judgeAppeal,
  dissatisfied: judgeAppeal,
  reopen: reopenAppeal,
} as const;
export type Deed = keyof typeof endpoints;
/** Words may be left out here; everywhere else they are the point. */
const optional: readonly Deed[] = ["accept", "assign", "take", "satisfied", "callback"];
const withTemplates: readonly Deed[] = ["propose", "ask", "reply", "answer"];
const calls = ["satisfied", "dissatisfied", "unreached"] as const;

export function MoveDialog({ page, deed, onClose }: { page: AppealPage; deed: Deed; onClose: () => void }) {
  const say = useSay();
  // biome-ignore lint/suspicious/noExplicitAny: the input of each deed is put together below
  const act: Act<any> = useAct(endpoints[deed]);
  const [text, setText] = useState("");
  const [personId, setPersonId] = useState("");
  const [organisationId, setOrganisationId] = useState("");
  const [outcome, setOutcome] = useState<Outcome>("solved");
  const [nextReplyOn, setNextReplyOn] = useState("");
  const [call, setCall] = useState<(typeof calls)[number]>("satisfied");
  const missing =
    (text.trim() === "" && !optional.includes(deed)) ||
    (deed === "assign" && personId === "") ||
    (deed === "transfer" && organisationId === "") ||
    (deed === "answer" && outcome === "deferred" && nextReplyOn === "");
  const more = {
    ...(deed === "assign" ? { personId } : {}),
    ...(deed === "transfer" ? { organisationId } : {}),
    ...(deed === "answer" ? { outcome, nextReplyOn: outcome === "deferred" ? nextReplyOn : null } : {}),
    ...(deed === "callback" ? { result: call } : {}),
    ...(deed === "satisfied" || deed === "dissatisfied" ? { result: deed } : {}),
  };
  const meanwhile = act.problem?.code === "appeals.answered-meanwhile";
  return (
    <Dialog
      open
      onClose={onClose}
      title={say(`do_${deed}`)}
      onSubmit={async () => {
        if (missing) return;
        const done = await act.attempt({ id: page.id, revision: page.revision, text: text.trim(), ...more });
        if (!done) return;
        toast(say(`done_${deed}`));
        onClose();
      }}
      footer={
        <>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button tone="primary" type="submit" busy={act.running} disabled={missing}>
            {say(`do_${deed}`)}
          </Button>
        </>
      }
    >
      <div className="appeal-form">
        {meanwhile ? (
          <Notice tone="yellow" live title={say("newer")}>
            <p>{act.problem?.detail}</p>
            <p className="muted">{say("newerHint")}</p>
          </Notice>
        ) : (
          <ProblemNotice problem={act.problem} />
        )}
        {deed === "assign" ? (
          <SelectField
            label={say("toPerson")}
            name="person"
            needed
            placeholder=""
            options={page.officers.map(({ id, name }) => ({ value: id, label: name }))}
            value={personId}
            onChange={(event) => setPersonId(event.target.value)}
          />
        ) : null}
        {deed === "transfer" ? (
          <SelectField
            label={say("toBody")}
            name="target"
            needed
            placeholder=""
            options={page.targets.map(({ id, name }) => ({ value: id, label: name }))}
            value={organisationId}
            onChange={(event) => setOrganisationId(event.target.value)}
          />
        ) : null}
        {deed === "answer" ? (
          <SelectField
            label={say("outcome")}
            name="outcome"
            options={outcomes.map((one) => ({ value: one, label: say(`outcome_${one}`) }))}
            value={outcome}
            onChange={(event) => setOutcome(event.target.value as Outcome)}
          />
        ) : null}
        {deed === "answer" && outcome === "deferred" ? (
          <TextField
            label={say("nextReplyOn")}
            name="next-reply"
            type="date"
            needed
            value={nextReplyOn}
            onChange={(event) => setNextReplyOn(event.target.value)}
          />
        ) : null}
        {deed === "callback" ? (
          <SelectField
            label={say("callResult")}
            name="call"
            options={calls.map((one) => ({ value: one, label: say(`call_${one}`) }))}
            value={call}
            onChange={(event) => setCall(event.target.value as typeof call)}
          />
        ) : null}
        <TextArea
          label={say(`text_${deed}`)}
          name="text"
          rows={5}
          maxLength={2000}
          needed={!optional.includes(deed)}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {withTemplates.includes(deed) ? (
          <div className="appeal-templates">
            <span className="muted">{say("templates")}</span>
            {([1, 2, 3] as const).map((n) => (
              <Button key={n} small onClick={() => setText((before) => before + say(`template_${n}`))}>
                {say(`template_${n}`)}
              </Button>
            ))}
          </div>
        ) : null}
      </div>
    </Dialog>
  );
}
