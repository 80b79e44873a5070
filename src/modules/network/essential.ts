// Which inputs are essential: pairs of industries by the beginnings of their codes, the closest pair decides.
import type { EssentialPair } from "./contract.ts";

/** What holds for pairs nobody has named: output shrinks with the input. */
const UNNAMED = 1;
const LONGEST = 4;

/** The kind of an input by the codes of supplier and customer; the longer codes win, the supplier's first. */
export function kindsOf(pairs: readonly EssentialPair[]): (supplier: string, customer: string) => 0 | 1 | 2 {
  const byPair = new Map(pairs.map((pair) => [`${pair.supplier}>${pair.customer}`, pair.kind]));
  return (supplier, customer) => {
    for (let both = 2 * LONGEST; both >= 4; both--)
      for (let s = LONGEST; s >= 2; s--) {
        const c = both - s;
        if (c < 2 || c > LONGEST || s > supplier.length || c > customer.length) continue;
        const found = byPair.get(`${supplier.slice(0, s)}>${customer.slice(0, c)}`);
        if (found !== undefined) return found;
      }
    return UNNAMED;
  };
}

/** The pair that stands more than once. */
export function doubled(pairs: readonly EssentialPair[]): EssentialPair | null {
  const seen = new Set<string>();
  for (const pair of pairs) {
    const key = `${pair.supplier}>${pair.customer}`;
    if (seen.has(key)) return pair;
    seen.add(key);
  }
  return null;
}
