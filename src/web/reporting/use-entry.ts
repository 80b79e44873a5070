// The draft on the page: what the server has, what was typed on top of it, and the saving that joins the two.
import { useCallback, useEffect, useRef, useState } from "react";
import { saveFor } from "../../modules/reporting/behalf/contract.ts";
import { type Conflict, type FilingRecord, type Saved, saveEntry } from "../../modules/reporting/contract.ts";
import { CallProblem, call } from "../lib/call.ts";
import { useDraft } from "../lib/drafts.ts";
import { useMe } from "../lib/session.ts";

type Fields = Record<string, string | null>;
/** Typed on a revision and not yet known to the server. */
type Typed = { revision: number; changes: Fields; explanations: Fields };
type Server = Pick<Saved, "revision" | "values" | "explanations"> & { savedAt: string | null };

export type Entry = {
  values: Fields;
  explanations: Fields;
  savedAt: string | null;
  state: "saved" | "waiting" | "saving" | "failing";
  problem: CallProblem | null;
  conflicts: readonly Conflict[];
  settleConflict: (conflict: Conflict, mine: boolean) => void;
  type: (change: Fields) => void;
  explain: (key: string, text: string) => void;
  /** Sends what is left; @returns the revision that stands, null when it did not get through. */
  flush: () => Promise<number | null>;
  /** An upload answers with a newer draft. */
  take: (saved: Saved) => void;
  restoredAt: string | null;
  browserFails: boolean;
};

const PAUSE_MS = 900;
const RETRY_MS = 5000;
const empty = (revision: number): Typed => ({ revision, changes: {}, explanations: {} });
const isEmpty = (typed: Typed): boolean =>
  Object.keys(typed.changes).length + Object.keys(typed.explanations).length === 0;

/** @param behalf an association types for its member */
export function useEntry(record: FilingRecord, behalf = false): Entry {
  const me = useMe();
  const draft = useDraft<Typed>(`${me.person.id}.filing.${record.card.id}`, empty(record.entry.revision));
  const typed = useRef(draft.value);
  const [server, setServer] = useState<Server>(record.entry);
  const base = useRef(server.revision);
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<CallProblem | null>(null);
  const [conflicts, setConflicts] = useState<readonly Conflict[]>([]);
  const [restoredAt] = useState(draft.restored && !isEmpty(draft.value) ? draft.keptAt : null);
  const running = useRef<Promise<number | null> | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const again = useRef<() => Promise<number | null>>(async () => null);

  const put = useCallback(
    (next: Typed) => {
      typed.current = next;
      if (isEmpty(next)) draft.settle(next);
      else draft.set(next);
    },
    [draft.set, draft.settle],
  );
  const take = useCallback((saved: Saved) => {
    base.current = saved.revision;
    setServer(saved);
    if (saved.conflicts.length) {
      const again = new Set(saved.conflicts.map((conflict) => conflict.field));
      setConflicts((before) => [...before.filter((c) => !again.has(c.field)), ...saved.conflicts]);
    }
  }, []);

  const send = useCallback(async (): Promise<number | null> => {
    while (!isEmpty(typed.current)) {
      const sent = typed.current;
      setSaving(true);
      try {
        const saved = await call(behalf ? saveFor : saveEntry, { id: record.card.id, ...sent });
        take(saved);
        setProblem(null);
        const after = typed.current;
        put({
          revision: saved.revision,
          changes: unsent(after.changes, sent.changes),
          explanations: unsent(after.explanations, sent.explanations),
        });
      } catch (error) {
        setProblem(error instanceof CallProblem ? error : null);
        if (!(error instanceof CallProblem) || error.status === 0 || error.status >= 500) {
          timer.current = setTimeout(() => void again.current(), RETRY_MS);
        }
        return null;
      } finally {
        setSaving(false);
      }
    }
    return base.current;
  }, [record.card.id, behalf, put, take]);

  const flush = useCallback((): Promise<number | null> => {
    if (timer.current) clearTimeout(timer.current);
    // One saving at a time: a second one waits and takes what is left along.
    const next = (running.current ?? Promise.resolve(null)).then(send, send);
    running.current = next;
    return next;
  }, [send]);
  again.current = flush;

  const later = useCallback(() => {
    if (timer.current) clearTimeout(timer.current);
    timer.current = setTimeout(() => void flush(), PAUSE_MS);
  }, [flush]);

  const change = useCallback(
    (changes: Fields, explanations: Fields) => {
      const before = typed.current;
      put({
        revision: isEmpty(before) ? base.current : before.revision,
        changes: { ...before.changes, ...changes },
        explanations: { ...before.explanations, ...explanations },
      });
      later();
    },
    [put, later],
  );

  // What was found in the browser goes to the server at once; leaving the page does not wait for the pause.
  useEffect(() => {
    if (!isEmpty(typed.current)) later();
    const leave = (): void => {
      if (document.visibilityState === "hidden") void flush();
    };
    document.addEventListener("visibilitychange", leave);
    return () => {
      document.removeEventListener("visibilitychange", leave);
      void flush();
    };
  }, [flush, later]);

  // A colleague has saved meanwhile: their fields appear, what is being typed stays on top.
  useEffect(() => {
    if (record.entry.revision <= base.current) return;
    base.current = record.entry.revision;
    setServer(record.entry);
  }, [record.entry]);

  return {
    values: { ...server.values, ...draft.value.changes },
    explanations: { ...server.explanations, ...draft.value.explanations },
    savedAt: server.savedAt,
    state: saving ? "saving" : isEmpty(draft.value) ? "saved" : problem ? "failing" : "waiting",
    problem,
    conflicts,
    settleConflict: (conflict, mine) => {
      setConflicts((before) => before.filter((one) => one !== conflict));
      if (mine) change({ [conflict.field]: conflict.yours }, {});
    },
    type: (changes) => change(changes, {}),
    explain: (key, text) => change({}, { [key]: text }),
    flush,
    take,
    restoredAt,
    browserFails: draft.failing,
  };
}

/** What was typed on while the saving was under way. */
function unsent(after: Fields, sent: Fields): Fields {
  return Object.fromEntries(
    Object.entries(after).filter(([key, value]) => !(key in sent) || sent[key] !== value),
  );
}
