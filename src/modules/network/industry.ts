// What an association sees of its industry's inputs: sums and rates over its members that give no enterprise away.
import type { z } from "zod";
import { sensitivity, toUnits } from "../../engines/indicators/index.ts";
import { type industryRow, RATE_FROM } from "./contract.ts";
import type { LinkFacts } from "./link.ts";

type IndustryRow = z.infer<typeof industryRow>;
type Valued = LinkFacts & { value: number };

/** @param links current ones over which members buy, one each, with their value in 万元 a year */
export function industryRows(links: readonly Valued[]): IndustryRow[] {
  return [...Map.groupBy(links, (link) => link.product)]
    .map(([product, own]) => rowOf(product, [...Map.groupBy(own, (link) => link.customerId).values()]))
    .sort((a, b) => (b.buyers ?? 0) - (a.buyers ?? 0) || (a.product < b.product ? -1 : 1));
}

/** No total over products is ever shown, so that each sum stands on its own. */
function rowOf(product: string, buyers: readonly (readonly Valued[])[]): IndustryRow {
  const sums = buyers.map((links) => links.reduce((all, link) => all + link.value, 0));
  const withheld = sensitivity(sums.map((sum) => toUnits(sum.toFixed(2))));
  const few = withheld === "few";
  const rates = buyers.length >= RATE_FROM;
  const single = buyers.filter((links) => links.length === 1).length / buyers.length;
  const cover = buyers.flatMap((links) => least(links.map((link) => link.coverDays)) ?? []);
  return {
    ...{ product, withheld, buyers: few ? null : buyers.length },
    amount: withheld ? null : String(Math.round(sums.reduce((all, one) => all + one, 0))),
    singleSource: rates ? Math.round(single * 10) / 10 : null,
    // To five days: the middle one of a few is somebody's own figure.
    coverDays: cover.length >= RATE_FROM ? 5 * Math.round(middle(cover) / 5) : null,
  };
}

const least = (list: readonly (number | null)[]): number | null => {
  const known = list.filter((one) => one !== null);
  return known.length > 0 ? Math.min(...known) : null;
};
const middle = (list: readonly number[]): number =>
  list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)]!;
