// Many people invited at once: a pasted list becomes links for mail or WeChat; wrong lines say why.
import { useState } from "react";
import type { Role } from "../../modules/people/contract.ts";
import { invite } from "../../modules/people/invitations/contract.ts";
import { words } from "../../modules/people/words.ts";
import { useActing } from "../lib/session.ts";
import { useAct } from "../lib/use-call.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Copyable } from "../ui/copy.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Check, SelectField, TextArea } from "../ui/field.tsx";
import { Notice, ProblemNotice } from "../ui/problem-notice.tsx";
import { Table } from "../ui/table.tsx";
import { toast } from "../ui/toast.tsx";
import { readInviteLines } from "./invite-lines.ts";

type Answer = Awaited<ReturnType<ReturnType<typeof useAct<typeof invite>>["run"]>>;

/** Whom the organisation acted for usually invites, the most frequent first. */
const offers: Readonly<Record<string, readonly Role[]>> = {
  association: ["clerk", "owner", "secretary"],
  federation: ["duty_officer", "administrator", "secretary", "owner", "clerk", "expert"],
};

export function Invite({ onClose }: { onClose: () => void }) {
  const say = useWords(words);
  const acting = useActing();
  const act = useAct(invite);
  const choices = offers[acting?.kind ?? ""] ?? (["clerk", "owner"] as const);
  const [role, setRole] = useState<Role>(choices[0]!);
  const [text, setText] = useState("");
  const [sendMail, setSendMail] = useState(true);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const lines = readInviteLines(text);
  const elsewhere = acting?.kind === "association" || acting?.kind === "federation";

  if (answer) return <Links answer={answer} onClose={onClose} />;
  return (
    <Dialog
      open
      shape="wide"
      onClose={onClose}
      title={say("invite")}
      onSubmit={async () => {
        if (lines.length === 0) return;
        const made = await act.attempt({ sendMail, rows: lines.map((line) => ({ ...line, role })) });
        if (made) setAnswer(made);
      }}
      footer={
        <>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button tone="primary" type="submit" busy={act.running} disabled={lines.length === 0}>
            {lines.length ? say("inviteDo", { count: lines.length }) : say("inviteNone")}
          </Button>
        </>
      }
    >
      <ProblemNotice problem={act.problem} />
      <SelectField
        label={say("inviteRole")}
        name="role"
        value={role}
        options={choices.map((value) => ({ value, label: say(`role.${value}`) }))}
        onChange={(event) => setRole(event.target.value as Role)}
      />
      <TextArea
        label={say("inviteList")}
        hint={elsewhere ? say("inviteListHintCode") : say("inviteListHint")}
        name="rows"
        rows={7}
        placeholder={elsewhere ? say("inviteExampleCode") : say("inviteExample")}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Check checked={sendMail} onChange={(event) => setSendMail(event.target.checked)}>
        {say("inviteMail")}
      </Check>
    </Dialog>
  );
}

function Links({ answer, onClose }: { answer: Answer; onClose: () => void }) {
  const say = useWords(words);
  const url = (link: string): string => new URL(link, window.location.origin).href;
  const good = answer.rows.filter((row) => row.link !== null);
  const wrong = answer.rows.length - good.length;
  return (
    <Dialog
      open
      shape="wide"
      onClose={onClose}
      title={say("inviteDone", { count: good.length })}
      footer={
        <>
          <Button
            icon="copy"
            onClick={async () => {
              const all = good.map((row) => say("inviteMessage", { name: row.name, link: url(row.link!) }));
              await navigator.clipboard.writeText(all.join("\n\n"));
              toast(say("copiedAll"));
            }}
          >
            {say("copyAll")}
          </Button>
          <Button tone="primary" onClick={onClose}>
            {say("done")}
          </Button>
        </>
      }
    >
      <Notice tone="blue">{say("inviteOnce")}</Notice>
      {wrong ? <Notice tone="yellow">{say("inviteWrong", { count: wrong })}</Notice> : null}
      <Table
        caption={say("tab.invitations")}
        rows={answer.rows}
        rowKey={(row) => String(row.line)}
        columns={[
          { key: "name", label: say("name"), cell: (row) => row.name },
          { key: "organisation", label: say("organisation"), cell: (row) => row.organisation ?? "—" },
          {
            key: "link",
            label: say("inviteLink"),
            phone: "act",
            cell: (row) =>
              row.link ? <Copyable text={url(row.link)} /> : <span className="wrong">{row.problem}</span>,
          },
          {
            key: "mail",
            label: say("mail"),
            phone: "badge",
            cell: (row) => (row.mailed ? say("mailed") : "—"),
          },
        ]}
        empty={{ title: say("invitations.empty") }}
      />
    </Dialog>
  );
}
