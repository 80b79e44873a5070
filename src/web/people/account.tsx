// One's own account: name, language, password, and where one is signed in.
import { useState } from "react";
import { changeMe } from "../../modules/people/contract.ts";
import { words } from "../../modules/people/words.ts";
import {
  changePassword,
  listSessions,
  revokeOtherSessions,
  revokeSession,
} from "../../platform/auth/contract.ts";
import { prefer, usePreferences } from "../lib/preferences.ts";
import { useMe } from "../lib/session.ts";
import { useAct, useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Segmented, TextField } from "../ui/field.tsx";
import { Card, Facts, FormPage } from "../ui/frame.tsx";
import { ProblemNotice, wrongOf } from "../ui/problem-notice.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { Table } from "../ui/table.tsx";
import { toast } from "../ui/toast.tsx";
import "./people.css";

export function Account() {
  const say = useWords(words);
  const me = useMe();
  return (
    <FormPage title={say("account")} lead={say("account.lead", { name: me.person.name })}>
      <Myself />
      <Password />
      <Devices />
    </FormPage>
  );
}

function Myself() {
  const say = useWords(words);
  const me = useMe();
  const { language } = usePreferences();
  const act = useAct(changeMe);
  const [name, setName] = useState(me.person.name);
  return (
    <Card title={say("account.me")}>
      <ProblemNotice problem={act.problem} />
      <form
        className="stack account-form"
        onSubmit={async (event) => {
          event.preventDefault();
          if (await act.attempt({ name })) toast(say("saved"));
        }}
      >
        <TextField
          label={say("name")}
          hint={say("account.nameHint")}
          name="name"
          autoComplete="name"
          value={name}
          wrong={wrongOf(act.problem, "name")}
          onChange={(event) => setName(event.target.value)}
        />
        <Facts
          facts={[
            [say("account.login"), me.person.email ?? me.person.phone ?? "—"],
            [
              say("account.roles"),
              me.organisations
                .map(
                  (o) =>
                    `${o.shortName}：${o.roles.map((role) => say(`role.${role as "clerk"}`)).join("、")}`,
                )
                .join("；") || "—",
            ],
          ]}
        />
        <div className="actions">
          <Segmented
            label={say("account.language")}
            value={language}
            options={[
              { value: "zh", label: "中文" },
              { value: "en", label: "English" },
            ]}
            onChange={(chosen) => {
              prefer({ language: chosen });
              void act.attempt({ language: chosen });
            }}
          />
          <Button
            tone="primary"
            type="submit"
            busy={act.running}
            disabled={!name.trim() || name === me.person.name}
          >
            {say("save")}
          </Button>
        </div>
      </form>
    </Card>
  );
}

function Password() {
  const say = useWords(words);
  const act = useAct(changePassword);
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  return (
    <Card title={say("account.password")}>
      <p className="muted">{say("account.passwordText")}</p>
      <ProblemNotice problem={act.problem} />
      <form
        className="stack account-form"
        onSubmit={async (event) => {
          event.preventDefault();
          if (!current || !password || !(await act.attempt({ current, password }))) return;
          setCurrent("");
          setPassword("");
          toast(say("account.passwordDone"));
        }}
      >
        <TextField
          label={say("account.current")}
          name="current"
          type="password"
          autoComplete="current-password"
          value={current}
          wrong={wrongOf(act.problem, "current")}
          onChange={(event) => setCurrent(event.target.value)}
        />
        <TextField
          label={say("account.new")}
          hint={say("account.newHint")}
          name="password"
          type="password"
          autoComplete="new-password"
          value={password}
          wrong={wrongOf(act.problem, "password")}
          onChange={(event) => setPassword(event.target.value)}
        />
        <div className="actions">
          <Button tone="primary" type="submit" busy={act.running} disabled={!current || !password}>
            {say("account.changePassword")}
          </Button>
        </div>
      </form>
    </Card>
  );
}

function Devices() {
  const say = useWords(words);
  const format = useFormat();
  const read = useCall(listSessions, {});
  const end = useAct(revokeSession);
  const endOthers = useAct(revokeOtherSessions);
  const rows = read.data?.rows ?? [];
  return (
    <>
      <ProblemNotice problem={read.problem ?? end.problem ?? endOthers.problem} />
      <Table
        caption={say("account.devices")}
        rows={rows}
        rowKey={(row) => row.id}
        columns={[
          {
            key: "device",
            label: say("account.devices"),
            cell: (row) => (
              <>
                {row.device}{" "}
                {row.current ? <StateTag tone="green">{say("account.thisDevice")}</StateTag> : null}
              </>
            ),
          },
          { key: "address", label: say("account.address"), cell: (row) => row.address ?? "—" },
          {
            key: "since",
            label: say("account.signedInAt"),
            phone: "hide",
            cell: (row) => format.moment(row.createdAt),
          },
          {
            key: "act",
            label: "",
            phone: "act",
            cell: (row) =>
              row.current ? null : (
                <Button
                  small
                  tone="quiet"
                  onClick={async () => {
                    if (await end.attempt({ id: row.id })) toast(say("account.ended"));
                  }}
                >
                  {say("account.end")}
                </Button>
              ),
          },
        ]}
        empty={{ title: say("account.noDevices") }}
        footer={
          rows.length > 1 ? (
            <Button
              small
              busy={endOthers.running}
              onClick={async () => {
                const done = await endOthers.attempt({});
                if (done) toast(say("account.endedOthers", { count: done.ended }));
              }}
            >
              {say("account.endOthers")}
            </Button>
          ) : null
        }
      />
    </>
  );
}
