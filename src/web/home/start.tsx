// The start after signing in: the page of the role one acts in.
import { useActing, useRole } from "../lib/session.ts";
import { useWords } from "../lib/words.ts";
import { LinkButton } from "../ui/button.tsx";
import { Empty } from "../ui/empty.tsx";
import { ListPage } from "../ui/frame.tsx";
import { DutyDesk } from "./duty-desk.tsx";
import { MyIndustry } from "./my-industry.tsx";
import { OwnerStart } from "./owner-start.tsx";
import { ThisMonth } from "./this-month.tsx";
import { words } from "./words.ts";

export function Start() {
  const say = useWords(words);
  const acting = useActing();
  const is = useRole();
  if (is("administrator", "duty_officer")) return <DutyDesk />;
  if (is("secretary")) return <MyIndustry />;
  if (is("owner") && acting?.kind === "enterprise") return <OwnerStart />;
  if (is("clerk")) return <ThisMonth />;
  if (is("expert")) {
    return (
      <ListPage title={say("reviewingTitle")}>
        <section className="card">
          <Empty icon="star" title={say("expertNone")} hint={say("expertNoneHint")} />
        </section>
      </ListPage>
    );
  }
  return (
    <ListPage title={acting?.shortName ?? say("start")}>
      <section className="card">
        <Empty
          icon="people"
          title={say("noRole")}
          hint={say("noRoleHint")}
          action={<LinkButton to="/claim">{say("claimDoor")}</LinkButton>}
        />
      </section>
    </ListPage>
  );
}
