// What the pages of plans have in common: words, tags, tabs, terms.
import { boardWords } from "../../modules/plans/activations/words.ts";
import type { PlanState, Severity, Standing, Term } from "../../modules/plans/contract.ts";
import { words } from "../../modules/plans/words.ts";
import { Link, usePath } from "../lib/place.tsx";
import { useMay } from "../lib/session.ts";
import { useWords } from "../lib/words.ts";
import { StateTag, type TagTone } from "../ui/state-tag.tsx";
import "./plans.css";

const all = {
  zh: { ...words.zh, ...boardWords.zh },
  en: { ...words.en, ...boardWords.en },
};
export const useSay = () => useWords(all);

export function Tabs() {
  const say = useSay();
  const may = useMay();
  const path = usePath();
  const tabs = [
    { to: "/plans", label: say("tabPlans"), shown: true },
    { to: "/plans/activations", label: say("tabActivations"), shown: true },
    { to: "/plans/coverage", label: say("tabCoverage"), shown: may("plans.oversee") },
  ].filter((tab) => tab.shown);
  return (
    <nav className="plan-tabs no-print" aria-label={say("plans")}>
      {tabs.map((tab) => (
        <Link key={tab.to} to={tab.to} aria-current={tab.to === path ? "page" : undefined}>
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}

const stateTones: Readonly<Record<PlanState, TagTone>> = {
  draft: "grey",
  submitted: "blue",
  returned: "orange",
  approved: "green",
  withdrawn: "grey",
};
const standingTones: Readonly<Record<Standing, TagTone>> = {
  coming: "blue",
  valid: "green",
  expiring: "yellow",
  expired: "red",
  superseded: "grey",
};

/** How the newest version stands, and beside a draft how the approved one does. */
export function PlanTag({ state, standing }: { state: PlanState; standing: Standing | null }) {
  const say = useSay();
  return (
    <>
      {state === "approved" ? null : <StateTag tone={stateTones[state]}>{say(`state_${state}`)}</StateTag>}{" "}
      {standing && (state === "approved" || standing !== "superseded") ? (
        <StateTag tone={standingTones[standing]}>{say(`standing_${standing}`)}</StateTag>
      ) : null}
    </>
  );
}

export function GradeTag({ severity }: { severity: Severity | null }) {
  const say = useSay();
  return severity ? <StateTag tone={severity}>{say(`grade_${severity}`)}</StateTag> : null;
}

export function useTerm(): (term: Term) => string {
  const say = useSay();
  return ({ amount, unit }) => say("within", { amount, unit: say(`unit_${unit}`) });
}
