// Sign-in: account and password, or one tap as a demo person where the server offers them.
import { Navigate } from "@tanstack/react-router";
import { useState } from "react";
import { demoSignIn, signIn, signInOptions } from "../../platform/auth/contract.ts";
import { actFor } from "../lib/call.ts";
import { Link, useQueryString } from "../lib/place.tsx";
import { usePreferences } from "../lib/preferences.ts";
import { useAct, useCall } from "../lib/use-call.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";
import { Notice, ProblemNotice, wrongOf } from "../ui/problem-notice.tsx";
import { DemoTag } from "../ui/state-tag.tsx";
import { Door } from "./door.tsx";
import { enter } from "./enter.ts";
import { words } from "./words.ts";

export function SignIn() {
  const say = useWords(words);
  const [query] = useQueryString();
  const options = useCall(signInOptions, {});
  const act = useAct(signIn);
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [missing, setMissing] = useState(false);
  if (options.data?.firstStart) return <Navigate to="/first-start" replace />;

  const submit = async () => {
    setMissing(!login.trim() || !password);
    if (!login.trim() || !password) return;
    if (await act.attempt({ login, password })) enter(query.next);
  };
  return (
    <Door title={say("signIn")}>
      {query.done === "reset" ? <Notice tone="green">{say("resetDone")}</Notice> : null}
      <ProblemNotice problem={act.problem} labels={{ login: say("account"), password: say("password") }} />
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <TextField
          label={say("account")}
          name="login"
          placeholder={say("accountHint")}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          value={login}
          wrong={
            missing && !login.trim()
              ? say("fillIn", { label: say("accountHint") })
              : wrongOf(act.problem, "login")
          }
          onChange={(event) => setLogin(event.target.value)}
        />
        <TextField
          label={say("password")}
          name="password"
          type="password"
          autoComplete="current-password"
          value={password}
          wrong={
            missing && !password
              ? say("fillIn", { label: say("password") })
              : wrongOf(act.problem, "password")
          }
          onChange={(event) => setPassword(event.target.value)}
        />
        <Button tone="primary" type="submit" busy={act.running}>
          {say("signIn")}
        </Button>
      </form>
      <div className="door-links">
        {options.data?.resetByMail === false ? (
          <span className="muted">{say("forgotNoMail")}</span>
        ) : (
          <Link to="/forgotten">{say("forgot")}</Link>
        )}
        <Link to="/claim">{say("claimText")}</Link>
        <Link to="/public">{say("publicPage")}</Link>
      </div>
      {options.data?.demo.length ? <Demo persons={options.data.demo} next={query.next} /> : null}
    </Door>
  );
}

type Person = { id: string; name: string; title: { zh: string; en: string }; organisation: string };

function Demo({
  persons,
  next,
}: {
  persons: readonly Person[];
  next: string | readonly string[] | undefined;
}) {
  const say = useWords(words);
  const { language } = usePreferences();
  const act = useAct(demoSignIn);
  return (
    <section className="door-demo">
      <header>
        <h2>{say("demoTitle")}</h2>
        <DemoTag />
      </header>
      <p className="muted">{say("demoHint")}</p>
      <ProblemNotice problem={act.problem} />
      <ul>
        {persons.map((person) => (
          <li key={person.id}>
            <button
              type="button"
              disabled={act.running}
              onClick={async () => {
                actFor(null);
                if (await act.attempt({ personId: person.id })) enter(next);
              }}
            >
              <strong>{person.name}</strong>
              <span>{person.title[language]}</span>
              <span>{person.organisation}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
