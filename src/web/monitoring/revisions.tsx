// What moved between the first and the final vintage, newest month first.
import { useState } from "react";
import type { Analysis } from "../../modules/monitoring/panels/contract.ts";
import { words } from "../../modules/monitoring/panels/words.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/frame.tsx";
import { Table } from "../ui/table.tsx";
import { isWithheld } from "./shown.ts";

const SOME = 8;
type Revision = Analysis["revisions"][number];

export function Revisions({ analysis }: { analysis: Analysis }) {
  const say = useWords(words);
  const format = useFormat();
  const [all, setAll] = useState(false);
  const { language } = format;
  const figure = (cell: Revision["first"]) => {
    if (isWithheld(cell, "growthYoy")) return "＊";
    return cell.mean === null
      ? format.figure(cell.growthYoy, { unit: "%", digits: 1, signed: true, scaled: false })
      : format.figure(cell.mean, { unit: "%", digits: 1 });
  };
  // What reads the same on both sides is no news here; the levels stand in the cell's own panel.
  const moved = analysis.revisions.filter(
    ({ first, final }) => figure(first) !== figure(final) || first.reported !== final.reported,
  );
  const nameOf = (code: string) =>
    analysis.figures.find(({ indicator }) => indicator.code === code)?.indicator.label[language] ?? code;
  return (
    <Card title={say("revisions")} flush>
      <Table
        caption={say("revisionsHint")}
        rows={all ? moved : moved.slice(0, SOME)}
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
      {!all && moved.length > SOME ? (
        <p className="rows-note">
          <Button small onClick={() => setAll(true)}>
            {say("allRevisions", { count: moved.length })}
          </Button>
        </p>
      ) : null}
    </Card>
  );
}
