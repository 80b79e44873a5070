// All findings one may see, by kind, how grave, industry and province.
import {
  exportFindings,
  type FindingRow,
  findingKinds,
  listFindings,
} from "../../modules/research/contract.ts";
import { words } from "../../modules/research/words.ts";
import { useList } from "../lib/list.ts";
import { useDownload } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { ListPage } from "../ui/frame.tsx";
import { ProblemNotice } from "../ui/problem-notice.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { Figures, Severity } from "./findings.tsx";
import { KindTag, Tabs, useNames } from "./names.tsx";

export function FindingList() {
  const say = useWords(words);
  const format = useFormat();
  const names = useNames();
  const list = useList<FindingRow>(listFindings, ["kind", "severity", "industry", "region", "plan"]);
  const sheet = useDownload(exportFindings);
  const columns: Column<FindingRow>[] = [
    {
      key: "text",
      label: say("findingText"),
      width: "44%",
      cell: (row) => row.text,
    },
    {
      key: "kind",
      label: say("kind"),
      phone: "badge",
      cell: (row) => <KindTag kind={row.kind} />,
    },
    {
      key: "severity",
      label: say("severity"),
      sort: "severity",
      cell: (row) => <Severity level={row.severity} />,
    },
    { key: "enterprise", label: say("enterprise"), cell: (row) => row.enterprise?.name ?? "—" },
    {
      key: "industry",
      label: say("industry"),
      phone: "hide",
      cell: (row) => names.industry(row.industryCode),
    },
    { key: "region", label: say("region"), phone: "hide", cell: (row) => names.region(row.regionCode) },
    { key: "figures", label: say("figures"), phone: "hide", cell: (row) => <Figures row={row} /> },
    {
      key: "saved",
      label: say("onDate"),
      sort: "saved",
      phone: "hide",
      cell: (row) => format.day(row.savedAt),
    },
  ];
  return (
    <ListPage
      title={say("findings")}
      lead={list.loading ? undefined : say("findingsLead", { count: list.total })}
      actions={
        <Button
          icon="download"
          busy={sheet.running}
          onClick={() => {
            const { sort: _, ...input } = list.input;
            return sheet.save(input);
          }}
        >
          {say("exportXlsx")}
        </Button>
      }
    >
      <Tabs />
      <ProblemNotice problem={sheet.problem} />
      <Table
        caption={say("findings")}
        list={list}
        rowKey={(row) => row.id}
        to={(row) => (row.visitId ? `/research/visits/${row.visitId}` : `/research/plans/${row.planId}`)}
        filters={[
          {
            name: "kind",
            label: say("kind"),
            options: findingKinds.map((kind) => ({ value: kind, label: say(`kind_${kind}`) })),
          },
          {
            name: "severity",
            label: say("severity"),
            options: (["3", "2", "1"] as const).map((level) => ({
              value: level,
              label: say(`severity_${level}`),
            })),
          },
          { name: "industry", label: say("industry"), options: names.industries },
          { name: "region", label: say("region"), options: names.regions },
        ]}
        columns={columns}
        empty={{ title: say("findingsEmpty"), hint: say("findingsEmptyHint") }}
      />
    </ListPage>
  );
}
