// The signed-in person's own password.
import { useState } from "react";
import { changePassword } from "../../../platform/auth/contract.ts";
import { useAct } from "../../lib/use-call.ts";
import { useWords } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { ProblemNotice, wrongOf } from "../../ui/problem-notice.tsx";
import { toast } from "../../ui/toast.tsx";
import { words } from "../words.ts";

export function ChangePassword({ open, onClose }: { open: boolean; onClose: () => void }) {
  const say = useWords(words);
  const act = useAct(changePassword);
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const done = () => {
    setCurrent("");
    setPassword("");
    act.clear();
    onClose();
  };
  return (
    <Dialog
      open={open}
      onClose={done}
      title={say("changePassword")}
      onSubmit={async () => {
        if (!(await act.attempt({ current, password }))) return;
        toast(say("changed"));
        done();
      }}
      footer={
        <>
          <Button onClick={done}>{say("cancel")}</Button>
          <Button tone="primary" type="submit" busy={act.running}>
            {say("save")}
          </Button>
        </>
      }
    >
      <ProblemNotice problem={act.problem} />
      <TextField
        label={say("current")}
        name="current"
        type="password"
        autoComplete="current-password"
        value={current}
        wrong={wrongOf(act.problem, "current")}
        onChange={(event) => setCurrent(event.target.value)}
      />
      <TextField
        label={say("newPassword")}
        name="password"
        type="password"
        autoComplete="new-password"
        value={password}
        wrong={wrongOf(act.problem, "password")}
        onChange={(event) => setPassword(event.target.value)}
      />
    </Dialog>
  );
}
