// Turns links into the two operators of the method: checks, sums duplicates, relabels by degree, lays all in one memory.
import { LANES } from "./defaults.ts";
import { layOut, type Prepared, sharedArrays, slotArrays, writeTables } from "./layout.ts";
import { operators, ordered, transpose } from "./operators.ts";
import type { Network, PrepareOptions } from "./types.ts";
import { hasSimd, sharedMemory } from "./wasm.ts";

const PAGE = 65536;

/**
 * Prepares a network for any number of `solve` calls on any number of threads.
 * @throws NetworkFault for a negative, NaN or infinite figure or a firm or sector that is not there
 */
export function prepare(network: Network, options: PrepareOptions = {}): Prepared {
  const ops = operators(network, options, byDegree);
  const { n, table, group, ends, downSrc, downVal, revenue, sOut, market, markets, order } = ops;
  const { ptr, src, val } = table;
  const links = src.length;
  const place = new Uint32Array(n);
  for (let i = 0; i < n; i++) place[order[i]!] = i;

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
  a.weight.set(ops.weight);
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
    const k = market[i]!;
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
  const { sigma, quirk } = ops;
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
