// The steps of a plan, each with its role, its clock, what it waits for and what it says.
import { type PlanContent, type Step, termUnits } from "../../modules/plans/contract.ts";
import { Button } from "../ui/button.tsx";
import { SelectField, TextArea, TextField } from "../ui/field.tsx";
import { Card } from "../ui/frame.tsx";
import { useSay } from "./names.tsx";
import { freshKey } from "./parts.tsx";

export function Steps({ content, onChange }: { content: PlanContent; onChange: (steps: Step[]) => void }) {
  const say = useSay();
  const { steps, roles, messages } = content;
  const set = (at: number, by: Partial<Step>) =>
    onChange(steps.map((step, i) => (i === at ? { ...step, ...by } : step)));
  const swap = (at: number, to: number) => {
    const next = [...steps];
    [next[at], next[to]] = [next[to]!, next[at]!];
    onChange(next);
  };
  const drop = (key: string) =>
    onChange(
      // Whoever waited for it begins with the activation.
      steps
        .filter((step) => step.key !== key)
        .map((step) => (step.after === key ? { ...step, after: null } : step)),
    );
  return (
    <Card title={say("steps")}>
      {steps.map((step, i) => (
        <div className="plan-part" key={step.key}>
          <div className="bar">
            <strong>{i + 1}</strong>
            <span className="actions">
              <Button
                small
                tone="quiet"
                icon="up"
                disabled={i === 0}
                aria-label={`${say("up")} ${i + 1}`}
                onClick={() => swap(i, i - 1)}
              />
              <Button
                small
                tone="quiet"
                icon="down"
                disabled={i === steps.length - 1}
                aria-label={`${say("down")} ${i + 1}`}
                onClick={() => swap(i, i + 1)}
              />
              <Button
                small
                tone="quiet"
                icon="cross"
                aria-label={`${say("remove")} ${i + 1}`}
                onClick={() => drop(step.key)}
              />
            </span>
          </div>
          <TextField
            label={say("stepTitle")}
            name={`step-${i}-title`}
            maxLength={120}
            value={step.title}
            onChange={(event) => set(i, { title: event.target.value })}
          />
          <TextArea
            label={say("stepDetail")}
            name={`step-${i}-detail`}
            rows={2}
            maxLength={1500}
            value={step.detail}
            onChange={(event) => set(i, { detail: event.target.value })}
          />
          <div className="pair">
            <SelectField
              label={say("roleName")}
              placeholder=""
              options={roles.map((role) => ({ value: role.key, label: role.name || role.key }))}
              value={step.role}
              onChange={(event) => set(i, { role: event.target.value })}
            />
            <div className="term">
              <TextField
                label={say("term")}
                name={`step-${i}-amount`}
                inputMode="numeric"
                value={String(step.term.amount)}
                onChange={(event) => {
                  const amount = Math.min(720, Number.parseInt(event.target.value, 10) || 1);
                  set(i, { term: { ...step.term, amount: Math.max(1, amount) } });
                }}
              />
              <SelectField
                label={say("termUnit")}
                options={termUnits.map((unit) => ({ value: unit, label: say(`unit_${unit}`) }))}
                value={step.term.unit}
                onChange={(event) =>
                  set(i, { term: { ...step.term, unit: event.target.value as Step["term"]["unit"] } })
                }
              />
            </div>
            <SelectField
              label={say("after")}
              placeholder={say("afterNone")}
              options={steps.flatMap((other, j) =>
                other.key === step.key ? [] : [{ value: other.key, label: `${j + 1} ${other.title}` }],
              )}
              value={step.after ?? ""}
              onChange={(event) => set(i, { after: event.target.value || null })}
            />
            <SelectField
              label={say("message")}
              placeholder={say("messageNone")}
              options={messages.map((one) => ({ value: one.key, label: one.title || one.key }))}
              value={step.message ?? ""}
              onChange={(event) => set(i, { message: event.target.value || null })}
            />
          </div>
        </div>
      ))}
      <div>
        <Button
          small
          icon="plus"
          aria-label={`${say("add")}：${say("steps")}`}
          onClick={() =>
            onChange([
              ...steps,
              {
                ...{ key: freshKey(steps, "step-"), title: "", detail: "", role: roles[0]?.key ?? "" },
                ...{ term: { amount: 1, unit: "wday" }, after: null, message: null },
              },
            ])
          }
        >
          {say("add")}
        </Button>
      </div>
    </Card>
  );
}
