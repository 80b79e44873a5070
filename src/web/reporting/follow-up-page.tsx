// 先联系谁: a short list in the order in which calls help the total most, and what was said.
import { useState } from "react";
import {
  type Call,
  exportFollowUp,
  followUp,
  listCalls,
  type Weighed,
} from "../../modules/reporting/followup/contract.ts";
import { words } from "../../modules/reporting/followup/words.ts";
import { useList } from "../lib/list.ts";
import { useQueryString } from "../lib/place.tsx";
import { useCall, useDownload } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { AnalysisPage, Card } from "../ui/frame.tsx";
import { PageProblem, ProblemNotice } from "../ui/problem-notice.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { CallDialog, Phone } from "./call-dialog.tsx";
import { FormSelect, useFormCode } from "./form-select.tsx";
import { PeriodSelect } from "./period-select.tsx";
import { Waiting } from "./waiting.tsx";
import "./reporting.css";

export function FollowUpPage() {
  const say = useWords(words);
  const format = useFormat();
  const { language } = format;
  const [query, setQuery] = useQueryString();
  const formCode = useFormCode();
  const asked = {
    formCode,
    ...(typeof query.period === "string" ? { period: query.period } : {}),
    ...(typeof query.indicator === "string" ? { indicator: query.indicator } : {}),
  };
  const read = useCall(followUp, { ...asked, limit: 50 }, { keep: true });
  const save = useDownload(exportFollowUp);
  const [calling, setCalling] = useState<Weighed | null>(null);
  if (read.problem) return <PageProblem problem={read.problem} again={read.again} />;
  if (!read.data) return <Waiting />;
  const { data } = read;
  const unit = data.indicators.find((one) => one.code === data.indicator)?.unit[language] ?? "";
  const month = format.month(data.period);
  const largest = Math.max(0, ...data.rows.map((row) => row.share ?? 0));
  const columns: Column<Weighed>[] = [
    { key: "name", label: say("enterprise"), cell: (row) => row.organisationName },
    {
      key: "why",
      label: say("why"),
      phone: "badge",
      cell: (row) => <StateTag tone={row.why === "missing" ? "yellow" : "orange"}>{say(row.why)}</StateTag>,
    },
    {
      key: "share",
      label: say("share"),
      numeric: true,
      cell: (row) => (
        <span className="rate">
          {row.share === null ? null : (
            <span className="bar" aria-hidden="true">
              <i style={{ width: `${largest ? (100 * row.share) / largest : 0}%` }} />
            </span>
          )}
          {row.share === null ? "—" : `${row.share.toFixed(row.share < 10 ? 2 : 1)}%`}
        </span>
      ),
    },
    {
      key: "expected",
      label: `${say("expected")}${unit ? `（${unit}）` : ""}`,
      numeric: true,
      cell: (row) => format.figure(row.expected, { scaled: false }),
    },
    {
      key: "reported",
      label: `${say("reported")}${unit ? `（${unit}）` : ""}`,
      numeric: true,
      phone: "hide",
      cell: (row) => format.figure(row.reported, { scaled: false }),
    },
    {
      key: "contacts",
      label: say("contacts"),
      cell: (row) =>
        row.contacts.length ? (
          row.contacts.map((one) => (
            <span key={`${one.name}${one.phone}`} className="contact">
              {one.name} <Phone number={one.phone} none={say("noContact")} />
            </span>
          ))
        ) : (
          <span className="muted">{say("noContact")}</span>
        ),
    },
    { key: "last", label: say("lastCall"), cell: (row) => <LastCall call={row.lastCall} /> },
    {
      key: "act",
      label: "",
      phone: "act",
      cell: (row) => (
        <Button small onClick={() => setCalling(row)}>
          {say("call")}
        </Button>
      ),
    },
  ];
  return (
    <AnalysisPage
      title={say("title")}
      lead={
        data.total === 0
          ? undefined
          : data.settles === null
            ? say("leadUnknown", { month, total: data.total })
            : say("lead", { month, total: data.total, few: data.few, settles: data.settles.toFixed(0) })
      }
      actions={
        data.total ? (
          <Button busy={save.running} onClick={() => void save.save(asked)}>
            {say("export")}
          </Button>
        ) : null
      }
      filters={
        <>
          <FormSelect />
          <PeriodSelect periods={data.periods} value={data.period} />
          <select
            className="input small period"
            aria-label={say("indicator")}
            value={data.indicator ?? ""}
            onChange={(event) => setQuery({ indicator: event.target.value })}
          >
            {data.indicators.map((one) => (
              <option key={one.code} value={one.code}>
                {one.label[language]}
              </option>
            ))}
          </select>
        </>
      }
    >
      <ProblemNotice problem={save.problem} />
      <Table
        caption={say("title")}
        rows={data.rows}
        columns={columns}
        rowKey={(row) => row.id}
        empty={{ title: say("none"), hint: say("noneHint") }}
      />
      {data.total ? (
        <p className="muted small-text">
          {say("method")}
          {data.hidden ? ` ${say("hiddenNote", { count: data.hidden })}` : ""}
        </p>
      ) : null}
      {data.period ? <Log period={data.period} /> : null}
      {calling ? <CallDialog key={calling.id} row={calling} onClose={() => setCalling(null)} /> : null}
    </AnalysisPage>
  );
}

function LastCall({ call }: { call: Call | null }) {
  const say = useWords(words);
  const format = useFormat();
  if (!call) return <span className="muted">{say("never")}</span>;
  const promise = call.promisedOn
    ? say("promisedFor", { day: format.day(call.promisedOn) })
    : say(call.result);
  const passed = call.promisedOn !== null && call.promisedOn < new Date().toISOString().slice(0, 10);
  return (
    <>
      {promise} {passed ? <StateTag tone="red">{say("broken")}</StateTag> : null}
      <span className="muted"> {format.ago(call.calledAt)}</span>
    </>
  );
}

function Log({ period }: { period: string }) {
  const say = useWords(words);
  const format = useFormat();
  const list = useList(listCalls, [], { period }, 20);
  const columns: Column<Call>[] = [
    { key: "member", label: say("enterprise"), cell: (row) => row.memberName },
    {
      key: "result",
      label: say("result"),
      phone: "badge",
      cell: (row) => say(row.result),
    },
    { key: "promised", label: say("promisedOn"), cell: (row) => format.day(row.promisedOn) },
    { key: "with", label: say("spokeWith"), phone: "hide", cell: (row) => row.spokeWith ?? "—" },
    { key: "note", label: say("note"), cell: (row) => row.note ?? "—" },
    { key: "by", label: say("by"), phone: "hide", cell: (row) => row.calledByName },
    { key: "at", label: say("at"), cell: (row) => format.moment(row.calledAt) },
  ];
  return (
    <Card title={say("log")} flush>
      <Table
        caption={say("log")}
        list={list}
        columns={columns}
        rowKey={(row) => row.id}
        searchable={false}
        empty={{ title: say("logEmpty"), hint: say("logEmptyHint") }}
      />
    </Card>
  );
}
