// Firms and inputs an industry hangs on, each with the reason in figures.
import { type Cuts, cuts } from "./graph.ts";
import type { Operators } from "./operators.ts";
import { places } from "./places.ts";

/** One essential input of one firm. HHI: Σ share², 1 for a single supplier. U.S. DOJ & FTC, Merger Guidelines, 2023, §2.1. */
export type InputConcentration = {
  customer: number;
  /** Sector of the input. */
  sector: number;
  suppliers: number;
  hhi: number;
  largest: number;
  /** Share of this input that the largest supplier gives. */
  share: number;
};

/** Essential inputs of every firm, as they lie in the rows. */
export function concentration(ops: Operators): InputConcentration[] {
  const { n, group, ends, groupSector, downSrc, downLink, table } = ops;
  const found: InputConcentration[] = [];
  for (let customer = 0; customer < n; customer++)
    for (let g = group[customer]!; g < group[customer + 1]!; g++) {
      const sector = groupSector[g]!;
      if (sector === -1) continue;
      let [sum, squares, most, largest] = [0, 0, 0, -1];
      for (let e = ends[g]!; e < ends[g + 1]!; e++) {
        const value = table.val[downLink[e]!]!;
        sum += value;
        squares += value * value;
        if (value > most) [most, largest] = [value, downSrc[e]!];
      }
      const suppliers = ends[g + 1]! - ends[g]!;
      found.push({ customer, sector, suppliers, hhi: squares / sum ** 2, largest, share: most / sum });
    }
  return found;
}

export const CHOKEPOINT_REASONS = ["single-source", "market", "cut", "risk", "hidden"] as const;
export type ChokepointReason =
  /** `customers` firms get an essential input from this one alone. */
  | { kind: "single-source"; customers: number; weight: number }
  /** Share of all sales of its product. */
  | { kind: "market"; share: number; hhi: number }
  /** Without it `firms` others are cut off from the largest rest. */
  | { kind: "cut"; firms: number }
  /** Systemic risk and its place, and how many times its own weight falls with it. */
  | { kind: "risk"; esri: number; rank: number; times: number }
  /** Small by weight (place `size`; firms of no known weight do not count), great by risk (place `rank`). */
  | { kind: "hidden"; size: number; rank: number };
export type Chokepoint = { firm: number; reasons: ChokepointReason[] };

/** Where a figure becomes a reason. Shares of firms or of a market; published with every register. */
export const CHOKEPOINT_LIMITS = {
  /** Customers that hang on one source. */
  singleSource: 3,
  /** A market leader: DOJ & FTC 2023, guideline 1 names 30 %. */
  marketShare: 0.3,
  /** A market of at least so many firms, else leading it says nothing. */
  marketFirms: 3,
  /** Firms cut off. */
  cutsOff: 3,
  /** The first so many of a hundred by risk. */
  risk: 0.01,
  /** A hidden champion is among the first five of a hundred by risk and not in the larger half by weight. */
  hiddenRisk: 0.05,
  hiddenSize: 0.5,
};

/**
 * Firms with at least one reason, the greatest systemic risk first. `esri`: of every firm, with the same network.
 * @param shape cut points, where they are known already
 */
export function chokepoints(
  ops: Operators,
  esri: ArrayLike<number>,
  limits: Partial<typeof CHOKEPOINT_LIMITS> = {},
  shape: Cuts = cuts(ops),
): Chokepoint[] {
  const limit = { ...CHOKEPOINT_LIMITS, ...limits };
  const { n, weight, sOut, market, markets } = ops;
  const reasons = Array.from({ length: n }, () => [] as ChokepointReason[]);

  const hanging = new Map<number, Set<number>>();
  for (const { customer, suppliers, largest } of concentration(ops)) {
    if (suppliers > 1) continue;
    const own = hanging.get(largest) ?? new Set<number>();
    hanging.set(largest, own.add(customer));
  }
  for (const [firm, customers] of hanging) {
    if (customers.size < limit.singleSource) continue;
    const sum = [...customers].reduce((all, one) => all + weight[one]!, 0);
    reasons[firm]!.push({ kind: "single-source", customers: customers.size, weight: sum });
  }

  const total = new Float64Array(markets);
  const squares = new Float64Array(markets);
  const sellers = new Uint32Array(markets);
  for (let i = 0; i < n; i++) {
    const k = market[i]!;
    total[k]! += sOut[i]!;
    squares[k]! += sOut[i]! ** 2;
    if (sOut[i]! > 0) sellers[k]!++;
  }
  for (let i = 0; i < n; i++) {
    const k = market[i]!;
    const share = total[k]! > 0 ? sOut[i]! / total[k]! : 0;
    if (share >= limit.marketShare && sellers[k]! >= limit.marketFirms)
      reasons[i]!.push({ kind: "market", share, hhi: squares[k]! / total[k]! ** 2 });
  }

  for (let i = 0; i < n; i++)
    if (shape.cutsOff[i]! >= limit.cutsOff) reasons[i]!.push({ kind: "cut", firms: shape.cutsOff[i]! });

  const byRisk = places(esri, n);
  const bySize = places(weight, n);
  for (let i = 0; i < n; i++) {
    const rank = byRisk[i]!;
    const times = weight[i]! > 0 ? esri[i]! / weight[i]! : Number.POSITIVE_INFINITY;
    if (rank <= Math.ceil(limit.risk * n)) reasons[i]!.push({ kind: "risk", esri: esri[i]!, rank, times });
    const small = weight[i]! > 0 && bySize[i]! > limit.hiddenSize * n;
    if (small && rank <= Math.ceil(limit.hiddenRisk * n) && esri[i]! > weight[i]!)
      reasons[i]!.push({ kind: "hidden", size: bySize[i]!, rank });
  }
  return reasons
    .map((own, firm) => ({ firm, reasons: own }))
    .filter((one) => one.reasons.length > 0)
    .sort((a, b) => esri[b.firm]! - esri[a.firm]! || a.firm - b.firm);
}
