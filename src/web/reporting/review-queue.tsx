// 审核: submitted returns one under the other, explanations in sight, decided by key or in bulk.
import { useEffect, useRef, useState } from "react";
import { changeOf, type FormDefinition, fieldsOf } from "../../engines/forms/index.ts";
import { words as behalfWords } from "../../modules/reporting/behalf/words.ts";
import { acceptFilings, type ReviewItem, reviewQueue } from "../../modules/reporting/contract.ts";
import { words } from "../../modules/reporting/words.ts";
import { useKeys } from "../lib/keys.ts";
import { useList } from "../lib/list.ts";
import { Link, useGo } from "../lib/place.tsx";
import { useAct } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Empty, Skeleton } from "../ui/empty.tsx";
import { Segmented } from "../ui/field.tsx";
import { ListPage } from "../ui/frame.tsx";
import { Notice, PageProblem, ProblemNotice } from "../ui/problem-notice.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { Pager } from "../ui/table-bar.tsx";
import { toast } from "../ui/toast.tsx";
import { ChannelTag } from "./channel-tag.tsx";
import { FormSelect } from "./form-select.tsx";
import { ReturnDialog, ReturnManyDialog } from "./return-dialog.tsx";
import { Spark } from "./spark.tsx";
import { useForm } from "./use-form.ts";
import { ValueTable } from "./value-table.tsx";
import "./reporting.css";

export function ReviewQueue() {
  const say = useWords(words);
  const also = useWords(behalfWords);
  const { language } = useFormat();
  const go = useGo();
  const list = useList(reviewQueue, ["flagged", "period", "formCode"]);
  const accept = useAct(acceptFilings);
  const [at, setAt] = useState(0);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [returning, setReturning] = useState<ReviewItem | null>(null);
  const [returningMany, setReturningMany] = useState(false);
  const [skipped, setSkipped] = useState<
    readonly { id: string; organisationName: string; zh: string; en: string }[]
  >([]);
  const { rows } = list;
  const here = rows[Math.min(at, rows.length - 1)];
  const form = useFormOf(rows[0]);
  const clean = rows.filter((row) => row.softRemarks.length === 0);

  const decide = async (items: readonly ReviewItem[]) => {
    const answer = await accept.attempt({ filings: items.map(({ id, vintage }) => ({ id, vintage })) });
    if (!answer) return;
    setSkipped(answer.skipped);
    setPicked(new Set());
    if (answer.done) toast(say("acceptedToast", { count: answer.done }));
  };
  const toggle = (id: string) => {
    const next = new Set(picked);
    if (!next.delete(id)) next.add(id);
    setPicked(next);
  };
  useKeys(
    {
      j: () => setAt(Math.min(rows.length - 1, at + 1)),
      k: () => setAt(Math.max(0, at - 1)),
      a: () => here && void decide([here]),
      r: () => here && setReturning(here),
      x: () => here && toggle(here.id),
      Enter: () => here && go(`/reporting/filings/${here.id}`),
    },
    returning === null && !returningMany && !accept.running,
  );

  return (
    <ListPage
      title={say("reviewTitle")}
      lead={
        list.loading
          ? undefined
          : list.total
            ? say("reviewLead", { count: list.total, flagged: rows.length - clean.length })
            : say("reviewLeadNone")
      }
      actions={
        <>
          {picked.size ? (
            <>
              <Button onClick={() => setReturningMany(true)}>
                {also("returnPicked", { count: picked.size })}
              </Button>
              <Button
                tone="primary"
                busy={accept.running}
                onClick={() => void decide(rows.filter((row) => picked.has(row.id)))}
              >
                {say("acceptAll", { count: picked.size })}
              </Button>
            </>
          ) : null}
          {/* Keeps its place: a second click on the button before must not fall on this one. */}
          {clean.length > 1 ? (
            <Button busy={accept.running} onClick={() => void decide(clean)}>
              {say("acceptClean", { count: clean.length })}
            </Button>
          ) : null}
        </>
      }
    >
      <div className="review-bar">
        <FormSelect />
        <Segmented
          label={say("all")}
          value={String(list.filters.flagged ?? "")}
          options={[
            { value: "", label: say("all") },
            { value: "true", label: say("flaggedOnly") },
            { value: "false", label: say("cleanOnly") },
          ]}
          onChange={(flagged) => list.set({ flagged })}
        />
        <span className="muted keys">{say("reviewKeys")}</span>
      </div>
      <ProblemNotice problem={accept.problem} />
      {skipped.length ? (
        <Notice tone="yellow" live title={say("skipped", { count: skipped.length })}>
          <ul>
            {skipped.map((one) => (
              <li key={one.id}>
                {one.organisationName}：{one[language]}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {list.problem ? (
        <PageProblem problem={list.problem} again={list.again} />
      ) : list.loading ? (
        <Skeleton lines={12} />
      ) : rows.length === 0 ? (
        <Empty icon="check" title={say("reviewEmpty")} hint={say("reviewEmptyHint")} />
      ) : (
        <ol className="review">
          {rows.map((row, i) => (
            <Item
              key={row.id}
              item={row}
              form={form}
              at={row === here}
              picked={picked.has(row.id)}
              busy={accept.running}
              onPick={() => toggle(row.id)}
              onHere={() => setAt(i)}
              onAccept={() => void decide([row])}
              onReturn={() => setReturning(row)}
            />
          ))}
        </ol>
      )}
      {list.total > list.limit ? <Pager list={list} /> : null}
      {returningMany ? (
        <ReturnManyDialog
          filings={rows.filter((row) => picked.has(row.id))}
          onClose={() => setReturningMany(false)}
          onReturned={(answer) => {
            setSkipped(answer.skipped);
            setPicked(new Set());
          }}
        />
      ) : null}
      {returning ? (
        <ReturnDialog
          filing={returning}
          form={form}
          remarked={returning.softRemarks.map((remark) => remark.field)}
          onClose={() => setReturning(null)}
        />
      ) : null}
    </ListPage>
  );
}

/** All rows of a queue are of one form. */
function useFormOf(item: ReviewItem | undefined): FormDefinition | undefined {
  // Another version may stand behind another return: the first of each form is asked once.
  const first = useRef<ReviewItem | undefined>(item);
  if (item && first.current?.formCode !== item.formCode) first.current = item;
  return useForm(first.current?.id ?? "");
}

function Item({
  item,
  form,
  at,
  picked,
  busy,
  onPick,
  onHere,
  onAccept,
  onReturn,
}: {
  item: ReviewItem;
  form: FormDefinition | undefined;
  at: boolean;
  picked: boolean;
  busy: boolean;
  onPick: () => void;
  onHere: () => void;
  onAccept: () => void;
  onReturn: () => void;
}) {
  const say = useWords(words);
  const format = useFormat();
  const ref = useRef<HTMLLIElement>(null);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (at) ref.current?.scrollIntoView({ block: "nearest" });
  }, [at]);
  return (
    <li ref={ref} className="card" data-at={at} onPointerDown={onHere}>
      <header>
        <label className="who">
          <input type="checkbox" checked={picked} onChange={onPick} aria-label={item.organisationName} />
          <span>
            <Link to={`/reporting/filings/${item.id}`}>{item.organisationName}</Link>
            <small className="muted">
              {format.month(item.period)} · {item.submittedByName} · {format.ago(item.submittedAt)}
            </small>
          </span>
        </label>
        <Spark points={item.spark} label={say("sparkLabel")} />
        <span className="do">
          <ChannelTag origin={item} />
          <StateTag tone={item.onTime ? "green" : "orange"}>{say(item.onTime ? "onTime" : "late")}</StateTag>
          <Button small onClick={onReturn}>
            {say("returnIt")}
          </Button>
          <Button small tone="primary" disabled={busy} onClick={onAccept}>
            {say("accept")}
          </Button>
        </span>
      </header>
      {item.softRemarks.length ? (
        <ul className="remarks">
          {item.softRemarks.map((remark) => (
            <li key={remark.key}>
              <strong>{labelOf(form, remark.field, format.language)}</strong> {remark[format.language]}
              <br />
              <span className="muted">{say("explanationOf")}：</span>
              {remark.explanation || say("noExplanation")}
            </li>
          ))}
        </ul>
      ) : null}
      {item.oddities.length ? (
        <ul className="remarks" title={say("amongPeersHint")}>
          {item.oddities.map((odd) => (
            <li key={odd.field}>
              <strong>{labelOf(form, odd.field, format.language)}</strong>{" "}
              {say("amongPeers", {
                change: format.figure(odd.change, { unit: "%", digits: 1, signed: true, scaled: false }),
                median: format.figure(odd.median, { unit: "%", digits: 1, signed: true, scaled: false }),
                n: odd.n,
              })}
            </li>
          ))}
        </ul>
      ) : null}
      {form ? (
        <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>
            {item.softRemarks.length ? null : <span className="muted">{say("noRemarks")}　</span>}
            <Headline item={item} form={form} />
          </summary>
          {open ? <ValueTable form={form} values={item.values} before={item.previous} /> : null}
        </details>
      ) : null}
    </li>
  );
}

/** What the reviewer looks at first, without opening anything. */
function Headline({ item, form }: { item: ReviewItem; form: FormDefinition }) {
  const format = useFormat();
  const { language } = format;
  const shown = fieldsOf(form).filter((field) => HEADLINES.includes(field.code));
  return shown.map(({ code, label, unit }) => {
    const change = changeOf(item.previous[code] ?? null, item.values[code] ?? null);
    return (
      <span key={code} className="headline">
        <span className="muted">{label[language]}</span>{" "}
        {format.figure(item.values[code], { scaled: false, unit: unit[language] })}
        {change === null ? null : (
          <span className="muted"> {format.figure(change, { unit: "%", digits: 1, signed: true })}</span>
        )}
      </span>
    );
  });
}

const HEADLINES = ["output_value", "revenue", "employees"];

function labelOf(form: FormDefinition | undefined, code: string, language: "zh" | "en"): string {
  for (const section of form?.sections ?? []) {
    for (const field of section.fields) if (field.code === code) return field.label[language];
  }
  return code;
}
