// Invitations sent, and the dialog that makes many at once.
import type { z } from "zod";
import {
  type invitation,
  listInvitations,
  revokeInvitation,
} from "../../modules/people/invitations/contract.ts";
import { words } from "../../modules/people/words.ts";
import { useList } from "../lib/list.ts";
import { useQueryString } from "../lib/place.tsx";
import { useAct } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { ListPage } from "../ui/frame.tsx";
import { ProblemNotice } from "../ui/problem-notice.tsx";
import { StateTag, type TagTone } from "../ui/state-tag.tsx";
import { Table } from "../ui/table.tsx";
import { toast } from "../ui/toast.tsx";
import { Invite } from "./invite.tsx";
import { Tabs } from "./tabs.tsx";

type Invitation = z.output<typeof invitation>;
const tones: Record<Invitation["state"], TagTone> = {
  open: "blue",
  accepted: "green",
  expired: "grey",
  revoked: "grey",
};

export function Invitations() {
  const say = useWords(words);
  const format = useFormat();
  const list = useList<Invitation>(listInvitations, ["state"]);
  const [query, setQuery] = useQueryString();
  const revoke = useAct(revokeInvitation);
  return (
    <ListPage
      title={say("people")}
      lead={say("invitations.lead")}
      actions={
        <Button tone="primary" icon="plus" onClick={() => setQuery({ new: "1" })}>
          {say("invite")}
        </Button>
      }
    >
      <Tabs />
      <ProblemNotice problem={revoke.problem} />
      <Table
        caption={say("tab.invitations")}
        list={list}
        rowKey={(row) => row.id}
        filters={[
          {
            name: "state",
            label: say("state"),
            options: (["open", "accepted", "expired", "revoked"] as const).map((value) => ({
              value,
              label: say(`invitation.${value}`),
            })),
          },
        ]}
        columns={[
          { key: "name", label: say("name"), sort: "name", cell: (row) => row.name },
          {
            key: "state",
            label: say("state"),
            phone: "badge",
            cell: (row) => <StateTag tone={tones[row.state]}>{say(`invitation.${row.state}`)}</StateTag>,
          },
          { key: "target", label: say("organisation"), cell: (row) => row.targetName },
          { key: "role", label: say("role"), cell: (row) => say(`role.${row.role}`) },
          { key: "contact", label: say("contact"), cell: (row) => row.phone ?? row.email ?? "—" },
          {
            key: "created",
            label: say("sentAt"),
            sort: "createdAt",
            phone: "hide",
            cell: (row) => format.day(row.createdAt),
          },
          { key: "expires", label: say("validUntil"), cell: (row) => format.day(row.expiresAt) },
          {
            key: "act",
            label: "",
            phone: "act",
            cell: (row) =>
              row.state === "open" ? (
                <Button
                  small
                  tone="quiet"
                  onClick={async () => {
                    if (await revoke.attempt({ id: row.id })) toast(say("revoked"));
                  }}
                >
                  {say("revoke")}
                </Button>
              ) : null,
          },
        ]}
        empty={{ title: say("invitations.empty"), hint: say("invitations.emptyHint") }}
      />
      {query.new ? <Invite onClose={() => setQuery({ new: "" })} /> : null}
    </ListPage>
  );
}
