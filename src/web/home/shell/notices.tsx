// The bell: what happened to my matters, newest first; opening one marks it read and leads there.
import { listNotices, markNoticesRead } from "../../../platform/notify/contract.ts";
import { Link } from "../../lib/place.tsx";
import { useAct, useCall } from "../../lib/use-call.ts";
import { useFormat } from "../../lib/use-format.ts";
import { useWords } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Popover } from "../../ui/popover.tsx";
import { PageProblem } from "../../ui/problem-notice.tsx";
import { words } from "../words.ts";

const EVERY_MINUTE = 60_000;

export function Notices() {
  const say = useWords(words);
  const { language, ago, moment } = useFormat();
  const notices = useCall(listNotices, { limit: 20 }, { everyMs: EVERY_MINUTE });
  const mark = useAct(markNoticesRead, { touches: ["/api/notices"] });
  const unread = notices.data?.unread ?? 0;
  const rows = notices.data?.rows ?? [];
  return (
    <Popover
      className="btn quiet icon-only bell"
      align="end"
      label={unread ? `${say("notices")}：${say("unread", { count: unread })}` : say("notices")}
      button={
        <>
          <Icon name="bell" />
          {unread ? <span className="count">{unread > 99 ? "99+" : unread}</span> : null}
        </>
      }
    >
      {(close) => (
        <div className="notices">
          <header>
            <h2>{say("notices")}</h2>
            {unread ? (
              <Button small tone="quiet" busy={mark.running} onClick={() => void mark.attempt({})}>
                {say("markAllRead")}
              </Button>
            ) : null}
          </header>
          {notices.problem && !notices.data ? (
            <PageProblem problem={notices.problem} again={notices.again} />
          ) : rows.length === 0 ? (
            <Empty icon="bell" title={say("noNotices")} hint={say("noNoticesHint")} />
          ) : (
            rows.map((one) => (
              <Link
                key={one.id}
                to={one.link ?? "/"}
                className="one"
                data-unread={one.readAt === null}
                onClick={() => {
                  close();
                  if (one.readAt === null) void mark.attempt({ ids: [one.id] });
                }}
              >
                <strong>
                  {language === "en" ? one.titleEn : one.titleZh}
                  {one.alike > 1 ? `（${one.alike}）` : ""}
                </strong>
                <span>{language === "en" ? one.bodyEn : one.bodyZh}</span>
                <span title={moment(one.createdAt)}>{ago(one.createdAt)}</span>
              </Link>
            ))
          )}
        </div>
      )}
    </Popover>
  );
}
