// The industry band beside an enterprise's own curve: three quartiles, each an average of neighbours, never the
// smallest, the largest or any one member's value.
import { roundRatio, toUnits } from "./decimal.ts";
import { PROTECTION } from "./defaults.ts";
import type { DecimalText } from "./types.ts";

export type Band =
  | { n: number; p25: DecimalText; median: DecimalText; p75: DecimalText; suppressed: null }
  | { n: number; suppressed: "few" | "dominated" | "alike" };
export type BandOptions = { places?: number; minCount?: number; dominance?: number };

/** The band over one value per enterprise (a level or a growth rate), or the reason why there is none. */
export function band(values: readonly DecimalText[], options: BandOptions = {}): Band {
  const { places = 2, minCount = PROTECTION.bandMinCount, dominance = PROTECTION.bandDominance } = options;
  const n = values.length;
  if (n < Math.max(minCount, PROTECTION.bandMinCount)) return { n, suppressed: "few" };
  const sorted = values.map(toUnits).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const holders = new Map<DecimalText, number>();
  for (const value of sorted) {
    const text = print(value, 1, places);
    holders.set(text, (holders.get(text) ?? 0) + 1);
  }
  const quartiles: DecimalText[] = [];
  for (const quarter of [1, 2, 3]) {
    const figure = quartile(sorted, quarter, places, dominance, (text) =>
      pointsAt(holders.get(text) ?? 0, n),
    );
    if (figure === "dominated" || figure === "alike") return { n, suppressed: figure };
    quartiles.push(figure.text);
  }
  const [p25 = "", median = "", p75 = ""] = quartiles;
  // Equal quartiles say that everyone between them has that very value.
  if (p25 === p75) return { n, suppressed: "alike" };
  if (n < PROTECTION.bandStrictBelow && (p25 === median || median === p75)) return { n, suppressed: "alike" };
  return { n, p25, median, p75, suppressed: null };
}

/**
 * Average of the values next to the quartile's rank; in a large group wider by one on each side, at most twice,
 * while it would print a member's own value. In a small group a wider window would tie the quartiles together so
 * that an insider could solve for a neighbour: there is no band then.
 */
function quartile(
  sorted: readonly bigint[],
  quarter: number,
  places: number,
  dominance: number,
  pointsAtMember: (text: DecimalText) => boolean,
): { text: DecimalText } | "dominated" | "alike" {
  const n = sorted.length;
  const rank = (quarter * (n + 1)) / 4;
  for (let wider = 1; wider <= (n < PROTECTION.bandStrictBelow ? 1 : 3); wider++) {
    const window = sorted.slice(Math.max(0, Math.floor(rank) - 1 - wider), Math.ceil(rank) + wider);
    const sizes = window.map((value) => (value < 0n ? -value : value));
    const sum = sizes.reduce((all, size) => all + size, 0n);
    const largest = sizes.reduce((top, size) => (size > top ? size : top), 0n);
    // The bound itself counts as dominated: who knows the rule must not be able to read an exact bound off it.
    if (sum > 0n && largest * 1000n >= sum * BigInt(Math.round(dominance * 1000))) return "dominated";
    const text = print(
      window.reduce((all, value) => all + value, 0n),
      window.length,
      places,
    );
    if (!pointsAtMember(text)) return { text };
  }
  return "alike";
}

/** Would a printed figure point at members? Not when nobody has it, nor, in a large group, when three or more do. */
const pointsAt = (holders: number, n: number): boolean =>
  holders > 0 && (n < PROTECTION.bandStrictBelow || holders < PROTECTION.minCount);

const print = (sum: bigint, count: number, places: number): DecimalText =>
  roundRatio({ num: sum, den: BigInt(count) * toUnits("1") }, places);
