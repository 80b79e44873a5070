// 值班台: how things stand in three sentences, then at most ten decisions; beside them what happened.
import { completeness } from "../../modules/reporting/completeness/contract.ts";
import { useCall } from "../lib/use-call.ts";
import { useWords } from "../lib/words.ts";
import { LinkButton } from "../ui/button.tsx";
import { TodayPage } from "../ui/frame.tsx";
import { Decisions } from "./decisions.tsx";
import { IndustryCurve } from "./industry-curve.tsx";
import { Lately } from "./lately.tsx";
import { OnDuty } from "./on-duty.tsx";
import { PeriodSentence } from "./period-sentence.tsx";
import { sentencesOf } from "./sentences.tsx";
import { useWaiting } from "./waiting.ts";
import { words } from "./words.ts";

export function DutyDesk() {
  const say = useWords(words);
  const month = useCall(completeness, {});
  const waiting = useWaiting();
  return (
    <TodayPage
      title={say("deskTitle")}
      actions={<LinkButton to="/reporting/board">{say("board")}</LinkButton>}
      sentences={sentencesOf(waiting, <PeriodSentence key="month" answer={month.data} />, say("look"))}
      aside={
        <>
          <OnDuty />
          <Lately />
        </>
      }
    >
      <Decisions
        decisions={waiting.decisions}
        total={waiting.total}
        loading={waiting.loading}
        more={
          <>
            <LinkButton small tone="quiet" to="/warnings">
              {say("allWarnings")}
            </LinkButton>
            <LinkButton small tone="quiet" to="/reporting/review">
              {say("allWaiting")}
            </LinkButton>
            <LinkButton small tone="quiet" to="/people/claims">
              {say("allClaims")}
            </LinkButton>
          </>
        }
      />
      <IndustryCurve />
    </TodayPage>
  );
}
