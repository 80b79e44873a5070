// The method in plain typed arrays: runs everywhere, and is what the wasm kernel is held against.
import { DEAD_MARKET, DEAD_MARKET_UNITS, THIN_MARKET } from "./defaults.ts";
import type { Prepared } from "./layout.ts";
import { type SharedArrays, type SlotArrays, sharedArrays, slotArrays } from "./layout.ts";

/** Where a kernel puts figures that are not arrays. */
export const SCALAR = {
  esri: 0,
  down: 1,
  up: 2,
  rounds: 3,
  touchedD: 4,
  touchedU: 5,
  stamp: 6,
  delta: 7,
} as const;

/** What the driver asks of a kernel. A slot's arrays are all zero before a seed is begun and after it is done. */
export type Kernel = {
  lanes: number;
  /** Frontier phase. True: the stop rule was met and the sums stand in `scalars`; false: the next round is too wide. */
  sparse(eps: number, maxRounds: number, widest: number): boolean;
  /** Moves the state of the frontier phase into a dense lane. */
  toLane(lane: number): void;
  /** One round for every lane; then `delta` and `sums` (esri, down, up by lane) are those of the new state. */
  sweep(): void;
  /** Empties the lanes whose bit is set. */
  clear(mask: number): void;
  /** Empties the frontier phase's arrays. */
  reset(): void;
};

/** The kernel of plain typed arrays; one lane, any shock. */
export function plainKernel(prepared: Prepared, slot: number): Kernel {
  const a = sharedArrays(prepared.layout, prepared.buffer);
  const s = slotArrays(prepared.layout, prepared.buffer, slot);
  const one = prepared.quirk === "one";
  return {
    lanes: 1,
    sparse: (eps, maxRounds, widest) => sparse(a, s, prepared.sigma, one, eps, maxRounds, widest),
    toLane: () => {
      const { scalars, touchedD, touchedU, laneY, laneX, y, x } = s;
      // The wasm kernel's two upstream states change places, so this one may hold what an earlier run left.
      laneX.fill(0, 0, prepared.n);
      for (let at = 0; at < scalars[SCALAR.touchedD]!; at++) laneY[touchedD[at]!] = y[touchedD[at]!]!;
      for (let at = 0; at < scalars[SCALAR.touchedU]!; at++) laneX[touchedU[at]!] = x[touchedU[at]!]!;
      reset(a, s, false);
    },
    sweep: () => sweep(a, s, prepared.n, prepared.sigma, one),
    clear: () => {
      for (const list of [s.laneY, s.laneF, s.laneX, s.laneV, s.shockD, s.shockU])
        list.fill(0, 0, prepared.n);
    },
    reset: () => reset(a, s, true),
  };
}

/** What is left of market k when `lost` of it is gone; a thin rest is added up from its members. */
function marketLeft(a: SharedArrays, y: Float64Array, k: number, lost: number, one: boolean): number {
  let left = a.marketTotal[k]! - lost;
  if (left < THIN_MARKET * a.marketTotal[k]!) {
    left = 0;
    for (let at = a.memberPtr[k]!; at < a.memberPtr[k + 1]!; at++) {
      const i = a.members[at]!;
      left += a.sOut[i]! * (1 - y[i]!);
    }
  }
  return counted(left, one);
}

/** f: what is felt of the loss y of a firm that sells `sOut` where `left` is left of its market. */
export const missing = (sOut: number, left: number, y: number): number =>
  sOut >= left ? y : (sOut / left) * y;

/** A market of which nothing is left counts as one unit of money (quirk Q1), or as none. */
export const counted = (left: number, one: boolean): number =>
  left > DEAD_MARKET ? left : one ? 0 : DEAD_MARKET_UNITS;

/** The worst of a firm's input groups: max over essential sectors, and all non-essential together. */
function worstGroup(a: SharedArrays, f: Float64Array, j: number): number {
  let worst = 0;
  let e = a.groupEnd[a.downGroup[j]!]!;
  for (let g = a.downGroup[j]!; g < a.downGroup[j + 1]!; g++) {
    const end = a.groupEnd[g + 1]!;
    let sum = 0;
    for (; e < end; e++) sum += a.downVal[e]! * f[a.downSrc[e]!]!;
    if (sum > worst) worst = sum;
  }
  return worst;
}

function sparse(
  a: SharedArrays,
  s: SlotArrays,
  sigma: boolean,
  one: boolean,
  eps: number,
  maxRounds: number,
  widest: number,
): boolean {
  const { y, f, x, shockD, shockU, fresh, next, head, marketMark, mark, scalars } = s;
  const { changedD, changedU, touchedD, touchedU, rowsD, rowsU, dirty } = s;
  const {
    downPushPtr,
    downPushTo,
    upPushPtr,
    upPushTo,
    downGroup,
    groupEnd,
    upPtr,
    upSrc,
    upVal,
    market,
    sOut,
  } = a;
  let touchedNowD = scalars[SCALAR.touchedD]!;
  let touchedNowU = scalars[SCALAR.touchedU]!;
  let changedNowD = touchedNowD;
  let changedNowU = touchedNowU;
  let stamp = scalars[SCALAR.stamp]!;
  let rounds = 0;
  let delta = 0;
  for (let at = 0; at < touchedNowD; at++) {
    const i = touchedD[at]!;
    changedD[at] = i;
    next[i] = head[market[i]!]!;
    head[market[i]!] = i;
  }
  for (let at = 0; at < touchedNowU; at++) changedU[at] = touchedU[at]!;
  do {
    stamp++;
    let rowsNowD = 0;
    let rowsNowU = 0;
    let work = 0;
    const markCustomers = (i: number) => {
      for (let at = downPushPtr[i]!; at < downPushPtr[i + 1]!; at++) {
        const j = downPushTo[at]!;
        if (mark[j] === stamp) continue;
        mark[j] = stamp;
        rowsD[rowsNowD++] = j;
        work += groupEnd[downGroup[j + 1]!]! - groupEnd[downGroup[j]!]!;
      }
    };
    if (sigma) {
      let dirtyNow = 0;
      for (let at = 0; at < changedNowD; at++) {
        const k = market[changedD[at]!]!;
        if (marketMark[k] === stamp) continue;
        marketMark[k] = stamp;
        dirty[dirtyNow++] = k;
      }
      for (let at = 0; at < dirtyNow; at++) {
        const k = dirty[at]!;
        let lost = 0;
        for (let i = head[k]!; i >= 0; i = next[i]!) lost += sOut[i]! * y[i]!;
        const left = marketLeft(a, y, k, lost, one);
        for (let i = head[k]!; i >= 0; i = next[i]!) {
          const now = missing(sOut[i]!, left, y[i]!);
          if (now === f[i]) continue;
          f[i] = now;
          if (work <= widest) markCustomers(i);
        }
      }
    } else {
      for (let at = 0; at < changedNowD; at++) {
        const i = changedD[at]!;
        f[i] = y[i]!;
        if (work <= widest) markCustomers(i);
      }
    }
    stamp++;
    for (let at = 0; at < changedNowU && work <= widest; at++) {
      const j = changedU[at]!;
      for (let e = upPushPtr[j]!; e < upPushPtr[j + 1]!; e++) {
        const i = upPushTo[e]!;
        if (mark[i] === stamp) continue;
        mark[i] = stamp;
        rowsU[rowsNowU++] = i;
        work += upPtr[i + 1]! - upPtr[i]!;
      }
    }
    if (work > widest) {
      scalars[SCALAR.touchedD] = touchedNowD;
      scalars[SCALAR.touchedU] = touchedNowU;
      scalars[SCALAR.stamp] = stamp;
      scalars[SCALAR.rounds] = rounds;
      return false;
    }
    delta = 0;
    changedNowD = 0;
    changedNowU = 0;
    for (let at = 0; at < rowsNowD; at++) {
      const j = rowsD[at]!;
      const now = Math.max(shockD[j]!, Math.min(1, worstGroup(a, f, j)));
      const before = y[j]!;
      if (now === before) continue;
      y[j] = now;
      if (now - before > delta) delta = now - before;
      changedD[changedNowD++] = j;
      if (next[j] !== -2) continue;
      touchedD[touchedNowD++] = j;
      next[j] = head[market[j]!]!;
      head[market[j]!] = j;
    }
    for (let at = 0; at < rowsNowU; at++) {
      const i = rowsU[at]!;
      let sum = 0;
      for (let e = upPtr[i]!; e < upPtr[i + 1]!; e++) sum += upVal[e]! * x[upSrc[e]!]!;
      fresh[at] = Math.max(shockU[i]!, Math.min(1, sum));
    }
    for (let at = 0; at < rowsNowU; at++) {
      const i = rowsU[at]!;
      const now = fresh[at]!;
      const before = x[i]!;
      if (now === before) continue;
      if (before === 0) touchedU[touchedNowU++] = i;
      x[i] = now;
      if (now - before > delta) delta = now - before;
      changedU[changedNowU++] = i;
    }
    rounds++;
  } while (delta > eps && rounds < maxRounds);
  scalars[SCALAR.touchedD] = touchedNowD;
  scalars[SCALAR.touchedU] = touchedNowU;
  scalars[SCALAR.stamp] = stamp;
  scalars[SCALAR.rounds] = rounds;
  scalars[SCALAR.delta] = delta;
  let esri = 0;
  let down = 0;
  let up = 0;
  for (let at = 0; at < touchedNowD; at++) {
    const i = touchedD[at]!;
    down += a.weight[i]! * y[i]!;
    esri += a.weight[i]! * Math.max(y[i]!, x[i]!);
  }
  for (let at = 0; at < touchedNowU; at++) {
    const i = touchedU[at]!;
    up += a.weight[i]! * x[i]!;
    if (next[i] === -2) esri += a.weight[i]! * x[i]!;
  }
  scalars[SCALAR.esri] = esri;
  scalars[SCALAR.down] = down;
  scalars[SCALAR.up] = up;
  return true;
}

function reset(a: SharedArrays, s: SlotArrays, shocksToo: boolean): void {
  const { scalars, touchedD, touchedU, y, f, x, next, head, shockD, shockU } = s;
  for (let at = 0; at < scalars[SCALAR.touchedD]!; at++) {
    const i = touchedD[at]!;
    y[i] = 0;
    f[i] = 0;
    if (shocksToo) shockD[i] = 0;
    next[i] = -2;
    head[a.market[i]!] = -1;
  }
  for (let at = 0; at < scalars[SCALAR.touchedU]!; at++) {
    x[touchedU[at]!] = 0;
    if (shocksToo) shockU[touchedU[at]!] = 0;
  }
  scalars[SCALAR.touchedD] = 0;
  scalars[SCALAR.touchedU] = 0;
}

function sweep(a: SharedArrays, s: SlotArrays, n: number, sigma: boolean, one: boolean): void {
  const { laneY, laneF, laneX, laneV, laneA, shockD, shockU, sums } = s;
  const { sOut, market, weight, upPtr, upSrc, upVal } = a;
  if (sigma) {
    laneA.fill(0);
    for (let i = 0; i < n; i++) laneA[market[i]!]! += sOut[i]! * (1 - laneY[i]!);
    for (let k = 0; k < a.marketTotal.length; k++) laneA[k] = counted(laneA[k]!, one);
    for (let i = 0; i < n; i++) laneF[i] = missing(sOut[i]!, laneA[market[i]!]!, laneY[i]!);
  } else laneF.set(laneY);
  let delta = 0;
  for (let j = 0; j < n; j++) {
    const now = Math.max(shockD[j]!, Math.min(1, worstGroup(a, laneF, j)));
    if (now - laneY[j]! > delta) delta = now - laneY[j]!;
    laneY[j] = now;
  }
  let esri = 0;
  let down = 0;
  let up = 0;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let e = upPtr[i]!; e < upPtr[i + 1]!; e++) sum += upVal[e]! * laneX[upSrc[e]!]!;
    const now = Math.max(shockU[i]!, Math.min(1, sum));
    if (now - laneX[i]! > delta) delta = now - laneX[i]!;
    laneV[i] = now;
    down += weight[i]! * laneY[i]!;
    up += weight[i]! * now;
    esri += weight[i]! * Math.max(laneY[i]!, now);
  }
  laneX.set(laneV);
  s.delta[0] = delta;
  sums[0] = esri;
  sums[1] = down;
  sums[2] = up;
}
