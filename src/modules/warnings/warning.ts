// The heart of a warning: its stages, which step may follow which, whose step it is, and by when it is owed.
import type { Severity, StepKind, WarningStage } from "./contract.ts";

export type Refused = { code: string; params?: Record<string, string | number> };
export type Verdict<T = object> = ({ ok: true } & T) | { ok: false; refusal: Refused };

export type Move =
  | "acknowledge"
  | "verify"
  | "dismiss"
  | "reopen"
  | "assess"
  | "publish"
  | "update"
  | "handle"
  | "lift"
  | "review";

/** federation: sees all and grades; association: works on its own industry's warnings up to the assessment. */
export type Side = "federation" | "association" | "none";

type Step = { from: readonly WarningStage[]; to: WarningStage | null; side: readonly Side[]; kind: StepKind };
const both = ["federation", "association"] as const;

/** 核实 → 风险研判 → 定级发布 → 处置 → 解除 → 复盘. `to` null: the stage stays. */
export const moves: Readonly<Record<Move, Step>> = {
  acknowledge: { from: ["signalled"], to: null, side: both, kind: "acknowledged" },
  verify: { from: ["signalled"], to: "verified", side: both, kind: "verified" },
  dismiss: { from: ["signalled"], to: "dismissed", side: both, kind: "dismissed" },
  reopen: { from: ["dismissed"], to: "signalled", side: both, kind: "reopened" },
  assess: { from: ["verified", "assessed"], to: "assessed", side: both, kind: "assessed" },
  publish: { from: ["assessed"], to: "published", side: ["federation"], kind: "published" },
  update: { from: ["published", "handling"], to: null, side: ["federation"], kind: "updated" },
  handle: { from: ["published", "handling"], to: "handling", side: both, kind: "handled" },
  lift: { from: ["handling"], to: "lifted", side: ["federation"], kind: "lifted" },
  review: { from: ["lifted"], to: "reviewed", side: ["federation"], kind: "reviewed" },
};

const order = Object.keys(moves) as Move[];

/** The steps this side may take now, the one owed first. */
export function nextMoves(stage: WarningStage, side: Side, acknowledged: boolean): Move[] {
  return order.filter(
    (move) =>
      moves[move].from.includes(stage) &&
      moves[move].side.includes(side) &&
      !(move === "acknowledge" && acknowledged),
  );
}

/** @returns where the step leads, or why it may not be taken. */
export function take(
  move: Move,
  warning: { stage: WarningStage },
  side: Side,
): Verdict<{ stage: WarningStage; kind: StepKind }> {
  const { from, to, side: sides, kind } = moves[move];
  if (!from.includes(warning.stage)) {
    return { ok: false, refusal: { code: "warnings.move", params: { stage: stageNames[warning.stage].zh } } };
  }
  if (!sides.includes(side)) return { ok: false, refusal: { code: "warnings.not-yours" } };
  return { ok: true, stage: to ?? warning.stage, kind };
}

export const stageNames: Readonly<Record<WarningStage, { zh: string; en: string }>> = {
  signalled: { zh: "待核实", en: "to be verified" },
  dismissed: { zh: "核实为误报", en: "found to be false" },
  verified: { zh: "待研判", en: "to be assessed" },
  assessed: { zh: "待发布", en: "to be published" },
  published: { zh: "已发布", en: "published" },
  handling: { zh: "处置中", en: "being handled" },
  lifted: { zh: "已解除", en: "lifted" },
  reviewed: { zh: "已复盘", en: "reviewed" },
};

export const severityNames: Readonly<Record<Severity, { zh: string; en: string }>> = {
  blue: { zh: "蓝色", en: "blue" },
  yellow: { zh: "黄色", en: "yellow" },
  orange: { zh: "橙色", en: "orange" },
  red: { zh: "红色", en: "red" },
};

export const closed: readonly WarningStage[] = ["dismissed", "lifted", "reviewed"];
export const isOpen = (stage: WarningStage): boolean => !closed.includes(stage);
/** Whoever is told of a warning may see it from here on. */
export const wasPublished = (stage: WarningStage): boolean =>
  ["published", "handling", "lifted", "reviewed"].includes(stage);

const HOUR = 3_600_000;
/**
 * Hours in which the next step is owed, by stage and severity. Hours of the clock for orange and red, which also come at
 * night; counted as three hours of the clock to one of work for the others.
 */
const OWED: Partial<Record<WarningStage, Record<Severity, number>>> = {
  signalled: { red: 2, orange: 8, yellow: 48, blue: 120 },
  verified: { red: 4, orange: 24, yellow: 72, blue: 168 },
  assessed: { red: 2, orange: 8, yellow: 48, blue: 120 },
  published: { red: 24, orange: 48, yellow: 120, blue: 240 },
  handling: { red: 72, orange: 168, yellow: 720, blue: 1440 },
  lifted: { red: 240, orange: 240, yellow: 480, blue: 720 },
};

/** When the next step is owed; null where nothing is. */
export function owedBy(stage: WarningStage, severity: Severity, since: number): number | null {
  const hours = OWED[stage]?.[severity];
  return hours === undefined ? null : since + hours * HOUR;
}

/** Steps of escalation by now: 1 when the term has passed, one more for each further term, three at most. */
export function escalationOf(
  warning: { stage: WarningStage; severity: Severity; since: number; acknowledged: boolean },
  now: number,
): number {
  const due = owedBy(warning.stage, warning.severity, warning.since);
  if (due === null || now < due || !isOpen(warning.stage)) return 0;
  const term = due - warning.since;
  // Somebody is at it: it is asked for again, but not passed upwards.
  return Math.min(warning.acknowledged ? 1 : 3, 1 + Math.floor((now - due) / term));
}

/** Likelihood × impact, 1…25, as a grade. */
export function gradeOf(likelihood: number, impact: number): Severity {
  const risk = likelihood * impact;
  if (risk >= 16) return "red";
  if (risk >= 10) return "orange";
  if (risk >= 5) return "yellow";
  return "blue";
}

export const severityRank = (severity: Severity): number =>
  ({ blue: 0, yellow: 1, orange: 2, red: 3 })[severity];
