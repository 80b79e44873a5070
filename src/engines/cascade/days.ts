// Day by day: stocks hold a firm up for its days of cover, shortages are shared out, what was struck comes back.
// With no stocks, no restoration and even sharing a day is a round of `shock`, to the last digit.
// Stocks and restocking: Inoue & Todo, Nature Sustainability 2, 2019, 841–847; time to survive and to recover:
// Simchi-Levi et al., Interfaces 45(5), 2015, 375–390.
import type { Operators } from "./operators.ts";
import { ordersOf, rowsOf } from "./rounds.ts";
import { NetworkFault } from "./types.ts";

/** Days over which an empty stock is made good once the input flows again (Inoue & Todo 2019). */
const RESTOCK_DAYS = 6;
/** A firm counts as hit while it makes less than 1 − this of the normal. */
const HIT = 0.05;

/** `sector` null: the inputs that are not essential, together. */
export type InputFact = { customer: number; sector: number | null; days: number };

export type DailyOptions = {
  days: number;
  /** Losses that the scenario itself causes on a day, by firm. */
  shock: (day: number, down: Float64Array, up: Float64Array) => void;
  /** Days of normal use in stock, by input group (`inputDays`); none unless given. */
  cover?: Float64Array;
  /** Days of shortage after which a firm buys elsewhere, outside the network, for good; never unless given. */
  switchAfter?: Float64Array;
  /** Even: everybody gets the same share. Otherwise lower ranks first, ties by number. */
  rationing?: "proportional" | { rank: ArrayLike<number> };
  /** Firms kept running whatever happens, their own shock included. */
  protect?: readonly number[];
  /** Groups whose curves are wanted, e.g. sectors or regions. */
  curves?: readonly { of: ArrayLike<number>; count: number }[];
  onDay?: (day: number) => boolean;
};

export type Daily = {
  /** Share of all weight lost on each day; [curve][group][day] the share of the group's. */
  loss: Float64Array;
  curves: Float64Array[][];
  /** Losses on the last day. */
  y: Float64Array;
  x: Float64Array;
  /** First day a firm makes less than 95 %; −1: never in the time looked at. */
  survives: Int32Array;
  /** Days from then until it is back for good; −1: not within the time looked at, or never hit. */
  recovers: Int32Array;
  /** Days that were computed (fewer when stopped). */
  days: number;
};

/** Days by input group; the rows name a customer and a sector, `usual` stands for all others. */
export function inputDays(ops: Operators, rows: readonly InputFact[], usual = 0): Float64Array {
  const out = new Float64Array(ops.groupSector.length).fill(usual);
  for (const [at, { customer, sector, days }] of rows.entries()) {
    if (!(Number.isInteger(customer) && customer >= 0 && customer < ops.n))
      throw new NetworkFault("cover", at, `${customer} is not one of the ${ops.n} firms`);
    if (!(days >= 0)) throw new NetworkFault("cover", at, `${days} is not a number of days`);
    for (let g = ops.group[customer]!; g < ops.group[customer + 1]!; g++)
      if (ops.groupSector[g] === (sector ?? -1)) out[g] = days;
  }
  return out;
}

/** The losses of every day. Day 0 is the day the scenario begins; effects pass one link a day. */
export function byDay(ops: Operators, options: DailyOptions): Daily {
  const { n, group, ends, downSrc, downVal, downLink, weight, groupSector } = ops;
  const { days, cover, switchAfter, rationing = "proportional" } = options;
  const groups = groupSector.length;
  const rows = rowsOf(ops);
  const whole = new Float64Array(groups);
  for (let g = 0; g < groups; g++) for (let e = ends[g]!; e < ends[g + 1]!; e++) whole[g]! += downVal[e]!;
  const stock = new Float64Array(groups);
  for (let g = 0; g < groups; g++) stock[g] = (cover?.[g] ?? 0) * whole[g]!;
  const shortFor = new Int32Array(groups);
  const elsewhere = new Uint8Array(groups);
  const short = new Float64Array(groups);
  const safe = new Uint8Array(n);
  for (const i of options.protect ?? []) safe[i] = 1;
  const share = rationing === "proportional" ? null : rationed(ops, rationing.rank);

  let [y, nextY] = [new Float64Array(n), new Float64Array(n)];
  let [x, nextX] = [new Float64Array(n), new Float64Array(n)];
  const [shockD, shockU, felt] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  const count = Math.max(0, days);
  const out: Daily = {
    loss: new Float64Array(count),
    curves: (options.curves ?? []).map((one) =>
      Array.from({ length: one.count }, () => new Float64Array(count)),
    ),
    y,
    x,
    survives: new Int32Array(n).fill(-1),
    recovers: new Int32Array(n).fill(-1),
    days: 0,
  };
  const lastHit = new Int32Array(n).fill(-1);
  const groupWeight = (options.curves ?? []).map(({ of, count: many }) => {
    const sums = new Float64Array(many);
    for (let i = 0; i < n; i++) sums[of[i]!]! += weight[i]!;
    return sums;
  });
  const note = (day: number) => {
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const lost = Math.max(y[i]!, x[i]!);
      sum += weight[i]! * lost;
      if (lost > HIT) {
        if (out.survives[i] === -1) out.survives[i] = day;
        lastHit[i] = day;
      }
      for (const [c, curve] of (options.curves ?? []).entries()) {
        const k = curve.of[i]!;
        const all = groupWeight[c]![k]!;
        if (all > 0) out.curves[c]![k]![day]! += (weight[i]! * lost) / all;
      }
    }
    out.loss[day] = sum;
    out.days = day + 1;
  };

  /** Loss of firm j today; its stocks pay for what does not arrive, and are filled again. */
  const today = (j: number): number => {
    let lost = shockD[j]!;
    for (let g = group[j]!; g < group[j + 1]!; g++) {
      let sum = 0;
      for (let e = ends[g]!; e < ends[g + 1]!; e++) {
        const i = downSrc[e]!;
        // σ is f ÷ y; what one customer misses takes the place of what all miss on average.
        sum +=
          downVal[e]! * (share && y[i]! > 0 ? (felt[i]! / y[i]!) * share.missing[downLink[e]!]! : felt[i]!);
      }
      shortFor[g] = sum > HIT ? shortFor[g]! + 1 : 0;
      if (switchAfter && shortFor[g]! > switchAfter[g]!) elsewhere[g] = 1;
      short[g] = elsewhere[g] ? 0 : sum;
      lost = Math.max(lost, Math.min(1, short[g]! - stock[g]!));
    }
    for (let g = group[j]!; g < group[j + 1]!; g++) {
      const used = short[g]! - lost;
      const full = (cover?.[g] ?? 0) * whole[g]!;
      if (used > 0) stock[g] = Math.max(0, stock[g]! - used);
      else if (stock[g]! < full)
        stock[g] = Math.min(full, stock[g]! - used + (short[g]! > 0 ? 0 : full / RESTOCK_DAYS));
    }
    return lost;
  };

  for (let day = 0; day < count; day++) {
    options.shock(day, shockD, shockU);
    for (const i of options.protect ?? []) shockD[i] = shockU[i] = 0;
    if (day === 0) {
      y.set(shockD);
      x.set(shockU);
    } else {
      rows.felt(y, felt);
      share?.(y);
      for (let j = 0; j < n; j++) {
        nextY[j] = safe[j] ? 0 : today(j);
        nextX[j] = safe[j] ? 0 : Math.max(shockU[j]!, rows.up(x, j));
      }
      [y, nextY, x, nextX] = [nextY, y, nextX, x];
    }
    note(day);
    if (options.onDay?.(day)) break;
  }
  for (let i = 0; i < n; i++)
    if (lastHit[i]! >= 0 && lastHit[i]! < out.days - 1) out.recovers[i] = lastHit[i]! + 1 - out.survives[i]!;
  out.y = y;
  out.x = x;
  return out;
}

/** What each customer misses of its usual delivery, 0…1 by entry of W, when lower ranks are served first. */
function rationed(ops: Operators, rank: ArrayLike<number>) {
  const { n, table, revenue } = ops;
  if (rank.length !== n) throw new NetworkFault("rank", rank.length, `${n} ranks are needed`);
  const { ptr, to, link } = ordersOf(ops);
  const queue = new Uint32Array(link.length);
  for (let i = 0; i < n; i++) {
    const own = Array.from({ length: ptr[i + 1]! - ptr[i]! }, (_, k) => ptr[i]! + k);
    own.sort((a, b) => rank[to[a]!]! - rank[to[b]!]! || to[a]! - to[b]!);
    queue.set(
      own.map((at) => link[at]!),
      ptr[i]!,
    );
  }
  const missing = new Float64Array(link.length);
  const serve = (y: Float64Array): void => {
    for (let i = 0; i < n; i++) {
      let left = (1 - y[i]!) * revenue[i]!;
      for (let at = ptr[i]!; at < ptr[i + 1]!; at++) {
        const e = queue[at]!;
        const wanted = table.val[e]!;
        const given = Math.min(wanted, left);
        left -= given;
        missing[e] = y[i]! > 0 ? 1 - given / wanted : 0;
      }
    }
  };
  return Object.assign(serve, { missing });
}
