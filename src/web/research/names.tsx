// Industries and provinces by name, the tabs of research, and a field to find an enterprise.
import { type ReactNode, useId, useState } from "react";
import { listEnterprises, readReference } from "../../modules/enterprises/contract.ts";
import type { FindingKind, PlanState } from "../../modules/research/contract.ts";
import { words } from "../../modules/research/words.ts";
import { Link, usePath } from "../lib/place.tsx";
import { useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { StateTag, type TagTone } from "../ui/state-tag.tsx";
import "./research.css";

export function useNames() {
  const { language } = useFormat();
  const { data } = useCall(readReference, {});
  const industry = (code: string | null): string =>
    code === null
      ? "—"
      : (data?.industries.find((one) => one.code === code || one.code === code.replace(/0$/, ""))?.[
          language
        ] ?? code);
  const region = (code: string | null): string =>
    code === null
      ? "—"
      : (data?.regions.find((one) => one.code === `${code.slice(0, 2)}0000`)?.[language] ?? code);
  const option = (one: { code: string; zh: string; en: string }) => ({
    value: one.code,
    label: one[language],
  });
  return {
    industry,
    region,
    industries: (data?.industries ?? []).filter((one) => one.code.length === 2).map(option),
    regions: (data?.regions ?? []).filter((one) => one.code.endsWith("0000")).map(option),
  };
}

export function Tabs() {
  const say = useWords(words);
  const path = usePath();
  const tabs = [
    ["/research", say("plans")],
    ["/research/findings", say("findings")],
    ["/research/questionnaires", say("questionnaires")],
  ] as const;
  return (
    <nav className="research-tabs">
      {tabs.map(([to, label]) => (
        <Link key={to} to={to} aria-current={path === to ? "page" : undefined}>
          {label}
        </Link>
      ))}
    </nav>
  );
}

const planTones: Readonly<Record<PlanState, TagTone>> = {
  draft: "grey",
  running: "accent",
  written: "blue",
  closed: "green",
};
export function PlanTag({ state }: { state: PlanState }) {
  const say = useWords(words);
  return <StateTag tone={planTones[state]}>{say(`state_${state}`)}</StateTag>;
}

const kindTones: Readonly<Record<FindingKind, TagTone>> = {
  difficulty: "orange",
  practice: "green",
  request: "blue",
};
export function KindTag({ kind }: { kind: FindingKind }) {
  const say = useWords(words);
  return (
    <StateTag tone={kindTones[kind]} plain>
      {say(`kind_${kind}`)}
    </StateTag>
  );
}

export type Named = { id: string; name: string };

/** Finds enterprises while one types; `onPick` takes the chosen one. */
export function FindEnterprise({
  label,
  onPick,
  hint,
}: {
  label: string;
  onPick: (one: Named) => void;
  hint?: ReactNode;
}) {
  const say = useWords(words);
  const names = useNames();
  const [text, setText] = useState("");
  const list = useId();
  const wanted = text.trim();
  const { data } = useCall(listEnterprises, wanted.length > 1 ? { q: wanted, limit: 6 } : null);
  const rows = wanted.length > 1 ? (data?.rows ?? []) : [];
  return (
    <Field label={label} hint={hint}>
      {(bound) => (
        <div className="find">
          <input
            className="input"
            {...bound}
            type="search"
            autoComplete="off"
            placeholder={say("findEnterprise")}
            aria-controls={list}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              const [first] = rows;
              if (event.key !== "Enter") return;
              event.preventDefault();
              if (first) onPick({ id: first.id, name: first.name });
              if (first) setText("");
            }}
          />
          <ul id={list} className="found" hidden={wanted.length < 2 || !data}>
            {rows.map((row) => (
              <li key={row.id}>
                <button
                  type="button"
                  onClick={() => {
                    onPick({ id: row.id, name: row.name });
                    setText("");
                  }}
                >
                  {row.name}
                  <span className="muted">{names.industry(row.industryCode)}</span>
                </button>
              </li>
            ))}
            {data && rows.length === 0 ? <li className="muted">{say("noEnterprise")}</li> : null}
          </ul>
        </div>
      )}
    </Field>
  );
}

/** What was chosen, each to be taken out again. */
export function Chips({ items, onRemove }: { items: readonly Named[]; onRemove: (id: string) => void }) {
  const say = useWords(words);
  if (items.length === 0) return null;
  return (
    <ul className="chips">
      {items.map((item) => (
        <li key={item.id}>
          {item.name}
          <Button
            small
            tone="quiet"
            icon="cross"
            aria-label={`${say("remove")} ${item.name}`}
            onClick={() => onRemove(item.id)}
          />
        </li>
      ))}
    </ul>
  );
}
