// One appeal: how it stands in a sentence, what may be done, the trouble, the thread, the clocks, notes apart.
import { useState } from "react";
import {
  type AppealPage,
  addAttachment,
  type Entry,
  readAppeal,
  recallAppeal,
} from "../../modules/appeals/contract.ts";
import { kindForms } from "../../modules/appeals/kinds/contract.ts";
import { useKeys } from "../lib/keys.ts";
import { Link, useGo, useParam } from "../lib/place.tsx";
import { useMay } from "../lib/session.ts";
import { useAct, useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { Button } from "../ui/button.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { FileDrop } from "../ui/file-drop.tsx";
import { Card, Facts, RecordPage } from "../ui/frame.tsx";
import { Notice, PageProblem, ProblemNotice } from "../ui/problem-notice.tsx";
import { DemoTag, DueClock, StateTag } from "../ui/state-tag.tsx";
import { toast } from "../ui/toast.tsx";
import { AlikeCard } from "./alike-card.tsx";
import { Files } from "./files.tsx";
import { type Deed, MoveDialog } from "./move-dialog.tsx";
import { AppealTag, NextDue, useKinds, usePlaces, useSay } from "./names.tsx";

export function AppealScreen() {
  const id = useParam("id");
  const { data, problem, again } = useCall(readAppeal, { id }, { keep: true, everyMs: 60_000 });
  if (problem && !data) return <PageProblem problem={problem} again={again} />;
  if (!data || data.id !== id)
    return (
      <div className="page">
        <Skeleton lines={10} />
      </div>
    );
  return <Appeal page={data} />;
}

/** In the order in which they are wanted; the first one open is the page's own. */
const deeds: readonly Deed[] = [
  ...([
    "accept",
    "propose",
    "answer",
    "callback",
    "ask",
    "resume",
    "supply",
    "satisfied",
    "dissatisfied",
  ] as const),
  ...(["reopen", "reply", "remark", "assign", "transfer", "take", "note", "settle"] as const),
];

/** Judging is the enterprise's own; whoever works on it records a call. */
function isOpen(page: AppealPage, deed: Deed): boolean {
  const judging = deed === "satisfied" || deed === "dissatisfied";
  if (deed === "callback") return page.role === "handler" && page.moves.includes("unreached");
  if (judging && page.role !== "firm") return false;
  if (
    deed === "answer" &&
    page.state === "answered" &&
    page.outcome !== "deferred" &&
    page.outcome !== "merged"
  )
    return false;
  return page.moves.includes(deed);
}

function Appeal({ page }: { page: AppealPage }) {
  const say = useSay();
  const go = useGo();
  const kinds = useKinds();
  const [deed, setDeed] = useState<Deed | null>(null);
  const recall = useAct(recallAppeal);
  const may = useMay();
  const open = deeds.filter((one) => isOpen(page, one));
  const judging = page.role === "firm" && page.state === "answered";
  const first = judging
    ? undefined
    : open.find((one) => one !== "settle" && one !== "note" && one !== "remark");
  useKeys({
    e: () => (first ? setDeed(first) : undefined),
    r: () => (open.includes("reply") ? setDeed("reply") : undefined),
  });
  return (
    <RecordPage
      title={page.title}
      back={{ to: "/appeals", label: say("appeals") }}
      lead={<Lead page={page} />}
      mark={
        <>
          <AppealTag state={page.state} outcome={page.outcome} />
          {page.demo ? <DemoTag /> : null}
        </>
      }
      actions={
        <>
          {open
            .filter((one) => !judging || (one !== "satisfied" && one !== "dissatisfied"))
            .map((one) => (
              <Button
                key={one}
                tone={one === first ? "primary" : one === "settle" ? "quiet" : undefined}
                onClick={() => setDeed(one)}
              >
                {say(`do_${one}`)}
              </Button>
            ))}
          {page.role === "firm" && page.moves.includes("recall") ? (
            <Button
              tone="quiet"
              busy={recall.running}
              onClick={async () => {
                if (!(await recall.attempt({ id: page.id, revision: page.revision }))) return;
                toast(say("done_recall"));
                go(`/appeals/${page.id}/write`);
              }}
            >
              {say("do_recall")}
            </Button>
          ) : null}
        </>
      }
      aside={<Aside page={page} />}
    >
      <ProblemNotice problem={recall.problem} />
      {judging ? (
        <Notice tone="blue" title={say("judgeAsk")}>
          <p>{say("judgeHint")}</p>
          <div className="actions">
            <Button tone="primary" icon="check" onClick={() => setDeed("satisfied")}>
              {say("do_satisfied")}
            </Button>
            <Button onClick={() => setDeed("dissatisfied")}>{say("do_dissatisfied")}</Button>
          </div>
        </Notice>
      ) : null}
      <Trouble page={page} />
      <Card title={say("thread")}>
        <Thread entries={page.entries.filter((entry) => !entry.internal)} />
      </Card>
      {page.role !== "firm" && page.state !== "closed" && may("appeals.oversee") ? (
        <AlikeCard page={page} />
      ) : null}
      {page.role === "firm" ? null : (
        <Card title={say("notes")}>
          <Notes page={page} />
        </Card>
      )}
      {deed ? <MoveDialog page={page} deed={deed} onClose={() => setDeed(null)} /> : null}
      <p className="visually-hidden">
        {say("sayFirm", { enterprise: page.enterprise, kind: kinds.kind(page.kind) })}
      </p>
    </RecordPage>
  );
}

function Lead({ page }: { page: AppealPage }) {
  const say = useSay();
  const format = useFormat();
  const params = {
    handler: page.handler ?? "—",
    officer: page.officer ?? "",
    by: page.answeredBy ?? "—",
    time: format.moment(page.state === "answered" ? page.answeredAt : page.submittedAt),
    outcome: page.outcome ? say(`outcome_${page.outcome}`) : "—",
    date: page.nextReplyOn ? format.day(page.nextReplyOn) : "—",
  };
  if (page.state === "answered" && page.outcome === "deferred") return <>{say("lead_deferred", params)}</>;
  return <>{say(`lead_${page.state}`, params)}</>;
}

function Trouble({ page }: { page: AppealPage }) {
  const say = useSay();
  const { language } = useFormat();
  const { content } = page;
  const asked = kindForms[content.kind].questions.flatMap(({ key, label, unit, options }) => {
    const answer = content.answers[key]?.trim();
    if (!answer) return [];
    const chosen = options?.find((one) => one.value === answer)?.label[language];
    return [[label[language], chosen ?? (unit ? `${answer} ${unit[language]}` : answer)] as const];
  });
  return (
    <Card title={say("what")}>
      <Facts facts={[...asked, [say("contact"), `${content.contact} ${content.phone}`]]} />
      {content.detail ? <p className="appeal-prose">{content.detail}</p> : null}
      {page.answer && page.outcome ? (
        <div className="appeal-answer">
          <strong>
            {say("answer")}：{say(`outcome_${page.outcome}`)}
          </strong>
          <p className="appeal-prose">{page.answer}</p>
        </div>
      ) : null}
    </Card>
  );
}

const moveKeys = [
  ...[
    "submit",
    "recall",
    "accept",
    "propose",
    "ask",
    "supply",
    "resume",
    "reply",
    "remark",
    "note",
    "assign",
  ],
  ...["transfer", "take", "escalate", "answer", "satisfied", "dissatisfied", "unreached", "settle", "reopen"],
  ...["merge", "part"],
] as const;

function useMoveName(): (entry: Entry) => string {
  const say = useSay();
  return ({ move, detail }) => {
    const key = moveKeys.find((one) => one === move);
    if (!key) return move;
    const clock = detail.clock as AppealPage["clocks"][number]["name"] | undefined;
    const outcome = detail.outcome as NonNullable<AppealPage["outcome"]> | undefined;
    return say(`move_${key}` as "move_submit", {
      to: detail.to ?? "—",
      issue: detail.issue ?? "—",
      clock: clock ? say(`clock_${clock}`) : "—",
      outcome: outcome ? say(`outcome_${outcome}`) : "—",
    });
  };
}

function Thread({ entries }: { entries: readonly Entry[] }) {
  const say = useSay();
  const format = useFormat();
  const name = useMoveName();
  return (
    <ol className="timeline">
      {entries.map((entry) => (
        <li key={entry.id}>
          <strong>{name(entry)}</strong>{" "}
          {entry.detail.by === "call" ? <StateTag plain>{say("byCall")}</StateTag> : null}
          {entry.detail.nextReplyOn ? (
            <span className="muted"> {say("nextReply", { date: format.day(entry.detail.nextReplyOn) })}</span>
          ) : null}
          {entry.detail.firms ? (
            <span className="muted">
              {" "}
              {say("oneOf", { firms: entry.detail.firms, provinces: entry.detail.provinces ?? "—" })}
            </span>
          ) : null}
          {entry.text ? <p className="appeal-prose">{entry.text}</p> : null}
          <div className="when" title={format.moment(entry.at)}>
            {format.moment(entry.at)} · {entry.organisation} {entry.by}
          </div>
        </li>
      ))}
    </ol>
  );
}

function Notes({ page }: { page: AppealPage }) {
  const say = useSay();
  const notes = page.entries.filter((entry) => entry.internal);
  return notes.length > 0 ? <Thread entries={notes} /> : <p className="muted">{say("noNotes")}</p>;
}

function Aside({ page }: { page: AppealPage }) {
  const say = useSay();
  const format = useFormat();
  const kinds = useKinds();
  const places = usePlaces();
  const add = useAct(addAttachment);
  return (
    <>
      <Card>
        <Facts
          facts={[
            [say("due"), <NextDue key="due" due={page.due} />],
            [say("number"), page.number],
            [say("kind"), kinds.kind(page.kind)],
            ...(page.issue ? [[say("inIssue"), <InIssue key="issue" page={page} />] as const] : []),
            [say("enterprise"), page.enterprise],
            [say("region"), places.region(page.regionCode)],
            [say("industry"), places.industry(page.industryCode)],
            [say("handler"), page.handler],
            [say("officer"), page.officer],
            [say("firstOfficer"), page.firstOfficer],
          ]}
        />
        <p className="muted">
          {page.readAt ? say("readAt", { time: format.ago(page.readAt) }) : say("unread")}
          {page.onBehalf ? ` · ${say("onBehalf", { by: page.raisedBy })}` : ""}
          {page.callsUnreached > 0 ? ` · ${say("unreached", { count: page.callsUnreached })}` : ""}
          {page.state === "closed" ? ` · ${say(page.satisfied ? "satisfied" : "closedUnreached")}` : ""}
        </p>
      </Card>
      <Clocks page={page} />
      <Card title={say("filesTitle")}>
        <ProblemNotice problem={add.problem} />
        <Files appealId={page.id} rows={page.attachments} />
        {page.state === "closed" || page.role === "overseer" ? null : (
          <FileDrop
            accept="image/*,application/pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.ofd,.txt,.csv"
            busy={add.running}
            onFile={(file) => void add.attempt({ id: page.id }, file)}
          />
        )}
      </Card>
    </>
  );
}

/** The firm learns how many; who works on it opens the issue. */
function InIssue({ page }: { page: AppealPage }) {
  const say = useSay();
  const { issue } = page;
  if (!issue) return null;
  const text =
    issue.firms === null ? issue.title : say("inIssueFirms", { title: issue.title, firms: issue.firms });
  return page.role === "firm" ? text : <Link to={`/appeals/issues/${issue.id}`}>{text}</Link>;
}

function Clocks({ page }: { page: AppealPage }) {
  const say = useSay();
  if (page.clocks.length === 0) return null;
  return (
    <Card title={say("clocks")}>
      <ul className="appeal-clocks">
        {page.clocks.map((clock) => (
          <li key={clock.name}>
            <span>{say(`clock_${clock.name}`)}</span>
            {clock.state === "running" ? <DueClock due={clock.due} /> : null}
            {clock.state === "stopped" ? <StateTag tone="orange">{say("clockStopped")}</StateTag> : null}
            {clock.state === "closed" ? (
              <StateTag tone={clock.late ? "red" : "green"} plain>
                {say(clock.late ? "clockMissed" : "clockKept")}
              </StateTag>
            ) : null}
            <span className="muted under">
              {say("usedMinutes", { count: clock.usedMinutes })}
              {clock.pending ? ` · ${say("clockPending")}` : ""}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
