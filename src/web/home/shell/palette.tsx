// Ctrl-K: pages, enterprises and actions from one field. Features answer what they can find.
import { useEffect, useRef, useState } from "react";
import { type PaletteHit, useFeatures } from "../../lib/feature.ts";
import { useGo } from "../../lib/place.tsx";
import { useMay } from "../../lib/session.ts";
import { useLabel, useWords } from "../../lib/words.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { words } from "../words.ts";
import { useMenu } from "./menu.tsx";

type Group = { title: string; hits: readonly PaletteHit[] };

export function Palette({ open, onClose }: { open: boolean; onClose: () => void }) {
  const say = useWords(words);
  return (
    <Dialog open={open} onClose={onClose} title={say("searchAll")}>
      <Search onClose={onClose} />
    </Dialog>
  );
}

function Search({ onClose }: { onClose: () => void }) {
  const say = useWords(words);
  const go = useGo();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const groups = useHits(text.trim());
  const hits = groups.flatMap((group) => group.hits);
  const open = (hit: PaletteHit | undefined) => {
    if (!hit) return;
    onClose();
    go(hit.path);
  };
  let place = -1;
  return (
    <div className="palette">
      <input
        className="input"
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-hits"
        aria-activedescendant={hits[at] ? `palette-${at}` : undefined}
        aria-label={say("searchAll")}
        placeholder={say("paletteHint")}
        // biome-ignore lint/a11y/noAutofocus: the dialog exists for this one field
        autoFocus
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === "ArrowDown") setAt(Math.min(hits.length - 1, at + 1));
          else if (event.key === "ArrowUp") setAt(Math.max(0, at - 1));
          else if (event.key === "Enter") open(hits[at]);
          else return;
          event.preventDefault();
        }}
      />
      <div className="hits" id="palette-hits" role="listbox" aria-label={say("searchAll")}>
        {groups.map((group) => (
          <div key={group.title}>
            <p className="note">{group.title}</p>
            {group.hits.map((hit) => {
              place++;
              const mine = place;
              return (
                <div
                  key={hit.path + hit.title}
                  id={`palette-${mine}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={mine === at}
                  className="hit"
                  onClick={() => open(hit)}
                  onKeyDown={() => undefined}
                  onMouseMove={() => setAt(mine)}
                >
                  <span>{hit.title}</span>
                  {hit.detail ? <span className="muted">{hit.detail}</span> : null}
                </div>
              );
            })}
          </div>
        ))}
        {hits.length === 0 ? <p className="note">{say("paletteNone")}</p> : null}
      </div>
      <p className="muted keys">{say("paletteKeys")}</p>
    </div>
  );
}

function useHits(text: string): readonly Group[] {
  const say = useWords(words);
  const label = useLabel();
  const menu = useMenu();
  const may = useMay();
  const features = useFeatures();
  const [found, setFound] = useState<readonly Group[]>([]);
  const ask = useRef<(text: string) => Promise<readonly Group[]>>(async () => []);
  ask.current = async (wish) => {
    const answers = await Promise.all(
      features.map(async ({ palette }) =>
        palette && may(palette.may)
          ? { title: label(palette.label), hits: await palette.find(wish).catch(() => []) }
          : { title: "", hits: [] },
      ),
    );
    return answers.filter((group) => group.hits.length > 0);
  };
  useEffect(() => {
    let late = false;
    if (text.length < 2) {
      setFound([]);
      return;
    }
    const wait = setTimeout(async () => {
      const answers = await ask.current(text);
      if (!late) setFound(answers);
    }, 180);
    return () => {
      late = true;
      clearTimeout(wait);
    };
  }, [text]);
  const pages = menu
    .filter((line) => !text || `${line.label.zh} ${line.label.en}`.toLowerCase().includes(text.toLowerCase()))
    .map((line) => ({ title: label(line.label), path: line.path }));
  return [
    ...(pages.length ? [{ title: say("palettePages"), hits: pages }] : []),
    ...(text.length < 2 ? [] : found),
  ];
}
