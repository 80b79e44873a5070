// An invitation link: says where and as what, then makes the account or gives the role to the one in use.
import { useState } from "react";
import { me } from "../../modules/people/contract.ts";
import { acceptInvitation, openInvitation } from "../../modules/people/invitations/contract.ts";
import { signIn } from "../../platform/auth/contract.ts";
import { Link, useParam } from "../lib/place.tsx";
import { useAct, useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button, LinkButton } from "../ui/button.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { TextField } from "../ui/field.tsx";
import { Notice, ProblemNotice, wrongOf } from "../ui/problem-notice.tsx";
import { Door } from "./door.tsx";
import { enter } from "./enter.ts";
import { words } from "./words.ts";

export function Invitation() {
  const say = useWords(words);
  const format = useFormat();
  const token = useParam("token");
  const opened = useCall(openInvitation, token ? { token } : null);
  const signedIn = useCall(me, {}).data;
  const { data } = opened;
  if (!token) {
    return (
      <Door title={say("noToken")}>
        <Notice tone="yellow">{say("noTokenText")}</Notice>
      </Door>
    );
  }
  if (!data) {
    return (
      <Door title={say("opening")}>
        {opened.problem ? <ProblemNotice problem={opened.problem} /> : <Skeleton lines={4} />}
        <div className="door-links">
          <Link to="/sign-in">{say("back")}</Link>
        </div>
      </Door>
    );
  }
  return (
    <Door
      title={say("inviteTitle", { organisation: data.organisation })}
      lead={say("inviteLead", { name: data.name, role: say(data.role), until: format.day(data.expiresAt) })}
    >
      {signedIn ? (
        <AcceptAs token={token} name={signedIn.person.name} />
      ) : data.hasAccount ? (
        <>
          <Notice tone="blue">{say("hasAccount")}</Notice>
          <LinkButton tone="primary" to={`/sign-in?next=${encodeURIComponent(`/invite/${token}`)}`}>
            {say("toSignIn")}
          </LinkButton>
        </>
      ) : (
        <NewAccount token={token} name={data.name} login={data.login} />
      )}
    </Door>
  );
}

function AcceptAs({ token, name }: { token: string; name: string }) {
  const say = useWords(words);
  const act = useAct(acceptInvitation);
  return (
    <>
      <ProblemNotice problem={act.problem} />
      <Button
        tone="primary"
        busy={act.running}
        onClick={async () => {
          if (await act.attempt({ token })) enter("/");
        }}
      >
        {say("acceptSignedIn")}（{name}）
      </Button>
    </>
  );
}

function NewAccount({
  token,
  name: invited,
  login: given,
}: {
  token: string;
  name: string;
  login: string | null;
}) {
  const say = useWords(words);
  const act = useAct(acceptInvitation);
  const [name, setName] = useState(invited);
  const [login, setLogin] = useState(given ?? "");
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState(false);
  const missing = (value: string, label: "name" | "account" | "newPassword") =>
    tried && !value.trim() ? say("fillIn", { label: say(label) }) : undefined;
  const enterNew = useAct(signIn);
  return (
    <form
      noValidate
      onSubmit={async (event) => {
        event.preventDefault();
        setTried(true);
        if (!name.trim() || !login.trim() || !password) return;
        const accepted = await act.attempt({ token, name, login, password });
        if (accepted && (await enterNew.attempt({ login: accepted.login, password }))) enter("/");
      }}
    >
      <ProblemNotice
        problem={act.problem ?? enterNew.problem}
        labels={{ name: say("name"), login: say("account"), password: say("newPassword") }}
      />
      <TextField
        label={say("name")}
        name="name"
        autoComplete="name"
        value={name}
        wrong={missing(name, "name") ?? wrongOf(act.problem, "name")}
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        label={say("account")}
        hint={say("accountHint")}
        name="login"
        autoComplete="username"
        value={login}
        readOnly={given !== null}
        wrong={missing(login, "account") ?? wrongOf(act.problem, "login")}
        onChange={(event) => setLogin(event.target.value)}
      />
      <TextField
        label={say("newPassword")}
        hint={say("passwordHint")}
        name="password"
        type="password"
        autoComplete="new-password"
        value={password}
        wrong={missing(password, "newPassword") ?? wrongOf(act.problem, "password")}
        onChange={(event) => setPassword(event.target.value)}
      />
      <Button tone="primary" type="submit" busy={act.running || enterNew.running}>
        {say("accept")}
      </Button>
    </form>
  );
}
