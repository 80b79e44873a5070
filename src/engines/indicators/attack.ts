// The attack on a published table: how far can the value of a withheld cell still move, given all that is shown?
// Rows, columns and totals make the table a circulation, so the answer is a largest flow.

/** A cell as an arrow of the circulation; `cost` is what the reader loses when it is withheld. */
export type Edge = { from: string; to: string; units: bigint; cost: number };

/** True when the withheld cell can be narrowed down closer than `width` on either side. */
export function exposed(net: Net, edge: Edge, isOpen: (edge: Edge) => boolean, width: bigint): boolean {
  return (["up", "down"] as const).some(
    (side) => !spread(net, edge, { usable: isOpen, isHidden: () => true, width, side }).reached,
  );
}

type Wish = {
  /** Cells that may move at all. */
  usable: (edge: Edge) => boolean;
  isHidden: (edge: Edge) => boolean;
  width: bigint;
  side: "up" | "down";
};

/**
 * Lets the value of `edge` move by `width` up or down through the withheld cells, withholding the cheapest further
 * cells where those do not suffice. Says which cells were added, which were used, and whether the width is reached.
 */
export function spread(
  net: Net,
  edge: Edge,
  { usable, isHidden, width, side }: Wish,
): { added: Edge[]; used: Edge[]; reached: boolean; moved: bigint } {
  const [source, target] = side === "up" ? [edge.to, edge.from] : [edge.from, edge.to];
  const units = net.edges.map((other) => other.units);
  // A cell that may not move is too dear for any path.
  const cost = net.edges.map((other) =>
    other === edge || !usable(other) ? Number.POSITIVE_INFINITY : isHidden(other) ? 0 : other.cost,
  );
  const added: Edge[] = [];
  const used = new Set<number>();
  // A withheld zero must be able to rise at least a little, else it is known to be zero.
  let left = width > 0n || side === "down" ? width : 1n;
  const result = (reached: boolean) => ({
    added,
    used: [...used].map((at) => net.edges[at]!),
    reached,
    moved: width - left,
  });
  while (left > 0n) {
    const path = cheapestPath(net, { units, cost }, net.ids.get(source) ?? -1, net.ids.get(target) ?? -1);
    if (!path) return result(false);
    let amount = left;
    for (const step of path) {
      const room = units[step >> 1]!;
      if (step & 1 && room < amount) amount = room;
    }
    for (const step of path) {
      const at = step >> 1;
      units[at]! += step & 1 ? -amount : amount;
      used.add(at);
      if (cost[at]! > 0) added.push(net.edges[at]!);
      cost[at] = 0;
    }
    left -= amount;
  }
  return result(true);
}

/** The cells of a table, numbered once. An arc is twice the number of its cell, plus one against its arrow. */
export type Net = {
  edges: readonly Edge[];
  ids: ReadonlyMap<string, number>;
  /** Per node, its arcs. */
  arcs: number[][];
  /** Per arc, where it leads. */
  to: number[];
};

export function netOf(edges: readonly Edge[]): Net {
  const ids = new Map<string, number>();
  const arcs: number[][] = [];
  const to: number[] = [];
  const idOf = (name: string): number => {
    const known = ids.get(name);
    if (known !== undefined) return known;
    ids.set(name, arcs.length);
    return arcs.push([]) - 1;
  };
  for (const [at, edge] of edges.entries()) {
    const [from, into] = [idOf(edge.from), idOf(edge.to)];
    to.push(into, from);
    arcs[from]!.push(2 * at);
    arcs[into]!.push(2 * at + 1);
  }
  return { edges, ids, arcs, to };
}

/** Arcs of the cheapest path; of equally cheap ones the first in the order of the cells. */
function cheapestPath(
  net: Net,
  now: { units: readonly bigint[]; cost: readonly number[] },
  source: number,
  target: number,
): number[] | null {
  if (source < 0 || target < 0) return null;
  const best = new Array<number>(net.arcs.length).fill(Number.POSITIVE_INFINITY);
  const via = new Array<number>(net.arcs.length).fill(-1);
  const waiting = [source];
  best[source] = 0;
  while (waiting.length > 0) {
    let next = 0;
    for (let i = 1; i < waiting.length; i++) if (best[waiting[i]!]! < best[waiting[next]!]!) next = i;
    const at = waiting[next]!;
    waiting[next] = waiting.at(-1)!;
    waiting.pop();
    if (at === target) break;
    for (const arc of net.arcs[at]!) {
      // Against the arrow a cell can only fall, and never below nothing.
      if (arc & 1 && now.units[arc >> 1]! <= 0n) continue;
      const to = net.to[arc]!;
      const cost = best[at]! + now.cost[arc >> 1]!;
      if (cost >= best[to]!) continue;
      if (best[to] === Number.POSITIVE_INFINITY) waiting.push(to);
      best[to] = cost;
      via[to] = arc;
    }
  }
  const path: number[] = [];
  for (let at = target; via[at]! >= 0; at = net.to[via[at]! ^ 1]!) path.push(via[at]!);
  return path.length > 0 ? path.reverse() : null;
}
