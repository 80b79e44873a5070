// Supply links: when one holds, which of several reports of it counts, and what it is worth where nobody said.
import type { LinkSource } from "./contract.ts";

export type LinkFacts = {
  reporterId: string;
  supplierId: string | null;
  supplier: string;
  customerId: string | null;
  customer: string;
  product: string;
  share: number | null;
  essential: boolean | null;
  coverDays: number | null;
  switchDays: number | null;
  amount: number | null;
  validFrom: string;
  validTo: string | null;
  source: LinkSource;
  confidence: number;
};

export const holds = (link: Pick<LinkFacts, "validFrom" | "validTo">, day: string): boolean =>
  link.validFrom <= day && (link.validTo === null || link.validTo >= day);

export const overlaps = (
  a: Pick<LinkFacts, "validFrom" | "validTo">,
  b: Pick<LinkFacts, "validFrom" | "validTo">,
): boolean => a.validFrom <= (b.validTo ?? "9999") && b.validFrom <= (a.validTo ?? "9999");

/** A firm without an entry in the registry is told by its name, spelt without spaces and brackets. */
export const firmKey = (id: string | null, name: string): string =>
  id ?? `name:${name.replace(/[\s（）()]/g, "")}`;

/** The share a supplier says is one of its sales. */
export const shareOf = (link: Pick<LinkFacts, "reporterId" | "supplierId">): "purchases" | "sales" =>
  link.reporterId === link.supplierId ? "sales" : "purchases";

/** Shares may be rounded up by as much together. */
const ROUNDED = 0.005;
export const overfull = (shares: readonly (number | null)[]): number | null => {
  const sum = shares.reduce<number>((all, one) => all + (one ?? 0), 0);
  return sum > 1 + ROUNDED ? sum : null;
};

const RANK: Record<LinkSource, number> = { reported: 3, imported: 2, inferred: 1 };
/** Of several who say the same the customer knows best what it buys; reports come before files, files before guesses. */
const rank = (link: LinkFacts): number =>
  2 * RANK[link.source] + (link.reporterId === link.customerId ? 1 : 0);

/** One row a supplier, customer and product, however many report it: nothing is counted twice. */
export function oneEach(links: readonly LinkFacts[], day: string): LinkFacts[] {
  const best = new Map<string, LinkFacts>();
  for (const link of links) {
    if (!holds(link, day)) continue;
    const key = [
      firmKey(link.supplierId, link.supplier),
      firmKey(link.customerId, link.customer),
      link.product,
    ];
    const held = best.get(key.join("|"));
    if (!held || rank(link) > rank(held)) best.set(key.join("|"), link);
  }
  return [...best.values()];
}

/** 万元 a year at least turned over by class: 统计上大中小微型企业划分办法 (2017), 工业; micro lies below 300. */
const LEAST_REVENUE: Record<string, number> = {
  large: 40_000,
  medium: 2_000,
  small: 300,
  micro: 100,
  unknown: 300,
};
/** Materials bought for one yuan of revenue; an assumption of ours, said with every run. */
const MATERIALS = 0.6;
const of = (sizeClass: string): number => LEAST_REVENUE[sizeClass] ?? LEAST_REVENUE.unknown!;

/**
 * 万元 a year for every link: as reported, else the share times what a firm of this class at least buys (of as many
 * products as are known) or sells; where no share is known either, even parts.
 */
export function valuesOf(
  links: readonly LinkFacts[],
  sizeOf: (key: string) => string,
): { value: number; estimated: boolean }[] {
  const products = new Map<string, Set<string>>();
  const suppliers = new Map<string, number>();
  for (const link of links) {
    const customer = firmKey(link.customerId, link.customer);
    products.set(customer, (products.get(customer) ?? new Set()).add(link.product));
    const input = `${customer}|${link.product}`;
    suppliers.set(input, (suppliers.get(input) ?? 0) + 1);
  }
  return links.map((link) => {
    if (link.amount !== null) return { value: link.amount, estimated: false };
    const customer = firmKey(link.customerId, link.customer);
    if (link.share !== null && shareOf(link) === "sales")
      return { value: link.share * of(sizeOf(firmKey(link.supplierId, link.supplier))), estimated: true };
    const whole = (of(sizeOf(customer)) * MATERIALS) / products.get(customer)!.size;
    const share = link.share ?? 1 / suppliers.get(`${customer}|${link.product}`)!;
    return { value: share * whole, estimated: true };
  });
}
