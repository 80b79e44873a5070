// A plan made or changed: why, when, who, where.
import { useState } from "react";
import { createPlan, editPlan, type PlanPage, readPlan } from "../../modules/research/contract.ts";
import { words } from "../../modules/research/words.ts";
import { useGo, useParam } from "../lib/place.tsx";
import { useAct, useCall } from "../lib/use-call.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { SelectField, TextArea, TextField } from "../ui/field.tsx";
import { Card, FormPage } from "../ui/frame.tsx";
import { PageProblem, ProblemNotice, wrongOf } from "../ui/problem-notice.tsx";
import { today } from "../ui/state-tag.tsx";
import { toast } from "../ui/toast.tsx";
import { Chips, FindEnterprise, type Named, useNames } from "./names.tsx";

type Fields = {
  title: string;
  purpose: string;
  startsOn: string;
  endsOn: string;
  team: { key: number; name: string; unit: string }[];
  industries: string[];
  regions: string[];
  enterprises: Named[];
};
let keys = 0;
const member = (name = "", unit = "") => ({ key: ++keys, name, unit });

export function NewPlan() {
  const say = useWords(words);
  const go = useGo();
  const act = useAct(createPlan);
  const fields: Fields = {
    ...{ title: "", purpose: "", startsOn: today(), endsOn: "", team: [member()] },
    ...{ industries: [], regions: [], enterprises: [] },
  };
  return (
    <Form
      title={say("newPlan")}
      back="/research"
      initial={fields}
      problem={act.problem}
      busy={act.running}
      onSave={async (input) => {
        const made = await act.attempt(input);
        if (made) go(`/research/plans/${made.id}`);
      }}
    />
  );
}

export function EditPlan() {
  const id = useParam("id");
  const { data, problem, again } = useCall(readPlan, { id });
  if (problem) return <PageProblem problem={problem} again={again} />;
  if (!data)
    return (
      <div className="page">
        <Skeleton lines={8} />
      </div>
    );
  return <Edit plan={data} />;
}

function Edit({ plan }: { plan: PlanPage }) {
  const say = useWords(words);
  const go = useGo();
  const act = useAct(editPlan);
  // What it was read as: a later change of somebody else is told, not overwritten.
  const [{ revision, initial }] = useState(() => ({
    revision: plan.revision,
    initial: { ...plan, team: plan.team.map((one) => member(one.name, one.unit)) },
  }));
  return (
    <Form
      title={say("editPlan")}
      back={`/research/plans/${plan.id}`}
      initial={initial}
      problem={act.problem}
      busy={act.running}
      onSave={async (input) => {
        if (!(await act.attempt({ id: plan.id, revision, ...input }))) return;
        toast(say("saved"));
        go(`/research/plans/${plan.id}`);
      }}
    />
  );
}

type Input = Omit<Fields, "team" | "enterprises"> & {
  team: { name: string; unit: string }[];
  enterpriseIds: string[];
};

function Form({
  title,
  back,
  initial,
  problem,
  busy,
  onSave,
}: {
  title: string;
  back: string;
  initial: Fields;
  problem: ReturnType<typeof useAct>["problem"];
  busy: boolean;
  onSave: (input: Input) => Promise<void>;
}) {
  const say = useWords(words);
  const names = useNames();
  const [fields, setFields] = useState(initial);
  const [tried, setTried] = useState(false);
  const set = (change: Partial<Fields>) => setFields((before) => ({ ...before, ...change }));
  const setMember = (key: number, change: { name?: string; unit?: string }) =>
    set({ team: fields.team.map((one) => (one.key === key ? { ...one, ...change } : one)) });
  const missing = (value: string) => (tried && !value.trim() ? say("titleNeeded") : undefined);
  const save = async () => {
    setTried(true);
    if (!fields.title.trim() || !fields.startsOn || !fields.endsOn) return;
    const { title: named, purpose, startsOn, endsOn, industries, regions } = fields;
    await onSave({
      ...{ title: named, purpose, startsOn, endsOn, industries, regions },
      team: fields.team.filter((one) => one.name.trim()).map(({ name, unit }) => ({ name, unit })),
      enterpriseIds: fields.enterprises.map((one) => one.id),
    });
  };
  return (
    <FormPage
      title={title}
      back={{ to: back, label: say("plans") }}
      buttons={
        <Button tone="primary" busy={busy} onClick={save}>
          {say("savePlan")}
        </Button>
      }
    >
      <ProblemNotice
        problem={problem}
        labels={{ title: say("title"), startsOn: say("startsOn"), endsOn: say("endsOn"), team: say("team") }}
      />
      <Card>
        <div className="research-form">
          <TextField
            label={say("title")}
            name="title"
            needed
            maxLength={100}
            value={fields.title}
            wrong={missing(fields.title) ?? wrongOf(problem, "title")}
            onChange={(event) => set({ title: event.target.value })}
          />
          <div className="pair">
            <TextField
              label={say("startsOn")}
              name="startsOn"
              type="date"
              needed
              value={fields.startsOn}
              onChange={(event) => set({ startsOn: event.target.value })}
            />
            <TextField
              label={say("endsOn")}
              name="endsOn"
              type="date"
              needed
              min={fields.startsOn}
              value={fields.endsOn}
              wrong={tried && !fields.endsOn ? say("choose") : wrongOf(problem, "endsOn")}
              onChange={(event) => set({ endsOn: event.target.value })}
            />
          </div>
          <TextArea
            label={say("purpose")}
            hint={say("purposeHint")}
            name="purpose"
            rows={5}
            maxLength={4000}
            value={fields.purpose}
            onChange={(event) => set({ purpose: event.target.value })}
          />
        </div>
      </Card>
      <Card title={say("team")}>
        <div className="research-form">
          {fields.team.map((one) => (
            <div className="pair with-end" key={one.key}>
              <TextField
                label={say("memberName")}
                maxLength={40}
                value={one.name}
                onChange={(event) => setMember(one.key, { name: event.target.value })}
              />
              <TextField
                label={say("memberUnit")}
                maxLength={100}
                value={one.unit}
                onChange={(event) => setMember(one.key, { unit: event.target.value })}
              />
              <Button
                tone="quiet"
                icon="cross"
                aria-label={`${say("remove")} ${one.name}`}
                onClick={() => set({ team: fields.team.filter((other) => other.key !== one.key) })}
              />
            </div>
          ))}
          <div>
            <Button small icon="plus" onClick={() => set({ team: [...fields.team, member()] })}>
              {say("addMember")}
            </Button>
          </div>
        </div>
      </Card>
      <Card title={say("enterprises")}>
        <div className="research-form">
          <div className="pair">
            <Many
              label={say("industries")}
              placeholder={say("anyIndustry")}
              options={names.industries}
              nameOf={names.industry}
              codes={fields.industries}
              onChange={(industries) => set({ industries })}
            />
            <Many
              label={say("regions")}
              placeholder={say("anyRegion")}
              options={names.regions}
              nameOf={names.region}
              codes={fields.regions}
              onChange={(regions) => set({ regions })}
            />
          </div>
          <FindEnterprise
            label={say("enterprises")}
            onPick={(one) =>
              set({ enterprises: [...fields.enterprises.filter((other) => other.id !== one.id), one] })
            }
          />
          <Chips
            items={fields.enterprises}
            onRemove={(id) => set({ enterprises: fields.enterprises.filter((one) => one.id !== id) })}
          />
        </div>
      </Card>
    </FormPage>
  );
}

function Many({
  label,
  placeholder,
  options,
  nameOf,
  codes,
  onChange,
}: {
  label: string;
  placeholder: string;
  options: readonly { value: string; label: string }[];
  nameOf: (code: string) => string;
  codes: readonly string[];
  onChange: (codes: string[]) => void;
}) {
  return (
    <div className="stack">
      <SelectField
        label={label}
        placeholder={placeholder}
        options={options.filter((one) => !codes.includes(one.value))}
        value=""
        onChange={(event) => event.target.value && onChange([...codes, event.target.value])}
      />
      <Chips
        items={codes.map((code) => ({ id: code, name: nameOf(code) }))}
        onRemove={(code) => onChange(codes.filter((other) => other !== code))}
      />
    </div>
  );
}
