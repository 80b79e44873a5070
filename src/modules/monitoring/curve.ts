// One's own curve and the band of the industry in the same measure, so that large and small can be laid side by side.
import { type Band, band } from "../../engines/indicators/index.ts";
import type { Indicator, Measure } from "./contract.ts";
import { divisionOf, type Figure, groupOf, type Standing } from "./standing.ts";

/** month → value as returned. */
export type Series = ReadonlyMap<string, string>;

/** The index stands on the mean of the first twelve months, so that Spring Festival is not its base. */
export const BASE_MONTHS = 12;
/** … of which at least half must have been returned. */
const BASE_LEAST = 6;
const PLACES = 1;
/** Money and power are laid over employees; employees themselves are not. */
const PER_HEAD_UNITS = new Set(["万元", "万千瓦时"]);

export function measuresOf({ kind, unit, code }: Pick<Indicator, "kind" | "unit" | "code">): Measure[] {
  if (kind === "rate") return ["level"];
  return PER_HEAD_UNITS.has(unit.zh) && code !== "orders" ? ["index", "yoy", "per_head"] : ["index", "yoy"];
}

/** The series in the measure; a month is left out where it cannot be said. */
export function curveOf(
  measure: Measure,
  series: Series,
  employees: Series,
  months: readonly string[],
  known?: number | null,
): Map<string, string> {
  const out = new Map<string, string>();
  const base = measure !== "index" ? null : known === undefined ? baseOf(series, months) : known;
  for (const [at, month] of months.entries()) {
    const said = sayAt(measure, series, employees, { month, lastYear: months[at - 12], base });
    if (said !== null) out.set(month, said);
  }
  return out;
}

function sayAt(
  measure: Measure,
  series: Series,
  employees: Series,
  { month, lastYear, base }: { month: string; lastYear: string | undefined; base: number | null },
): string | null {
  const value = series.get(month);
  if (value === undefined) return null;
  const said = sayIn(measure, Number(value), {
    base,
    lastYear: numberAt(series, lastYear),
    heads: numberAt(employees, month),
  });
  return said === null ? null : said.toFixed(2);
}

function sayIn(
  measure: Measure,
  value: number,
  beside: { base: number | null; lastYear: number | null; heads: number | null },
): number | null {
  if (measure === "level") return value;
  const under = measure === "index" ? beside.base : measure === "yoy" ? beside.lastYear : beside.heads;
  if (under === null || under <= 0) return null;
  if (measure === "per_head") return value / under;
  return measure === "index" ? (value / under) * 100 : (value / under - 1) * 100;
}

const numberAt = (series: Series, month: string | undefined): number | null => {
  const text = month === undefined ? undefined : series.get(month);
  return text === undefined ? null : Number(text);
};

function baseOf(series: Series, months: readonly string[]): number | null {
  const values = months
    .slice(0, BASE_MONTHS)
    .map((month) => series.get(month))
    .filter((value) => value !== undefined)
    .map(Number);
  if (values.length < BASE_LEAST) return null;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export type BandRow = {
  sector: string;
  indicator: string;
  measure: Measure;
  month: string;
  n: number;
  p25: string | null;
  median: string | null;
  p75: string | null;
  suppressed: "few" | "dominated" | "alike" | null;
};

/** `enterprise indicator` → sum and number of what was returned in the base months. */
export type Bases = ReadonlyMap<string, { sum: string; count: number }>;
export type BandInput = {
  indicators: readonly Indicator[];
  standing: Standing;
  /** All months of the industry, oldest first. */
  months: readonly string[];
  wanted: ReadonlySet<string>;
  /** Null where the standing holds the base months itself. */
  bases: Bases | null;
};

/** Bands of a division and its groups from the final vintage; figure by figure. */
export function* bandsOfSector(input: BandInput): Generator<void, BandRow[]> {
  const { indicators, standing, months, bases } = input;
  const baseIn = (enterprise: string, indicator: string, series: Series): number | null => {
    if (bases === null) return baseOf(series, months);
    const known = bases.get(`${enterprise} ${indicator}`);
    return known && known.count >= BASE_LEAST ? Number(known.sum) / known.count : null;
  };
  const employees = seriesByEnterprise(standing, "employees");
  const out: BandRow[] = [];
  for (const indicator of indicators) {
    const series = seriesByEnterprise(standing, indicator.code);
    for (const measure of measuresOf(indicator)) {
      for (const [at, month] of months.entries()) {
        if (!input.wanted.has(month)) continue;
        const lastYear = months[at - 12];
        const ownValue = memoised((enterprise: string) => {
          const own = series.get(enterprise)!;
          const base = measure === "index" ? baseIn(enterprise, indicator.code, own) : null;
          return sayAt(measure, own, employees.get(enterprise) ?? NONE, { month, lastYear, base });
        });
        const figures = standing.get(indicator.code)?.final.get(month) ?? [];
        for (const [sector, enterprises] of membersBySector(figures)) {
          const values = enterprises.flatMap((enterprise) => ownValue(enterprise) ?? []);
          const found: Band = band(values, { places: PLACES });
          const open = found.suppressed === null ? found : { p25: null, median: null, p75: null };
          out.push({
            sector,
            indicator: indicator.code,
            measure,
            month,
            n: found.n,
            p25: open.p25,
            median: open.median,
            p75: open.p75,
            suppressed: found.suppressed,
          });
        }
      }
      yield;
    }
  }
  return out;
}

const NONE: Series = new Map();

/** An enterprise stands in its group and in its division. */
function memoised<T>(of: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    if (!known.has(key)) known.set(key, of(key));
    return known.get(key)!;
  };
}

function seriesByEnterprise(standing: Standing, indicator: string): Map<string, Map<string, string>> {
  const out = new Map<string, Map<string, string>>();
  for (const [month, figures] of standing.get(indicator)?.final ?? []) {
    for (const { enterprise, value } of figures) {
      const series = out.get(enterprise) ?? new Map<string, string>();
      series.set(month, value);
      out.set(enterprise, series);
    }
  }
  return out;
}

function membersBySector(figures: readonly Figure[]): Map<string, string[]> {
  const out = new Map<string, string[]>();
  for (const { enterprise, industry } of figures) {
    for (const sector of [divisionOf(industry), groupOf(industry)]) {
      if (sector === null) continue;
      const list = out.get(sector);
      if (list) list.push(enterprise);
      else out.set(sector, [enterprise]);
    }
  }
  return out;
}
