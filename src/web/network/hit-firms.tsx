// The firms a scenario hits, and for each of them the way the shock took.
import { useState } from "react";
import { readPath, type readRun, type ScenarioResult } from "../../modules/network/runs/contract.ts";
import { Link } from "../lib/place.tsx";
import { useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { ProblemNotice } from "../ui/problem-notice.tsx";
import { Table } from "../ui/table.tsx";
import { useReference, useSay } from "./names.tsx";

const SHOWN = 20;
type Run = NonNullable<ReturnType<typeof useCall<typeof readRun>>["data"]>;
type Hit = ScenarioResult["firms"][number];

export function HitFirms({ run, at, found }: { run: Run; at: number; found: ScenarioResult }) {
  const say = useSay();
  const { percent } = useFormat();
  const reference = useReference();
  const [asked, setAsked] = useState<Hit | null>(null);
  const shown = found.firms.slice(0, SHOWN);
  return (
    <>
      <Table
        caption={say("hitTable", { name: found.name, count: found.hit })}
        rows={shown}
        rowKey={(row) => String(row.firm)}
        columns={[
          {
            key: "name",
            label: say("enterprise"),
            cell: (row) => (
              <>
                {row.id ? <Link to={`/enterprises/${row.id}`}>{row.name}</Link> : row.name}
                <span className="muted under">
                  {reference.industry(row.industry)} · {reference.province(row.province)}
                </span>
              </>
            ),
          },
          { key: "loss", label: say("firmLoss"), numeric: true, cell: (row) => percent(row.loss, 0) },
          {
            key: "survives",
            label: say("survives"),
            numeric: true,
            cell: (row) =>
              row.survives < 0 ? say("survivesNever") : say("survivesDay", { day: row.survives }),
          },
          {
            key: "recovers",
            label: say("recovers"),
            numeric: true,
            cell: (row) =>
              row.survives < 0
                ? "—"
                : row.recovers < 0
                  ? say("recoversNot")
                  : say("days", { count: row.recovers }),
          },
          {
            key: "why",
            label: "",
            phone: "act",
            cell: (row) => (
              <Button small tone="quiet" onClick={() => setAsked(row)}>
                {say("why")}
              </Button>
            ),
          },
        ]}
        empty={{ title: say("pathNone") }}
        footer={
          found.hit > shown.length ? (
            <span className="muted">{say("hitNote", { count: shown.length })}</span>
          ) : null
        }
      />
      <Dialog
        open={asked !== null}
        shape="side"
        onClose={() => setAsked(null)}
        title={say("pathTitle", { name: asked?.name ?? "" })}
      >
        {asked ? <Path input={{ id: run.id, firm: asked.firm, scenario: at }} /> : null}
      </Dialog>
    </>
  );
}

/** Told from where it began to the firm that asks. */
export function Path({ input }: { input: { id: string; firm: number; scenario?: number; seed?: number } }) {
  const say = useSay();
  const { percent } = useFormat();
  const { data, problem, again } = useCall(readPath, input);
  if (problem) return <ProblemNotice problem={problem} again={again} />;
  if (!data) return <Skeleton lines={5} />;
  if (data.hitIn < 0) return <p>{say("pathNone")}</p>;
  if (data.hops.length === 0) return <p>{say("pathDirect")}</p>;
  return (
    <div className="stack">
      <p>{say("pathLead", { loss: percent(data.loss, 0), round: data.hitIn })}</p>
      <ol className="path">
        {data.hops.toReversed().map((hop) => (
          <li key={`${hop.round}-${hop.by}-${hop.kind}`}>
            <strong>{say(`hop_${hop.kind}`, { by: hop.byName, firm: hop.name })}</strong>
            <span className="muted under">
              {say("hopShare", { round: hop.round, share: percent(hop.share, 0) })}
            </span>
          </li>
        ))}
      </ol>
      <p className="muted">{say("pathNote")}</p>
    </div>
  );
}
