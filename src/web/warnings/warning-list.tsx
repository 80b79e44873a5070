// The warnings one works on: the gravest and longest waiting first, with their age and what is owed.
import {
  listWarnings,
  severities,
  sources,
  type WarningRow,
  warningStages,
} from "../../modules/warnings/contract.ts";
import { words } from "../../modules/warnings/words.ts";
import { useList } from "../lib/list.ts";
import { useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { LinkButton } from "../ui/button.tsx";
import { ListPage } from "../ui/frame.tsx";
import { DemoTag, StateTag } from "../ui/state-tag.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { SeverityTag, StageTag, Tabs } from "./tags.tsx";

export function WarningList() {
  const say = useWords(words);
  const format = useFormat();
  const list = useList<WarningRow>(listWarnings, ["stage", "severity", "source", "open"]);
  const sentence = useCall(listWarnings, { limit: 1 }).data?.sentence;
  const columns: Column<WarningRow>[] = [
    {
      key: "title",
      label: say("title"),
      cell: (row) => (
        <>
          {row.title[format.language]} {row.demo ? <DemoTag /> : null}
        </>
      ),
    },
    {
      key: "severity",
      label: say("severity"),
      sort: "severity",
      phone: "badge",
      cell: (row) => <SeverityTag severity={row.severity} proposed={!row.graded} />,
    },
    { key: "stage", label: say("stage"), sort: "stage", cell: (row) => <StageTag stage={row.stage} /> },
    { key: "source", label: say("source"), phone: "hide", cell: (row) => say(`source_${row.source}`) },
    {
      key: "months",
      label: say("months"),
      phone: "hide",
      cell: (row) =>
        row.months.first === row.months.last ? row.months.first : `${row.months.first} – ${row.months.last}`,
    },
    {
      key: "age",
      label: say("age"),
      sort: "opened",
      cell: (row) => (
        <>
          {format.ago(row.openedAt)}
          {row.acknowledged && row.stage === "signalled" ? (
            <div className="muted">
              {say("acknowledgedBy", { name: row.acknowledged.by, ago: format.ago(row.acknowledged.at) })}
            </div>
          ) : null}
        </>
      ),
    },
    {
      key: "due",
      label: say("due"),
      cell: (row) =>
        row.dueAt === null ? (
          "—"
        ) : row.late ? (
          <StateTag tone="red">{say("late")}</StateTag>
        ) : (
          <span className="num">{format.moment(row.dueAt)}</span>
        ),
    },
  ];
  const options = <T extends string>(all: readonly T[], prefix: string) =>
    all.map((value) => ({ value, label: say(`${prefix}_${value}` as "stage_signalled") }));
  return (
    <ListPage
      title={say("warnings")}
      lead={sentence?.[format.language]}
      actions={
        <LinkButton to="/warnings/sightings?new=1" tone="primary" icon="plus">
          {say("newSighting")}
        </LinkButton>
      }
    >
      <Tabs />
      <Table
        caption={say("warnings")}
        list={list}
        rowKey={(row) => row.id}
        to={(row) => `/warnings/${row.id}`}
        filters={[
          { name: "open", label: say("open"), options: options(["yes", "no"], "open") },
          { name: "severity", label: say("severity"), options: options(severities, "severity") },
          { name: "stage", label: say("stage"), options: options(warningStages, "stage") },
          { name: "source", label: say("source"), options: options(sources, "source") },
        ]}
        columns={columns}
        empty={{ title: say("listEmpty"), hint: say("listEmptyHint") }}
      />
    </ListPage>
  );
}
