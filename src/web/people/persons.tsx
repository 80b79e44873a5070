// Who works where and as what; granting a role, handing work to a colleague, taking it back.
import { useState } from "react";
import type { z } from "zod";
import { endRole, listPersons, type person, type Role, roles } from "../../modules/people/contract.ts";
import { words } from "../../modules/people/words.ts";
import { useList } from "../lib/list.ts";
import { useActing, useMay, useMe } from "../lib/session.ts";
import { useAct } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button, LinkButton } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { ListPage } from "../ui/frame.tsx";
import { ProblemNotice } from "../ui/problem-notice.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { Table } from "../ui/table.tsx";
import { toast } from "../ui/toast.tsx";
import { Delegate } from "./delegate.tsx";
import { Tabs } from "./tabs.tsx";

type Person = z.output<typeof person>;

export function Persons() {
  const say = useWords(words);
  const format = useFormat();
  const may = useMay();
  const me = useMe();
  const acting = useActing();
  const list = useList<Person>(listPersons, ["role", "organisation"]);
  const [handing, setHanding] = useState(false);
  const [ending, setEnding] = useState<Person | null>(null);
  const mine = (row: Person): boolean =>
    (may("people.grant") && (row.organisationId === acting?.id || may("people.manage"))) ||
    (row.delegatedFrom !== null && (row.personId === me.person.id || row.delegatedFrom === me.person.name));
  return (
    <ListPage
      title={say("people")}
      lead={say("persons.lead")}
      actions={
        <>
          {may("people.delegate") ? (
            <Button icon="clock" onClick={() => setHanding(true)}>
              {say("delegate")}
            </Button>
          ) : null}
          {may("people.invite") ? (
            <LinkButton tone="primary" icon="plus" to="/people/invitations?new=1">
              {say("invite")}
            </LinkButton>
          ) : null}
        </>
      }
    >
      <Tabs />
      <Table
        caption={say("tab.persons")}
        list={list}
        rowKey={(row) => row.roleId}
        filters={[
          {
            name: "role",
            label: say("role"),
            options: roles.map((value) => ({ value, label: say(`role.${value}`) })),
          },
        ]}
        columns={[
          { key: "name", label: say("name"), sort: "name", cell: (row) => row.name },
          {
            key: "role",
            label: say("role"),
            phone: "badge",
            cell: (row) => <RoleTag role={row.role} until={row.until} from={row.delegatedFrom} />,
          },
          {
            key: "organisation",
            label: say("organisation"),
            sort: "organisation",
            cell: (row) => row.organisationName,
          },
          { key: "contact", label: say("contact"), cell: (row) => row.phone ?? row.email ?? "—" },
          { key: "since", label: say("since"), phone: "hide", cell: (row) => format.day(row.since) },
          {
            key: "act",
            label: "",
            phone: "act",
            cell: (row) =>
              mine(row) ? (
                <Button small tone="quiet" onClick={() => setEnding(row)}>
                  {row.delegatedFrom ? say("endDelegation") : say("endRole")}
                </Button>
              ) : null,
          },
        ]}
        empty={{ title: say("persons.empty"), hint: say("persons.emptyHint") }}
      />
      <Delegate open={handing} onClose={() => setHanding(false)} />
      {ending ? <EndRole person={ending} onClose={() => setEnding(null)} /> : null}
    </ListPage>
  );
}

function RoleTag({ role, until, from }: { role: Role; until: string | null; from: string | null }) {
  const say = useWords(words);
  const format = useFormat();
  return (
    <span>
      {say(`role.${role}`)}{" "}
      {from ? (
        <StateTag tone="blue">
          {say("standsIn", { name: from, until: until ? format.day(until) : "—" })}
        </StateTag>
      ) : null}
    </span>
  );
}

function EndRole({ person, onClose }: { person: Person; onClose: () => void }) {
  const say = useWords(words);
  const act = useAct(endRole);
  return (
    <Dialog
      open
      onClose={onClose}
      title={person.delegatedFrom ? say("endDelegation") : say("endRole")}
      footer={
        <>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button
            tone="danger"
            busy={act.running}
            onClick={async () => {
              if (!(await act.attempt({ id: person.roleId }))) return;
              toast(say("ended"));
              onClose();
            }}
          >
            {person.delegatedFrom ? say("endDelegation") : say("endRole")}
          </Button>
        </>
      }
    >
      <ProblemNotice problem={act.problem} />
      <p>
        {say("endRoleText", {
          name: person.name,
          role: say(`role.${person.role}`),
          organisation: person.organisationName,
        })}
      </p>
    </Dialog>
  );
}
