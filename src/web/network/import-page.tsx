// A workbook of links: upload, see every problem at its cell, take in the good rows.
import { useState } from "react";
import {
  acceptImport,
  checkImport,
  downloadTemplate,
  type ImportOutcome,
} from "../../modules/network/contract.ts";
import { useAct, useDownload } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { Button, LinkButton } from "../ui/button.tsx";
import { FileDrop } from "../ui/file-drop.tsx";
import { Card, FormPage } from "../ui/frame.tsx";
import { Notice, ProblemNotice } from "../ui/problem-notice.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { Table } from "../ui/table.tsx";
import { useSay } from "./names.tsx";

export function ImportLinks() {
  const say = useSay();
  const check = useAct(checkImport, { touches: [] });
  const accept = useAct(acceptImport);
  const template = useDownload(downloadTemplate);
  const [outcome, setOutcome] = useState<ImportOutcome | null>(null);
  const changing = (outcome?.create ?? 0) + (outcome?.update ?? 0);
  const done = outcome?.state === "accepted";
  const reset = () => {
    setOutcome(null);
    check.clear();
    accept.clear();
  };
  return (
    <FormPage
      title={say("importTitle")}
      lead={say("importLead")}
      back={{ to: "/network/links", label: say("backToLinks") }}
      actions={
        <Button icon="download" busy={template.running} onClick={() => template.save({})}>
          {say("template")}
        </Button>
      }
      buttons={
        outcome ? (
          <>
            <Button onClick={reset}>{say("again")}</Button>
            {done ? (
              <LinkButton to="/network/links" tone="primary">
                {say("backToLinks")}
              </LinkButton>
            ) : (
              <Button
                tone="primary"
                busy={accept.running}
                disabled={changing === 0}
                onClick={async () => setOutcome((await accept.attempt({ id: outcome.id })) ?? outcome)}
              >
                {say("accept", { count: changing })}
              </Button>
            )}
          </>
        ) : null
      }
    >
      <ProblemNotice problem={template.problem ?? check.problem ?? accept.problem} />
      {outcome ? (
        <Outcome outcome={outcome} />
      ) : (
        <Card>
          <FileDrop
            accept=".xlsx"
            busy={check.running}
            hint={say(check.running ? "checking" : "dropHint")}
            onFile={async (file) => {
              reset();
              setOutcome(await check.attempt({}, file));
            }}
          />
        </Card>
      )}
    </FormPage>
  );
}

function Outcome({ outcome }: { outcome: ImportOutcome }) {
  const say = useSay();
  const { language } = useFormat();
  const { rows, create, update, same, bad, problems, unlisted } = outcome;
  return (
    <>
      {outcome.state === "accepted" ? (
        <Notice tone="green">{say("accepted", { create, update })}</Notice>
      ) : (
        <Notice tone={bad > 0 ? "yellow" : "blue"}>
          {say("checked", { rows, create, update, same, bad })}
        </Notice>
      )}
      {problems.length > 0 ? (
        <Card title={say("problems", { count: problems.length + unlisted })} flush>
          <Table
            caption={say("problems", { count: problems.length })}
            rows={problems}
            rowKey={(row) => `${row.cell}:${row.row}:${row.code}`}
            columns={[
              { key: "cell", label: say("cell"), cell: (row) => row.cell || "—" },
              { key: "problem", label: say("problem"), cell: (row) => row[language] },
              {
                key: "severity",
                label: say("severity"),
                phone: "badge",
                cell: (row) => (
                  <StateTag tone={row.severity === "error" ? "red" : "yellow"}>
                    {say(`severity_${row.severity}`)}
                  </StateTag>
                ),
              },
            ]}
            empty={{ title: "" }}
          />
          {unlisted > 0 ? <p className="muted">{say("problemsMore", { count: unlisted })}</p> : null}
        </Card>
      ) : null}
    </>
  );
}
