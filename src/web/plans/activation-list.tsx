// Where plans were put to work: what runs now, and what was drilled.
import { type ActivationRow, listActivations } from "../../modules/plans/activations/contract.ts";
import { useList } from "../lib/list.ts";
import { useFormat } from "../lib/use-format.ts";
import { ListPage } from "../ui/frame.tsx";
import { DemoTag, StateTag } from "../ui/state-tag.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { GradeTag, Tabs, useSay } from "./names.tsx";

export function ActivationList() {
  const say = useSay();
  const format = useFormat();
  const list = useList<ActivationRow>(listActivations, ["open", "drill"]);
  const columns: Column<ActivationRow>[] = [
    {
      key: "title",
      label: say("activationTitle"),
      cell: (row) => (
        <>
          {row.title} {row.demo ? <DemoTag /> : null}
        </>
      ),
    },
    {
      key: "state",
      label: say("state"),
      phone: "badge",
      cell: (row) => (
        <>
          <StateTag tone={row.open ? (row.late ? "red" : "accent") : "grey"}>
            {say(row.open ? "running" : "closed")}
          </StateTag>{" "}
          {row.drill ? <StateTag plain>{say("drillTag")}</StateTag> : <GradeTag severity={row.severity} />}
        </>
      ),
    },
    { key: "owner", label: say("owner"), phone: "hide", cell: (row) => row.owner },
    { key: "at", label: say("startedAt"), sort: "at", cell: (row) => format.moment(row.at) },
    {
      key: "progress",
      label: say("progress"),
      cell: (row) =>
        say("boardLead", { done: row.done, all: row.tasks }) +
        (row.late ? say("boardLate", { late: row.late }) : ""),
    },
    {
      key: "result",
      label: say("result"),
      phone: "hide",
      cell: (row) => (row.result ? say(`result_${row.result}`) : "—"),
    },
  ];
  return (
    <ListPage
      title={say("tabActivations")}
      lead={list.loading ? undefined : say("activationsLead", { count: list.total })}
    >
      <Tabs />
      <Table
        caption={say("tabActivations")}
        list={list}
        rowKey={(row) => row.id}
        to={(row) => `/plans/activations/${row.id}`}
        filters={[
          {
            name: "open",
            label: say("filterOpen"),
            options: [
              { value: "true", label: say("filterOpenYes") },
              { value: "false", label: say("filterOpenNo") },
            ],
          },
          {
            name: "drill",
            label: say("filterDrill"),
            options: [
              { value: "true", label: say("drillTag") },
              { value: "false", label: say("real") },
            ],
          },
        ]}
        columns={columns}
        empty={{ title: say("activationsEmpty"), hint: say("activationsEmptyHint") }}
      />
    </ListPage>
  );
}
