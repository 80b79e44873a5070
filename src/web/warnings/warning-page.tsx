// One warning: what happened with its expected band, whom it hits, what to do next, and everything that was done.
import { useState } from "react";
import { acknowledge, readSeries, readWarning, type WarningPage } from "../../modules/warnings/contract.ts";
import { words } from "../../modules/warnings/words.ts";
import { Link, useParam } from "../lib/place.tsx";
import { useAct, useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Chart } from "../ui/chart.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { Card, Facts, RecordPage } from "../ui/frame.tsx";
import { Notice, PageProblem, ProblemNotice } from "../ui/problem-notice.tsx";
import { DemoTag, StateTag, Steps } from "../ui/state-tag.tsx";
import { toast } from "../ui/toast.tsx";
import { PublishDialog } from "./publish-dialog.tsx";
import { StepDialog, type StepMove } from "./step-dialog.tsx";
import { SeverityTag, StageTag } from "./tags.tsx";

export function WarningScreen() {
  const id = useParam("id");
  const { data, problem, again } = useCall(readWarning, { id });
  if (problem) return <PageProblem problem={problem} again={again} />;
  if (!data)
    return (
      <div className="page">
        <Skeleton lines={10} />
      </div>
    );
  return <Warning warning={data} />;
}

const way = ["signalled", "verified", "assessed", "published", "handling", "lifted", "reviewed"] as const;
type Open = StepMove | "publish" | "update";

function Warning({ warning }: { warning: WarningPage }) {
  const say = useWords(words);
  const format = useFormat();
  const { language } = format;
  const [open, setOpen] = useState<Open | null>(null);
  const seen = useAct(acknowledge);
  // Verifying and finding false are two ends of one form.
  const moves = warning.moves.filter((move) => move !== "dismiss");
  const main = moves.find((move) => move !== "acknowledge" && move !== "update");
  const { exposure } = warning;
  const number = (value: string | number | null, digits = 0) => format.figure(value, { digits });
  return (
    <RecordPage
      title={warning.title[language]}
      back={{ to: "/warnings", label: say("warnings") }}
      lead={warning.summary[language]}
      mark={
        <>
          <SeverityTag severity={warning.severity} proposed={!warning.graded} />
          <StageTag stage={warning.stage} />
          {warning.late ? <StateTag tone="red">{say("late")}</StateTag> : null}
          {warning.demo ? <DemoTag /> : null}
        </>
      }
      actions={moves.map((move) => (
        <Button
          key={move}
          {...(move === main ? { tone: "primary" as const } : {})}
          busy={move === "acknowledge" && seen.running}
          onClick={async () => {
            if (move !== "acknowledge") return setOpen(move as Open);
            if (await seen.attempt({ id: warning.id })) toast(say("did"));
          }}
        >
          {say(move)}
        </Button>
      ))}
      aside={<Timeline warning={warning} />}
    >
      <ProblemNotice problem={seen.problem} />
      {warning.stage === "dismissed" ? null : (
        <Steps steps={way.map((key) => ({ key, label: say(`stage_${key}`) }))} at={warning.stage} />
      )}
      <Notice tone="blue" title={say("next")}>
        {warning.next[language]}
        {warning.stage === "signalled" ? (
          <div className="muted">
            {warning.acknowledged
              ? say("acknowledgedBy", {
                  name: warning.acknowledged.by,
                  ago: format.ago(warning.acknowledged.at),
                })
              : say("notAcknowledged")}
          </div>
        ) : null}
      </Notice>
      <Series id={warning.id} />
      <Card title={say("exposed")}>
        <Facts
          facts={[
            [say("place"), warning.place.name[language]],
            [say("months"), `${warning.months.first} – ${warning.months.last}`],
            [say("firms"), number(exposure.firms)],
            [say("output"), number(exposure.output, 2)],
            [say("outputShare"), format.percent(exposure.outputShare)],
            [say("jobs"), number(exposure.jobs)],
            [say("daysOfCover"), number(exposure.daysOfCover)],
            [say("suggestedImpact"), number(warning.suggestedImpact)],
          ]}
        />
        <p className="muted">{say("exposedHint")}</p>
      </Card>
      <Signals warning={warning} />
      {warning.bulletins.length > 0 ? (
        <Card title={say("bulletins")}>
          <p>{say("receiptsOf", { told: warning.receipts.told, received: warning.receipts.received })}</p>
          <ul className="warning-lines">
            {warning.bulletins.map((one) => (
              <li key={one.id}>
                <StateTag plain>{say(`type_${one.type}`)}</StateTag>{" "}
                <Link to={`/warnings/bulletins/${one.id}`}>{one.headline[language] || one.headline.zh}</Link>{" "}
                <span className="muted">{format.moment(one.sentAt)}</span>
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
      {open === "publish" || open === "update" ? (
        <PublishDialog move={open} warning={warning} onClose={() => setOpen(null)} />
      ) : open ? (
        <StepDialog move={open} warning={warning} onClose={() => setOpen(null)} />
      ) : null}
    </RecordPage>
  );
}

function Series({ id }: { id: string }) {
  const say = useWords(words);
  const { language } = useFormat();
  const { data, problem, again } = useCall(readSeries, { id });
  if (problem) return <PageProblem problem={problem} again={again} />;
  if (!data) return <Skeleton lines={6} />;
  return data.series.map((one) => (
    <Chart
      key={one.signalId}
      finding={one.finding[language]}
      definition={say("chartDefinition", { place: one.place[language], unit: one.indicator.unit[language] })}
      height={240}
      data={{
        labels: one.points.map((point) => point.month),
        unit: one.indicator.unit[language],
        digits: 1,
        series: [
          {
            name: `${one.indicator.label[language]}（${say("value")}）`,
            values: one.points.map((point) => point.value),
          },
          { name: say("expected"), values: one.points.map((point) => point.expected), faint: true },
        ],
        band: {
          name: say("band"),
          low: one.points.map((point) => point.lo),
          high: one.points.map((point) => point.hi),
        },
      }}
    />
  ));
}

const SHOWN = 12;

function Signals({ warning }: { warning: WarningPage }) {
  const say = useWords(words);
  const { language, percent } = useFormat();
  return (
    <Card title={`${say("signals")}（${say("signalsCount", { count: warning.signals })}）`}>
      <ul className="warning-lines">
        {warning.signalRows.slice(0, SHOWN).map((one) => (
          <li key={one.id}>
            {one.said[language]} {one.standing ? null : <StateTag plain>{say("standingNot")}</StateTag>}
            {one.score === null ? null : (
              <div className="muted">
                {say("score")} {one.score} · {say("expected")} {one.expected}（{one.lo} – {one.hi}） ·{" "}
                {say("coverage")} {percent(one.coverage)} · {say("nowcast")} {percent(one.nowcast)} ·{" "}
                {say("q")} {one.q} · {say("baseline")} {one.baseline}
                {one.method ? ` · ${say(`method_${one.method as "peers"}`)}` : ""}
              </div>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Timeline({ warning }: { warning: WarningPage }) {
  const say = useWords(words);
  const format = useFormat();
  return (
    <Card title={say("steps")}>
      <ol className="timeline">
        {[...warning.steps].reverse().map((one) => (
          <li key={one.id}>
            <strong>{say(`step_${one.kind}`)}</strong>
            <div className="warning-text">{one.note[format.language]}</div>
            {one.evidence.map((line) => (
              <div className="muted" key={`${line.text} ${line.source}`}>
                {say("evidence")}：{line.text}（{line.source}）
              </div>
            ))}
            <div className="when" title={format.moment(one.at)}>
              {format.ago(one.at)} · {one.by}
              {one.organisation && one.organisation !== one.by ? ` · ${one.organisation}` : ""}
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}
