// The order of a desk: overdue first, then severity, then what is due sooner, then what has waited longer.
import { type Decision, type DeskSentence, MOST_DECISIONS, MOST_SENTENCES, severities } from "./contract.ts";

/** What a module publishes for whoever asks. */
export type Desk = {
  sentence?: DeskSentence | null;
  /** The most pressing ones; ten are enough. */
  decisions: readonly Decision[];
  /** How many wait in all. */
  total: number;
};

export const isOverdue = (decision: Pick<Decision, "due">, now: Date): boolean =>
  decision.due !== null && Date.parse(decision.due) < now.getTime();

export function inOrder(decisions: readonly Decision[], now: Date): Decision[] {
  return [...decisions].sort(
    (a, b) =>
      Number(isOverdue(b, now)) - Number(isOverdue(a, now)) ||
      severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
      instant(a.due) - instant(b.due) ||
      instant(a.since) - instant(b.since) ||
      (a.key < b.key ? -1 : 1),
  );
}

export function joinDesks(desks: readonly (Desk & { module: string })[], now: Date) {
  const decisions = inOrder(
    desks.flatMap((desk) => desk.decisions),
    now,
  );
  return {
    sentences: desks
      .flatMap((desk) => desk.sentence ?? [])
      .sort((a, b) => a.order - b.order)
      .slice(0, MOST_SENTENCES),
    decisions: decisions.slice(0, MOST_DECISIONS),
    total: desks.reduce((sum, desk) => sum + desk.total, 0),
    overdue: decisions.filter((decision) => isOverdue(decision, now)).length,
    byModule: desks.filter((desk) => desk.total > 0).map(({ module, total }) => ({ module, total })),
  };
}

/** No clock comes after every clock. */
const instant = (moment: string | null): number => (moment === null ? 8.64e15 : Date.parse(moment));
