// One questionnaire: changed while a draft, its link while open, its results once closed.
import { useState } from "react";
import {
  closeQuestionnaire,
  exportResults,
  makeTickets,
  openQuestionnaire,
  type QuestionnairePage,
  readQuestionnaire,
  type Tally,
} from "../../modules/research/questionnaires/contract.ts";
import { words } from "../../modules/research/words.ts";
import { useParam } from "../lib/place.tsx";
import { useMay } from "../lib/session.ts";
import { useAct, useCall, useDownload } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Copyable } from "../ui/copy.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { TextField } from "../ui/field.tsx";
import { Card, Facts, RecordPage } from "../ui/frame.tsx";
import { Notice, PageProblem, ProblemNotice } from "../ui/problem-notice.tsx";
import { DemoTag, StateTag } from "../ui/state-tag.tsx";
import { EditQuestionnaire } from "./questionnaire-form.tsx";
import "./research.css";

export function QuestionnaireScreen() {
  const id = useParam("id");
  const { data, problem, again } = useCall(readQuestionnaire, { id });
  const [editing, setEditing] = useState(false);
  if (problem) return <PageProblem problem={problem} again={again} />;
  if (!data)
    return (
      <div className="page">
        <Skeleton lines={8} />
      </div>
    );
  if (editing && data.state === "draft")
    return <EditQuestionnaire of={data} onDone={() => setEditing(false)} />;
  return <Questionnaire of={data} onEdit={() => setEditing(true)} />;
}

const publicLink = (link: string): string => `${window.location.origin}/q/${link}`;

function Questionnaire({ of, onEdit }: { of: QuestionnairePage; onEdit: () => void }) {
  const say = useWords(words);
  const format = useFormat();
  const may = useMay();
  const writes = may("research.write");
  const sheet = useDownload(exportResults);
  const [asking, setAsking] = useState(false);
  return (
    <RecordPage
      title={of.title}
      lead={
        of.quota === null
          ? say("answeredCount", { count: of.answered })
          : say("answeredOf", { count: of.answered, quota: of.quota })
      }
      back={{ to: "/research/questionnaires", label: say("questionnaires") }}
      mark={
        <>
          <StateTag tone={of.state === "open" ? "accent" : "grey"}>{say(`qstate_${of.state}`)}</StateTag>
          {of.demo ? <DemoTag /> : null}
        </>
      }
      actions={
        <>
          {writes && of.state === "draft" ? (
            <Button icon="edit" onClick={onEdit}>
              {say("questions")}
            </Button>
          ) : null}
          {of.state === "closed" ? (
            <Button icon="download" busy={sheet.running} onClick={() => sheet.save({ id: of.id })}>
              {say("exportXlsx")}
            </Button>
          ) : null}
          {writes && of.state !== "closed" ? (
            <Button tone="primary" onClick={() => setAsking(true)}>
              {say(of.state === "draft" ? "open" : "close")}
            </Button>
          ) : null}
        </>
      }
    >
      <ProblemNotice problem={sheet.problem} />
      {of.state === "open" && of.entry === "open" ? (
        <Card title={say("link")}>
          <Copyable text={publicLink(of.link)} />
          <p className="muted">{say("linkHint")}</p>
        </Card>
      ) : null}
      {of.state === "open" && of.entry === "ticket" ? <Tickets of={of} writes={writes} /> : null}
      <Card>
        <Facts
          facts={[
            [say("entry"), say(`entry_${of.entry}`)],
            [say("lastDay"), of.endsOn ? format.day(of.endsOn) : null],
            [
              say("intro"),
              <span key="intro" className="prose">
                {of.intro || "—"}
              </span>,
            ],
          ]}
        />
      </Card>
      {of.results ? <Results of={of} results={of.results} /> : <Questions of={of} />}
      {asking ? <Move of={of} onClose={() => setAsking(false)} /> : null}
    </RecordPage>
  );
}

function Move({ of, onClose }: { of: QuestionnairePage; onClose: () => void }) {
  const say = useWords(words);
  const opening = of.state === "draft";
  const open = useAct(openQuestionnaire);
  const close = useAct(closeQuestionnaire);
  const word = opening ? "open" : "close";
  return (
    <Dialog
      open
      onClose={onClose}
      title={say(word)}
      onSubmit={async () => {
        if (await (opening ? open.attempt({ id: of.id }) : close.attempt({ id: of.id }))) onClose();
      }}
      footer={
        <>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button tone="primary" type="submit" busy={open.running || close.running}>
            {say(word)}
          </Button>
        </>
      }
    >
      <ProblemNotice problem={open.problem ?? close.problem} />
      <p>{say(opening ? "openText" : "closeText")}</p>
    </Dialog>
  );
}

function Tickets({ of, writes }: { of: QuestionnairePage; writes: boolean }) {
  const say = useWords(words);
  const act = useAct(makeTickets);
  const [count, setCount] = useState("10");
  const [links, setLinks] = useState<readonly string[]>([]);
  return (
    <Card title={say("tickets")}>
      <div className="research-form">
        <p className="muted">{say("ticketsOpen", { count: of.ticketsOpen })}</p>
        <ProblemNotice problem={act.problem} />
        {writes ? (
          <form
            className="actions"
            onSubmit={async (event) => {
              event.preventDefault();
              const made = await act.attempt({ id: of.id, count: Number(count) });
              if (made) setLinks(made.tickets.map((ticket) => `${publicLink(of.link)}?t=${ticket}`));
            }}
          >
            <TextField
              label={say("ticketCount")}
              type="number"
              min={1}
              max={500}
              value={count}
              onChange={(event) => setCount(event.target.value)}
            />
            <Button type="submit" busy={act.running}>
              {say("makeTickets")}
            </Button>
          </form>
        ) : null}
        {links.length > 0 ? (
          <>
            <Notice tone="yellow">{say("ticketsOnce")}</Notice>
            <Copyable text={links.join("\n")} label={say("copyAll")} />
          </>
        ) : null}
      </div>
    </Card>
  );
}

function Questions({ of }: { of: QuestionnairePage }) {
  const say = useWords(words);
  return (
    <Card title={say("questions")}>
      {of.state === "open" ? <p className="muted">{say("resultsLater")}</p> : null}
      <ol className="asked">
        {of.questions.map((question) => (
          <li key={question.id}>
            {question.label} <span className="muted">{say(`qkind_${question.kind}`)}</span>
            {question.options.length > 0 ? <div className="muted">{question.options.join(" / ")}</div> : null}
          </li>
        ))}
      </ol>
    </Card>
  );
}

function Results({ of, results }: { of: QuestionnairePage; results: readonly Tally[] }) {
  const say = useWords(words);
  return (
    <Card title={say("results")}>
      {of.answered === 0 ? <p className="muted">{say("noResults")}</p> : null}
      <ol className="asked">
        {results.map((result) => (
          <li key={result.id}>
            <strong>{result.label}</strong>{" "}
            <span className="muted">
              {result.answered === null ? say("countWithheld") : say("countOf", { count: result.answered })}
            </span>
            {result.kind === "number" ? (
              <p>{say("mean", { value: result.mean === null ? "＊" : `${result.mean} ${result.unit}` })}</p>
            ) : result.kind === "text" ? (
              <Texts texts={result.texts} />
            ) : (
              <Bars result={result} />
            )}
          </li>
        ))}
      </ol>
      <p className="muted">{say("withheld")}</p>
    </Card>
  );
}

function Bars({ result }: { result: Tally }) {
  const most = Math.max(1, ...result.options.map((option) => option.count ?? 0));
  return (
    <ul className="bars">
      {result.options.map((option) => (
        <li key={option.label}>
          <span>{option.label}</span>
          <span className="bar" aria-hidden="true">
            <i style={{ width: `${((option.count ?? 0) / most) * 100}%` }} />
          </span>
          <span className="num">{option.count ?? "＊"}</span>
        </li>
      ))}
    </ul>
  );
}

function Texts({ texts }: { texts: readonly string[] }) {
  const say = useWords(words);
  if (texts.length === 0) return <p className="muted">{say("noTexts")}</p>;
  const counted = [...Map.groupBy(texts, (text) => text)];
  return (
    <ul className="said">
      {counted.map(([text, same]) => (
        <li key={text}>
          {text} {same.length > 1 ? <span className="muted">× {same.length}</span> : null}
        </li>
      ))}
    </ul>
  );
}
