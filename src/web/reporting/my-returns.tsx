// 我的报表: every month of one's own enterprise with its state.
import { type FilingCard, myFilings } from "../../modules/reporting/contract.ts";
import { words as deadlineWords } from "../../modules/reporting/deadlines/words.ts";
import { words as historyWords } from "../../modules/reporting/history/words.ts";
import { words } from "../../modules/reporting/words.ts";
import { useList } from "../lib/list.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { LinkButton } from "../ui/button.tsx";
import { ListPage } from "../ui/frame.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { FilingStateTag } from "./filing-state.tsx";

export function MyReturns() {
  const say = useWords(words);
  const also = useWords(historyWords);
  const days = useWords(deadlineWords);
  const format = useFormat();
  const list = useList(myFilings, ["state"]);
  const { language } = format;
  const columns: Column<FilingCard>[] = [
    { key: "period", label: say("period"), sort: "period", cell: (row) => format.month(row.period) },
    { key: "form", label: say("form"), cell: (row) => row.formTitle?.[language] || row.formTitle?.zh || "—" },
    {
      key: "state",
      label: say("state"),
      phone: "badge",
      cell: (row) => <FilingStateTag state={row.state} overdue={row.overdue} />,
    },
    {
      key: "due",
      label: say("dueOn"),
      cell: (row) => (row.history ? say("afterwards") : format.day(row.dueOn)),
    },
    { key: "submitted", label: say("submittedAt"), cell: (row) => format.moment(row.submittedAt) },
    { key: "vintage", label: say("vintage"), numeric: true, cell: (row) => row.vintage || "—" },
  ];
  return (
    <ListPage
      title={say("mineTitle")}
      lead={list.loading ? undefined : say("mineLead", { count: list.total })}
      actions={
        <>
          <LinkButton to="/reporting/deadlines">{days("title")}</LinkButton>
          <LinkButton to="/reporting/history">{also("link")}</LinkButton>
          <LinkButton tone="primary" icon="form" to="/reporting">
            {say("fillIn")}
          </LinkButton>
        </>
      }
    >
      <Table
        caption={say("mineTitle")}
        list={list}
        searchable={false}
        columns={columns}
        rowKey={(row) => row.id}
        to={(row) => `/reporting/filings/${row.id}`}
        filters={[
          {
            name: "state",
            label: say("state"),
            options: (["due", "draft", "submitted", "returned", "accepted", "locked"] as const).map(
              (state) => ({
                value: state,
                label: say(state),
              }),
            ),
          },
        ]}
        empty={{ title: say("mineEmpty"), hint: say("mineEmptyHint") }}
      />
    </ListPage>
  );
}
