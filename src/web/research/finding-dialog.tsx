// A finding recorded or changed: what was found, of whom, how grave, and the figures it rests on.
import { useState } from "react";
import {
  addFinding,
  editFinding,
  type FigureText,
  type FindingKind,
  type FindingRow,
  findingKinds,
  listQuotable,
  quoteFigure,
  removeFinding,
} from "../../modules/research/contract.ts";
import { words } from "../../modules/research/words.ts";
import { call } from "../lib/call.ts";
import { useAct, useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Segmented, SelectField, TextArea, TextField } from "../ui/field.tsx";
import { ProblemNotice } from "../ui/problem-notice.tsx";
import { today } from "../ui/state-tag.tsx";
import { toast } from "../ui/toast.tsx";
import { Chips, FindEnterprise, type Named, useNames } from "./names.tsx";

const severities = ["1", "2", "3"] as const;
let keys = 0;
type KeyedFigure = FigureText & { key: number };
const keyed = (figure: FigureText): KeyedFigure => ({ ...figure, key: ++keys });

export function FindingDialog({
  planId,
  visitId = null,
  enterprise = null,
  finding,
  onClose,
}: {
  planId: string;
  visitId?: string | null;
  enterprise?: Named | null;
  finding?: FindingRow;
  onClose: () => void;
}) {
  const say = useWords(words);
  const names = useNames();
  const add = useAct(addFinding);
  const edit = useAct(editFinding);
  const drop = useAct(removeFinding);
  const [text, setText] = useState(finding?.text ?? "");
  const [kind, setKind] = useState<FindingKind>(finding?.kind ?? "difficulty");
  const [severity, setSeverity] = useState(String(finding?.severity ?? 2) as (typeof severities)[number]);
  const [of, setOf] = useState<Named | null>(finding ? finding.enterprise : enterprise);
  const [industryCode, setIndustry] = useState(finding?.industryCode ?? "");
  const [regionCode, setRegion] = useState(finding?.regionCode ?? "");
  const [figures, setFigures] = useState<KeyedFigure[]>((finding?.figures ?? []).map(keyed));
  const [tried, setTried] = useState(false);
  const setFigure = (key: number, change: Partial<FigureText>) =>
    setFigures((before) => before.map((one) => (one.key === key ? { ...one, ...change } : one)));
  const withOwn = (options: readonly { value: string; label: string }[], code: string, name: string) =>
    code && !options.some((one) => one.value === code) ? [{ value: code, label: name }, ...options] : options;
  const save = async () => {
    setTried(true);
    if (!text.trim() || figures.some((one) => !one.text.trim() || !one.source.trim())) return;
    const input = {
      ...{ visitId: finding ? finding.visitId : visitId, enterpriseId: of?.id ?? null },
      ...{ industryCode: industryCode || null, regionCode: regionCode || null },
      ...{ kind, severity: Number(severity), text },
      figures: figures.map(({ text: shown, source }) => ({ text: shown, source })),
    };
    const done = finding
      ? await edit.attempt({ id: finding.id, revision: finding.revision, ...input })
      : await add.attempt({ id: planId, ...input });
    if (!done) return;
    toast(say("findingSaved"));
    onClose();
  };
  return (
    <Dialog
      open
      shape="wide"
      onClose={onClose}
      title={say(finding ? "editFinding" : "addFinding")}
      onSubmit={save}
      footer={
        <>
          {finding ? (
            <Button
              tone="danger"
              busy={drop.running}
              onClick={async () => {
                if (!(await drop.attempt({ id: finding.id }))) return;
                toast(say("removed"));
                onClose();
              }}
            >
              {say("delete")}
            </Button>
          ) : null}
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button tone="primary" type="submit" busy={add.running || edit.running}>
            {say("save")}
          </Button>
        </>
      }
    >
      <div className="research-form">
        <ProblemNotice
          problem={add.problem ?? edit.problem ?? drop.problem}
          labels={{ text: say("findingText") }}
        />
        <div className="actions">
          <Segmented
            label={say("kind")}
            value={kind}
            options={findingKinds.map((one) => ({ value: one, label: say(`kind_${one}`) }))}
            onChange={setKind}
          />
          <Segmented
            label={say("severity")}
            value={severity}
            options={severities.map((one) => ({ value: one, label: say(`severity_${one}`) }))}
            onChange={setSeverity}
          />
        </div>
        <TextArea
          label={say("findingText")}
          name="text"
          needed
          rows={4}
          maxLength={2000}
          value={text}
          wrong={tried && !text.trim() ? say("findingTextNeeded") : undefined}
          onChange={(event) => setText(event.target.value)}
        />
        {of ? (
          <div className="stack">
            <span className="muted">{say("enterprise")}</span>
            <Chips items={[of]} onRemove={() => setOf(null)} />
          </div>
        ) : (
          <FindEnterprise label={say("enterprise")} onPick={setOf} />
        )}
        <div className="pair">
          <SelectField
            label={say("industry")}
            placeholder="—"
            options={withOwn(names.industries, industryCode, names.industry(industryCode))}
            value={industryCode}
            onChange={(event) => setIndustry(event.target.value)}
          />
          <SelectField
            label={say("region")}
            placeholder="—"
            options={withOwn(names.regions, regionCode, names.region(regionCode))}
            value={regionCode}
            onChange={(event) => setRegion(event.target.value)}
          />
        </div>
        <fieldset className="figures-in">
          <legend>{say("figures")}</legend>
          <p className="muted">{say("figuresHint")}</p>
          {figures.map((one) => (
            <div className="pair with-end" key={one.key}>
              <TextField
                label={say("figureText")}
                maxLength={100}
                value={one.text}
                wrong={tried && !one.text.trim() ? say("choose") : undefined}
                onChange={(event) => setFigure(one.key, { text: event.target.value })}
              />
              <TextField
                label={say("figureSource")}
                maxLength={200}
                value={one.source}
                wrong={tried && !one.source.trim() ? say("figuresHint") : undefined}
                onChange={(event) => setFigure(one.key, { source: event.target.value })}
              />
              <Button
                tone="quiet"
                icon="cross"
                aria-label={`${say("remove")} ${one.text}`}
                onClick={() => setFigures(figures.filter((other) => other.key !== one.key))}
              />
            </div>
          ))}
          <div className="actions">
            <Button
              small
              icon="plus"
              onClick={() => setFigures([...figures, keyed({ text: "", source: "" })])}
            >
              {say("addFigure")}
            </Button>
          </div>
          {of ? (
            <Quote of={of} onQuote={(figure) => setFigures((before) => [...before, keyed(figure)])} />
          ) : null}
        </fieldset>
      </div>
    </Dialog>
  );
}

/** A figure the enterprise has filed, taken over with form, month and version. */
function Quote({ of, onQuote }: { of: Named; onQuote: (figure: FigureText) => void }) {
  const say = useWords(words);
  const { language } = useFormat();
  const indicators = useCall(listQuotable, {}).data?.indicators ?? [];
  const [indicator, setIndicator] = useState("output_value");
  const [period, setPeriod] = useState(today().slice(0, 7));
  const [none, setNone] = useState(false);
  return (
    <div className="pair with-end quote">
      <SelectField
        label={`${say("quote")}：${say("quoteIndicator")}`}
        options={indicators.map((one) => ({ value: one.code, label: one[language] }))}
        value={indicator}
        onChange={(event) => setIndicator(event.target.value)}
      />
      <TextField
        label={say("quoteMonth")}
        type="month"
        value={period}
        wrong={none ? say("quoteNone") : undefined}
        onChange={(event) => {
          setPeriod(event.target.value);
          setNone(false);
        }}
      />
      <Button
        onClick={async () => {
          const found = await call(quoteFigure, { enterpriseId: of.id, indicator, period }).catch(() => null);
          setNone(!found?.figure);
          if (found?.figure) onQuote(found.figure);
        }}
      >
        {say("quoteDo")}
      </Button>
    </div>
  );
}
