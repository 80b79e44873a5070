// A plan written: every keystroke is kept in the browser, saved under a revision, and what is missing stands beside it.
import { useState } from "react";
import {
  type PlanContent,
  type PlanPage,
  readPlan,
  savePlan,
  submitPlan,
} from "../../modules/plans/contract.ts";
import { useDraft } from "../lib/drafts.ts";
import { useGo, useParam } from "../lib/place.tsx";
import { useMe } from "../lib/session.ts";
import { useAct, useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { Button } from "../ui/button.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { SelectField, TextArea, TextField } from "../ui/field.tsx";
import { Card, FormPage } from "../ui/frame.tsx";
import { Notice, PageProblem, ProblemNotice } from "../ui/problem-notice.tsx";
import { toast } from "../ui/toast.tsx";
import { useSay } from "./names.tsx";
import { Parts } from "./parts.tsx";
import { Steps } from "./steps.tsx";

export function PlanEditor() {
  const id = useParam("id");
  const { data, problem, again } = useCall(readPlan, { id });
  if (problem) return <PageProblem problem={problem} again={again} />;
  if (!data)
    return (
      <div className="page">
        <Skeleton lines={10} />
      </div>
    );
  return <Editor plan={data} />;
}

export type Written = { title: string; content: PlanContent };

function Editor({ plan }: { plan: PlanPage }) {
  const say = useSay();
  const go = useGo();
  const me = useMe();
  const { language, moment, ago } = useFormat();
  const save = useAct(savePlan);
  const submit = useAct(submitPlan);
  // What it was read as: a later change of somebody else is told, not overwritten.
  const [seen, setSeen] = useState({ revision: plan.revision, at: plan.savedAt, faults: plan.faults });
  const [saved, setSaved] = useState<Written>({ title: plan.title, content: plan.content });
  const draft = useDraft<Written>(`${me.person.id}.plan.${plan.id}.${plan.version}`, saved);
  const { title, content } = draft.value;
  const set = (change: Partial<PlanContent>) =>
    draft.set((before) => ({ ...before, content: { ...before.content, ...change } }));
  const changed = JSON.stringify(draft.value) !== JSON.stringify(saved);
  const store = async (): Promise<number | null> => {
    if (!changed) return seen.revision;
    const done = await save.attempt({
      ...{ id: plan.id, version: plan.version, revision: seen.revision, title, content },
    });
    if (!done) return null;
    setSeen({ revision: done.revision, at: done.savedAt, faults: done.faults });
    setSaved(draft.value);
    draft.settle(draft.value);
    return done.revision;
  };
  if (!plan.may.edit) return <PlanClosed plan={plan} />;
  return (
    <FormPage
      title={say("editTitle")}
      back={{ to: `/plans/${plan.id}`, label: plan.title }}
      lead={plan.reason ? say("returnedLead", { reason: plan.reason }) : undefined}
      saveState={
        draft.failing
          ? say("keepFailing")
          : changed
            ? say("savingLocal")
            : say("savedOn", { time: ago(seen.at) })
      }
      buttons={
        <>
          <Button
            busy={save.running}
            onClick={async () => {
              if ((await store()) !== null) toast(say("saved"));
            }}
          >
            {say("save")}
          </Button>
          <Button
            tone="primary"
            busy={submit.running}
            onClick={async () => {
              const revision = await store();
              if (revision === null || !(await submit.attempt({ id: plan.id, revision }))) return;
              toast(say("submitted", { reviewer: plan.reviewer }));
              go(`/plans/${plan.id}`);
            }}
          >
            {say("submit")}
          </Button>
        </>
      }
      aside={
        <Card title={seen.faults.length ? say("faults", { count: seen.faults.length }) : say("state")}>
          {seen.faults.length === 0 ? <p className="muted">{say("faultsNone")}</p> : null}
          <ul className="stack" style={{ gap: 6 }}>
            {seen.faults.map((fault) => (
              <li key={fault.path + fault.zh}>{fault[language]}</li>
            ))}
          </ul>
        </Card>
      }
    >
      <ProblemNotice problem={save.problem ?? submit.problem} />
      {draft.restored && changed ? (
        <Notice
          tone="yellow"
          action={
            <Button small onClick={() => draft.settle(saved)}>
              {say("discardRestored")}
            </Button>
          }
        >
          {say("restored", { time: moment(draft.keptAt) })}
        </Notice>
      ) : null}
      <Card>
        <div className="plan-form">
          <TextField
            label={say("title")}
            name="title"
            needed
            maxLength={100}
            value={title}
            onChange={(event) => draft.set((before) => ({ ...before, title: event.target.value }))}
          />
          <TextArea
            label={say("purpose")}
            name="purpose"
            rows={3}
            maxLength={2000}
            value={content.purpose}
            onChange={(event) => set({ purpose: event.target.value })}
          />
        </div>
      </Card>
      <Trigger content={content} onChange={(trigger) => set({ trigger })} />
      <Parts
        name="roles"
        title={say("roles")}
        rows={content.roles}
        columns={[
          { name: "name", label: say("roleName"), max: 60 },
          { name: "duty", label: say("duty"), max: 500, long: true },
          {
            name: "personId",
            label: say("person"),
            options: plan.persons.map((one) => ({ value: one.id, label: one.name })),
            empty: say("personLater"),
          },
        ]}
        fresh={(key) => ({ key, name: "", duty: "", personId: null })}
        onChange={(roles) => set({ roles })}
      />
      <Steps content={content} onChange={(steps) => set({ steps })} />
      <Parts
        name="contacts"
        title={say("contacts")}
        rows={content.contacts}
        columns={[
          { name: "name", label: say("name"), max: 60 },
          { name: "unit", label: say("unit"), max: 100 },
          { name: "phone", label: say("phone"), max: 40 },
          { name: "note", label: say("note"), max: 200 },
        ]}
        fresh={() => ({ name: "", unit: "", phone: "", note: "" })}
        onChange={(contacts) => set({ contacts })}
      />
      <Parts
        name="messages"
        title={say("messages")}
        hint={say("messagesHint")}
        rows={content.messages}
        columns={[
          {
            name: "audience",
            label: say("audience"),
            options: (["team", "associations", "members", "outside"] as const).map((one) => ({
              value: one,
              label: say(`audience_${one}`),
            })),
          },
          { name: "title", label: say("title"), max: 100 },
          { name: "text", label: say("text"), max: 2000, long: true },
        ]}
        fresh={(key) => ({ key, audience: "team" as const, title: "", text: "" })}
        onChange={(messages) => set({ messages })}
      />
      <Parts
        name="substitutes"
        title={say("substitutes")}
        rows={content.substitutes}
        columns={[
          { name: "what", label: say("what"), max: 100 },
          { name: "supplier", label: say("supplier"), max: 100 },
          { name: "contact", label: say("contact"), max: 100 },
          { name: "note", label: say("note"), max: 300 },
        ]}
        fresh={() => ({ what: "", supplier: "", contact: "", note: "" })}
        onChange={(substitutes) => set({ substitutes })}
      />
      <Parts
        name="materials"
        title={say("materials")}
        rows={content.materials}
        columns={[
          { name: "name", label: say("title"), max: 100 },
          { name: "quantity", label: say("quantity"), max: 60 },
          { name: "place", label: say("place"), max: 100 },
          { name: "keeper", label: say("keeper"), max: 60 },
        ]}
        fresh={() => ({ name: "", quantity: "", place: "", keeper: "" })}
        onChange={(materials) => set({ materials })}
      />
      <Parts
        name="policies"
        title={say("policies")}
        rows={content.policies}
        columns={[
          { name: "title", label: say("title"), max: 200 },
          { name: "number", label: say("policyNumber"), max: 100 },
          { name: "note", label: say("note"), max: 500 },
          { name: "source", label: say("source"), max: 300 },
        ]}
        fresh={() => ({ title: "", number: "", note: "", source: "" })}
        onChange={(policies) => set({ policies })}
      />
    </FormPage>
  );
}

function PlanClosed({ plan }: { plan: PlanPage }) {
  const say = useSay();
  return (
    <FormPage title={say("editTitle")} back={{ to: `/plans/${plan.id}`, label: plan.title }}>
      <Notice tone="yellow">{say(`state_${plan.state}`)}</Notice>
    </FormPage>
  );
}

function Trigger({
  content,
  onChange,
}: {
  content: PlanContent;
  onChange: (trigger: PlanContent["trigger"]) => void;
}) {
  const say = useSay();
  const { trigger } = content;
  // Typed as one line; kept as typed until it is left, so that a comma does not jump.
  const [words, setWords] = useState<string | null>(null);
  return (
    <Card title={say("trigger")}>
      <div className="plan-form">
        <TextArea
          label={say("trigger")}
          name="trigger"
          rows={3}
          maxLength={1000}
          value={trigger.text}
          onChange={(event) => onChange({ ...trigger, text: event.target.value })}
        />
        <div className="pair">
          <SelectField
            label={say("triggerGrade")}
            placeholder={say("gradeNone")}
            options={(["blue", "yellow", "orange", "red"] as const).map((one) => ({
              value: one,
              label: say(`grade_${one}`),
            }))}
            value={trigger.severity ?? ""}
            onChange={(event) =>
              onChange({ ...trigger, severity: (event.target.value || null) as "red" | null })
            }
          />
          <TextField
            label={say("triggerWords")}
            name="trigger-words"
            value={words ?? trigger.words.join("、")}
            onChange={(event) => {
              setWords(event.target.value);
              const list = event.target.value.split(/[、,，\s]+/).filter(Boolean);
              onChange({ ...trigger, words: list.map((one) => one.slice(0, 20)).slice(0, 20) });
            }}
            onBlur={() => setWords(null)}
          />
        </div>
      </div>
    </Card>
  );
}
