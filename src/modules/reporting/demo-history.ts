// The months of one invented enterprise: what was true, what came in and when, what was sent back, what never came.
import { addDays, firstDay, next, shanghaiInstant } from "../../engines/calendar/index.ts";
import { effectsOn } from "./demo-events.ts";
import { isGross, type Mistake, mistakesIn, withMistakes } from "./demo-mistakes.ts";
import { type Basis, seriesOf, type Values } from "./demo-series.ts";

/** found: sent back and filed again, right; standing: never noticed; open: still waits for its reviewer. */
export type Outcome = "found" | "standing" | "open";

export type DemoMonth = {
  period: string;
  dueOn: string;
  /** As they are; what was reported is `withMistakes(truth, mistakes)`. */
  truth: Values;
  mistakes: readonly Mistake[];
  outcome: Outcome | null;
  /** Milliseconds; null: nothing ever came. */
  received: number | null;
  daysLate: number;
  /** Sent back, and filed again; only where a mistake was found. */
  returned: number | null;
  again: number | null;
  accepted: number | null;
  /** The newest month: how far it has come. */
  making: Making | null;
};
/** `unusual`: true, but far from the months before. */
export type Making = {
  state: "none" | "draft" | "returned" | "submitted" | "checked";
  unusual: Unusual | null;
};
export type Unusual = { indicator: string; factor: number };

export type DemoEnterprise = Basis & {
  /** The clerk of the tour works here: nothing is missing, late or wrong, and the newest month waits. */
  leading: boolean;
};

const HOUR = 3_600_000;
const MISSING = 0.025;
const LATE = 0.09;
const MISTAKEN = 0.012;
/** A mistake that is not gross is noticed in two cases of five. */
const NOTICED = 0.4;

/** @param months oldest first; @param dueOn of each month; @param random uniform in [0, 1), of this enterprise alone */
export function historyOf(
  enterprise: DemoEnterprise,
  months: readonly string[],
  dueOn: readonly string[],
  random: () => number,
): DemoMonth[] {
  const series = seriesOf(random, enterprise, effectsOn(enterprise, months));
  return months.map((period, i) => {
    const truth = series(period);
    const due = dueOn[i]!;
    return i < months.length - 1
      ? past(enterprise, { period, due, truth }, random)
      : newest(enterprise, { period, due, truth }, random);
  });
}

type Month = { period: string; due: string; truth: Values };

function past({ leading }: DemoEnterprise, { period, due, truth }: Month, random: () => number): DemoMonth {
  const month = blank(period, due, truth);
  if (random() < MISSING && !leading) return month;
  const came = { ...month, ...arrival(period, due, leading ? 1 : random(), random) };
  const mistakes = random() < MISTAKEN && !leading ? mistakesIn(truth, random) : [];
  const found = mistakes.some(({ kind }) => isGross(kind)) || (mistakes.length > 0 && random() < NOTICED);
  const decided = came.received + (4 + random() * 60) * HOUR;
  if (!found) return { ...came, mistakes, outcome: mistakes.length ? "standing" : null, accepted: decided };
  const again = decided + (3 + random() * 40) * HOUR;
  const accepted = again + (3 + random() * 30) * HOUR;
  return { ...came, mistakes, outcome: "found", returned: decided, again, accepted };
}

function newest({ leading }: DemoEnterprise, { period, due, truth }: Month, random: () => number): DemoMonth {
  const month = blank(period, due, truth);
  const lot = random();
  if (leading || lot < 0.2) return { ...month, making: { state: "none", unusual: null } };
  const state = lot < 0.28 ? "draft" : lot < 0.32 ? "returned" : lot < 0.55 ? "submitted" : "checked";
  const came = arrival(period, due, random(), random);
  const odd = random();
  const wrong = state !== "draft" && odd > 0.985 ? mistakesIn(truth, random) : [];
  // Nobody accepts what is plainly wrong; it lies in the queue.
  const open = wrong.length > 0 && state === "checked" ? "submitted" : state;
  return {
    ...month,
    ...came,
    mistakes: wrong,
    outcome: wrong.length ? "open" : null,
    returned: open === "returned" ? came.received + (4 + random() * 30) * HOUR : null,
    accepted: open === "checked" ? came.received + (4 + random() * 60) * HOUR : null,
    making: { state: open, unusual: state === "draft" ? null : unusualBy(odd) },
  };
}

/** One in seven has had an unusual month. */
function unusualBy(lot: number): Unusual | null {
  if (lot < 0.06) return { indicator: "orders", factor: 0.38 };
  if (lot < 0.1) return { indicator: "electricity", factor: 0.45 };
  return lot < 0.13 ? { indicator: "receivables", factor: 1.7 } : null;
}

const blank = (period: string, dueOn: string, truth: Values): DemoMonth => ({
  ...{ period, dueOn, truth, mistakes: [], outcome: null, received: null, daysLate: 0 },
  ...{ returned: null, again: null, accepted: null, making: null },
});

/** Later days are likelier to be on time than late. */
function arrival(
  period: string,
  dueOn: string,
  lot: number,
  random: () => number,
): { received: number; daysLate: number } {
  const daysLate = lot < LATE ? 1 + Math.floor(random() * 6) : 0;
  const day = daysLate
    ? addDays(dueOn, daysLate)
    : addDays(firstDay(next(period)), 1 + Math.floor(random() * 8));
  const minute = Math.floor(random() * 600);
  const at = `${String(8 + Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
  return { received: new Date(shanghaiInstant(day, at)).getTime(), daysLate };
}

/** What first came in. */
export const reportedIn = (month: DemoMonth): Values => {
  const unusual = month.making?.unusual;
  const truth = unusual
    ? { ...month.truth, [unusual.indicator]: scaled(month.truth[unusual.indicator], unusual.factor) }
    : month.truth;
  return withMistakes(truth, month.mistakes);
};
const scaled = (value: string | undefined, factor: number): string =>
  String(Math.round(Number(value ?? 0) * factor * 100) / 100);
