// The members of an association and who lets it see its returns; the federation sees all memberships.
import { useState } from "react";
import type { z } from "zod";
import { addMember, endMembership, listMemberships, type membership } from "../../modules/people/contract.ts";
import { words } from "../../modules/people/words.ts";
import { useList } from "../lib/list.ts";
import { useActing, useMay } from "../lib/session.ts";
import { useAct, useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { TextField } from "../ui/field.tsx";
import { ListPage } from "../ui/frame.tsx";
import { ProblemNotice, wrongOf } from "../ui/problem-notice.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { toast } from "../ui/toast.tsx";
import { Tabs } from "./tabs.tsx";

type Membership = z.output<typeof membership>;

export function Members() {
  const say = useWords(words);
  const format = useFormat();
  const may = useMay();
  const acting = useActing();
  const association = acting?.kind === "association";
  const list = useList<Membership>(listMemberships, ["consent"]);
  const counts = useCall(listMemberships, { limit: 1 });
  const [adding, setAdding] = useState(false);
  const [ending, setEnding] = useState<Membership | null>(null);
  const all = counts.data;
  const columns: Column<Membership>[] = [
    { key: "name", label: say("member"), sort: "name", cell: (row) => row.memberName },
    {
      key: "consent",
      label: say("consent"),
      phone: "badge",
      cell: (row) =>
        row.consent ? (
          <StateTag tone="green">{say("consent.yes")}</StateTag>
        ) : (
          <StateTag>{say("consent.no")}</StateTag>
        ),
    },
    ...(association
      ? []
      : [{ key: "association", label: say("association"), cell: (row: Membership) => row.associationName }]),
    { key: "code", label: say("creditCode"), cell: (row) => row.memberCreditCode ?? "—" },
    {
      key: "since",
      label: say("memberSince"),
      sort: "since",
      phone: "hide",
      cell: (row) => format.day(row.since),
    },
    {
      key: "act",
      label: "",
      phone: "act",
      cell: (row) =>
        may("people.members") ? (
          <Button small tone="quiet" onClick={() => setEnding(row)}>
            {say("endMembership")}
          </Button>
        ) : null,
    },
  ];
  return (
    <ListPage
      title={say("people")}
      lead={
        all
          ? say("members.lead", {
              total: all.total,
              consenting: all.consenting,
              without: all.total - all.consenting,
            })
          : undefined
      }
      actions={
        association && may("people.members") ? (
          <Button tone="primary" icon="plus" onClick={() => setAdding(true)}>
            {say("addMember")}
          </Button>
        ) : null
      }
    >
      <Tabs />
      <Table
        caption={say("tab.members")}
        list={list}
        rowKey={(row) => row.id}
        filters={[
          {
            name: "consent",
            label: say("consent"),
            options: [
              { value: "yes", label: say("consent.yes") },
              { value: "no", label: say("consent.no") },
            ],
          },
        ]}
        columns={columns}
        empty={{ title: say("members.empty"), hint: say("members.emptyHint") }}
        footer={<span className="muted">{say("members.foot")}</span>}
      />
      {adding && acting ? <AddMember association={acting.id} onClose={() => setAdding(false)} /> : null}
      {ending ? <EndMembership row={ending} onClose={() => setEnding(null)} /> : null}
    </ListPage>
  );
}

function AddMember({ association, onClose }: { association: string; onClose: () => void }) {
  const say = useWords(words);
  const act = useAct(addMember);
  const [creditCode, setCreditCode] = useState("");
  return (
    <Dialog
      open
      onClose={onClose}
      title={say("addMember")}
      onSubmit={async () => {
        if (!creditCode.trim() || !(await act.attempt({ associationId: association, creditCode }))) return;
        toast(say("memberAdded"));
        onClose();
      }}
      footer={
        <>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button tone="primary" type="submit" busy={act.running}>
            {say("addMember")}
          </Button>
        </>
      }
    >
      <p className="muted">{say("addMemberText")}</p>
      <ProblemNotice problem={act.problem} labels={{ creditCode: say("creditCode") }} />
      <TextField
        label={say("creditCode")}
        hint={say("creditCodeHint")}
        name="creditCode"
        value={creditCode}
        wrong={wrongOf(act.problem, "creditCode")}
        onChange={(event) => setCreditCode(event.target.value)}
      />
    </Dialog>
  );
}

function EndMembership({ row, onClose }: { row: Membership; onClose: () => void }) {
  const say = useWords(words);
  const act = useAct(endMembership, { touches: ["/api/"] });
  return (
    <Dialog
      open
      onClose={onClose}
      title={say("endMembership")}
      footer={
        <>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button
            tone="danger"
            busy={act.running}
            onClick={async () => {
              if (!(await act.attempt({ id: row.id }))) return;
              toast(say("ended"));
              onClose();
            }}
          >
            {say("endMembership")}
          </Button>
        </>
      }
    >
      <ProblemNotice problem={act.problem} />
      <p>{say("endMembershipText", { member: row.memberName, association: row.associationName })}</p>
    </Dialog>
  );
}
