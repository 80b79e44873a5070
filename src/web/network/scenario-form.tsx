// What if: up to four scenarios side by side, each of shocks by kind, place, industry, product and firm.
import { useState } from "react";
import { askRun, partKinds, type Scenario, type ScenarioPart } from "../../modules/network/runs/contract.ts";
import { useGo } from "../lib/place.tsx";
import { useAct } from "../lib/use-call.ts";
import { Button } from "../ui/button.tsx";
import { SelectField, TextField } from "../ui/field.tsx";
import { Card, FormPage } from "../ui/frame.tsx";
import { ProblemNotice } from "../ui/problem-notice.tsx";
import { Chips } from "./chips.tsx";
import { useReference, useSay } from "./names.tsx";
import { PartnerField } from "./partner-field.tsx";

type FirmName = { id: string; name: string };
type Part = Omit<ScenarioPart, "firms" | "share" | "from" | "days" | "restore"> & {
  key: number;
  firms: FirmName[];
  share: string;
  from: string;
  days: string;
  restore: string;
};
type Draft = { key: number; name: string; parts: Part[] };

const MOST_SCENARIOS = 4;
const MOST_PARTS = 8;
const freshPart = (key: number): Part => ({
  ...{ key, kind: "lockdown", provinces: [], industries: [], products: [], firms: [] },
  ...{ share: "100", from: "0", days: "14", restore: "7" },
});
const partOf = (part: Part): ScenarioPart => ({
  ...{ kind: part.kind, provinces: part.provinces, industries: part.industries, products: part.products },
  firms: part.firms.map((firm) => firm.id),
  share: Number(part.share) / 100,
  from: Number(part.from || 0),
  days: part.days.trim() === "" ? null : Number(part.days),
  restore: Number(part.restore || 0),
});

export function ScenarioForm() {
  const say = useSay();
  const go = useGo();
  const ask = useAct(askRun);
  const [title, setTitle] = useState("");
  const [days, setDays] = useState("90");
  const [drafts, setDrafts] = useState<Draft[]>([{ key: 0, name: "", parts: [freshPart(0)] }]);
  const change = (key: number, parts: Partial<Draft>) =>
    setDrafts(drafts.map((one) => (one.key === key ? { ...one, ...parts } : one)));
  const start = async () => {
    const scenarios: Scenario[] = drafts.map((one) => ({
      ...{ name: one.name.trim(), parts: one.parts.map(partOf), protect: [] },
    }));
    const name = title.trim() || scenarios.map((one) => one.name).join("、");
    const done = await ask.attempt({
      title: name.slice(0, 60),
      wish: { kind: "scenario", days: Number(days), scenarios },
    });
    if (done) go(`/network/runs/${done.id}`);
  };
  const ready = drafts.every((one) => one.name.trim() !== "") && Number(days) >= 7;
  return (
    <FormPage
      title={say("newScenario")}
      lead={say("scenariosLead")}
      back={{ to: "/network/scenarios", label: say("back") }}
      buttons={
        <>
          {drafts.length < MOST_SCENARIOS ? (
            <Button
              icon="plus"
              onClick={() =>
                setDrafts([
                  ...drafts,
                  { key: (drafts.at(-1)?.key ?? 0) + 1, name: "", parts: [freshPart(0)] },
                ])
              }
            >
              {say("addScenario")}
            </Button>
          ) : null}
          <Button tone="primary" busy={ask.running} disabled={!ready} onClick={start}>
            {say("start")}
          </Button>
        </>
      }
    >
      <ProblemNotice problem={ask.problem} />
      <Card>
        <div className="network-form">
          <div className="pair">
            <TextField
              label={say("runTitle")}
              name="title"
              maxLength={60}
              value={title}
              onChange={(event) => setTitle(event.target.value)}
            />
            <TextField
              label={say("daysShown")}
              name="days"
              inputMode="numeric"
              value={days}
              onChange={(event) => setDays(event.target.value)}
            />
          </div>
          <p className="muted">{say("exposureNote")}</p>
        </div>
      </Card>
      {drafts.map((draft, at) => (
        <Card
          key={draft.key}
          title={draft.name || `${say("scenarioName")} ${at + 1}`}
          actions={
            drafts.length > 1 ? (
              <Button
                small
                tone="quiet"
                onClick={() => setDrafts(drafts.filter((one) => one.key !== draft.key))}
              >
                {say("removeScenario")}
              </Button>
            ) : null
          }
        >
          <ScenarioFields draft={draft} at={at} onChange={(parts) => change(draft.key, parts)} />
        </Card>
      ))}
    </FormPage>
  );
}

function ScenarioFields({
  draft,
  at,
  onChange,
}: {
  draft: Draft;
  at: number;
  onChange: (parts: Partial<Draft>) => void;
}) {
  const say = useSay();
  const change = (key: number, part: Partial<Part>) =>
    onChange({ parts: draft.parts.map((one) => (one.key === key ? { ...one, ...part } : one)) });
  return (
    <div className="network-form">
      <TextField
        label={say("scenarioName")}
        name={`scenario-${at}-name`}
        needed
        maxLength={40}
        value={draft.name}
        onChange={(event) => onChange({ name: event.target.value })}
      />
      {draft.parts.map((part, i) => (
        <PartFields
          key={part.key}
          part={part}
          name={`scenario-${at}-part-${i}`}
          label={say("part", { at: i + 1 })}
          onChange={(parts) => change(part.key, parts)}
          onRemove={
            draft.parts.length > 1
              ? () => onChange({ parts: draft.parts.filter((one) => one.key !== part.key) })
              : null
          }
        />
      ))}
      {draft.parts.length < MOST_PARTS ? (
        <div>
          <Button
            small
            icon="plus"
            onClick={() =>
              onChange({ parts: [...draft.parts, freshPart((draft.parts.at(-1)?.key ?? 0) + 1)] })
            }
          >
            {say("addPart")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function PartFields({
  part,
  name,
  label,
  onChange,
  onRemove,
}: {
  part: Part;
  name: string;
  label: string;
  onChange: (parts: Partial<Part>) => void;
  onRemove: (() => void) | null;
}) {
  const say = useSay();
  const reference = useReference();
  const heads = (reference.data?.industries ?? []).filter((one) => one.code.length <= 3);
  const number = (field: "share" | "from" | "days" | "restore", text: string, hint?: string) => (
    <TextField
      label={text}
      name={`${name}-${field}`}
      inputMode="numeric"
      hint={hint}
      value={part[field]}
      onChange={(event) => onChange({ [field]: event.target.value })}
    />
  );
  return (
    <fieldset className="scenario-part">
      <legend>{label}</legend>
      <SelectField
        label={say("runKind")}
        name={`${name}-kind`}
        value={part.kind}
        onChange={(event) => onChange({ kind: event.target.value as ScenarioPart["kind"] })}
        options={partKinds.map((one) => ({ value: one, label: say(`kind_${one}`) }))}
      />
      <div className="pair">
        <Chips
          label={say("provinces")}
          name={`${name}-provinces`}
          picked={part.provinces}
          options={(reference.data?.provinces ?? []).map((one) => ({
            value: one.code,
            label: reference.province(one.code),
          }))}
          onChange={(provinces) => onChange({ provinces })}
        />
        <Chips
          label={say("industries")}
          name={`${name}-industries`}
          picked={part.industries}
          options={heads.map((one) => ({
            value: one.code,
            label: `${one.code} ${reference.industry(one.code)}`,
          }))}
          onChange={(industries) => onChange({ industries })}
        />
        <Chips
          label={say("products")}
          name={`${name}-products`}
          picked={part.products}
          options={reference.inUse.map((one) => ({ value: one.code, label: reference.product(one.code) }))}
          onChange={(products) => onChange({ products })}
        />
      </div>
      <Firms firms={part.firms} name={`${name}-firm`} onChange={(firms) => onChange({ firms })} />
      <div className="pair">
        {number("share", say("howMuch"))}
        {number("from", say("fromDay"))}
        {number("days", say("lastDays"), say("lastDaysHint"))}
        {number("restore", say("restoreDays"))}
      </div>
      {onRemove ? (
        <div>
          <Button small tone="quiet" onClick={onRemove}>
            {say("removePart")}
          </Button>
        </div>
      ) : null}
    </fieldset>
  );
}

function Firms({
  firms,
  name,
  onChange,
}: {
  firms: readonly FirmName[];
  name: string;
  onChange: (firms: FirmName[]) => void;
}) {
  const say = useSay();
  return (
    <div>
      <PartnerField
        key={firms.length}
        label={say("addFirm")}
        name={name}
        onPick={(end, shown) => {
          if (end && "id" in end && !firms.some((one) => one.id === end.id))
            onChange([...firms, { id: end.id, name: shown }]);
        }}
        registered
      />
      <Chips
        name={`${name}-picked`}
        picked={firms.map((one) => one.id)}
        options={firms.map((one) => ({ value: one.id, label: one.name }))}
        onChange={(ids) => onChange(firms.filter((one) => ids.includes(one.id)))}
      />
    </div>
  );
}
