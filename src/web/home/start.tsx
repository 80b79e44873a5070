// The start after signing in: the page of the role that is acted in.

import { useActing } from "../lib/session.ts";
import { useWords } from "../lib/words.ts";
import { Empty } from "../ui/empty.tsx";
import { ListPage } from "../ui/frame.tsx";
import { words } from "./words.ts";

export function Start() {
  const say = useWords(words);
  const acting = useActing();
  return (
    <ListPage title={acting?.shortName ?? say("start")}>
      <Empty title={say("noNotices")} hint={say("noNoticesHint")} />
    </ListPage>
  );
}
