// Typed text survives: each keystroke is kept in the browser per person, over reloads, lost sessions and a dead line.
import { useCallback, useEffect, useRef, useState } from "react";

const PREFIX = "wenlian.draft.";
const KEEP_DAYS = 45;
/** Tells the tabs of one browser apart. */
const tab = Math.floor(Math.random() * 1e9).toString(36);

export type Kept<T> = { value: T; at: string; tab: string };
export type DraftStore = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

export function readDraft<T>(store: DraftStore, key: string): Kept<T> | null {
  try {
    const kept = JSON.parse(store.getItem(PREFIX + key) ?? "null") as Kept<T> | null;
    return kept && typeof kept.at === "string" && "value" in kept ? kept : null;
  } catch {
    return null;
  }
}

/** false: the browser would not keep it (full or forbidden), which the person must be told. */
export function keepDraft<T>(store: DraftStore, key: string, value: T, at: Date, by = tab): boolean {
  const text = JSON.stringify({ value, at: at.toISOString(), tab: by } satisfies Kept<T>);
  try {
    store.setItem(PREFIX + key, text);
    return true;
  } catch {
    pruneDrafts(store, at, 1);
    try {
      store.setItem(PREFIX + key, text);
      return true;
    } catch {
      return false;
    }
  }
}

export function dropDraft(store: DraftStore, key: string): void {
  store.removeItem(PREFIX + key);
}

export function pruneDrafts(store: DraftStore, now: Date, keepDays = KEEP_DAYS): number {
  const old: string[] = [];
  for (let i = 0; i < store.length; i++) {
    const name = store.key(i);
    if (!name?.startsWith(PREFIX)) continue;
    const kept = readDraft(store, name.slice(PREFIX.length));
    if (!kept || now.getTime() - Date.parse(kept.at) > keepDays * 86_400_000) old.push(name);
  }
  for (const name of old) store.removeItem(name);
  return old.length;
}

export type Draft<T> = {
  value: T;
  set: (value: T | ((before: T) => T)) => void;
  /** When the browser last kept it; null: nothing typed since the server's version. */
  keptAt: string | null;
  /** The value was found in the browser when the page opened. */
  restored: boolean;
  /** Another tab wrote later than this one. */
  other: Kept<T> | null;
  takeOther: () => void;
  ignoreOther: () => void;
  /** The browser refuses to keep it. */
  failing: boolean;
  /** The server has it now: forget the browser's copy and go on from `value`. */
  settle: (value?: T) => void;
};

/** @param key person, record and form, e.g. `${me.person.id}.filing.${id}`; a new key begins anew */
export function useDraft<T>(key: string, initial: T): Draft<T> {
  const [state, setState] = useState(() => open(key, initial));
  const [other, setOther] = useState<Kept<T> | null>(null);
  const [failing, setFailing] = useState(false);
  const latest = useRef(state);
  latest.current = state;

  if (state.key !== key) {
    // Another record: its own draft, at once; a fresh `initial` of the same record never overwrites typing.
    latest.current = open(key, initial);
    setState(latest.current);
  }

  useEffect(() => {
    const hear = (event: StorageEvent) => {
      if (event.key !== PREFIX + key || !event.newValue) return;
      const kept = readDraft<T>(localStorage, key);
      if (kept && kept.tab !== tab) setOther(kept);
    };
    window.addEventListener("storage", hear);
    return () => window.removeEventListener("storage", hear);
  }, [key]);

  const set = useCallback(
    (next: T | ((before: T) => T)) => {
      const before = latest.current.value;
      const value = typeof next === "function" ? (next as (before: T) => T)(before) : next;
      const at = new Date();
      // Written at once, not after a pause: a crash between two keystrokes loses nothing.
      setFailing(!keepDraft(localStorage, key, value, at));
      latest.current = { ...latest.current, key, value, keptAt: at.toISOString() };
      setState(latest.current);
    },
    [key],
  );

  const settle = useCallback(
    (value?: T) => {
      dropDraft(localStorage, key);
      setOther(null);
      latest.current = { key, value: value ?? latest.current.value, keptAt: null, restored: false };
      setState(latest.current);
    },
    [key],
  );

  return {
    value: state.value,
    set,
    keptAt: state.keptAt,
    restored: state.restored,
    other,
    takeOther: () => {
      if (other) set(other.value);
      setOther(null);
    },
    ignoreOther: () => setOther(null),
    failing,
    settle,
  };
}

function open<T>(
  key: string,
  initial: T,
): { key: string; value: T; keptAt: string | null; restored: boolean } {
  const kept = readDraft<T>(localStorage, key);
  return kept
    ? { key, value: kept.value, keptAt: kept.at, restored: true }
    : { key, value: initial, keptAt: null, restored: false };
}
