// Who takes the most along when it stops: the newest ranking of all firms, with bands and the reasons for chokepoints.
import { useState } from "react";
import { enterPoint } from "../../modules/network/register/contract.ts";
import {
  askRun,
  exportRun,
  listRanks,
  listRuns,
  type RankRow,
  readRun,
  reasonKinds,
} from "../../modules/network/runs/contract.ts";
import { useList } from "../lib/list.ts";
import { Link, useQueryString } from "../lib/place.tsx";
import { useAct, useCall, useDownload } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { Button } from "../ui/button.tsx";
import { Empty, Skeleton } from "../ui/empty.tsx";
import { Check } from "../ui/field.tsx";
import { AnalysisPage } from "../ui/frame.tsx";
import { PageProblem, ProblemNotice } from "../ui/problem-notice.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { toast } from "../ui/toast.tsx";
import { Tabs, useReference, useSay } from "./names.tsx";
import { Reasons } from "./reasons.tsx";
import { LOOK_MS, RunMethod, RunProgress } from "./run-status.tsx";

const DRAWS = 20;

export function RankingPage() {
  const say = useSay();
  const [query, setQuery] = useQueryString();
  const chosen = typeof query.run === "string" ? query.run : null;
  const running = useCall(listRuns, { kind: "esri", state: "running", limit: 1 }, { everyMs: LOOK_MS });
  const done = useCall(listRuns, { kind: "esri", state: "done", limit: 1 }, { everyMs: 4 * LOOK_MS });
  const ask = useAct(askRun);
  const [banded, setBanded] = useState(true);
  if (done.problem) return <PageProblem problem={done.problem} again={done.again} />;
  const under = running.data?.rows[0];
  const id = chosen ?? done.data?.rows[0]?.id ?? null;
  const recompute = (
    <>
      <Check checked={banded} onChange={(event) => setBanded(event.target.checked)}>
        {say("withBands")}
      </Check>
      <Button
        tone="primary"
        busy={ask.running}
        disabled={Boolean(under)}
        onClick={async () => {
          const wish = { kind: "esri" as const, draws: banded ? DRAWS : 0 };
          if (await ask.attempt({ title: say("kind_esri"), wish })) setQuery({ run: "" });
        }}
      >
        {say("recompute")}
      </Button>
    </>
  );
  return (
    <AnalysisPage title={say("tabRanking")} actions={recompute} lead={id ? <Lead id={id} /> : undefined}>
      <Tabs />
      <ProblemNotice problem={ask.problem} />
      {under ? <RunProgress run={under} /> : null}
      {id ? (
        <Ranking id={id} />
      ) : done.data ? (
        <Empty title={say("rankingNone")} hint={say("rankingNoneHint")} />
      ) : (
        <Skeleton lines={8} />
      )}
    </AnalysisPage>
  );
}

function Lead({ id }: { id: string }) {
  const say = useSay();
  const format = useFormat();
  const { data: run } = useCall(readRun, { id });
  const { data: first } = useCall(listRanks, { id, limit: 1 });
  const top = first?.rows[0];
  if (!run || !top) return null;
  const { firms, links, known } = run;
  const esri = format.percent(top.esri, 1);
  return <>{say("rankingLead", { date: known.day, firms, links, name: top.name, esri })}</>;
}

function Ranking({ id }: { id: string }) {
  const say = useSay();
  const format = useFormat();
  const reference = useReference();
  const list = useList<RankRow>(listRanks, ["province", "reason", "chokepoint"], { id });
  const { data: run } = useCall(readRun, { id });
  const download = useDownload(exportRun);
  const digits = (value: number | null) => format.percent(value, 2);
  const columns: Column<RankRow>[] = [
    {
      key: "name",
      label: say("enterprise"),
      sort: "place",
      cell: (row) => (
        <>
          <span className="place num">{row.place}</span>{" "}
          {row.id ? <Link to={`/enterprises/${row.id}`}>{row.name}</Link> : row.name}{" "}
          <span className="muted under">
            {reference.industry(row.industry)} · {reference.province(row.province)}
          </span>
        </>
      ),
    },
    {
      key: "esri",
      label: <span title={say("esriHint")}>{say("esri")}</span>,
      numeric: true,
      cell: (row) => <strong>{digits(row.esri)}</strong>,
    },
    {
      key: "band",
      label: say("band"),
      sort: "hi",
      numeric: true,
      phone: "hide",
      cell: (row) => (row.lo === null ? "—" : `${digits(row.lo)} – ${digits(row.hi)}`),
    },
    {
      key: "places",
      label: say("placeBand"),
      numeric: true,
      phone: "hide",
      cell: (row) =>
        row.placeLo === null ? "—" : `${Math.round(row.placeLo)} – ${Math.round(row.placeHi ?? row.placeLo)}`,
    },
    { key: "weight", label: say("weight"), sort: "weight", numeric: true, cell: (row) => digits(row.weight) },
    { key: "reasons", label: say("reasons"), phone: "act", cell: (row) => <Reasons reasons={row.reasons} /> },
    { key: "acts", label: "", phone: "act", cell: (row) => <ToRegister runId={id} row={row} /> },
  ];
  const provinces = reference.data?.provinces ?? [];
  return (
    <>
      <ProblemNotice problem={download.problem} />
      <Table
        caption={say("tabRanking")}
        list={list}
        rowKey={(row) => String(row.place)}
        columns={columns}
        filters={[
          {
            name: "chokepoint",
            label: say("firmsFilter"),
            options: [{ value: "true", label: say("onlyChokepoints") }],
          },
          {
            name: "reason",
            label: say("reasonFilter"),
            options: reasonKinds.map((one) => ({
              value: one,
              label: say(`short_${one.replace("-", "_") as "risk"}`),
            })),
          },
          {
            name: "province",
            label: say("province"),
            options: provinces.map((one) => ({ value: one.code, label: reference.province(one.code) })),
          },
        ]}
        tools={
          <Button small icon="download" busy={download.running} onClick={() => download.save({ id })}>
            .xlsx
          </Button>
        }
        empty={{ title: say("rankingEmpty") }}
      />
      {run ? <RunMethod run={run} /> : null}
    </>
  );
}

function ToRegister({ runId, row }: { runId: string; row: RankRow }) {
  const say = useSay();
  const enter = useAct(enterPoint);
  const [entered, setEntered] = useState<string | null>(null);
  if (row.reasons.length === 0) return null;
  if (entered) return <Link to={`/network/register/${entered}`}>{say("inRegister")}</Link>;
  return (
    <Button
      small
      tone="quiet"
      busy={enter.running}
      title={enter.problem?.detail}
      onClick={async () => {
        const done = await enter.attempt({ runId, firm: row.firm });
        if (!done) return;
        setEntered(done.id);
        toast(say("inRegister"));
      }}
    >
      {enter.problem ? say("inRegister") : say("toRegister")}
    </Button>
  );
}
