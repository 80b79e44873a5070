// A draft as typed: each keystroke in the browser, a moment later on the server; without a line it waits and goes later.
import { useCallback, useEffect, useRef, useState } from "react";
import { type AppealPage, type Content, readAppeal, saveDraft } from "../../modules/appeals/contract.ts";
import { CallProblem, call } from "../lib/call.ts";
import { useDraft } from "../lib/drafts.ts";
import { useMe } from "../lib/session.ts";
import { queries } from "../lib/use-call.ts";

export type Kept = Content & { revision: number };
const pauseMs = 1000;
const againMs = 15_000;

const contentOf = ({ kind, title, answers, detail, contact, phone }: Kept): Content => ({
  ...{ kind, title, answers, detail, contact, phone },
});

export function useDraftAppeal(
  id: string,
  initial: Kept,
  enterpriseId: string | undefined,
  onFirst: () => void,
) {
  const me = useMe();
  const draft = useDraft<Kept>(`${me.person.id}.appeal.${id}`, initial);
  const [problem, setProblem] = useState<CallProblem | null>(null);
  const [savedAt, setSavedAt] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const latest = useRef(draft);
  latest.current = draft;
  const busy = useRef<Promise<number | null> | null>(null);

  const save = useCallback(async (): Promise<number | null> => {
    const { value } = latest.current;
    setSending(true);
    try {
      const saved = await call(saveDraft, {
        ...{ id, revision: value.revision, content: contentOf(value) },
        ...(enterpriseId ? { enterpriseId } : {}),
      });
      setProblem(null);
      setSavedAt(saved.savedAt);
      if (value.revision === 0) onFirst();
      const now = latest.current.value;
      const next = { ...now, revision: saved.revision };
      // What was typed while it was on its way goes with the next saving.
      if (JSON.stringify(now) === JSON.stringify(value)) latest.current.settle(next);
      else latest.current.set(next);
      void queries.invalidateQueries({
        predicate: ({ queryKey }) => String(queryKey[0]).startsWith("/api/appeals"),
        refetchType: "none",
      });
      return saved.revision;
    } catch (error) {
      setProblem(error instanceof CallProblem ? error : null);
      return null;
    } finally {
      setSending(false);
    }
  }, [id, enterpriseId, onFirst]);

  /** One saving at a time. @returns the revision the server has, null when it could not be reached */
  const flush = useCallback(async (): Promise<number | null> => {
    while (busy.current) await busy.current;
    if (latest.current.keptAt === null && latest.current.value.revision > 0)
      return latest.current.value.revision;
    busy.current = save();
    const revision = await busy.current;
    busy.current = null;
    return revision;
  }, [save]);

  const offline = problem !== null && (problem.status === 0 || problem.status === 503);
  const stopped = problem !== null && !offline;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each keystroke begins the pause anew
  useEffect(() => {
    if (draft.keptAt === null || stopped) return;
    const timer = setTimeout(() => void flush(), offline ? againMs : pauseMs);
    const back = () => void flush();
    window.addEventListener("online", back);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("online", back);
    };
  }, [draft.keptAt, problem, sending]);

  /** Another place has saved later: both are in sight before one is chosen. */
  const theirs = async (): Promise<AppealPage> => call(readAppeal, { id });
  return { draft, problem, setProblem, savedAt, sending, offline, stopped, flush, theirs };
}
