// Runs seeds and scenarios through a kernel: the frontier phase first, then dense lanes, refilled as they come free.
import { DENSE_SHARE, EPS, MAX_ROUNDS } from "./defaults.ts";
import type { Prepared } from "./layout.ts";
import { slotArrays } from "./layout.ts";
import { type Kernel, plainKernel, SCALAR } from "./plain.ts";
import { NetworkFault, type Risk, type Shock, type ShockResult, type SolveOptions } from "./types.ts";
import { wasmKernel } from "./wasm.ts";

/**
 * Systemic risk of single firms: the share of all weight that is lost when the firm stops wholly.
 * @param seeds firms as numbered in the network; or a function that hands out positions one by one (threads share it)
 * @throws NetworkFault for a seed that is not a firm
 */
export function solve(prepared: Prepared, seeds: ArrayLike<number>, options: SolveOptions = {}): Risk {
  const count = seeds.length;
  const risk: Risk = {
    esri: new Float64Array(count),
    down: new Float64Array(count),
    up: new Float64Array(count),
    rounds: new Int32Array(count),
    converged: new Uint8Array(count),
  };
  for (let at = 0; at < count; at++) {
    const one = seeds[at]!;
    if (!(Number.isInteger(one) && one >= 0 && one < prepared.n))
      throw new NetworkFault("seeds", at, `${one} is not one of the ${prepared.n} firms`);
  }
  let at = 0;
  let done = 0;
  solveEach(
    prepared,
    seeds,
    () => (at < count ? at++ : -1),
    options,
    (position, found) => {
      risk.esri[position] = found.esri;
      risk.down[position] = found.down;
      risk.up[position] = found.up;
      risk.rounds[position] = found.rounds;
      risk.converged[position] = found.converged ? 1 : 0;
      options.onProgress?.(++done);
    },
  );
  return risk;
}

export type Found = { esri: number; down: number; up: number; rounds: number; converged: boolean };

/** What the frontier phase left in the scalars when the stop rule was met. */
const foundIn = (scalars: Float64Array, eps: number): Found => ({
  esri: scalars[SCALAR.esri]!,
  down: scalars[SCALAR.down]!,
  up: scalars[SCALAR.up]!,
  rounds: scalars[SCALAR.rounds]!,
  converged: !(scalars[SCALAR.delta]! > eps),
});

/**
 * The same with the work handed out from outside: `take` answers the next position in `seeds`, −1 when there is none.
 * Any number of threads may share one counter; each uses a slot of its own.
 */
export function solveEach(
  prepared: Prepared,
  seeds: ArrayLike<number>,
  take: () => number,
  options: SolveOptions,
  put: (position: number, found: Found) => void,
): void {
  const { eps, maxRounds, widest, slot } = settings(prepared, options);
  const kernel = prepared.kernel === "wasm" ? wasmKernel(prepared, slot) : plainKernel(prepared, slot);
  const s = slotArrays(prepared.layout, prepared.buffer, slot);
  const { scalars, sums, delta, laneSeed } = s;
  const held = new Int32Array(kernel.lanes).fill(-1);
  const rounds = new Int32Array(kernel.lanes);
  let active = 0;
  let empty = false;
  for (;;) {
    for (let lane = 0; lane < kernel.lanes && !empty; lane++) {
      while (held[lane] === -1) {
        const position = take();
        if (position < 0) {
          empty = true;
          break;
        }
        const seed = prepared.place[seeds[position]!]!;
        begin(s, seed);
        if (kernel.sparse(eps, maxRounds, widest)) {
          put(position, foundIn(scalars, eps));
          kernel.reset();
          continue;
        }
        held[lane] = position;
        rounds[lane] = scalars[SCALAR.rounds]!;
        laneSeed[lane] = seed;
        active++;
        kernel.toLane(lane);
      }
    }
    if (active === 0) return;
    kernel.sweep();
    let finished = 0;
    for (let lane = 0; lane < kernel.lanes; lane++) {
      if (held[lane] === -1) continue;
      rounds[lane]!++;
      if (delta[lane]! > eps && rounds[lane]! < maxRounds) continue;
      put(held[lane]!, {
        esri: sums[lane]!,
        down: sums[kernel.lanes + lane]!,
        up: sums[2 * kernel.lanes + lane]!,
        rounds: rounds[lane]!,
        converged: !(delta[lane]! > eps),
      });
      held[lane] = -1;
      laneSeed[lane] = -1;
      active--;
      finished |= 1 << lane;
    }
    if (finished) kernel.clear(finished);
  }
}

/**
 * One scenario with any initial losses, and its end firm by firm.
 * @throws NetworkFault for a loss that is not 0…1 or not one a firm
 */
export function shock(prepared: Prepared, given: Shock, options: SolveOptions = {}): ShockResult {
  const { n, order } = prepared;
  const { loss, lossUpstream = loss } = given;
  for (const [part, list] of [
    ["loss", loss],
    ["lossUpstream", lossUpstream],
  ] as const) {
    if (list.length !== n) throw new NetworkFault(part, list.length, `${n} figures are needed`);
    for (let i = 0; i < n; i++)
      if (!(list[i]! >= 0 && list[i]! <= 1)) throw new NetworkFault(part, i, `${list[i]} is not 0…1`);
  }
  const { eps, maxRounds, widest, slot } = settings(prepared, options);
  const kernel: Kernel = plainKernel(prepared, slot);
  const s = slotArrays(prepared.layout, prepared.buffer, slot);
  const { scalars } = s;
  for (let i = 0; i < n; i++) {
    const down = loss[order[i]!]!;
    const up = lossUpstream[order[i]!]!;
    if (down > 0) {
      s.shockD[i] = s.y[i] = down;
      s.touchedD[scalars[SCALAR.touchedD]!++] = i;
    }
    if (up > 0) {
      s.shockU[i] = s.x[i] = up;
      s.touchedU[scalars[SCALAR.touchedU]!++] = i;
    }
  }
  const lossDown = new Float64Array(n);
  const lossUp = new Float64Array(n);
  const read = (y: Float64Array, x: Float64Array) => {
    for (let i = 0; i < n; i++) {
      lossDown[order[i]!] = y[i]!;
      lossUp[order[i]!] = x[i]!;
    }
  };
  let found: Found;
  if (kernel.sparse(eps, maxRounds, widest)) {
    read(s.y, s.x);
    found = foundIn(scalars, eps);
    kernel.reset();
  } else {
    let rounds = scalars[SCALAR.rounds]!;
    kernel.toLane(0);
    do {
      kernel.sweep();
      rounds++;
    } while (s.delta[0]! > eps && rounds < maxRounds);
    read(s.laneY, s.laneX);
    const [esri, down, up] = s.sums as unknown as [number, number, number];
    found = { esri, down, up, rounds, converged: !(s.delta[0]! > eps) };
  }
  kernel.clear(1);
  return { ...found, lossDown, lossUp };
}

function settings(prepared: Prepared, options: SolveOptions) {
  const { eps = EPS, maxRounds = MAX_ROUNDS, slot = 0, denseShare = DENSE_SHARE } = options;
  if (!(eps >= 0)) throw new NetworkFault("eps", 0, `${eps} is not a figure of 0 or more`);
  const { down, up } = prepared.layout.sizes;
  return { eps, maxRounds, slot, widest: Math.floor(denseShare * (down + up)) };
}

/** The whole of one firm is lost. */
function begin(s: ReturnType<typeof slotArrays>, seed: number): void {
  s.y[seed] = s.x[seed] = s.shockD[seed] = s.shockU[seed] = 1;
  s.touchedD[0] = s.touchedU[0] = seed;
  s.scalars[SCALAR.touchedD] = s.scalars[SCALAR.touchedU] = 1;
}
