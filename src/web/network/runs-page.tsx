// Runs: what was supposed, who asked, how far it is.
import { listRuns, type RunRow, runKinds, runStates } from "../../modules/network/runs/contract.ts";
import { useList } from "../lib/list.ts";
import { useFormat } from "../lib/use-format.ts";
import { LinkButton } from "../ui/button.tsx";
import { ListPage } from "../ui/frame.tsx";
import { Table } from "../ui/table.tsx";
import { Tabs, useSay } from "./names.tsx";
import { RunTag } from "./run-status.tsx";

export function RunsPage() {
  const say = useSay();
  const format = useFormat();
  const list = useList<RunRow>(listRuns, ["kind", "state"]);
  const add = (
    <LinkButton to="/network/scenarios/new" tone="primary" icon="plus">
      {say("newScenario")}
    </LinkButton>
  );
  return (
    <ListPage title={say("scenarios")} lead={say("scenariosLead")} actions={add}>
      <Tabs />
      <Table
        caption={say("runs")}
        list={list}
        rowKey={(row) => row.id}
        to={(row) => (row.kind === "esri" ? `/network?run=${row.id}` : `/network/runs/${row.id}`)}
        filters={[
          {
            name: "kind",
            label: say("runKind"),
            options: runKinds.map((one) => ({ value: one, label: say(`kind_${one}`) })),
          },
          {
            name: "state",
            label: say("state"),
            options: runStates.map((one) => ({ value: one, label: say(`state_${one}`) })),
          },
        ]}
        columns={[
          { key: "title", label: say("titleField"), cell: (row) => row.title },
          { key: "kind", label: say("runKind"), cell: (row) => say(`kind_${row.kind}`) },
          {
            key: "state",
            label: say("state"),
            phone: "badge",
            cell: (row) => (
              <>
                <RunTag state={row.state} />{" "}
                {row.state === "running" ? say("progress", { done: row.done, parts: row.parts }) : null}
              </>
            ),
          },
          { key: "by", label: say("askedBy"), phone: "hide", cell: (row) => row.askedBy },
          {
            key: "at",
            label: say("askedAt"),
            sort: "askedAt",
            cell: (row) => <span title={format.moment(row.askedAt)}>{format.ago(row.askedAt)}</span>,
          },
        ]}
        empty={{ title: say("scenariosEmpty"), hint: say("scenariosEmptyHint"), action: add }}
      />
    </ListPage>
  );
}
