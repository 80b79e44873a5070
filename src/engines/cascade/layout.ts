// Where every array lies in the one memory that all threads and both kernels share.

import type { Quirk } from "./types.ts";

/** The part of a WebAssembly memory that is used. */
export type SharedMemory = { readonly buffer: ArrayBufferLike };

/** Plain data: may be posted to worker threads, which then share its memory. */
export type Prepared = {
  n: number;
  /** Links after duplicates were summed and zeros dropped. */
  links: number;
  /** order[new] = firm as given; place[firm as given] = new. */
  order: Uint32Array;
  place: Uint32Array;
  sigma: boolean;
  quirk: Quirk;
  kernel: "wasm" | "js";
  threads: number;
  layout: Layout;
  buffer: ArrayBufferLike;
  memory: SharedMemory | null;
};

/** Arrays of the network, in order: name, bytes an element, how many. Read by the kernels as offsets. */
const SHARED = [
  "sOut",
  "weight",
  "marketTotal",
  "downVal",
  "upVal",
  "market",
  "downGroup",
  "groupEnd",
  "downSrc",
  "downPushPtr",
  "downPushTo",
  "upPtr",
  "upSrc",
  "upPushPtr",
  "upPushTo",
  "memberPtr",
  "members",
] as const;
const SLOT = [
  "y",
  "f",
  "x",
  "shockD",
  "shockU",
  "fresh",
  "laneY",
  "laneF",
  "laneX",
  "laneV",
  "laneA",
  "delta",
  "sums",
  "next",
  "head",
  "marketMark",
  "mark",
  "changedD",
  "changedU",
  "touchedD",
  "touchedU",
  "rowsD",
  "rowsU",
  "dirty",
  "laneSeed",
  "scalars",
] as const;
export type SharedName = (typeof SHARED)[number];
export type SlotName = (typeof SLOT)[number];

export type Sizes = { n: number; markets: number; groups: number; down: number; up: number; lanes: number };
export type Layout = {
  sizes: Sizes;
  shared: Record<SharedName, number>;
  slots: Record<SlotName, number>[];
  /** Byte offset of each slot's table of offsets for the wasm kernel. */
  tables: number[];
  bytes: number;
};

/** The first bytes stay unused, so that offset 0 is never an array. */
const START = 1024;
const DOUBLES = new Set<string>([
  ...["sOut", "weight", "marketTotal", "downVal", "upVal", "y", "f", "x", "shockD", "shockU", "fresh"],
  ...["laneY", "laneF", "laneX", "laneV", "laneA", "delta", "sums", "scalars"],
]);

/** Lays out the network and `threads` working memories. Every array begins on a cache line. */
export function layOut(sizes: Sizes, threads: number): Layout {
  const { n, markets, groups, down, up, lanes } = sizes;
  const lengths: Record<SharedName | SlotName, number> = {
    sOut: n,
    weight: n,
    marketTotal: markets,
    downVal: down,
    upVal: up,
    market: n,
    downGroup: n + 1,
    groupEnd: groups + 1,
    downSrc: down,
    downPushPtr: n + 1,
    downPushTo: down,
    upPtr: n + 1,
    upSrc: up,
    upPushPtr: n + 1,
    upPushTo: up,
    memberPtr: markets + 1,
    members: n,
    y: n,
    f: n,
    x: n,
    shockD: n,
    shockU: n,
    fresh: n,
    laneY: n * lanes,
    laneF: n * lanes,
    laneX: n * lanes,
    laneV: n * lanes,
    laneA: markets * lanes,
    delta: lanes,
    sums: 3 * lanes,
    next: n,
    head: markets,
    marketMark: markets,
    mark: n,
    changedD: n,
    changedU: n,
    touchedD: n,
    touchedU: n,
    rowsD: n,
    rowsU: n,
    dirty: markets,
    laneSeed: lanes,
    scalars: 16,
  };
  let at = START;
  const place = <Name extends SharedName | SlotName>(names: readonly Name[]) => {
    const offsets = {} as Record<Name, number>;
    for (const name of names) {
      offsets[name] = at;
      at += Math.ceil((lengths[name] * (DOUBLES.has(name) ? 8 : 4)) / 64) * 64;
    }
    return offsets;
  };
  const shared = place(SHARED);
  const slots: Record<SlotName, number>[] = [];
  const tables: number[] = [];
  for (let slot = 0; slot < threads; slot++) {
    tables.push(at);
    at += Math.ceil(((SHARED.length + SLOT.length) * 4) / 64) * 64;
    slots.push(place(SLOT));
  }
  return { sizes, shared, slots, tables, bytes: at };
}

/** Writes the tables of offsets the wasm kernel reads: shared arrays, then the slot's own. */
export function writeTables(layout: Layout, buffer: ArrayBufferLike): void {
  for (const [slot, table] of layout.tables.entries()) {
    const own = layout.slots[slot]!;
    const row = [...SHARED.map((name) => layout.shared[name]), ...SLOT.map((name) => own[name])];
    new Uint32Array(buffer, table, row.length).set(row);
  }
}

export type SharedArrays = ReturnType<typeof sharedArrays>;
export type SlotArrays = ReturnType<typeof slotArrays>;

export function sharedArrays(layout: Layout, buffer: ArrayBufferLike) {
  const { n, markets, groups, down, up } = layout.sizes;
  const f64 = (name: SharedName, length: number) => new Float64Array(buffer, layout.shared[name], length);
  const u32 = (name: SharedName, length: number) => new Uint32Array(buffer, layout.shared[name], length);
  return {
    sOut: f64("sOut", n),
    weight: f64("weight", n),
    marketTotal: f64("marketTotal", markets),
    downVal: f64("downVal", down),
    upVal: f64("upVal", up),
    market: u32("market", n),
    downGroup: u32("downGroup", n + 1),
    groupEnd: u32("groupEnd", groups + 1),
    downSrc: u32("downSrc", down),
    downPushPtr: u32("downPushPtr", n + 1),
    downPushTo: u32("downPushTo", down),
    upPtr: u32("upPtr", n + 1),
    upSrc: u32("upSrc", up),
    upPushPtr: u32("upPushPtr", n + 1),
    upPushTo: u32("upPushTo", up),
    memberPtr: u32("memberPtr", markets + 1),
    members: u32("members", n),
  };
}

export function slotArrays(layout: Layout, buffer: ArrayBufferLike, slot: number) {
  const { n, markets, lanes } = layout.sizes;
  const offsets = layout.slots[slot];
  if (!offsets) throw new RangeError(`slot ${slot} was not prepared: prepare with threads > ${slot}`);
  const f64 = (name: SlotName, length: number) => new Float64Array(buffer, offsets[name], length);
  const i32 = (name: SlotName, length: number) => new Int32Array(buffer, offsets[name], length);
  return {
    y: f64("y", n),
    f: f64("f", n),
    x: f64("x", n),
    shockD: f64("shockD", n),
    shockU: f64("shockU", n),
    fresh: f64("fresh", n),
    laneY: f64("laneY", n * lanes),
    laneF: f64("laneF", n * lanes),
    laneX: f64("laneX", n * lanes),
    laneV: f64("laneV", n * lanes),
    laneA: f64("laneA", markets * lanes),
    delta: f64("delta", lanes),
    sums: f64("sums", 3 * lanes),
    next: i32("next", n),
    head: i32("head", markets),
    marketMark: i32("marketMark", markets),
    mark: i32("mark", n),
    changedD: i32("changedD", n),
    changedU: i32("changedU", n),
    touchedD: i32("touchedD", n),
    touchedU: i32("touchedU", n),
    rowsD: i32("rowsD", n),
    rowsU: i32("rowsU", n),
    dirty: i32("dirty", markets),
    laneSeed: i32("laneSeed", lanes),
    scalars: f64("scalars", 16),
  };
}
