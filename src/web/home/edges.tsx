// The three pages nobody asks for: not there, not allowed, broken. Each says what to do next.
import { useEffect } from "react";
import { useWords } from "../lib/words.ts";
import { Button, LinkButton } from "../ui/button.tsx";
import { Empty } from "../ui/empty.tsx";
import "../ui/frame.css";
import { words } from "./words.ts";

export function NotFound() {
  const say = useWords(words);
  return (
    <div className="page">
      <Empty
        page
        icon="search"
        title={say("notFound")}
        hint={say("notFoundHint")}
        action={<LinkButton to="/">{say("toStart")}</LinkButton>}
      />
    </div>
  );
}

export function NotAllowed() {
  const say = useWords(words);
  return (
    <div className="page">
      <Empty
        page
        icon="lock"
        title={say("notAllowed")}
        hint={say("notAllowedHint")}
        action={<LinkButton to="/">{say("toStart")}</LinkButton>}
      />
    </div>
  );
}

export function Broken({ error }: { error: unknown }) {
  const say = useWords(words);
  const stale = /dynamically imported module|module script failed|Importing a module/i.test(String(error));
  useEffect(() => {
    // A new version was installed under an open page: its old files are gone.
    if (stale && !sessionStorage.getItem("wenlian.reloaded")) {
      sessionStorage.setItem("wenlian.reloaded", "1");
      window.location.reload();
    } else console.error(error);
  }, [error, stale]);
  return (
    <div className="page">
      <Empty
        page
        icon="warning"
        title={say(stale ? "stale" : "broken")}
        hint={say("brokenHint")}
        action={<Button onClick={() => window.location.reload()}>{say("reload")}</Button>}
      />
    </div>
  );
}
