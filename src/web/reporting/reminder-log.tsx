// 催报记录: what was sent to whom by which channel and when, and what came of it.
import {
  exportReminders,
  type LoggedReminder,
  outcomes,
  reminderChannels,
  reminderLog,
} from "../../modules/reporting/reminders/contract.ts";
import { words } from "../../modules/reporting/reminders/words.ts";
import { useList } from "../lib/list.ts";
import { useQueryString } from "../lib/place.tsx";
import { useCall, useDownload } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button, LinkButton } from "../ui/button.tsx";
import { ListPage } from "../ui/frame.tsx";
import { ProblemNotice } from "../ui/problem-notice.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { type Column, Table } from "../ui/table.tsx";
import "./reporting.css";

const TONES = { reported: "green", missing: "yellow", bounced: "red", nobody: "orange" } as const;
const FILTERS = ["period", "channel", "outcome", "automatic"] as const;

export function ReminderLog() {
  const say = useWords(words);
  const format = useFormat();
  const [query] = useQueryString();
  const list = useList<LoggedReminder>(reminderLog, FILTERS);
  const periods = useCall(reminderLog, { limit: 1 }).data?.periods ?? [];
  const save = useDownload(exportReminders);
  const chosen = Object.fromEntries(
    [...FILTERS, "q"].flatMap((name) =>
      typeof query[name] === "string" && query[name] ? [[name, query[name]]] : [],
    ),
  );
  const columns: Column<LoggedReminder>[] = [
    { key: "member", label: say("member"), cell: (row) => row.memberName },
    {
      key: "outcome",
      label: say("outcome"),
      phone: "badge",
      cell: (row) => <StateTag tone={TONES[row.outcome]}>{say(`outcome.${row.outcome}`)}</StateTag>,
    },
    { key: "at", label: say("at"), sort: "remindedAt", cell: (row) => format.moment(row.remindedAt) },
    {
      key: "channel",
      label: say("channel"),
      cell: (row) =>
        row.channel === "wecom" ? say("channel.wecom") : `${say(`channel.${row.channel}`)} × ${row.persons}`,
    },
    {
      key: "form",
      label: say("form"),
      cell: (row) => `${row.formTitle?.[format.language] ?? row.formCode} · ${format.month(row.period)}`,
    },
    { key: "due", label: say("dueOn"), phone: "hide", cell: (row) => format.day(row.dueOn) },
    { key: "by", label: say("by"), cell: (row) => (row.automatic ? say("automatic") : row.remindedByName) },
    {
      key: "reported",
      label: say("reportedAt"),
      phone: "hide",
      cell: (row) => (row.reportedAt ? format.moment(row.reportedAt) : "—"),
    },
  ];
  return (
    <ListPage
      title={say("title")}
      lead={say("lead", { count: list.total })}
      actions={
        <>
          <Button icon="download" busy={save.running} onClick={() => void save.save(chosen)}>
            {say(save.running ? "exporting" : "export")}
          </Button>
          <LinkButton to="/reporting/reminders/settings">{say("settings")}</LinkButton>
          <LinkButton to="/reporting/board">{say("board")}</LinkButton>
        </>
      }
    >
      <ProblemNotice problem={save.problem} />
      <Table
        caption={say("title")}
        list={list}
        columns={columns}
        rowKey={(row) => row.id}
        filters={[
          {
            name: "period",
            label: say("period"),
            options: periods.map((period) => ({ value: period, label: format.month(period) })),
          },
          {
            name: "channel",
            label: say("channel"),
            options: reminderChannels.map((one) => ({ value: one, label: say(`channel.${one}`) })),
          },
          {
            name: "outcome",
            label: say("outcome"),
            options: outcomes.map((one) => ({ value: one, label: say(`outcome.${one}`) })),
          },
          {
            name: "automatic",
            label: say("kind"),
            options: [
              { value: "false", label: say("byHand") },
              { value: "true", label: say("automatic") },
            ],
          },
        ]}
        empty={{ title: say("empty"), hint: say("emptyHint") }}
      />
      <p className="muted">{say("method")}</p>
    </ListPage>
  );
}
