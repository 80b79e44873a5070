// What was planted in a demo: events, mistakes, months that were unusual but true, late returns and missing ones.
import { type PlantedEvent, plantedEvents } from "./demo-events.ts";
import type { DemoMonth, Outcome } from "./demo-history.ts";
import type { MistakeKind } from "./demo-mistakes.ts";

/** Months counted back from the newest one, which is 0. */
export type TruthRows = {
  /** enterprise (credit code), month, indicator, kind, true value, value reported first, what became of it */
  mistakes: [string, number, string, MistakeKind, string, string, Outcome][];
  /** enterprise, month, indicator, factor */
  unusual: [string, number, string, number][];
  /** enterprise, month, days after the due date */
  late: [string, number, number][];
  /** enterprise, month */
  missing: [string, number][];
};
export type Truth = TruthRows & { events: readonly PlantedEvent[] };

export function truthRows(code: string, history: readonly DemoMonth[]): TruthRows {
  const rows: TruthRows = { mistakes: [], unusual: [], late: [], missing: [] };
  for (const [i, month] of history.entries()) {
    const ago = i - (history.length - 1);
    const { received, daysLate, mistakes, outcome, making } = month;
    if (making?.state === "none") continue;
    if (received === null) {
      rows.missing.push([code, ago]);
      continue;
    }
    if (daysLate > 0 && making?.state !== "draft") rows.late.push([code, ago, daysLate]);
    for (const { indicator, kind, truth, reported } of mistakes)
      rows.mistakes.push([code, ago, indicator, kind, truth, reported, outcome ?? "standing"]);
    if (making?.unusual) rows.unusual.push([code, ago, making.unusual.indicator, making.unusual.factor]);
  }
  return rows;
}

/** Events are planted only in demos of three years. */
export function truthOf(
  histories: Iterable<{ code: string; history: readonly DemoMonth[] }>,
  months: readonly string[],
): Truth {
  const truth: Truth = {
    events: months.length < 36 ? [] : plantedEvents,
    ...{ mistakes: [], unusual: [], late: [], missing: [] },
  };
  for (const { code, history } of histories) {
    const rows = truthRows(code, history);
    truth.mistakes.push(...rows.mistakes);
    truth.unusual.push(...rows.unusual);
    truth.late.push(...rows.late);
    truth.missing.push(...rows.missing);
  }
  return truth;
}
