// What one cell comes to before anything is withheld: counts and sums that can be added up, and the printed cell.
import {
  type Filed,
  matchedPairs,
  ofSquareUnits,
  ofUnits,
  printTotal,
  roundRatio,
  sensitivityOf,
} from "../../engines/indicators/index.ts";
import type { Cell, Indicator, Suppression, Vintage } from "./contract.ts";

/** The matched sample of two months; `size`, `top` and `second` are of the later one, in millionths. */
type Change = {
  matched: number;
  now: bigint;
  before: bigint;
  /** Two for a riser, one for unchanged. */
  halves: number;
  size: bigint;
  top: bigint;
  second: bigint;
};
export type Facts = {
  expected: number;
  reported: number;
  provisional: boolean;
  value: bigint;
  weighted: bigint;
  mom: Change;
  yoy: Change;
};
/** One step of the chain index and the unrounded index after it (in 10⁻¹⁸), and whether they may be shown. */
export type Step = { step: bigint; linked: boolean };
export type Link = Step & { index: bigint; chained: boolean };
export type Counted = Filed & { provisional: boolean };
export type At = { sector: string; region: string; indicator: Indicator; month: string; vintage: Vintage };
export type CellRow = Cell & { indicator: string };

/** Printed decimals of growth, indices and shares: more would tell a single late return from a growth figure. */
const GROWTH_PLACES = 1;
const SCALE = 10n ** 18n;

/** The index after a step; a first month has nothing to step over. */
export const follow = (previous: Link | null, { step, linked }: Step): Link => ({
  step,
  linked,
  index: previous === null ? 100n * SCALE : divide(previous.index * step, SCALE),
  // An index that has once stepped over a withheld month would give the step back by division.
  chained: previous === null || (previous.chained && linked),
});
export const printIndex = ({ index, chained }: Link): string | null =>
  chained ? roundRatio({ num: index, den: SCALE }, GROWTH_PLACES) : null;

export function factsOf(
  expected: number,
  now: readonly Counted[],
  before: readonly Counted[],
  lastYear: readonly Counted[],
): Facts {
  const out: Facts = {
    expected,
    reported: now.length,
    provisional: false,
    value: 0n,
    weighted: 0n,
    mom: changeOf(now, before),
    yoy: changeOf(now, lastYear),
  };
  for (const { value, weight, provisional } of now) {
    out.value += value;
    out.weighted += value * weight;
    out.provisional ||= provisional;
  }
  return out;
}

function changeOf(now: readonly Counted[], before: readonly Counted[]): Change {
  const out: Change = { matched: 0, now: 0n, before: 0n, halves: 0, size: 0n, top: 0n, second: 0n };
  if (now.length === 0 || before.length === 0) return out;
  for (const pair of matchedPairs(now, before)) {
    const size = pair.now < 0n ? -pair.now : pair.now;
    out.matched += 1;
    out.now += pair.weight * pair.now;
    out.before += pair.weight * pair.before;
    out.halves += pair.direction === "up" ? 2 : pair.direction === "same" ? 1 : 0;
    out.size += size;
    if (size > out.top) [out.top, out.second] = [size, out.top];
    else if (size > out.second) out.second = size;
  }
  return out;
}

/** Industries added up: whoever moved from one to another is matched in neither. */
export function together(list: readonly Facts[]): Facts {
  const out = factsOf(0, [], [], []);
  for (const facts of list) {
    out.expected += facts.expected;
    out.reported += facts.reported;
    out.provisional ||= facts.provisional;
    out.value += facts.value;
    out.weighted += facts.weighted;
    for (const key of ["mom", "yoy"] as const) addChange(out[key], facts[key]);
  }
  return out;
}

function addChange(into: Change, more: Change): void {
  into.matched += more.matched;
  into.now += more.now;
  into.before += more.before;
  into.halves += more.halves;
  into.size += more.size;
  for (const size of [more.top, more.second]) {
    if (size > into.top) [into.top, into.second] = [size, into.top];
    else if (size > into.second) into.second = size;
  }
}

type Shut = { now: Suppression | null; before: Suppression | null; lastYear: Suppression | null };

/** The cell as it may be shown, and what the next month's index stands on. `previous` null: the first month. */
export function cellOf(
  { indicator, ...at }: At,
  facts: Facts,
  shut: Shut,
  previous: Link | null,
): { cell: CellRow; link: Link } {
  const { mom, yoy } = facts;
  const reason = facts.reported === 0 ? null : shut.now;
  const speaks = growthOpen(reason);
  const grows = speaks && indicator.kind !== "rate";
  const momShut = !growthOpen(shut.before);
  const momOpen = grows && !momShut && isOpen(mom);
  const yoyOpen = grows && growthOpen(shut.lastYear) && isOpen(yoy);
  const link = follow(previous, {
    step: mom.before > 0n ? divide(mom.now * SCALE, mom.before) : SCALE,
    linked: momOpen || (facts.reported > 0 && mom.matched === 0 && !momShut),
  });
  const level = reason === null && facts.reported > 0;
  return {
    link,
    cell: {
      ...at,
      indicator: indicator.code,
      expected: facts.expected,
      reported: facts.reported,
      coverage: shareOf(facts.reported, facts.expected),
      total: level && indicator.kind !== "rate" ? printTotal(facts.value) : null,
      weightedTotal: level && indicator.kind !== "rate" ? roundRatio(ofSquareUnits(facts.weighted), 2) : null,
      mean: level && indicator.kind === "rate" ? meanOf(facts) : null,
      growthMom: momOpen ? growthOf(mom) : null,
      matchedMom: mom.matched,
      growthYoy: yoyOpen ? growthOf(yoy) : null,
      matchedYoy: yoy.matched,
      chainIndex: grows ? printIndex(link) : null,
      diffusion:
        speaks && !momShut && mom.matched >= 3
          ? roundRatio({ num: BigInt(mom.halves) * 50n, den: BigInt(mom.matched) }, GROWTH_PLACES)
          : null,
      suppressed: reason,
      provisional: facts.provisional,
    },
  };
}

/** The step between vintages gives a level away, not a growth. */
export const growthOpen = (reason: Suppression | null): boolean => reason === null || reason === "revision";

/** Growth of two matched enterprises is the growth of each to the other. */
const isOpen = ({ matched, size, top, second }: Change): boolean =>
  matched > 0 && sensitivityOf({ count: matched, total: size, top, second }) === null;

const growthOf = ({ now, before }: Change): string | null =>
  before > 0n ? roundRatio({ num: (now - before) * 100n, den: before }, GROWTH_PLACES) : null;

function meanOf({ value, reported }: Facts): string {
  const { num, den } = ofUnits(value);
  return roundRatio({ num, den: den * BigInt(reported) }, 2);
}

const shareOf = (num: number, den: number): string | null =>
  den > 0 ? roundRatio({ num: BigInt(num), den: BigInt(den) }, 4) : null;

/** Rounded to the nearest. */
const divide = (num: bigint, den: bigint): bigint =>
  num < 0n ? -((-2n * num + den) / (2n * den)) : (2n * num + den) / (2n * den);

/** Facts as text, where they are kept: numbers in the order of the types above. */
export const factsText = ({ expected, reported, provisional, value, weighted, mom, yoy }: Facts): string =>
  `${expected},${reported},${provisional ? 1 : 0},${value},${weighted},${changeText(mom)},${changeText(yoy)}`;
const changeText = ({ matched, now, before, halves, size, top, second }: Change): string =>
  `${matched},${now},${before},${halves},${size},${top},${second}`;

export function factsFrom(text: string): Facts {
  const parts = text.split(",");
  const number = (at: number) => Number(parts[at]);
  const units = (at: number) => BigInt(parts[at]!);
  const change = (at: number): Change => ({
    matched: number(at),
    now: units(at + 1),
    before: units(at + 2),
    halves: number(at + 3),
    size: units(at + 4),
    top: units(at + 5),
    second: units(at + 6),
  });
  return {
    expected: number(0),
    reported: number(1),
    provisional: parts[2] === "1",
    value: units(3),
    weighted: units(4),
    mom: change(5),
    yoy: change(12),
  };
}
