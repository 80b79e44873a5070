// The link of the mail: a new password.
import { useState } from "react";
import { resetPassword } from "../../platform/auth/contract.ts";
import { Link, useGo, useParam } from "../lib/place.tsx";
import { useAct } from "../lib/use-call.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";
import { Notice, ProblemNotice, wrongOf } from "../ui/problem-notice.tsx";
import { Door } from "./door.tsx";
import { words } from "./words.ts";

export function Reset() {
  const say = useWords(words);
  const token = useParam("token");
  const go = useGo();
  const act = useAct(resetPassword);
  const [password, setPassword] = useState("");
  const [missing, setMissing] = useState(false);
  return (
    <Door title={say("resetTitle")} lead={say("resetLead")}>
      {token ? (
        <form
          noValidate
          onSubmit={async (event) => {
            event.preventDefault();
            setMissing(!password);
            if (password && (await act.attempt({ token, password }))) go("/sign-in?done=reset");
          }}
        >
          <ProblemNotice problem={act.problem} labels={{ password: say("newPassword") }} />
          <TextField
            label={say("newPassword")}
            hint={say("passwordHint")}
            name="password"
            type="password"
            autoComplete="new-password"
            value={password}
            wrong={
              missing && !password
                ? say("fillIn", { label: say("newPassword") })
                : wrongOf(act.problem, "password")
            }
            onChange={(event) => setPassword(event.target.value)}
          />
          <Button tone="primary" type="submit" busy={act.running}>
            {say("setPassword")}
          </Button>
        </form>
      ) : (
        <Notice tone="yellow" title={say("noToken")}>
          {say("noTokenText")}
        </Notice>
      )}
      <div className="door-links">
        <Link to="/sign-in">{say("back")}</Link>
        <Link to="/forgotten">{say("forgot")}</Link>
      </div>
    </Door>
  );
}
