// Disclosure control of a two-way table (行业 × 地区 with totals): which cells are withheld so that nobody can
// work out the figure of one enterprise, neither from the cell nor by subtracting from the totals.
import { type Edge, exposed, type Net, netOf, spread } from "./attack.ts";
import { toUnits } from "./decimal.ts";
import { PROTECTION } from "./defaults.ts";
import type { DecimalText } from "./types.ts";

/** What one cell is made of; `values` holds the value (≥ 0) of each enterprise in it. */
export type ProtectCell = { row: string; column: string; values: readonly DecimalText[] };
/** Why a cell is withheld: too few, one or two dominate it, or it would give away another. */
export type SuppressionReason = "few" | "dominated" | "complementary";
/** A cell of the finished table; row or column null is the total over it. */
export type ProtectedCell = {
  row: string | null;
  column: string | null;
  count: number;
  units: bigint | null;
  suppressed: SuppressionReason | null;
};
export type ProtectOptions = { [K in "minCount" | "dominanceTop1" | "dominanceTop2" | "pShare"]?: number };

const TOTAL = "\u0000total";
/** An enterprise alone in a cell: it knows that cell, and its own part of every total over it. */
type Owner = { row: string; column: string; units: bigint };
/** `owner` names the one enterprise of a cell of one: it knows this figure already. */
type Node = { edge: Edge; row: string; column: string; values: bigint[]; owner: Owner | null };

/** The reason why a single figure over these values must be withheld; null when it may be shown. */
export function sensitivity(
  values: readonly bigint[],
  options: ProtectOptions = {},
): "few" | "dominated" | null {
  let total = 0n;
  let top = 0n;
  let second = 0n;
  for (const value of values) {
    const size = value < 0n ? -value : value;
    total += size;
    if (size > top) [top, second] = [size, top];
    else if (size > second) second = size;
  }
  return sensitivityOf({ count: values.length, total, top, second }, options);
}

/** The same from what a set of values comes to: how many, their sum, the largest and the second largest. */
export function sensitivityOf(
  { count, total, top, second }: { count: number; total: bigint; top: bigint; second: bigint },
  options: ProtectOptions = {},
): "few" | "dominated" | null {
  const { minCount, dominanceTop1, dominanceTop2, pShare } = { ...PROTECTION, ...options };
  if (count === 0) return null;
  if (count < minCount) return "few";
  const over = (part: bigint, share: number) => part * 1000n > total * BigInt(Math.round(share * 1000));
  if (over(top, dominanceTop1) || over(top + second, dominanceTop2)) return "dominated";
  return (total - top - second) * 1000n < top * BigInt(Math.round(pShare * 1000)) ? "dominated" : null;
}

/** A cell or total by its names; null is the total over it. */
export type Place = { row: string | null; column: string | null };

/**
 * Every cell and total, with `units` null where withheld. Sorted by row, then column; totals last. `also`: places to
 * withhold as well, since beside what was published before they would tell of too few (see `changedPlaces`).
 */
export function protect(
  cells: readonly ProtectCell[],
  options: ProtectOptions = {},
  also: readonly Place[] = [],
): ProtectedCell[] {
  const nodes = withTotals(cells);
  const reasons = new Map<Edge, SuppressionReason>();
  const asked = placesOf(also);
  for (const { edge, row, column, values } of nodes) {
    const reason = sensitivity(values, options) ?? (asked.has(key(row, column)) ? "few" : null);
    if (reason) reasons.set(edge, reason);
  }
  const filled = nodes.filter(({ values }) => values.length > 0);
  const net = netOf(filled.map(({ edge }) => edge));
  for (const node of nodes.filter(({ edge }) => reasons.has(edge)).sort(bySize)) {
    if (!cover(node, filled, net, reasons, options)) {
      // Nothing smaller protects it: the whole table stays withheld.
      for (const { edge } of filled) if (!reasons.has(edge)) reasons.set(edge, "complementary");
    }
  }
  return nodes.map(({ edge, row, column, values }) => {
    const suppressed = reasons.get(edge) ?? null;
    return { ...named(row, column), count: values.length, units: suppressed ? null : edge.units, suppressed };
  });
}

/**
 * Attacks a finished table with all that is published, and once more for each enterprise that is alone in a cell:
 * the sensitive cells whose true value can still be narrowed down too far. Empty when the table is safe.
 */
export function attack(
  cells: readonly ProtectCell[],
  table: readonly ProtectedCell[],
  options: ProtectOptions = {},
  also: readonly Place[] = [],
): Place[] {
  const nodes = withTotals(cells);
  const asked = placesOf(also);
  const hidden = placesOf(table.filter((cell) => cell.suppressed));
  const open = nodes.filter((node) => hidden.has(key(node.row, node.column)));
  const net = netOf(open.map(({ edge }) => edge));
  const ownerOf = new Map(open.map(({ edge, owner }) => [edge, owner]));
  const knowers = new Set([null, ...open.map(({ owner }) => owner)]);
  const found = nodes.filter((node) => {
    if (!sensitivity(node.values, options) && !asked.has(key(node.row, node.column))) return false;
    if (!open.includes(node)) return true;
    return [...knowers].some((knower) => {
      if (knower !== null && knower === node.owner) return false;
      const unknown = (edge: Edge) => knower === null || ownerOf.get(edge) !== knower;
      return exposed(net, node.edge, unknown, widthOf(node, knower, options));
    });
  });
  return found.map(({ row, column }) => named(row, column));
}

export type Interval = Place & { units: bigint; lo: bigint; hi: bigint | null };

/**
 * What a reader of the finished table can say of every withheld cell and total: the least and the largest value that
 * agree with all that is shown (hi null: no bound). A linear programme, solved exactly as largest flows.
 */
export function intervals(cells: readonly ProtectCell[], table: readonly ProtectedCell[]): Interval[] {
  const hidden = placesOf(table.filter((cell) => cell.suppressed));
  const open = withTotals(cells).filter((node) => hidden.has(key(node.row, node.column)));
  const net = netOf(open.map(({ edge }) => edge));
  const most = open.reduce((sum, { edge }) => sum + edge.units, 1n) * 1000n;
  const wish = { usable: () => true, isHidden: () => true, width: most };
  return open.map(({ edge, row, column }) => {
    const up = spread(net, edge, { ...wish, side: "up" });
    const down = spread(net, edge, { ...wish, width: edge.units, side: "down" });
    const hi = up.reached ? null : edge.units + up.moved;
    return { ...named(row, column), units: edge.units, lo: edge.units - down.moved, hi };
  });
}

/** Withholds what `node` needs; then again without what each enterprise alone in a cell on the way knows. */
function cover(
  node: Node,
  filled: Node[],
  net: Net,
  reasons: Map<Edge, SuppressionReason>,
  options: ProtectOptions,
): boolean {
  const ownerOf = new Map(filled.map(({ edge, owner }) => [edge, owner]));
  const run = (knower: Owner | null, width: bigint) => {
    const usable = (edge: Edge) => knower === null || ownerOf.get(edge) !== knower;
    const used = new Set<Edge>();
    for (const side of ["up", "down"] as const) {
      const result = spread(net, node.edge, { usable, isHidden: (edge) => reasons.has(edge), width, side });
      if (!result.reached) return null;
      for (const edge of result.added) reasons.set(edge, "complementary");
      for (const edge of result.used) used.add(edge);
    }
    return used;
  };
  const used = run(null, widthOf(node, null, options));
  if (!used) return false;
  const knowers = new Set([...used].map((edge) => ownerOf.get(edge) ?? null));
  for (const knower of knowers) {
    if (knower === null || knower === node.owner) continue;
    if (!run(knower, widthOf(node, knower, options))) return false;
  }
  return true;
}

const placesOf = (places: readonly Place[]) =>
  new Set(places.map(({ row, column }) => key(row ?? TOTAL, column ?? TOTAL)));
const key = (row: string, column: string) => `${row}\u0001${column}`;
const named = (row: string, column: string) => ({
  row: row === TOTAL ? null : row,
  column: column === TOTAL ? null : column,
});

/** How far the value must be able to move either way: a share of what `knower` does not know of it. */
function widthOf(node: Node, knower: Owner | null, options: ProtectOptions): bigint {
  const share = BigInt(Math.round({ ...PROTECTION, ...options }.pShare * 1000));
  const within =
    knower && [TOTAL, knower.row].includes(node.row) && [TOTAL, knower.column].includes(node.column);
  const unknown = node.edge.units - (within ? knower.units : 0n);
  return (unknown * share + 999n) / 1000n;
}

/** The table as a circulation: total of a row → row → column → total of a column, so that a cell is an arrow. */
function withTotals(cells: readonly ProtectCell[]): Node[] {
  const values = new Map<string, Omit<Node, "edge">>();
  for (const cell of cells) {
    const units = cell.values.map(toUnits);
    if (units.some((unit) => unit < 0n)) throw new RangeError("protect: values must not be negative");
    const owner = units.length === 1 ? { row: cell.row, column: cell.column, units: units[0] ?? 0n } : null;
    for (const row of [cell.row, TOTAL]) {
      for (const column of [cell.column, TOTAL]) {
        const at = values.get(key(row, column)) ?? { row, column, values: [], owner: null };
        at.owner = at.values.length === 0 ? owner : units.length > 0 ? null : at.owner;
        at.values.push(...units);
        values.set(key(row, column), at);
      }
    }
  }
  const last = (a: string, b: string) => (a === b ? 0 : a === TOTAL ? 1 : b === TOTAL ? -1 : a < b ? -1 : 1);
  return [...values.values()]
    .sort((a, b) => last(a.row, b.row) || last(a.column, b.column))
    .map((node) => {
      const row = `row ${node.row}`;
      const column = `column ${node.column}`;
      const forward = (node.row === TOTAL) === (node.column === TOTAL);
      return {
        ...node,
        edge: {
          from: forward ? row : column,
          to: forward ? column : row,
          units: node.values.reduce((sum, value) => sum + value, 0n),
          cost: node.values.length * (node.row === TOTAL || node.column === TOTAL ? 1000 : 1),
        },
      };
    });
}

const bySize = (a: Node, b: Node) => (a.edge.units < b.edge.units ? 1 : a.edge.units > b.edge.units ? -1 : 0);
