// 本月 (the clerk's start): what is to be filled in, one tap away; afterwards one's own line beside the industry.
import { currentFiling, type FilingCard } from "../../modules/reporting/contract.ts";
import { Link } from "../lib/place.tsx";
import { useActing } from "../lib/session.ts";
import { useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { LinkButton } from "../ui/button.tsx";
import { Empty, Skeleton } from "../ui/empty.tsx";
import { Card, TodayPage } from "../ui/frame.tsx";
import { PageProblem } from "../ui/problem-notice.tsx";
import { Clock } from "../ui/state-tag.tsx";
import { Lately } from "./lately.tsx";
import { OwnCurve } from "./own-curve.tsx";
import { words } from "./words.ts";

export function ThisMonth() {
  const say = useWords(words);
  const acting = useActing();
  return (
    <TodayPage
      title={say("monthTitle")}
      sentences={[]}
      actions={<LinkButton to="/reporting/mine">{say("myReturns")}</LinkButton>}
      aside={<Lately />}
    >
      <Current />
      {acting ? <OwnCurve enterpriseId={acting.id} /> : null}
    </TodayPage>
  );
}

/** The return to fill in now, as the page's one large thing. */
export function Current() {
  const say = useWords(words);
  const format = useFormat();
  const current = useCall(currentFiling, {});
  if (current.loading) return <Skeleton lines={3} />;
  if (current.problem) return <PageProblem problem={current.problem} again={current.again} />;
  const filing = current.data?.filing ?? null;
  const others = (current.data?.open ?? []).filter((one) => one.id !== filing?.id);
  if (!filing) {
    return (
      <Card>
        <Empty icon="form" title={say("clerkNone")} hint={say("clerkNoneHint")} />
      </Card>
    );
  }
  const open = ["due", "draft", "returned"].includes(filing.state);
  const period = format.month(filing.period);
  return (
    <Card>
      <div className="sentences">
        <p>
          {open
            ? say(filing.state === "returned" ? "clerkReturned" : "clerkDue", { period })
            : say("clerkDone")}{" "}
          {open ? <Clock due={filing.dueOn} /> : null}
        </p>
      </div>
      <div className="actions">
        <LinkButton
          tone={open ? "primary" : undefined}
          icon="form"
          to={open ? "/reporting" : `/reporting/filings/${filing.id}`}
        >
          {open ? say(verb(filing), { period }) : say("look")}
        </LinkButton>
      </div>
      {others.length ? (
        <p className="muted">
          {say("openList", { count: others.length })}：
          {others.map((one) => (
            <Link key={one.id} to={`/reporting/filings/${one.id}`} className="open-period">
              {one.formCode === filing.formCode ? "" : `${one.formTitle?.[format.language] ?? ""} `}
              {format.month(one.period)}
            </Link>
          ))}
        </p>
      ) : null}
    </Card>
  );
}

const verb = (filing: FilingCard): "fillNow" | "fillOn" | "fixNow" =>
  filing.state === "returned" ? "fixNow" : filing.state === "draft" ? "fillOn" : "fillNow";
