// The provinces as tiles: where about, how much, by number and shade; a tile opens its curve and source.
import type { OverTime } from "../../modules/monitoring/trends/contract.ts";
import { words } from "../../modules/monitoring/trends/words.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { type AlongFigure, useSaying } from "./month-cell.tsx";
import { heatOf } from "./shown.ts";
import { tiles } from "./tiles.ts";

export function TileMap({
  table,
  shown,
  month,
  names,
  onOpen,
}: {
  table: OverTime;
  shown: AlongFigure;
  month: string;
  /** Of every province, also of those where nobody is expected. */
  names: ReadonlyMap<string, string>;
  onOpen: (code: string, month: string) => void;
}) {
  const say = useWords(words);
  const { language } = useFormat();
  const saying = useSaying(shown, table.indicator);
  const lines = new Map(table.lines.map((line) => [line.code, line]));
  return (
    <ul
      className="tile-map"
      aria-label={say("mapCaption", { indicator: table.indicator.label[language], figure: say(shown) })}
    >
      {tiles.map(({ code, column, row }) => {
        const line = lines.get(code);
        const cell = line?.cells.find((one) => one.month === month);
        const said = saying(cell);
        const name = line?.name[language] ?? names.get(code) ?? code;
        const style = { gridColumn: column, gridRow: row };
        if (!cell) {
          return (
            <li key={code} style={style} className="tile blank">
              <span>{name}</span>
              <span className="visually-hidden">{say("noReturns")}</span>
            </li>
          );
        }
        return (
          <li key={code} style={style} className="tile">
            <button
              type="button"
              className="heat-cell"
              data-heat={heatOf(said.value, shown)}
              data-withheld={said.withheld || undefined}
              data-provisional={cell.provisional || undefined}
              aria-label={say("tileLabel", {
                name,
                value: said.withheld ? say("withheldValue") : said.text,
              })}
              onClick={() => onOpen(code, month)}
            >
              <span>{name}</span>
              <b>{said.text}</b>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
