// Why an alarm was raised, as data a sentence can be made of: what was expected, who moved it, how sure the figure is.

export type Contribution = { member: string; points: number };
export type Alarm = {
  series: string;
  period: string;
  expected: number;
  lo: number;
  hi: number;
  value: number;
  /** Signed surprise, chance, chance adjusted for the many series looked at. */
  score: number;
  p: number;
  q: number;
  direction: "up" | "down";
  /** The largest contributions to the difference from what was expected, in percent of the expected value. */
  contributions: Contribution[];
  /** Of the difference, the share that the contributions named make up. */
  explained: number;
  method: string;
  /** Points the expectation rests on. */
  baseline: number;
  reason: "SHOCK" | "DRIFT" | "COMMON" | "QUALITY";
  coverage: number;
  nowcast: number;
};

export type Seen = Omit<Alarm, "direction" | "contributions" | "explained" | "reason"> & {
  members: readonly { member: string; value: number; expected: number }[];
  /** Surprise of the whole cell above it; quality flags of the report. */
  common?: number;
  flags?: readonly string[];
};

/** Beyond this many scales at once it is a shock; below, several periods together drifted there. */
const SHOCK = 3;

/**
 * The record of one alarm, with at most `most` contributions. Flags of quality come first (the figure may be wrong),
 * then what moves the whole cell (half of the surprise or more), then shock or drift by `z`, the newest error alone.
 */
export function explain(seen: Seen, z: number, most = 3): Alarm {
  const { members, common = 0, flags = [], ...rest } = seen;
  const difference = seen.value - seen.expected;
  const scale = 100 / Math.abs(seen.expected);
  const all = members
    .map(({ member, value, expected }) => ({ member, points: (value - expected) * scale }))
    .filter(({ points }) => Number.isFinite(points) && points * difference > 0)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points) || (a.member < b.member ? -1 : 1));
  const contributions = all.slice(0, most);
  const named = contributions.reduce((sum, { points }) => sum + points, 0);
  return {
    ...rest,
    direction: difference < 0 ? "down" : "up",
    contributions,
    explained: difference === 0 ? 0 : Math.min(1, named / (difference * scale)),
    reason:
      flags.length > 0
        ? "QUALITY"
        : common * seen.score > 0 && Math.abs(common) >= Math.abs(seen.score) / 2
          ? "COMMON"
          : Math.abs(z) >= SHOCK
            ? "SHOCK"
            : "DRIFT",
  };
}
