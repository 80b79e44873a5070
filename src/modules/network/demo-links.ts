// The demo's supply links as the network keeps them: money, time to switch, who said so; 演示数据.
import type { LinkSource } from "./contract.ts";

export type Supply = { supplier: string; customer: string; goods: string; share: number; coverDays: number };
export type Firm = { id: string; name: string /** 万元 a year */; revenue: number };
export type DemoLink = {
  supplierId: string;
  supplier: string;
  customerId: string;
  customer: string;
  product: string;
  share: number;
  coverDays: number | null;
  switchDays: number | null;
  amount: number | null;
  source: LinkSource;
  confidence: number;
};

/** Of the turnover, what one kind of goods costs: invented, within what light industry spends on materials. */
const COST = [0.06, 0.28] as const;

/**
 * @param productOf code of the product by the name of the goods
 * @param random uniform in [0, 1), seeded
 */
export function demoLinks(
  supply: readonly Supply[],
  firms: ReadonlyMap<string, Firm>,
  productOf: (goods: string) => string,
  random: () => number,
): DemoLink[] {
  const inputs = Map.groupBy(supply, (link) => `${link.customer}|${link.goods}`);
  return [...inputs.values()].flatMap((links) => {
    const customer = firms.get(links[0]!.customer)!;
    const cost = customer.revenue * (COST[0] + random() * (COST[1] - COST[0]));
    const dice = random();
    // Of seven inputs in ten the enterprise reported, two came in a file, one is only supposed.
    const source: LinkSource = dice < 0.7 ? "reported" : dice < 0.9 ? "imported" : "inferred";
    const confidence = { reported: 0.95, imported: 0.9, inferred: 0.4 + 0.4 * random() }[source];
    const switchDays = 15 + Math.floor(random() * 12) * 15;
    return links.map((link): DemoLink => {
      const supplier = firms.get(link.supplier)!;
      return {
        ...{
          supplierId: supplier.id,
          supplier: supplier.name,
          customerId: customer.id,
          customer: customer.name,
        },
        ...{
          product: productOf(link.goods),
          share: link.share,
          source,
          confidence: Math.round(confidence * 100) / 100,
        },
        coverDays: source === "inferred" ? null : link.coverDays,
        switchDays: source === "reported" ? switchDays : null,
        amount: source === "inferred" ? null : Math.round(cost * link.share * 10) / 10,
      };
    });
  });
}
