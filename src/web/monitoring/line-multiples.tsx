// A small chart for each line: its shape at a glance, its newest figure in words.
import type { OverTime } from "../../modules/monitoring/trends/contract.ts";
import { useFormat } from "../lib/use-format.ts";
import { type AlongFigure, useSaying } from "./month-cell.tsx";
import { Spark } from "./spark.tsx";

export function LineMultiples({
  table,
  shown,
  onOpen,
}: {
  table: OverTime;
  shown: AlongFigure;
  onOpen: (code: string, month: string) => void;
}) {
  const { language } = useFormat();
  const saying = useSaying(shown, table.indicator);
  const newest = table.months.at(-1) ?? "";
  return (
    <div className="multiples">
      {table.lines.map((line) => {
        const at = new Map(line.cells.map((cell) => [cell.month, cell]));
        const last = saying(at.get(newest));
        return (
          <button
            key={line.code}
            type="button"
            className="multiple"
            onClick={() => onOpen(line.code, newest)}
          >
            <span className="multiple-name">{line.name[language]}</span>
            <span className="multiple-value" data-withheld={last.withheld || undefined}>
              {last.text || "—"}
            </span>
            <Spark
              lines={[
                {
                  name: line.name[language],
                  values: table.months.map((month) => saying(at.get(month)).value),
                },
              ]}
            />
          </button>
        );
      })}
    </div>
  );
}
