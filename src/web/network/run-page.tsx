// One run: its curves before and after, scenarios side by side, who is hit and why; or whom to protect.
import { useState } from "react";
import {
  askRun,
  exportRun,
  type MitigationResult,
  readRun,
  type ScenarioResult,
} from "../../modules/network/runs/contract.ts";
import { Link, useGo, useParam } from "../lib/place.tsx";
import { useAct, useCall, useDownload } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { Button } from "../ui/button.tsx";
import { Chart, type Series } from "../ui/chart.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { Segmented } from "../ui/field.tsx";
import { AnalysisPage, Card } from "../ui/frame.tsx";
import { Notice, PageProblem, ProblemNotice } from "../ui/problem-notice.tsx";
import { Table } from "../ui/table.tsx";
import { HitFirms } from "./hit-firms.tsx";
import { useReference, useSay } from "./names.tsx";
import { ProvinceMap } from "./province-map.tsx";
import { LOOK_MS, RunMethod, RunProgress, RunTag } from "./run-status.tsx";

const PROTECTED = 10;

export function RunPage() {
  const say = useSay();
  const id = useParam("id");
  const [running, setRunning] = useState(true);
  const { data: run, problem, again } = useCall(readRun, { id }, running ? { everyMs: LOOK_MS } : {});
  const download = useDownload(exportRun);
  if (run && running !== (run.state === "running")) setRunning(run.state === "running");
  if (problem) return <PageProblem problem={problem} again={again} />;
  if (!run)
    return (
      <div className="page">
        <Skeleton lines={8} />
      </div>
    );
  return (
    <AnalysisPage
      title={run.title}
      mark={<RunTag state={run.state} />}
      back={{ to: "/network/scenarios", label: say("back") }}
      actions={
        run.state === "done" ? (
          <Button icon="download" busy={download.running} onClick={() => download.save({ id })}>
            {say("export")}
          </Button>
        ) : null
      }
    >
      <ProblemNotice problem={download.problem} />
      {run.state === "running" ? <RunProgress run={run} /> : null}
      {run.state === "cancelled" ? <Notice tone="yellow">{say("cancelled")}</Notice> : null}
      {run.state === "failed" ? (
        <Notice tone="red">{say("failed", { fault: run.fault ?? "—" })}</Notice>
      ) : null}
      {run.state === "done" && run.kind === "esri" ? (
        <p>
          <Link to={`/network?run=${run.id}`}>{say("tabRanking")}</Link>
        </p>
      ) : null}
      {run.scenarios ? <Scenarios run={run} found={run.scenarios} /> : null}
      {run.mitigation ? <Protection found={run.mitigation} /> : null}
      {run.state === "done" ? <RunMethod run={run} /> : null}
    </AnalysisPage>
  );
}

type Run = NonNullable<ReturnType<typeof useCall<typeof readRun>>["data"]>;

/** Percent with three digits: what the chart draws. */
const inPercent = (loss: readonly number[]): string[] => loss.map((one) => (100 * one).toFixed(3));
const worstDay = (loss: readonly number[]): number => loss.indexOf(Math.max(...loss));

const daysOf = (count: number): string[] => Array.from({ length: count }, (_, day) => String(day));

function Scenarios({ run, found }: { run: Run; found: readonly ScenarioResult[] }) {
  const say = useSay();
  const format = useFormat();
  const reference = useReference();
  const download = useDownload(exportRun);
  const [at, setAt] = useState(0);
  const one = found[at] ?? found[0]!;
  const worst = found.toSorted((a, b) => Math.max(...b.before) - Math.max(...a.before))[0]!;
  const series = found.flatMap((each, i): Series[] => {
    const safe = run.wish.kind === "scenario" ? (run.wish.scenarios[i]?.protect.length ?? 0) : 0;
    return [
      { name: each.name, values: inPercent(each.before) },
      ...(each.after
        ? [{ name: say("afterProtecting", { name: each.name, count: safe }), values: inPercent(each.after) }]
        : []),
    ];
  });
  const labels = daysOf(one.before.length);
  return (
    <>
      <Card>
        <Chart
          finding={say(found.length > 1 ? "curveFindingMany" : "curveFinding", {
            ...{ name: worst.name, day: worstDay(worst.before) },
            loss: format.percent(Math.max(...worst.before), 1),
          })}
          definition={say("curveDefinition")}
          data={{ labels, unit: say("curveUnit"), series, digits: 2 }}
          onXlsx={() => void download.save({ id: run.id })}
        />
      </Card>
      <Compare found={found} />
      {found.length > 1 ? (
        <Segmented
          label={say("compare")}
          value={String(at)}
          onChange={(value) => setAt(Number(value))}
          options={found.map((each, i) => ({ value: String(i), label: each.name }))}
        />
      ) : null}
      <ProtectButton run={run} at={at} />
      <Card title={say("byProvince", { name: one.name })}>
        <ProvinceMap
          caption={say("provincesTable")}
          losses={new Map(one.provinces.map(({ code, loss }) => [code, Math.max(...loss)]))}
        />
      </Card>
      {one.industries.length > 0 ? (
        <Card>
          <Chart
            finding={say("byIndustry", { name: one.name })}
            definition={say("byIndustryDefinition")}
            data={{
              ...{ labels, unit: say("curveUnit"), digits: 1 },
              series: one.industries.slice(0, 4).map(({ code, loss }) => ({
                name: reference.industry(code),
                values: inPercent(loss),
              })),
            }}
          />
        </Card>
      ) : null}
      <HitFirms run={run} at={at} found={one} />
    </>
  );
}

function Compare({ found }: { found: readonly ScenarioResult[] }) {
  const say = useSay();
  const { percent } = useFormat();
  return (
    <Table
      caption={say("compare")}
      rows={found}
      rowKey={(row) => row.name}
      columns={[
        { key: "name", label: say("scenarioName"), cell: (row) => row.name },
        {
          key: "worst",
          label: say("worstLoss"),
          numeric: true,
          cell: (row) => <strong>{percent(Math.max(...row.before), 1)}</strong>,
        },
        {
          key: "day",
          label: say("worstDay"),
          numeric: true,
          cell: (row) => say("dayLabel", { day: worstDay(row.before) }),
        },
        {
          key: "sum",
          label: <span title={say("totalDaysHint")}>{say("totalDays")}</span>,
          numeric: true,
          cell: (row) => row.before.reduce((sum, loss) => sum + loss, 0).toFixed(1),
        },
        { key: "end", label: say("endLoss"), numeric: true, cell: (row) => percent(row.end, 1) },
        { key: "hit", label: say("hitFirms"), numeric: true, cell: (row) => row.hit },
      ]}
      empty={{ title: "—" }}
    />
  );
}

/** From a scenario to the question which ten firms to keep running. */
function ProtectButton({ run, at }: { run: Run; at: number }) {
  const say = useSay();
  const go = useGo();
  const ask = useAct(askRun);
  const wish = run.wish.kind === "scenario" ? run.wish : null;
  const scenario = wish?.scenarios[at];
  if (!wish || !scenario) return null;
  return (
    <div className="no-print">
      <ProblemNotice problem={ask.problem} />
      <Button
        tone="primary"
        icon="shield"
        busy={ask.running}
        onClick={async () => {
          const done = await ask.attempt({
            title: `${scenario.name}：${say("protect")}`.slice(0, 60),
            wish: { kind: "mitigation", days: wish.days, k: PROTECTED, scenario },
          });
          if (done) go(`/network/runs/${done.id}`);
        }}
      >
        {say("protectRun")}
      </Button>
    </div>
  );
}

function Protection({ found }: { found: MitigationResult }) {
  const say = useSay();
  const { percent } = useFormat();
  const { chosen, loss, before, after } = found;
  const left = chosen.at(-1)?.left ?? loss;
  const count = chosen.length;
  if (count === 0) return <Notice tone="yellow">{say("protectNone")}</Notice>;
  return (
    <>
      <Notice tone="green">
        {say("protectLead", {
          ...{ count, before: percent(loss, 1), after: percent(left, 1), avoided: percent(loss - left, 1) },
        })}{" "}
        {found.exact
          ? say("exactYes")
          : say("exactNo", {
              candidates: found.candidates,
              tried: found.tried,
              floor: percent(found.floor, 1),
            })}
      </Notice>
      <Card>
        <Chart
          finding={say("protectFinding", {
            ...{ count, before: percent(Math.max(...before), 1), after: percent(Math.max(...after), 1) },
          })}
          definition={say("curveDefinition")}
          data={{
            ...{ labels: daysOf(before.length), unit: say("curveUnit"), digits: 2 },
            series: [
              { name: say("before"), values: inPercent(before) },
              { name: say("after"), values: inPercent(after) },
            ],
          }}
        />
      </Card>
      <Table
        caption={say("protect")}
        rows={chosen}
        rowKey={(row) => String(row.firm)}
        columns={[
          { key: "order", label: say("protectOrder"), numeric: true, cell: (row) => chosen.indexOf(row) + 1 },
          {
            key: "name",
            label: say("enterprise"),
            cell: (row) => (row.id ? <Link to={`/enterprises/${row.id}`}>{row.name}</Link> : row.name),
          },
          { key: "left", label: say("leftLoss"), numeric: true, cell: (row) => percent(row.left, 2) },
          {
            key: "avoided",
            label: say("avoided"),
            numeric: true,
            cell: (row) => percent(loss - row.left, 2),
          },
        ]}
        empty={{ title: say("protectNone") }}
      />
    </>
  );
}
