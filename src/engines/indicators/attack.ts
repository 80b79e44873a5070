// The attack on a published table: how far can the value of a withheld cell still move, given all that is shown?
// Rows, columns and totals make the table a circulation, so the answer is a largest flow.

/** A cell as an arrow of the circulation; `cost` is what the reader loses when it is withheld. */
export type Edge = { from: string; to: string; units: bigint; cost: number };
type Step = { edge: Edge; forward: boolean };

/** True when the withheld cell can be narrowed down closer than `width` on either side. */
export function exposed(edge: Edge, open: readonly Edge[], width: bigint): boolean {
  return (["up", "down"] as const).some((side) => !spread(edge, open, () => true, width, side).reached);
}

/**
 * Lets the value of `edge` move by `width` up or down through the withheld cells, withholding the cheapest further
 * cells where those do not suffice. Says which cells were added, which were used, and whether the width is reached.
 */
export function spread(
  edge: Edge,
  usable: readonly Edge[],
  isHidden: (edge: Edge) => boolean,
  width: bigint,
  side: "up" | "down",
): { added: Edge[]; used: Edge[]; reached: boolean } {
  const [source, target] = side === "up" ? [edge.to, edge.from] : [edge.from, edge.to];
  const others = usable.filter((other) => other !== edge);
  const change = new Map<Edge, bigint>();
  const added = new Set<Edge>();
  const cost = (other: Edge) => (isHidden(other) || added.has(other) ? 0 : other.cost);
  // A withheld zero must be able to rise at least a little, else it is known to be zero.
  let left = width > 0n || side === "down" ? width : 1n;
  while (left > 0n) {
    const path = cheapestPath(source, target, others, change, cost);
    if (!path) return { added: [...added], used: [...change.keys()], reached: false };
    let amount = left;
    for (const { edge: step, forward } of path) {
      const room = step.units + (change.get(step) ?? 0n);
      if (!forward && room < amount) amount = room;
    }
    for (const { edge: step, forward } of path) {
      change.set(step, (change.get(step) ?? 0n) + (forward ? amount : -amount));
      if (cost(step) > 0) added.add(step);
    }
    left -= amount;
  }
  return { added: [...added], used: [...change.keys()], reached: true };
}

function cheapestPath(
  source: string,
  target: string,
  edges: readonly Edge[],
  change: ReadonlyMap<Edge, bigint>,
  cost: (edge: Edge) => number,
): Step[] | null {
  const steps = new Map<string, { to: string; step: Step; cost: number }[]>();
  const arc = (from: string, to: string, edge: Edge, forward: boolean) => {
    const list = steps.get(from) ?? [];
    list.push({ to, step: { edge, forward }, cost: cost(edge) });
    steps.set(from, list);
  };
  for (const edge of edges) {
    arc(edge.from, edge.to, edge, true);
    if (edge.units + (change.get(edge) ?? 0n) > 0n) arc(edge.to, edge.from, edge, false);
  }
  const best = new Map<string, { cost: number; via: Step | null; before: string | null }>();
  best.set(source, { cost: 0, via: null, before: null });
  const waiting = new Set([source]);
  while (waiting.size > 0) {
    let at = "";
    for (const node of waiting)
      if (at === "" || (best.get(node)?.cost ?? 0) < (best.get(at)?.cost ?? 0)) at = node;
    waiting.delete(at);
    if (at === target) break;
    const here = best.get(at)?.cost ?? 0;
    for (const { to, step, cost: extra } of steps.get(at) ?? []) {
      const known = best.get(to);
      if (known && known.cost <= here + extra) continue;
      best.set(to, { cost: here + extra, via: step, before: at });
      waiting.add(to);
    }
  }
  const path: Step[] = [];
  for (let at = best.get(target); at?.via; at = at.before === null ? undefined : best.get(at.before))
    path.push(at.via);
  return path.length > 0 ? path.reverse() : null;
}
