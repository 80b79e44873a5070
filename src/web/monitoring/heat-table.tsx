// Industries by region: a number in every cell, its shade only an aid; a cell opens.
import type { Cell, Table } from "../../modules/monitoring/contract.ts";
import { words } from "../../modules/monitoring/words.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
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
    <div className="tbl-scroll">
      <table className="tbl heat">
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
