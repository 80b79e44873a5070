// Rehearsal on history: what a rule would have warned of month by month, how much of it was real, and what it would have missed.
import type { Facts, OpenWarning, Routed } from "./batch.ts";
import { twoDigits } from "./causes.ts";
import type { Candidate } from "./detect.ts";
import { addMonths, monthsApart } from "./months.ts";
import { runPipeline } from "./pipeline.ts";

/** Something that really happened: verified by people, or planted in the demo. Empty lists: everywhere. */
export type Truth = {
  code: string;
  title: { zh: string; en: string };
  from: string;
  to: string;
  /** Beginnings of industry codes; provinces. */
  industries: readonly string[];
  regions: readonly string[];
};

export type RehearsedWarning = {
  month: string;
  last: string;
  sectors: readonly string[];
  region: string;
  severity: Routed["severity"];
  signals: readonly Candidate[];
  /** Code of the event it matches; null: nothing needed doing. */
  real: string | null;
};

export type Rehearsal = {
  from: string;
  to: string;
  months: number;
  /** Series-months that were judged, and that raised a signal. */
  judged: number;
  signals: number;
  warnings: RehearsedWarning[];
  sent: number;
  real: number;
  needless: number;
  found: { code: string; delay: number }[];
  missed: string[];
};

/** A warning that nobody knows more of stays open for so long after its last signal. */
const STAYS = 2;

/**
 * The pipeline run month after month with what it itself has raised; people's steps are not part of it.
 * @param candidates of each month, oldest month first
 * @param judged series-months looked at
 */
export function rehearse(
  candidates: ReadonlyMap<string, readonly Candidate[]>,
  judged: number,
  truths: readonly Truth[],
  facts: Pick<Facts, "budget" | "associations" | "nameOf">,
): Rehearsal {
  const months = [...candidates.keys()].sort();
  const made: (RehearsedWarning & { kind: OpenWarning["kind"] })[] = [];
  let signals = 0;
  for (const month of months) {
    const found = candidates.get(month) ?? [];
    signals += found.length;
    const open = made
      .map((warning, i) => ({ warning, i }))
      .filter(({ warning }) => monthsApart(warning.last, month) <= STAYS)
      .map(
        ({ warning, i }): OpenWarning => ({
          id: String(i),
          kind: warning.kind,
          sectors: warning.sectors,
          region: warning.region,
          stage: "verified",
          severity: warning.severity,
          first: warning.month,
          last: warning.last,
          ...{ since: 0, closedAt: null, acknowledged: true, escalated: 3 },
        }),
      );
    const { batch } = runPipeline(found, {
      ...facts,
      now: Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 15),
      newest: month,
      today: `${addMonths(month, 1)}-15`,
      known: new Set(),
      warnings: open,
      silences: [],
    });
    for (const cause of batch.routed) {
      if (cause.continues !== null) {
        const before = made[Number(cause.continues)]!;
        before.last = month;
        before.signals = [...before.signals, ...cause.signals];
        if (cause.kind === before.kind)
          before.sectors = [...new Set([...before.sectors, ...cause.sectors])].sort();
      } else {
        made.push({
          ...{ kind: cause.kind, month, last: month, sectors: cause.sectors, region: cause.region },
          ...{ severity: cause.severity, signals: cause.signals, real: null },
        });
      }
    }
  }
  const within = truths.filter(
    ({ from, to }) => months.length > 0 && to >= months[0]! && from <= months.at(-1)!,
  );
  const warnings = made.map(({ kind: _, ...warning }) => ({
    ...warning,
    real: realOf(warning.signals, within),
  }));
  const found = within.flatMap(({ code, from }) => {
    const first = warnings
      .flatMap((warning) => warning.signals)
      .filter((one) => matches(one, within.find((truth) => truth.code === code)!))
      .map(({ month }) => month)
      .sort()[0];
    return first ? [{ code, delay: Math.max(0, monthsApart(from, first)) }] : [];
  });
  const real = warnings.filter((warning) => warning.real !== null).length;
  return {
    from: months[0] ?? "",
    to: months.at(-1) ?? "",
    months: months.length,
    judged,
    signals,
    warnings,
    sent: warnings.length,
    real,
    needless: warnings.length - real,
    found,
    missed: within.filter(({ code }) => !found.some((one) => one.code === code)).map(({ code }) => code),
  };
}

/** The event most of the signals belong to. */
function realOf(signals: readonly Candidate[], truths: readonly Truth[]): string | null {
  const counts = truths
    .map((truth) => ({ code: truth.code, n: signals.filter((one) => matches(one, truth)).length }))
    .filter(({ n }) => n > 0)
    .sort((a, b) => b.n - a.n);
  return counts[0]?.code ?? null;
}

/** A month's grace: figures of stock and orders follow a month later. */
const GRACE = 1;

export function matches(one: Candidate, truth: Truth): boolean {
  if (one.month < truth.from || one.month > addMonths(truth.to, GRACE)) return false;
  const sector =
    truth.industries.length === 0 ||
    (one.sector !== null &&
      one.sector !== "*" &&
      truth.industries.some((head) => twoDigits(one.sector!).startsWith(head.slice(0, 2))));
  const provinces = truth.regions.map((code) => code.slice(0, 2));
  // A province's standstill shows in the country's figures of its industries too, where these name it.
  const region =
    provinces.length === 0 ||
    (one.region !== null && provinces.includes(one.region)) ||
    (one.region === "00" && one.contributions.some(({ member }) => provinces.includes(member)));
  return sector && region;
}

/** A rule may go live when it has been rehearsed as it stands and does not warn of everything. */
export const LIMITS = {
  /** Share of series-months that raise a signal. */
  signals: 0.15,
  /** Warnings a year. */
  aYear: 60,
  /** Months of history that were rehearsed. */
  months: 6,
} as const;

export type Judgement =
  | { ok: true }
  | {
      ok: false;
      code: "warnings.rule-too-loud" | "warnings.rule-silent-history" | "warnings.rule-short-history";
    };

export function mayGoLive(rehearsal: Pick<Rehearsal, "months" | "judged" | "signals" | "sent">): Judgement {
  if (rehearsal.judged === 0) return { ok: false, code: "warnings.rule-silent-history" };
  if (rehearsal.months < LIMITS.months) return { ok: false, code: "warnings.rule-short-history" };
  const loud =
    rehearsal.signals / rehearsal.judged > LIMITS.signals ||
    (rehearsal.sent * 12) / rehearsal.months > LIMITS.aYear;
  return loud ? { ok: false, code: "warnings.rule-too-loud" } : { ok: true };
}
