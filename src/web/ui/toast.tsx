// A short word after an act, with the way back where there is one.
import { useSyncExternalStore } from "react";
import { useWords } from "../lib/words.ts";
import { words } from "./words.ts";

type Toast = { key: number; text: string; undo?: (() => void) | undefined };
let toasts: readonly Toast[] = [];
let next = 1;
const watchers = new Set<() => void>();

/** `toast("已提醒 12 家", { undo })` */
export function toast(text: string, options: { undo?: () => void; seconds?: number } = {}): void {
  const key = next++;
  put([...toasts.slice(-2), { key, text, undo: options.undo }]);
  setTimeout(
    () => put(toasts.filter((one) => one.key !== key)),
    (options.seconds ?? (options.undo ? 8 : 4)) * 1000,
  );
}

export function Toasts() {
  const shown = useSyncExternalStore(watch, () => toasts);
  const say = useWords(words);
  return (
    <div className="toasts no-print" role="status">
      {shown.map((one) => (
        <div className="toast" key={one.key}>
          <span>{one.text}</span>
          {one.undo ? (
            <button
              type="button"
              onClick={() => {
                one.undo?.();
                put(toasts.filter((other) => other.key !== one.key));
              }}
            >
              {say("undo")}
            </button>
          ) : null}
        </div>
      ))}
    </div>
  );
}

function put(list: readonly Toast[]): void {
  toasts = list;
  for (const fn of watchers) fn();
}

function watch(fn: () => void): () => void {
  watchers.add(fn);
  return () => watchers.delete(fn);
}
