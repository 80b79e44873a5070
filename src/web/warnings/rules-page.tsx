// The rules by which series are watched, each with what it would have warned of; none goes live unrehearsed.
import { useState } from "react";
import { methods } from "../../modules/warnings/contract.ts";
import {
  addRule,
  editRule,
  listRules,
  type RuleRow,
  type RuleState,
  rehearseRule,
  setRule,
} from "../../modules/warnings/rules/contract.ts";
import { words } from "../../modules/warnings/words.ts";
import { useAct, useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Empty, Skeleton } from "../ui/empty.tsx";
import { SelectField, TextField } from "../ui/field.tsx";
import { Card, Facts, ListPage } from "../ui/frame.tsx";
import { Notice, PageProblem, ProblemNotice } from "../ui/problem-notice.tsx";
import { DemoTag, StateTag, type TagTone } from "../ui/state-tag.tsx";
import { toast } from "../ui/toast.tsx";
import { SeverityTag, Tabs } from "./tags.tsx";

type Choices = { code: string; label: string }[];

export function RulesPage() {
  const say = useWords(words);
  const { language } = useFormat();
  const { data, problem, again } = useCall(listRules, {});
  const [editing, setEditing] = useState<RuleRow | "new" | null>(null);
  const add = (
    <Button tone="primary" icon="plus" onClick={() => setEditing("new")}>
      {say("newRule")}
    </Button>
  );
  return (
    <ListPage title={say("rules")} lead={say("rulesLead")} actions={add}>
      <Tabs />
      {problem ? <PageProblem problem={problem} again={again} /> : null}
      {!data && !problem ? <Skeleton lines={8} /> : null}
      {data?.rows.length === 0 ? (
        <Empty icon="list" title={say("rulesEmpty")} hint={say("rulesEmptyHint")} action={add} />
      ) : null}
      {data?.rows.map((rule) => (
        <Rule key={rule.id} rule={rule} onEdit={() => setEditing(rule)} />
      ))}
      {editing && data ? (
        <RuleDialog
          rule={editing === "new" ? null : editing}
          indicators={data.indicators.map(({ code, label }) => ({ code, label: label[language] }))}
          sectors={data.sectors.map(({ code, name }) => ({ code, label: name[language] }))}
          regions={data.regions.map(({ code, name }) => ({ code, label: name[language] }))}
          onClose={() => setEditing(null)}
        />
      ) : null}
    </ListPage>
  );
}

const tones: Readonly<Record<RuleState, TagTone>> = { draft: "grey", live: "green", retired: "grey" };

function Rule({ rule, onEdit }: { rule: RuleRow; onEdit: () => void }) {
  const say = useWords(words);
  const format = useFormat();
  const { language } = format;
  const rehearse = useAct(rehearseRule);
  const set = useAct(setRule);
  const { rehearsal } = rule;
  return (
    <Card
      title={
        <>
          {rule.name[language] || rule.name.zh}{" "}
          <StateTag tone={tones[rule.state]}>{say(`state_${rule.state}`)}</StateTag>{" "}
          {rule.demo ? <DemoTag /> : null}
        </>
      }
      actions={
        <>
          <Button small busy={rehearse.running} onClick={() => void rehearse.attempt({ id: rule.id })}>
            {say(rehearse.running ? "rehearsing" : "rehearse")}
          </Button>
          <Button small icon="edit" onClick={onEdit}>
            {say("editRule")}
          </Button>
          {rule.state === "live" ? (
            <Button
              small
              busy={set.running}
              onClick={() => void set.attempt({ id: rule.id, state: "retired" })}
            >
              {say("retire")}
            </Button>
          ) : (
            <Button
              small
              tone="primary"
              busy={set.running}
              onClick={async () => {
                if (await set.attempt({ id: rule.id, state: "live" })) toast(say("did"));
              }}
            >
              {say("goLive")}
            </Button>
          )}
        </>
      }
    >
      <ProblemNotice problem={set.problem ?? rehearse.problem} />
      {rehearsal === null ? (
        <p className="muted">{say("neverRehearsed")}</p>
      ) : (
        <>
          <p>
            <strong>{rehearsal.sentence[language]}</strong>{" "}
            {rule.rehearsed ? null : <StateTag tone="yellow">{say("rehearsalOld")}</StateTag>}
          </p>
          {rehearsal.refusal ? <Notice tone="red">{rehearsal.refusal[language]}</Notice> : null}
        </>
      )}
      <Facts
        facts={[
          [say("method"), say(`method_${rule.method}`)],
          [say("threshold"), String(rule.threshold)],
          [say("direction"), say(`direction_${rule.direction}`)],
          [say("scope"), rule.scope[language]],
        ]}
      />
      {rehearsal ? (
        <details>
          <summary>{say("wouldHave")}</summary>
          <p className="muted">
            {say("rehearsalDetail", {
              ...{ from: rehearsal.from, to: rehearsal.to, series: rehearsal.series },
              ...{ judged: rehearsal.judged, signals: rehearsal.signals },
            })}
          </p>
          <ul className="warning-lines">
            {rehearsal.warnings.map((one) => (
              <li key={`${one.month} ${one.place.zh} ${one.severity}`}>
                <span className="num">
                  {one.month === one.last ? one.month : `${one.month} – ${one.last}`}
                </span>{" "}
                {one.place[language]} <SeverityTag severity={one.severity} />{" "}
                <span className="muted">
                  {one.real ? `${say("wasReal")}：${one.real[language]}` : say("needless")}
                </span>
              </li>
            ))}
          </ul>
          {rehearsal.events.length > 0 ? (
            <p className="muted">
              {rehearsal.events
                .map((event) =>
                  event.delay === null
                    ? say("eventMissed", { title: event.title[language] })
                    : say("eventFound", { title: event.title[language], delay: event.delay }),
                )
                .join("；")}
            </p>
          ) : null}
        </details>
      ) : null}
    </Card>
  );
}

function RuleDialog({
  rule,
  indicators,
  sectors,
  regions,
  onClose,
}: {
  rule: RuleRow | null;
  indicators: Choices;
  sectors: Choices;
  regions: Choices;
  onClose: () => void;
}) {
  const say = useWords(words);
  const add = useAct(addRule);
  const edit = useAct(editRule);
  const [name, setName] = useState(rule?.name.zh ?? "");
  const [method, setMethod] = useState<RuleRow["method"]>(rule?.method ?? "peers");
  const [threshold, setThreshold] = useState(String(rule?.threshold ?? 4));
  const [direction, setDirection] = useState<RuleRow["direction"]>(rule?.direction ?? "both");
  const [indicator, setIndicator] = useState<readonly string[]>(rule?.indicators ?? []);
  const [sector, setSector] = useState<readonly string[]>(rule?.sectors ?? []);
  const [region, setRegion] = useState<readonly string[]>(rule?.regions ?? []);
  const act = rule ? edit : add;
  return (
    <Dialog
      open
      shape="wide"
      onClose={onClose}
      title={say(rule ? "editRule" : "newRule")}
      onSubmit={async () => {
        const fields = {
          ...{ name: { zh: name, en: rule?.name.en ?? "" }, method, threshold: Number(threshold), direction },
          ...{ indicators: [...indicator], sectors: [...sector], regions: [...region] },
        };
        const done = rule
          ? await edit.attempt({ id: rule.id, revision: rule.revision, ...fields })
          : await add.attempt(fields);
        if (!done) return;
        toast(say("did"));
        onClose();
      }}
      footer={
        <>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button tone="primary" type="submit" busy={act.running}>
            {say("save")}
          </Button>
        </>
      }
    >
      <div className="warning-form">
        <ProblemNotice
          problem={act.problem}
          labels={{ "name.zh": say("ruleName"), threshold: say("threshold") }}
        />
        <TextField
          label={say("ruleName")}
          name="name.zh"
          needed
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <div className="pair">
          <SelectField
            label={say("method")}
            options={methods.map((value) => ({ value, label: say(`method_${value}`) }))}
            value={method}
            onChange={(event) => setMethod(event.target.value as RuleRow["method"])}
          />
          <TextField
            label={say("threshold")}
            hint={say("thresholdHint")}
            name="threshold"
            type="number"
            step="0.1"
            min="0.1"
            value={threshold}
            onChange={(event) => setThreshold(event.target.value)}
          />
        </div>
        <SelectField
          label={say("direction")}
          options={(["both", "up", "down"] as const).map((value) => ({
            value,
            label: say(`direction_${value}`),
          }))}
          value={direction}
          onChange={(event) => setDirection(event.target.value as RuleRow["direction"])}
        />
        <Several
          label={say("indicator")}
          all={say("allIndicators")}
          choices={indicators}
          value={indicator}
          onChange={setIndicator}
        />
        <Several
          label={say("sector")}
          all={say("allSectors")}
          choices={sectors}
          value={sector}
          onChange={setSector}
        />
        <Several
          label={say("region")}
          all={say("allRegions")}
          choices={regions}
          value={region}
          onChange={setRegion}
        />
      </div>
    </Dialog>
  );
}

/** None chosen is all. */
function Several({
  label,
  all,
  choices,
  value,
  onChange,
}: {
  label: string;
  all: string;
  choices: Choices;
  value: readonly string[];
  onChange: (value: readonly string[]) => void;
}) {
  const left = choices.filter(({ code }) => !value.includes(code));
  return (
    <div>
      <SelectField
        label={label}
        placeholder={value.length === 0 ? all : "+"}
        options={left.map(({ code, label: text }) => ({ value: code, label: text }))}
        value=""
        onChange={(event) => event.target.value && onChange([...value, event.target.value])}
      />
      <div className="actions">
        {value.map((code) => (
          <Button
            key={code}
            small
            icon="cross"
            onClick={() => onChange(value.filter((other) => other !== code))}
          >
            {choices.find((one) => one.code === code)?.label ?? code}
          </Button>
        ))}
      </div>
    </div>
  );
}
