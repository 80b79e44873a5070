// What moved between the first and the final vintage, newest month first.
import type { Analysis } from "../../modules/monitoring/panels/contract.ts";
import { words } from "../../modules/monitoring/panels/words.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Card } from "../ui/frame.tsx";
import { Table } from "../ui/table.tsx";
import { isWithheld } from "./shown.ts";

type Revision = Analysis["revisions"][number];

export function Revisions({ analysis }: { analysis: Analysis }) {
  const say = useWords(words);
  const format = useFormat();
  const { language } = format;
  const figure = (cell: Revision["first"]) => {
    if (isWithheld(cell, "growthYoy")) return "＊";
    return cell.mean === null
      ? format.figure(cell.growthYoy, { unit: "%", digits: 1, signed: true, scaled: false })
      : format.figure(cell.mean, { unit: "%", digits: 1 });
  };
  const nameOf = (code: string) =>
    analysis.figures.find(({ indicator }) => indicator.code === code)?.indicator.label[language] ?? code;
  return (
    <Card title={say("revisions")} flush>
      <Table
        caption={say("revisionsHint")}
        rows={analysis.revisions}
        rowKey={(row) => `${row.month} ${row.indicator}`}
        columns={[
          { key: "indicator", label: say("indicator"), cell: (row) => nameOf(row.indicator) },
          { key: "month", label: say("month"), cell: (row) => format.month(row.month) },
          { key: "first", label: say("growthFirst"), numeric: true, cell: (row) => figure(row.first) },
          {
            key: "final",
            label: say("growthFinal"),
            numeric: true,
            phone: "badge",
            cell: (row) => figure(row.final),
          },
          { key: "was", label: say("reportedFirst"), numeric: true, cell: (row) => row.first.reported },
          { key: "is", label: say("reportedFinal"), numeric: true, cell: (row) => row.final.reported },
        ]}
        empty={{ title: say("noRevisions"), hint: say("noRevisionsHint") }}
      />
    </Card>
  );
}
