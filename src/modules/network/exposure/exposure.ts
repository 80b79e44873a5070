// What one enterprise hangs on: its inputs one by one, how long it lives without each, and who else gives it now.
import type { ExposureInput } from "./contract.ts";

export type OwnLink = {
  supplierId: string | null;
  supplier: string;
  product: string;
  share: number | null;
  essential: boolean | null;
  coverDays: number | null;
  switchDays: number | null;
};

/**
 * @param links current ones the enterprise buys over, one each
 * @param kind what the table says of a product for this enterprise: 2 essential, 1 not, 0 irrelevant
 */
export function inputsOf(links: readonly OwnLink[], kind: (product: string) => 0 | 1 | 2): ExposureInput[] {
  const inputs = [...Map.groupBy(links, (link) => link.product)].map(([product, own]): ExposureInput => {
    const said = own.map((link) => link.essential).filter((one) => one !== null);
    const essential = said.length > 0 ? said.includes(true) : kind(product) === 2;
    const largest = own.toSorted((a, b) => (b.share ?? -1) - (a.share ?? -1))[0]!;
    // One supplier by name is one only where it gives the whole; a rest that nobody named has others behind it.
    const single = own.length === 1 && (largest.share === null || largest.share > WHOLE);
    return {
      ...{ product, essential, fromTable: said.length === 0, single },
      suppliers: own.map(({ supplierId, supplier, share }) => ({ id: supplierId, name: supplier, share })),
      largest: largest.share,
      coverDays: least(own.map((link) => link.coverDays)),
      switchDays: least(own.map((link) => link.switchDays)),
    };
  });
  return inputs.sort(
    (a, b) =>
      Number(b.essential) - Number(a.essential) ||
      Number(b.single) - Number(a.single) ||
      (a.coverDays ?? 1e9) - (b.coverDays ?? 1e9) ||
      (a.product < b.product ? -1 : 1),
  );
}

const WHOLE = 0.995;

/** Days the enterprise goes on whatever single supplier stops today: the shortest stock of an essential single source. */
export function survives(inputs: readonly ExposureInput[]): number | null {
  return least(inputs.filter((one) => one.essential && one.single).map((one) => one.coverDays ?? 0));
}

const least = (list: readonly (number | null)[]): number | null => {
  const known = list.filter((one) => one !== null);
  return known.length > 0 ? Math.min(...known) : null;
};
