// The keys that work everywhere, shown on `?`.
import { useWords } from "../../lib/words.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { words } from "../words.ts";

const keys = [
  ["Ctrl K", "keyPalette"],
  ["j / k", "keyMove"],
  ["Enter", "keyOpen"],
  ["x", "keyPick"],
  ["/", "keySearch"],
  ["?", "keyHelp"],
] as const;

export function KeyHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  const say = useWords(words);
  return (
    <Dialog open={open} onClose={onClose} title={say("keys")}>
      <dl className="facts">
        {keys.map(([key, word]) => (
          <div key={key} style={{ display: "contents" }}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{say(word)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
