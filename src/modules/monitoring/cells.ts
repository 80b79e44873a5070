// The protected cells of one two-digit industry, all months and figures: its groups and itself, by province and in all.
import {
  compute,
  type IndicatorRow,
  ofUnits,
  type Report,
  roundRatio,
  sensitivity,
  toUnits,
} from "../../engines/indicators/index.ts";
import {
  ALL_SECTORS,
  type Cell,
  COUNTRY,
  type Indicator,
  type Suppression,
  type Vintage,
} from "./contract.ts";
import { type Figure, groupOf, provinceOf, type Standing, VINTAGES } from "./standing.ts";
import { nodeKey, type Part, type Side, withhold } from "./withhold.ts";

export type Expected = {
  enterprise: string;
  month: string;
  industry: string;
  region: string;
  weight: string;
};
export type SectorInput = {
  sector: string;
  indicators: readonly Indicator[];
  /** All months, for growth and chain indices. */
  months: readonly string[];
  /** The first month to be computed anew; what was withheld before stays as it was published. */
  from: string;
  /** Withheld before `from`: `indicator month vintage sector region` → reason. */
  published: ReadonlyMap<string, Suppression>;
  figures: readonly Figure[];
  roster: readonly Expected[];
};
type Months = Pick<SectorInput, "indicators" | "months" | "from">;
export const publishedKey = (
  indicator: string,
  month: string,
  vintage: Vintage,
  sector: string,
  region: string,
): string => `${indicator} ${month} ${vintage} ${sector} ${region}`;
export type CellRow = Cell & { indicator: string };

/** Printed decimals of growth, indices and shares: more would tell a single late return from a growth figure. */
const GROWTH_PLACES = 1;
/** Rows of the table that are not shown: returns known by their division alone. */
const UNPUBLISHED = "-";
const rowOf = (industry: string): string => groupOf(industry) ?? UNPUBLISHED;

export function cellsOfSector(input: SectorInput, standing: Standing): CellRow[] {
  const patterns = new Map(
    input.months
      .filter((month) => month >= input.from)
      .map((month) => [month, withhold(sidesOf(input.indicators, standing, month))]),
  );
  return cellsOf(input, placesOf(input), standing, (indicator, { node, sector, region }, month, vintage) =>
    month < input.from
      ? input.published.get(publishedKey(indicator, month, vintage, sector, region))
      : patterns.get(month)?.get(indicator)?.[vintage].get(node),
  );
}

/**
 * All industries together, by province and in all. Open only where every industry there is open, so that the line
 * says nothing that the lines above it do not say already. `withheld`: what is withheld of the industries.
 */
export function cellsOfWhole(
  input: Omit<SectorInput, "sector" | "published">,
  standing: Standing,
  withheld: readonly Pick<CellRow, "indicator" | "month" | "vintage" | "region" | "suppressed">[],
): CellRow[] {
  const shut = new Map<string, Suppression>();
  for (const { indicator, month, vintage, region, suppressed } of withheld) {
    const key = publishedKey(indicator, month, vintage, ALL_SECTORS, region);
    if (suppressed === null || shut.get(key) === "complementary") continue;
    shut.set(key, suppressed === "revision" ? "revision" : "complementary");
  }
  const places = placesOf({ ...input, sector: ALL_SECTORS });
  for (const node of places.keys()) if (!node.startsWith("|")) places.delete(node);
  return cellsOf(input, places, standing, (indicator, { sector, region }, month, vintage) =>
    shut.get(publishedKey(indicator, month, vintage, sector, region)),
  );
}

function cellsOf(
  input: Months,
  places: Map<string, Place>,
  standing: Standing,
  reason: (indicator: string, place: Place, month: string, vintage: Vintage) => Suppression | undefined,
): CellRow[] {
  return input.indicators.flatMap((indicator) =>
    cellsOfIndicator(
      input,
      indicator,
      places,
      byNode(standing.get(indicator.code)),
      (place, month, vintage) => reason(indicator.code, place, month, vintage) ?? null,
    ),
  );
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
function partOf({ enterprise, industry, region, value }: Figure, kind: Indicator["kind"]): Part {
  const units = toUnits(value);
  const size = kind === "rate" ? 1_000_000n : units < 0n ? -units : units;
  return { enterprise, row: rowOf(industry), column: provinceOf(region), size };
}

/** One cell with who is expected in it and who reported. */
type Place = {
  sector: string;
  region: string;
  node: string;
  roster: Map<string, Expected[]>;
};
type Shut = (place: Place, month: string, vintage: Vintage) => Suppression | null;
type ByMonth = Map<string, Figure[]>;

const nodesOf = (of: { industry: string; region: string }) => {
  const group = rowOf(of.industry);
  const province = provinceOf(of.region);
  return (group === UNPUBLISHED ? [null] : [group, null]).flatMap((row) =>
    [province, null].map((column) => ({ row, column, node: nodeKey(row, column) })),
  );
};

/** Every cell that somebody is expected in or has reported to. */
function placesOf({
  sector,
  figures,
  roster,
}: Pick<SectorInput, "sector" | "figures" | "roster">): Map<string, Place> {
  const places = new Map<string, Place>();
  const at = (of: { industry: string; region: string }): Place[] =>
    nodesOf(of).map(({ row, column, node }) => {
      const place = places.get(node) ?? {
        sector: row ?? sector,
        region: column ?? COUNTRY,
        node,
        roster: new Map(),
      };
      places.set(node, place);
      return place;
    });
  for (const entry of roster) for (const place of at(entry)) push(place.roster, entry.month, entry);
  for (const of of Map.groupBy(figures, (f) => `${f.industry} ${f.region}`).values()) at(of[0]!);
  return places;
}

function push<T>(into: Map<string, T[]>, key: string, item: T): void {
  const list = into.get(key);
  if (list) list.push(item);
  else into.set(key, [item]);
}

/** vintage → node → month → in force. */
function byNode(sides: Record<Vintage, ByMonth> | undefined): Record<Vintage, Map<string, ByMonth>> {
  const out: Record<Vintage, Map<string, ByMonth>> = { first: new Map(), final: new Map() };
  for (const vintage of VINTAGES) {
    for (const [month, figures] of sides?.[vintage] ?? []) {
      for (const figure of figures) {
        for (const { node } of nodesOf(figure)) {
          const months = out[vintage].get(node) ?? new Map();
          out[vintage].set(node, months);
          push(months, month, figure);
        }
      }
    }
  }
  return out;
}

function cellsOfIndicator(
  input: Months,
  indicator: Indicator,
  places: Map<string, Place>,
  standing: Record<Vintage, Map<string, ByMonth>>,
  isShut: Shut,
): CellRow[] {
  return [...places.values()].flatMap((place) => {
    const open = VINTAGES.some((v) => input.months.some((month) => growthOpen(isShut(place, month, v))));
    const rows = open ? rowsOf(place, standing, input.months) : null;
    return VINTAGES.flatMap((vintage) =>
      cellsOfPlace(input, indicator, place, standing[vintage].get(place.node) ?? new Map(), {
        vintage,
        rows,
        shut: (month) => isShut(place, month, vintage),
      }),
    );
  });
}

function cellsOfPlace(
  input: Months,
  indicator: Indicator,
  place: Place,
  reported: ByMonth,
  {
    vintage,
    rows,
    shut,
  }: { vintage: Vintage; rows: Rows | null; shut: (month: string) => Suppression | null },
): CellRow[] {
  let chained = true;
  const out: CellRow[] = [];
  for (const [at, month] of input.months.entries()) {
    const expected = place.roster.get(month)?.length ?? 0;
    const now = reported.get(month) ?? [];
    if (expected === 0 && now.length === 0) continue;
    const reason = now.length === 0 ? null : shut(month);
    const row = rows?.get(`${vintage} ${month}`) ?? null;
    const mom = matched(now, reported, input.months[at - 1], shut);
    const yoy = matched(now, reported, input.months[at - 12], shut);
    const speaks = row !== null && growthOpen(reason);
    const grows = speaks && indicator.kind !== "rate";
    const momOpen = grows && !mom.shut && matchedOpen(mom.figures);
    const yoyOpen = grows && !yoy.shut && matchedOpen(yoy.figures);
    // An index that has once stepped over a withheld month would give the step back by division.
    if (at > 0 && !momOpen && !(now.length > 0 && mom.figures.length === 0 && !mom.shut)) chained = false;
    if (month < input.from) continue;
    out.push({
      sector: place.sector,
      region: place.region,
      indicator: indicator.code,
      month,
      vintage,
      expected,
      reported: now.length,
      coverage: row?.coverage ?? shareOf(now.length, expected),
      ...levelsOf(indicator, row, now, reason),
      growthMom: momOpen ? rounded(row.growthMom) : null,
      matchedMom: mom.figures.length,
      growthYoy: yoyOpen ? rounded(row.growthYoy) : null,
      matchedYoy: yoy.figures.length,
      chainIndex: grows && chained ? rounded(row.chainIndex) : null,
      diffusion: speaks && !mom.shut && mom.figures.length >= 3 ? rounded(row.diffusion) : null,
      suppressed: reason,
      provisional: now.some((figure) => figure.provisional),
    });
  }
  return out;
}

function matched(
  now: readonly Figure[],
  reported: ByMonth,
  before: string | undefined,
  shut: (month: string) => Suppression | null,
): { shut: boolean; figures: Figure[] } {
  if (before === undefined) return { shut: false, figures: [] };
  const then = new Set(reported.get(before)?.map((figure) => figure.enterprise));
  return { shut: !growthOpen(shut(before)), figures: now.filter((figure) => then.has(figure.enterprise)) };
}

/** The step between vintages gives a level away, not a growth. */
const growthOpen = (reason: Suppression | null): boolean => reason === null || reason === "revision";

/** Growth of two matched enterprises is the growth of each to the other. */
function matchedOpen(matched: readonly Figure[]): boolean {
  return (
    matched.length > 0 &&
    sensitivity(
      matched.map((figure) => {
        const units = toUnits(figure.value);
        return units < 0n ? -units : units;
      }),
    ) === null
  );
}

type Rows = Map<string, IndicatorRow>;

function rowsOf(
  place: Place,
  standing: Record<Vintage, Map<string, ByMonth>>,
  months: readonly string[],
): Rows {
  const at = { industry: place.sector, region: place.region };
  // Both vintages together are every return in force; the engine picks the one for each vintage again.
  const figures = new Set(VINTAGES.flatMap((v) => [...(standing[v].get(place.node)?.values() ?? [])].flat()));
  const reports: Report[] = [...figures].map((figure) => ({ ...figure, ...at }));
  const roster = [...place.roster.values()].flat().map((entry) => ({ ...entry, ...at }));
  const rows = compute({ reports, roster, from: months[0], to: months.at(-1) });
  return new Map(rows.map((row) => [`${row.vintage} ${row.month}`, row]));
}

function levelsOf(
  { kind }: Indicator,
  row: IndicatorRow | null,
  now: readonly Figure[],
  reason: Suppression | null,
): Pick<Cell, "total" | "weightedTotal" | "mean"> {
  if (row === null || reason !== null || now.length === 0)
    return { total: null, weightedTotal: null, mean: null };
  if (kind !== "rate") return { total: row.total, weightedTotal: row.weightedTotal, mean: null };
  const sum = now.reduce((all, figure) => all + toUnits(figure.value), 0n);
  const { num, den } = ofUnits(sum);
  return { total: null, weightedTotal: null, mean: roundRatio({ num, den: den * BigInt(now.length) }, 2) };
}

const rounded = (text: string | null | undefined): string | null =>
  text == null ? null : roundRatio(ofUnits(toUnits(text)), GROWTH_PLACES);

const shareOf = (num: number, den: number): string | null =>
  den > 0 ? roundRatio({ num: BigInt(num), den: BigInt(den) }, 4) : null;
