// The heart of a research plan: its states, what each move asks for, and what a finding must be tied to.
import type { PlanState } from "./contract.ts";

export type Refused = { code: string; params?: Record<string, string | number> };
export type Verdict = { ok: true } | { ok: false; refusal: Refused };

export type PlanFacts = {
  state: PlanState;
  startsOn: string;
  endsOn: string;
  team: readonly { name: string }[];
  /** Visits that have taken place. */
  visitsDone: number;
  findings: number;
};

const moves: Readonly<Record<PlanState, readonly PlanState[]>> = {
  draft: ["running"],
  running: ["written"],
  written: ["running", "closed"],
  // Closed is not forgotten: it can be taken up again.
  closed: ["written"],
};

export const nextStates = (state: PlanState): readonly PlanState[] => moves[state];

const yes: Verdict = { ok: true };
const no = (code: string, params?: Record<string, string | number>): Verdict => ({
  ok: false,
  refusal: params ? { code, params } : { code },
});

export function checkPeriod(plan: Pick<PlanFacts, "startsOn" | "endsOn">): Verdict {
  return plan.endsOn < plan.startsOn ? no("research.plan-period") : yes;
}

/** draft → running → written up → closed; back where there is still something to do. */
export function movePlan(plan: PlanFacts, to: PlanState): Verdict {
  if (!moves[plan.state].includes(to)) return no("research.plan-move");
  if (to === "running" && plan.team.length === 0) return no("research.plan-nobody");
  if (to === "written" && plan.state === "running") {
    if (plan.visitsDone === 0) return no("research.plan-no-visit");
    if (plan.findings === 0) return no("research.plan-no-finding");
  }
  return yes;
}

/** Facts of a plan change until it is closed; visits and findings need it to be under way. */
export const mayEdit = (state: PlanState): Verdict => (state === "closed" ? no("research.plan-closed") : yes);

export function mayVisit(state: PlanState): Verdict {
  if (state === "draft") return no("research.plan-not-begun");
  return mayEdit(state);
}

export function checkFinding(finding: {
  enterpriseId: string | null;
  industryCode: string | null;
  regionCode: string | null;
}): Verdict {
  return finding.enterpriseId || finding.industryCode || finding.regionCode
    ? yes
    : no("research.finding-untied");
}

/** Today's date in Shanghai. */
export const shanghaiDay = (now: Date): string =>
  new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
