// 催报设置: the robot of the own chat group, and when reminders go by themselves.
import { useState } from "react";
import {
  type GroupMessage,
  getReminding,
  getRobot,
  removeRobot,
  robotMessages,
  sayAgain,
  setReminding,
  setRobot,
  testRobot,
} from "../../modules/reporting/reminders/contract.ts";
import { words } from "../../modules/reporting/reminders/words.ts";
import { useList } from "../lib/list.ts";
import { useActing, useMay } from "../lib/session.ts";
import { useAct, useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Check, TextField } from "../ui/field.tsx";
import { Card, Facts, RecordPage } from "../ui/frame.tsx";
import { PageProblem, ProblemNotice } from "../ui/problem-notice.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { toast } from "../ui/toast.tsx";
import { Waiting } from "./waiting.tsx";
import "./reporting.css";

export function ReminderSettings() {
  const say = useWords(words);
  const robot = useCall(getRobot, {});
  const how = useCall(getReminding, {});
  const problem = robot.problem ?? how.problem;
  if (problem) return <PageProblem problem={problem} again={robot.again} />;
  if (!robot.data || !how.data) return <Waiting />;
  return (
    <RecordPage
      title={say("settingsTitle")}
      lead={say("settingsLead")}
      back={{ to: "/reporting/reminders", label: say("back") }}
    >
      <Automatic key={how.data.setAt} how={how.data} robot={robot.data.robot !== null} />
      <Robot robot={robot.data.robot} />
      <Messages />
    </RecordPage>
  );
}

type How = Parameters<ReturnType<typeof useAct<typeof setReminding>>["attempt"]>[0];
type Shown = NonNullable<ReturnType<typeof useCall<typeof getReminding>>["data"]>;

function Automatic({ how, robot }: { how: Shown; robot: boolean }) {
  const say = useWords(words);
  const format = useFormat();
  const may = useMay()("reporting.robot");
  const act = useAct(setReminding);
  const { setByName, setAt, notNow, ...begun } = how;
  const [typed, setTyped] = useState<How>(begun);
  const set = (more: Partial<How>) => setTyped({ ...typed, ...more });
  const number = (name: "daysBefore" | "hour" | "quietFrom" | "quietTo", most: number, off = false) => (
    <TextField
      label={say(name)}
      inputMode="numeric"
      disabled={!may || off}
      value={String(typed[name])}
      onChange={(event) =>
        set({ [name]: Math.min(most, Number(event.target.value.replace(/\D/g, "").slice(0, 2) || 0)) })
      }
    />
  );
  const save = async () => {
    if (await act.attempt(typed)) toast(say("savedAuto"));
  };
  return (
    <Card title={say("auto")}>
      <div className="stack">
        <p className="muted">{say("autoLead")}</p>
        <ProblemNotice problem={act.problem} />
        <Check
          disabled={!may}
          checked={typed.enabled}
          onChange={(event) => set({ enabled: event.target.checked })}
        >
          {say("enabled")}
        </Check>
        <div className="edit-grid">
          {number("daysBefore", 20, !typed.enabled)}
          {number("hour", 23, !typed.enabled)}
        </div>
        <Check
          disabled={!may || !typed.enabled}
          checked={typed.quiet}
          onChange={(event) => set({ quiet: event.target.checked })}
        >
          {say("quiet")}
        </Check>
        <div className="edit-grid">
          {number("quietFrom", 23, !typed.enabled || !typed.quiet)}
          {number("quietTo", 23, !typed.enabled || !typed.quiet)}
        </div>
        <Check
          disabled={!may || !typed.enabled}
          checked={typed.restDays}
          onChange={(event) => set({ restDays: event.target.checked })}
        >
          {say("restDays")}
        </Check>
        <Check
          disabled={!may || !typed.enabled || !robot}
          checked={typed.wecom}
          onChange={(event) => set({ wecom: event.target.checked })}
        >
          {say("wecom")} {robot ? null : <span className="muted">{say("wecomNeeds")}</span>}
        </Check>
        <p className="muted">
          {say(notNow ? `notNow.${notNow}` : "now")}{" "}
          {setAt ? say("setBy", { name: setByName ?? "—", time: format.moment(setAt) }) : say("usual")}
        </p>
        {may ? (
          <p>
            <Button tone="primary" busy={act.running} onClick={() => void save()}>
              {say("saveAuto")}
            </Button>
          </p>
        ) : null}
      </div>
    </Card>
  );
}

type RobotShown = NonNullable<ReturnType<typeof useCall<typeof getRobot>>["data"]>["robot"];

function Robot({ robot }: { robot: RobotShown }) {
  const say = useWords(words);
  const format = useFormat();
  const may = useMay()("reporting.robot");
  const federation = useActing()?.kind === "federation";
  const set = useAct(setRobot);
  const test = useAct(testRobot);
  const remove = useAct(removeRobot);
  const messages = useCall(robotMessages, { limit: 1 });
  const reasonOf = useReason();
  const [address, setAddress] = useState("");
  const [removing, setRemoving] = useState(false);
  const [tested, setTested] = useState(false);
  const newest = messages.data?.rows[0];
  const save = async () => {
    if (!(await set.attempt({ address }))) return;
    setAddress("");
    toast(say("saved"));
  };
  const state = !robot ? null : robot.lastError ? "failing" : robot.workedAt ? "working" : "untested";
  return (
    <Card title={say("robot")}>
      <div className="stack">
        <p className="muted">{say("robotLead")}</p>
        {federation ? <p className="muted">{say("robotFederation")}</p> : null}
        {robot && state ? (
          <Facts
            facts={[
              [
                say("state"),
                <StateTag key="s" tone={state === "working" ? "green" : state === "failing" ? "red" : "grey"}>
                  {say(state)}
                </StateTag>,
              ],
              [say("address"), say("addressKept", { tail: robot.tail })],
              [say("setBy", { name: robot.setByName, time: format.moment(robot.setAt) }), ""],
              [say("workedAt"), robot.workedAt ? format.moment(robot.workedAt) : "—"],
              ...(robot.failedAt ? [[say("failedAt"), format.moment(robot.failedAt)] as const] : []),
              ...(robot.lastError ? [[say("outcome"), reasonOf(robot.lastError)] as const] : []),
            ]}
          />
        ) : (
          <p>{say("robotNone")}</p>
        )}
        <ProblemNotice problem={set.problem ?? test.problem ?? remove.problem} />
        {tested && newest && !test.running ? (
          <p role="status">
            {newest.state === "sent"
              ? say("tested")
              : say("testedNot", { reason: reasonOf(newest.lastError) })}
          </p>
        ) : null}
        {may ? (
          <>
            <TextField
              label={say("address")}
              hint={say("addressHint")}
              // Nothing on this computer shall offer the address again.
              type="password"
              autoComplete="off"
              name="robot-address"
              maxLength={400}
              value={address}
              onChange={(event) => setAddress(event.target.value)}
            />
            <p className="actions">
              <Button
                tone="primary"
                disabled={!address.trim()}
                busy={set.running}
                onClick={() => void save()}
              >
                {say(robot ? "replace" : "save")}
              </Button>
              {robot ? (
                <>
                  <Button
                    icon="bell"
                    busy={test.running}
                    onClick={() => void test.attempt({}).then((done) => setTested(done !== null))}
                  >
                    {say("test")}
                  </Button>
                  <Button tone="danger" onClick={() => setRemoving(true)}>
                    {say("remove")}
                  </Button>
                </>
              ) : null}
            </p>
          </>
        ) : null}
      </div>
      <Dialog
        open={removing}
        onClose={() => setRemoving(false)}
        title={say("removeTitle")}
        footer={
          <>
            <Button onClick={() => setRemoving(false)}>{say("cancel")}</Button>
            <Button
              tone="danger"
              busy={remove.running}
              onClick={() =>
                void remove.attempt({}).then((done) => {
                  setRemoving(false);
                  if (done) toast(say("removed"));
                })
              }
            >
              {say("remove")}
            </Button>
          </>
        }
      >
        <p>{say("removeText")}</p>
      </Dialog>
    </Card>
  );
}

/** A code of the sending as a sentence. */
function useReason(): (error: string | null) => string {
  const say = useWords(words);
  return (error) => {
    if (!error) return "—";
    const key = error.replace(":", ".");
    if (key in words.zh) return say(key as keyof typeof words.zh);
    const [kind, code = ""] = error.split(":");
    return say(kind === "errcode" ? "errcode.other" : "http.other", { code });
  };
}

const TONES = {
  waiting: "grey",
  sending: "grey",
  sent: "green",
  failed: "red",
  unclear: "orange",
  dropped: "grey",
} as const;

function Messages() {
  const say = useWords(words);
  const format = useFormat();
  const may = useMay()("reporting.robot");
  const list = useList<GroupMessage>(robotMessages, [], {}, 10);
  const again = useAct(sayAgain);
  const reasonOf = useReason();
  const columns: Column<GroupMessage>[] = [
    {
      key: "content",
      label: say("message"),
      cell: (row) => row.content.replace(/[*>]/g, "").split("\n").slice(0, 2).join(" "),
    },
    {
      key: "state",
      label: say("state"),
      phone: "badge",
      cell: (row) => <StateTag tone={TONES[row.state]}>{say(`state.${row.state}`)}</StateTag>,
    },
    { key: "at", label: say("at"), cell: (row) => format.moment(row.sentAt ?? row.createdAt) },
    { key: "by", label: say("by"), phone: "hide", cell: (row) => row.saidByName },
    { key: "tries", label: say("attempts"), numeric: true, phone: "hide", cell: (row) => row.attempts },
    {
      key: "why",
      label: say("outcome"),
      cell: (row) => (row.lastError ? reasonOf(row.lastError) : "—"),
    },
    {
      key: "act",
      label: "",
      phone: "act",
      cell: (row) =>
        may && (row.state === "failed" || row.state === "unclear") ? (
          <Button
            small
            busy={again.running}
            onClick={() => void again.attempt({ id: row.id }).then((done) => done && toast(say("againDone")))}
          >
            {say("again")}
          </Button>
        ) : null,
    },
  ];
  return (
    <section className="stack">
      <h2>{say("messages")}</h2>
      <ProblemNotice problem={again.problem} />
      <Table
        caption={say("messages")}
        list={list}
        columns={columns}
        rowKey={(row) => row.id}
        empty={{ title: say("messagesEmpty") }}
      />
    </section>
  );
}
