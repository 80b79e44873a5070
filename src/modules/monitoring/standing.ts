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
/** One vintage of a return, all its figures together. */
export type Return = Omit<Figure, "indicator" | "value"> & { figures: Readonly<Record<string, string>> };
export const VINTAGES: readonly Vintage[] = ["first", "final"];

/** indicator → vintage → month → returns in force. */
export type Standing = ReadonlyMap<string, Record<Vintage, Map<string, Figure[]>>>;

/** @param returns of several received on one day the last vintage comes first. */
export function standingOfReturns(
  returns: readonly Return[],
  indicators: readonly string[],
  out = new Map<string, Record<Vintage, Map<string, Figure[]>>>(),
): Standing {
  const put = (code: string, vintage: Vintage, figure: Figure) => {
    const sides = out.get(code)!;
    const list = sides[vintage].get(figure.month);
    if (list) list.push(figure);
    else sides[vintage].set(figure.month, [figure]);
  };
  for (const code of indicators) if (!out.has(code)) out.set(code, { first: new Map(), final: new Map() });
  for (const group of Map.groupBy(returns, ({ month, enterprise }) => `${month} ${enterprise}`).values()) {
    for (const code of indicators) {
      const figures = group.flatMap(({ figures: all, ...rest }) =>
        all[code] === undefined ? [] : [{ ...rest, indicator: code, value: all[code] }],
      );
      for (const vintage of VINTAGES) {
        const figure = inForce(figures, vintage);
        if (figure) put(code, vintage, figure);
      }
    }
  }
  return out;
}

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

/** Some months of it. */
export const monthsOnly = (standing: Standing, months: readonly string[]): Standing => {
  const of = (side: Map<string, Figure[]>) => new Map(months.map((month) => [month, side.get(month) ?? []]));
  return new Map(
    [...standing].map(([code, { first, final }]) => [code, { first: of(first), final: of(final) }]),
  );
};

export const provinceOf = (region: string): string => region.slice(0, 2);
export const divisionOf = (industry: string): string => industry.slice(0, 2);
/** The three-digit group; null when a return is known by its division alone. */
export const groupOf = (industry: string): string | null =>
  industry.length >= 3 ? industry.slice(0, 3) : null;
