// API keys of the organisation acted for: made (shown once), watched, ended.
import { useState } from "react";
import { type ApiKey, listKeys, makeKey, revokeKey } from "../../modules/people/keys/contract.ts";
import { words } from "../../modules/people/keys/words.ts";
import { useList } from "../lib/list.ts";
import { useActing } from "../lib/session.ts";
import { useAct, useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Copyable } from "../ui/copy.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Check, SelectField, TextField } from "../ui/field.tsx";
import { ListPage } from "../ui/frame.tsx";
import { Notice, ProblemNotice } from "../ui/problem-notice.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { Table } from "../ui/table.tsx";
import { toast } from "../ui/toast.tsx";
import { Tabs } from "./tabs.tsx";

const TONES = { live: "green", expired: "grey", revoked: "grey" } as const;

export function Keys() {
  const say = useWords(words);
  const format = useFormat();
  const acting = useActing();
  const scopeName = useScopeName();
  const list = useList<ApiKey>(listKeys, []);
  const [making, setMaking] = useState(false);
  const [ending, setEnding] = useState<ApiKey | null>(null);
  const make = (
    <Button tone="primary" icon="plus" onClick={() => setMaking(true)}>
      {say("make")}
    </Button>
  );
  return (
    <ListPage
      title={say("people")}
      lead={say("lead", { organisation: acting?.shortName ?? "—" })}
      actions={make}
    >
      <Tabs />
      <Table
        caption={say("title")}
        list={list}
        rowKey={(row) => row.id}
        columns={[
          { key: "name", label: say("name"), cell: (row) => row.name },
          {
            key: "state",
            label: say("state"),
            phone: "badge",
            cell: (row) => <StateTag tone={TONES[row.state]}>{say(`state.${row.state}`)}</StateTag>,
          },
          { key: "key", label: say("key"), cell: (row) => <code>{row.prefix}…</code> },
          { key: "scopes", label: say("scopes"), cell: (row) => row.scopes.map(scopeName).join("、") },
          {
            key: "made",
            label: say("made"),
            phone: "hide",
            cell: (row) => `${row.madeByName} · ${format.day(row.createdAt)}`,
          },
          {
            key: "used",
            label: say("used"),
            cell: (row) => (row.lastUsedAt ? format.ago(row.lastUsedAt) : say("never")),
          },
          {
            key: "expires",
            label: say("expires"),
            cell: (row) =>
              row.revokedAt
                ? say("revokedBy", { name: row.revokedByName ?? "—", moment: format.moment(row.revokedAt) })
                : format.day(row.expiresAt),
          },
          {
            key: "act",
            label: "",
            phone: "act",
            cell: (row) =>
              row.state === "live" ? (
                <Button small tone="quiet" onClick={() => setEnding(row)}>
                  {say("revoke")}
                </Button>
              ) : null,
          },
        ]}
        empty={{ title: say("empty"), hint: say("emptyHint"), action: make }}
      />
      {making ? <Making onClose={() => setMaking(false)} /> : null}
      {ending ? <Ending apiKey={ending} onClose={() => setEnding(null)} /> : null}
    </ListPage>
  );
}

function useScopeName(): (scope: string) => string {
  const say = useWords(words);
  // A permission without words of its own is shown by its code.
  return (scope) => {
    const key = `scope.${scope}`;
    return key in words.zh ? say(key as keyof typeof words.zh) : scope;
  };
}

const DAYS = [30, 90, 180, 365] as const;

function Making({ onClose }: { onClose: () => void }) {
  const say = useWords(words);
  const scopeName = useScopeName();
  const act = useAct(makeKey);
  const offered = useCall(listKeys, { limit: 1 }).data?.offered ?? [];
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<readonly string[]>([]);
  const [days, setDays] = useState("180");
  const [tried, setTried] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  if (secret) return <Secret secret={secret} scopes={scopes} onClose={onClose} />;
  const lacking = name.trim().length < 2 || scopes.length === 0;
  return (
    <Dialog
      open
      onClose={onClose}
      title={say("make")}
      onSubmit={async () => {
        setTried(true);
        if (lacking) return;
        const made = await act.attempt({ name, scopes: [...scopes], days: Number(days) });
        if (made) setSecret(made.secret);
      }}
      footer={
        <>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button tone="primary" type="submit" busy={act.running}>
            {say("makeDo")}
          </Button>
        </>
      }
    >
      <ProblemNotice problem={act.problem} />
      {tried && lacking ? <Notice tone="yellow">{say("needed")}</Notice> : null}
      <TextField
        label={say("name")}
        hint={say("nameHint")}
        name="name"
        value={name}
        maxLength={50}
        onChange={(event) => setName(event.target.value)}
      />
      <fieldset className="key-scopes">
        <legend>{say("scopes")}</legend>
        <span className="hint">{say("scopesHint")}</span>
        {offered.map((scope) => (
          <Check
            key={scope}
            checked={scopes.includes(scope)}
            onChange={() =>
              setScopes(scopes.includes(scope) ? scopes.filter((s) => s !== scope) : [...scopes, scope])
            }
          >
            {scopeName(scope)} <code>{scope}</code>
          </Check>
        ))}
      </fieldset>
      <SelectField
        label={say("days")}
        name="days"
        value={days}
        options={DAYS.map((n) => ({ value: String(n), label: say(`days.${n}`) }))}
        onChange={(event) => setDays(event.target.value)}
      />
    </Dialog>
  );
}

const EXAMPLES = [
  ["reporting.fill", "/api/reporting/current"],
  ["reporting.oversee", "/api/reporting/completeness"],
] as const;

function Secret({
  secret,
  scopes,
  onClose,
}: {
  secret: string;
  scopes: readonly string[];
  onClose: () => void;
}) {
  const say = useWords(words);
  const address = EXAMPLES.find(([scope]) => scopes.includes(scope))?.[1] ?? "/api/openapi.json";
  const example = `curl -H "authorization: Bearer ${secret}" ${location.origin}${address}`;
  return (
    <Dialog
      open
      stays
      onClose={onClose}
      title={say("once")}
      footer={
        <Button tone="primary" onClick={onClose}>
          {say("done")}
        </Button>
      }
    >
      <div className="key-secret">
        <Notice tone="yellow">{say("onceText")}</Notice>
        <Copyable text={secret} />
        <p className="muted">{say("example")}</p>
        <Copyable text={example} />
        <p>
          <a href="/api/docs" target="_blank" rel="noreferrer">
            {say("docs")}
          </a>
        </p>
      </div>
    </Dialog>
  );
}

function Ending({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const say = useWords(words);
  const act = useAct(revokeKey);
  return (
    <Dialog
      open
      onClose={onClose}
      title={say("revokeTitle", { name: apiKey.name })}
      footer={
        <>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button
            tone="danger"
            busy={act.running}
            onClick={async () => {
              if (!(await act.attempt({ id: apiKey.id }))) return;
              toast(say("revoked"));
              onClose();
            }}
          >
            {say("revoke")}
          </Button>
        </>
      }
    >
      <ProblemNotice problem={act.problem} />
      <p>{say("revokeText")}</p>
    </Dialog>
  );
}
