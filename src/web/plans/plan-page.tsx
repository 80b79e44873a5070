// One plan: how it stands and the next step on top, its content to read and print, versions, proposals and history beside it.
import { useState } from "react";
import {
  answerProposal,
  decidePlan,
  downloadPlan,
  dropDraft,
  type PlanPage,
  readPlan,
  recallPlan,
  revisePlan,
  submitPlan,
  withdrawPlan,
} from "../../modules/plans/contract.ts";
import { Link, useGo, useParam, useQueryString } from "../lib/place.tsx";
import { useAct, useCall, useDownload } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { Button, LinkButton } from "../ui/button.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { Card, Facts, RecordPage } from "../ui/frame.tsx";
import { Notice, PageProblem, ProblemNotice } from "../ui/problem-notice.tsx";
import { DemoTag, StateTag } from "../ui/state-tag.tsx";
import { toast } from "../ui/toast.tsx";
import { ActivateDialog, CallNotice } from "./activate-dialog.tsx";
import { Ask } from "./ask.tsx";
import { PlanTag, useSay } from "./names.tsx";
import { PlanContentView } from "./plan-content.tsx";

export function PlanScreen() {
  const id = useParam("id");
  const [query] = useQueryString();
  const version = Number(query.version) || undefined;
  const { data, problem, again } = useCall(readPlan, { id, ...(version ? { version } : {}) }, { keep: true });
  if (problem) return <PageProblem problem={problem} again={again} />;
  if (!data)
    return (
      <div className="page">
        <Skeleton lines={10} />
      </div>
    );
  return <Plan plan={data} callId={typeof query.call === "string" ? query.call : null} />;
}

type Asking = "approve" | "return" | "withdraw" | "drop" | "activate" | "drill" | null;

function Plan({ plan, callId }: { plan: PlanPage; callId: string | null }) {
  const say = useSay();
  const go = useGo();
  const [asking, setAsking] = useState<Asking>(null);
  const submit = useAct(submitPlan);
  const recall = useAct(recallPlan);
  const decide = useAct(decidePlan);
  const revise = useAct(revisePlan);
  const withdraw = useAct(withdrawPlan);
  const drop = useAct(dropDraft);
  const file = useDownload(downloadPlan);
  const { id, may } = plan;
  const close = () => setAsking(null);
  return (
    <RecordPage
      title={plan.title}
      back={{ to: "/plans", label: say("plans") }}
      lead={<Lead plan={plan} />}
      mark={
        <>
          <PlanTag state={plan.state} standing={plan.standing} />
          {plan.demo ? <DemoTag /> : null}
        </>
      }
      actions={
        <>
          {may.activate ? (
            <>
              <Button tone="primary" icon="warning" onClick={() => setAsking("activate")}>
                {say("activate")}
              </Button>
              <Button onClick={() => setAsking("drill")}>{say("startDrill")}</Button>
            </>
          ) : null}
          {may.edit ? (
            <LinkButton to={`/plans/${id}/edit`} icon="edit">
              {say("edit")}
            </LinkButton>
          ) : null}
          {may.submit ? (
            <Button
              tone="primary"
              busy={submit.running}
              disabled={plan.faults.length > 0}
              onClick={async () => {
                if (await submit.attempt({ id, revision: plan.revision }))
                  toast(say("submitted", { reviewer: plan.reviewer }));
              }}
            >
              {say("submit")}
            </Button>
          ) : null}
          {may.recall ? (
            <Button
              busy={recall.running}
              onClick={async () => {
                if (await recall.attempt({ id })) toast(say("recalled"));
              }}
            >
              {say("recall")}
            </Button>
          ) : null}
          {may.decide ? (
            <>
              <Button tone="primary" icon="check" onClick={() => setAsking("approve")}>
                {say("approve")}
              </Button>
              <Button onClick={() => setAsking("return")}>{say("returnPlan")}</Button>
            </>
          ) : null}
          {may.revise ? (
            <Button
              busy={revise.running}
              onClick={async () => {
                const made = await revise.attempt({ id });
                if (!made) return;
                toast(say("revised", { version: made.version }));
                go(`/plans/${id}/edit`);
              }}
            >
              {say("revise")}
            </Button>
          ) : null}
          <Button
            icon="download"
            busy={file.running}
            onClick={() => file.save({ id, version: plan.version })}
          >
            {say("download")}
          </Button>
          <Button onClick={() => window.print()}>{say("print")}</Button>
          {may.withdraw ? (
            <Button tone="quiet" onClick={() => setAsking("withdraw")}>
              {say("withdraw")}
            </Button>
          ) : null}
          {may.drop ? (
            <Button tone="quiet" onClick={() => setAsking("drop")}>
              {say("dropDraft")}
            </Button>
          ) : null}
        </>
      }
      aside={<Aside plan={plan} />}
    >
      <ProblemNotice problem={submit.problem ?? recall.problem ?? revise.problem ?? file.problem} />
      {callId && may.activate ? (
        <CallNotice callId={callId} onActivate={() => setAsking("activate")} />
      ) : null}
      {may.decideNot === "own" ? <Notice>{say("ownReview")}</Notice> : null}
      {may.submit && plan.faults.length > 0 ? (
        <Notice tone="yellow" title={say("faults", { count: plan.faults.length })}>
          <Faults plan={plan} />
        </Notice>
      ) : null}
      <PlanContentView content={plan.content} persons={plan.persons} />
      <Ask
        open={asking === "approve"}
        title={say("approveTitle")}
        submit={say("approve")}
        act={decide}
        fields={[{ name: "validTo", label: say("validTo"), type: "date" }]}
        onClose={close}
        onSubmit={async ({ validTo }) => {
          const done = await decide.attempt({
            id,
            version: plan.version,
            decision: "approve",
            validTo: validTo || null,
          });
          if (done) toast(say("approved", { date: done.validTo ?? "—" }));
          return done !== null;
        }}
      />
      <Ask
        open={asking === "return"}
        title={say("returnTitle")}
        submit={say("returnPlan")}
        act={decide}
        fields={[{ name: "reason", label: say("returnReason"), type: "text", needed: true }]}
        onClose={close}
        onSubmit={async ({ reason }) => {
          const done = await decide.attempt({
            id,
            version: plan.version,
            decision: "return",
            reason: reason ?? "",
          });
          if (done) toast(say("returned"));
          return done !== null;
        }}
      />
      <Ask
        open={asking === "withdraw"}
        title={say("withdraw")}
        submit={say("withdraw")}
        act={withdraw}
        fields={[{ name: "reason", label: say("withdrawReason"), type: "text", needed: true }]}
        onClose={close}
        onSubmit={async ({ reason }) => {
          const done = await withdraw.attempt({ id, reason: reason ?? "" });
          if (done) toast(say("withdrawn"));
          return done !== null;
        }}
      />
      <Ask
        open={asking === "drop"}
        title={say("dropTitle")}
        hint={say("dropHint")}
        submit={say("dropDraft")}
        act={drop}
        fields={[]}
        onClose={close}
        onSubmit={async () => {
          const done = await drop.attempt({ id });
          if (!done) return false;
          toast(say("dropped"));
          go("/plans");
          return true;
        }}
      />
      {asking === "activate" || asking === "drill" ? (
        <ActivateDialog plan={plan} drill={asking === "drill"} callId={callId} onClose={close} />
      ) : null}
    </RecordPage>
  );
}

function Lead({ plan }: { plan: PlanPage }) {
  const say = useSay();
  const date = plan.validTo ?? "—";
  const version = plan.approvedVersion ?? plan.version;
  if (plan.state === "returned") return <>{say("returnedLead", { reason: plan.reason ?? "—" })}</>;
  if (plan.state === "submitted")
    return <>{say("waitingLead", { by: plan.submittedBy ?? "—", reviewer: plan.reviewer })}</>;
  if (plan.state === "withdrawn") return <>{say("withdrawnLead", { reason: plan.reason ?? "—" })}</>;
  if (plan.standing === "expired") return <>{say("expiredLead", { version, date })}</>;
  if (plan.standing === "expiring") return <>{say("expiringLead", { version, date })}</>;
  if (plan.approvedVersion) return <>{say("validLead", { version, date })}</>;
  return <>{say("draftLead")}</>;
}

function Faults({ plan }: { plan: PlanPage }) {
  const { language } = useFormat();
  return (
    <ul>
      {plan.faults.slice(0, 8).map((fault) => (
        <li key={fault.path + fault.zh}>{fault[language]}</li>
      ))}
    </ul>
  );
}

function Aside({ plan }: { plan: PlanPage }) {
  const say = useSay();
  const format = useFormat();
  return (
    <>
      <Card>
        <Facts
          facts={[
            [say("owner"), plan.owner],
            [say("scenario"), say(`scenario_${plan.scenario}`)],
            [say("reviewer"), plan.reviewer],
            [
              say("valid"),
              plan.validTo ? `${format.day(plan.validFrom)} – ${format.day(plan.validTo)}` : null,
            ],
          ]}
        />
      </Card>
      <Proposals plan={plan} />
      <Card title={say("activations")}>
        {plan.activations.length === 0 ? <p className="muted">{say("activationsNone")}</p> : null}
        <ul className="stack" style={{ gap: 8 }}>
          {plan.activations.map((one) => (
            <li key={one.id}>
              <Link to={`/plans/activations/${one.id}`}>{one.title}</Link>{" "}
              {one.drill ? <StateTag plain>{say("drillTag")}</StateTag> : null}{" "}
              {one.open ? <StateTag tone="accent">{say("running")}</StateTag> : null}
              <div className="muted">
                {format.day(one.at)}
                {one.result ? ` · ${say(`result_${one.result as "met"}`)}` : ""}
              </div>
            </li>
          ))}
        </ul>
      </Card>
      <Card title={say("versions")}>
        <ul className="stack" style={{ gap: 6 }}>
          {plan.versions.map((one) => (
            <li key={one.version}>
              <Link
                to={`/plans/${plan.id}?version=${one.version}`}
                aria-current={one.version === plan.version ? "page" : undefined}
              >
                {say("versionOf", { version: one.version })}
              </Link>{" "}
              <PlanTag state={one.state} standing={one.standing} />
              <div className="muted">
                {format.day(one.at)} · {one.by}
              </div>
            </li>
          ))}
        </ul>
      </Card>
      {plan.timeline.length > 0 ? <Timeline plan={plan} /> : null}
    </>
  );
}

function Proposals({ plan }: { plan: PlanPage }) {
  const say = useSay();
  const answer = useAct(answerProposal);
  const [declining, setDeclining] = useState<string | null>(null);
  const owns = plan.persons.length > 0;
  return (
    <Card title={say("proposals")}>
      <ProblemNotice problem={answer.problem} />
      {plan.proposals.length === 0 ? <p className="muted">{say("proposalsNone")}</p> : null}
      <ul className="stack" style={{ gap: 12 }}>
        {plan.proposals.map((one) => (
          <li key={one.id}>
            <strong>{one.part}</strong>
            <p className="prose">{one.text}</p>
            <p className="muted">
              {say("proposalFrom", { from: one.from })}
              {one.state === "open" ? "" : ` · ${say(one.state)}${one.answer ? `：${one.answer}` : ""}`}
            </p>
            {owns && one.state === "open" ? (
              <span className="actions no-print">
                <Button
                  small
                  busy={answer.running}
                  onClick={async () => {
                    if (await answer.attempt({ id: plan.id, proposalId: one.id, state: "taken" }))
                      toast(say("taken"));
                  }}
                >
                  {say("take")}
                </Button>
                <Button small tone="quiet" onClick={() => setDeclining(one.id)}>
                  {say("decline")}
                </Button>
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      <Ask
        open={declining !== null}
        title={say("decline")}
        submit={say("decline")}
        act={answer}
        fields={[{ name: "answer", label: say("declineReason"), type: "text", needed: true }]}
        onClose={() => setDeclining(null)}
        onSubmit={async ({ answer: text }) =>
          (await answer.attempt({
            ...{ id: plan.id, proposalId: declining ?? "", state: "declined", answer: text ?? "" },
          })) !== null
        }
      />
    </Card>
  );
}

const acts = {
  "plans.plan-created": "act_created",
  "plans.plan-submitted": "act_submitted",
  "plans.plan-recalled": "act_recalled",
  "plans.plan-approved": "act_approved",
  "plans.plan-returned": "act_returned",
  "plans.plan-revised": "act_revised",
  "plans.plan-withdrawn": "act_withdrawn",
  "plans.plan-dropped": "act_dropped",
  "plans.called": "act_called",
  "plans.call-declined": "act_call",
  "plans.plan-proposal-taken": "act_proposal_taken",
  "plans.plan-proposal-declined": "act_proposal_declined",
} as const;

function Timeline({ plan }: { plan: PlanPage }) {
  const say = useSay();
  const format = useFormat();
  return (
    <Card title={say("timeline")}>
      <ol className="timeline">
        {plan.timeline
          .filter((entry) => entry.action in acts)
          .map((entry) => (
            <li key={entry.id}>
              <strong>{say(acts[entry.action as keyof typeof acts])}</strong>
              {entry.text ? <div>{entry.text}</div> : null}
              <div className="when" title={format.moment(entry.at)}>
                {format.ago(entry.at)} · {entry.by ?? say("bySystem")}
              </div>
            </li>
          ))}
      </ol>
    </Card>
  );
}
