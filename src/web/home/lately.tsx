// What happened to my matters, written by the platform itself.
import { listNotices } from "../../platform/notify/contract.ts";
import { Link } from "../lib/place.tsx";
import { useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Card } from "../ui/frame.tsx";
import { words } from "./words.ts";

export function Lately() {
  const say = useWords(words);
  const { language, ago, moment } = useFormat();
  const notices = useCall(listNotices, { limit: 8 });
  const rows = notices.data?.rows ?? [];
  return (
    <Card title={say("lately")}>
      {rows.length === 0 ? (
        <p className="muted">{say("latelyNone")}</p>
      ) : (
        <ol className="timeline">
          {rows.map((one) => (
            <li key={one.id}>
              {one.link ? (
                <Link to={one.link}>{language === "en" ? one.titleEn : one.titleZh}</Link>
              ) : language === "en" ? (
                one.titleEn
              ) : (
                one.titleZh
              )}
              <div className="when" title={moment(one.createdAt)}>
                {ago(one.createdAt)}
              </div>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}
