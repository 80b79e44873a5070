// What the pages of appeals have in common: words, tags, names of kinds and places.

import type { AppealRow, Outcome, State } from "../../modules/appeals/contract.ts";
import { type Kind, kindForms, kinds } from "../../modules/appeals/kinds/contract.ts";
import { words } from "../../modules/appeals/words.ts";
import { readReference } from "../../modules/enterprises/contract.ts";
import { useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { DueClock, StateTag, type TagTone } from "../ui/state-tag.tsx";
import "./appeals.css";

export const useSay = () => useWords(words);

const stateTones: Readonly<Record<State, TagTone>> = {
  draft: "grey",
  submitted: "yellow",
  accepted: "blue",
  working: "accent",
  waiting: "orange",
  answered: "blue",
  closed: "green",
  reopened: "red",
};
const outcomeTones: Readonly<Record<Outcome, TagTone>> = {
  solved: "green",
  partly: "accent",
  deferred: "orange",
  elsewhere: "grey",
  merged: "grey",
};

export function AppealTag({ state, outcome }: { state: State; outcome: Outcome | null }) {
  const say = useSay();
  return (
    <>
      <StateTag tone={stateTones[state]}>{say(`state_${state}`)}</StateTag>
      {outcome && (state === "answered" || state === "closed") ? (
        <>
          {" "}
          <StateTag tone={outcomeTones[outcome]} plain>
            {say(`outcome_${outcome}`)}
          </StateTag>
        </>
      ) : null}
    </>
  );
}

/** Which promise is next, and what is left of it. */
export function NextDue({ due }: { due: AppealRow["due"] }) {
  const say = useSay();
  if (!due) return <span className="muted">—</span>;
  return (
    <span className="appeal-due">
      <span className="muted">{say(`clock_${due.clock}`)}</span> <DueClock due={due.at} />
    </span>
  );
}

export function useKinds() {
  const { language } = useFormat();
  return {
    kind: (kind: Kind): string => kindForms[kind].label[language],
    options: kinds.map((value) => ({ value, label: kindForms[value].label[language] })),
  };
}

export function usePlaces() {
  const { language } = useFormat();
  const { data } = useCall(readReference, {});
  const byCode = (list: readonly { code: string; zh: string; en: string }[] | undefined, code: string) =>
    list?.find((one) => one.code === code)?.[language];
  return {
    region: (code: string): string => byCode(data?.regions, `${code.slice(0, 2)}0000`) ?? "—",
    industry: (code: string): string =>
      byCode(data?.industries, code) ?? byCode(data?.industries, code.slice(0, 2)) ?? "—",
    provinces: (data?.regions ?? [])
      .filter((one) => one.code.endsWith("0000"))
      .map((one) => ({ value: one.code.slice(0, 2), label: one[language] })),
    industries: (data?.industries ?? [])
      .filter((one) => one.code.length === 2)
      .map((one) => ({ value: one.code, label: one[language] })),
  };
}
