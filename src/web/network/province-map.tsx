// The provinces as tiles: how much each loses, by number and shade; a list of the same stands in the file.
import { useFormat } from "../lib/use-format.ts";
import { tiles } from "../ui/tiles.ts";
import { useReference, useSay } from "./names.tsx";

const SHADES = 5;

export function ProvinceMap({ caption, losses }: { caption: string; losses: ReadonlyMap<string, number> }) {
  const say = useSay();
  const { percent } = useFormat();
  const { province } = useReference();
  const most = Math.max(0, ...losses.values());
  const unknown = losses.get("");
  return (
    <>
      <ul className="loss-map" aria-label={caption}>
        {tiles.map(({ code, column, row }) => {
          const loss = losses.get(code);
          const shade = loss === undefined || most === 0 ? 0 : Math.ceil((SHADES * loss) / most);
          return (
            <li key={code} style={{ gridColumn: column, gridRow: row }} data-shade={shade}>
              <span>{province(code)}</span>
              <b>{loss === undefined ? "—" : percent(loss, 0)}</b>
            </li>
          );
        })}
      </ul>
      {unknown === undefined ? null : (
        <p className="muted">
          {say("unknownProvince")} {percent(unknown, 0)}
        </p>
      )}
    </>
  );
}
