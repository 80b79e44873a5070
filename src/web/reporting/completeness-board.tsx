// 完成情况: how many have reported, who is missing, and one button that reminds them.
import { useState } from "react";
import { readReference } from "../../modules/enterprises/contract.ts";
import { words as behalfWords } from "../../modules/reporting/behalf/words.ts";
import {
  type CompletenessGroup,
  completeness,
  type FilingCard,
  filingStates,
  groupings,
  listFilings,
  remind,
} from "../../modules/reporting/contract.ts";
import { words as historyWords } from "../../modules/reporting/history/words.ts";
import { words } from "../../modules/reporting/words.ts";
import { useList } from "../lib/list.ts";
import { useQueryString } from "../lib/place.tsx";
import { useMay } from "../lib/session.ts";
import { useAct, useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button, LinkButton } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Empty } from "../ui/empty.tsx";
import { Segmented } from "../ui/field.tsx";
import { AnalysisPage } from "../ui/frame.tsx";
import { PageProblem, ProblemNotice } from "../ui/problem-notice.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { toast } from "../ui/toast.tsx";
import { FilingStateTag } from "./filing-state.tsx";
import { FormSelect, useFormCode } from "./form-select.tsx";
import { PeriodSelect } from "./period-select.tsx";
import { Waiting } from "./waiting.tsx";
import "./reporting.css";

type Grouping = (typeof groupings)[number];
const MISSING = ["due", "draft", "returned"] as const;

export function CompletenessBoard() {
  const say = useWords(words);
  const past = useWords(historyWords);
  const format = useFormat();
  const [query, setQuery] = useQueryString();
  const by = groupings.find((one) => one === query.by) ?? "association";
  const period = typeof query.period === "string" ? query.period : undefined;
  const formCode = useFormCode();
  const read = useCall(completeness, { by, formCode, ...(period ? { period } : {}) }, { keep: true });
  if (read.problem) return <PageProblem problem={read.problem} again={read.again} />;
  if (!read.data) return <Waiting />;
  const { data } = read;
  if (!data.period)
    return (
      <AnalysisPage title={say("boardTitle")} filters={<FormSelect />}>
        <Empty icon="board" title={say("noPeriod")} hint={say("noPeriodHint")} />
      </AnalysisPage>
    );
  const { total } = data;
  const month = format.month(data.period);
  return (
    <AnalysisPage
      title={say("boardTitle")}
      lead={
        total.missing
          ? say("boardLead", {
              month,
              expected: total.expected,
              reported: total.reported,
              share: shareOf(total),
              missing: total.missing,
              due: format.day(data.dueOn),
            })
          : say("boardAll", { month, expected: total.expected })
      }
      actions={<LinkButton to="/reporting/history">{past("link")}</LinkButton>}
      filters={
        <>
          <FormSelect />
          <PeriodSelect periods={data.periods} value={data.period} />
          <Segmented
            label={say("grouping")}
            value={by}
            options={[
              { value: "association", label: say("byAssociation") },
              { value: "industry", label: say("byIndustry") },
              { value: "region", label: say("byRegion") },
            ]}
            onChange={(next: Grouping) =>
              setQuery({ by: next, association: "", industry: "", region: "", offset: "" })
            }
          />
        </>
      }
    >
      <Groups groups={data.groups} by={by} />
      <Missing period={data.period} formCode={formCode} />
    </AnalysisPage>
  );
}

const shareOf = ({ reported, expected }: CompletenessGroup): string =>
  expected ? `${((100 * reported) / expected).toFixed(1)}%` : "—";

function Groups({ groups, by }: { groups: readonly CompletenessGroup[]; by: Grouping }) {
  const say = useWords(words);
  const [, setQuery] = useQueryString();
  const nameOf = useCodeNames(by);
  const columns: Column<CompletenessGroup>[] = [
    {
      key: "name",
      label: say("groupName"),
      cell: (row) => (
        <button type="button" className="as-link" onClick={() => setQuery({ [by]: row.code, offset: "" })}>
          {row.code ? nameOf(row) : say("none")}
        </button>
      ),
    },
    {
      key: "rate",
      label: say("rate"),
      phone: "badge",
      cell: (row) => (
        <span className="rate">
          <span className="bar" aria-hidden="true">
            <i style={{ width: `${row.expected ? (100 * row.reported) / row.expected : 0}%` }} />
          </span>
          {shareOf(row)}
        </span>
      ),
    },
    { key: "expected", label: say("expected"), numeric: true, cell: (row) => row.expected },
    { key: "reported", label: say("reported"), numeric: true, cell: (row) => row.reported },
    { key: "accepted", label: say("accepted"), numeric: true, cell: (row) => row.accepted },
    { key: "returned", label: say("returned"), numeric: true, phone: "hide", cell: (row) => row.returned },
    { key: "missing", label: say("missing"), numeric: true, cell: (row) => row.missing },
    { key: "onTime", label: say("onTime"), numeric: true, cell: (row) => row.onTime },
    // Past months brought in from a workbook; a usual month has none.
    ...(groups.some((row) => row.history > 0)
      ? [
          {
            key: "history",
            label: say("afterwards"),
            numeric: true,
            cell: (row: CompletenessGroup) => row.history,
          },
        ]
      : []),
  ];
  return (
    <Table
      caption={say("boardTitle")}
      rows={groups}
      columns={columns}
      rowKey={(row) => row.code}
      empty={{ title: say("noPeriod") }}
    />
  );
}

/** Codes of industries and provinces as their names. */
function useCodeNames(by: Grouping): (row: CompletenessGroup) => string {
  const { language } = useFormat();
  const reference = useCall(readReference, by === "association" ? null : {});
  const known = by === "industry" ? reference.data?.industries : reference.data?.regions;
  const names = new Map((known ?? []).map((one) => [one.code, one[language]]));
  return (row) =>
    by === "association" ? row.name : (names.get(row.code) ?? names.get(`${row.code}0000`) ?? row.code);
}

function Missing({ period, formCode }: { period: string; formCode: string }) {
  const say = useWords(words);
  const also = useWords(behalfWords);
  const may = useMay();
  const format = useFormat();
  const [query, setQuery] = useQueryString();
  const list = useList(listFilings, ["association", "industry", "region", "state"], {
    period,
    formCode,
    ...(query.state ? {} : { state: [...MISSING] }),
  });
  const act = useAct(remind);
  const narrow = Object.fromEntries(
    groupings.flatMap((name) => (typeof query[name] === "string" ? [[name, query[name]]] : [])),
  );
  const narrowed = Object.keys(narrow).length > 0;
  const [text, setText] = useState("");
  const send = async (wish: Parameters<typeof act.attempt>[0]) => {
    const answer = await act.attempt(wish);
    if (!answer) return;
    const said = [
      answer.reminded ? say("reminded", { count: answer.reminded }) : say("remindedNone"),
      answer.reminded && answer.alreadyToday ? say("alreadyToday", { count: answer.alreadyToday }) : "",
    ];
    toast(said.filter(Boolean).join("；"));
    setText(
      answer.text.replace("{link}", `${window.location.origin}/reporting?period=${period}&form=${formCode}`),
    );
  };
  const columns: Column<FilingCard & { figures: boolean }>[] = [
    { key: "name", label: say("organisation"), sort: "name", cell: (row) => row.organisationName },
    {
      key: "state",
      label: say("state"),
      sort: "state",
      phone: "badge",
      cell: (row) => <FilingStateTag state={row.state} overdue={row.overdue} />,
    },
    {
      key: "submitted",
      label: say("submittedAt"),
      phone: "hide",
      cell: (row) => format.moment(row.submittedAt),
    },
    {
      key: "reminded",
      label: say("remindedOn"),
      cell: (row) => (row.remindedOn ? format.day(row.remindedOn) : say("never")),
    },
    {
      key: "behalf",
      label: "",
      phone: "act",
      cell: (row) =>
        may("reporting.behalf") && row.figures && MISSING.some((state) => state === row.state) ? (
          <LinkButton small tone="quiet" to={`/reporting/behalf/${row.id}`}>
            {also("fillFor")}
          </LinkButton>
        ) : null,
    },
  ];
  return (
    <section className="stack">
      <div className="missing-head">
        <h2>{say("missingList")}</h2>
        {narrowed ? (
          <Button small onClick={() => setQuery({ association: "", industry: "", region: "", offset: "" })}>
            {say("clearFilter")}
          </Button>
        ) : null}
      </div>
      <ProblemNotice problem={act.problem} />
      <Table
        caption={say("missingList")}
        list={list}
        columns={columns}
        rowKey={(row) => row.id}
        filters={[
          {
            name: "state",
            label: say("state"),
            options: filingStates.map((state) => ({ value: state, label: say(state) })),
          },
        ]}
        bulk={(keys, clear) => (
          <Button
            small
            tone="primary"
            busy={act.running}
            onClick={() => void send({ filings: [...keys] }).then(clear)}
          >
            {say("remindPicked", { count: keys.length })}
          </Button>
        )}
        tools={
          list.rows.length && !query.state ? (
            <Button
              small
              icon="bell"
              busy={act.running}
              onClick={() => void send({ missing: { period, formCode, ...narrow } })}
            >
              {say("remindAll")}
            </Button>
          ) : null
        }
        empty={{ title: say("noMissing"), hint: say("noMissingHint") }}
      />
      {text ? (
        <Dialog
          open
          onClose={() => setText("")}
          title={say("copyText")}
          footer={
            <>
              <Button onClick={() => setText("")}>{say("close")}</Button>
              <CopyButton text={text} />
            </>
          }
        >
          <p>{say("copyHint")}</p>
          <textarea
            className="input paste-text"
            aria-label={say("copyText")}
            readOnly
            rows={6}
            value={text}
            onFocus={(event) => event.target.select()}
          />
        </Dialog>
      ) : null}
    </section>
  );
}

/** Where the browser forbids copying, the marked text can still be copied by hand. */
function CopyButton({ text }: { text: string }) {
  const say = useWords(words);
  const [done, setDone] = useState(false);
  const copy = async () => {
    await navigator.clipboard?.writeText(text).then(
      () => setDone(true),
      () => undefined,
    );
    document.querySelector<HTMLTextAreaElement>(".paste-text")?.select();
  };
  return (
    <Button tone="primary" icon={done ? "check" : "copy"} onClick={() => void copy()}>
      {say(done ? "copied" : "copyIt")}
    </Button>
  );
}
