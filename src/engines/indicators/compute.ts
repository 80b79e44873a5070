// All figures of a set of returns: every vintage × cell × month, with growth and indices along time.
import { aggregateCell } from "./cell.ts";
import { roundRatio, toUnits } from "./decimal.ts";
import { DEFAULTS } from "./defaults.ts";
import { BASE_INDEX, chainStep, diffusion, matchedGrowth, matchedPairs } from "./matched.ts";
import type { ComputeInput, Filed, IndicatorRow, Month, Report, RosterEntry, Vintage } from "./types.ts";
import { deadline, monthsBetween, supersedes } from "./vintage.ts";

const VINTAGES: readonly Vintage[] = ["first", "final"];
const NONE = { matched: 0, growth: null, ratio: null } as const;

type Cell = { industry: string; region: string; months: Map<Month, { roster: bigint[]; filed: Filed[] }> };

/** Rows sorted by vintage (first, final), industry, region, month. Input is never changed. */
export function compute(input: ComputeInput): IndicatorRow[] {
  const months = range(input);
  const rosters = rosterByCell(input.roster);
  return VINTAGES.flatMap((vintage) => {
    const cells = withReports(rosters, inForceReports(input.reports, vintage), input.reports);
    return cells.flatMap((cell) => rowsOfCell(vintage, cell, months));
  });
}

function rowsOfCell(vintage: Vintage, cell: Cell, months: readonly Month[]): IndicatorRow[] {
  const filed = months.map((month) => cell.months.get(month)?.filed ?? []);
  let index = BASE_INDEX;
  return months.map((month, at) => {
    const now = filed[at] ?? [];
    const pairs = at >= 1 ? matchedPairs(now, filed[at - 1] ?? []) : [];
    const mom = at >= 1 ? matchedGrowth(pairs) : NONE;
    const yoy = at >= 12 ? matchedGrowth(matchedPairs(now, filed[at - 12] ?? [])) : NONE;
    index = chainStep(index, mom.ratio);
    return {
      vintage,
      industry: cell.industry,
      region: cell.region,
      month,
      ...aggregateCell(cell.months.get(month)?.roster ?? [], now),
      matchedMom: mom.matched,
      growthMom: mom.growth,
      chainIndex: roundRatio(index, DEFAULTS.ratioPlaces),
      diffusion: diffusion(pairs),
      matchedYoy: yoy.matched,
      growthYoy: yoy.growth,
    };
  });
}

function range({ reports, roster, from, to }: ComputeInput): Month[] {
  let first = from;
  let last = to;
  for (const { month } of [roster, reports].flat()) {
    if (from === undefined && (first === undefined || month < first)) first = month;
    if (to === undefined && (last === undefined || month > last)) last = month;
  }
  return first === undefined || last === undefined ? [] : monthsBetween(first, last);
}

function inForceReports(reports: readonly Report[], vintage: Vintage): Report[] {
  const deadlines = new Map<Month, string>();
  const best = new Map<string, Report>();
  for (const report of reports) {
    const last = deadlines.get(report.month) ?? deadline(report.month);
    deadlines.set(report.month, last);
    const key = `${report.month} ${report.enterprise}`;
    if (supersedes(report, best.get(key), vintage === "first" ? last : null)) best.set(key, report);
  }
  return [...best.values()];
}

const cellKey = (of: { industry: string; region: string }) => `${of.industry}\u0000${of.region}`;

function rosterByCell(roster: readonly RosterEntry[]): Map<string, Cell> {
  const cells = new Map<string, Cell>();
  const units = unitsOnce();
  for (const entry of roster) slot(cells, entry).roster.push(units(entry.weight));
  return cells;
}

function withReports(rosters: Map<string, Cell>, inForce: Report[], all: readonly Report[]): Cell[] {
  const cells = new Map<string, Cell>();
  for (const [key, cell] of rosters) {
    const months = new Map(
      [...cell.months].map(([month, { roster }]) => [month, { roster, filed: [] as Filed[] }]),
    );
    cells.set(key, { industry: cell.industry, region: cell.region, months });
  }
  // A cell known only from late or empty forms still has its lines in both vintages.
  for (const report of all) if (!cells.has(cellKey(report))) slot(cells, report);
  const units = unitsOnce();
  for (const report of inForce) {
    slot(cells, report).filed.push({
      enterprise: report.enterprise,
      value: toUnits(report.value ?? ""),
      weight: units(report.weight),
    });
  }
  return [...cells].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell);
}

function slot(cells: Map<string, Cell>, at: { industry: string; region: string; month: Month }) {
  const key = cellKey(at);
  const cell = cells.get(key) ?? { industry: at.industry, region: at.region, months: new Map() };
  cells.set(key, cell);
  const month = cell.months.get(at.month) ?? { roster: [], filed: [] };
  cell.months.set(at.month, month);
  return month;
}

/** Weights repeat by the thousand: read each text once. */
function unitsOnce(): (text: string) => bigint {
  const seen = new Map<string, bigint>();
  return (text) => {
    const units = seen.get(text) ?? toUnits(text);
    seen.set(text, units);
    return units;
  };
}
