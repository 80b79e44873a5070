// What a run is computed from, as plain data in an order of its own: the same links give the same hash.
import type { EssentialPair, Product } from "./contract.ts";
import { kindsOf } from "./essential.ts";
import { firmKey, type LinkFacts, valuesOf } from "./link.ts";

export type Firm = { id: string | null; name: string; industry: string; province: string | null };
export type StockRow = { customer: number; sector: number; days: number };
export type Inputs = {
  day: string;
  essentialVersion: number;
  firms: Firm[];
  /** Industries; the engine knows them by their places. */
  sectors: string[];
  sector: number[];
  essential: number[];
  supplier: number[];
  customer: number[];
  /** 万元 a year. */
  value: number[];
  /** Chance that the link is there, and standard deviation of ln value. */
  confidence: number[];
  spread: number[];
  inferred: boolean[];
  cover: StockRow[];
  switchAfter: StockRow[];
  known: { reported: number; imported: number; inferred: number; estimated: number };
};

export type Card = {
  id: string;
  name: string;
  industryCode: string | null;
  regionCode: string | null;
  sizeClass: string;
};
/** Industry of whoever is known by name alone and makes nothing that is listed. */
const NO_INDUSTRY = "00";
/**
 * How far a value may be off, as standard deviation of ln value: written down by who knows, taken from shares and size
 * classes, or inferred. Assumptions of ours, shown with every run.
 */
const SPREAD = { said: 0.1, estimated: 0.5, inferred: 0.8 };

/** @param links current ones, one each */
export function inputsOf(
  links: readonly LinkFacts[],
  cards: readonly Card[],
  products: readonly Product[],
  table: { version: number; pairs: readonly EssentialPair[] },
  day: string,
): Inputs {
  const cardOf = new Map(cards.map((card) => [card.id, card]));
  const industryOf = new Map(products.map((product) => [product.code, product.industry]));
  const firms = new Map<string, Firm>();
  const put = (id: string | null, name: string, made: string | null) => {
    const key = firmKey(id, name);
    if (firms.has(key)) return;
    const card = id === null ? undefined : cardOf.get(id);
    const industry = card?.industryCode ?? (made === null ? undefined : industryOf.get(made)) ?? NO_INDUSTRY;
    firms.set(key, {
      id,
      name: card?.name ?? name,
      industry,
      province: card?.regionCode?.slice(0, 2) ?? null,
    });
  };
  // Who supplies something is put first, so that a firm known by name has the industry of what it makes.
  for (const link of links) put(link.supplierId, link.supplier, link.product);
  for (const link of links) put(link.customerId, link.customer, null);
  const keys = [...firms.keys()].sort();
  const at = new Map(keys.map((key, i) => [key, i]));
  const list = keys.map((key) => firms.get(key)!);
  const sectors = [...new Set(list.map((firm) => firm.industry))].sort();
  const sectorAt = new Map(sectors.map((code, k) => [code, k]));
  const sector = list.map((firm) => sectorAt.get(firm.industry)!);
  const kind = kindsOf(table.pairs);
  const values = valuesOf(links, (key) => cardOf.get(key)?.sizeClass ?? "unknown");
  const rows = links
    .map((link, i) => {
      const supplier = at.get(firmKey(link.supplierId, link.supplier))!;
      const customer = at.get(firmKey(link.customerId, link.customer))!;
      return { link, supplier, customer, ...values[i]! };
    })
    .sort(
      (a, b) =>
        a.customer - b.customer || a.supplier - b.supplier || (a.link.product < b.link.product ? -1 : 1),
    );
  return {
    ...{ day, essentialVersion: table.version, firms: list, sectors, sector },
    essential: sectors.flatMap((from) => sectors.map((to) => kind(from, to))),
    supplier: rows.map((row) => row.supplier),
    customer: rows.map((row) => row.customer),
    value: rows.map((row) => row.value),
    confidence: rows.map(({ link }) => link.confidence),
    spread: rows.map(({ link, estimated }) =>
      link.source === "inferred" ? SPREAD.inferred : estimated ? SPREAD.estimated : SPREAD.said,
    ),
    inferred: rows.map(({ link }) => link.source === "inferred"),
    cover: stocks(rows.map(({ link, supplier, customer }) => [customer, sector[supplier]!, link.coverDays])),
    switchAfter: stocks(
      rows.map(({ link, supplier, customer }) => [customer, sector[supplier]!, link.switchDays]),
    ),
    known: {
      reported: rows.filter(({ link }) => link.source === "reported").length,
      imported: rows.filter(({ link }) => link.source === "imported").length,
      inferred: rows.filter(({ link }) => link.source === "inferred").length,
      estimated: rows.filter(({ estimated }) => estimated).length,
    },
  };
}

/** One row a customer and sector: the shortest of what was said. */
function stocks(rows: readonly (readonly [number, number, number | null])[]): StockRow[] {
  const out = new Map<string, StockRow>();
  for (const [customer, sector, days] of rows) {
    if (days === null) continue;
    const key = `${customer}|${sector}`;
    const held = out.get(key);
    if (!held || days < held.days) out.set(key, { customer, sector, days });
  }
  return [...out.values()];
}
