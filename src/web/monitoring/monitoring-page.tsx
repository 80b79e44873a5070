// 运行监测: the answer in one sentence, then industries by region; a cell opens its series, source and rows.
import {
  exportTable,
  readOptions,
  readTable,
  recompute,
  type TableQuery,
  type Vintage,
} from "../../modules/monitoring/contract.ts";
import { words } from "../../modules/monitoring/words.ts";
import { useQueryString } from "../lib/place.tsx";
import { useMay } from "../lib/session.ts";
import { useAct, useCall, useDownload } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button, LinkButton } from "../ui/button.tsx";
import { Empty, Skeleton } from "../ui/empty.tsx";
import { ExportMenu } from "../ui/export-menu.tsx";
import { Segmented, SelectField } from "../ui/field.tsx";
import { AnalysisPage, Card } from "../ui/frame.tsx";
import { PageProblem, ProblemNotice } from "../ui/problem-notice.tsx";
import { toast } from "../ui/toast.tsx";
import { CellPanel } from "./cell-panel.tsx";
import { HeatList, HeatTable } from "./heat-table.tsx";
import { Legend } from "./legend.tsx";
import { figuresOf, type Shown } from "./shown.ts";
import "./monitoring.css";

const sorts = ["sector", "growth", "total", "coverage"] as const;
const sortWord = {
  sector: "sortSector",
  growth: "sortGrowth",
  total: "sortTotal",
  coverage: "sortCoverage",
} as const;

export function MonitoringPage() {
  const say = useWords(words);
  const format = useFormat();
  const may = useMay();
  const [query, setQuery] = useQueryString();
  const one = (name: string) => (typeof query[name] === "string" ? query[name] : undefined);
  const indicator = one("indicator") ?? "output_value";
  const vintage: Vintage = one("vintage") === "first" ? "first" : "final";
  const sort = sorts.find((value) => value === one("sort")) ?? "sector";
  const within = one("within");
  const month = one("month");
  const input: TableQuery = {
    indicator,
    vintage,
    sort,
    digits: within ? 3 : 2,
    ...(month ? { month } : {}),
    ...(within ? { within } : {}),
  };
  const options = useCall(readOptions, {});
  const read = useCall(readTable, input, { keep: true });
  const save = useDownload(exportTable);
  const anew = useAct(recompute);
  if (read.problem) return <PageProblem problem={read.problem} again={read.again} />;
  if (!read.data || !options.data) return <Skeleton lines={12} />;
  const table = read.data;
  const { language } = format;
  const figures = figuresOf(table.indicator);
  const shown: Shown = figures.find((figure) => figure === one("show")) ?? figures[0]!;
  const parent = within ? options.data.sectors.find(({ code }) => code === within) : undefined;
  const sector = one("sector");
  return (
    <AnalysisPage
      title={say("title")}
      lead={table.sentence[language]}
      actions={
        <>
          <LinkButton to="/monitoring/over-time">{say("overTime")}</LinkButton>
          <LinkButton to="/monitoring/analysis">{say("analysis")}</LinkButton>
          {may("monitoring.recompute") ? (
            <Button
              disabled={anew.running}
              onClick={() =>
                void anew.attempt({}).then((done) => {
                  if (done) toast(say("recomputed", { sectors: done.sectors, cells: done.cells }));
                })
              }
            >
              {say("recompute")}
            </Button>
          ) : null}
          <ExportMenu busy={save.running} onPick={(format) => void save.save({ ...input, format })} />
        </>
      }
      filters={
        <>
          <SelectField
            label={say("indicator")}
            value={indicator}
            onChange={(event) => setQuery({ indicator: event.target.value, show: "" })}
            options={options.data.indicators.map(({ code, label }) => ({
              value: code,
              label: label[language],
            }))}
          />
          <SelectField
            label={say("month")}
            value={month ?? ""}
            placeholder={`${say("newest")}${table.month && !month ? `（${table.month}）` : ""}`}
            onChange={(event) => setQuery({ month: event.target.value })}
            options={[...options.data.months]
              .reverse()
              .map((value) => ({ value, label: format.month(value) }))}
          />
          <SelectField
            label={say("sort")}
            value={sort}
            onChange={(event) => setQuery({ sort: event.target.value })}
            options={sorts.map((value) => ({ value, label: say(sortWord[value]) }))}
          />
          <Segmented
            label={say("show")}
            value={shown}
            options={figures.map((value) => ({ value, label: say(value) }))}
            onChange={(value) => setQuery({ show: value })}
          />
          <Segmented
            label={say("vintage")}
            value={vintage}
            options={(["first", "final"] as const).map((value) => ({ value, label: say(value) }))}
            onChange={(value) => setQuery({ vintage: value })}
          />
        </>
      }
      method={say("method", {
        withheld: table.withheld,
        at: format.moment(table.computed.at),
        engine: table.computed.engine,
      })}
    >
      <ProblemNotice problem={save.problem ?? anew.problem} />
      <Card
        title={parent ? say("groupsOf", { name: parent.name[language] }) : say("tableTitle")}
        actions={
          parent ? (
            <Button small onClick={() => setQuery({ within: "" })}>
              {say("backToAll")}
            </Button>
          ) : null
        }
        flush
      >
        {table.rows.length ? (
          <>
            <HeatTable
              table={table}
              shown={shown}
              onOpen={(cell) => setQuery({ sector: cell.sector, region: cell.region })}
              onGroups={(code) => setQuery({ within: code })}
            />
            <HeatList
              table={table}
              shown={shown}
              region={table.regions.find(({ code }) => code === one("at"))?.code ?? "00"}
              onRegion={(code) => setQuery({ at: code })}
              onOpen={(cell) => setQuery({ sector: cell.sector, region: cell.region })}
            />
          </>
        ) : (
          <Empty icon="chart" title={say("emptyTitle")} hint={say("emptyHint")} />
        )}
      </Card>
      <Legend />
      {sector && table.month ? (
        <CellPanel
          at={{ sector, region: one("region") ?? "00", indicator, month: table.month, vintage }}
          onClose={() => setQuery({ sector: "", region: "" })}
        />
      ) : null}
    </AnalysisPage>
  );
}
