// 值班台: how things stand in three sentences, then at most ten decisions; beside them what happened.
import { completeness } from "../../modules/reporting/contract.ts";
import { useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { LinkButton } from "../ui/button.tsx";
import { TodayPage } from "../ui/frame.tsx";
import { Decisions } from "./decisions.tsx";
import { IndustryCurve } from "./industry-curve.tsx";
import { Lately } from "./lately.tsx";
import { PeriodSentence } from "./period-sentence.tsx";
import { useWaiting } from "./waiting.ts";
import { words } from "./words.ts";

export function DutyDesk() {
  const say = useWords(words);
  const month = useCall(completeness, {});
  const waiting = useWaiting();
  const { language } = useFormat();
  return (
    <TodayPage
      title={say("deskTitle")}
      actions={<LinkButton to="/reporting/board">{say("board")}</LinkButton>}
      sentences={[
        ...(waiting.warnings ? [waiting.warnings[language]] : []),
        <PeriodSentence key="month" answer={month.data} />,
        waiting.reports ? say("waitingSentence", { count: waiting.reports }) : say("waitingNone"),
        waiting.claims ? say("claimsSentence", { count: waiting.claims }) : say("claimsNone"),
      ]}
      aside={<Lately />}
    >
      <Decisions
        decisions={waiting.decisions}
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
