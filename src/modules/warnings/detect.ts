// From judged series to candidates of one month: what passed a rule's threshold, how sure that is, and who moved it.
import { adjust, explain, studentTwoSided } from "../../engines/sentinel/index.ts";
import type { Direction, Method } from "./contract.ts";
import type { Judged } from "./watching.ts";

/** What a rule asks for. Empty lists: everything. */
export type Rule = {
  id: string;
  name: { zh: string; en: string };
  method: Method;
  threshold: number;
  direction: "both" | Direction;
  indicators: readonly string[];
  sectors: readonly string[];
  regions: readonly string[];
};

export type Candidate = {
  /** The same signal seen again has the same key. */
  key: string;
  source: "statistics" | "people" | "appeals" | "network";
  rule: string | null;
  sector: string | null;
  region: string | null;
  indicator: string | null;
  month: string;
  direction: Direction | null;
  value: number;
  expected: number;
  lo: number;
  hi: number;
  /** Signed surprise, and the threshold it passed. */
  score: number;
  threshold: number;
  q: number;
  /** Share of what was expected, signed. */
  effect: number;
  /** Months running that point the same way, this one included. */
  periods: number;
  /** Months the expectation rests on. */
  baseline: number;
  coverage: number;
  reported: number;
  /** The figures before, oldest first, without gaps. */
  recent: readonly number[];
  method: string;
  reason: "SHOCK" | "DRIFT" | "COMMON" | "QUALITY" | null;
  contributions: readonly { member: string; points: number }[];
  /** In the words of whoever raised it; null: said from the figures. */
  title: { zh: string; en: string } | null;
};

/** What monitoring knows of the returns behind a figure. */
export type Behind = { reported: number; coverage: number };
export const placeKey = (sector: string, region: string, indicator: string): string =>
  `${sector} ${region} ${indicator}`;

const holds = (list: readonly string[], code: string): boolean => list.length === 0 || list.includes(code);

/** Series a rule looks at: an industry named by two digits stands for itself, not for its groups. */
export const inScope = (rule: Rule, one: { sector: string; region: string; indicator: string }): boolean =>
  holds(rule.indicators, one.indicator) &&
  holds(rule.regions, one.region) &&
  (rule.sectors.length === 0 ? one.sector.length <= 2 : rule.sectors.includes(one.sector));

/**
 * Candidates of month `t` under a rule.
 * @param judged every series the rule looks at, over all months
 * @param behind by `placeKey`, of this month; unknown counts as nobody
 * @param members sub-series by sector or region, to say who moved a figure
 */
export function detect(
  rule: Rule,
  judged: readonly Judged[],
  months: readonly string[],
  t: number,
  behind: (one: Judged, t: number) => Behind,
): Candidate[] {
  const sizes = judged.map((one) => one.score[t]! * shrunk(behind(one, t)));
  const q = adjust(chances(judged, sizes, t), "BH");
  return judged.flatMap((one, i) => {
    const score = sizes[i]!;
    if (!(Math.abs(score) >= rule.threshold)) return [];
    const direction: Direction = score < 0 ? "down" : "up";
    if (rule.direction !== "both" && rule.direction !== direction) return [];
    const value = one.values[t]!;
    const expected = one.expected[t]!;
    const { reported, coverage } = behind(one, t);
    const recent = Array.from(one.values.subarray(Math.max(0, t - 12), t)).filter((v) => !Number.isNaN(v));
    const month = months[t]!;
    const effect = effectOf(one.rate, value, expected);
    return [
      {
        key: `statistics ${placeKey(one.sector, one.region, one.indicator)} ${month} ${direction}`,
        source: "statistics" as const,
        rule: rule.id,
        sector: one.sector,
        region: one.region,
        indicator: one.indicator,
        month,
        direction,
        ...{ value, expected, lo: one.lo[t]!, hi: one.hi[t]!, score, threshold: rule.threshold },
        q: q[i]!,
        effect,
        periods: periodsOf(one.score, t, rule.threshold),
        baseline: one.values.subarray(0, t).reduce((n, v) => n + (Number.isNaN(v) ? 0 : 1), 0),
        ...{ coverage, reported, recent },
        method: rule.method,
        ...why(one, judged, months, t, { q: q[i]!, coverage, method: rule.method }),
        title: null,
      },
    ];
  });
}

/** Half of the returns know a month less well than all of them: the scale of its error grows as one over the root. */
const shrunk = ({ coverage }: Behind): number => Math.sqrt(Math.min(1, Math.max(0, coverage)));

/** Percentages are compared in points, over 20 at least: a price change of 0 % has no share of itself. */
const effectOf = (rate: boolean, value: number, expected: number): number =>
  (value - expected) / (rate ? Math.max(20, Math.abs(expected)) : Math.abs(expected));

/** Rank among all that was seen before under this rule, never below a t distribution of 4 degrees of freedom. */
function chances(judged: readonly Judged[], sizes: readonly number[], t: number): Float64Array {
  const past: number[] = [];
  for (const { score } of judged) {
    for (let back = 0; back < t; back += 1)
      if (!Number.isNaN(score[back]!)) past.push(Math.abs(score[back]!));
  }
  const sorted = Float64Array.from(past).sort();
  return Float64Array.from(sizes, (score) => {
    const size = Math.abs(score);
    if (Number.isNaN(size)) return Number.NaN;
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const mid = (low + high) >> 1;
      if (sorted[mid]! < size) low = mid + 1;
      else high = mid;
    }
    const larger = sorted.length - low;
    // Few past months cannot make certainty; a past full of shocks does not make a shock usual.
    return Math.max(studentTwoSided(size, 4), larger === 0 ? 0 : larger / (10 * (sorted.length + 1)));
  });
}

function periodsOf(score: Float64Array, t: number, threshold: number): number {
  const sign = Math.sign(score[t]!);
  let n = 1;
  while (t - n >= 0 && score[t - n]! * sign >= threshold / 2) n += 1;
  return n;
}

/** Parts named at most, and how far out of the ordinary one must be. */
const NAMED = 3;
const NOTABLE = 2;

/**
 * The parts of a cell are its provinces, or for a province its industries: the ones furthest off, each in percent (or
 * points) of its own expected value. Totals of parts may be withheld, so nothing is said of shares.
 */
function why(
  one: Judged,
  judged: readonly Judged[],
  months: readonly string[],
  t: number,
  known: { q: number; coverage: number; method: string },
): Pick<Candidate, "reason" | "contributions"> {
  const alarm = explain(
    {
      series: placeKey(one.sector, one.region, one.indicator),
      period: months[t]!,
      ...{ value: one.values[t]!, expected: one.expected[t]!, lo: one.lo[t]!, hi: one.hi[t]! },
      ...{ score: one.score[t]!, p: known.q, q: known.q, method: known.method, baseline: t },
      ...{ coverage: known.coverage, nowcast: 1 - known.coverage, members: [] },
    },
    one.score[t]!,
  );
  const sign = Math.sign(one.score[t]!);
  const parts = judged.filter(
    (other) =>
      other.indicator === one.indicator &&
      other.score[t]! * sign >= NOTABLE &&
      (one.region === "00"
        ? other.sector === one.sector && other.region !== "00"
        : one.sector === "*" && other.region === one.region && other.sector !== "*"),
  );
  const contributions = parts
    .map((part) => ({
      member: one.region === "00" ? part.region : part.sector,
      points: one.rate
        ? part.values[t]! - part.expected[t]!
        : (part.values[t]! / part.expected[t]! - 1) * 100,
    }))
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points) || (a.member < b.member ? -1 : 1))
    .slice(0, NAMED);
  return { reason: alarm.reason, contributions };
}
