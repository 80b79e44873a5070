// The issues one may see: the same trouble of many firms, newest first.
import { type IssueRow, listIssues } from "../../modules/appeals/issues/contract.ts";
import { useList } from "../lib/list.ts";
import { useFormat } from "../lib/use-format.ts";
import { ListPage } from "../ui/frame.tsx";
import { DemoTag, StateTag } from "../ui/state-tag.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { useKinds, useSay } from "./names.tsx";
import { Tabs } from "./tabs.tsx";

export function IssueList() {
  const say = useSay();
  const format = useFormat();
  const kinds = useKinds();
  const list = useList<IssueRow>(listIssues, ["open"]);
  const columns: Column<IssueRow>[] = [
    {
      key: "title",
      label: say("issueTitle"),
      cell: (row) => (
        <>
          {row.title} {row.demo ? <DemoTag /> : null}
          <span className="muted under">
            {row.number} · {kinds.kind(row.kind)}
          </span>
        </>
      ),
    },
    {
      key: "open",
      label: say("state"),
      phone: "badge",
      cell: (row) =>
        row.open > 0 ? (
          <StateTag tone="orange">{say("openLeft", { count: row.open })}</StateTag>
        ) : (
          <StateTag tone="green">{say("allAnswered")}</StateTag>
        ),
    },
    {
      key: "firms",
      label: say("firms"),
      cell: (row) => say("firmsIn", { firms: row.firms, provinces: row.provinces }),
    },
    { key: "owner", label: say("owner"), cell: (row) => row.owner },
    { key: "createdAt", label: say("submittedAt"), phone: "hide", cell: (row) => format.day(row.createdAt) },
  ];
  return (
    <ListPage title={say("issues")} lead={say("issuesLead")}>
      <Tabs />
      <Table
        caption={say("issues")}
        list={list}
        rowKey={(row) => row.id}
        to={(row) => `/appeals/issues/${row.id}`}
        columns={columns}
        empty={{ title: say("issuesEmpty"), hint: say("issuesEmptyHint") }}
      />
    </ListPage>
  );
}
