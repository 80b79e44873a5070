// A lost password: asks for the account; the answer is the same whether it exists or not.
import { useState } from "react";
import { requestReset } from "../../platform/auth/contract.ts";
import { Link } from "../lib/place.tsx";
import { useAct } from "../lib/use-call.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";
import { Notice, ProblemNotice, wrongOf } from "../ui/problem-notice.tsx";
import { Door } from "./door.tsx";
import { words } from "./words.ts";

export function Forgotten() {
  const say = useWords(words);
  const act = useAct(requestReset);
  const [login, setLogin] = useState("");
  const [sent, setSent] = useState(false);
  const [missing, setMissing] = useState(false);
  return (
    <Door title={say("forgotTitle")} lead={sent ? undefined : say("forgotLead")}>
      {sent ? (
        <Notice tone="green" live title={say("sentTitle")}>
          {say("sentText")}
        </Notice>
      ) : (
        <form
          noValidate
          onSubmit={async (event) => {
            event.preventDefault();
            setMissing(!login.trim());
            if (login.trim() && (await act.attempt({ login }))) setSent(true);
          }}
        >
          <ProblemNotice problem={act.problem} labels={{ login: say("account") }} />
          <TextField
            label={say("account")}
            name="login"
            placeholder={say("accountHint")}
            autoComplete="username"
            value={login}
            wrong={
              missing && !login.trim()
                ? say("fillIn", { label: say("accountHint") })
                : wrongOf(act.problem, "login")
            }
            onChange={(event) => setLogin(event.target.value)}
          />
          <Button tone="primary" type="submit" busy={act.running}>
            {say("send")}
          </Button>
        </form>
      )}
      <div className="door-links">
        <Link to="/sign-in">{say("back")}</Link>
      </div>
    </Door>
  );
}
