// A plan as it is read and printed: when, who, what by when, whom to ring, what goes out.
import type { ReactNode } from "react";
import type { PlanContent } from "../../modules/plans/contract.ts";
import { Card } from "../ui/frame.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { GradeTag, useSay, useTerm } from "./names.tsx";

type Persons = readonly { id: string; name: string }[];

export function PlanContentView({ content, persons }: { content: PlanContent; persons: Persons }) {
  const say = useSay();
  const term = useTerm();
  const roleName = new Map(content.roles.map((role) => [role.key, role.name]));
  const place = new Map(content.steps.map((step, i) => [step.key, i + 1]));
  const message = new Map(content.messages.map((one) => [one.key, one.title]));
  const { trigger } = content;
  return (
    <>
      <Card title={say("trigger")}>
        <p className="prose">{trigger.text || "—"}</p>
        <p className="muted">
          {trigger.severity ? (
            <>
              {say("triggerGrade")} <GradeTag severity={trigger.severity} />{" "}
              {trigger.words.map((word) => (
                <StateTag plain key={word}>
                  {word}
                </StateTag>
              ))}
            </>
          ) : (
            say("gradeNone")
          )}
        </p>
        <h3>{say("purpose")}</h3>
        <p className="prose">{content.purpose || "—"}</p>
      </Card>
      <Card title={say("steps")}>
        <ol className="plan-steps">
          {content.steps.map((step) => (
            <li key={step.key}>
              <div className="head">
                <strong>{step.title || "—"}</strong>
                <span className="meta">
                  {step.after ? `${say("afterStep", { n: place.get(step.after) ?? "?" })} · ` : ""}
                  {term(step.term)} · {roleName.get(step.role) ?? "—"}
                </span>
              </div>
              {step.detail ? <p className="prose">{step.detail}</p> : null}
              {step.message ? (
                <p className="muted">
                  {say("message")}：{message.get(step.message) ?? "—"}
                </p>
              ) : null}
            </li>
          ))}
        </ol>
        {content.steps.length === 0 ? <p className="muted">{say("none")}</p> : null}
      </Card>
      <Rows
        title={say("roles")}
        heads={[say("roleName"), say("duty"), say("person")]}
        rows={content.roles.map((role) => [
          role.name,
          role.duty,
          persons.find((one) => one.id === role.personId)?.name ?? say("personLater"),
        ])}
      />
      <Rows
        title={say("contacts")}
        heads={[say("name"), say("unit"), say("phone"), say("note")]}
        rows={content.contacts.map((one) => [
          one.name,
          one.unit,
          one.phone ? (
            <a key="phone" href={`tel:${one.phone}`}>
              {one.phone}
            </a>
          ) : (
            "—"
          ),
          one.note,
        ])}
      />
      <Card title={say("messages")}>
        {content.messages.length === 0 ? <p className="muted">{say("none")}</p> : null}
        {content.messages.map((one) => (
          <div key={one.key} className="plan-message">
            <strong>{one.title}</strong> <StateTag plain>{say(`audience_${one.audience}`)}</StateTag>
            <p className="prose">{one.text}</p>
          </div>
        ))}
      </Card>
      <Rows
        title={say("substitutes")}
        heads={[say("what"), say("supplier"), say("contact"), say("note")]}
        rows={content.substitutes.map((one) => [one.what, one.supplier, one.contact, one.note])}
      />
      <Rows
        title={say("materials")}
        heads={[say("title"), say("quantity"), say("place"), say("keeper")]}
        rows={content.materials.map((one) => [one.name, one.quantity, one.place, one.keeper])}
      />
      <Rows
        title={say("policies")}
        heads={[say("title"), say("policyNumber"), say("note"), say("source")]}
        rows={content.policies.map((one) => [one.title, one.number, one.note, one.source])}
      />
    </>
  );
}

/** A short table that becomes lines of label and value on a phone. */
function Rows({
  title,
  heads,
  rows,
}: {
  title: string;
  heads: readonly string[];
  rows: readonly ReactNode[][];
}) {
  const say = useSay();
  return (
    <Card title={title}>
      {rows.length === 0 ? (
        <p className="muted">{say("none")}</p>
      ) : (
        <table className="plan-rows">
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the rows keep their places
              <tr key={i}>
                {row.map((cell, j) => (
                  <td key={heads[j]} data-label={heads[j]}>
                    {cell || "—"}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}
