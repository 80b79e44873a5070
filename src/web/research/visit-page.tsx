// One visit, made for a phone in a workshop: notes kept at each keystroke, sent when they can be; photos; findings.
import { useCallback, useEffect, useRef, useState } from "react";
import {
  type FindingRow,
  readVisit,
  removeVisit,
  saveVisit,
  type VisitPage,
} from "../../modules/research/contract.ts";
import { words } from "../../modules/research/words.ts";
import { CallProblem, call } from "../lib/call.ts";
import { useDraft } from "../lib/drafts.ts";
import { useGo, useParam } from "../lib/place.tsx";
import { useMay, useMe } from "../lib/session.ts";
import { queries, useAct, useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { Check, TextArea, TextField } from "../ui/field.tsx";
import { Card, RecordPage } from "../ui/frame.tsx";
import { Notice, PageProblem, ProblemNotice } from "../ui/problem-notice.tsx";
import { DemoTag, StateTag } from "../ui/state-tag.tsx";
import { toast } from "../ui/toast.tsx";
import { FindingDialog } from "./finding-dialog.tsx";
import { Findings } from "./findings.tsx";
import { Photos } from "./photos.tsx";
import "./research.css";

export function VisitScreen() {
  const id = useParam("id");
  const { data, problem, again } = useCall(readVisit, { id });
  if (problem && !data) return <PageProblem problem={problem} again={again} />;
  if (!data)
    return (
      <div className="page">
        <Skeleton lines={10} />
      </div>
    );
  return <Visit key={id} visit={data} />;
}

type Fields = Pick<VisitPage, "onDate" | "place" | "peopleMet" | "notes" | "agreed" | "done">;
/** The draft remembers which version it was begun from, and what was sent since: an answer may get lost on the way. */
type Kept = Fields & { revision: number; sent?: readonly Fields[] };
const typed = ({ onDate, place, peopleMet, notes, agreed, done }: Fields): Fields => ({
  ...{ onDate, place, peopleMet, notes, agreed, done },
});
const isSame = (a: Fields, b: Fields): boolean => JSON.stringify(typed(a)) === JSON.stringify(typed(b));
const fieldsOf = ({ onDate, place, peopleMet, notes, agreed, done, revision }: VisitPage): Kept => ({
  ...{ onDate, place, peopleMet, notes, agreed, done, revision },
});
const pauseMs = 1200;
const againMs = 15_000;

/** The page opened again a moment later begins from what was saved, not from what was read before. */
function remember(saved: Pick<VisitPage, "id" | "savedAt"> & Kept): void {
  const pages = {
    predicate: ({ queryKey }: { queryKey: readonly unknown[] }) => queryKey[0] === readVisit.path,
  };
  queries.setQueriesData<VisitPage>(pages, (page) => (page?.id === saved.id ? { ...page, ...saved } : page));
  void queries.invalidateQueries({
    predicate: ({ queryKey }) =>
      String(queryKey[0]).startsWith("/api/research") && queryKey[0] !== readVisit.path,
    refetchType: "none",
  });
}

/** Sends what is typed after a pause; without a line it stays in the browser and is tried again. */
function useNotes(visit: VisitPage) {
  const me = useMe();
  const draft = useDraft<Kept>(`${me?.person.id ?? ""}.visit.${visit.id}`, fieldsOf(visit));
  const [problem, setProblem] = useState<CallProblem | null>(null);
  const [sentAt, setSentAt] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const busy = useRef(false);
  const latest = useRef(draft);
  latest.current = draft;

  /** The server has `arrived` as this version; what was typed since goes with the next sending. */
  const take = useCallback((revision: number, arrived: Fields) => {
    const now = latest.current.value;
    if (isSame(now, arrived)) latest.current.settle({ ...typed(now), revision });
    else latest.current.set({ ...typed(now), revision });
  }, []);

  const send = useCallback(async () => {
    const { value, keptAt } = latest.current;
    if (busy.current || keptAt === null || !value.onDate) return;
    busy.current = true;
    setSending(true);
    try {
      const sent = [...(value.sent ?? []).filter((one) => !isSame(one, value)), typed(value)].slice(-5);
      latest.current.set((before) => ({ ...before, sent }));
      const { revision, savedAt } = await call(saveVisit, {
        id: visit.id,
        ...typed(value),
        revision: value.revision,
      });
      setProblem(null);
      setSentAt(savedAt);
      remember({ id: visit.id, ...typed(value), revision, savedAt });
      take(revision, value);
    } catch (error) {
      const told = error instanceof CallProblem ? error : null;
      const newest =
        told?.code === "record.changed" ? await call(readVisit, { id: visit.id }).catch(() => null) : null;
      if (newest) remember(newest);
      // It had arrived an earlier time, only its answer had not: there is no other version.
      if (newest && value.sent?.some((one) => isSame(newest, one))) take(newest.revision, newest);
      else setProblem(told);
    } finally {
      busy.current = false;
      setSending(false);
    }
  }, [visit.id, take]);

  const stopped = problem !== null && problem.status !== 0 && problem.status !== 503;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each keystroke begins the pause anew
  useEffect(() => {
    if (draft.keptAt === null || stopped) return;
    const timer = setTimeout(() => void send(), problem ? againMs : pauseMs);
    const back = () => void send();
    window.addEventListener("online", back);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("online", back);
    };
  }, [draft.keptAt, problem, stopped, sending]);

  return { draft, problem, setProblem, sentAt, sending, stopped, send };
}

function Visit({ visit }: { visit: VisitPage }) {
  const say = useWords(words);
  const format = useFormat();
  const may = useMay();
  const open = may("research.write") && (visit.planState === "running" || visit.planState === "written");
  const notes = useNotes(visit);
  const { draft, problem } = notes;
  const [finding, setFinding] = useState<FindingRow | "new" | null>(null);
  const [removing, setRemoving] = useState(false);
  const fields = open ? draft.value : fieldsOf(visit);
  const set = (change: Partial<Fields>) => {
    if (notes.stopped && problem?.code !== "record.changed") notes.setProblem(null);
    draft.set((before) => ({ ...before, ...change }));
  };
  const state = draft.failing
    ? say("notKept")
    : notes.sending
      ? say("saving")
      : problem && !notes.stopped
        ? say("keptHere")
        : say("savedAt", { time: format.ago(notes.sentAt ?? visit.savedAt) });
  return (
    <RecordPage
      title={visit.enterprise?.name ?? visit.place}
      lead={format.day(fields.onDate)}
      back={{ to: `/research/plans/${visit.planId}`, label: visit.planTitle }}
      mark={
        <>
          <StateTag tone={fields.done ? "green" : "grey"}>{say(fields.done ? "done" : "notDone")}</StateTag>
          {visit.demo ? <DemoTag /> : null}
        </>
      }
      actions={
        open ? (
          <>
            <Button icon="plus" onClick={() => setFinding("new")}>
              {say("addFinding")}
            </Button>
            <Button tone="quiet" onClick={() => setRemoving(true)}>
              {say("removeVisit")}
            </Button>
          </>
        ) : null
      }
      aside={<Photos visit={visit} open={open} />}
    >
      {draft.restored ? <Notice tone="blue">{say("restored")}</Notice> : null}
      {problem?.code === "record.changed" ? <Conflict newest={visit} notes={notes} /> : null}
      {notes.stopped && problem?.code !== "record.changed" ? <ProblemNotice problem={problem} /> : null}
      <Card
        title={say("notes")}
        actions={
          <span className="muted" aria-live="polite">
            {open ? state : null}
          </span>
        }
      >
        <div className="research-form">
          <TextArea
            label={say("notes")}
            hint={say("notesHint")}
            rows={10}
            maxLength={20_000}
            readOnly={!open}
            value={fields.notes}
            onChange={(event) => set({ notes: event.target.value })}
          />
          <TextArea
            label={say("agreed")}
            hint={say("agreedHint")}
            rows={3}
            maxLength={4000}
            readOnly={!open}
            value={fields.agreed}
            onChange={(event) => set({ agreed: event.target.value })}
          />
          <div className="pair">
            <TextField
              label={say("onDate")}
              type="date"
              readOnly={!open}
              value={fields.onDate}
              onChange={(event) => set({ onDate: event.target.value })}
            />
            <TextField
              label={say("peopleMet")}
              maxLength={500}
              readOnly={!open}
              value={fields.peopleMet}
              onChange={(event) => set({ peopleMet: event.target.value })}
            />
          </div>
          <TextField
            label={say("place")}
            maxLength={200}
            readOnly={!open}
            value={fields.place}
            onChange={(event) => set({ place: event.target.value })}
          />
          <Check
            checked={fields.done}
            disabled={!open}
            onChange={(event) => set({ done: event.target.checked })}
          >
            {say("markDone")}
          </Check>
        </div>
      </Card>
      <Card title={say("findings")}>
        {visit.findingRows.length === 0 ? <p className="muted">{say("findingsEmpty")}</p> : null}
        <Findings rows={visit.findingRows} onEdit={open ? setFinding : undefined} />
      </Card>
      {finding ? (
        <FindingDialog
          planId={visit.planId}
          visitId={visit.id}
          enterprise={visit.enterprise}
          {...(finding === "new" ? {} : { finding })}
          onClose={() => setFinding(null)}
        />
      ) : null}
      {removing ? <Remove visit={visit} onClose={() => setRemoving(false)} /> : null}
    </RecordPage>
  );
}

/** Both versions are in sight before one is chosen. */
function Conflict({ newest, notes }: { newest: VisitPage; notes: ReturnType<typeof useNotes> }) {
  const say = useWords(words);
  return (
    <Notice tone="yellow" live title={say("conflict")}>
      <div className="prose theirs">{newest.notes || "—"}</div>
      <div className="actions">
        <Button
          small
          onClick={() => {
            notes.setProblem(null);
            notes.draft.set((before) => ({ ...typed(before), revision: newest.revision }));
          }}
        >
          {say("takeMine")}
        </Button>
        <Button
          small
          onClick={() => {
            notes.setProblem(null);
            notes.draft.settle(fieldsOf(newest));
          }}
        >
          {say("takeTheirs")}
        </Button>
      </div>
    </Notice>
  );
}

function Remove({ visit, onClose }: { visit: VisitPage; onClose: () => void }) {
  const say = useWords(words);
  const go = useGo();
  const act = useAct(removeVisit);
  return (
    <Dialog
      open
      onClose={onClose}
      title={say("removeVisit")}
      onSubmit={async () => {
        if (!(await act.attempt({ id: visit.id }))) return;
        toast(say("removed"));
        go(`/research/plans/${visit.planId}`);
      }}
      footer={
        <>
          <Button onClick={onClose}>{say("keep")}</Button>
          <Button tone="danger" type="submit" busy={act.running}>
            {say("removeVisit")}
          </Button>
        </>
      }
    >
      <ProblemNotice problem={act.problem} />
      <p>{say("removeVisitText")}</p>
    </Dialog>
  );
}
