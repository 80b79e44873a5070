// Lines by month: a number in every cell, its shade only an aid; the newest months are in sight first.
import { useEffect, useRef } from "react";
import type { OverTime } from "../../modules/monitoring/trends/contract.ts";
import { words } from "../../modules/monitoring/trends/words.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import "../ui/table.css";
import { moveByArrow } from "./heat-table.tsx";
import { type AlongFigure, MonthButton } from "./month-cell.tsx";

export function MonthHeat({
  table,
  shown,
  caption,
  onOpen,
}: {
  table: OverTime;
  shown: AlongFigure;
  caption: string;
  onOpen: (code: string, month: string) => void;
}) {
  const say = useWords(words);
  const format = useFormat();
  const { language } = format;
  const box = useRef<HTMLDivElement>(null);
  const span = `${table.months[0]} ${table.months.length} ${table.lines.length}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another table begins at its newest month again
  useEffect(() => {
    if (box.current) box.current.scrollLeft = box.current.scrollWidth;
  }, [span]);
  return (
    <div className="tbl-scroll month-heat" ref={box}>
      <table className="tbl heat" onKeyDown={moveByArrow}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col" className="sector">
              {say("line")}
            </th>
            {table.months.map((month) => (
              <th key={month} scope="col" className="num" title={format.month(month)}>
                {month.endsWith("-01") || month === table.months[0] ? month : month.slice(5)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.lines.map((line) => {
            const at = new Map(line.cells.map((cell) => [cell.month, cell]));
            return (
              <tr key={line.code}>
                <th scope="row" className="sector">
                  {line.name[language]}
                </th>
                {table.months.map((month) => {
                  const cell = at.get(month);
                  return (
                    <td key={month} className="num">
                      {cell ? (
                        <MonthButton
                          cell={cell}
                          name={line.name[language]}
                          shown={shown}
                          of={table.indicator}
                          onOpen={() => onOpen(line.code, month)}
                        />
                      ) : null}
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** What the shades mean, by colour, sign and word. */
export function HeatScale() {
  const say = useWords(words);
  const steps = [
    ["-3", "−15%"],
    ["-2", "−5%"],
    ["-1", "−1%"],
    [undefined, "0"],
    ["1", "+1%"],
    ["2", "+5%"],
    ["3", "+15%"],
  ] as const;
  return (
    <p className="heat-scale muted small">
      <span>
        {say("scaleTitle")}：{say("scaleDown")}
      </span>
      {steps.map(([heat, text]) => (
        <span key={text} className="heat-cell step" data-heat={heat}>
          {text}
        </span>
      ))}
      <span>{say("scaleUp")}</span>
    </p>
  );
}
