// The plans of research one may see, newest first.
import { listPlans, type PlanRow, planStates } from "../../modules/research/contract.ts";
import { words } from "../../modules/research/words.ts";
import { useList } from "../lib/list.ts";
import { useMay } from "../lib/session.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { LinkButton } from "../ui/button.tsx";
import { ListPage } from "../ui/frame.tsx";
import { DemoTag } from "../ui/state-tag.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { PlanTag, Tabs } from "./names.tsx";

export function PlanList() {
  const say = useWords(words);
  const format = useFormat();
  const may = useMay();
  const list = useList<PlanRow>(listPlans, ["state"]);
  const add = may("research.write") ? (
    <LinkButton to="/research/plans/new" tone="primary" icon="plus">
      {say("newPlan")}
    </LinkButton>
  ) : null;
  const columns: Column<PlanRow>[] = [
    {
      key: "title",
      label: say("title"),
      sort: "title",
      cell: (row) => (
        <>
          {row.title} {row.demo ? <DemoTag /> : null}
        </>
      ),
    },
    {
      key: "state",
      label: say("state"),
      sort: "state",
      phone: "badge",
      cell: (row) => <PlanTag state={row.state} />,
    },
    {
      key: "period",
      label: say("period"),
      sort: "startsOn",
      cell: (row) => `${format.day(row.startsOn)} – ${format.day(row.endsOn)}`,
    },
    { key: "owner", label: say("owner"), phone: "hide", cell: (row) => row.owner },
    {
      key: "team",
      label: say("team"),
      phone: "hide",
      cell: (row) => row.team.map((one) => one.name).join("、") || "—",
    },
    {
      key: "visits",
      label: say("progress"),
      numeric: true,
      cell: (row) => say("progressOf", { done: row.visitsDone, all: row.visits }),
    },
    { key: "findings", label: say("findings"), numeric: true, phone: "hide", cell: (row) => row.findings },
  ];
  return (
    <ListPage
      title={say("plans")}
      lead={list.loading ? undefined : say("plansLead", { count: list.total })}
      actions={add}
    >
      <Tabs />
      <Table
        caption={say("plans")}
        list={list}
        rowKey={(row) => row.id}
        to={(row) => `/research/plans/${row.id}`}
        filters={[
          {
            name: "state",
            label: say("state"),
            options: planStates.map((state) => ({ value: state, label: say(`state_${state}`) })),
          },
        ]}
        columns={columns}
        empty={{ title: say("plansEmpty"), hint: say("plansEmptyHint"), action: add }}
      />
    </ListPage>
  );
}
