// Claims to review: who asks for which enterprise, and the answer with its reason.
import { useState } from "react";
import type { z } from "zod";
import { type claim, listClaims, reviewClaim } from "../../modules/people/claims/contract.ts";
import { words } from "../../modules/people/words.ts";
import { useList } from "../lib/list.ts";
import { useAct } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { TextArea } from "../ui/field.tsx";
import { Facts, ListPage } from "../ui/frame.tsx";
import { Notice, ProblemNotice } from "../ui/problem-notice.tsx";
import { StateTag, type TagTone } from "../ui/state-tag.tsx";
import { Table } from "../ui/table.tsx";
import { toast } from "../ui/toast.tsx";
import { Tabs } from "./tabs.tsx";

type Claim = z.output<typeof claim>;
const tones: Record<Claim["state"], TagTone> = { pending: "yellow", approved: "green", rejected: "grey" };

export function Claims() {
  const say = useWords(words);
  const format = useFormat();
  const list = useList<Claim>(listClaims, ["state"]);
  const [open, setOpen] = useState<Claim | null>(null);
  return (
    <ListPage title={say("people")} lead={say("claims.lead")}>
      <Tabs />
      <Table
        caption={say("tab.claims")}
        list={list}
        rowKey={(row) => row.id}
        filters={[
          {
            name: "state",
            label: say("state"),
            options: (["pending", "approved", "rejected"] as const).map((value) => ({
              value,
              label: say(`claim.${value}`),
            })),
          },
        ]}
        columns={[
          { key: "enterprise", label: say("enterprise"), cell: (row) => row.enterpriseName },
          {
            key: "state",
            label: say("state"),
            phone: "badge",
            cell: (row) => <StateTag tone={tones[row.state]}>{say(`claim.${row.state}`)}</StateTag>,
          },
          {
            key: "person",
            label: say("claimant"),
            cell: (row) => `${row.personName}　${row.phone ?? row.email ?? ""}`,
          },
          { key: "reviewer", label: say("reviewer"), phone: "hide", cell: (row) => row.reviewer },
          {
            key: "at",
            label: say("claimedAt"),
            sort: "createdAt",
            cell: (row) => format.moment(row.createdAt),
          },
          {
            key: "act",
            label: "",
            phone: "act",
            cell: (row) => (
              <Button small tone={row.state === "pending" ? "primary" : "quiet"} onClick={() => setOpen(row)}>
                {row.state === "pending" ? say("review") : say("look")}
              </Button>
            ),
          },
        ]}
        empty={{ title: say("claims.empty"), hint: say("claims.emptyHint") }}
      />
      {open ? <Review claim={open} onClose={() => setOpen(null)} /> : null}
    </ListPage>
  );
}

function Review({ claim: row, onClose }: { claim: Claim; onClose: () => void }) {
  const say = useWords(words);
  const format = useFormat();
  const act = useAct(reviewClaim);
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const decide = async (decision: "approve" | "reject") => {
    if (decision === "reject" && !reason.trim()) return setTried(true);
    if (!(await act.attempt({ id: row.id, decision, reason }))) return;
    toast(say(decision === "approve" ? "claimApproved" : "claimRejected"));
    onClose();
  };
  const pending = row.state === "pending";
  return (
    <Dialog
      open
      shape="side"
      onClose={onClose}
      title={row.enterpriseName}
      footer={
        pending ? (
          <>
            <Button tone="danger" busy={act.running} onClick={() => decide("reject")}>
              {say("reject")}
            </Button>
            <Button tone="primary" busy={act.running} onClick={() => decide("approve")}>
              {say("approve")}
            </Button>
          </>
        ) : null
      }
    >
      <ProblemNotice problem={act.problem} />
      {row.hasOwner && pending ? <Notice tone="yellow">{say("claimHasOwner")}</Notice> : null}
      {row.known ? null : <Notice tone="blue">{say("claimUnknown")}</Notice>}
      <Facts
        facts={[
          [say("creditCode"), row.creditCode],
          [say("claimant"), row.personName],
          [say("contact"), row.phone ?? row.email],
          [say("note"), row.note || null],
          [say("claimedAt"), format.moment(row.createdAt)],
          [say("reviewer"), row.reviewer],
          ...(pending
            ? []
            : ([
                [say("state"), say(`claim.${row.state}`)],
                [say("reason"), row.reason],
                [say("reviewedAt"), format.moment(row.reviewedAt)],
              ] as const)),
        ]}
      />
      {pending ? (
        <>
          <p className="muted">{say("claimCheck")}</p>
          <TextArea
            label={say("reason")}
            hint={say("reasonHint")}
            name="reason"
            rows={3}
            value={reason}
            wrong={tried && !reason.trim() ? say("reasonNeeded") : undefined}
            onChange={(event) => setReason(event.target.value)}
          />
        </>
      ) : null}
    </Dialog>
  );
}
