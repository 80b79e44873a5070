// The two operators of the method as plain rows: what each firm needs of whom, and whose orders it lives on.
import { type Network, NetworkFault, type PrepareOptions, type Quirk } from "./types.ts";

export type Operators = {
  n: number;
  /** W by customer: row j is `ptr[j]…ptr[j + 1]` of `src` (suppliers, by sector) and `val` (money). */
  table: Rows;
  sIn: Float64Array;
  sOut: Float64Array;
  revenue: Float64Array;
  /** Normalised weights of the index. */
  weight: Float64Array;
  /** Input groups of firm j: `group[j]…group[j + 1]`; group g is the entries `ends[g]…ends[g + 1]`. */
  group: Uint32Array;
  ends: Uint32Array;
  /** Sector of an essential group; −1: all non-essential inputs together. */
  groupSector: Int32Array;
  downSrc: Uint32Array;
  /** Share of the group (essential) or of all inputs (non-essential) that the supplier gives. */
  downVal: Float64Array;
  /** Entry of W a downstream entry stands for. */
  downLink: Uint32Array;
  market: Uint32Array;
  markets: number;
  /** order[row] = firm as given. */
  order: Uint32Array;
  /** Whether a firm's market share softens its loss (σ), and what a dead market counts as. */
  sigma: boolean;
  quirk: Quirk;
  /** Sector of the firm in a row. */
  productOf: (row: number) => number;
};

/**
 * Checks, sums duplicates, drops zeros, and lays the links out by customer.
 * @param orderBy gives the firms in the order of the rows; as numbered unless given
 * @throws NetworkFault for a negative, NaN or infinite figure or a firm or sector that is not there
 */
export function operators(
  network: Network,
  options: PrepareOptions = {},
  orderBy?: (network: Network) => Uint32Array,
): Operators {
  check(network, options);
  const { sector, sectors } = network;
  const n = sector.length;
  const variant = options.variant ?? "gl";
  const order = orderBy?.(network) ?? Uint32Array.from({ length: n }, (_, i) => i);
  const place = new Uint32Array(n);
  for (let i = 0; i < n; i++) place[order[i]!] = i;
  const table = matrix(network, order, place);
  const { ptr, src, val } = table;
  const sIn = new Float64Array(n);
  const sOut = new Float64Array(n);
  for (let j = 0; j < n; j++)
    for (let e = ptr[j]!; e < ptr[j + 1]!; e++) {
      sIn[j]! += val[e]!;
      sOut[src[e]!]! += val[e]!;
    }
  for (let i = 0; i < n; i++)
    if (!Number.isFinite(sIn[i]! + sOut[i]!))
      throw new NetworkFault("value", order[i]!, "the values of this firm's links add up to infinity");
  const kind = (supplier: number, customer: number): number =>
    variant === "lin"
      ? 1
      : variant === "leo"
        ? 2
        : network.essential[sector[order[supplier]!]! * sectors + sector[order[customer]!]!]!;
  const productOf = (row: number) => sector[order[row]!]!;
  const down = downstream(n, table, kind, sIn, productOf);
  const costs = given(n, order, options.costs, options.costsFactor, sIn);
  if (costs)
    for (let j = 0; j < n; j++) {
      const factor = (sIn[j] || 1) / (costs[j] || 1);
      for (let e = down.ends[down.group[j]!]!; e < down.ends[down.group[j + 1]!]!; e++)
        down.downVal[e]! *= factor;
    }
  const revenue = given(n, order, options.revenue, options.revenueFactor, sOut) ?? sOut;
  const firmMarket = options.market ?? sector;
  let markets = options.market ? 0 : sectors;
  const market = new Uint32Array(n);
  for (let i = 0; i < n; i++) {
    market[i] = firmMarket[order[i]!]!;
    if (options.market) markets = Math.max(markets, market[i]! + 1);
  }
  const weight = weights(n, order, options.weights, sOut);
  const sigma = variant !== "nosub" && options.market !== null;
  const quirk = options.quirk ?? "reference";
  return { n, table, sIn, sOut, revenue, weight, ...down, market, markets, order, sigma, quirk, productOf };
}

export type Rows = { ptr: Uint32Array; src: Uint32Array; val: Float64Array };

/** W by customer; in a row by supplier's sector, then supplier. Duplicates summed, zeros dropped. */
function matrix(network: Network, order: Uint32Array, place: Uint32Array): Rows {
  const { sector, sectors, supplier, customer, value } = network;
  const n = order.length;
  let kept = 0;
  for (let e = 0; e < value.length; e++) if (value[e] !== 0) kept++;
  let list = new Uint32Array(kept);
  kept = 0;
  for (let e = 0; e < value.length; e++) if (value[e] !== 0) list[kept++] = e;
  const src = new Uint32Array(value.length);
  const dst = new Uint32Array(value.length);
  const kind = new Uint32Array(value.length);
  for (let e = 0; e < value.length; e++) {
    src[e] = place[supplier[e]!]!;
    dst[e] = place[customer[e]!]!;
    kind[e] = sector[supplier[e]!]!;
  }
  list = ordered(ordered(ordered(list, src, n), kind, sectors), dst, n);
  const ptr = new Uint32Array(n + 1);
  const outSrc = new Uint32Array(kept);
  const outVal = new Float64Array(kept);
  let at = 0;
  let before = -1;
  for (const e of list) {
    const j = dst[e]!;
    if (before === j && outSrc[at - 1] === src[e]) outVal[at - 1]! += value[e]!;
    else {
      outSrc[at] = src[e]!;
      outVal[at++] = value[e]!;
      ptr[j + 1]!++;
      before = j;
    }
  }
  for (let j = 0; j < n; j++) ptr[j + 1]! += ptr[j]!;
  return { ptr, src: outSrc.slice(0, at), val: outVal.slice(0, at) };
}

/** Counting sort of `list` by its keys; stable. */
export function ordered(
  list: Uint32Array<ArrayBuffer>,
  keys: Uint32Array,
  range: number,
): Uint32Array<ArrayBuffer> {
  const from = new Uint32Array(range + 1);
  for (const e of list) from[keys[e]! + 1]!++;
  for (let k = 0; k < range; k++) from[k + 1]! += from[k]!;
  const out = new Uint32Array(list.length);
  for (const e of list) out[from[keys[e]!]!++] = e;
  return out;
}

/** Λ by customer: one group for each essential sector, then one for all that is not essential. */
function downstream(
  n: number,
  { ptr, src, val }: Rows,
  kind: (supplier: number, customer: number) => number,
  sIn: Float64Array,
  sectorOf: (firm: number) => number,
) {
  const group = new Uint32Array(n + 1);
  const ends: number[] = [0];
  const groupSector: number[] = [];
  const downSrc = new Uint32Array(src.length);
  const downVal = new Float64Array(src.length);
  const downLink = new Uint32Array(src.length);
  let at = 0;
  const put = (e: number, share: number) => {
    downSrc[at] = src[e]!;
    downLink[at] = e;
    downVal[at++] = share;
  };
  for (let j = 0; j < n; j++) {
    for (let e = ptr[j]!; e < ptr[j + 1]!; ) {
      const k = sectorOf(src[e]!);
      const essential = kind(src[e]!, j) === 2;
      let end = e;
      let sum = 0;
      for (; end < ptr[j + 1]! && sectorOf(src[end]!) === k; end++) sum += val[end]!;
      if (essential) {
        for (let i = e; i < end; i++) put(i, val[i]! / sum);
        ends.push(at);
        groupSector.push(k);
      }
      e = end;
    }
    const before = at;
    for (let e = ptr[j]!; e < ptr[j + 1]!; e++) if (kind(src[e]!, j) === 1) put(e, val[e]! / sIn[j]!);
    if (at > before) {
      ends.push(at);
      groupSector.push(-1);
    }
    group[j + 1] = ends.length - 1;
  }
  return {
    group,
    ends: Uint32Array.from(ends),
    groupSector: Int32Array.from(groupSector),
    downSrc: downSrc.slice(0, at),
    downVal: downVal.slice(0, at),
    downLink: downLink.slice(0, at),
  };
}

/** For each source the rows it stands in; returns where each entry came from. */
export function transpose(
  n: number,
  row: (j: number) => [number, number],
  src: Uint32Array,
  outPtr: Uint32Array,
  outTo: Uint32Array,
): Uint32Array {
  for (const i of src) outPtr[i + 1]!++;
  for (let i = 0; i < n; i++) outPtr[i + 1]! += outPtr[i]!;
  const fill = outPtr.slice();
  const from = new Uint32Array(src.length);
  for (let j = 0; j < n; j++) {
    const [start, end] = row(j);
    for (let e = start; e < end; e++) {
      const at = fill[src[e]!]!++;
      outTo[at] = j;
      from[at] = e;
    }
  }
  return from;
}

function given(
  n: number,
  order: Uint32Array,
  list: ArrayLike<number> | undefined,
  factor: number | undefined,
  base: Float64Array,
): Float64Array | null {
  if (list) return Float64Array.from({ length: n }, (_, i) => list[order[i]!]!);
  return factor === undefined ? null : base.map((one) => one * factor);
}

/** Weights that add up to 1. Where all are 0 (a network without links) every firm counts the same. */
function weights(
  n: number,
  order: Uint32Array,
  wanted: PrepareOptions["weights"],
  sOut: Float64Array,
): Float64Array {
  const raw =
    wanted === "equal"
      ? new Float64Array(n).fill(1)
      : wanted
        ? given(n, order, wanted, undefined, sOut)!
        : sOut;
  let sum = 0;
  for (const one of raw) sum += one;
  return sum > 0 ? raw.map((one) => one / sum) : new Float64Array(n).fill(1 / n);
}

function check(network: Network, options: PrepareOptions): void {
  const { sector, sectors, supplier, customer, value, essential } = network;
  const n = sector.length;
  const index = (part: string, list: ArrayLike<number>, range: number, of: string) => {
    for (let at = 0; at < list.length; at++) {
      const one = list[at]!;
      if (!(Number.isInteger(one) && one >= 0 && one < range))
        throw new NetworkFault(part, at, `${one} is not one of the ${range} ${of}`);
    }
  };
  const amount = (part: string, list: ArrayLike<number>, length: number) => {
    if (list.length !== length)
      throw new NetworkFault(part, list.length, `${length} figures expected, ${list.length} found`);
    for (let at = 0; at < length; at++) {
      const one = list[at]!;
      if (!(one >= 0 && one < Number.POSITIVE_INFINITY))
        throw new NetworkFault(part, at, `${one} is not a figure of 0 or more`);
    }
  };
  index("sector", sector, sectors, "sectors");
  index("supplier", supplier, n, "firms");
  index("customer", customer, n, "firms");
  amount("value", value, supplier.length);
  if (customer.length !== supplier.length)
    throw new NetworkFault("customer", customer.length, "as many customers as suppliers are needed");
  if (essential.length !== sectors * sectors)
    throw new NetworkFault("essential", essential.length, `${sectors} × ${sectors} entries are needed`);
  index("essential", essential, 3, "kinds (0, 1, 2)");
  if (options.market) {
    if (options.market.length !== n)
      throw new NetworkFault("market", options.market.length, "one market a firm is needed");
    index("market", options.market, 0xffff_ffff, "markets");
  }
  if (options.weights && options.weights !== "equal") amount("weights", options.weights, n);
  if (options.revenue) amount("revenue", options.revenue, n);
  if (options.costs) amount("costs", options.costs, n);
  for (const name of ["revenueFactor", "costsFactor"] as const) {
    const factor = options[name];
    if (factor !== undefined && !(factor > 0 && factor < Number.POSITIVE_INFINITY))
      throw new NetworkFault(name, 0, `${factor} is not a figure above 0`);
  }
}
