// The returns in force: per figure, vintage and month, one of each enterprise.
import { inForce } from "../../engines/indicators/index.ts";
import type { Vintage } from "./contract.ts";

export type Figure = {
  enterprise: string;
  indicator: string;
  month: string;
  industry: string;
  region: string;
  value: string;
  weight: string;
  received: string;
  provisional: boolean;
};
export const VINTAGES: readonly Vintage[] = ["first", "final"];

/** indicator → vintage → month → returns in force. */
export type Standing = ReadonlyMap<string, Record<Vintage, Map<string, Figure[]>>>;

export function standingOf(figures: readonly Figure[], months: readonly string[]): Standing {
  const known = new Set(months);
  const out = new Map<string, Record<Vintage, Map<string, Figure[]>>>();
  for (const [indicator, ofIndicator] of Map.groupBy(figures, (figure) => figure.indicator)) {
    const sides: Record<Vintage, Map<string, Figure[]>> = { first: new Map(), final: new Map() };
    const groups = Map.groupBy(ofIndicator, (figure) => `${figure.month} ${figure.enterprise}`);
    for (const group of groups.values()) {
      for (const vintage of VINTAGES) {
        const figure = inForce(group, vintage);
        if (!figure || !known.has(figure.month)) continue;
        const list = sides[vintage].get(figure.month);
        if (list) list.push(figure);
        else sides[vintage].set(figure.month, [figure]);
      }
    }
    out.set(indicator, sides);
  }
  return out;
}

export const provinceOf = (region: string): string => region.slice(0, 2);
export const divisionOf = (industry: string): string => industry.slice(0, 2);
/** The three-digit group; null when a return is known by its division alone. */
export const groupOf = (industry: string): string | null =>
  industry.length >= 3 ? industry.slice(0, 3) : null;
