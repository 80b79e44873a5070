// The form itself: one column, last month beside this month, remarks at their fields, the state of saving always in sight.
import { type ReactNode, useMemo, useState } from "react";
import { check, type PreparedForm, prepare, type Remark, unexplained } from "../../engines/forms/index.ts";
import { submitFor } from "../../modules/reporting/behalf/contract.ts";
import { words as behalfWords } from "../../modules/reporting/behalf/words.ts";
import {
  type Conflict,
  type FilingCard,
  type FilingRecord,
  submitFiling,
} from "../../modules/reporting/contract.ts";
import { words } from "../../modules/reporting/words.ts";
import { Link, useGo } from "../lib/place.tsx";
import { prefer, usePreferences } from "../lib/preferences.ts";
import { useAct } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button, LinkButton } from "../ui/button.tsx";
import { Segmented, TextField } from "../ui/field.tsx";
import { Card, FormPage } from "../ui/frame.tsx";
import { Notice, ProblemNotice } from "../ui/problem-notice.tsx";
import { Clock } from "../ui/state-tag.tsx";
import { CorrectDialog, DropCorrection } from "./correct-dialog.tsx";
import { DeadlineNotice } from "./deadline-notice.tsx";
import { ExcelDialog } from "./excel-dialog.tsx";
import { FieldSections } from "./field-sections.tsx";
import { FilingStateTag } from "./filing-state.tsx";
import { OneByOne, questionsOf } from "./one-by-one.tsx";
import { forgetSubmission, submissionId } from "./submission.ts";
import { type Entry, useEntry } from "./use-entry.ts";

export function FilingForm({
  record,
  others,
  behalf = false,
  above,
}: {
  record: FilingRecord;
  others: readonly FilingCard[];
  /** An association fills in for its member. */
  behalf?: boolean;
  above?: ReactNode;
}) {
  const say = useWords(words);
  const also = useWords(behalfWords);
  const format = useFormat();
  const go = useGo();
  const { card, form } = record;
  const entry = useEntry(record, behalf);
  const oneByOne = useOneByOne();
  const [at, setAt] = useState(0);
  const [basis, setBasis] = useState("");
  const [tried, setTried] = useState(false);
  const [excel, setExcel] = useState(false);
  const [sending, setSending] = useState(false);
  const submitOwn = useAct(submitFiling);
  const submitTheirs = useAct(submitFor);
  const submitting = behalf ? submitTheirs : submitOwn;
  const prepared = useMemo(() => prepare(form), [form]);
  const taken = Object.keys(record.entry.taken).map((code) => [code, record.entry.values[code] ?? null]);
  const typed = { ...entry.values, ...Object.fromEntries(taken) };
  const outcome = check(prepared, typed, record.earlier);
  const computed = prepared.fields.flatMap(({ code, formula }) =>
    formula === null ? [] : [[code, outcome.values[code] ?? null] as const],
  );
  const hard = outcome.remarks.filter((remark) => remark.severity === "hard");
  const open = unexplained(outcome.remarks, entry.explanations);
  const editable = record.may.save;

  const asked = {
    form: prepared,
    record,
    values: { ...typed, ...Object.fromEntries(computed) },
    skipped: outcome.skipped,
    explanations: entry.explanations,
    remarks: shown(outcome.remarks, tried),
    editable,
    onType: entry.type,
    onExplain: entry.explain,
  };

  const submit = async () => {
    setTried(true);
    const first = hard[0] ?? open[0];
    if (first) {
      if (oneByOne) return setAt(questionsOf(asked).findIndex((field) => field.code === first.field));
      const field = document.getElementById(hard[0] ? `field-${first.field}` : `explain-${first.key}`);
      field?.scrollIntoView({ block: "center" });
      field?.focus();
      return;
    }
    if (behalf && basis.trim().length < 4) return document.getElementById("field-basis")?.focus();
    setSending(true);
    const revision = await entry.flush();
    if (revision !== null) {
      const key = `${card.id}.${card.vintage}`;
      const wish = { id: card.id, revision, submissionId: submissionId(key) };
      const receipt = behalf
        ? await submitTheirs.attempt({ ...wish, basis: basis.trim() })
        : await submitOwn.attempt(wish);
      if (receipt) {
        forgetSubmission(key);
        go(`/reporting/filings/${card.id}/receipts/${receipt.vintage}?new=1`);
      }
    }
    setSending(false);
  };

  return (
    <FormPage
      title={`${behalf ? card.organisationName : titleOf(record, say("fillTitle"), format.language)} · ${format.month(card.period)}`}
      mark={
        <FilingStateTag
          state={card.state === "due" && entry.savedAt ? "draft" : card.state}
          overdue={card.overdue}
        />
      }
      lead={
        <Lead
          record={record}
          left={outcome.left}
          ready={hard.length + open.length === 0}
          count={outcome.required}
        />
      }
      actions={
        editable ? (
          <>
            <Segmented
              label={also("view")}
              value={oneByOne ? "one" : "grid"}
              options={[
                { value: "grid", label: also("grid") },
                { value: "one", label: also("oneByOne") },
              ]}
              onChange={(view) => prefer({ oneByOne: view === "one" })}
            />
            <Button icon="upload" onClick={() => setExcel(true)}>
              Excel
            </Button>
          </>
        ) : (
          <FiledActions record={record} />
        )
      }
      saveState={<SaveState entry={entry} left={outcome.left} hard={hard.length} open={open.length} />}
      buttons={
        record.may.submit ? (
          <Button tone="primary" busy={sending} onClick={() => void submit()}>
            {sending ? say("submitting") : behalf ? also("submit") : say("submit")}
          </Button>
        ) : null
      }
    >
      <span className="return-form" />
      {above}
      <Notices record={record} entry={entry} form={prepared} others={others} />
      {oneByOne && editable ? (
        <OneByOne {...asked} at={at} onGo={setAt} onStep={() => void entry.flush()} />
      ) : (
        <FieldSections {...asked} />
      )}
      {behalf && editable ? (
        <Card title={also("basis")}>
          <TextField
            label={also("basis")}
            hint={also("basisHint")}
            needed
            name="basis"
            maxLength={200}
            value={basis}
            wrong={tried && basis.trim().length < 4 ? also("basisNeeded") : undefined}
            onChange={(event) => setBasis(event.target.value)}
          />
        </Card>
      ) : null}
      {submitting.problem ? (
        <>
          <ProblemNotice problem={submitting.problem} labels={labelsOf(prepared, format.language)} />
          {submitting.problem.status === 0 ? <p className="muted">{say("submitAgain")}</p> : null}
        </>
      ) : null}
      {excel ? (
        <ExcelDialog record={record} entry={entry} behalf={behalf} onClose={() => setExcel(false)} />
      ) : null}
    </FormPage>
  );
}

/** As chosen on this browser; before that, question by question on a phone. */
function useOneByOne(): boolean {
  const { oneByOne } = usePreferences();
  return oneByOne ?? window.matchMedia("(max-width: 640px)").matches;
}

const titleOf = (record: FilingRecord, usual: string, language: "zh" | "en"): string =>
  record.card.formCode === "monthly-operation" ? usual : record.form.title[language] || record.form.title.zh;

/** An empty field is no reproach before somebody has tried to submit. */
const shown = (remarks: readonly Remark[], tried: boolean): Remark[] =>
  remarks.filter((remark) => tried || remark.check !== "required");

const labelsOf = (form: PreparedForm, language: "zh" | "en"): Record<string, string> =>
  Object.fromEntries(form.fields.map((field) => [field.code, field.label[language]]));

function Lead({
  record,
  left,
  ready,
  count,
}: {
  record: FilingRecord;
  left: number;
  ready: boolean;
  count: number;
}) {
  const say = useWords(words);
  const format = useFormat();
  const { card } = record;
  const newest = record.vintages.at(-1);
  if (!record.may.save && newest) {
    return say("leadFiled", { time: format.moment(newest.received), receipt: newest.receipt });
  }
  if (card.state === "returned") return say("leadReturned");
  return (
    <>
      {say("lead", { month: format.month(card.period), due: format.day(card.dueOn) })}{" "}
      {left ? say("leadLeft", { count: left }) : ready ? say("leadFull", { count }) : null}{" "}
      <Clock due={card.dueOn} />
    </>
  );
}

function SaveState({ entry, left, hard, open }: { entry: Entry; left: number; hard: number; open: number }) {
  const say = useWords(words);
  const format = useFormat();
  const wrong = hard - left;
  const counts = [
    left ? say("leadLeft", { count: left }) : "",
    wrong > 0 ? say("hardLeft", { count: wrong }) : "",
    open ? say("softLeft", { count: open }) : "",
  ].filter(Boolean);
  const saving =
    entry.state === "failing"
      ? say("notSaved")
      : entry.state === "saved"
        ? entry.savedAt
          ? say("autosaved", { time: format.ago(entry.savedAt) })
          : say("nothingTyped")
        : say("saving");
  return (
    <>
      <span data-tone={entry.state === "failing" ? "red" : undefined} className="saving">
        {saving}
      </span>
      {entry.state === "failing" ? (
        <Button small onClick={() => void entry.flush()}>
          {say("saveNow")}
        </Button>
      ) : null}
      <span className="counts">{counts.length ? counts.join(" · ") : say("ready")}</span>
    </>
  );
}

function Notices({
  record,
  entry,
  form,
  others,
}: {
  record: FilingRecord;
  entry: Entry;
  form: PreparedForm;
  others: readonly FilingCard[];
}) {
  const say = useWords(words);
  const format = useFormat();
  const { card } = record;
  const why = record.decisions.findLast((decision) => decision.decision === "returned");
  const correcting = card.state === "draft" && card.vintage > 0;
  return (
    <>
      {card.state === "returned" && why ? (
        <Notice tone="yellow" title={say("returnedBecause")}>
          <p>{why.reason}</p>
          <p className="muted">
            {say("returnedBy", { name: why.decidedByName, time: format.moment(why.decidedAt) })}
          </p>
        </Notice>
      ) : null}
      <DeadlineNotice record={record} />
      {correcting ? (
        <Notice
          title={say("correctingNotice", { number: card.vintage })}
          action={<DropCorrection id={card.id} />}
        >
          {record.entry.reason ? (
            <p>
              {say("correctionReason")}：{record.entry.reason}
            </p>
          ) : null}
        </Notice>
      ) : null}
      {record.newerVersion && record.may.save ? (
        <Notice>{say("newerVersion", { day: format.day(record.newerVersion.validFrom) })}</Notice>
      ) : null}
      {entry.restoredAt ? (
        <Notice tone="green">{say("restored", { time: format.moment(entry.restoredAt) })}</Notice>
      ) : null}
      {entry.conflicts.map((conflict) => (
        <ConflictNotice key={conflict.field} conflict={conflict} form={form} settle={entry.settleConflict} />
      ))}
      {entry.problem && entry.problem.status >= 400 ? <ProblemNotice problem={entry.problem} /> : null}
      {others.length ? (
        <p className="muted">
          {others.map((one) => (
            <Link
              key={one.id}
              to={`/reporting?period=${one.period}&form=${one.formCode}`}
              className="other-period"
            >
              {one.formCode === card.formCode ? "" : `${one.formTitle?.[format.language] ?? ""} `}
              {format.month(one.period)} <FilingStateTag state={one.state} overdue={one.overdue} />
            </Link>
          ))}
        </p>
      ) : null}
    </>
  );
}

function ConflictNotice({
  conflict,
  form,
  settle,
}: {
  conflict: Conflict;
  form: PreparedForm;
  settle: (conflict: Conflict, mine: boolean) => void;
}) {
  const say = useWords(words);
  const format = useFormat();
  const field = form.fields.find((one) => one.code === conflict.field);
  const name = conflict.byName;
  return (
    <Notice
      tone="yellow"
      live
      title={say("conflictTitle", { name, time: format.moment(conflict.at) })}
      action={
        <>
          <Button small onClick={() => settle(conflict, false)}>
            {say("keepTheirs", { name })}
          </Button>
          <Button small onClick={() => settle(conflict, true)}>
            {say("keepMine")}
          </Button>
        </>
      }
    >
      {say("conflictText", {
        field: field?.label[format.language] ?? conflict.field,
        name,
        theirs: conflict.theirs ?? "—",
        yours: conflict.yours ?? "—",
      })}
    </Notice>
  );
}

function FiledActions({ record }: { record: FilingRecord }) {
  const say = useWords(words);
  const [correcting, setCorrecting] = useState(false);
  const { card } = record;
  return (
    <>
      {card.vintage ? (
        <LinkButton to={`/reporting/filings/${card.id}/receipts/${card.vintage}`}>
          {say("receiptNumber")}
        </LinkButton>
      ) : null}
      {record.may.correct ? (
        <Button icon="edit" onClick={() => setCorrecting(true)}>
          {say("correct")}
        </Button>
      ) : null}
      {correcting ? <CorrectDialog id={card.id} onClose={() => setCorrecting(false)} /> : null}
    </>
  );
}
