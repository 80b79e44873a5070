// What changed between two versions of a return, and by how much.
import { divide, format, fraction, multiply, subtract } from "./decimal.ts";
import type { Answers, Field } from "./types.ts";

export type Difference = {
  field: string;
  before: string | null;
  after: string | null;
  change: string | null;
};

/** Only the fields that differ, in the order of the form. */
export function differences(fields: readonly Field[], before: Answers, after: Answers): Difference[] {
  return fields.flatMap(({ code }) => {
    const [was, is] = [before[code] ?? null, after[code] ?? null];
    return was === is ? [] : [{ field: code, before: was, after: is, change: changeOf(was, is) }];
  });
}

/** Growth in per cent with one decimal; null where there is no base or no figure. */
export function changeOf(before: string | null, after: string | null): string | null {
  const [was, is] = [fraction(before ?? ""), fraction(after ?? "")];
  if (!was || !is || was.num <= 0n) return null;
  const ratio = divide(multiply(subtract(is, was), { num: 100n, den: 1n }), was);
  return ratio && format(ratio, 1);
}
