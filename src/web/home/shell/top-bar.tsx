// On top: for whom one acts, search, notices, the person's own choices.

import { changeMe } from "../../../modules/people/contract.ts";
import { signOut } from "../../../platform/auth/contract.ts";
import { actFor, call } from "../../lib/call.ts";
import { Link } from "../../lib/place.tsx";
import { type Language, prefer, usePreferences } from "../../lib/preferences.ts";
import { useActing, useMe } from "../../lib/session.ts";
import { queries } from "../../lib/use-call.ts";
import { useWords } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Check, Segmented } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Popover } from "../../ui/popover.tsx";
import { DemoTag } from "../../ui/state-tag.tsx";
import { words } from "../words.ts";
import { Notices } from "./notices.tsx";

export function TopBar({ onSearch, onHelp }: { onSearch: () => void; onHelp: () => void }) {
  const say = useWords(words);
  return (
    <header className="top no-print">
      <Organisation />
      <button type="button" className="palette-button" onClick={onSearch}>
        <Icon name="search" />
        <span className="text">{say("searchAll")}</span>
        <kbd className="text">{/Mac|iP/.test(navigator.platform) ? "⌘K" : "Ctrl K"}</kbd>
      </button>
      <span className="right">
        <span className="wide">
          <Button
            tone="quiet"
            icon="help"
            aria-label={say("keys")}
            title={`${say("keys")} (?)`}
            onClick={onHelp}
          />
        </span>
        <Notices />
        <Person />
      </span>
    </header>
  );
}

function Organisation() {
  const say = useWords(words);
  const me = useMe();
  const acting = useActing();
  if (me.organisations.length < 2) {
    return <span className="org only">{acting?.shortName ?? say("noOrganisation")}</span>;
  }
  return (
    <Popover
      className="btn quiet org"
      label={`${say("actingFor")}：${acting?.name ?? say("noOrganisation")}`}
      button={
        <>
          <span className="name">{acting?.shortName ?? say("noOrganisation")}</span>
          <Icon name="down" />
        </>
      }
    >
      {(close) => (
        <>
          <p className="note">{say("switchTo")}</p>
          {me.organisations.map((one) => (
            <button
              type="button"
              className="item"
              key={one.id}
              aria-current={one.id === acting?.id}
              onClick={() => {
                actFor(one.id);
                close();
                // What was read for one organisation is never shown for another.
                queries.clear();
                window.location.assign("/");
              }}
            >
              {one.name}
              {one.demo ? <DemoTag /> : null}
            </button>
          ))}
        </>
      )}
    </Popover>
  );
}

function Person() {
  const say = useWords(words);
  const me = useMe();
  const { theme, language, scaled } = usePreferences();
  const speak = (chosen: Language) => {
    prefer({ language: chosen });
    void call(changeMe, { language: chosen }).catch(() => undefined);
  };
  return (
    <Popover
      className="btn quiet person"
      align="end"
      label={`${say("person")}：${me.person.name}`}
      button={
        <>
          <span className="avatar" data-letter={me.person.name.slice(0, 1)} />
          <span className="wide">{me.person.name}</span>
        </>
      }
    >
      {(close) => (
        <div className="person-menu">
          <div className="note">
            <strong>{me.person.name}</strong>
            <br />
            {me.person.email ?? me.person.phone}
          </div>
          <hr />
          <div className="choice">
            <span>{say("language")}</span>
            <Segmented
              label={say("language")}
              value={language}
              options={[
                { value: "zh", label: "中文" },
                { value: "en", label: "English" },
              ]}
              onChange={speak}
            />
          </div>
          <div className="choice">
            <span>{say("theme")}</span>
            <Segmented
              label={say("theme")}
              value={theme}
              options={(["system", "light", "dark"] as const).map((value) => ({
                value,
                label: say(value),
              }))}
              onChange={(value) => prefer({ theme: value })}
            />
          </div>
          <div className="choice">
            <Check checked={scaled} onChange={(event) => prefer({ scaled: event.target.checked })}>
              {say("scaled")}
            </Check>
          </div>
          <hr />
          <Link to="/account" className="item" onClick={close}>
            <Icon name="lock" />
            {say("myAccount")}
          </Link>
          <button type="button" className="item" onClick={() => void leave()}>
            <Icon name="sign_out" />
            {say("signOut")}
          </button>
        </div>
      )}
    </Popover>
  );
}

async function leave(): Promise<void> {
  await call(signOut, {}).catch(() => undefined);
  actFor(null);
  // A fresh page: nothing that was read stays in memory.
  window.location.assign("/sign-in");
}
