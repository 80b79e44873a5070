// 导入历史数据: template, upload, what was found cell by cell, and only then the import.
import { useState } from "react";
import {
  checkHistory,
  type HistoryOutcome,
  type HistoryProblem,
  historyTemplate,
  importHistory,
} from "../../modules/reporting/history/contract.ts";
import { words } from "../../modules/reporting/history/words.ts";
import { useAct, useDownload } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button, LinkButton } from "../ui/button.tsx";
import { FileDrop } from "../ui/file-drop.tsx";
import { AnalysisPage, Card } from "../ui/frame.tsx";
import { Notice, ProblemNotice } from "../ui/problem-notice.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { FormSelect, useFormCode } from "./form-select.tsx";
import "./reporting.css";

export function HistoryPage() {
  const say = useWords(words);
  const formCode = useFormCode();
  const template = useDownload(historyTemplate);
  const look = useAct(checkHistory, { touches: [] });
  const take = useAct(importHistory, { touches: ["/api/"] });
  const [file, setFile] = useState<File | null>(null);
  const [outcome, setOutcome] = useState<HistoryOutcome | null>(null);
  const examine = async (next: File) => {
    setFile(next);
    setOutcome(null);
    take.clear();
    const found = await look.attempt({ formCode }, next);
    if (found) setOutcome(found);
  };
  const run = async () => {
    if (!file) return;
    const done = await take.attempt({ formCode }, file);
    if (done) setOutcome(done);
  };
  return (
    <AnalysisPage title={say("title")} lead={say("lead")} filters={<FormSelect />}>
      <Card title={say("step1")}>
        <Button icon="download" busy={template.running} onClick={() => void template.save({ formCode })}>
          {say("template")}
        </Button>
        <ProblemNotice problem={template.problem} />
      </Card>
      <Card title={say("step2")}>
        <div className="stack">
          <FileDrop
            accept=".xlsx"
            hint={say("drop")}
            busy={look.running || take.running}
            onFile={(next) => void examine(next)}
          />
          {file ? <p className="muted">{say("file", { name: file.name })}</p> : null}
          <ProblemNotice problem={look.problem ?? take.problem} />
          {outcome ? <Summary outcome={outcome} busy={take.running} onRun={() => void run()} /> : null}
        </div>
      </Card>
      {outcome?.problems.length ? <Problems outcome={outcome} /> : null}
    </AnalysisPage>
  );
}

function Summary({ outcome, busy, onRun }: { outcome: HistoryOutcome; busy: boolean; onRun: () => void }) {
  const say = useWords(words);
  const format = useFormat();
  const { ready, enterprises, from, to, standing, imported } = outcome;
  if (imported !== null)
    return (
      <Notice
        tone="green"
        live
        title={say("done", { count: imported })}
        action={
          <LinkButton small to="/monitoring">
            {say("monitoring")}
          </LinkButton>
        }
      >
        {" "}
        {say("doneHint")}
      </Notice>
    );
  return (
    <Notice
      tone={ready ? "blue" : "yellow"}
      live
      title={
        ready
          ? say("ready", { ready, enterprises, from: format.month(from), to: format.month(to) })
          : say("none")
      }
      action={
        ready ? (
          <Button tone="primary" busy={busy} onClick={onRun}>
            {say("run", { ready })}
          </Button>
        ) : null
      }
    >
      <p>
        {standing ? `${say("standing", { count: standing })} ` : ""}
        {ready ? say("skipNote") : ""}
      </p>
    </Notice>
  );
}

function Problems({ outcome }: { outcome: HistoryOutcome }) {
  const say = useWords(words);
  const { language } = useFormat();
  const columns: Column<HistoryProblem>[] = [
    { key: "cell", label: say("cell"), cell: (row) => <code>{row.cell || "—"}</code>, width: "8em" },
    {
      key: "kind",
      label: say("kind"),
      phone: "badge",
      width: "8em",
      cell: (row) => (
        <StateTag tone={row.severity === "hard" ? "red" : "yellow"}>{say(row.severity)}</StateTag>
      ),
    },
    { key: "what", label: say("what"), cell: (row) => row[language] },
  ];
  return (
    <Card title={say("problems", { count: outcome.problems.length + outcome.unlisted })} flush>
      <Table
        caption={say("problems", { count: outcome.problems.length })}
        rows={outcome.problems}
        columns={columns}
        rowKey={(row) => `${row.cell}${row.severity}${row.zh}`}
        empty={{ title: say("none") }}
      />
      {outcome.unlisted ? <p className="rows-note">{say("unlisted", { count: outcome.unlisted })}</p> : null}
    </Card>
  );
}
