// Two tables of the same thing, one after the other (版次 of a month, or the panel of one month and the next without
// change of the rest): what was published before plus what is published now must not tell the figures of the few
// enterprises that came late, left, or corrected theirs.
import { toUnits } from "./decimal.ts";
import { type Place, type ProtectedCell, type ProtectOptions, sensitivity } from "./protect.ts";
import type { DecimalText } from "./types.ts";

/** One enterprise's figure and the cell it counts in. */
export type Entry = { enterprise: string; row: string; column: string; value: DecimalText };

/**
 * Places, totals included, shown in the table before, whose difference to now comes from too few enterprises or is
 * dominated by one or two of them. Where nothing changed nothing is told. To be withheld now (`protect`, `also`).
 */
export function changedPlaces(
  before: readonly Entry[],
  published: readonly ProtectedCell[],
  now: readonly Entry[],
  options: ProtectOptions = {},
): Place[] {
  const changes = new Map<string, { row: string; column: string; change: bigint }[]>();
  const add = ({ enterprise, row, column, value }: Entry, sign: bigint) => {
    const own = changes.get(enterprise) ?? [];
    changes.set(enterprise, own);
    const same = own.find((one) => one.row === row && one.column === column);
    if (same) same.change += sign * toUnits(value);
    else own.push({ row, column, change: sign * toUnits(value) });
  };
  for (const entry of before) add(entry, -1n);
  for (const entry of now) add(entry, 1n);
  return published
    .filter((cell) => cell.units !== null)
    .filter(({ row, column }) => {
      const moved: bigint[] = [];
      for (const own of changes.values()) {
        let sum = 0n;
        for (const one of own) {
          if ((row === null || row === one.row) && (column === null || column === one.column))
            sum += one.change;
        }
        if (sum !== 0n) moved.push(sum);
      }
      return moved.length > 0 && sensitivity(moved, options) !== null;
    })
    .map(({ row, column }) => ({ row, column }));
}
