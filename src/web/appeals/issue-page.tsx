// One issue: how many firms say it, their appeals, one answer for all, and taking one out again.
import { useState } from "react";
import { type AppealRow, type Outcome, outcomes } from "../../modules/appeals/contract.ts";
import { answerIssue, type IssuePage, partAppeal, readIssue } from "../../modules/appeals/issues/contract.ts";
import { useParam } from "../lib/place.tsx";
import { useAct, useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { SelectField, TextArea, TextField } from "../ui/field.tsx";
import { Card, RecordPage } from "../ui/frame.tsx";
import { PageProblem, ProblemNotice } from "../ui/problem-notice.tsx";
import { DemoTag } from "../ui/state-tag.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { toast } from "../ui/toast.tsx";
import { AppealTag, NextDue, usePlaces, useSay } from "./names.tsx";

export function IssueScreen() {
  const id = useParam("id");
  const { data, problem, again } = useCall(readIssue, { id });
  if (problem) return <PageProblem problem={problem} again={again} />;
  if (!data)
    return (
      <div className="page">
        <Skeleton lines={8} />
      </div>
    );
  return <Issue issue={data} />;
}

function Issue({ issue }: { issue: IssuePage }) {
  const say = useSay();
  const format = useFormat();
  const places = usePlaces();
  const part = useAct(partAppeal);
  const [answering, setAnswering] = useState(false);
  const { firms, provinces, open } = issue;
  const columns: Column<AppealRow>[] = [
    {
      key: "title",
      label: say("title"),
      cell: (row) => (
        <>
          {row.title}
          <span className="muted under">{row.enterprise}</span>
        </>
      ),
    },
    {
      key: "state",
      label: say("state"),
      phone: "badge",
      cell: (row) => <AppealTag state={row.state} outcome={row.outcome} />,
    },
    { key: "region", label: say("region"), cell: (row) => places.region(row.regionCode) },
    { key: "due", label: say("due"), cell: (row) => <NextDue due={row.due} /> },
    {
      key: "part",
      label: "",
      phone: "act",
      cell: (row) =>
        issue.mine && row.state !== "closed" ? (
          <Button
            small
            tone="quiet"
            aria-label={`${say("part")} ${row.title}`}
            onClick={async () => {
              if (await part.attempt({ id: issue.id, appealId: row.id })) toast(say("parted"));
            }}
          >
            {say("part")}
          </Button>
        ) : null,
    },
  ];
  return (
    <RecordPage
      title={issue.title}
      back={{ to: "/appeals/issues", label: say("issues") }}
      lead={
        issue.answeredAt && open === 0
          ? say("issueLeadDone", {
              firms,
              provinces,
              by: issue.answeredBy ?? "—",
              time: format.moment(issue.answeredAt),
            })
          : say("issueLead", { firms, provinces, open })
      }
      mark={issue.demo ? <DemoTag /> : null}
      actions={
        issue.mine && open > 0 ? (
          <Button tone="primary" onClick={() => setAnswering(true)}>
            {say("answerAll")}
          </Button>
        ) : null
      }
    >
      <ProblemNotice problem={part.problem} />
      {issue.answer && issue.outcome ? (
        <Card title={`${say("answer")}：${say(`outcome_${issue.outcome}`)}`}>
          <p className="appeal-prose">{issue.answer}</p>
        </Card>
      ) : null}
      <Table
        caption={say("issueMembers")}
        rows={issue.appeals}
        rowKey={(row) => row.id}
        to={(row) => `/appeals/${row.id}`}
        columns={columns}
        empty={{ title: say("empty") }}
      />
      {answering ? <AnswerAll issue={issue} onClose={() => setAnswering(false)} /> : null}
    </RecordPage>
  );
}

function AnswerAll({ issue, onClose }: { issue: IssuePage; onClose: () => void }) {
  const say = useSay();
  const act = useAct(answerIssue);
  const [outcome, setOutcome] = useState<Outcome>("solved");
  const [text, setText] = useState("");
  const [nextReplyOn, setNextReplyOn] = useState("");
  return (
    <Dialog
      open
      onClose={onClose}
      title={say("answerAll")}
      onSubmit={async () => {
        const done = await act.attempt({
          ...{ id: issue.id, revision: issue.revision, outcome, text },
          nextReplyOn: outcome === "deferred" ? nextReplyOn || null : null,
        });
        if (!done) return;
        toast(say("answeredAll", done));
        onClose();
      }}
      footer={
        <>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button tone="primary" type="submit" busy={act.running} disabled={text.trim() === ""}>
            {say("answerAll")}
          </Button>
        </>
      }
    >
      <div className="appeal-form">
        <ProblemNotice problem={act.problem} />
        <p className="muted">{say("answerAllHint", { firms: issue.firms })}</p>
        <SelectField
          label={say("outcome")}
          name="outcome"
          options={outcomes.map((one) => ({ value: one, label: say(`outcome_${one}`) }))}
          value={outcome}
          onChange={(event) => setOutcome(event.target.value as Outcome)}
        />
        {outcome === "deferred" ? (
          <TextField
            label={say("nextReplyOn")}
            name="next-reply"
            type="date"
            needed
            value={nextReplyOn}
            onChange={(event) => setNextReplyOn(event.target.value)}
          />
        ) : null}
        <TextArea
          label={say("text_answer")}
          name="text"
          rows={5}
          maxLength={5000}
          needed
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
    </Dialog>
  );
}
