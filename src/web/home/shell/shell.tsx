// The frame around every page of somebody signed in: rail, top bar, bottom bar on a phone, and what must always be at hand.
import { Navigate, Outlet } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { me as readMe } from "../../../modules/people/contract.ts";
import { useKeys } from "../../lib/keys.ts";
import { usePath } from "../../lib/place.tsx";
import { prefer, usePreferences } from "../../lib/preferences.ts";
import { SessionProvider, useActing } from "../../lib/session.ts";
import { useCall } from "../../lib/use-call.ts";
import { useWords } from "../../lib/words.ts";
import { PageProblem } from "../../ui/problem-notice.tsx";
import { words } from "../words.ts";
import { KeyHelp } from "./key-help.tsx";
import { BottomBar, Rail } from "./menu.tsx";
import { Palette } from "./palette.tsx";
import { SessionLost } from "./session-lost.tsx";
import { TopBar } from "./top-bar.tsx";
import "../../ui/frame.css";
import "../../ui/table.css";
import "./shell.css";

export function Shell() {
  const me = useCall(readMe, {});
  const say = useWords(words);
  if (me.data) {
    return (
      <SessionProvider value={me.data}>
        <Inside />
        <SessionLost
          personId={me.data.person.id}
          account={me.data.person.email ?? me.data.person.phone ?? ""}
        />
      </SessionProvider>
    );
  }
  if (me.problem?.status === 401) return <ToSignIn />;
  if (me.problem) return <PageProblem problem={me.problem} again={me.again} />;
  return <main className="boot">{say("opening")}</main>;
}

/** Remembers where the person wanted to go; asked once, since the address changes under it. */
function ToSignIn() {
  const [next] = useState(() => `${window.location.pathname}${window.location.search}`);
  return <Navigate to="/sign-in" search={(next === "/" ? {} : { next }) as never} replace />;
}

function Inside() {
  const say = useWords(words);
  const acting = useActing();
  const { narrowRail } = usePreferences();
  const [palette, setPalette] = useState(false);
  const [help, setHelp] = useState(false);
  const online = useOnline();
  const path = usePath();
  useKeys({ "?": () => setHelp(true) });
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        setPalette(true);
      }
    };
    window.addEventListener("keydown", hear);
    return () => window.removeEventListener("keydown", hear);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page begins at its top for readers of the screen
  useEffect(() => document.getElementById("main")?.focus({ preventScroll: true }), [path]);
  return (
    <div className={narrowRail ? "shell narrow" : "shell"}>
      <a className="skip" href="#main">
        {say("skip")}
      </a>
      <Rail narrow={narrowRail} onNarrow={() => prefer({ narrowRail: !narrowRail })} />
      <div className="shell-main">
        <TopBar onSearch={() => setPalette(true)} onHelp={() => setHelp(true)} />
        {acting?.demo ? <aside className="demo-strip">{say("demoBanner")}</aside> : null}
        {online ? null : (
          <p className="demo-strip offline" role="status">
            {say("offline")}
          </p>
        )}
        <main id="main" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <BottomBar />
      <Palette open={palette} onClose={() => setPalette(false)} />
      <KeyHelp open={help} onClose={() => setHelp(false)} />
    </div>
  );
}

function useOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const hear = () => setOnline(navigator.onLine);
    window.addEventListener("online", hear);
    window.addEventListener("offline", hear);
    return () => {
      window.removeEventListener("online", hear);
      window.removeEventListener("offline", hear);
    };
  }, []);
  return online;
}
