// Several months as one: 累计 from January on, and January and February together (1–2月合并), since Spring Festival lies
// in one or the other. Growth, matched sample and diffusion of the sum are those of any month.
import type { Filed } from "./types.ts";

/**
 * Returns of several months summed per enterprise; only those in force in every month, so that nobody's gap looks like
 * a fall. The weight is that of the last month. Sorted by enterprise.
 */
export function sumOver(months: readonly (readonly Filed[])[]): Filed[] {
  const [first, ...rest] = months;
  if (!first) return [];
  let sums = new Map(first.map((filed) => [filed.enterprise, filed]));
  for (const month of rest) {
    const next = new Map<string, Filed>();
    for (const filed of month) {
      const before = sums.get(filed.enterprise);
      if (before) next.set(filed.enterprise, { ...filed, value: before.value + filed.value });
    }
    sums = next;
  }
  return [...sums.values()].sort((a, b) => (a.enterprise < b.enterprise ? -1 : 1));
}
