// Statistics of appeals: one sentence, bars by any cut; every bar and figure opens to its cases.

import { exportAppeals } from "../../modules/appeals/contract.ts";
import { kindForms, kinds } from "../../modules/appeals/kinds/contract.ts";
import { type Counts, type Cut, cuts, readStatistics } from "../../modules/appeals/statistics/contract.ts";
import { words as statisticsWords } from "../../modules/appeals/statistics/words.ts";
import type { Output } from "../lib/call.ts";
import { Link, useQueryString } from "../lib/place.tsx";
import { useCall, useDownload } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { Segmented, TextField } from "../ui/field.tsx";
import { AnalysisPage } from "../ui/frame.tsx";
import { PageProblem, ProblemNotice } from "../ui/problem-notice.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { usePlaces, useSay } from "./names.tsx";
import { Tabs } from "./tabs.tsx";

type Row = Output<typeof readStatistics>["rows"][number];

export function Statistics() {
  const say = useSay();
  const told = useWords(statisticsWords);
  const [query, setQuery] = useQueryString();
  const by = cuts.find((one) => one === query.by) ?? "kind";
  const from = typeof query.from === "string" ? query.from : "";
  const until = typeof query.until === "string" ? query.until : "";
  const { data, problem, again } = useCall(
    readStatistics,
    { by, ...(from ? { from } : {}), ...(until ? { until } : {}) },
    { keep: true },
  );
  const file = useDownload(exportAppeals);
  return (
    <AnalysisPage
      title={say("statistics")}
      method={told("statisticsMethod")}
      lead={data ? <Sentence total={data.total} /> : undefined}
      actions={
        <Button icon="download" busy={file.running} onClick={() => file.save({})}>
          {say("export")}
        </Button>
      }
    >
      <Tabs />
      <div className="actions no-print">
        <Segmented
          label={told("cut")}
          value={by}
          options={cuts.map((cut) => ({ value: cut, label: told(`cut_${cut}`) }))}
          onChange={(cut) => setQuery({ by: cut })}
        />
        <TextField
          label={told("fromMonth")}
          type="month"
          value={from}
          onChange={(event) => setQuery({ from: event.target.value })}
        />
        <TextField
          label={told("untilMonth")}
          type="month"
          value={until}
          onChange={(event) => setQuery({ until: event.target.value })}
        />
      </div>
      <ProblemNotice problem={file.problem} />
      {problem ? <PageProblem problem={problem} again={again} /> : null}
      {data ? <Bars rows={data.rows} by={by} /> : problem ? null : <Skeleton lines={6} />}
    </AnalysisPage>
  );
}

function Sentence({ total }: { total: Counts }) {
  const told = useWords(statisticsWords);
  const { received, solved, overdue, reopened } = total;
  return (
    <>
      {told("statisticsLead", {
        ...{ received, overdue, reopened },
        minutes: total.firstReplyMedian === null ? "—" : Math.round(total.firstReplyMedian),
        share: total.ended === 0 ? "—" : `${Math.round((solved / total.ended) * 100)}%`,
      })}
    </>
  );
}

const inWork = ["submitted", "accepted", "working", "waiting", "reopened"]
  .map((one) => `&state=${one}`)
  .join("");
const opened = (to: string, count: number) => (count === 0 ? 0 : <Link to={to}>{count}</Link>);

/** The list that holds exactly what a bar counts. */
const listOf: Readonly<Record<Cut, string>> = {
  kind: "kind",
  province: "province",
  industry: "industry",
  handler: "handler",
  month: "month",
};

function Bars({ rows, by }: { rows: readonly Row[]; by: Cut }) {
  const say = useSay();
  const told = useWords(statisticsWords);
  const { language } = useFormat();
  const places = usePlaces();
  const most = Math.max(1, ...rows.map((row) => row.received));
  const names: Readonly<Record<Cut, (row: Row) => string>> = {
    kind: ({ key }) => kindForms[kinds.find((one) => one === key) ?? "other"].label[language],
    province: ({ key }) => (key ? places.region(key) : "—"),
    industry: ({ key }) => (key ? places.industry(key) : "—"),
    handler: ({ name }) => name ?? "—",
    month: ({ key }) => key,
  };
  const to = (row: Row, more = ""): string => `/appeals?${listOf[by]}=${encodeURIComponent(row.key)}${more}`;
  const columns: Column<Row>[] = [
    { key: "name", label: told(`cut_${by}`), cell: (row) => names[by](row) },
    {
      key: "received",
      label: told("received"),
      cell: (row) => (
        <Link
          to={to(row)}
          className="appeal-bar"
          aria-label={`${names[by](row)} ${told("received")} ${row.received}`}
        >
          <span className="bar" style={{ width: `${(row.received / most) * 100}%` }} />
          <span className="num">{row.received}</span>
        </Link>
      ),
    },
    {
      key: "open",
      label: told("openCases"),
      numeric: true,
      cell: (row) => opened(to(row, inWork), row.open),
    },
    {
      key: "first",
      label: told("firstReplyMedian"),
      numeric: true,
      cell: (row) => (row.firstReplyMedian === null ? "—" : Math.round(row.firstReplyMedian)),
    },
    {
      key: "solved",
      label: told("solvedShare"),
      numeric: true,
      cell: (row) =>
        row.ended === 0 ? (
          "—"
        ) : (
          <Link to={to(row, "&outcome=solved")}>{Math.round((row.solved / row.ended) * 100)}%</Link>
        ),
    },
    {
      key: "overdue",
      label: told("overdue"),
      numeric: true,
      cell: (row) => opened(to(row, "&overdue=true"), row.overdue),
    },
    {
      key: "reopened",
      label: told("reopened"),
      numeric: true,
      cell: (row) => opened(to(row, "&reopened=true"), row.reopened),
    },
  ];
  return (
    <Table
      caption={say("statistics")}
      rows={rows}
      rowKey={(row) => row.key}
      columns={columns}
      empty={{ title: say("empty"), hint: say("emptyOffice") }}
    />
  );
}
