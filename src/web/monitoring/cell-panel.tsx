// One cell opened: its series in two vintages, where the figure comes from, and the rows one may see.
import { readRows, readSeries, readSource, type Vintage } from "../../modules/monitoring/contract.ts";
import { words } from "../../modules/monitoring/words.ts";
import { useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Chart } from "../ui/chart.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Empty, Skeleton } from "../ui/empty.tsx";
import { Card, Facts } from "../ui/frame.tsx";
import { PageProblem, ProblemNotice } from "../ui/problem-notice.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { Table } from "../ui/table.tsx";
import { aroundSpringFestival } from "./months.ts";
import { TrendCard } from "./trend-card.tsx";

type At = { sector: string; region: string; indicator: string; month: string; vintage: Vintage };

export function CellPanel({ at, onClose }: { at: At; onClose: () => void }) {
  const say = useWords(words);
  const { language } = useFormat();
  const read = useCall(readSeries, { sector: at.sector, region: at.region, indicator: at.indicator });
  const series = read.data;
  return (
    <Dialog
      open
      shape="side"
      onClose={onClose}
      title={series ? `${series.region.name[language]} · ${series.sector.name[language]}` : say("series")}
    >
      {read.problem ? <PageProblem problem={read.problem} again={read.again} /> : null}
      {read.loading ? <Skeleton lines={10} /> : null}
      {series ? (
        <div className="stack">
          <SeriesCharts series={series} />
          <SourceCard at={at} />
          <RowsCard at={at} unit={series.indicator.unit[language]} />
        </div>
      ) : null}
    </Dialog>
  );
}

type Series = NonNullable<ReturnType<typeof useCall<typeof readSeries>>["data"]>;

function SeriesCharts({ series }: { series: Series }) {
  const say = useWords(words);
  const format = useFormat();
  const { language } = format;
  const { points, indicator } = series;
  const labels = points.map((point) => point.month);
  const shaded = { name: say("spring"), labels: labels.filter(aroundSpringFestival) };
  const unit = indicator.unit[language];
  const label = indicator.label[language];
  const percentOf = (share: string | null | undefined) =>
    share == null ? null : String(Math.round(Number(share) * 1000) / 10);
  const rate = indicator.kind === "rate";
  const level = (one: (typeof points)[number]["final"]) => (rate ? one?.mean : one?.chainIndex) ?? null;
  const last = points.findLast((point) => (point.final?.reported ?? 0) > 0)?.final;
  return (
    <>
      <TrendCard
        sector={series.sector.code}
        region={series.region.code}
        indicator={indicator.code}
        first={new Map(points.map(({ month, first }) => [month, level(first)]))}
      />
      {rate ? null : (
        <Chart
          finding={say("growthYoy")}
          definition={say("seriesGrowthDefinition", { indicator: label })}
          height={180}
          data={{
            labels,
            unit: "%",
            digits: 1,
            shaded,
            series: [
              { name: say("final"), values: points.map(({ final }) => final?.growthYoy ?? null) },
              {
                name: say("first"),
                values: points.map(({ first }) => first?.growthYoy ?? null),
                faint: true,
              },
            ],
          }}
        />
      )}
      {rate ? null : (
        <Chart
          finding={say("totalFinding")}
          definition={say("totalDefinition", { indicator: label, unit })}
          height={160}
          data={{
            labels,
            unit,
            series: [
              { name: say("total"), values: points.map(({ final }) => final?.total ?? null), shape: "bar" },
            ],
          }}
        />
      )}
      <Chart
        finding={say("coverageFinding", { value: format.percent(last?.coverage ?? null, 0) })}
        definition={say("coverageDefinition")}
        height={140}
        data={{
          labels,
          unit: "%",
          digits: 1,
          series: [
            {
              name: say("final"),
              values: points.map(({ final }) => percentOf(final?.coverage)),
              shape: "bar",
            },
          ],
        }}
      />
    </>
  );
}

function SourceCard({ at }: { at: At }) {
  const say = useWords(words);
  const format = useFormat();
  const { language } = format;
  const read = useCall(readSource, at);
  if (read.problem) return <ProblemNotice problem={read.problem} again={read.again} />;
  if (!read.data) return <Skeleton lines={4} />;
  const { cell, formula, vintageSays, withheldBecause, computed } = read.data;
  return (
    <Card title={`${say("source")} · ${format.month(at.month)}`}>
      <Facts
        facts={[
          [
            say("coverage"),
            `${format.percent(cell.coverage, 0)}（${say("expectedReported", { expected: cell.expected, reported: cell.reported })}）`,
          ],
          [say("matched"), say("matchedCount", { yoy: cell.matchedYoy, mom: cell.matchedMom })],
          [say("vintage"), vintageSays[language]],
          ...(withheldBecause ? [[say("withheldBecause"), `＊ ${withheldBecause[language]}`] as const] : []),
          [say("chainIndex"), format.figure(cell.chainIndex, { digits: 1, scaled: false })],
          [say("diffusion"), format.figure(cell.diffusion, { digits: 1, scaled: false })],
          [
            say("formula"),
            <ul key="f" className="plain">
              {formula.map((line) => (
                <li key={line.figure}>{line.say[language]}</li>
              ))}
            </ul>,
          ],
          [say("computedAt"), format.moment(computed.at)],
          [say("engine"), computed.engine],
        ]}
      />
    </Card>
  );
}

function RowsCard({ at, unit }: { at: At; unit: string }) {
  const say = useWords(words);
  const format = useFormat();
  const read = useCall(readRows, { ...at, limit: 100, offset: 0 });
  if (read.problem) return <ProblemNotice problem={read.problem} again={read.again} />;
  if (!read.data) return <Skeleton lines={4} />;
  const { rows, total, notVisible } = read.data;
  return (
    <Card title={`${say("rows")} · ${say("visible", { count: total })}`} flush>
      {rows.length ? (
        <Table
          caption={say("rows")}
          rowKey={(row) => row.organisationId}
          rows={rows}
          to={(row) => `/enterprises/${row.organisationId}`}
          columns={[
            { key: "name", label: say("enterprise"), cell: (row) => row.name },
            {
              key: "value",
              label: say("value"),
              numeric: true,
              phone: "badge",
              cell: (row) => format.figure(row.value, { unit }),
            },
            { key: "received", label: say("received"), cell: (row) => row.received },
            {
              key: "state",
              label: say("state"),
              cell: (row) => (
                <StateTag tone={row.provisional ? "yellow" : "green"}>
                  {say(row.provisional ? "provisional" : "accepted")}
                </StateTag>
              ),
            },
          ]}
          empty={{ title: say("noRows") }}
        />
      ) : (
        <Empty icon="lock" title={say("noRows")} hint={say("noRowsHint")} />
      )}
      {notVisible > 0 ? <p className="muted rows-note">{say("notVisible", { count: notVisible })}</p> : null}
    </Card>
  );
}
