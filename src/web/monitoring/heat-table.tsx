// Industries by region: a number in every cell, its shade only an aid; a cell opens.
import type { KeyboardEvent } from "react";
import type { Cell, Table } from "../../modules/monitoring/contract.ts";
import { words } from "../../modules/monitoring/words.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { SelectField } from "../ui/field.tsx";
import "../ui/table.css";
import { figureIn, heatOf, isWithheld, type Shown } from "./shown.ts";

export function HeatTable({
  table,
  shown,
  onOpen,
  onGroups,
}: {
  table: Table;
  shown: Shown;
  onOpen: (cell: Cell) => void;
  onGroups: (sector: string) => void;
}) {
  const say = useWords(words);
  const { language } = useFormat();
  return (
    <div className="tbl-scroll heat-wide">
      <table className="tbl heat" onKeyDown={moveByArrow}>
        <caption className="visually-hidden">{say("tableCaption", { figure: say(shown) })}</caption>
        <thead>
          <tr>
            <th scope="col" className="sector">
              {say("industry")}
            </th>
            {table.regions.map((region) => (
              <th key={region.code} scope="col" className="num">
                {region.name[language]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row.sector}>
              <th scope="row" className="sector">
                {row.sector.length === 2 && row.sector !== "*" ? (
                  <button
                    type="button"
                    className="link"
                    title={say("openGroups", { name: row.name[language] })}
                    onClick={() => onGroups(row.sector)}
                  >
                    {row.name[language]}
                  </button>
                ) : (
                  row.name[language]
                )}
                {row.sector === "*" ? null : <span className="muted code">{row.sector}</span>}
              </th>
              {table.regions.map((region) => {
                const cell = row.cells.find((found) => found.region === region.code);
                return (
                  <td key={region.code} className="num">
                    {cell ? (
                      <HeatCell
                        cell={cell}
                        shown={shown}
                        unit={table.indicator.unit[language]}
                        name={row.name[language]}
                        region={region.name[language]}
                        onOpen={() => onOpen(cell)}
                      />
                    ) : null}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const arrows: Readonly<Record<string, [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** To the next cell in that direction; blanks are stepped over. */
export function moveByArrow(event: KeyboardEvent<HTMLTableElement>): void {
  const step = arrows[event.key];
  const from = (event.target as HTMLElement).closest("td");
  if (!step || !from) return;
  const { rows } = event.currentTarget;
  let row = (from.parentElement as HTMLTableRowElement).rowIndex + step[0];
  let column = from.cellIndex + step[1];
  for (let cell = rows[row]?.cells[column]; cell; cell = rows[row]?.cells[column]) {
    const button = cell.querySelector<HTMLElement>(".heat-cell");
    if (button) {
      event.preventDefault();
      button.focus();
      return;
    }
    row += step[0];
    column += step[1];
  }
}

/** On a phone: one region at a time, an industry a line with what it rests on below. */
export function HeatList({
  table,
  shown,
  region,
  onRegion,
  onOpen,
}: {
  table: Table;
  shown: Shown;
  region: string;
  onRegion: (code: string) => void;
  onOpen: (cell: Cell) => void;
}) {
  const say = useWords(words);
  const format = useFormat();
  const { language } = format;
  const name = table.regions.find(({ code }) => code === region)?.name[language] ?? "";
  return (
    <div className="heat-narrow">
      <SelectField
        label={say("region")}
        value={region}
        onChange={(event) => onRegion(event.target.value)}
        options={table.regions.map((each) => ({ value: each.code, label: each.name[language] }))}
      />
      <ul className="heat-list">
        {table.rows.flatMap((row) => {
          const cell = row.cells.find((found) => found.region === region);
          if (!cell) return [];
          return (
            <li key={row.sector}>
              <div className="words">
                <span>{row.name[language]}</span>
                <span className="muted small">
                  {say("reportedOf", {
                    reported: cell.reported,
                    expected: cell.expected,
                    coverage: format.percent(cell.coverage, 0),
                  })}
                </span>
              </div>
              <HeatCell
                cell={cell}
                shown={shown}
                unit={table.indicator.unit[language]}
                name={row.name[language]}
                region={name}
                onOpen={() => onOpen(cell)}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function HeatCell({
  cell,
  shown,
  unit,
  name,
  region,
  onOpen,
}: {
  cell: Cell;
  shown: Shown;
  unit: string;
  name: string;
  region: string;
  onOpen: () => void;
}) {
  const say = useWords(words);
  const format = useFormat();
  const withheld = isWithheld(cell, shown);
  const value = withheld ? null : figureIn(cell, shown);
  const text = withheld ? "＊" : write(format, value, shown, unit);
  return (
    <button
      type="button"
      className="heat-cell"
      data-heat={heatOf(value, shown)}
      data-withheld={withheld || undefined}
      data-provisional={cell.provisional || undefined}
      aria-label={say("cellLabel", {
        sector: name,
        region,
        figure: say(shown),
        value: withheld ? say("withheldValue") : text,
      })}
      onClick={onOpen}
    >
      {text}
    </button>
  );
}

function write(
  format: ReturnType<typeof useFormat>,
  value: string | null,
  shown: Shown,
  unit: string,
): string {
  if (shown === "coverage") return value === null ? "—" : format.percent(value, 0);
  if (shown === "level") return format.figure(value, { unit, digits: unit === "%" ? 1 : 0 });
  if (shown === "diffusion") return format.figure(value, { digits: 1, scaled: false });
  return format.figure(value, { unit: "%", digits: 1, signed: true, scaled: false });
}
