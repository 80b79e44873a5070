// The menu from the features' lines, only what the role may: a rail on wide screens, a bar at the bottom of a phone.
import { useState } from "react";
import { type MenuLine, useFeatures } from "../../lib/feature.ts";
import { Link, usePath } from "../../lib/place.tsx";
import { useMay } from "../../lib/session.ts";
import { useLabel, useWords } from "../../lib/words.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { words } from "../words.ts";

export function useMenu(): readonly MenuLine[] {
  const may = useMay();
  return useFeatures()
    .flatMap((feature) => feature.menu ?? [])
    .filter((line) => may(line.may))
    .sort((a, b) => a.order - b.order);
}

/** The line whose address reaches furthest into where we are. */
function usePlace(path: string): string | undefined {
  return useMenu()
    .map((line) => line.path)
    .filter((one) => (one === "/" ? path === "/" : path === one || path.startsWith(`${one}/`)))
    .sort((a, b) => b.length - a.length)[0];
}

export function Rail({ narrow, onNarrow }: { narrow: boolean; onNarrow: () => void }) {
  const say = useWords(words);
  const lines = useMenu();
  return (
    <nav className="rail no-print" aria-label={say("menu")}>
      <Link to="/" className="brand">
        <Mark />
        <span className="text">{say("product")}</span>
      </Link>
      <ul>
        {lines.slice(0, 9).map((line) => (
          <li key={line.path}>
            <Line line={line} narrow={narrow} />
          </li>
        ))}
      </ul>
      {lines.length > 9 ? <Others lines={lines.slice(9)} narrow={narrow} /> : null}
      <button
        type="button"
        className="rail-line fold"
        onClick={onNarrow}
        aria-label={say(narrow ? "expand" : "collapse")}
      >
        <Icon name={narrow ? "right" : "left"} />
        <span className="text">{say("collapse")}</span>
      </button>
    </nav>
  );
}

export function BottomBar() {
  const say = useWords(words);
  const lines = useMenu();
  const shown = lines.length > 5 ? lines.slice(0, 4) : lines;
  return (
    <nav className="bottom no-print" aria-label={say("menu")}>
      {shown.map((line) => (
        <Line key={line.path} line={line} />
      ))}
      {lines.length > shown.length ? <Others lines={lines.slice(shown.length)} /> : null}
    </nav>
  );
}

function Line({ line, narrow, onGo }: { line: MenuLine; narrow?: boolean; onGo?: () => void }) {
  const label = useLabel();
  const path = usePath();
  const here = line.path === usePlace(path);
  return (
    <Link
      to={line.path}
      className="rail-line"
      aria-current={here ? "page" : undefined}
      title={narrow ? label(line.label) : undefined}
      onClick={onGo}
    >
      <Icon name={line.icon} />
      <span className="text">{label(line.label)}</span>
    </Link>
  );
}

function Others({ lines, narrow }: { lines: readonly MenuLine[]; narrow?: boolean }) {
  const say = useWords(words);
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="rail-line"
        onClick={() => setOpen(true)}
        title={narrow ? say("more") : undefined}
      >
        <Icon name="menu" />
        <span className="text">{say("more")}</span>
      </button>
      <Dialog open={open} onClose={() => setOpen(false)} title={say("more")}>
        <div className="more-lines">
          {lines.map((line) => (
            <Line key={line.path} line={line} onGo={() => setOpen(false)} />
          ))}
        </div>
      </Dialog>
    </>
  );
}

export const Mark = () => (
  <svg className="mark" viewBox="0 0 32 32" aria-hidden="true">
    <rect width="32" height="32" rx="7" />
    <path d="M7 11.5l4 10 5-12 5 12 4-10" />
  </svg>
);
