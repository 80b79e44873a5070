// The board of an activation: every task with its owner and its clock; messages, the log, and the closing review.
import { useState } from "react";
import {
  type ActivationPage,
  addNote,
  addTask,
  dropTask,
  finishTask,
  handTask,
  readActivation,
  reopenTask,
  type Task,
} from "../../modules/plans/activations/contract.ts";
import { Link, useParam } from "../lib/place.tsx";
import { useMe } from "../lib/session.ts";
import { useAct, useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { Button } from "../ui/button.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { Card, Facts, RecordPage } from "../ui/frame.tsx";
import { PageProblem } from "../ui/problem-notice.tsx";
import { DemoTag, DueClock, StateTag, type TagTone } from "../ui/state-tag.tsx";
import { toast } from "../ui/toast.tsx";
import { Ask } from "./ask.tsx";
import { CloseDialog } from "./close-dialog.tsx";
import { Messages } from "./messages.tsx";
import { GradeTag, useSay } from "./names.tsx";

const EVERY_MINUTE = 60_000;

export function BoardScreen() {
  const id = useParam("id");
  const { data, problem, again } = useCall(readActivation, { id }, { everyMs: EVERY_MINUTE });
  if (problem) return <PageProblem problem={problem} again={again} />;
  if (!data)
    return (
      <div className="page">
        <Skeleton lines={10} />
      </div>
    );
  return <Board page={data} />;
}

function Board({ page }: { page: ActivationPage }) {
  const say = useSay();
  const format = useFormat();
  const add = useAct(addTask);
  const note = useAct(addNote);
  const [asking, setAsking] = useState<"add" | "note" | "close" | null>(null);
  const close = () => setAsking(null);
  const { id, may } = page;
  return (
    <RecordPage
      title={page.title}
      back={{ to: "/plans/activations", label: say("tabActivations") }}
      lead={
        page.open
          ? say("boardLead", { done: page.done, all: page.tasks }) +
            (page.late ? say("boardLate", { late: page.late }) : "")
          : say("boardClosed", { by: page.closedBy ?? "—", time: format.moment(page.closedAt) })
      }
      mark={
        <>
          <StateTag tone={page.open ? (page.late ? "red" : "accent") : "grey"}>
            {say(page.open ? "running" : "closed")}
          </StateTag>
          {page.drill ? (
            <StateTag tone="yellow">{say("drillTag")}</StateTag>
          ) : (
            <GradeTag severity={page.severity} />
          )}
          {page.demo ? <DemoTag /> : null}
        </>
      }
      actions={
        <>
          {may.act ? (
            <>
              <Button icon="edit" onClick={() => setAsking("note")}>
                {say("addNote")}
              </Button>
              <Button icon="plus" onClick={() => setAsking("add")}>
                {say("addTask")}
              </Button>
            </>
          ) : null}
          {may.close ? (
            <Button tone="primary" onClick={() => setAsking("close")}>
              {say("close")}
            </Button>
          ) : null}
          <Button onClick={() => window.print()}>{say("print")}</Button>
        </>
      }
      aside={
        <>
          <Card>
            <Facts
              facts={[
                [say("owner"), page.owner],
                [
                  say("planUsed"),
                  <Link key="plan" to={`/plans/${page.planId}?version=${page.planVersion}`}>
                    {say("planUsedLink", { version: page.planVersion })}
                  </Link>,
                ],
                [say("startedAt"), `${format.moment(page.at)} · ${page.by}`],
                [say("cause"), page.cause],
                ...(page.planExpired ? [[say("valid"), say("usedExpired")] as const] : []),
              ]}
            />
          </Card>
          <Log page={page} />
        </>
      }
    >
      <Card flush title={say("board")}>
        <ol className="tasks">
          {page.taskRows.map((task) => (
            <TaskLine key={task.id} task={task} page={page} />
          ))}
        </ol>
      </Card>
      {page.review ? <ReviewCard page={page} /> : null}
      <Messages page={page} />
      <Ask
        open={asking === "note"}
        title={say("addNote")}
        submit={say("addNote")}
        act={note}
        fields={[{ name: "text", label: say("noteText"), type: "text", needed: true }]}
        onClose={close}
        onSubmit={async ({ text }) => {
          const done = await note.attempt({ id, text: text ?? "" });
          if (done) toast(say("noted"));
          return done !== null;
        }}
      />
      <Ask
        open={asking === "add"}
        title={say("addTask")}
        submit={say("addTask")}
        act={add}
        fields={[
          { name: "title", label: say("stepTitle"), type: "line", needed: true },
          { name: "detail", label: say("stepDetail"), type: "text" },
          { name: "person", label: say("handTo"), type: "choice", needed: true, options: optionsOf(page) },
          { name: "due", label: say("dueAt"), type: "moment", needed: true },
        ]}
        onClose={close}
        onSubmit={async ({ title, detail, person, due }) => {
          const done = await add.attempt({
            ...{ id, title: title ?? "", detail: detail ?? "", personId: person ?? "" },
            // What is typed is a time in Shanghai, wherever the computer stands.
            dueAt: new Date(`${due}:00+08:00`).toISOString(),
          });
          if (done) toast(say("taskAdded"));
          return done !== null;
        }}
      />
      {asking === "close" ? <CloseDialog page={page} onClose={close} /> : null}
    </RecordPage>
  );
}

const optionsOf = (page: ActivationPage) => page.persons.map((one) => ({ value: one.id, label: one.name }));
const tones: Readonly<Record<Task["state"], TagTone>> = {
  waiting: "grey",
  open: "blue",
  done: "green",
  dropped: "grey",
};

function TaskLine({ task, page }: { task: Task; page: ActivationPage }) {
  const say = useSay();
  const format = useFormat();
  const me = useMe();
  const finish = useAct(finishTask);
  const hand = useAct(handTask);
  const drop = useAct(dropTask);
  const reopen = useAct(reopenTask);
  const [asking, setAsking] = useState<"done" | "hand" | "drop" | "reopen" | null>(null);
  const close = () => setAsking(null);
  const at = { id: page.id, taskId: task.id, revision: task.revision };
  const mine = task.ownerId === me.person.id;
  const over = (minutes: number): string => say("hm", { h: Math.floor(minutes / 60), m: minutes % 60 });
  const asked = async (
    done: Promise<unknown>,
    word: "taskDone" | "taskHanded" | "taskDropped" | "taskReopened",
  ) => {
    const answer = await done;
    if (answer) toast(say(word));
    return answer !== null;
  };
  return (
    <li id={`task-${task.id}`}>
      <div className="what">
        <strong>{task.title}</strong>{" "}
        <StateTag tone={task.late ? "red" : tones[task.state]}>{say(`task_${task.state}`)}</StateTag>
        {task.detail ? <p className="detail">{task.detail}</p> : null}
        <div className="meta">
          <span>
            {say("taskOwner")} {task.owner}
            {task.role ? `（${task.role}）` : ""}
          </span>
          {task.state === "waiting" && task.after ? (
            <span>{say("waitsFor", { after: task.after })}</span>
          ) : null}
          {task.dueAt ? <span>{format.moment(task.dueAt)}</span> : null}
          {task.duePending ? <span title={say("duePending")}>※ {say("duePending")}</span> : null}
          {task.lateBy ? <span data-tone="red">{say("lateBy", { time: over(task.lateBy) })}</span> : null}
        </div>
        {task.outcome ? (
          <p className="outcome">
            {task.outcome}
            <span className="muted">
              {" "}
              {task.doneBy} · {format.moment(task.doneAt)}
            </span>
          </p>
        ) : null}
      </div>
      <div className="do">
        {task.state === "open" ? <DueClock due={task.dueAt} /> : null}
        {page.may.act && task.state === "open" ? (
          <Button small {...(mine ? { tone: "primary" as const } : {})} onClick={() => setAsking("done")}>
            {say("done")}
          </Button>
        ) : null}
        {page.may.act && (task.state === "open" || task.state === "waiting") ? (
          <>
            <Button small tone="quiet" onClick={() => setAsking("hand")}>
              {say("hand")}
            </Button>
            <Button small tone="quiet" onClick={() => setAsking("drop")}>
              {say("dropTask")}
            </Button>
          </>
        ) : null}
        {page.may.act && (task.state === "done" || task.state === "dropped") ? (
          <Button small tone="quiet" onClick={() => setAsking("reopen")}>
            {say("reopen")}
          </Button>
        ) : null}
      </div>
      <Ask
        open={asking === "done"}
        title={`${say("doneTitle")}：${task.title}`}
        submit={say("done")}
        act={finish}
        fields={[{ name: "outcome", label: say("outcome"), type: "text", needed: true }]}
        onClose={close}
        onSubmit={({ outcome }) => asked(finish.attempt({ ...at, outcome: outcome ?? "" }), "taskDone")}
      />
      <Ask
        open={asking === "hand"}
        title={`${say("handTitle")}：${task.title}`}
        submit={say("hand")}
        act={hand}
        fields={[
          { name: "person", label: say("handTo"), type: "choice", needed: true, options: optionsOf(page) },
          { name: "note", label: say("handNote"), type: "text" },
        ]}
        onClose={close}
        onSubmit={({ person, note }) =>
          asked(hand.attempt({ ...at, personId: person ?? "", note: note ?? "" }), "taskHanded")
        }
      />
      <Ask
        open={asking === "drop"}
        title={`${say("dropTask")}：${task.title}`}
        submit={say("dropTask")}
        act={drop}
        fields={[{ name: "reason", label: say("dropReason"), type: "text", needed: true }]}
        onClose={close}
        onSubmit={({ reason }) => asked(drop.attempt({ ...at, reason: reason ?? "" }), "taskDropped")}
      />
      <Ask
        open={asking === "reopen"}
        title={`${say("reopen")}：${task.title}`}
        submit={say("reopen")}
        act={reopen}
        fields={[{ name: "reason", label: say("reopenReason"), type: "text", needed: true }]}
        onClose={close}
        onSubmit={({ reason }) => asked(reopen.attempt({ ...at, reason: reason ?? "" }), "taskReopened")}
      />
    </li>
  );
}

function Log({ page }: { page: ActivationPage }) {
  const say = useSay();
  const format = useFormat();
  return (
    <Card title={say("log")}>
      <ol className="timeline">
        {page.entries.map((entry) => (
          <li key={entry.id}>
            <strong>{say(`log_${entry.kind}`)}</strong> {entry.about}
            {entry.text ? (
              <div className="prose">
                {entry.kind === "message" ? say(`audience_${entry.text as "team"}`) : entry.text}
              </div>
            ) : null}
            <div className="when" title={format.moment(entry.at)}>
              {format.ago(entry.at)} · {entry.by}
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}

function ReviewCard({ page }: { page: ActivationPage }) {
  const say = useSay();
  const { review } = page;
  if (!review) return null;
  return (
    <Card title={say("review")}>
      {review.result ? <StateTag>{say(`result_${review.result}`)}</StateTag> : null}
      <p className="prose">{review.happened}</p>
      {review.worked ? <p className="prose">{review.worked}</p> : null}
      <ul className="stack" style={{ gap: 6 }}>
        {review.changes.map((change) => (
          <li key={change.part + change.text}>
            <strong>{change.part}</strong>：{change.text}
          </li>
        ))}
      </ul>
    </Card>
  );
}
