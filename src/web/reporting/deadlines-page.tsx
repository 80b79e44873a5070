// 报送日历: the deadlines of a month on its days, with days off and shifted days; to print, or for one's own calendar.
import { labelOf } from "../../engines/calendar/index.ts";
import { type Deadline, readDeadlines, saveDeadlines } from "../../modules/reporting/deadlines/contract.ts";
import { words } from "../../modules/reporting/deadlines/words.ts";
import { Link, useQueryString } from "../lib/place.tsx";
import { useMay } from "../lib/session.ts";
import { useCall, useDownload } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { AnalysisPage, Card } from "../ui/frame.tsx";
import { PageProblem, ProblemNotice } from "../ui/problem-notice.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { FilingStateTag } from "./filing-state.tsx";
import "./deadlines.css";

const monthBeside = (month: string, by: number): string => {
  const at = new Date(`${month}-01T00:00:00Z`);
  at.setUTCMonth(at.getUTCMonth() + by);
  return at.toISOString().slice(0, 7);
};
const weekdayOf = (date: string): number => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;

export function DeadlinesPage() {
  const say = useWords(words);
  const format = useFormat();
  const [query, setQuery] = useQueryString();
  const chosen = typeof query.month === "string" ? query.month : undefined;
  const answer = useCall(readDeadlines, chosen ? { month: chosen } : {}, { keep: true });
  const save = useDownload(saveDeadlines);
  if (answer.problem) return <PageProblem problem={answer.problem} again={answer.again} />;
  if (!answer.data)
    return (
      <div className="page">
        <Skeleton lines={12} />
      </div>
    );
  const { month, today, days, deadlines } = answer.data;
  const pending = days.some((day) => day.pending);
  return (
    <AnalysisPage
      title={say("title")}
      lead={leadOf(deadlines, format.month(month), say)}
      actions={
        <>
          <Button
            icon="download"
            busy={save.running}
            title={say("saveHint")}
            onClick={() => void save.save({})}
          >
            {say(save.running ? "saving" : "save")}
          </Button>
          <Button onClick={() => window.print()}>{say("print")}</Button>
        </>
      }
      filters={
        <>
          <Button small icon="left" onClick={() => setQuery({ month: monthBeside(month, -1) })}>
            {say("previous")}
          </Button>
          <Button small onClick={() => setQuery({ month: "" })} disabled={month === today.slice(0, 7)}>
            {say("thisMonth")}
          </Button>
          <Button small icon="right" onClick={() => setQuery({ month: monthBeside(month, 1) })}>
            {say("next")}
          </Button>
        </>
      }
      method={
        <>
          <p>{say("method")}</p>
          <p className="no-print">{say("saveHint")}</p>
        </>
      }
    >
      <ProblemNotice problem={save.problem} />
      {pending ? (
        <p>
          <StateTag tone="yellow">{say("pending")}</StateTag>{" "}
          {say("pendingHint", { year: month.slice(0, 4) })}
        </p>
      ) : null}
      <MonthGrid days={days} deadlines={deadlines} today={today} />
      {deadlines.length ? <DueList deadlines={deadlines} /> : null}
    </AnalysisPage>
  );
}

function leadOf(
  deadlines: readonly Deadline[],
  month: string,
  say: (
    key: "lead" | "leadDone" | "leadAhead" | "leadNone",
    params: Record<string, string | number>,
  ) => string,
): string {
  const count = deadlines.length;
  const missing = deadlines.filter((one) => one.missing !== null && one.missing > 0).length;
  if (count === 0) return say("leadNone", { month });
  if (deadlines.every((one) => one.expected === null)) return say("leadAhead", { month, count });
  return missing ? say("lead", { month, count, missing }) : say("leadDone", { month, count });
}

type Days = readonly { date: string; working: boolean; pending: boolean }[];

/** A month as on the wall; on a phone its days with deadlines stand in the list below instead. */
function MonthGrid({
  days,
  deadlines,
  today,
}: {
  days: Days;
  deadlines: readonly Deadline[];
  today: string;
}) {
  const say = useWords(words);
  const { language } = useFormat();
  const byDay = Map.groupBy(deadlines, (one) => one.dueOn);
  return (
    <section className="month-grid" aria-label={say("title")}>
      {[...say("weekdays")].map((name, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the days of a week keep their places
        <div key={i} className="head" aria-hidden="true">
          {name}
        </div>
      ))}
      {days.map(({ date, working }, i) => (
        <div
          key={date}
          className="day"
          data-today={date === today}
          data-rest={!working}
          style={i === 0 ? { gridColumnStart: weekdayOf(date) + 1 } : undefined}
        >
          <span className="number">
            {Number(date.slice(8))}
            {dayMark(date, working) ? <small>{say(dayMark(date, working)!)}</small> : null}
          </span>
          {byDay.get(date)?.map((one) => (
            <DueLine key={`${one.formCode} ${one.period}`} one={one} language={language} />
          ))}
        </div>
      ))}
    </section>
  );
}

/** Only what differs from an ordinary week: a weekday off, a weekend at work. */
function dayMark(date: string, working: boolean): "rest" | "shift" | null {
  const weekend = weekdayOf(date) >= 5;
  if (!working && !weekend) return "rest";
  return working && weekend ? "shift" : null;
}

function DueLine({ one, language }: { one: Deadline; language: "zh" | "en" }) {
  const to = useWhere(one);
  const tone = one.overdue ? "red" : one.expected === null ? "plain" : one.missing ? "yellow" : "green";
  const text = `${one.title[language]} ${labelOf(one.period, language)}`;
  return (
    <span className="due" data-tone={tone} title={text}>
      {to ? <Link to={to}>{text}</Link> : text}
    </span>
  );
}

/** One's own return, or the board of the period; nowhere before it opens. */
function useWhere(one: Deadline): string | null {
  const may = useMay();
  if (one.filingId) return `/reporting/filings/${one.filingId}`;
  if (one.expected === null || !may("reporting.oversee")) return null;
  return `/reporting/board?period=${one.period}&form=${one.formCode}`;
}

function DueList({ deadlines }: { deadlines: readonly Deadline[] }) {
  const say = useWords(words);
  const format = useFormat();
  const { language } = format;
  const columns: Column<Deadline>[] = [
    { key: "day", label: say("day"), cell: (row) => format.day(row.dueOn) },
    {
      key: "standing",
      label: say("standing"),
      phone: "badge",
      cell: (row) => <Standing one={row} />,
    },
    {
      key: "form",
      label: say("form"),
      cell: (row) => <FormName one={row} name={row.title[language]} />,
    },
    { key: "period", label: say("period"), cell: (row) => labelOf(row.period, language) },
  ];
  return (
    <Card title={say("list")} flush>
      <Table
        caption={say("list")}
        rows={deadlines}
        columns={columns}
        rowKey={(row) => `${row.formCode} ${row.period}`}
        empty={{ title: say("list") }}
      />
    </Card>
  );
}

function FormName({ one, name }: { one: Deadline; name: string }) {
  const to = useWhere(one);
  return to ? <Link to={to}>{name}</Link> : name;
}

function Standing({ one }: { one: Deadline }) {
  const say = useWords(words);
  if (one.state) return <FilingStateTag state={one.state} overdue={one.overdue} />;
  if (one.expected === null || one.missing === null)
    return one.pending ? (
      <StateTag tone="yellow">{say("pending")}</StateTag>
    ) : (
      <StateTag plain>{say("notOpen")}</StateTag>
    );
  return (
    <StateTag tone={one.overdue ? "red" : one.missing ? "yellow" : "green"}>
      {say("counts", { reported: one.expected - one.missing, expected: one.expected })}
      {one.overdue ? ` · ${say("overdue")}` : ""}
    </StateTag>
  );
}
