// Warnings one's organisation was told of, the newest of each matter, with whether receipt was confirmed.
import type { BulletinRow } from "../../modules/warnings/contract.ts";
import { listBulletins } from "../../modules/warnings/rules/contract.ts";
import { words } from "../../modules/warnings/words.ts";
import { useList } from "../lib/list.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { LinkButton } from "../ui/button.tsx";
import { ListPage } from "../ui/frame.tsx";
import { DemoTag, StateTag } from "../ui/state-tag.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { SeverityTag, Tabs } from "./tags.tsx";

export function BulletinList() {
  const say = useWords(words);
  const format = useFormat();
  const list = useList<BulletinRow>(listBulletins, []);
  const columns: Column<BulletinRow>[] = [
    {
      key: "headline",
      label: say("title"),
      cell: (row) => (
        <>
          {row.headline[format.language] || row.headline.zh} {row.demo ? <DemoTag /> : null}
        </>
      ),
    },
    {
      key: "severity",
      label: say("severity"),
      phone: "badge",
      cell: (row) =>
        row.type === "Cancel" ? (
          <StateTag tone="green">{say("type_Cancel")}</StateTag>
        ) : (
          <SeverityTag severity={row.severity} />
        ),
    },
    { key: "type", label: say("stage"), phone: "hide", cell: (row) => say(`type_${row.type}`) },
    {
      key: "sent",
      label: say("age"),
      cell: (row) => <span title={format.moment(row.sentAt)}>{format.ago(row.sentAt)}</span>,
    },
    {
      key: "receipt",
      label: say("receipts"),
      cell: (row) =>
        row.receipt === null ? (
          "—"
        ) : row.receipt.receivedAt === null ? (
          <StateTag tone="yellow">{say("confirm")}</StateTag>
        ) : (
          say("confirmed")
        ),
    },
  ];
  return (
    <ListPage
      title={say("bulletins")}
      lead={say("bulletinsLead")}
      actions={
        <LinkButton to="/warnings/sightings?new=1" icon="plus">
          {say("newSighting")}
        </LinkButton>
      }
    >
      <Tabs />
      <Table
        caption={say("bulletins")}
        list={list}
        searchable={false}
        rowKey={(row) => row.id}
        to={(row) => `/warnings/bulletins/${row.id}`}
        columns={columns}
        empty={{ title: say("bulletinsEmpty"), hint: say("bulletinsEmptyHint") }}
      />
    </ListPage>
  );
}
