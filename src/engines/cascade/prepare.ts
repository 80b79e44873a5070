// Turns links into the two operators of the method: checks, sums duplicates, relabels by degree, lays all in one memory.
import { LANES } from "./defaults.ts";
import { layOut, type Prepared, sharedArrays, slotArrays, writeTables } from "./layout.ts";
import { type Network, NetworkFault, type PrepareOptions } from "./types.ts";
import { hasSimd, sharedMemory } from "./wasm.ts";

const PAGE = 65536;

/**
 * Prepares a network for any number of `solve` calls on any number of threads.
 * @throws NetworkFault for a negative, NaN or infinite figure or a firm or sector that is not there
 */
export function prepare(network: Network, options: PrepareOptions = {}): Prepared {
  check(network, options);
  const { sector, sectors } = network;
  const n = sector.length;
  const variant = options.variant ?? "gl";
  const market = options.market ?? sector;
  let markets = options.market ? 0 : sectors;
  for (let i = 0; options.market && i < n; i++) markets = Math.max(markets, market[i]! + 1);

  const order = byDegree(network);
  const place = new Uint32Array(n);
  for (let i = 0; i < n; i++) place[order[i]!] = i;
  const table = matrix(network, order, place);
  const { ptr, src, val } = table;
  const links = src.length;
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
  const { group, ends, downSrc, downVal } = downstream(n, table, kind, sIn, (i) => sector[order[i]!]!);
  const costs = given(n, order, options.costs, options.costsFactor, sIn);
  if (costs)
    for (let j = 0; j < n; j++) {
      const factor = (sIn[j] || 1) / (costs[j] || 1);
      for (let e = ends[group[j]!]!; e < ends[group[j + 1]!]!; e++) downVal[e]! *= factor;
    }
  const revenue = given(n, order, options.revenue, options.revenueFactor, sOut) ?? sOut;

  const kernel = options.kernel === "js" || (options.kernel !== "wasm" && !hasSimd()) ? "js" : "wasm";
  const threads = options.threads ?? 1;
  const sizes = { n, markets, groups: ends.length - 1, down: downSrc.length, up: links };
  const layout = layOut({ ...sizes, lanes: kernel === "wasm" ? LANES : 1 }, threads);
  const pages = Math.ceil(layout.bytes / PAGE);
  if (pages > 65536) throw new RangeError("the network needs more than 4 GiB: prepare it with fewer threads");
  const memory = kernel === "wasm" ? sharedMemory(pages) : null;
  const buffer = memory?.buffer ?? room(layout.bytes);
  writeTables(layout, buffer);

  const a = sharedArrays(layout, buffer);
  a.sOut.set(sOut);
  a.weight.set(weights(n, order, options.weights, sOut));
  a.downGroup.set(group);
  a.groupEnd.set(ends);
  a.downSrc.set(downSrc);
  a.downVal.set(downVal);
  const rowOf = (j: number): [number, number] => [ends[group[j]!]!, ends[group[j + 1]!]!];
  transpose(n, rowOf, downSrc, a.downPushPtr, a.downPushTo);
  const from = transpose(n, (j) => [ptr[j]!, ptr[j + 1]!], src, a.upPtr, a.upSrc);
  for (let i = 0; i < n; i++)
    for (let e = a.upPtr[i]!; e < a.upPtr[i + 1]!; e++) a.upVal[e] = val[from[e]!]! / (revenue[i] || 1);
  a.upPushPtr.set(ptr);
  a.upPushTo.set(src);
  for (let i = 0; i < n; i++) {
    const k = market[order[i]!]!;
    a.market[i] = k;
    a.marketTotal[k]! += sOut[i]!;
    a.memberPtr[k + 1]! += 1;
  }
  for (let k = 0; k < markets; k++) a.memberPtr[k + 1]! += a.memberPtr[k]!;
  const fill = a.memberPtr.slice();
  for (let i = 0; i < n; i++) a.members[fill[a.market[i]!]!++] = i;
  for (let slot = 0; slot < threads; slot++) {
    const own = slotArrays(layout, buffer, slot);
    own.head.fill(-1);
    own.laneSeed.fill(-1);
    own.next.fill(-2);
  }
  const sigma = variant !== "nosub" && options.market !== null;
  const quirk = options.quirk ?? "reference";
  return { n, links, order, place, sigma, quirk, kernel, threads, layout, buffer, memory };
}

const room = (bytes: number): ArrayBufferLike =>
  typeof SharedArrayBuffer === "undefined" ? new ArrayBuffer(bytes) : new SharedArrayBuffer(bytes);

/** Firms with many links first: the lines read most often lie side by side. Ties by number. */
function byDegree({ sector, supplier, customer, value }: Network): Uint32Array {
  const n = sector.length;
  const degree = new Uint32Array(n);
  let most = 0;
  for (let e = 0; e < supplier.length; e++) {
    if (value[e] === 0) continue;
    most = Math.max(most, ++degree[supplier[e]!]!, ++degree[customer[e]!]!);
  }
  const keys = Uint32Array.from(degree, (d) => most - d);
  return ordered(Uint32Array.from(degree.keys()), keys, most + 1);
}

type Rows = { ptr: Uint32Array; src: Uint32Array; val: Float64Array };

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
function ordered(list: Uint32Array<ArrayBuffer>, keys: Uint32Array, range: number): Uint32Array<ArrayBuffer> {
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
  const downSrc = new Uint32Array(src.length);
  const downVal = new Float64Array(src.length);
  let at = 0;
  for (let j = 0; j < n; j++) {
    for (let e = ptr[j]!; e < ptr[j + 1]!; ) {
      const k = sectorOf(src[e]!);
      const essential = kind(src[e]!, j) === 2;
      let end = e;
      let sum = 0;
      for (; end < ptr[j + 1]! && sectorOf(src[end]!) === k; end++) sum += val[end]!;
      if (essential) {
        for (let i = e; i < end; i++) {
          downSrc[at] = src[i]!;
          downVal[at++] = val[i]! / sum;
        }
        ends.push(at);
      }
      e = end;
    }
    const before = at;
    for (let e = ptr[j]!; e < ptr[j + 1]!; e++)
      if (kind(src[e]!, j) === 1) {
        downSrc[at] = src[e]!;
        downVal[at++] = val[e]! / sIn[j]!;
      }
    if (at > before) ends.push(at);
    group[j + 1] = ends.length - 1;
  }
  return {
    group,
    ends: Uint32Array.from(ends),
    downSrc: downSrc.slice(0, at),
    downVal: downVal.slice(0, at),
  };
}

/** For each source the rows it stands in; returns where each entry came from. */
function transpose(
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
