// One cell in one month: how many should report, how many did, and what they add up to. Nothing is imputed.
import { ofSquareUnits, roundRatio } from "./decimal.ts";
import { DEFAULTS } from "./defaults.ts";
import { printTotal } from "./matched.ts";
import type { CellFigures, Filed } from "./types.ts";

/** `roster` are the weights of those expected, `filed` the returns in force. */
export function aggregateCell(roster: readonly bigint[], filed: readonly Filed[]): CellFigures {
  let total = 0n;
  let weighted = 0n;
  let filedWeight = 0n;
  for (const { value, weight } of filed) {
    total += value;
    weighted += weight * value;
    filedWeight += weight;
  }
  let rosterWeight = 0n;
  for (const weight of roster) rosterWeight += weight;
  return {
    expected: roster.length,
    reported: filed.length,
    total: printTotal(total),
    weightedTotal: roundRatio(ofSquareUnits(weighted), DEFAULTS.totalPlaces),
    coverage: share(BigInt(filed.length), BigInt(roster.length)),
    weightedCoverage: share(filedWeight, rosterWeight),
  };
}

const share = (num: bigint, den: bigint): string | null =>
  den > 0n ? roundRatio({ num, den }, DEFAULTS.ratioPlaces) : null;
