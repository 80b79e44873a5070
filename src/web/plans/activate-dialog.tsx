// A plan is put to work: what has happened, how grave it is, who holds which role; or a call of a warning is declined.
import { useState } from "react";
import { activate, declineCall, listCalls } from "../../modules/plans/activations/contract.ts";
import { type PlanPage, type Severity, severities } from "../../modules/plans/contract.ts";
import { useGo } from "../lib/place.tsx";
import { useMe } from "../lib/session.ts";
import { useAct, useCall } from "../lib/use-call.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Check, SelectField, TextArea, TextField } from "../ui/field.tsx";
import { Notice, ProblemNotice } from "../ui/problem-notice.tsx";
import { toast } from "../ui/toast.tsx";
import { Ask } from "./ask.tsx";
import { useSay } from "./names.tsx";

const useCallOf = (callId: string | null) => {
  const { data } = useCall(listCalls, callId ? {} : null);
  return data?.calls.find((one) => one.id === callId) ?? null;
};

export function CallNotice({ callId, onActivate }: { callId: string; onActivate: () => void }) {
  const say = useSay();
  const call = useCallOf(callId);
  const decline = useAct(declineCall);
  const [asking, setAsking] = useState(false);
  if (!call) return null;
  return (
    <Notice
      tone="yellow"
      title={say("callTitle")}
      action={
        <span className="actions">
          <Button small tone="primary" onClick={onActivate}>
            {say("activate")}
          </Button>
          <Button small onClick={() => setAsking(true)}>
            {say("callDecline")}
          </Button>
        </span>
      }
    >
      <p>{say("callText", { warning: call.warningTitle })}</p>
      <Ask
        open={asking}
        title={say("callDecline")}
        submit={say("callDecline")}
        act={decline}
        fields={[{ name: "reason", label: say("callReason"), type: "text", needed: true }]}
        onClose={() => setAsking(false)}
        onSubmit={async ({ reason }) => {
          const done = await decline.attempt({ id: callId, reason: reason ?? "" });
          if (done) toast(say("callDeclined"));
          return done !== null;
        }}
      />
    </Notice>
  );
}

export function ActivateDialog({
  plan,
  drill,
  callId,
  onClose,
}: {
  plan: PlanPage;
  drill: boolean;
  callId: string | null;
  onClose: () => void;
}) {
  const say = useSay();
  const go = useGo();
  const me = useMe();
  const act = useAct(activate);
  const call = useCallOf(drill ? null : callId);
  const [title, setTitle] = useState<string | null>(null);
  const [cause, setCause] = useState("");
  const [grade, setGrade] = useState<string | null>(null);
  const [owners, setOwners] = useState<Readonly<Record<string, string>>>({});
  const [expired, setExpired] = useState(false);
  const shownTitle = title ?? call?.warningTitle ?? "";
  const shownGrade = grade ?? call?.severity ?? "";
  const persons = plan.persons;
  const holder = (role: PlanPage["content"]["roles"][number]): string =>
    owners[role.key] ?? persons.find((one) => one.id === role.personId)?.id ?? me.person.id;
  return (
    <Dialog
      open
      shape="wide"
      onClose={onClose}
      title={say(drill ? "drillTitle" : "activateTitle", { title: plan.title })}
      onSubmit={async () => {
        const made = await act.attempt({
          ...{
            id: plan.id,
            drill,
            title: shownTitle,
            cause,
            severity: (shownGrade || null) as Severity | null,
          },
          callId: call?.id ?? null,
          owners: plan.content.roles
            .map((role) => ({ role: role.key, personId: holder(role) }))
            .filter((one) => persons.some((person) => person.id === one.personId)),
          acceptExpired: expired,
        });
        if (!made) return;
        toast(say("started", { count: plan.content.steps.length }));
        go(`/plans/activations/${made.id}`);
      }}
      footer={
        <>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button
            tone="primary"
            type="submit"
            busy={act.running}
            disabled={!shownTitle.trim() || !cause.trim()}
          >
            {say(drill ? "startDrillNow" : "startNow")}
          </Button>
        </>
      }
    >
      <div className="plan-form">
        <ProblemNotice problem={act.problem} />
        <TextField
          label={say("activationTitle")}
          hint={say("activationTitleHint")}
          name="activation-title"
          needed
          maxLength={100}
          value={shownTitle}
          onChange={(event) => setTitle(event.target.value)}
        />
        <TextArea
          label={say("cause")}
          name="activation-cause"
          needed
          rows={3}
          maxLength={2000}
          value={cause}
          onChange={(event) => setCause(event.target.value)}
        />
        <SelectField
          label={say("grade")}
          placeholder={say("gradeUnset")}
          options={severities.map((one) => ({ value: one, label: say(`grade_${one}`) }))}
          value={shownGrade}
          onChange={(event) => setGrade(event.target.value)}
        />
        {plan.content.roles.length > 0 ? (
          <fieldset className="plan-part">
            <legend>{say("owners")}</legend>
            <div className="pair">
              {plan.content.roles.map((role) => (
                <SelectField
                  key={role.key}
                  label={role.name}
                  options={persons.map((one) => ({ value: one.id, label: one.name }))}
                  value={holder(role)}
                  onChange={(event) => setOwners((before) => ({ ...before, [role.key]: event.target.value }))}
                />
              ))}
            </div>
          </fieldset>
        ) : null}
        {plan.standing === "expired" && !drill ? (
          <Check checked={expired} onChange={(event) => setExpired(event.target.checked)}>
            {say("acceptExpired")}
          </Check>
        ) : null}
      </div>
    </Dialog>
  );
}
