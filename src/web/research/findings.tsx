// Findings as they stand on a plan, a visit or an enterprise: kind, how grave, what, of whom, and the sources.
import type { FindingRow } from "../../modules/research/contract.ts";
import { words } from "../../modules/research/words.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { KindTag, useNames } from "./names.tsx";

export function Severity({ level }: { level: number }) {
  const say = useWords(words);
  return (
    <StateTag tone={level === 3 ? "red" : level === 2 ? "yellow" : "grey"} plain>
      {say(`severity_${level as 1 | 2 | 3}`)}
    </StateTag>
  );
}

export function Findings({
  rows,
  onEdit,
}: {
  rows: readonly FindingRow[];
  /** Left out: they are only read here. */
  onEdit?: ((finding: FindingRow) => void) | undefined;
}) {
  const say = useWords(words);
  const format = useFormat();
  const names = useNames();
  return (
    <ul className="findings">
      {rows.map((row) => (
        <li key={row.id}>
          <div className="line">
            <KindTag kind={row.kind} /> <Severity level={row.severity} />
            {onEdit ? (
              <Button
                small
                tone="quiet"
                icon="edit"
                aria-label={`${say("editFinding")} ${row.text.slice(0, 20)}`}
                onClick={() => onEdit(row)}
              />
            ) : null}
          </div>
          <p>{row.text}</p>
          <Figures row={row} />
          <div className="muted">
            {[
              row.enterprise?.name,
              row.industryCode && names.industry(row.industryCode),
              row.regionCode && names.region(row.regionCode),
              say("recordedBy", { name: row.savedBy, time: format.moment(row.savedAt) }),
            ]
              .filter(Boolean)
              .join(" · ")}
          </div>
        </li>
      ))}
    </ul>
  );
}

export function Figures({ row }: { row: FindingRow }) {
  const say = useWords(words);
  if (row.figures.length === 0) return null;
  return (
    <ul className="figures">
      {row.figures.map((figure) => (
        <li key={`${figure.text} ${figure.source}`}>
          <strong>{figure.text}</strong>{" "}
          <span className="muted">
            {say("figureSource")}：{figure.source}
          </span>
        </li>
      ))}
    </ul>
  );
}
