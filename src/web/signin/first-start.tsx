// The first start without demo data: token, federation, first administrator — three short steps, one submit.
import { Navigate } from "@tanstack/react-router";
import { useState } from "react";
import { firstAdministrator, signIn, signInOptions } from "../../platform/auth/contract.ts";
import { useQueryString } from "../lib/place.tsx";
import { useAct, useCall } from "../lib/use-call.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";
import { ProblemNotice, wrongOf } from "../ui/problem-notice.tsx";
import { Steps } from "../ui/state-tag.tsx";
import { Door } from "./door.tsx";
import { enter } from "./enter.ts";
import { words } from "./words.ts";

const order = [["token"], ["federation"], ["name", "login", "password"]] as const;
type Name = (typeof order)[number][number];

export function FirstStart() {
  const say = useWords(words);
  const [query] = useQueryString();
  const fromLink = typeof query.token === "string" ? query.token : "";
  const options = useCall(signInOptions, {});
  const act = useAct(firstAdministrator);
  const enterNew = useAct(signIn);
  const [values, setValues] = useState<Record<Name, string>>({
    token: fromLink,
    federation: "",
    name: "",
    login: "",
    password: "",
  });
  const [step, setStep] = useState(fromLink ? 1 : 0);
  const [tried, setTried] = useState(false);
  if (options.data && !options.data.firstStart) return <Navigate to="/sign-in" replace />;

  const labels: Record<Name, string> = {
    token: say("token"),
    federation: say("federation"),
    name: say("name"),
    login: say("account"),
    password: say("password"),
  };
  const hints: Partial<Record<Name, string>> = {
    token: say("tokenHint"),
    federation: say("federationHint"),
    login: say("accountHint"),
    password: say("passwordHint"),
  };
  const submit = async () => {
    const open = order[step]!.some((name) => !values[name].trim());
    setTried(open);
    if (open) return;
    if (step < 2) return setStep(step + 1);
    const made = await act.attempt(values);
    if (made && (await enterNew.attempt({ login: values.login, password: values.password }))) enter("/");
  };
  return (
    <Door title={say("firstTitle")} lead={say("firstLead")}>
      <Steps
        at={`step${step + 1}`}
        steps={(["step1", "step2", "step3"] as const).map((key) => ({ key, label: say(key) }))}
      />
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <ProblemNotice problem={act.problem ?? enterNew.problem} labels={labels} />
        {order[step]!.map((name, i) => (
          <TextField
            key={name}
            label={labels[name]}
            hint={hints[name]}
            name={name}
            autoFocus={i === 0}
            type={name === "password" ? "password" : "text"}
            autoComplete={name === "password" ? "new-password" : name === "login" ? "username" : "off"}
            value={values[name]}
            wrong={
              tried && !values[name].trim()
                ? say("fillIn", { label: labels[name] })
                : wrongOf(act.problem, name)
            }
            onChange={(event) => setValues({ ...values, [name]: event.target.value })}
          />
        ))}
        <div className="actions">
          <Button tone="primary" type="submit" busy={act.running || enterNew.running}>
            {say(step < 2 ? "next" : "begin")}
          </Button>
          {step > 0 ? (
            <Button tone="quiet" onClick={() => setStep(step - 1)}>
              {say("previous")}
            </Button>
          ) : null}
        </div>
      </form>
    </Door>
  );
}
