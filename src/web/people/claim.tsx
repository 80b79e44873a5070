// Without sign-in: an enterprise asks for its own account by its credit code, and follows the answer by its receipt.
import { type ReactNode, useState } from "react";
import { followClaim, lookUpClaim, submitClaim } from "../../modules/people/claims/contract.ts";
import { words } from "../../modules/people/words.ts";
import { Link, useParam } from "../lib/place.tsx";
import { useAct, useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button, LinkButton } from "../ui/button.tsx";
import { Copyable } from "../ui/copy.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { SelectField, TextArea, TextField } from "../ui/field.tsx";
import { Facts, useTitle } from "../ui/frame.tsx";
import "../ui/frame.css";
import { Notice, ProblemNotice, wrongOf } from "../ui/problem-notice.tsx";
import "./people.css";

function Frame({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  const say = useWords(words);
  useTitle(title);
  return (
    <main className="claim-page">
      <Link to="/sign-in" className="brand">
        {say("product")}
      </Link>
      <h1>{title}</h1>
      {lead ? <p className="muted">{lead}</p> : null}
      {children}
      <p>
        <Link to="/sign-in">{say("backToSignIn")}</Link>
      </p>
    </main>
  );
}

export function Claim() {
  const say = useWords(words);
  const { language } = useFormat();
  const [creditCode, setCreditCode] = useState("");
  const look = useAct(lookUpClaim);
  const [found, setFound] = useState<Awaited<ReturnType<typeof look.run>> | null>(null);
  const [sent, setSent] = useState<{ reviewer: string; receipt: string } | null>(null);
  if (sent) return <Sent {...sent} />;
  return (
    <Frame title={say("claimTitle")} lead={say("claimLead")}>
      <form
        noValidate
        onSubmit={async (event) => {
          event.preventDefault();
          if (creditCode.trim()) setFound(await look.attempt({ creditCode }));
        }}
      >
        <ProblemNotice problem={look.problem} labels={{ creditCode: say("creditCode") }} />
        <TextField
          label={say("creditCode")}
          hint={say("creditCodeHint")}
          name="creditCode"
          value={creditCode}
          readOnly={found !== null && found.problem === null}
          wrong={found?.problem ? say("codeProblem", { problem: found.problem[language] }) : undefined}
          onChange={(event) => {
            setCreditCode(event.target.value);
            setFound(null);
          }}
        />
        {found && !found.problem ? null : (
          <Button tone="primary" type="submit" busy={look.running}>
            {say("claimLookUp")}
          </Button>
        )}
      </form>
      {found && !found.problem ? <Details creditCode={creditCode} found={found} onSent={setSent} /> : null}
    </Frame>
  );
}

type Found = { enterprise: string | null; associations: readonly { id: string; name: string }[] };

function Details({
  creditCode,
  found,
  onSent,
}: {
  creditCode: string;
  found: Found;
  onSent: (sent: { reviewer: string; receipt: string }) => void;
}) {
  const say = useWords(words);
  const act = useAct(submitClaim);
  const [enterpriseName, setEnterpriseName] = useState(found.enterprise ?? "");
  const [personName, setPersonName] = useState("");
  const [contact, setContact] = useState("");
  const [note, setNote] = useState("");
  const [association, setAssociation] = useState(found.associations[0]?.id ?? "");
  const [tried, setTried] = useState(false);
  const missing = (value: string) => (tried && !value.trim() ? say("needed") : undefined);
  return (
    <form
      noValidate
      onSubmit={async (event) => {
        event.preventDefault();
        setTried(true);
        if (!enterpriseName.trim() || !personName.trim() || !contact.trim()) return;
        const sent = await act.attempt({
          creditCode,
          enterpriseName,
          personName,
          contact,
          note,
          ...(association ? { association } : {}),
        });
        if (sent) onSent(sent);
      }}
    >
      <Notice tone={found.enterprise ? "green" : "blue"}>
        {found.enterprise ? say("claimKnown", { enterprise: found.enterprise }) : say("claimNotKnown")}
      </Notice>
      <ProblemNotice
        problem={act.problem}
        labels={{
          enterpriseName: say("organisationName"),
          personName: say("yourName"),
          contact: say("yourContact"),
        }}
      />
      {found.enterprise ? null : (
        <TextField
          label={say("organisationName")}
          name="enterpriseName"
          needed
          autoComplete="organization"
          value={enterpriseName}
          wrong={missing(enterpriseName) ?? wrongOf(act.problem, "enterpriseName")}
          onChange={(event) => setEnterpriseName(event.target.value)}
        />
      )}
      <TextField
        label={say("yourName")}
        name="personName"
        needed
        autoComplete="name"
        value={personName}
        wrong={missing(personName) ?? wrongOf(act.problem, "personName")}
        onChange={(event) => setPersonName(event.target.value)}
      />
      <TextField
        label={say("yourContact")}
        hint={say("yourContactHint")}
        name="contact"
        needed
        autoComplete="username"
        value={contact}
        wrong={missing(contact) ?? wrongOf(act.problem, "contact")}
        onChange={(event) => setContact(event.target.value)}
      />
      {found.associations.length > 1 ? (
        <SelectField
          label={say("claimWho")}
          name="association"
          value={association}
          options={found.associations.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => setAssociation(event.target.value)}
        />
      ) : null}
      <TextArea
        label={say("note")}
        hint={say("claimNoteHint")}
        name="note"
        rows={3}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <Button tone="primary" type="submit" busy={act.running}>
        {say("claimSubmit")}
      </Button>
    </form>
  );
}

function Sent({ reviewer, receipt }: { reviewer: string; receipt: string }) {
  const say = useWords(words);
  return (
    <Frame title={say("claimSent")} lead={say("claimSentText", { reviewer })}>
      <Notice tone="yellow" title={say("claimKeep")}>
        {say("claimKeepText")}
      </Notice>
      <Copyable text={new URL(`/claim/${receipt}`, window.location.origin).href} />
      <LinkButton to={`/claim/${receipt}`}>{say("claimFollow")}</LinkButton>
    </Frame>
  );
}

export function ClaimReceipt() {
  const say = useWords(words);
  const format = useFormat();
  const receipt = useParam("receipt");
  const { data, problem } = useCall(followClaim, { receipt });
  if (!data) {
    return (
      <Frame title={say("claimTitle")}>
        {problem ? <ProblemNotice problem={problem} /> : <Skeleton lines={4} />}
      </Frame>
    );
  }
  return (
    <Frame
      title={say(`claimState.${data.state}`)}
      lead={say(`claimState.${data.state}Text`, { reviewer: data.reviewer })}
    >
      <Facts
        facts={[
          [say("enterprise"), data.enterpriseName],
          [say("reviewer"), data.reviewer],
          [say("claimedAt"), format.moment(data.createdAt)],
          ...(data.state === "pending"
            ? []
            : ([[say("reviewedAt"), format.moment(data.reviewedAt)]] as const)),
          ...(data.reason ? ([[say("reason"), data.reason]] as const) : []),
        ]}
      />
      {data.accountOpen ? (
        <LinkButton tone="primary" to={`/invite/${receipt}`}>
          {say("claimOpenAccount")}
        </LinkButton>
      ) : null}
      {data.state === "rejected" ? <LinkButton to="/claim">{say("claimAgain")}</LinkButton> : null}
    </Frame>
  );
}
