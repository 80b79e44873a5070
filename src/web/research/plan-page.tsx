// One plan: its facts, visits, findings and questionnaires; the next step on top, what happened beside it.
import { useState } from "react";
import {
  addVisit,
  downloadReport,
  type FindingRow,
  movePlan,
  type PlanPage,
  type PlanState,
  readPlan,
} from "../../modules/research/contract.ts";
import { words } from "../../modules/research/words.ts";
import { Link, useGo, useParam } from "../lib/place.tsx";
import { useMay } from "../lib/session.ts";
import { useAct, useCall, useDownload } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button, LinkButton } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Empty, Skeleton } from "../ui/empty.tsx";
import { TextField } from "../ui/field.tsx";
import { Card, Facts, RecordPage } from "../ui/frame.tsx";
import { PageProblem, ProblemNotice } from "../ui/problem-notice.tsx";
import { DemoTag, StateTag, Steps, today } from "../ui/state-tag.tsx";
import { toast } from "../ui/toast.tsx";
import { FindingDialog } from "./finding-dialog.tsx";
import { Findings } from "./findings.tsx";
import { Chips, FindEnterprise, type Named, PlanTag, useNames } from "./names.tsx";

export function PlanScreen() {
  const id = useParam("id");
  const { data, problem, again } = useCall(readPlan, { id });
  if (problem) return <PageProblem problem={problem} again={again} />;
  if (!data)
    return (
      <div className="page">
        <Skeleton lines={10} />
      </div>
    );
  return <Plan plan={data} />;
}

const moveWords = (from: PlanState, to: PlanState) =>
  to === "running" && from === "written"
    ? "move_back"
    : to === "written" && from === "closed"
      ? "move_reopen"
      : (`move_${to as "running" | "written" | "closed"}` as const);

function Plan({ plan }: { plan: PlanPage }) {
  const say = useWords(words);
  const may = useMay();
  const names = useNames();
  const format = useFormat();
  const move = useAct(movePlan);
  const report = useDownload(downloadReport);
  const writes = may("research.write");
  const open = writes && (plan.state === "running" || plan.state === "written");
  const [finding, setFinding] = useState<FindingRow | "new" | null>(null);
  const [visiting, setVisiting] = useState(false);
  const left = plan.visits - plan.visitsDone;
  return (
    <RecordPage
      title={plan.title}
      back={{ to: "/research", label: say("plans") }}
      lead={say("visitsLead", { done: plan.visitsDone, left, findings: plan.findings })}
      mark={
        <>
          <PlanTag state={plan.state} />
          {plan.demo ? <DemoTag /> : null}
        </>
      }
      actions={
        <>
          {writes && plan.state !== "closed" ? (
            <LinkButton to={`/research/plans/${plan.id}/edit`} icon="edit">
              {say("editPlan")}
            </LinkButton>
          ) : null}
          <Button icon="download" busy={report.running} onClick={() => report.save({ id: plan.id })}>
            {say("report")}
          </Button>
          {(writes ? plan.next : []).map((to) => {
            const forward = moveWords(plan.state, to) === `move_${to}`;
            return (
              <Button
                key={to}
                {...(forward ? { tone: "primary" as const } : {})}
                busy={move.running}
                onClick={async () => {
                  if (await move.attempt({ id: plan.id, to }))
                    toast(say("moved", { state: say(`state_${to}`) }));
                }}
              >
                {say(moveWords(plan.state, to))}
              </Button>
            );
          })}
        </>
      }
      aside={<Timeline plan={plan} />}
    >
      <ProblemNotice problem={move.problem ?? report.problem} />
      <Steps
        steps={(["draft", "running", "written", "closed"] as const).map((key) => ({
          key,
          label: say(`state_${key}`),
        }))}
        at={plan.state}
      />
      <Card>
        <Facts
          facts={[
            [say("period"), `${format.day(plan.startsOn)} – ${format.day(plan.endsOn)}`],
            [say("owner"), plan.owner],
            [
              say("team"),
              plan.team.map((one) => [one.name, one.unit].filter(Boolean).join(" · ")).join("、") || null,
            ],
            [
              say("industries"),
              [...new Set(plan.industries.map(names.industry))].join("、") || say("anyIndustry"),
            ],
            [say("regions"), [...new Set(plan.regions.map(names.region))].join("、") || say("anyRegion")],
            [say("enterprises"), plan.enterprises.map((one) => one.name).join("、") || null],
            [
              say("purpose"),
              <span key="purpose" className="prose">
                {plan.purpose || "—"}
              </span>,
            ],
          ]}
        />
      </Card>
      <Card
        title={say("visits")}
        actions={
          open ? (
            <Button small icon="plus" onClick={() => setVisiting(true)}>
              {say("addVisit")}
            </Button>
          ) : null
        }
      >
        {plan.visitRows.length === 0 ? (
          <p className="muted">{say(plan.state === "draft" ? "visitsDraft" : "visitsEmpty")}</p>
        ) : (
          <ul className="visits">
            {plan.visitRows.map((visit) => (
              <li key={visit.id}>
                <Link to={`/research/visits/${visit.id}`}>
                  <span className="num">{format.day(visit.onDate)}</span>{" "}
                  <strong>{visit.enterprise?.name ?? visit.place}</strong>
                </Link>
                <StateTag tone={visit.done ? "green" : "grey"} plain>
                  {say(visit.done ? "done" : "notDone")}
                </StateTag>
                {visit.peopleMet ? <span className="muted">{visit.peopleMet}</span> : null}
              </li>
            ))}
          </ul>
        )}
      </Card>
      <Card
        title={say("findings")}
        actions={
          open ? (
            <Button small icon="plus" onClick={() => setFinding("new")}>
              {say("addFinding")}
            </Button>
          ) : null
        }
      >
        {plan.findingRows.length === 0 ? (
          <Empty title={say("findingsEmpty")} hint={say("findingsEmptyHint")} />
        ) : (
          <Findings rows={plan.findingRows} onEdit={open ? setFinding : undefined} />
        )}
      </Card>
      {plan.questionnaires.length > 0 ? (
        <Card title={say("questionnaires")}>
          <ul className="visits">
            {plan.questionnaires.map((one) => (
              <li key={one.id}>
                <Link to={`/research/questionnaires/${one.id}`}>{one.title}</Link>
                <StateTag plain>{say(`qstate_${one.state as "draft" | "open" | "closed"}`)}</StateTag>
                <span className="muted">{say("answeredCount", { count: one.answered })}</span>
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
      {finding ? (
        <FindingDialog
          planId={plan.id}
          {...(finding === "new" ? {} : { finding })}
          onClose={() => setFinding(null)}
        />
      ) : null}
      {visiting ? <AddVisit plan={plan} onClose={() => setVisiting(false)} /> : null}
    </RecordPage>
  );
}

function AddVisit({ plan, onClose }: { plan: PlanPage; onClose: () => void }) {
  const say = useWords(words);
  const go = useGo();
  const act = useAct(addVisit);
  const [of, setOf] = useState<Named | null>(null);
  const [onDate, setOnDate] = useState(today());
  const [place, setPlace] = useState("");
  const [peopleMet, setPeopleMet] = useState("");
  const visited = new Set(plan.visitRows.map((visit) => visit.enterprise?.id));
  const listed = plan.enterprises.filter((one) => !visited.has(one.id));
  return (
    <Dialog
      open
      onClose={onClose}
      title={say("addVisit")}
      onSubmit={async () => {
        if (!onDate) return;
        const made = await act.attempt({
          id: plan.id,
          onDate,
          enterpriseId: of?.id ?? null,
          place,
          peopleMet,
        });
        if (!made) return;
        toast(say("visitAdded"));
        go(`/research/visits/${made.id}`);
      }}
      footer={
        <>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button tone="primary" type="submit" busy={act.running}>
            {say("addVisit")}
          </Button>
        </>
      }
    >
      <div className="research-form">
        <ProblemNotice problem={act.problem} labels={{ onDate: say("onDate"), place: say("place") }} />
        <TextField
          label={say("onDate")}
          name="onDate"
          type="date"
          needed
          value={onDate}
          onChange={(event) => setOnDate(event.target.value)}
        />
        {of ? (
          <div className="stack">
            <span className="muted">{say("enterprise")}</span>
            <Chips items={[of]} onRemove={() => setOf(null)} />
          </div>
        ) : (
          <>
            <FindEnterprise label={say("enterprise")} onPick={setOf} />
            {listed.length > 0 ? (
              <div className="actions">
                {listed.slice(0, 8).map((one) => (
                  <Button key={one.id} small onClick={() => setOf(one)}>
                    {one.name}
                  </Button>
                ))}
              </div>
            ) : null}
          </>
        )}
        <TextField
          label={say("place")}
          hint={say("placeHint")}
          name="place"
          maxLength={200}
          value={place}
          onChange={(event) => setPlace(event.target.value)}
        />
        <TextField
          label={say("peopleMet")}
          maxLength={500}
          value={peopleMet}
          onChange={(event) => setPeopleMet(event.target.value)}
        />
      </div>
    </Dialog>
  );
}

const acts = {
  "research.plan-created": "act_created",
  "research.plan-edited": "act_edited",
  "research.plan-running": "act_running",
  "research.plan-written": "act_written",
  "research.plan-closed": "act_closed",
  "research.visit-added": "act_visit_added",
  "research.visit-done": "act_visit_done",
  "research.visit-removed": "act_visit_removed",
  "research.finding-added": "act_finding_added",
  "research.finding-removed": "act_finding_removed",
} as const;

function Timeline({ plan }: { plan: PlanPage }) {
  const say = useWords(words);
  const format = useFormat();
  const entries = plan.timeline.filter((entry) => entry.action in acts);
  return (
    <Card title={say("timeline")}>
      {entries.length === 0 ? <p className="muted">{say("timelineEmpty")}</p> : null}
      <ol className="timeline">
        {entries.map((entry) => (
          <li key={entry.id}>
            <strong>{say(acts[entry.action as keyof typeof acts])}</strong>
            {entry.text && /visit|finding/.test(entry.action) ? <div>{entry.text}</div> : null}
            <div className="when" title={format.moment(entry.at)}>
              {format.ago(entry.at)} · {entry.by ?? say("by_system")}
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}
