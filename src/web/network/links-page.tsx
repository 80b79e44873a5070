// Supply links: an enterprise's own suppliers and customers, or all of them for the federation's analysts.
import { useState } from "react";
import {
  exportLinks,
  type LinkRow,
  linkSources,
  listLinks,
  removeLink,
} from "../../modules/network/contract.ts";
import { useList } from "../lib/list.ts";
import { useActing, useMay } from "../lib/session.ts";
import { useAct, useDownload } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { Button, LinkButton } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { ListPage } from "../ui/frame.tsx";
import { ProblemNotice } from "../ui/problem-notice.tsx";
import { DemoTag, StateTag } from "../ui/state-tag.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { toast } from "../ui/toast.tsx";
import { LinkDialog } from "./link-dialog.tsx";
import { SourceTag, Tabs, useReference, useSay } from "./names.tsx";

export function LinksPage() {
  const say = useSay();
  const format = useFormat();
  const own = useMay()("network.own");
  const acting = useActing();
  const { product, data } = useReference();
  const list = useList<LinkRow>(listLinks, ["source", "product", "current", "side"]);
  const download = useDownload(exportLinks);
  const [editing, setEditing] = useState<LinkRow | "new" | null>(null);
  const [removing, setRemoving] = useState<LinkRow | null>(null);
  const add = (
    <Button tone="primary" icon="plus" onClick={() => setEditing("new")}>
      {say("newLink")}
    </Button>
  );
  const columns: Column<LinkRow>[] = [
    {
      key: "supplier",
      label: say("supplier"),
      sort: "supplier",
      cell: (row) => <End name={row.supplier} own={row.supplierId === acting?.id} demo={row.demo} />,
    },
    { key: "customer", label: say("customer"), sort: "customer", cell: (row) => row.customer },
    { key: "product", label: say("product"), cell: (row) => product(row.product) },
    {
      key: "share",
      label: say("share"),
      sort: "share",
      numeric: true,
      cell: (row) => (
        <>
          <span className="muted">{say(`shareOf_${row.shareOf}`)}</span> {format.percent(row.share, 1)}
        </>
      ),
    },
    {
      key: "cover",
      label: say("coverShort"),
      sort: "coverDays",
      numeric: true,
      cell: (row) => days(row.coverDays),
    },
    {
      key: "switch",
      label: say("switchShort"),
      numeric: true,
      phone: "hide",
      cell: (row) => days(row.switchDays),
    },
    {
      key: "source",
      label: say("source"),
      phone: "badge",
      cell: (row) => (
        <>
          <SourceTag source={row.source} confidence={row.confidence} />{" "}
          {row.current ? null : <StateTag>{say("ended")}</StateTag>}
        </>
      ),
    },
    {
      key: "acts",
      label: "",
      phone: "act",
      cell: (row) =>
        row.mine ? (
          <span className="actions">
            <Button small tone="quiet" icon="edit" onClick={() => setEditing(row)}>
              {say("change")}
            </Button>
            <Button small tone="quiet" onClick={() => setRemoving(row)}>
              {say("remove")}
            </Button>
          </span>
        ) : null,
    },
  ];
  const days = (count: number | null) => (count === null ? "—" : say("days", { count }));
  return (
    <ListPage
      title={say(own ? "ownLinks" : "tabLinks")}
      lead={own ? say("ownLinksLead") : list.loading ? undefined : say("linksLead", { count: list.total })}
      actions={
        <>
          <LinkButton to="/network/links/import" icon="upload">
            {say("importLinks")}
          </LinkButton>
          {add}
        </>
      }
    >
      <Tabs />
      <ProblemNotice problem={download.problem} />
      <Table
        caption={say("tabLinks")}
        list={list}
        rowKey={(row) => row.id}
        columns={columns}
        filters={[
          {
            name: "source",
            label: say("source"),
            options: linkSources.map((one) => ({ value: one, label: say(`source_${one}`) })),
          },
          {
            name: "product",
            label: say("product"),
            options: (data?.products ?? []).map((one) => ({ value: one.code, label: product(one.code) })),
          },
        ]}
        tools={
          <Button small icon="download" busy={download.running} onClick={() => download.save(list.input)}>
            .xlsx
          </Button>
        }
        empty={{ title: say("linksEmpty"), hint: say("linksEmptyHint"), action: add }}
      />
      {editing ? (
        <LinkDialog link={editing === "new" ? null : editing} onClose={() => setEditing(null)} />
      ) : null}
      <RemoveDialog link={removing} onClose={() => setRemoving(null)} />
    </ListPage>
  );
}

function End({ name, own, demo }: { name: string; own: boolean; demo: boolean }) {
  return (
    <>
      {own ? <strong>{name}</strong> : name} {demo ? <DemoTag /> : null}
    </>
  );
}

function RemoveDialog({ link, onClose }: { link: LinkRow | null; onClose: () => void }) {
  const say = useSay();
  const remove = useAct(removeLink);
  return (
    <Dialog
      open={link !== null}
      onClose={onClose}
      title={say("remove")}
      footer={
        <>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button
            tone="danger"
            busy={remove.running}
            onClick={async () => {
              if (!link || !(await remove.attempt({ id: link.id }))) return;
              toast(say("removed"));
              onClose();
            }}
          >
            {say("remove")}
          </Button>
        </>
      }
    >
      <ProblemNotice problem={remove.problem} />
      <p>{say("removeAsk")}</p>
      <p className="muted">{link ? `${link.supplier} → ${link.customer}` : null}</p>
    </Dialog>
  );
}
