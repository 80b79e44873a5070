// Takes what is on the page along, as a workbook or as text: the same two ways everywhere.
import { useWords } from "../lib/words.ts";
import { Popover } from "./popover.tsx";
import { words } from "./words.ts";

const formats = ["xlsx", "csv"] as const;

export function ExportMenu({
  onPick,
  busy,
  small,
}: {
  onPick: (format: (typeof formats)[number]) => void;
  /** A long list takes its time: the button says so. */
  busy: boolean;
  small?: boolean;
}) {
  const say = useWords(words);
  return (
    <Popover button={say(busy ? "exporting" : "export")} className={small ? "btn small" : "btn"} align="end">
      {(close) =>
        formats.map((format) => (
          <button
            key={format}
            type="button"
            className="item"
            onClick={() => {
              onPick(format);
              close();
            }}
          >
            {say(format)}
          </button>
        ))
      }
    </Popover>
  );
}
