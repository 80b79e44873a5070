// A whole list at once: upload, see every problem and every update, then take in the good rows.
import { useEffect, useState } from "react";
import {
  acceptImport,
  checkImport,
  downloadProblems,
  downloadTemplate,
  type ImportOutcome,
} from "../../modules/enterprises/imports/contract.ts";
import { words } from "../../modules/enterprises/imports/words.ts";
import { words as registry } from "../../modules/enterprises/words.ts";
import { Link } from "../lib/place.tsx";
import { useAct, useDownload } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button, LinkButton } from "../ui/button.tsx";
import { FileDrop } from "../ui/file-drop.tsx";
import { Card, FormPage } from "../ui/frame.tsx";
import { Notice, ProblemNotice } from "../ui/problem-notice.tsx";
import { StateTag, Steps } from "../ui/state-tag.tsx";
import { Table } from "../ui/table.tsx";
import { Changes } from "./history.tsx";
import { ImportAsks } from "./import-asks.tsx";
import "./enterprises.css";

export function ImportPage() {
  const say = useWords(words);
  const also = useWords(registry);
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
  const take = async (file: File) => {
    reset();
    setOutcome(await check.attempt({}, file));
  };
  return (
    <FormPage
      title={say("importTitle")}
      lead={say("importLead")}
      back={{ to: "/enterprises", label: also("back") }}
      actions={
        <Button icon="download" busy={template.running} onClick={() => template.save({})}>
          {say("template")}
        </Button>
      }
      saveState={
        accept.running ? (
          <>
            {say("importing")} <Elapsed />
          </>
        ) : null
      }
      buttons={
        outcome ? (
          <>
            <Button onClick={reset}>{say("again")}</Button>
            {done ? (
              <LinkButton to="/enterprises" tone="primary">
                {say("toList")}
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
      <Steps
        at={done ? "done" : outcome ? "check" : "upload"}
        steps={[
          { key: "upload", label: say("stepUpload") },
          { key: "check", label: say("stepCheck") },
          { key: "done", label: say("stepDone") },
        ]}
      />
      <ProblemNotice problem={template.problem ?? check.problem ?? accept.problem} />
      {outcome ? (
        <Outcome outcome={outcome} onOutcome={setOutcome} />
      ) : (
        <Card>
          <FileDrop
            accept=".xlsx"
            busy={check.running}
            hint={
              check.running ? (
                <>
                  {say("checking")} <Elapsed />
                </>
              ) : (
                say("dropHint")
              )
            }
            onFile={take}
          />
        </Card>
      )}
    </FormPage>
  );
}

function Outcome({
  outcome,
  onOutcome,
}: {
  outcome: ImportOutcome;
  onOutcome: (outcome: ImportOutcome) => void;
}) {
  const say = useWords(words);
  const also = useWords(registry);
  const { language } = useFormat();
  const problems = useDownload(downloadProblems);
  const { rows, create, update, same, bad, matched, undecided } = outcome;
  const done = outcome.state === "accepted";
  const good = create + update + same + undecided;
  const counts = { rows, create, update, same, bad };
  const sentence = done
    ? say("importedLead", counts)
    : good === 0
      ? say("checkedNone")
      : create + update + undecided === 0 && bad === 0
        ? say("nothingNew", counts)
        : say(bad + undecided === 0 ? "checkedAllGood" : bad === 0 ? "checkedAsks" : "checkedSome", counts);
  return (
    <>
      <Notice live tone={good === 0 ? "red" : bad + undecided > 0 ? "yellow" : "green"} title={sentence}>
        {matched > 0 ? <p>{say("matchedLead", { count: matched })}</p> : null}
        {undecided > 0 ? <p>{say(done ? "leftOut" : "undecidedLead", { count: undecided })}</p> : null}
        <p className="import-note">{outcome.fileName}</p>
      </Notice>
      {outcome.asks.length > 0 ? (
        <ImportAsks key={outcome.id} outcome={outcome} onOutcome={onOutcome} />
      ) : null}
      <ProblemNotice problem={problems.problem} />
      {outcome.problems.length > 0 ? (
        <Card
          flush
          title={say("problems", { count: outcome.problems.length + outcome.unlisted })}
          actions={
            <Button
              small
              icon="download"
              busy={problems.running}
              onClick={() => problems.save({ id: outcome.id })}
            >
              {say("downloadProblems")}
            </Button>
          }
        >
          <Table
            caption={say("problems", { count: outcome.problems.length })}
            rows={outcome.problems.slice(0, shownAtOnce)}
            rowKey={(p) => `${p.cell}${p.code}${p.column}`}
            empty={{ title: say("checkedNone") }}
            columns={[
              { key: "cell", label: say("cell"), cell: (p) => p.cell || say("wholeFile"), width: "7em" },
              {
                key: "severity",
                label: "",
                phone: "badge",
                width: "5em",
                cell: (p) => (
                  <StateTag tone={p.severity === "error" ? "red" : "yellow"}>
                    {say(`severity_${p.severity}`)}
                  </StateTag>
                ),
              },
              { key: "problem", label: say("problem"), cell: (p) => p[language] },
            ]}
            footer={
              outcome.unlisted + outcome.problems.length > shownAtOnce
                ? say("problemsMore", {
                    count: outcome.unlisted + outcome.problems.length - shownAtOnce,
                  })
                : undefined
            }
          />
        </Card>
      ) : null}
      {outcome.updates.length > 0 ? (
        <Card flush title={say("updates", { count: outcome.update })}>
          <Table
            caption={say("updates", { count: outcome.update })}
            rows={outcome.updates}
            rowKey={(u) => u.id}
            empty={{ title: "" }}
            columns={[
              {
                key: "name",
                label: also("name"),
                cell: (u) => (
                  <>
                    <Link to={`/enterprises/${u.id}`}>{u.name}</Link>{" "}
                    <span className="muted">{say("rowNo", { row: u.row })}</span>
                  </>
                ),
              },
              { key: "differences", label: say("differences"), cell: (u) => <Changes changes={u.changes} /> },
            ]}
            footer={
              outcome.updatesUnlisted > 0 ? say("updatesMore", { count: outcome.updatesUnlisted }) : undefined
            }
          />
        </Card>
      ) : null}
    </>
  );
}

/** More rows than anybody reads on a screen; the file holds them all. */
const shownAtOnce = 300;

function Elapsed() {
  const say = useWords(words);
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const tick = setInterval(() => setSeconds((s) => s + 1), 1000);
    return () => clearInterval(tick);
  }, []);
  return seconds > 0 ? <span>{say("elapsed", { seconds })}</span> : null;
}
