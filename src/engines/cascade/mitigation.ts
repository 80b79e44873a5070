// What to protect, where a standby supplier or a stock helps most: the choice of k measures that avoids the most loss.
// Leskovec et al., KDD 2007 (lazy greedy); Nemhauser, Wolsey, Fisher, Math. Program. 14, 1978 (why it does well).
import type { Operators } from "./operators.ts";
import { type RunOptions, run, type Standby } from "./rounds.ts";
import type { Shock } from "./types.ts";

/** Up to so many sets every one is tried, so that the answer is the best there is. */
const EXHAUSTIVE = 10_000;
/** Candidates each chosen one is tried against at the end of the greedy choice. */
const SWAPS = 8;
/** Stop rule of the runs compared: a coarser one would stop helped and unhelped runs at different depths. */
export const MITIGATION_EPS = 1e-6;

export type Choice = {
  /** Candidates by position, in the order chosen. */
  chosen: number[];
  /** Loss without help, and after each further measure: `left[i]` with the first i + 1. */
  before: number;
  left: number[];
  /** The best there is (every set was tried), or the greedy choice with swaps. */
  exact: boolean;
  /** No choice of k leaves less than this; 0 where nothing is known. */
  floor: number;
  runs: number;
};

export type ChooseOptions = {
  k: number;
  /** Loss with these candidates (positions) in force. */
  loss: (chosen: readonly number[]) => number;
  candidates: number;
  floor?: number;
  /** Called after every run; true: stop and answer with the best found so far. */
  onRun?: (runs: number) => boolean;
};

class Stopped extends Error {}

/**
 * At most k of the candidates, so that `loss` is least; a candidate that avoids nothing is never chosen. Ties: the
 * smaller position. Greedy answers are not proved to be the best: `floor` says how much better any could be.
 */
export function choose({ k, loss, candidates, floor = 0, onRun }: ChooseOptions): Choice {
  let runs = 0;
  const before = loss([]);
  let best = { chosen: [] as number[], value: before };
  const value = (chosen: readonly number[]): number => {
    const found = loss(chosen);
    runs++;
    if (found < best.value) best = { chosen: [...chosen], value: found };
    if (onRun?.(runs)) throw new Stopped();
    return found;
  };
  const exact = sets(candidates, k) <= EXHAUSTIVE;
  try {
    if (exact) everySet(candidates, k, value);
    else greedy(candidates, k, before, value);
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  }
  const chosen = inOrder(best.chosen, loss);
  const left = chosen.map((_, at) => (at + 1 === chosen.length ? best.value : loss(chosen.slice(0, at + 1))));
  return { chosen, before, left, exact, floor: Math.min(floor, best.value), runs };
}

/** How many sets of at most k there are; Infinity beyond counting. */
function sets(candidates: number, k: number): number {
  let sum = 0;
  let ways = 1;
  for (let size = 1; size <= Math.min(k, candidates); size++) {
    ways = (ways * (candidates - size + 1)) / size;
    sum += ways;
  }
  return sum;
}

function everySet(candidates: number, k: number, value: (chosen: readonly number[]) => number): void {
  const chosen: number[] = [];
  const deeper = (from: number) => {
    for (let at = from; at < candidates; at++) {
      chosen.push(at);
      value(chosen);
      if (chosen.length < k) deeper(at + 1);
      chosen.pop();
    }
  };
  deeper(0);
}

function greedy(
  candidates: number,
  k: number,
  before: number,
  value: (chosen: readonly number[]) => number,
): void {
  const gain = new Float64Array(candidates);
  for (let at = 0; at < candidates; at++) gain[at] = before - value([at]);
  const chosen: number[] = [];
  const open = Array.from(gain.keys());
  const largest = () => open.sort((a, b) => gain[b]! - gain[a]! || a - b);
  let left = before;
  for (let step = 0; step < k && open.length > 0; step++) {
    largest();
    // A gain found with fewer measures is looked at again only when it leads; later ones seldom grow.
    const fresh = new Set<number>(step === 0 ? open : []);
    while (!fresh.has(open[0]!)) {
      gain[open[0]!] = left - value([...chosen, open[0]!]);
      fresh.add(open[0]!);
      largest();
    }
    const at = open.shift()!;
    if (!(gain[at]! > 0)) break;
    chosen.push(at);
    left -= gain[at]!;
  }
  // Measures that only help together are missed by single steps: each chosen one is tried against the next best.
  largest();
  for (const at of chosen.keys())
    for (const other of open.slice(0, SWAPS)) {
      const swapped = chosen.map((one, i) => (i === at ? other : one));
      const now = value(swapped);
      if (now >= left) continue;
      chosen[at] = other;
      open[open.indexOf(other)] = -1;
      left = now;
      break;
    }
}

/** The most useful first, each given those before it. */
function inOrder(chosen: readonly number[], loss: (chosen: readonly number[]) => number): number[] {
  const out: number[] = [];
  const open = [...chosen].sort((a, b) => a - b);
  while (open.length > 1) {
    const found = open.map((one) => loss([...out, one]));
    const at = found.indexOf(Math.min(...found));
    out.push(...open.splice(at, 1));
  }
  return [...out, ...open];
}

/** Scenarios to guard against, each with how much it counts (1 unless given). */
export type Threat = Shock & { weight?: number };

const mean = (threats: readonly Threat[], of: (threat: Threat) => number): number => {
  let [sum, all] = [0, 0];
  for (const threat of threats) {
    sum += (threat.weight ?? 1) * of(threat);
    all += threat.weight ?? 1;
  }
  return all > 0 ? sum / all : 0;
};

/** Loss by which firms are protected: for `choose`. `firms`: the candidates. */
export const protectionLoss =
  (ops: Operators, threats: readonly Threat[], firms: ArrayLike<number>, options: RunOptions = {}) =>
  (chosen: readonly number[]): number =>
    mean(
      threats,
      (threat) =>
        run(ops, threat, {
          eps: MITIGATION_EPS,
          ...options,
          help: { protect: chosen.map((at) => firms[at]!) },
        }).loss,
    );

/** No choice of k firms avoids more than all but the direct loss of the firms hit that are not among the k largest. */
export function protectionFloor({ weight }: Operators, threats: readonly Threat[], k: number): number {
  return mean(threats, ({ loss, lossUpstream = loss }) => {
    const direct = Array.from(weight, (w, i) => w * Math.max(loss[i]!, lossUpstream[i]!));
    return direct
      .sort((a, b) => b - a)
      .slice(k)
      .reduce((sum, one) => sum + one, 0);
  });
}

/** Loss by which standby suppliers are agreed: for `choose`. */
export const standbyLoss =
  (ops: Operators, threats: readonly Threat[], offers: readonly Standby[], options: RunOptions = {}) =>
  (chosen: readonly number[]): number =>
    mean(
      threats,
      (threat) =>
        run(ops, threat, {
          eps: MITIGATION_EPS,
          ...options,
          help: { standby: chosen.map((at) => offers[at]!) },
        }).loss,
    );
