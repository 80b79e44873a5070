// Tiers and key lists with their days: recorded, ended, never erased.
import { type FormEvent, useState } from "react";
import {
  endTier,
  grantTier,
  joinKeyList,
  leaveKeyList,
  type Page,
} from "../../modules/enterprises/contract.ts";
import { words } from "../../modules/enterprises/words.ts";
import { useAct } from "../lib/use-call.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { SelectField, TextField } from "../ui/field.tsx";
import { Card } from "../ui/frame.tsx";
import { ProblemNotice, wrongOf } from "../ui/problem-notice.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { toast } from "../ui/toast.tsx";
import { Unverified, useNames } from "./names.tsx";

type Kind = "tier" | "list";
type One = {
  kind: Kind;
  id: string;
  code: string;
  from: string;
  to: string | null;
  note: string | null;
  current: boolean;
};

export function DatedRecords({ page }: { page: Page }) {
  const say = useWords(words);
  const names = useNames();
  const [adding, setAdding] = useState<Kind | null>(null);
  const [ending, setEnding] = useState<One | null>(null);
  const all: One[] = [
    ...page.tierRecords.map((t) => ({
      ...{ kind: "tier" as const, id: t.id, code: t.code, from: t.validFrom, to: t.validTo },
      ...{ note: t.document, current: t.current },
    })),
    ...page.keyListRecords.map((k) => ({
      ...{ kind: "list" as const, id: k.id, code: k.listCode, from: k.since, to: k.until },
      ...{ note: k.reason, current: k.current },
    })),
  ].sort((a, b) => Number(b.current) - Number(a.current) || (a.from < b.from ? 1 : -1));
  const nameOf = (one: One) => (one.kind === "tier" ? names.tier(one.code) : names.keyList(one.code));
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  return (
    <Card
      title={say("tiersTitle")}
      actions={
        page.may.qualify ? (
          <>
            <Button small icon="plus" onClick={() => setAdding("tier")}>
              {say("grant")}
            </Button>
            <Button small icon="plus" onClick={() => setAdding("list")}>
              {say("join")}
            </Button>
          </>
        ) : null
      }
    >
      {all.length === 0 ? <p className="muted">{say("noTiers")}</p> : null}
      <ul className="dated">
        {all.map((one) => (
          <li key={one.id}>
            <span className="tags">
              <strong>{nameOf(one)}</strong>
              <StateTag tone={one.current ? "green" : "grey"}>
                {say(one.current ? "current" : one.from > today ? "coming" : "ended")}
              </StateTag>
              <Unverified of={one.kind === "tier" ? names.tierOf(one.code) : names.keyListOf(one.code)} />
            </span>
            <span className="tags muted">
              <span className="num">
                {one.to ? say("valid", { from: one.from, to: one.to }) : say("validOpen", { from: one.from })}
              </span>
              {one.note ? <span>{one.note}</span> : null}
              {page.may.qualify && one.current ? (
                <Button small tone="quiet" onClick={() => setEnding(one)}>
                  {say("end")}
                </Button>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      {adding ? <Add page={page} kind={adding} today={today} close={() => setAdding(null)} /> : null}
      {ending ? (
        <End page={page} one={ending} name={nameOf(ending)} today={today} close={() => setEnding(null)} />
      ) : null}
    </Card>
  );
}

function Add({ page, kind, today, close }: { page: Page; kind: Kind; today: string; close: () => void }) {
  const say = useWords(words);
  const names = useNames();
  const tier = useAct(grantTier);
  const list = useAct(joinKeyList);
  const problem = tier.problem ?? list.problem;
  const [typed, setTyped] = useState({ code: "", from: today, to: "", note: "" });
  const set = (name: keyof typeof typed) => (event: FormEvent<HTMLInputElement | HTMLSelectElement>) => {
    const value = event.currentTarget.value;
    const years = names.data?.tierKinds.find((k) => k.code === (name === "code" ? value : typed.code))?.years;
    const next = { ...typed, [name]: value };
    // A tier has its usual term; it can be changed.
    if (kind === "tier" && years && (name === "code" || name === "from")) next.to = termEnd(next.from, years);
    setTyped(next);
  };
  const send = async () => {
    const { code, from, to, note } = typed;
    const end = to || null;
    const done =
      kind === "tier"
        ? await tier.attempt({ id: page.id, code, validFrom: from, validTo: end, document: note || null })
        : await list.attempt({ id: page.id, listCode: code, since: from, until: end, reason: note || null });
    if (!done) return;
    toast(say("saved"));
    close();
  };
  const options = names.options(kind === "tier" ? names.data?.tierKinds : names.data?.keyLists);
  return (
    <Dialog
      open
      onClose={close}
      title={say(kind === "tier" ? "grant" : "join")}
      onSubmit={send}
      footer={
        <>
          <Button onClick={close}>{say("cancel")}</Button>
          <Button
            tone="primary"
            type="submit"
            busy={tier.running || list.running}
            disabled={!typed.code || !typed.from}
          >
            {say("save")}
          </Button>
        </>
      }
    >
      <ProblemNotice problem={problem} />
      <SelectField
        label={say("kind")}
        name="code"
        needed
        placeholder={say("choose")}
        options={options}
        value={typed.code}
        onChange={set("code")}
      />
      <div className="form-grid">
        <TextField label={say("from")} type="date" needed value={typed.from} onInput={set("from")} />
        <TextField
          label={say("to")}
          type="date"
          hint={say("toHint")}
          value={typed.to}
          wrong={wrongOf(problem, "validTo") ?? wrongOf(problem, "until")}
          onInput={set("to")}
        />
      </div>
      <TextField
        label={say(kind === "tier" ? "document" : "reason")}
        value={typed.note}
        maxLength={200}
        onInput={set("note")}
      />
    </Dialog>
  );
}

function End({
  page,
  one,
  name,
  today,
  close,
}: {
  page: Page;
  one: One;
  name: string;
  today: string;
  close: () => void;
}) {
  const say = useWords(words);
  const tier = useAct(endTier);
  const list = useAct(leaveKeyList);
  const [on, setOn] = useState(today);
  const send = async () => {
    const done =
      one.kind === "tier"
        ? await tier.attempt({ id: page.id, tierId: one.id, on })
        : await list.attempt({ id: page.id, memberId: one.id, on });
    if (!done) return;
    toast(say("saved"));
    close();
  };
  return (
    <Dialog
      open
      onClose={close}
      title={say("endTitle", { name })}
      onSubmit={send}
      footer={
        <>
          <Button onClick={close}>{say("cancel")}</Button>
          <Button tone="danger" type="submit" busy={tier.running || list.running} disabled={!on}>
            {say("end")}
          </Button>
        </>
      }
    >
      <ProblemNotice problem={tier.problem ?? list.problem} />
      <TextField
        label={say("endOn")}
        type="date"
        hint={say("endHint")}
        value={on}
        onInput={(event) => setOn(event.currentTarget.value)}
      />
    </Dialog>
  );
}

/** The last day of a term of whole years: the day before the same date. */
function termEnd(from: string, years: number): string {
  const [year, month, day] = from.split("-").map(Number);
  if (!year || !month || !day) return "";
  return new Date(Date.UTC(year + years, month - 1, day - 1)).toISOString().slice(0, 10);
}
