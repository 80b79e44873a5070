// A session that ends while somebody types: sign in again over the open page, then what was being done goes on.
import { useEffect, useRef, useState } from "react";
import { signIn } from "../../../platform/auth/contract.ts";
import { CallProblem, call, onSessionLost } from "../../lib/call.ts";
import { useWords } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { Notice, ProblemNotice } from "../../ui/problem-notice.tsx";
import { words } from "../words.ts";

export function SessionLost({ personId, account }: { personId: string; account: string }) {
  const say = useWords(words);
  const [open, setOpen] = useState(false);
  const [login, setLogin] = useState(account);
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<CallProblem | null>(null);
  // Several calls may find the session gone at once; one sign-in answers them all.
  const waiting = useRef<((again: boolean) => void)[]>([]);

  const settle = (again: boolean) => {
    setOpen(false);
    setPassword("");
    for (const go of waiting.current.splice(0)) go(again);
  };
  useEffect(() => {
    onSessionLost(
      () =>
        new Promise((go) => {
          waiting.current.push(go);
          setOpen(true);
        }),
    );
    return () => onSessionLost(null);
  }, []);

  const submit = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const answer = await call(signIn, { login, password });
      if (answer.personId === personId) settle(true);
      // Another person's page must not go on with this one's content.
      else window.location.assign("/");
    } catch (error) {
      if (error instanceof CallProblem) setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open={open}
      stays
      onClose={() => settle(false)}
      title={say("lostTitle")}
      onSubmit={() => void submit()}
      footer={
        <>
          <Button onClick={() => window.location.assign("/sign-in")}>{say("leave")}</Button>
          <Button tone="primary" type="submit" busy={busy}>
            {say("signIn")}
          </Button>
        </>
      }
    >
      {problem ? <ProblemNotice problem={problem} /> : <Notice tone="blue">{say("lostHint")}</Notice>}
      <TextField
        label={say("account")}
        name="login"
        autoComplete="username"
        value={login}
        onChange={(event) => setLogin(event.target.value)}
      />
      <TextField
        label={say("password")}
        name="password"
        type="password"
        autoComplete="current-password"
        autoFocus
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
    </Dialog>
  );
}
