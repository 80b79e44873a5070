// 还没有报的企业: whoever is missing, reminded by one button, also in the own chat group, or given to a colleague.
import { useState } from "react";
import { words as behalfWords } from "../../modules/reporting/behalf/words.ts";
import { words as boardWords } from "../../modules/reporting/completeness/words.ts";
import { type FilingCard, filingStates, listFilings } from "../../modules/reporting/contract.ts";
import { getRobot, remind } from "../../modules/reporting/reminders/contract.ts";
import { words } from "../../modules/reporting/words.ts";
import { useList } from "../lib/list.ts";
import { useQueryString } from "../lib/place.tsx";
import { useMay } from "../lib/session.ts";
import { useAct, useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button, LinkButton } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Check } from "../ui/field.tsx";
import { ProblemNotice } from "../ui/problem-notice.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { toast } from "../ui/toast.tsx";
import { FilingStateTag } from "./filing-state.tsx";
import { InChargeDialog } from "./in-charge-dialog.tsx";

const MISSING = ["due", "draft", "returned"] as const;
const NARROWED = ["association", "industry", "region"] as const;

export function MissingList({ period, formCode }: { period: string; formCode: string }) {
  const say = useWords(words);
  const also = useWords(behalfWords);
  const may = useMay();
  const format = useFormat();
  const [query, setQuery] = useQueryString();
  const list = useList(listFilings, ["association", "industry", "region", "state"], {
    period,
    formCode,
    ...(query.state ? {} : { state: [...MISSING] }),
  });
  const act = useAct(remind);
  const narrow = Object.fromEntries(
    NARROWED.flatMap((name) => (typeof query[name] === "string" ? [[name, query[name]]] : [])),
  );
  const narrowed = Object.keys(narrow).length > 0;
  const [text, setText] = useState("");
  const board = useWords(boardWords);
  const robot = useCall(getRobot, {}).data?.robot ?? null;
  const [toGroup, setToGroup] = useState(true);
  const [giving, setGiving] = useState<readonly string[]>([]);
  const send = async (wish: Parameters<typeof act.attempt>[0]) => {
    const answer = await act.attempt({ ...wish, wecom: robot !== null && toGroup });
    if (!answer) return;
    const said = [
      answer.reminded ? say("reminded", { count: answer.reminded }) : say("remindedNone"),
      answer.reminded && answer.alreadyToday ? say("alreadyToday", { count: answer.alreadyToday }) : "",
    ];
    toast(said.filter(Boolean).join("；"));
    setText(
      answer.text.replace("{link}", `${window.location.origin}/reporting?period=${period}&form=${formCode}`),
    );
  };
  const columns: Column<FilingCard & { figures: boolean }>[] = [
    { key: "name", label: say("organisation"), sort: "name", cell: (row) => row.organisationName },
    {
      key: "state",
      label: say("state"),
      sort: "state",
      phone: "badge",
      cell: (row) => <FilingStateTag state={row.state} overdue={row.overdue} />,
    },
    {
      key: "submitted",
      label: say("submittedAt"),
      phone: "hide",
      cell: (row) => format.moment(row.submittedAt),
    },
    {
      key: "reminded",
      label: say("remindedOn"),
      cell: (row) => (row.remindedOn ? format.day(row.remindedOn) : say("never")),
    },
    {
      key: "behalf",
      label: "",
      phone: "act",
      cell: (row) =>
        may("reporting.behalf") && row.figures && MISSING.some((state) => state === row.state) ? (
          <LinkButton small tone="quiet" to={`/reporting/behalf/${row.id}`}>
            {also("fillFor")}
          </LinkButton>
        ) : null,
    },
  ];
  return (
    <section className="stack">
      <div className="missing-head">
        <h2>{say("missingList")}</h2>
        {narrowed ? (
          <Button small onClick={() => setQuery({ association: "", industry: "", region: "", offset: "" })}>
            {say("clearFilter")}
          </Button>
        ) : null}
      </div>
      <ProblemNotice problem={act.problem} />
      {robot ? (
        <Check checked={toGroup} onChange={(event) => setToGroup(event.target.checked)}>
          {board("toGroup")} <span className="muted">{board("toGroupHint")}</span>
        </Check>
      ) : null}
      {giving.length ? <InChargeDialog members={giving} onClose={() => setGiving([])} /> : null}
      <Table
        caption={say("missingList")}
        list={list}
        columns={columns}
        rowKey={(row) => row.id}
        filters={[
          {
            name: "state",
            label: say("state"),
            options: filingStates.map((state) => ({ value: state, label: say(state) })),
          },
        ]}
        bulk={(keys, clear) => (
          <>
            <Button
              small
              tone="primary"
              busy={act.running}
              onClick={() => void send({ filings: [...keys] }).then(clear)}
            >
              {say("remindPicked", { count: keys.length })}
            </Button>
            <Button small onClick={() => setGiving(membersOf(list.rows, keys))}>
              {board("inCharge")}
            </Button>
          </>
        )}
        tools={
          list.rows.length && !query.state ? (
            <Button
              small
              icon="bell"
              busy={act.running}
              onClick={() => void send({ missing: { period, formCode, ...narrow } })}
            >
              {say("remindAll")}
            </Button>
          ) : null
        }
        empty={{ title: say("noMissing"), hint: say("noMissingHint") }}
      />
      {text ? (
        <Dialog
          open
          onClose={() => setText("")}
          title={say("copyText")}
          footer={
            <>
              <Button onClick={() => setText("")}>{say("close")}</Button>
              <CopyButton text={text} />
            </>
          }
        >
          <p>{say("copyHint")}</p>
          <textarea
            className="input paste-text"
            aria-label={say("copyText")}
            readOnly
            rows={6}
            value={text}
            onFocus={(event) => event.target.select()}
          />
        </Dialog>
      ) : null}
    </section>
  );
}

const membersOf = (rows: readonly FilingCard[], keys: readonly string[]): string[] =>
  rows.filter((row) => keys.includes(row.id)).map((row) => row.organisationId);

/** Where the browser forbids copying, the marked text can still be copied by hand. */
function CopyButton({ text }: { text: string }) {
  const say = useWords(words);
  const [done, setDone] = useState(false);
  const copy = async () => {
    await navigator.clipboard?.writeText(text).then(
      () => setDone(true),
      () => undefined,
    );
    document.querySelector<HTMLTextAreaElement>(".paste-text")?.select();
  };
  return (
    <Button tone="primary" icon={done ? "check" : "copy"} onClick={() => void copy()}>
      {say(done ? "copied" : "copyIt")}
    </Button>
  );
}
