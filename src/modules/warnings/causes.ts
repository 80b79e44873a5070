// Three stages that make one cause one warning: the same signal once, common causes together, details behind the main one.
import {
  type Batch,
  type Cause,
  type Dropped,
  type Facts,
  nameOfCandidate,
  nameOfCause,
  type OpenWarning,
  type Outcome,
} from "./batch.ts";
import type { Candidate } from "./detect.ts";
import { monthsApart } from "./months.ts";
import { isOpen } from "./warning.ts";

export function dedupe(batch: Batch, facts: Facts): Outcome {
  const dropped: Dropped[] = [];
  const kept = new Map<string, Candidate>();
  for (const one of [...batch.signals].sort(byStrength)) {
    const what = () => nameOfCandidate(facts, one);
    if (facts.known.has(one.key)) {
      dropped.push({ what: what(), why: { zh: "这一信号已经在案", en: "this signal is on record already" } });
    } else if (kept.has(one.key)) {
      dropped.push({
        what: what(),
        why: {
          zh: "同一情况被多条规则发现，只留最强的一条",
          en: "found by several rules; the strongest stays",
        },
      });
    } else kept.set(one.key, one);
  }
  return { batch: { ...batch, signals: [...kept.values()] }, dropped };
}

export const strengthOf = (one: Candidate): number => Math.abs(one.score) / one.threshold;
const byStrength = (a: Candidate, b: Candidate): number =>
  strengthOf(b) - strengthOf(a) || (a.key < b.key ? -1 : 1);

export const twoDigits = (sector: string): string => sector.slice(0, 2);
const isWhole = (one: Candidate): boolean => one.sector === "*";

/** Signals of one month that share an industry or a region become one parent. */
export function group(batch: Batch): Outcome {
  const causes = [...Map.groupBy(batch.signals, ({ month }) => month)].flatMap(([month, ofMonth]) =>
    causesOf(month, ofMonth),
  );
  return { batch: { ...batch, causes: causes.sort((a, b) => strongest(b) - strongest(a)) }, dropped: [] };
}

export const strongest = (cause: Cause): number => Math.max(0, ...cause.signals.map(strengthOf));

/** Industries a region must upset, and how many of their signals may come from other regions, for it to be the cause. */
const REGION = { industries: 3, elsewhere: 1 / 3 } as const;
/** So many industries that move alike in one month are one matter. */
const TOGETHER = 3;

function causesOf(month: string, signals: readonly Candidate[]): Cause[] {
  const left = new Set(signals);
  const made: Cause[] = [];
  const take = (
    kind: Cause["kind"],
    sectors: readonly string[],
    region: string,
    taken: readonly Candidate[],
  ) => {
    for (const one of taken) left.delete(one);
    const sorted = [...taken].sort(byStrength);
    made.push({ kind, sectors, region, month, signals: sorted, leads: sorted, continues: null });
  };
  for (;;) {
    const figures = [...left].filter(({ source }) => source === "statistics");
    const best = [...regionParents(figures), ...industryParents(figures)].sort(
      (a, b) => b.taken.length - a.taken.length || (a.code < b.code ? -1 : 1),
    )[0];
    if (!best) break;
    take(best.kind, best.sectors, best.region, best.taken);
  }
  joinAlike(made, month);
  for (const one of [...left].sort(byStrength)) {
    const home = made.find((cause) => belongs(one, cause));
    if (home) {
      home.signals = [...home.signals, one].sort(byStrength);
      home.leads = home.signals;
      left.delete(one);
    } else
      take(
        one.source === "statistics" ? "region" : "place",
        one.sector ? [twoDigits(one.sector)] : [],
        one.region ?? "00",
        [one],
      );
  }
  return made;
}

type Parent = { kind: Cause["kind"]; code: string; sectors: string[]; region: string; taken: Candidate[] };

/** A region is the cause where three of its industries are upset there and hardly anywhere else. */
function regionParents(left: readonly Candidate[]): Parent[] {
  const regions = new Set(left.map(({ region }) => region).filter((code) => code !== null && code !== "00"));
  return [...regions].flatMap((region) => {
    const here = left.filter((one) => one.region === region);
    const sectors = [
      ...new Set(
        here.filter((one) => one.sector !== null && !isWhole(one)).map((one) => twoDigits(one.sector!)),
      ),
    ].sort();
    if (sectors.length < REGION.industries) return [];
    const elsewhere = left.filter(
      (one) =>
        one.region !== null &&
        one.region !== region &&
        one.region !== "00" &&
        one.sector !== null &&
        sectors.includes(twoDigits(one.sector)) &&
        here.some(
          (own) =>
            own.sector === one.sector && own.indicator === one.indicator && own.direction === one.direction,
        ),
    );
    if (elsewhere.length > REGION.elsewhere * here.length) return [];
    const absorbed = left.filter((one) => one.region === "00" && stemsFrom(one, region!));
    return [
      {
        kind: "region",
        code: region!,
        sectors,
        region: region!,
        taken: [...here, ...absorbed],
      } satisfies Parent,
    ];
  });
}

/** The country's figure moved because of one province: no other is half as far off. */
function stemsFrom(one: Candidate, region: string): boolean {
  const [first, second] = one.contributions;
  return first?.member === region && (!second || Math.abs(second.points) <= Math.abs(first.points) / 2);
}

function industryParents(left: readonly Candidate[]): Parent[] {
  const bySector = Map.groupBy(
    left.filter((one) => one.sector !== null && !isWhole(one)),
    (one) => twoDigits(one.sector!),
  );
  return [...bySector].map(([code, taken]) => ({
    kind: "industry" as const,
    code,
    sectors: [code],
    region: regionOf(taken),
    taken,
  }));
}

/** One province where everything lies there, else the country. */
function regionOf(signals: readonly Candidate[]): string {
  const regions = new Set(signals.map(({ region }) => region ?? "00"));
  return regions.size === 1 ? [...regions][0]! : "00";
}

/** Industries of a month that move the same way in the same figure become one, when there are enough of them. */
function joinAlike(made: Cause[], month: string): void {
  const industries = made.filter(({ kind, region }) => kind === "industry" && region === "00");
  const marks = new Map<string, Cause[]>();
  for (const cause of industries) {
    for (const mark of new Set(cause.signals.map((one) => `${one.indicator} ${one.direction}`))) {
      marks.set(mark, [...(marks.get(mark) ?? []), cause]);
    }
  }
  const largest = [...marks.values()].sort((a, b) => b.length - a.length)[0];
  if (!largest || largest.length < TOGETHER) return;
  for (const cause of largest) made.splice(made.indexOf(cause), 1);
  const signals = largest.flatMap((cause) => cause.signals).sort(byStrength);
  const sectors = largest.flatMap((cause) => cause.sectors).sort();
  made.push({ kind: "industries", sectors, region: "00", month, signals, leads: signals, continues: null });
}

/** What is left is said of all industries, or by people: it goes to what explains it. */
function belongs(one: Candidate, cause: Cause): boolean {
  if (one.source !== "statistics") return samePlace(one, cause);
  const alike = cause.signals.some(
    (own) => own.indicator === one.indicator && own.direction === one.direction,
  );
  return (
    alike &&
    (one.region === "00" ||
      cause.region === one.region ||
      cause.signals.some((own) => own.region === one.region))
  );
}

function samePlace(one: Candidate, cause: Pick<Cause, "kind" | "sectors" | "region">): boolean {
  const sector =
    one.sector === null || cause.sectors.includes(twoDigits(one.sector)) || cause.sectors.includes("*");
  const region = one.region === null || cause.region === "00" || cause.region === one.region;
  // What only names a region belongs to the trouble of that region, not to an industry's in the whole country.
  if (one.sector === null)
    return cause.kind !== "industry" && cause.kind !== "industries" && cause.region === one.region;
  return sector && region;
}

/** Figures that follow from another one: output down, and sales, revenue, electricity and the rest with it. */
const FOLLOWS: Readonly<Record<string, readonly string[]>> = {
  output_value: ["sales_value", "revenue", "electricity", "capacity_use", "profit"],
  sales_value: ["revenue", "profit"],
  revenue: ["profit"],
};

/** A detail stands behind the main figure, and a cause that has a warning already goes to that warning. */
export function inhibit(batch: Batch, facts: Facts): Outcome {
  const dropped: Dropped[] = [];
  const causes = batch.causes.map((cause) => {
    const leads = cause.signals.filter((one) => {
      const above = cause.signals.find((other) => other !== one && stands(other, one));
      if (!above) return true;
      const name = nameOfCandidate(facts, above);
      dropped.push({
        what: nameOfCandidate(facts, one),
        why: { zh: `由“${name.zh}”带出，并入其下`, en: `goes with ${name.en}` },
      });
      return false;
    });
    const open = facts.warnings.find((warning) => continuesOf(cause, warning));
    if (open) {
      dropped.push({
        what: nameOfCause(facts, { ...cause, leads }),
        why: {
          zh: "同一原因已有预警，并入，不另发",
          en: "a warning of the same cause is open: it goes there",
        },
      });
    }
    return { ...cause, leads, continues: open?.id ?? null };
  });
  return { batch: { ...batch, causes }, dropped };
}

/** Whether `other` stands above `one`: the same figure of a wider place, or the figure it follows from. */
function stands(other: Candidate, one: Candidate): boolean {
  if (other.source !== "statistics" || one.source !== "statistics" || other.direction !== one.direction)
    return false;
  const wider =
    other.indicator === one.indicator &&
    (other.sector !== one.sector || other.region !== one.region) &&
    (other.region === "00" || other.region === one.region) &&
    (other.sector === "*" || one.sector?.startsWith(other.sector ?? "-") === true);
  const followed =
    other.sector === one.sector &&
    other.region === one.region &&
    (FOLLOWS[other.indicator ?? ""]?.includes(one.indicator ?? "") ?? false);
  return wider || followed;
}

/** Months without a signal after which the same place is a new matter. */
const GAP = 2;

function continuesOf(cause: Cause, warning: OpenWarning): boolean {
  if (!isOpen(warning.stage)) return false;
  const apart = monthsApart(warning.last, cause.month);
  if (apart > GAP || monthsApart(cause.month, warning.first) > GAP) return false;
  if (warning.kind === "region") return cause.region === warning.region;
  if (cause.kind === "place") return cause.signals.every((one) => samePlace(one, warning));
  if (cause.kind === "region") return false;
  const shared = cause.sectors.some((sector) => warning.sectors.includes(sector));
  return shared && (warning.region === "00" || warning.region === cause.region);
}
