// 我的行业: how the month stands, who is missing and one button to remind them, what waits for review, the industry's line.
import { useState } from "react";
import { completeness } from "../../modules/reporting/completeness/contract.ts";
import { listFilings } from "../../modules/reporting/contract.ts";
import { remind } from "../../modules/reporting/reminders/contract.ts";
import { Link } from "../lib/place.tsx";
import { useAct, useCall } from "../lib/use-call.ts";
import { useWords } from "../lib/words.ts";
import { Button, LinkButton } from "../ui/button.tsx";
import { Copyable } from "../ui/copy.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Empty, Skeleton } from "../ui/empty.tsx";
import { Card, TodayPage } from "../ui/frame.tsx";
import { ProblemNotice } from "../ui/problem-notice.tsx";
import { Clock } from "../ui/state-tag.tsx";
import { Decisions } from "./decisions.tsx";
import { IndustryCurve } from "./industry-curve.tsx";
import { Lately } from "./lately.tsx";
import { PeriodSentence } from "./period-sentence.tsx";
import { sentencesOf } from "./sentences.tsx";
import { useWaiting } from "./waiting.ts";
import { words } from "./words.ts";

export function MyIndustry() {
  const say = useWords(words);
  const month = useCall(completeness, {});
  const waiting = useWaiting();
  return (
    <TodayPage
      title={say("industryTitle")}
      actions={<LinkButton to="/reporting/board">{say("board")}</LinkButton>}
      sentences={sentencesOf(waiting, <PeriodSentence key="month" answer={month.data} />, say("look"))}
      aside={
        <>
          {month.data?.period ? <Missing period={month.data.period} /> : null}
          <Lately />
        </>
      }
    >
      <Decisions
        decisions={waiting.decisions}
        total={waiting.total}
        loading={waiting.loading}
        more={
          <LinkButton small tone="quiet" to="/reporting/review">
            {say("allWaiting")}
          </LinkButton>
        }
      />
      <IndustryCurve />
    </TodayPage>
  );
}

const SHOWN = 8;

function Missing({ period }: { period: string }) {
  const say = useWords(words);
  const missing = useCall(listFilings, {
    period,
    state: ["due", "draft", "returned"],
    limit: 200,
    sort: "dueOn",
  });
  const act = useAct(remind);
  const [text, setText] = useState<string | null>(null);
  const rows = missing.data?.rows ?? [];
  const [told, setTold] = useState("");
  const send = async () => {
    const done = await act.attempt({ filings: rows.map((row) => row.id) });
    if (!done) return;
    setTold(say("reminded", { reminded: done.reminded, already: done.alreadyToday }));
    setText(done.text);
  };
  return (
    <Card title={say("missingTitle")}>
      {missing.loading ? (
        <Skeleton lines={4} />
      ) : rows.length === 0 ? (
        <Empty icon="check" title={say("missingNone")} hint={say("missingNoneHint")} />
      ) : (
        <>
          <ul className="stack" style={{ gap: 6 }}>
            {rows.slice(0, SHOWN).map((row) => (
              <li key={row.id} className="one-missing">
                <Link to={`/reporting/filings/${row.id}`}>{row.organisationName}</Link>
                <Clock due={row.dueOn} />
              </li>
            ))}
          </ul>
          <ProblemNotice problem={act.problem} />
          <Button tone="primary" icon="mail" busy={act.running} onClick={() => void send()}>
            {say("remindAll", { count: rows.length })}
          </Button>
        </>
      )}
      <Dialog open={text !== null} onClose={() => setText(null)} title={told}>
        <p>{say("remindText")}</p>
        <p style={{ whiteSpace: "pre-wrap" }}>{text}</p>
        <Copyable text={text ?? ""} />
      </Dialog>
    </Card>
  );
}
