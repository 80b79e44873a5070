// Writing an appeal, made for a phone: one column, only what its kind needs, kept at each keystroke.
import { useCallback, useState } from "react";
import {
  type AppealPage,
  addAttachment,
  attachmentLimitMb,
  attachmentsPerAppeal,
  type Content,
  dropDraft,
  known,
  readAppeal,
  submitAppeal,
} from "../../modules/appeals/contract.ts";
import { listOffers } from "../../modules/appeals/issues/contract.ts";
import { type Kind, kindForms, kinds, type Question } from "../../modules/appeals/kinds/contract.ts";
import { type CallProblem, call, type Output } from "../lib/call.ts";
import { useGo, useParam, useQueryString } from "../lib/place.tsx";
import { useAct, useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { SelectField, TextArea, TextField } from "../ui/field.tsx";
import { FileDrop } from "../ui/file-drop.tsx";
import { Card, Facts, FormPage } from "../ui/frame.tsx";
import { Notice, PageProblem, ProblemNotice, wrongOf } from "../ui/problem-notice.tsx";
import { toast } from "../ui/toast.tsx";
import { Files } from "./files.tsx";
import { useKinds, usePlaces, useSay } from "./names.tsx";
import { type Kept, useDraftAppeal } from "./use-draft-appeal.ts";

export function WriteScreen() {
  const id = useParam("id");
  return <Opened key={id} id={id} />;
}

function Opened({ id }: { id: string }) {
  const [query] = useQueryString();
  // As the page was opened: once the draft is saved the address says no more than its id.
  const [asked] = useState({
    fresh: query.new === "1",
    kind: kinds.find((one) => one === query.kind) ?? "other",
    enterpriseId: typeof query.for === "string" ? query.for : undefined,
  });
  const page = useCall(readAppeal, asked.fresh ? null : { id });
  const enterpriseId = page.data?.enterpriseId ?? asked.enterpriseId;
  const facts = useCall(known, asked.fresh || page.data ? (enterpriseId ? { enterpriseId } : {}) : null);
  const problem = page.problem ?? facts.problem;
  if (problem && !facts.data) return <PageProblem problem={problem} again={facts.again} />;
  if (!facts.data)
    return (
      <div className="page">
        <Skeleton lines={10} />
      </div>
    );
  return <Write id={id} kind={asked.kind} page={page.data ?? null} facts={facts.data} />;
}

type Known = Output<typeof known>;

const emptyContent = (kind: Kind, facts: Known): Content => ({
  ...{ kind, title: "", answers: {}, detail: "", contact: facts.contact, phone: facts.phone },
});

function Write({ id, kind, page, facts }: { id: string; kind: Kind; page: AppealPage | null; facts: Known }) {
  const say = useSay();
  const format = useFormat();
  const names = useKinds();
  const go = useGo();
  const [, setQuery] = useQueryString();
  const initial: Kept = page
    ? { ...page.content, revision: page.revision }
    : { ...emptyContent(kind, facts), revision: 0 };
  const onFirst = useCallback(() => setQuery({ new: "", kind: "", for: "" }), [setQuery]);
  const kept = useDraftAppeal(id, initial, facts.enterpriseId ?? undefined, onFirst);
  const { draft } = kept;
  const submit = useAct(submitAppeal);
  const drop = useAct(dropDraft);
  const [receipt, setReceipt] = useState<Output<typeof submitAppeal> | null>(null);
  const { value } = draft;
  const set = (change: Partial<Content>) => {
    if (kept.stopped) kept.setProblem(null);
    draft.set((before) => ({ ...before, ...change }));
  };
  const [offer, setOffer] = useState<Offer | null>(null);
  const send = async (revision: number, issueId: string | null) => {
    setOffer(null);
    const done = await submit.attempt({ id, revision, issueId });
    if (done) setReceipt(done);
  };
  if (receipt) return <Receipt receipt={receipt} />;
  const state = draft.failing
    ? say("notKept")
    : kept.offline
      ? say("keptHere")
      : kept.sending
        ? say("saving")
        : kept.savedAt
          ? say("saved", { time: format.ago(kept.savedAt) })
          : say("typing");
  return (
    <FormPage
      title={say("writeTitle", { kind: names.kind(value.kind) })}
      lead={say("writeLead", { promises: facts.promises[format.language], handler: facts.handler ?? "—" })}
      back={{ to: "/appeals", label: say("appeals") }}
      saveState={<span aria-live="polite">{state}</span>}
      buttons={
        <>
          <Button
            tone="primary"
            busy={submit.running}
            onClick={async () => {
              const revision = await kept.flush();
              if (revision === null) return;
              const { offers } = await call(listOffers, { appealId: id }).catch(() => ({ offers: [] }));
              if (offers[0]) setOffer({ ...offers[0], revision });
              else await send(revision, null);
            }}
          >
            {say("send")}
          </Button>
          {value.revision > 0 ? (
            <Button
              tone="quiet"
              busy={drop.running}
              onClick={async () => {
                if (!(await drop.attempt({ id }))) return;
                draft.settle();
                toast(say("dropped"));
                go("/appeals");
              }}
            >
              {say("dropDraft")}
            </Button>
          ) : null}
        </>
      }
      aside={<KnownFacts facts={facts} />}
    >
      {draft.restored && draft.keptAt ? <Notice tone="blue">{say("restored")}</Notice> : null}
      {kept.problem?.code === "record.changed" ? <Conflict kept={kept} /> : null}
      {kept.stopped && kept.problem?.code !== "record.changed" ? (
        <ProblemNotice problem={kept.problem} />
      ) : null}
      <ProblemNotice problem={submit.problem ?? drop.problem} />
      <Card>
        <div className="appeal-form">
          <TextField
            label={say("titleLabel")}
            hint={say("titleHint")}
            name="title"
            needed
            maxLength={80}
            wrong={wrongOf(submit.problem, "title")}
            value={value.title}
            onChange={(event) => set({ title: event.target.value })}
          />
          <div className="pair">
            {kindForms[value.kind].questions.map((question) => (
              <Ask
                key={question.key}
                question={question}
                problem={submit.problem}
                value={value.answers[question.key] ?? ""}
                onChange={(text) => set({ answers: { ...value.answers, [question.key]: text } })}
              />
            ))}
          </div>
          <TextArea
            label={say("detail")}
            hint={say("detailHint")}
            name="detail"
            rows={4}
            maxLength={5000}
            value={value.detail}
            onChange={(event) => set({ detail: event.target.value })}
          />
          <div className="pair">
            <TextField
              label={say("contact")}
              name="contact"
              needed
              maxLength={60}
              wrong={wrongOf(submit.problem, "contact")}
              value={value.contact}
              onChange={(event) => set({ contact: event.target.value })}
            />
            <TextField
              label={say("phone")}
              name="phone"
              type="tel"
              needed
              maxLength={40}
              wrong={wrongOf(submit.problem, "phone")}
              value={value.phone}
              onChange={(event) => set({ phone: event.target.value })}
            />
          </div>
        </div>
      </Card>
      {offer ? <OfferDialog offer={offer} onClose={() => setOffer(null)} onSend={send} /> : null}
      <DraftFiles id={id} saved={kept.flush} page={page} />
    </FormPage>
  );
}

type Offer = Output<typeof listOffers>["offers"][number] & { revision: number };

/** How many say the same, none of their words; sending alone is always one key away. */
function OfferDialog({
  offer,
  onClose,
  onSend,
}: {
  offer: Offer;
  onClose: () => void;
  onSend: (revision: number, issueId: string | null) => Promise<void>;
}) {
  const say = useSay();
  const { firms, title, provinces, revision, issueId } = offer;
  return (
    <Dialog
      open
      onClose={onClose}
      title={say("offerTitle", { firms })}
      onSubmit={() => void onSend(revision, issueId)}
      footer={
        <>
          <Button onClick={() => void onSend(revision, null)}>{say("offerAlone")}</Button>
          <Button tone="primary" type="submit">
            {say("offerJoin")}
          </Button>
        </>
      }
    >
      <p>{say("offerText", { title, provinces })}</p>
    </Dialog>
  );
}

function Ask({
  question,
  value,
  problem,
  onChange,
}: {
  question: Question;
  value: string;
  problem: CallProblem | null;
  onChange: (text: string) => void;
}) {
  const say = useSay();
  const { language } = useFormat();
  const { key, type, label, hint, unit, needed, options } = question;
  const name = `answers.${key}`;
  const bound = {
    ...{ name, value, label: label[language], needed: needed ?? false, wrong: wrongOf(problem, name) },
    ...(hint ? { hint: hint[language] } : {}),
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  };
  if (type === "choice")
    return (
      <SelectField
        placeholder={say("choose")}
        options={(options ?? []).map((one) => ({ value: one.value, label: one.label[language] }))}
        {...bound}
      />
    );
  if (type === "long") return <TextArea rows={3} maxLength={1000} {...bound} />;
  if (type === "date") return <TextField type="date" {...bound} />;
  return (
    <TextField
      maxLength={type === "number" ? 17 : 200}
      {...(unit ? { unit: unit[language] } : {})}
      {...bound}
    />
  );
}

/** A file needs a draft on the server to belong to. */
function DraftFiles({
  id,
  saved,
  page,
}: {
  id: string;
  saved: () => Promise<number | null>;
  page: AppealPage | null;
}) {
  const say = useSay();
  const add = useAct(addAttachment);
  const [more, setMore] = useState<AppealPage["attachments"]>([]);
  const there = page?.attachments ?? [];
  const rows = [...there, ...more.filter((one) => !there.some((other) => other.id === one.id))];
  return (
    <Card title={say("filesTitle")}>
      <ProblemNotice problem={add.problem} />
      <Files
        appealId={id}
        rows={rows}
        removable
        onRemoved={(gone) => setMore(more.filter((one) => one.id !== gone))}
      />
      {rows.length < attachmentsPerAppeal ? (
        <FileDrop
          accept="image/*,application/pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.ofd,.txt,.csv"
          maxMb={attachmentLimitMb}
          hint={say("filesHint", { mb: attachmentLimitMb, count: attachmentsPerAppeal })}
          busy={add.running}
          onFile={async (file) => {
            if ((await saved()) === null) return;
            const added = await add.attempt({ id }, file);
            if (added) setMore((before) => [...before, added]);
          }}
        />
      ) : null}
    </Card>
  );
}

function KnownFacts({ facts }: { facts: Known }) {
  const say = useSay();
  const places = usePlaces();
  return (
    <Card title={say("known")}>
      <Facts
        facts={[
          [say("enterprise"), facts.enterprise],
          [say("region"), places.region(facts.regionCode)],
          [say("industry"), places.industry(facts.industryCode)],
          [say("handler"), facts.handler],
        ]}
      />
    </Card>
  );
}

function Receipt({ receipt }: { receipt: Output<typeof submitAppeal> }) {
  const say = useSay();
  const format = useFormat();
  const go = useGo();
  return (
    <FormPage
      title={say("sentTitle", { number: receipt.number })}
      back={{ to: "/appeals", label: say("appeals") }}
      buttons={
        <Button tone="primary" onClick={() => go(`/appeals/${receipt.id}`)}>
          {say("what")}
        </Button>
      }
    >
      <Notice tone="green" live>
        {receipt.twice
          ? say("sentTwice", { number: receipt.number })
          : say("sentBody", {
              handler: receipt.handler,
              time: receipt.firstReply ? format.moment(receipt.firstReply) : "—",
            })}
      </Notice>
    </FormPage>
  );
}

function Conflict({ kept }: { kept: ReturnType<typeof useDraftAppeal> }) {
  const say = useSay();
  const choose = async (mine: boolean) => {
    const page = await kept.theirs();
    kept.setProblem(null);
    if (mine) kept.draft.set((before) => ({ ...before, revision: page.revision }));
    else kept.draft.settle({ ...page.content, revision: page.revision });
  };
  return (
    <Notice tone="yellow" live title={say("conflict")}>
      <div className="actions">
        <Button small onClick={() => void choose(true)}>
          {say("takeMine")}
        </Button>
        <Button small onClick={() => void choose(false)}>
          {say("takeTheirs")}
        </Button>
      </div>
    </Notice>
  );
}
