// A questionnaire built or changed while it is a draft: what is asked, of how many, until when.
import { useState } from "react";
import { listPlans } from "../../modules/research/contract.ts";
import {
  createQuestionnaire,
  editQuestionnaire,
  entryKinds,
  type Question,
  type QuestionnairePage,
  questionKinds,
} from "../../modules/research/questionnaires/contract.ts";
import { words } from "../../modules/research/words.ts";
import { useGo } from "../lib/place.tsx";
import { useAct, useCall } from "../lib/use-call.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Check, SelectField, TextArea, TextField } from "../ui/field.tsx";
import { Card, FormPage } from "../ui/frame.tsx";
import { ProblemNotice, wrongOf } from "../ui/problem-notice.tsx";
import { toast } from "../ui/toast.tsx";
import "./research.css";

type Fields = Pick<
  QuestionnairePage,
  "planId" | "title" | "intro" | "questions" | "entry" | "quota" | "endsOn"
>;

export function NewQuestionnaire() {
  const go = useGo();
  const say = useWords(words);
  const act = useAct(createQuestionnaire);
  const initial: Fields = {
    ...{ planId: null, title: "", intro: "", questions: [], entry: "open", quota: null, endsOn: null },
  };
  return (
    <QuestionnaireForm
      title={say("newQuestionnaire")}
      initial={initial}
      problem={act.problem}
      busy={act.running}
      onSave={async (fields) => {
        const made = await act.attempt(fields);
        if (made) go(`/research/questionnaires/${made.id}`);
      }}
    />
  );
}

export function EditQuestionnaire({ of, onDone }: { of: QuestionnairePage; onDone: () => void }) {
  const say = useWords(words);
  const act = useAct(editQuestionnaire);
  const [initial] = useState(of);
  return (
    <QuestionnaireForm
      title={of.title}
      initial={initial}
      problem={act.problem}
      busy={act.running}
      onCancel={onDone}
      onSave={async (fields) => {
        if (!(await act.attempt({ id: of.id, revision: initial.revision, ...fields }))) return;
        toast(say("saved"));
        onDone();
      }}
    />
  );
}

const nextId = (questions: readonly Question[]): string =>
  `q${1 + Math.max(0, ...questions.map((question) => Number(question.id.slice(1))))}`;

function QuestionnaireForm({
  title,
  initial,
  problem,
  busy,
  onSave,
  onCancel,
}: {
  title: string;
  initial: Fields;
  problem: ReturnType<typeof useAct>["problem"];
  busy: boolean;
  onSave: (fields: Fields) => Promise<void>;
  onCancel?: () => void;
}) {
  const say = useWords(words);
  const plans = useCall(listPlans, { limit: 100 }).data?.rows ?? [];
  const [fields, setFields] = useState<Fields>(initial);
  const [tried, setTried] = useState(false);
  const set = (change: Partial<Fields>) => setFields((before) => ({ ...before, ...change }));
  const setQuestion = (id: string, change: Partial<Question>) =>
    set({ questions: fields.questions.map((one) => (one.id === id ? { ...one, ...change } : one)) });
  const save = async () => {
    setTried(true);
    if (!fields.title.trim() || fields.questions.some((question) => !question.label.trim())) return;
    const { planId, title: named, intro, questions, entry, quota, endsOn } = fields;
    const clean = questions.map((question) => ({
      ...question,
      options: /^choice/.test(question.kind)
        ? question.options.map((option) => option.trim()).filter((option) => option !== "")
        : [],
    }));
    await onSave({ planId, title: named, intro, questions: clean, entry, quota, endsOn });
  };
  return (
    <FormPage
      title={title}
      back={{ to: "/research/questionnaires", label: say("questionnaires") }}
      buttons={
        <>
          {onCancel ? <Button onClick={onCancel}>{say("cancel")}</Button> : null}
          <Button tone="primary" busy={busy} onClick={save}>
            {say("save")}
          </Button>
        </>
      }
    >
      <ProblemNotice problem={problem} labels={{ title: say("title"), intro: say("intro") }} />
      <Card>
        <div className="research-form">
          <TextField
            label={say("title")}
            name="title"
            needed
            maxLength={100}
            value={fields.title}
            wrong={tried && !fields.title.trim() ? say("titleNeeded") : wrongOf(problem, "title")}
            onChange={(event) => set({ title: event.target.value })}
          />
          <TextArea
            label={say("intro")}
            hint={say("introHint")}
            rows={3}
            maxLength={2000}
            value={fields.intro}
            onChange={(event) => set({ intro: event.target.value })}
          />
          <div className="pair">
            <SelectField
              label={say("entry")}
              options={entryKinds.map((kind) => ({ value: kind, label: say(`entry_${kind}`) }))}
              value={fields.entry}
              onChange={(event) => set({ entry: event.target.value as Fields["entry"] })}
            />
            <SelectField
              label={say("plan")}
              placeholder={say("noPlan")}
              options={plans.map((plan) => ({ value: plan.id, label: plan.title }))}
              value={fields.planId ?? ""}
              onChange={(event) => set({ planId: event.target.value || null })}
            />
          </div>
          <div className="pair">
            <TextField
              label={say("quota")}
              hint={say("quotaHint")}
              type="number"
              min={1}
              max={100_000}
              value={fields.quota ?? ""}
              onChange={(event) => set({ quota: event.target.value ? Number(event.target.value) : null })}
            />
            <TextField
              label={say("lastDay")}
              hint={say("lastDayHint")}
              type="date"
              value={fields.endsOn ?? ""}
              onChange={(event) => set({ endsOn: event.target.value || null })}
            />
          </div>
        </div>
      </Card>
      <Card title={say("questions")}>
        <div className="research-form">
          {fields.questions.map((question, i) => (
            <QuestionForm
              key={question.id}
              no={i + 1}
              question={question}
              wrong={tried && !question.label.trim() ? say("answerPlaceholder") : undefined}
              onChange={(change) => setQuestion(question.id, change)}
              onRemove={() =>
                set({ questions: fields.questions.filter((other) => other.id !== question.id) })
              }
            />
          ))}
          <div>
            <Button
              icon="plus"
              disabled={fields.questions.length >= 40}
              onClick={() =>
                set({
                  questions: [
                    ...fields.questions,
                    {
                      id: nextId(fields.questions),
                      ...{ kind: "choice", label: "", required: false, options: [], unit: "" },
                    },
                  ],
                })
              }
            >
              {say("addQuestion")}
            </Button>
          </div>
        </div>
      </Card>
    </FormPage>
  );
}

function QuestionForm({
  no,
  question,
  wrong,
  onChange,
  onRemove,
}: {
  no: number;
  question: Question;
  wrong: string | undefined;
  onChange: (change: Partial<Question>) => void;
  onRemove: () => void;
}) {
  const say = useWords(words);
  return (
    <fieldset className="question-in">
      <legend>{say("question", { no })}</legend>
      <TextField
        label={say("label")}
        needed
        maxLength={200}
        value={question.label}
        wrong={wrong}
        onChange={(event) => onChange({ label: event.target.value })}
      />
      <div className="pair">
        <SelectField
          label={say("qkind")}
          options={questionKinds.map((kind) => ({ value: kind, label: say(`qkind_${kind}`) }))}
          value={question.kind}
          onChange={(event) => onChange({ kind: event.target.value as Question["kind"] })}
        />
        {question.kind === "number" ? (
          <TextField
            label={say("unit")}
            inputMode="text"
            maxLength={20}
            value={question.unit}
            onChange={(event) => onChange({ unit: event.target.value })}
          />
        ) : null}
      </div>
      {question.kind === "choice" || question.kind === "choices" ? (
        <TextArea
          label={say("options")}
          rows={4}
          value={question.options.join("\n")}
          onChange={(event) => onChange({ options: event.target.value.split("\n").slice(0, 20) })}
        />
      ) : null}
      <div className="actions">
        <Check checked={question.required} onChange={(event) => onChange({ required: event.target.checked })}>
          {say("required")}
        </Check>
        <Button small tone="quiet" onClick={onRemove}>
          {say("remove")}
        </Button>
      </div>
    </fieldset>
  );
}
