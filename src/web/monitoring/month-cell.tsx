// One month of one line: its figure as text, shaded as an aid, opening its curve and source.
import type { MonthCell, OverTime } from "../../modules/monitoring/trends/contract.ts";
import { words } from "../../modules/monitoring/trends/words.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { heatOf } from "./shown.ts";

export const alongFigures = ["growthYoy", "growthMom", "level", "diffusion"] as const;
export type AlongFigure = (typeof alongFigures)[number];

/** A mean of percentages does not grow. */
export const alongFiguresOf = (kind: string | undefined): readonly AlongFigure[] =>
  kind === "rate" ? ["level", "diffusion"] : alongFigures;

export const isShutIn = (cell: MonthCell, shown: AlongFigure, kind: string): boolean =>
  cell.reported > 0 &&
  cell.suppressed !== null &&
  (cell.suppressed !== "revision" || (shown === "level" && kind === "rate"));

type Of = OverTime["indicator"];

/** The figure in words, and whether it is withheld. */
export function useSaying(shown: AlongFigure, { kind, unit }: Of) {
  const format = useFormat();
  return (cell: MonthCell | undefined): { text: string; value: string | null; withheld: boolean } => {
    if (!cell) return { text: "", value: null, withheld: false };
    if (isShutIn(cell, shown, kind)) return { text: "＊", value: null, withheld: true };
    const value = cell[shown];
    const options =
      shown === "level" || shown === "diffusion"
        ? {
            digits: 1,
            scaled: false,
            ...(kind === "rate" && shown === "level" ? { unit: unit[format.language] } : {}),
          }
        : { unit: "%", digits: 1, signed: true, scaled: false };
    return { text: format.figure(value, options), value, withheld: false };
  };
}

export function MonthButton({
  cell,
  name,
  shown,
  of,
  onOpen,
}: {
  cell: MonthCell;
  name: string;
  shown: AlongFigure;
  of: Of;
  onOpen: () => void;
}) {
  const say = useWords(words);
  const format = useFormat();
  const { text, value, withheld } = useSaying(shown, of)(cell);
  return (
    <button
      type="button"
      className="heat-cell"
      data-heat={heatOf(value, shown)}
      data-withheld={withheld || undefined}
      data-provisional={cell.provisional || undefined}
      aria-label={say("heatCell", {
        name,
        month: format.month(cell.month),
        figure: say(shown),
        value: withheld ? say("withheldValue") : cell.reported === 0 ? say("nobodyValue") : text,
        more: cell.provisional ? say("provisionalMore") : "",
      })}
      onClick={onOpen}
    >
      {text}
    </button>
  );
}
