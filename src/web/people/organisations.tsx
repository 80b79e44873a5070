// The administrator's list of organisations: add one, rename or close it.
import { useState } from "react";
import type { z } from "zod";
import {
  addOrganisation,
  changeOrganisation,
  type Kind,
  kinds,
  listOrganisations,
  type Organisation,
  type organisation,
} from "../../modules/people/contract.ts";
import { words } from "../../modules/people/words.ts";
import { useList } from "../lib/list.ts";
import { useAct, useCall } from "../lib/use-call.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Check, SelectField, TextField } from "../ui/field.tsx";
import { ListPage } from "../ui/frame.tsx";
import { ProblemNotice, wrongOf } from "../ui/problem-notice.tsx";
import { DemoTag } from "../ui/state-tag.tsx";
import { Table } from "../ui/table.tsx";
import { toast } from "../ui/toast.tsx";
import { Tabs } from "./tabs.tsx";

type Row = z.output<typeof organisation>;

export function Organisations() {
  const say = useWords(words);
  const list = useList<Row>(listOrganisations, ["kind"]);
  const [adding, setAdding] = useState(false);
  const [editing, setEditing] = useState<Organisation | null>(null);
  return (
    <ListPage
      title={say("people")}
      lead={say("organisations.lead")}
      actions={
        <Button tone="primary" icon="plus" onClick={() => setAdding(true)}>
          {say("addOrganisation")}
        </Button>
      }
    >
      <Tabs />
      <Table
        caption={say("tab.organisations")}
        list={list}
        rowKey={(row) => row.id}
        filters={[
          {
            name: "kind",
            label: say("kind"),
            options: kinds.map((value) => ({ value, label: say(`kind.${value}`) })),
          },
        ]}
        columns={[
          {
            key: "name",
            label: say("organisation"),
            sort: "name",
            cell: (row) => (
              <>
                {row.name} {row.demo ? <DemoTag /> : null}
              </>
            ),
          },
          { key: "kind", label: say("kind"), phone: "badge", cell: (row) => say(`kind.${row.kind}`) },
          { key: "short", label: say("shortName"), phone: "hide", cell: (row) => row.shortName },
          { key: "code", label: say("creditCode"), cell: (row) => row.creditCode ?? "—" },
          {
            key: "act",
            label: "",
            phone: "act",
            cell: (row) => (
              <Button small tone="quiet" icon="edit" onClick={() => setEditing(row)}>
                {say("change")}
              </Button>
            ),
          },
        ]}
        empty={{ title: say("organisations.empty") }}
      />
      {adding ? <Add onClose={() => setAdding(false)} /> : null}
      {editing ? <Change row={editing} onClose={() => setEditing(null)} /> : null}
    </ListPage>
  );
}

function Add({ onClose }: { onClose: () => void }) {
  const say = useWords(words);
  const act = useAct(addOrganisation, { touches: ["/api/people", "/api/enterprises"] });
  const [kind, setKind] = useState<Kind>("association");
  const [name, setName] = useState("");
  const [creditCode, setCreditCode] = useState("");
  const [association, setAssociation] = useState("");
  const associations = useCall(
    listOrganisations,
    kind === "enterprise" ? { kind: "association", limit: 200 } : null,
  );
  return (
    <Dialog
      open
      onClose={onClose}
      title={say("addOrganisation")}
      onSubmit={async () => {
        const made = await act.attempt({
          kind,
          name,
          ...(creditCode.trim() ? { creditCode } : {}),
          ...(kind === "enterprise" && association ? { association } : {}),
        });
        if (!made) return;
        toast(say("added"));
        onClose();
      }}
      footer={
        <>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button tone="primary" type="submit" busy={act.running} disabled={name.trim().length < 2}>
            {say("addOrganisation")}
          </Button>
        </>
      }
    >
      <ProblemNotice
        problem={act.problem}
        labels={{ name: say("organisation"), creditCode: say("creditCode") }}
      />
      <SelectField
        label={say("kind")}
        name="kind"
        value={kind}
        options={kinds.map((value) => ({ value, label: say(`kind.${value}`) }))}
        onChange={(event) => setKind(event.target.value as Kind)}
      />
      <TextField
        label={say("organisationName")}
        name="name"
        needed
        value={name}
        wrong={wrongOf(act.problem, "name")}
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        label={say("creditCode")}
        hint={say("creditCodeHint")}
        name="creditCode"
        value={creditCode}
        wrong={wrongOf(act.problem, "creditCode")}
        onChange={(event) => setCreditCode(event.target.value)}
      />
      {kind === "enterprise" ? (
        <SelectField
          label={say("association")}
          name="association"
          value={association}
          placeholder={say("noAssociation")}
          options={(associations.data?.rows ?? []).map((row) => ({ value: row.id, label: row.name }))}
          onChange={(event) => setAssociation(event.target.value)}
        />
      ) : null}
    </Dialog>
  );
}

function Change({ row, onClose }: { row: Organisation; onClose: () => void }) {
  const say = useWords(words);
  const act = useAct(changeOrganisation);
  const [name, setName] = useState(row.name);
  const [shortName, setShortName] = useState(row.shortName);
  const [closed, setClosed] = useState(row.closedAt !== null);
  return (
    <Dialog
      open
      onClose={onClose}
      title={say("change")}
      onSubmit={async () => {
        if (!(await act.attempt({ id: row.id, name, shortName, closed }))) return;
        toast(say("saved"));
        onClose();
      }}
      footer={
        <>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button tone="primary" type="submit" busy={act.running}>
            {say("save")}
          </Button>
        </>
      }
    >
      <ProblemNotice problem={act.problem} />
      <TextField
        label={say("organisationName")}
        name="name"
        value={name}
        wrong={wrongOf(act.problem, "name")}
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        label={say("shortName")}
        name="shortName"
        value={shortName}
        wrong={wrongOf(act.problem, "shortName")}
        onChange={(event) => setShortName(event.target.value)}
      />
      <Check checked={closed} onChange={(event) => setClosed(event.target.checked)}>
        {say("closeOrganisation")}
      </Check>
    </Dialog>
  );
}
