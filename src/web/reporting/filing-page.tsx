// One return as a record: figures beside last month's, each vintage with its differences, and what happened.
import { type ReactNode, useState } from "react";
import { words as behalfWords } from "../../modules/reporting/behalf/words.ts";
import {
  acceptFilings,
  type FilingRecord,
  getFiling,
  type Vintage,
} from "../../modules/reporting/contract.ts";
import { words } from "../../modules/reporting/words.ts";
import { Link, useParam } from "../lib/place.tsx";
import { useActing, useMay } from "../lib/session.ts";
import { useAct, useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button, LinkButton } from "../ui/button.tsx";
import { Card, Facts, RecordPage } from "../ui/frame.tsx";
import { Notice, PageProblem, ProblemNotice } from "../ui/problem-notice.tsx";
import { ChannelTag, useOriginFacts } from "./channel-tag.tsx";
import { CorrectDialog } from "./correct-dialog.tsx";
import { FilingStateTag } from "./filing-state.tsx";
import { ReturnDialog } from "./return-dialog.tsx";
import { Spark } from "./spark.tsx";
import { ValueTable } from "./value-table.tsx";
import { Waiting } from "./waiting.tsx";
import "./reporting.css";

export function FilingPage() {
  const say = useWords(words);
  const format = useFormat();
  const may = useMay();
  const read = useCall(getFiling, { id: useParam("id") });
  if (read.problem) return <PageProblem problem={read.problem} again={read.again} />;
  if (!read.data) return <Waiting />;
  const record = read.data;
  const { card } = record;
  const own = may("reporting.fill");
  const newest = record.vintages.at(-1);
  return (
    <RecordPage
      title={`${card.organisationName} · ${format.month(card.period)}`}
      mark={<FilingStateTag state={card.state} overdue={card.overdue} />}
      lead={
        newest
          ? say("leadFiled", { time: format.moment(newest.received), receipt: newest.receipt })
          : say("lead", { month: format.month(card.period), due: format.day(card.dueOn) })
      }
      back={
        own
          ? { to: "/reporting/mine", label: say("mineTitle") }
          : { to: "/reporting/review", label: say("reviewTitle") }
      }
      actions={<Actions record={record} />}
      aside={<History record={record} />}
    >
      <Card title={say("values")} actions={<Spark points={sparkOf(record)} label={say("sparkLabel")} />}>
        <ValueTable
          form={record.form}
          values={newest?.values ?? record.entry.values}
          before={record.earlier.previous}
        />
      </Card>
      {record.vintages.toReversed().map((vintage) => (
        <VintageCard key={vintage.id} vintage={vintage} record={record} />
      ))}
    </RecordPage>
  );
}

function sparkOf(record: FilingRecord): { period: string; value: string | null }[] {
  const before = record.history.map(({ period, values }) => ({ period, value: values.output_value ?? null }));
  const now = record.vintages.at(-1)?.values.output_value ?? null;
  return now === null ? before : [...before, { period: record.card.period, value: now }];
}

function Actions({ record }: { record: FilingRecord }) {
  const say = useWords(words);
  const also = useWords(behalfWords);
  const own = useActing()?.id === record.card.organisationId;
  const accept = useAct(acceptFilings);
  const [dialog, setDialog] = useState<"return" | "correct" | null>(null);
  const { card } = record;
  const close = () => setDialog(null);
  return (
    <>
      {record.may.save ? (
        <LinkButton
          tone="primary"
          to={own ? `/reporting?period=${card.period}` : `/reporting/behalf/${card.id}`}
        >
          {own ? say("fillIn") : also("title")}
        </LinkButton>
      ) : null}
      {record.may.decide ? <Button onClick={() => setDialog("return")}>{say("returnIt")}</Button> : null}
      {record.may.decide && card.state === "submitted" ? (
        <Button
          tone="primary"
          busy={accept.running}
          onClick={() => void accept.attempt({ filings: [{ id: card.id, vintage: card.vintage }] })}
        >
          {say("accept")}
        </Button>
      ) : null}
      {record.may.correct ? (
        <Button icon="edit" onClick={() => setDialog("correct")}>
          {say("correct")}
        </Button>
      ) : null}
      <ProblemNotice problem={accept.problem} />
      {dialog === "return" ? (
        <ReturnDialog
          filing={card}
          form={record.form}
          remarked={record.vintages.at(-1)?.remarks.map((remark) => remark.field) ?? []}
          onClose={close}
        />
      ) : null}
      {dialog === "correct" ? <CorrectDialog id={card.id} onClose={close} /> : null}
    </>
  );
}

function VintageCard({ vintage, record }: { vintage: Vintage; record: FilingRecord }) {
  const say = useWords(words);
  const format = useFormat();
  const { language } = format;
  const originFacts = useOriginFacts();
  const labels = new Map(
    record.form.sections.flatMap((s) => s.fields.map((f) => [f.code, f.label[language]])),
  );
  return (
    <Card
      title={say("vintageNumber", { number: vintage.number })}
      actions={
        <>
          <ChannelTag origin={vintage} />
          <Link to={`/reporting/filings/${record.card.id}/receipts/${vintage.number}`}>
            {say("receiptNumber")} {vintage.receipt}
          </Link>
        </>
      }
    >
      {vintage.channel === "web" ? null : <Facts facts={originFacts(vintage)} />}
      {vintage.reason ? (
        <p>
          {say("correctionReason")}：{vintage.reason}
        </p>
      ) : null}
      {vintage.remarks.length ? (
        <Notice tone="yellow" title={say("remarks", { count: vintage.remarks.length })}>
          <ul>
            {vintage.remarks.map((remark) => (
              <li key={remark.key}>
                {labels.get(remark.field)}：{remark[language]} {say("explanationOf")}：
                {vintage.explanations[remark.key] ?? say("noExplanation")}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {vintage.differences.length ? (
        <table className="tbl">
          <caption className="muted">{say("changedFields", { count: vintage.differences.length })}</caption>
          <thead>
            <tr>
              <th>{say("indicator")}</th>
              <th className="num">{say("before")}</th>
              <th className="num">{say("after")}</th>
              <th className="num">{say("change")}</th>
            </tr>
          </thead>
          <tbody>
            {vintage.differences.map(({ field, before, after, change }) => (
              <tr key={field}>
                <td>{labels.get(field)}</td>
                <td className="num muted">{format.figure(before, { scaled: false })}</td>
                <td className="num">{format.figure(after, { scaled: false })}</td>
                <td className="num">{format.figure(change, { unit: "%", digits: 1, signed: true })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p className="muted">
          {vintage.number === 1 ? say("noDifference") : say("changedFields", { count: 0 })}
        </p>
      )}
    </Card>
  );
}

function History({ record }: { record: FilingRecord }) {
  const say = useWords(words);
  const also = useWords(behalfWords);
  const format = useFormat();
  const events = [
    ...record.vintages.map((v) => ({
      at: v.received,
      text: say("didSubmit", { name: v.submittedByName, number: v.number }) as ReactNode,
    })),
    ...record.decisions.map((d) => ({
      at: d.decidedAt,
      text: (
        <>
          {d.decision === "locked"
            ? say("didLock")
            : say(d.decision === "accepted" ? "didAccept" : "didReturn", { name: d.decidedByName })}
          {d.reason ? `：${d.reason}` : ""}
        </>
      ),
    })),
    ...record.savings.map((s) => ({ at: s.savedAt, text: savingText(say, also, s) })),
  ].sort((a, b) => (a.at < b.at ? 1 : -1));
  return (
    <Card title={say("history")}>
      <ol className="timeline">
        {events.map((event) => (
          <li key={event.at}>
            <div className="when">{format.moment(event.at)}</div>
            {event.text}
          </li>
        ))}
      </ol>
    </Card>
  );
}

function savingText(
  say: ReturnType<typeof useWords<typeof words.zh>>,
  also: ReturnType<typeof useWords<typeof behalfWords.zh>>,
  saving: FilingRecord["savings"][number],
): string {
  const name = saving.savedByName;
  const count = Object.keys(saving.changes).length;
  if (saving.source === "api") return also("savedApi", { name, count });
  if (saving.source === "association") return also("savedAssociation", { name, count });
  if (saving.source === "workbook") return say("savedWorkbook", { name, count });
  if (saving.source === "correction") return say("savedCorrection", { name });
  if (saving.source === "dropped") return say("savedDropped", { name });
  return say("savedFields", { name, count });
}
