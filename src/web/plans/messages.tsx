// Messages of an activation: the plan's own with their blanks filled in, changed where needed, sent or copied.
import { useState } from "react";
import { type ActivationPage, sendMessage } from "../../modules/plans/activations/contract.ts";
import { type Audience, audiences, type Message } from "../../modules/plans/contract.ts";
import { useMay } from "../lib/session.ts";
import { useAct } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { Button } from "../ui/button.tsx";
import { Copyable } from "../ui/copy.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Check, SelectField, TextArea, TextField } from "../ui/field.tsx";
import { Card } from "../ui/frame.tsx";
import { ProblemNotice } from "../ui/problem-notice.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { toast } from "../ui/toast.tsx";
import { useSay } from "./names.tsx";

type Draft = Pick<Message, "audience" | "title" | "text">;

export function Messages({ page }: { page: ActivationPage }) {
  const say = useSay();
  const format = useFormat();
  const may = useMay();
  const [draft, setDraft] = useState<Draft | null>(null);
  const sends = page.may.act && may("plans.activate");
  return (
    <Card
      title={say("messages")}
      actions={
        sends ? (
          <Button small icon="mail" onClick={() => setDraft({ audience: "team", title: "", text: "" })}>
            {say("sendMessage")}
          </Button>
        ) : null
      }
    >
      {sends && page.messages.length > 0 ? (
        <div className="actions templates no-print">
          {page.messages.map((one) => (
            <Button key={one.key} small onClick={() => setDraft(one)}>
              {one.title}
            </Button>
          ))}
        </div>
      ) : null}
      {page.sent.length === 0 ? <p className="muted">{say("sentNone")}</p> : null}
      {page.sent.map((one) => (
        <div key={one.id} className="plan-message">
          <strong>{one.title}</strong> <StateTag plain>{say(`audience_${one.audience}`)}</StateTag>{" "}
          {one.audience === "outside" ? null : (
            <span className="muted">{say("told", { count: one.told })}</span>
          )}
          <p className="prose">{one.text}</p>
          <p className="muted">
            {format.moment(one.at)} · {one.by}
          </p>
        </div>
      ))}
      {draft ? <Send page={page} draft={draft} onClose={() => setDraft(null)} /> : null}
    </Card>
  );
}

function Send({ page, draft, onClose }: { page: ActivationPage; draft: Draft; onClose: () => void }) {
  const say = useSay();
  const act = useAct(sendMessage);
  const [{ audience, title, text }, setValue] = useState<Draft>(draft);
  const [again, setAgain] = useState(false);
  return (
    <Dialog
      open
      shape="wide"
      onClose={onClose}
      title={say("sendTitle")}
      onSubmit={async () => {
        const done = await act.attempt({ id: page.id, audience, title, text, again });
        if (!done) return;
        toast(audience === "outside" ? say("sentOutside") : say("sent", { count: done.told }));
        onClose();
      }}
      footer={
        <>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button tone="primary" type="submit" busy={act.running} disabled={!title.trim() || !text.trim()}>
            {say("send")}
          </Button>
        </>
      }
    >
      <div className="plan-form">
        <ProblemNotice problem={act.problem} />
        {page.drill ? <p className="muted">{say("sendHint")}</p> : null}
        <SelectField
          label={say("audience")}
          options={audiences.map((one) => ({ value: one, label: say(`audience_${one}`) }))}
          value={audience}
          onChange={(event) => setValue({ audience: event.target.value as Audience, title, text })}
        />
        <TextField
          label={say("title")}
          name="message-title"
          maxLength={100}
          value={title}
          onChange={(event) => setValue({ audience, title: event.target.value, text })}
        />
        <TextArea
          label={say("text")}
          name="message-text"
          rows={8}
          maxLength={2000}
          value={text}
          onChange={(event) => setValue({ audience, title, text: event.target.value })}
        />
        <Copyable text={`${title}\n${text}`} label={say("copyText")} />
        {act.problem?.code === "plans.sent-already" ? (
          <Check checked={again} onChange={(event) => setAgain(event.target.checked)}>
            {say("sendAgain")}
          </Check>
        ) : null}
      </div>
    </Dialog>
  );
}
