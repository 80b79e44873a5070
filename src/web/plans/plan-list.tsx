// The plans one may see: one's own, those one reviews, and those that guide.
import { listPlans, ownerKinds, type PlanRow, planStates, scenarios } from "../../modules/plans/contract.ts";
import { useList } from "../lib/list.ts";
import { useMay } from "../lib/session.ts";
import { useFormat } from "../lib/use-format.ts";
import { LinkButton } from "../ui/button.tsx";
import { ListPage } from "../ui/frame.tsx";
import { DemoTag } from "../ui/state-tag.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { PlanTag, Tabs, useSay } from "./names.tsx";

export function PlanList() {
  const say = useSay();
  const format = useFormat();
  const may = useMay();
  const list = useList<PlanRow>(listPlans, ["scenario", "state", "ownerKind"]);
  const add = may("plans.write") ? (
    <LinkButton to="/plans/new" tone="primary" icon="plus">
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
          {row.openProposals ? (
            <span className="muted under">{say("openProposals", { count: row.openProposals })}</span>
          ) : null}
        </>
      ),
    },
    {
      key: "state",
      label: say("state"),
      phone: "badge",
      cell: (row) => <PlanTag state={row.state} standing={row.standing} />,
    },
    {
      key: "scenario",
      label: say("scenario"),
      phone: "hide",
      cell: (row) => say(`scenario_${row.scenario}`),
    },
    { key: "owner", label: say("owner"), cell: (row) => row.owner },
    {
      key: "valid",
      label: say("valid"),
      sort: "validTo",
      cell: (row) => (row.validTo ? say("until", { date: format.day(row.validTo) }) : "—"),
    },
    {
      key: "savedAt",
      label: say("savedAt"),
      sort: "savedAt",
      phone: "hide",
      cell: (row) => <span title={format.moment(row.savedAt)}>{format.ago(row.savedAt)}</span>,
    },
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
        to={(row) => `/plans/${row.id}`}
        filters={[
          {
            name: "scenario",
            label: say("scenario"),
            options: scenarios.map((one) => ({ value: one, label: say(`scenario_${one}`) })),
          },
          {
            name: "state",
            label: say("state"),
            options: planStates.map((one) => ({ value: one, label: say(`state_${one}`) })),
          },
          {
            name: "ownerKind",
            label: say("ownerKind"),
            options: ownerKinds.map((one) => ({ value: one, label: say(`kind_${one}`) })),
          },
        ]}
        columns={columns}
        empty={{ title: say("plansEmpty"), hint: say("plansEmptyHint"), action: add }}
      />
    </ListPage>
  );
}
