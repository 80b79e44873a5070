// 钱·难·单 (the owner's start): what exists today is shown, what does not is said to be not open yet.
import { useActing } from "../lib/session.ts";
import { useWords } from "../lib/words.ts";
import { LinkButton } from "../ui/button.tsx";
import { Card, TodayPage } from "../ui/frame.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { Lately } from "./lately.tsx";
import { OwnCurve } from "./own-curve.tsx";
import { Current } from "./this-month.tsx";
import { words } from "./words.ts";

const later = [
  ["money", "moneyHint"],
  ["trouble", "troubleHint"],
  ["order", "orderHint"],
] as const;

export function OwnerStart() {
  const say = useWords(words);
  const acting = useActing();
  return (
    <TodayPage
      title={say("ownerTitle")}
      sentences={[]}
      actions={<LinkButton to="/reporting/mine">{say("myReturns")}</LinkButton>}
      aside={<Lately />}
    >
      <Current />
      {acting ? <OwnCurve enterpriseId={acting.id} /> : null}
      <div className="grid-3">
        {later.map(([title, hint]) => (
          <Card
            key={title}
            title={
              <>
                {say(title)} <StateTag plain>{say("notYet")}</StateTag>
              </>
            }
          >
            <p className="muted">{say(hint)}</p>
          </Card>
        ))}
      </div>
    </TodayPage>
  );
}
