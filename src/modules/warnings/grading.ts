// The last stages: how grave, who works on it, and what nobody has looked at in time.
import { coverageGrade, severity as severityOf } from "../../engines/sentinel/index.ts";
import {
  type Batch,
  type Cause,
  type Dropped,
  type Escalation,
  type Facts,
  type Graded,
  nameOfCause,
  type Outcome,
} from "./batch.ts";
import { strongest, twoDigits } from "./causes.ts";
import type { Severity } from "./contract.ts";
import { escalationOf } from "./warning.ts";

export function severity(batch: Batch, facts: Facts): Outcome {
  const dropped: Dropped[] = [];
  const graded: Graded[] = [];
  for (const cause of batch.causes) {
    const grade = gradeOfCause(cause);
    if (grade) graded.push({ ...cause, severity: grade });
    else {
      dropped.push({
        what: nameOfCause(facts, cause),
        why: { zh: "偏离不够大或不够确定，达不到蓝色", en: "not far off or not certain enough for blue" },
      });
    }
  }
  return { batch: { ...batch, graded, causes: [] }, dropped };
}

function gradeOfCause(cause: Cause): Severity | null {
  const figures = cause.signals.filter((one) => one.source === "statistics");
  const told = cause.signals.filter((one) => one.source !== "statistics");
  const byFigures =
    figures.length === 0
      ? null
      : severityOf({
          q: Math.min(...figures.map((one) => one.q)),
          effect: Math.max(...figures.map((one) => Math.abs(one.effect))),
          kinds: new Set(figures.map((one) => one.indicator)).size,
          periods: Math.max(...figures.map((one) => one.periods)),
          coverage: coverageGrade(Math.max(...figures.map((one) => one.coverage))),
        });
  if (told.length === 0) return byFigures;
  // One word is blue, two voices yellow; what figures confirm is at least as grave as the figures.
  const strength = strongest(cause);
  const byWord: Severity = strength >= 2 ? "orange" : told.length > 1 || strength > 1 ? "yellow" : "blue";
  return byFigures === null ? byWord : graver(byFigures, byWord);
}

const order: readonly Severity[] = ["blue", "yellow", "orange", "red"];
export const graver = (a: Severity, b: Severity): Severity => (order.indexOf(a) >= order.indexOf(b) ? a : b);

/** The federation always; an association whose industries are among those of the cause. */
export function route(batch: Batch, facts: Facts): Outcome {
  const dropped: Dropped[] = [];
  const routed = batch.graded.map((cause) => {
    const associations = facts.associations
      .filter(({ sectors }) => cause.sectors.some((code) => sectors.some((own) => twoDigits(own) === code)))
      .map(({ id }) => id);
    if (associations.length === 0) {
      dropped.push({
        what: nameOfCause(facts, cause),
        why: {
          zh: "没有对应的行业协会，只由联合会值班核实",
          en: "no association of these industries: the federation alone verifies it",
        },
      });
    }
    return { ...cause, associations };
  });
  return { batch: { ...batch, routed, graded: [] }, dropped };
}

export function escalate(batch: Batch, facts: Facts): Outcome {
  const escalations: Escalation[] = facts.warnings.flatMap((warning) => {
    const level = escalationOf(warning, facts.now);
    return level > warning.escalated ? [{ warningId: warning.id, level }] : [];
  });
  return { batch: { ...batch, escalations }, dropped: [] };
}
