// The frame of the doors: what the product promises on the left, one question on the right.
import type { ReactNode } from "react";
import { Link } from "../lib/place.tsx";
import { prefer, usePreferences } from "../lib/preferences.ts";
import { useWords } from "../lib/words.ts";
import { useTitle } from "../ui/frame.tsx";
import "./door.css";
import { words } from "./words.ts";

export function Door({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  const say = useWords(words);
  const { language } = usePreferences();
  useTitle(title);
  return (
    <div className="door">
      <section className="door-promise" aria-label={say("product")}>
        <Link to="/sign-in" className="door-brand">
          <svg className="door-mark" viewBox="0 0 32 32" aria-hidden="true">
            <path d="M4 9l6.5 15L16 8l5.5 16L28 9" />
          </svg>
          {say("product")}
        </Link>
        <p className="door-line">{say("promise")}</p>
        <dl>
          {(["line1", "line2", "line3"] as const).map((line) => (
            <div key={line}>
              <dt>{say(line)}</dt>
              <dd>{say(`${line}Text`)}</dd>
            </div>
          ))}
        </dl>
      </section>
      <main className="door-main">
        <button
          type="button"
          className="btn quiet small door-language"
          lang={language === "zh" ? "en" : "zh-CN"}
          onClick={() => prefer({ language: language === "zh" ? "en" : "zh" })}
        >
          {say("language")}
        </button>
        <div className="door-box">
          <h1>{title}</h1>
          {lead ? <p className="muted">{lead}</p> : null}
          {children}
        </div>
      </main>
    </div>
  );
}
