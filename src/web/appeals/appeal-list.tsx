// The inbox of whoever works on appeals, and an enterprise's own: filters, keys, and a case a row as .xlsx.
import { useState } from "react";
import {
  type AppealRow,
  boxes,
  exportAppeals,
  listAppeals,
  outcomes,
  states,
} from "../../modules/appeals/contract.ts";
import { useKeys } from "../lib/keys.ts";
import { useList } from "../lib/list.ts";
import { useGo } from "../lib/place.tsx";
import { useActing, useMay } from "../lib/session.ts";
import { useDownload } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { Button, LinkButton } from "../ui/button.tsx";
import { Segmented } from "../ui/field.tsx";
import { ListPage } from "../ui/frame.tsx";
import { ProblemNotice } from "../ui/problem-notice.tsx";
import { DemoTag, StateTag } from "../ui/state-tag.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { JoinDialog } from "./join-dialog.tsx";
import { AppealTag, NextDue, useKinds, usePlaces, useSay } from "./names.tsx";
import { Tabs } from "./tabs.tsx";

const filters = [
  "box",
  "kind",
  "state",
  "outcome",
  "province",
  "industry",
  "reopened",
  "overdue",
  "month",
  "issue",
  "handler",
];

export function AppealList() {
  const say = useSay();
  const format = useFormat();
  const kinds = useKinds();
  const places = usePlaces();
  const go = useGo();
  const firm = useActing()?.kind === "enterprise";
  const office = useMay()("appeals.oversee");
  const list = useList<AppealRow>(listAppeals, filters);
  const file = useDownload(exportAppeals);
  const [joining, setJoining] = useState<readonly string[] | null>(null);
  useKeys({ n: () => go("/appeals/new") });
  const late = list.rows.filter((row) => row.late).length;
  const raise = (
    <LinkButton to="/appeals/new" tone="primary" icon="plus">
      {say(firm ? "raise" : "raiseFor")}
    </LinkButton>
  );
  const columns: Column<AppealRow>[] = [
    {
      key: "title",
      label: say("title"),
      cell: (row) => (
        <>
          {row.title || say("state_draft")} {row.demo ? <DemoTag /> : null}
          <span className="muted under">
            {[kinds.kind(row.kind), firm ? row.number : row.enterprise].filter(Boolean).join(" · ")}
          </span>
        </>
      ),
    },
    {
      key: "state",
      label: say("state"),
      phone: "badge",
      cell: (row) => (
        <>
          <AppealTag state={row.state} outcome={row.outcome} />
          {row.reopened > 0 ? (
            <span className="muted under">{say("reopenedTimes", { count: row.reopened })}</span>
          ) : null}
        </>
      ),
    },
    { key: "due", label: say("due"), sort: "due", cell: (row) => <NextDue due={row.due} /> },
    {
      key: "handler",
      label: say("handler"),
      phone: "hide",
      cell: (row) => (
        <>
          {row.handler ?? "—"} {row.level > 0 ? <StateTag plain>{say("levelUp")}</StateTag> : null}
          {row.officer ? <span className="muted under">{row.officer}</span> : null}
        </>
      ),
    },
    ...(firm
      ? []
      : [
          {
            key: "region",
            label: say("region"),
            phone: "hide" as const,
            cell: (row: AppealRow) => places.region(row.regionCode),
          },
        ]),
    {
      key: "submittedAt",
      label: say("submittedAt"),
      sort: "submittedAt",
      phone: "hide",
      cell: (row) =>
        row.submittedAt ? (
          <span title={format.moment(row.submittedAt)}>{format.ago(row.submittedAt)}</span>
        ) : (
          "—"
        ),
    },
  ];
  return (
    <ListPage
      title={say(firm ? "myAppeals" : "appeals")}
      lead={list.loading ? undefined : say(late ? "listLeadLate" : "listLead", { count: list.total, late })}
      actions={raise}
    >
      <Tabs />
      {firm ? null : (
        <div>
          <Segmented
            label={say("box")}
            value={typeof list.filters.box === "string" ? list.filters.box : "all"}
            options={boxes.map((box) => ({ value: box as string, label: say(`box_${box}`) }))}
            onChange={(box) => list.set({ box: box === "all" ? "" : box })}
          />
        </div>
      )}
      <ProblemNotice problem={file.problem} />
      <Table
        caption={say("appeals")}
        list={list}
        rowKey={(row) => row.id}
        to={(row) => (row.state === "draft" ? `/appeals/${row.id}/write` : `/appeals/${row.id}`)}
        filters={[
          { name: "kind", label: say("kind"), options: kinds.options },
          {
            name: "state",
            label: say("state"),
            options: states.map((one) => ({ value: one, label: say(`state_${one}`) })),
          },
          {
            name: "outcome",
            label: say("outcome"),
            options: outcomes.map((one) => ({ value: one, label: say(`outcome_${one}`) })),
          },
          ...(firm
            ? []
            : [
                { name: "province", label: say("province"), options: places.provinces },
                { name: "industry", label: say("industry"), options: places.industries },
              ]),
        ]}
        {...(office
          ? {
              bulk: (keys: readonly string[]) => (
                <Button small onClick={() => setJoining(keys)}>
                  {say("join")}
                </Button>
              ),
            }
          : {})}
        tools={
          office || firm ? (
            <Button icon="download" busy={file.running} onClick={() => file.save(list.input)}>
              {say("export")}
            </Button>
          ) : null
        }
        columns={columns}
        empty={{ title: say("empty"), hint: say(firm ? "emptyFirm" : "emptyOffice"), action: raise }}
      />
      {joining ? <JoinDialog appealIds={joining} onClose={() => setJoining(null)} /> : null}
    </ListPage>
  );
}
