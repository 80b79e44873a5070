// What a person has chosen for this browser: language, theme, 万/亿, narrow rail. Kept over reloads, shared by tabs.
import { useSyncExternalStore } from "react";

export type Language = "zh" | "en";
export type Preferences = {
  readonly language: Language;
  readonly theme: "system" | "light" | "dark";
  /** Large figures in 万 and 亿. */
  readonly scaled: boolean;
  readonly narrowRail: boolean;
  /** Long forms question by question; null: not chosen yet, so phones do and desks do not. */
  readonly oneByOne: boolean | null;
};

const KEY = "wenlian.preferences";
const first: Preferences = {
  language: "zh",
  theme: "system",
  scaled: true,
  narrowRail: false,
  oneByOne: null,
};
let current: Preferences = read();
const watchers = new Set<() => void>();

export const preferences = (): Preferences => current;

export function prefer(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // A full or forbidden storage only forgets the choice at the next visit.
  }
  spread();
}

export const usePreferences = (): Preferences => useSyncExternalStore(watch, preferences, preferences);

function watch(fn: () => void): () => void {
  watchers.add(fn);
  return () => watchers.delete(fn);
}

function read(): Preferences {
  try {
    return { ...first, ...(JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Preferences>) };
  } catch {
    return first;
  }
}

function spread(): void {
  if (typeof document !== "undefined") {
    const root = document.documentElement;
    root.lang = current.language === "en" ? "en" : "zh-CN";
    if (current.theme === "system") delete root.dataset.theme;
    else root.dataset.theme = current.theme;
  }
  for (const fn of watchers) fn();
}

if (typeof window !== "undefined") {
  spread();
  window.addEventListener("storage", (event) => {
    if (event.key !== KEY) return;
    current = read();
    spread();
  });
}
