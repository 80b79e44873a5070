// Duty: who is on which day, changing a day with a colleague, and handing a shift over with what was done.
import { useState } from "react";
import {
  answerSwap,
  askSwap,
  type DutyDay,
  draftHandover,
  fillRoster,
  listHandovers,
  readRoster,
  setDuty,
  writeHandover,
} from "../../modules/people/duty/contract.ts";
import { dutyWords } from "../../modules/people/duty/words.ts";
import { useMe } from "../lib/session.ts";
import { useAct, useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { Check, SelectField, TextArea, TextField } from "../ui/field.tsx";
import { Card, RecordPage } from "../ui/frame.tsx";
import { PageProblem, ProblemNotice } from "../ui/problem-notice.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { toast } from "../ui/toast.tsx";
import { Tabs } from "./tabs.tsx";
import "./people.css";

type Persons = readonly { id: string; name: string }[];
const DAYS = 14;
const shift = (day: string, by: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10);

export function Duty() {
  const say = useWords(dutyWords);
  const format = useFormat();
  const [from, setFrom] = useState<string | null>(null);
  const [asking, setAsking] = useState<"fill" | "hand" | null>(null);
  const roster = useCall(readRoster, { days: DAYS, ...(from ? { from } : {}) }, { keep: true });
  const log = useCall(listHandovers, {});
  if (roster.problem) return <PageProblem problem={roster.problem} again={roster.again} />;
  if (!roster.data)
    return (
      <div className="page">
        <Skeleton lines={10} />
      </div>
    );
  const { days, persons, today } = roster.data;
  const person = days.find((day) => day.date === today)?.person;
  const date = format.day(today);
  return (
    <RecordPage
      title={say("duty")}
      lead={from ? undefined : person ? say("lead", { date, person }) : say("leadNone", { date })}
      actions={
        <>
          <Button tone="primary" onClick={() => setAsking("hand")}>
            {say("handOver")}
          </Button>
          <Button onClick={() => setAsking("fill")}>{say("fill")}</Button>
        </>
      }
      aside={
        <Card title={say("handovers")}>
          {log.data?.rows.length === 0 ? <p className="muted">{say("handoversNone")}</p> : null}
          <ol className="timeline">
            {log.data?.rows.map((one) => (
              <li key={one.id}>
                <strong>{say("byTo", { by: one.by, to: one.to })}</strong>
                {one.note ? <p>{one.note}</p> : null}
                <ul>
                  {one.lines.map((line) => (
                    <li key={line.zh}>{line[format.language]}</li>
                  ))}
                </ul>
                <div className="when">{format.moment(one.until)}</div>
              </li>
            ))}
          </ol>
        </Card>
      }
    >
      <Tabs />
      <Card
        title={say("roster")}
        actions={
          <>
            <Button small onClick={() => setFrom(shift(from ?? today, -DAYS))}>
              {say("previous")}
            </Button>
            <Button small onClick={() => setFrom(shift(from ?? today, DAYS))}>
              {say("next")}
            </Button>
          </>
        }
      >
        <ul className="duty-days">
          {days.map((day) => (
            <Day key={day.date} day={day} days={days} persons={persons} today={today} />
          ))}
        </ul>
      </Card>
      {asking === "fill" ? <Fill persons={persons} today={today} onClose={() => setAsking(null)} /> : null}
      {asking === "hand" ? <HandOver onClose={() => setAsking(null)} /> : null}
    </RecordPage>
  );
}

function Day({
  day,
  days,
  persons,
  today,
}: {
  day: DutyDay;
  days: readonly DutyDay[];
  persons: Persons;
  today: string;
}) {
  const say = useWords(dutyWords);
  const format = useFormat();
  const me = useMe();
  const set = useAct(setDuty);
  const ask = useAct(askSwap);
  const answer = useAct(answerSwap, { touches: ["/api/people", "/api/desk"] });
  const [asking, setAsking] = useState<"set" | "swap" | null>(null);
  const [choice, setChoice] = useState("");
  const ahead = day.date >= today;
  const others = days.filter((one) => one.date >= today && one.personId && one.personId !== me.person.id);
  const open = (what: "set" | "swap") => {
    setChoice(what === "set" ? (day.personId ?? "") : "");
    setAsking(what);
  };
  return (
    <li data-today={day.date === today}>
      <span className="num">{format.day(day.date)}</span>
      <span>
        {day.working ? null : <StateTag plain>{say("rest")}</StateTag>}{" "}
        {day.person ?? <span className="muted">{say("empty")}</span>}
        {day.swapWith ? <span className="muted"> · {say("swapWaits", { date: day.swapWith })}</span> : null}
        {day.pending ? <span className="muted"> · {say("pending")}</span> : null}
      </span>
      <span className="actions no-print">
        {day.mayAgree ? (
          <>
            <Button
              small
              tone="primary"
              onClick={async () => {
                if (await answer.attempt({ date: day.date, agree: true })) toast(say("swapped"));
              }}
            >
              {say("agree")}
            </Button>
            <Button
              small
              onClick={async () => {
                if (await answer.attempt({ date: day.date, agree: false })) toast(say("declined"));
              }}
            >
              {say("decline")}
            </Button>
          </>
        ) : null}
        {ahead && day.personId === me.person.id && others.length > 0 ? (
          <Button small tone="quiet" onClick={() => open("swap")}>
            {say("swap")}
          </Button>
        ) : null}
        {ahead ? (
          <Button
            small
            tone="quiet"
            aria-label={`${say("change")} ${format.day(day.date)}`}
            onClick={() => open("set")}
          >
            {say("change")}
          </Button>
        ) : null}
      </span>
      <Dialog
        open={asking !== null}
        onClose={() => setAsking(null)}
        title={`${say(asking === "swap" ? "swap" : "change")} ${format.day(day.date)}`}
        onSubmit={async () => {
          const done =
            asking === "swap"
              ? await ask.attempt({ date: day.date, with: choice })
              : await set.attempt({ date: day.date, personId: choice || null });
          if (!done) return;
          toast(say(asking === "swap" ? "swapAsked" : "changed"));
          setAsking(null);
        }}
        footer={
          <>
            <Button onClick={() => setAsking(null)}>{say("cancel")}</Button>
            <Button tone="primary" type="submit" disabled={asking === "swap" && !choice}>
              {say(asking === "swap" ? "swapAsk" : "save")}
            </Button>
          </>
        }
      >
        <ProblemNotice problem={ask.problem ?? set.problem} />
        {asking === "swap" ? (
          <SelectField
            label={say("swapWith")}
            placeholder=""
            options={others.map((one) => ({
              value: one.date,
              label: `${format.day(one.date)} ${one.person}`,
            }))}
            value={choice}
            onChange={(event) => setChoice(event.target.value)}
          />
        ) : (
          <SelectField
            label={say("person")}
            placeholder={say("clear")}
            options={persons.map((one) => ({ value: one.id, label: one.name }))}
            value={choice}
            onChange={(event) => setChoice(event.target.value)}
          />
        )}
      </Dialog>
    </li>
  );
}

function Fill({ persons, today, onClose }: { persons: Persons; today: string; onClose: () => void }) {
  const say = useWords(dutyWords);
  const act = useAct(fillRoster);
  const [from, setFrom] = useState(today);
  const [until, setUntil] = useState(shift(today, 27));
  const [chosen, setChosen] = useState<readonly string[]>(persons.map((one) => one.id));
  return (
    <Dialog
      open
      onClose={onClose}
      title={say("fill")}
      onSubmit={async () => {
        const done = await act.attempt({ from, until, personIds: [...chosen] });
        if (!done) return;
        toast(say("filled", { count: done.filled }));
        onClose();
      }}
      footer={
        <>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button tone="primary" type="submit" busy={act.running} disabled={chosen.length === 0}>
            {say("fill")}
          </Button>
        </>
      }
    >
      <div className="stack">
        <ProblemNotice problem={act.problem} />
        <p className="muted">{say("fillHint")}</p>
        <TextField
          label={say("from")}
          type="date"
          min={today}
          value={from}
          onChange={(e) => setFrom(e.target.value)}
        />
        <TextField
          label={say("until")}
          type="date"
          min={from}
          value={until}
          onChange={(e) => setUntil(e.target.value)}
        />
        <fieldset style={{ margin: 0 }}>
          <legend>{say("who")}</legend>
          {persons.map((one) => (
            <Check
              key={one.id}
              checked={chosen.includes(one.id)}
              onChange={(event) =>
                setChosen((before) =>
                  event.target.checked ? [...before, one.id] : before.filter((other) => other !== one.id),
                )
              }
            >
              {one.name}
            </Check>
          ))}
        </fieldset>
      </div>
    </Dialog>
  );
}

function HandOver({ onClose }: { onClose: () => void }) {
  const say = useWords(dutyWords);
  const format = useFormat();
  const draft = useCall(draftHandover, {});
  const act = useAct(writeHandover);
  const [to, setTo] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const data = draft.data;
  const chosen = to ?? data?.next ?? "";
  return (
    <Dialog
      open
      shape="wide"
      onClose={onClose}
      title={say("handOver")}
      onSubmit={async () => {
        if (!(await act.attempt({ toId: chosen || null, note }))) return;
        toast(say("done"));
        onClose();
      }}
      footer={
        <>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button tone="primary" type="submit" busy={act.running}>
            {say("handOver")}
          </Button>
        </>
      }
    >
      <div className="stack">
        <ProblemNotice problem={act.problem} />
        {data ? (
          <div>
            <h3>{say("shift", { from: format.moment(data.from) })}</h3>
            {data.lines.length === 0 ? <p className="muted">{say("shiftNone")}</p> : null}
            <ul className="shift-lines">
              {data.lines.map((line) => (
                <li key={line.zh}>{line[format.language]}</li>
              ))}
            </ul>
          </div>
        ) : (
          <Skeleton lines={4} />
        )}
        <TextArea
          label={say("note")}
          hint={say("noteHint")}
          name="handover-note"
          rows={4}
          maxLength={4000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        <SelectField
          label={say("to")}
          placeholder="—"
          options={(data?.persons ?? []).map((one) => ({ value: one.id, label: one.name }))}
          value={chosen}
          onChange={(event) => setTo(event.target.value)}
        />
      </div>
    </Dialog>
  );
}
