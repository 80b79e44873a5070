// The wasm kernel: kernel.as is its source, kernel-binary.ts the binary; one instance for each slot on the shared memory.
import { DEAD_MARKET_UNITS, LANES } from "./defaults.ts";
import { KERNEL } from "./kernel-binary.ts";
import type { Prepared, SharedMemory } from "./layout.ts";
import type { Kernel } from "./plain.ts";

type Exports = {
  sparse(table: number, sigma: number, dead: number, eps: number, maxRounds: number, widest: number): number;
  toLane(table: number, lane: number): void;
  reset(table: number): void;
  clear(table: number, n: number, mask: number): void;
  sweep(table: number, n: number, markets: number, sigma: number, dead: number): void;
};

/** What of WebAssembly is used, spelt out here so that no browser's or server's types are needed. */
type Platform = {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: { env: { memory: SharedMemory } }) => { exports: object };
  Memory: new (limits: { initial: number; maximum: number; shared: boolean }) => SharedMemory;
  validate: (bytes: Uint8Array) => boolean;
};
const platform = (globalThis as unknown as { WebAssembly?: Platform }).WebAssembly;

let compiled: object | null | undefined;

/** The compiled kernel; null where the machine has no WebAssembly with SIMD and shared memory. */
function kernelModule(): object | null {
  if (compiled !== undefined) return compiled;
  try {
    const bytes = Uint8Array.from(atob(KERNEL), (char) => char.charCodeAt(0));
    compiled =
      typeof SharedArrayBuffer !== "undefined" && platform?.validate(bytes)
        ? new platform.Module(bytes)
        : null;
  } catch {
    compiled = null;
  }
  return compiled;
}

/** A memory that all threads share, of so many pages of 64 KiB. */
export function sharedMemory(pages: number): SharedMemory {
  if (!platform) throw new Error("this machine has no WebAssembly: prepare for the js kernel");
  return new platform.Memory({ initial: pages, maximum: pages, shared: true });
}

export const hasSimd = (): boolean => kernelModule() !== null;

/** The kernel of eight lanes on a memory prepared for it. */
export function wasmKernel(prepared: Prepared, slot: number): Kernel {
  const module = kernelModule();
  const { memory, layout, n } = prepared;
  const table = layout.tables[slot];
  if (!module || !platform || !memory || table === undefined)
    throw new Error("this network was not prepared for the wasm kernel in this slot");
  const exports = new platform.Instance(module, { env: { memory } }).exports as unknown as Exports;
  const sigma = prepared.sigma ? 1 : 0;
  const dead = prepared.quirk === "one" ? 0 : DEAD_MARKET_UNITS;
  return {
    lanes: LANES,
    sparse: (eps, maxRounds, widest) => exports.sparse(table, sigma, dead, eps, maxRounds, widest) === 1,
    toLane: (lane) => exports.toLane(table, lane),
    sweep: () => exports.sweep(table, n, layout.sizes.markets, sigma, dead),
    clear: (mask) => exports.clear(table, n, mask),
    reset: () => exports.reset(table),
  };
}
