// Which cells of an industry's table (groups × provinces with totals) are withheld in one month, so that no
// enterprise's figure can be read or worked out: from a cell, from totals, or from the step between two vintages.
import { type ProtectCell, protect, sensitivity } from "../../engines/indicators/index.ts";
import type { Suppression, Vintage } from "./contract.ts";
import { finish } from "./turns.ts";

/** What one enterprise adds to a table; `size` is never negative (in millionths). */
export type Part = { enterprise: string; row: string; column: string; size: bigint };
export type Side = { readonly first: readonly Part[]; readonly final: readonly Part[] };
/** Node → reason. A node is `row|column`, empty for the total over it. */
export type Withheld = ReadonlyMap<string, Suppression>;

export const nodeKey = (row: string | null, column: string | null): string => `${row ?? ""}|${column ?? ""}`;

type Node = { row: string | null; column: string | null; parts: Part[] };
type Sum = { total: string; members: string[] };
type Shape = { nodes: Map<string, Node>; sums: Sum[] };

/**
 * One month, all figures of the form. The pattern is decided once for all figures by the average share of each
 * enterprise and widened for a figure that needs more, so that a cell does not flicker from figure to figure.
 */
export function withhold(figures: ReadonlyMap<string, Side>): Map<string, Record<Vintage, Withheld>> {
  return finish(withholding(figures));
}

/** The same figure by figure, so that others can be served in between. */
export function* withholding(
  figures: ReadonlyMap<string, Side>,
): Generator<void, Map<string, Record<Vintage, Withheld>>> {
  const shared = sharedPattern(figures);
  yield;
  const out = new Map<string, Record<Vintage, Withheld>>();
  for (const [indicator, side] of figures) {
    const final = widen(side.final, shared);
    yield;
    const first = changesBetween(side.first, side.final).length === 0 ? final : widen(side.first, final);
    out.set(indicator, { final, first: withoutRevisions(side, first) });
    yield;
  }
  return out;
}

function sharedPattern(figures: ReadonlyMap<string, Side>): Map<string, Suppression> {
  const sizes = new Map<string, { part: Part; share: number }>();
  const sensitive = new Set<string>();
  for (const { final, first } of figures.values()) {
    const total = Number(final.reduce((sum, part) => sum + part.size, 0n)) || 1;
    for (const part of final) {
      const key = `${part.enterprise}|${nodeKey(part.row, part.column)}`;
      const known = sizes.get(key) ?? { part, share: 0 };
      known.share += Number(part.size) / total / figures.size;
      sizes.set(key, known);
    }
    for (const parts of [final, first]) {
      for (const [key, cell] of leaves(parts)) if (isSensitive(cell)) sensitive.add(key);
    }
  }
  const parts = [...sizes.values()].map(({ part, share }) => ({
    ...part,
    size: BigInt(Math.max(1, Math.round(share * 1e12))),
  }));
  const cells = [...leaves(parts)].map(([key, cell]) => protectCell(cell, sensitive.has(key)));
  return reasonsOf(protect(cells));
}

/** What this figure needs beyond `pattern`: its own table is protected in full; closing more never opens anything. */
function widen(parts: readonly Part[], pattern: Withheld): Map<string, Suppression> {
  const hidden = new Map(pattern);
  const own = reasonsOf(protect([...leaves(parts).values()].map((cell) => protectCell(cell, false))));
  for (const [key, reason] of own) if (!hidden.has(key)) hidden.set(key, reason);
  return hidden;
}

/**
 * A total of the first vintage less that of the final one is what the late ones returned: where these are too few,
 * the level of the first vintage is withheld, and with it whatever would give it back by subtraction.
 */
function withoutRevisions({ first, final }: Side, pattern: Withheld): Withheld {
  const hidden = new Map(pattern);
  const changes = shapeOf(changesBetween(first, final));
  const shape = shapeOf(first.length ? [...first, ...final] : final);
  const changed = (keys: readonly string[]) => keys.flatMap((key) => changes.nodes.get(key)?.parts ?? []);
  const bad = (keys: readonly string[]) => {
    const parts = changed(keys);
    return parts.length > 0 && isSensitive(parts);
  };
  const count = (key: string) => shape.nodes.get(key)?.parts.length ?? 0;
  for (const key of shape.nodes.keys()) if (!hidden.has(key) && bad([key])) hidden.set(key, "revision");
  for (let again = true; again; ) {
    again = false;
    for (const { total, members } of shape.sums) {
      const shut = members.filter((key) => hidden.has(key));
      const open = members.filter((key) => !hidden.has(key)).sort((a, b) => count(a) - count(b));
      if (!hidden.has(total) && shut.length > 0 && bad(shut)) {
        hidden.set(open[0] ?? total, "revision");
        again = true;
      } else if (hidden.get(total) === "revision" && shut.length === 0) {
        const next = open.find((key) => changed([key]).length > 0) ?? open[0];
        if (next === undefined) continue;
        hidden.set(next, "revision");
        again = true;
      }
    }
  }
  return hidden;
}

function changesBetween(first: readonly Part[], final: readonly Part[]): Part[] {
  const keyOf = (part: Part) => `${part.enterprise}|${nodeKey(part.row, part.column)}`;
  const before = new Map(first.map((part) => [keyOf(part), part]));
  const out: Part[] = [];
  for (const part of final) {
    const old = before.get(keyOf(part));
    before.delete(keyOf(part));
    const size = old ? part.size - old.size : part.size;
    // Late but zero is still a return that was not there before.
    if (!old || size !== 0n) out.push({ ...part, size: size < 0n ? -size : size });
  }
  return [...out, ...before.values()];
}

/** Every node with what is in it, and every sum that ties a total to its members. */
function shapeOf(parts: readonly Part[]): Shape {
  const nodes = new Map<string, Node>();
  const add = (row: string | null, column: string | null, part: Part) => {
    const key = nodeKey(row, column);
    const node = nodes.get(key) ?? { row, column, parts: [] };
    node.parts.push(part);
    nodes.set(key, node);
  };
  for (const part of parts) {
    for (const row of [part.row, null]) for (const column of [part.column, null]) add(row, column, part);
  }
  const members = new Map<string, string[]>();
  const into = (total: string, key: string) => members.set(total, [...(members.get(total) ?? []), key]);
  for (const [key, { row, column }] of nodes) {
    // The sum along a row and the one along a column are two laws, also for the same total.
    if (column !== null) into(`across ${nodeKey(row, null)}`, key);
    if (row !== null) into(`down ${nodeKey(null, column)}`, key);
  }
  const sums = [...members].map(([name, keys]) => ({
    total: name.slice(name.indexOf(" ") + 1),
    members: keys,
  }));
  return { nodes, sums };
}

function leaves(parts: readonly Part[]): Map<string, Part[]> {
  return Map.groupBy(parts, (part) => nodeKey(part.row, part.column));
}

const isSensitive = (parts: readonly Part[]): boolean => sensitivity(parts.map((part) => part.size)) !== null;

/** A cell that another figure needs withheld is told to the engine as one of two. */
function protectCell(parts: readonly Part[], asTwo: boolean): ProtectCell {
  const { row, column } = parts[0]!;
  let values = parts.map((part) => part.size);
  if (asTwo && values.length > 2) {
    const sum = values.reduce((a, b) => a + b, 0n);
    const top = values.reduce((a, b) => (a > b ? a : b));
    values = [top, sum - top];
  }
  return { row, column, values: values.map(decimalOf) };
}

/** Millionths as the decimal text that the engine reads. */
function decimalOf(units: bigint): string {
  const digits = units.toString().padStart(7, "0");
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
}

function reasonsOf(table: ReturnType<typeof protect>): Map<string, Suppression> {
  const out = new Map<string, Suppression>();
  for (const { row, column, suppressed } of table) if (suppressed) out.set(nodeKey(row, column), suppressed);
  return out;
}
