// The protected cells of one two-digit industry in one month: its groups and itself, by province and in all.
import { toUnits } from "../../engines/indicators/index.ts";
import { ALL_SECTORS, COUNTRY, type Indicator, type Suppression, type Vintage } from "./contract.ts";
import { type CellRow, type Counted, cellOf, type Facts, factsOf, type Link, together } from "./facts.ts";
import { type Figure, groupOf, provinceOf, type Standing, VINTAGES } from "./standing.ts";
import { nodeKey, type Part, type Side, withholding } from "./withhold.ts";

export type Expected = {
  enterprise: string;
  month: string;
  industry: string;
  region: string;
  weight: string;
};
export const publishedKey = (
  indicator: string,
  month: string,
  vintage: Vintage,
  sector: string,
  region: string,
): string => `${indicator} ${month} ${vintage} ${sector} ${region}`;

/** Beside each cell, never shown: the unrounded index, and for a division what all industries are added up from. */
export type PartRow = {
  sector: string;
  region: string;
  indicator: string;
  month: string;
  vintage: Vintage;
  link: Link;
  facts: Facts | null;
};
export type Computed = { cells: CellRow[]; parts: PartRow[] };

/** The months a cell is compared with; undefined before the first month. */
type Months = { month: string; before: string | undefined; lastYear: string | undefined };
export type MonthInput = Months & {
  sector: string;
  indicators: readonly Indicator[];
  standing: Standing;
  /** Of this month. */
  roster: readonly Expected[];
  /** By `publishedKey`: what is withheld in the months compared with, and in this one where its pattern stands. */
  published: ReadonlyMap<string, Suppression>;
  /** Whether what is withheld this month is decided anew. */
  anew: boolean;
  /** The month before, by `linkKey`; empty in the first month. */
  links: ReadonlyMap<string, PartRow>;
};

/** Rows of the table that are not shown: returns known by their division alone. */
const UNPUBLISHED = "-";
const rowOf = (industry: string): string => groupOf(industry) ?? UNPUBLISHED;
export const linkKey = (of: Pick<PartRow, "indicator" | "vintage" | "sector" | "region">): string =>
  `${of.indicator} ${of.vintage} ${of.sector} ${of.region}`;

/** Figure by figure, so that others can be served in between. */
export function* cellsOfMonth(input: MonthInput): Generator<void, Computed> {
  const { month, sector } = input;
  const pattern = input.anew ? yield* withholding(sidesOf(input.indicators, input.standing, month)) : null;
  const shut = (indicator: string, at: string | undefined, vintage: Vintage, place: Place) =>
    (at === undefined
      ? null
      : pattern && at === month
        ? pattern
            .get(indicator)
            ?.[vintage].get(
              nodeKey(
                place.sector === sector ? null : place.sector,
                place.region === COUNTRY ? null : place.region,
              ),
            )
        : input.published.get(publishedKey(indicator, at, vintage, place.sector, place.region))) ?? null;
  const expected = countByNode(sector, input.roster);
  const linked = Map.groupBy(input.links.values(), (part) => `${part.indicator} ${part.vintage}`);
  const out: Computed = { cells: [], parts: [] };
  for (const indicator of input.indicators) {
    for (const vintage of VINTAGES) {
      const at = (when: string | undefined) =>
        byNode(
          sector,
          when === undefined ? [] : (input.standing.get(indicator.code)?.[vintage].get(when) ?? []),
        );
      const [now, before, lastYear] = [at(month), at(input.before), at(input.lastYear)];
      const places = new Map<string, Place>();
      for (const from of [expected, now]) for (const [key, { place }] of from) places.set(key, place);
      const previous = new Map(
        (linked.get(`${indicator.code} ${vintage}`) ?? []).map((part) => [placeKey(part), part]),
      );
      for (const [key, place] of places) {
        const facts = factsOf(
          expected.get(key)?.list.length ?? 0,
          now.get(key)?.list ?? [],
          before.get(key)?.list ?? [],
          lastYear.get(key)?.list ?? [],
        );
        const { cell, link } = cellOf(
          { ...place, indicator, month, vintage },
          facts,
          {
            now: shut(indicator.code, month, vintage, place),
            before: shut(indicator.code, input.before, vintage, place),
            lastYear: shut(indicator.code, input.lastYear, vintage, place),
          },
          previous.get(key)?.link ?? null,
        );
        out.cells.push(cell);
        const kept = place.sector === sector ? facts : null;
        if (kept || indicator.kind !== "rate") {
          out.parts.push({ ...place, indicator: indicator.code, month, vintage, link, facts: kept });
        }
      }
      // Where nobody is expected this month the index waits.
      for (const [key, part] of previous)
        if (!places.has(key)) out.parts.push({ ...part, month, facts: null });
    }
    yield;
  }
  return out;
}

type WholeInput = Months & {
  indicators: readonly Indicator[];
  regions: readonly string[];
  /** Of the divisions, this month. */
  parts: readonly Omit<PartRow, "link" | "month">[];
  /** Of the divisions this month; of all industries together in the months compared with. */
  published: ReadonlyMap<string, Suppression>;
  links: ReadonlyMap<string, PartRow>;
};

/**
 * All industries together, by province and in all. Open only where every industry there is open, so that the line
 * says nothing that the lines above it do not say already.
 */
export function wholeOfMonth(input: WholeInput): Computed {
  const byCell = Map.groupBy(input.parts, (part) => linkKey({ ...part, sector: ALL_SECTORS }));
  const out: Computed = { cells: [], parts: [] };
  for (const indicator of input.indicators) {
    for (const vintage of VINTAGES) {
      for (const region of input.regions) {
        const at = { sector: ALL_SECTORS, region, month: input.month, vintage };
        const key = linkKey({ ...at, indicator: indicator.code });
        const previous = input.links.get(key) ?? null;
        const parts = (byCell.get(key) ?? []).filter((part) => part.facts !== null);
        if (parts.length === 0) {
          if (previous) out.parts.push({ ...previous, month: input.month });
          continue;
        }
        const old = (month: string | undefined) =>
          (month && input.published.get(publishedKey(indicator.code, month, vintage, ALL_SECTORS, region))) ||
          null;
        const { cell, link } = cellOf(
          { ...at, indicator },
          together(parts.flatMap((part) => part.facts ?? [])),
          {
            now: shutTogether(
              parts.map((part) =>
                input.published.get(publishedKey(indicator.code, input.month, vintage, part.sector, region)),
              ),
            ),
            before: old(input.before),
            lastYear: old(input.lastYear),
          },
          previous?.link ?? null,
        );
        out.cells.push(cell);
        if (indicator.kind !== "rate")
          out.parts.push({ ...at, indicator: indicator.code, link, facts: null });
      }
    }
  }
  return out;
}

function shutTogether(reasons: readonly (Suppression | undefined)[]): Suppression | null {
  const shut = reasons.filter((reason) => reason !== undefined);
  if (shut.length === 0) return null;
  return shut.every((reason) => reason === "revision") ? "revision" : "complementary";
}

function sidesOf(indicators: readonly Indicator[], standing: Standing, month: string): Map<string, Side> {
  const out = new Map<string, Side>();
  for (const { code, kind } of indicators) {
    const sides = standing.get(code);
    const final = sides?.final.get(month) ?? [];
    if (!sides || final.length === 0) continue;
    const parts = (list: readonly Figure[]) => list.map((figure) => partOf(figure, kind));
    out.set(code, { final: parts(final), first: parts(sides.first.get(month) ?? []) });
  }
  return out;
}

/** A mean of percentages is protected by number, not by size: each enterprise weighs one. */
function partOf(figure: Figure, kind: Indicator["kind"]): Part {
  const { value } = counted(figure);
  const size = kind === "rate" ? 1_000_000n : value < 0n ? -value : value;
  return {
    enterprise: figure.enterprise,
    row: rowOf(figure.industry),
    column: provinceOf(figure.region),
    size,
  };
}

/** Read from text once, however often a month is compared with. */
const read = new WeakMap<Figure, Counted>();
function counted(figure: Figure): Counted {
  const known = read.get(figure);
  if (known) return known;
  const { enterprise, value, weight, provisional } = figure;
  const found = { enterprise, value: toUnits(value), weight: toUnits(weight), provisional };
  read.set(figure, found);
  return found;
}

type Place = { sector: string; region: string };
type Nodes<T> = Map<string, { place: Place; list: T[] }>;
const placeKey = ({ sector, region }: Place): string => `${sector} ${region}`;

function add<T>(into: Nodes<T>, division: string, of: { industry: string; region: string }, item: T): void {
  const group = rowOf(of.industry);
  const province = provinceOf(of.region);
  for (const sector of group === UNPUBLISHED ? [division] : [group, division]) {
    for (const region of [province, COUNTRY]) {
      const key = `${sector} ${region}`;
      const node = into.get(key);
      if (node) node.list.push(item);
      else into.set(key, { place: { sector, region }, list: [item] });
    }
  }
}

function byNode(division: string, figures: readonly Figure[]): Nodes<Counted> {
  const out: Nodes<Counted> = new Map();
  for (const figure of figures) add(out, division, figure, counted(figure));
  return out;
}

function countByNode(division: string, roster: readonly Expected[]): Nodes<null> {
  const out: Nodes<null> = new Map();
  for (const entry of roster) add(out, division, entry, null);
  return out;
}
