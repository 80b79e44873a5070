// How sure a ranking is when links are only partly known: the same question asked of networks drawn within what is
// known of each link. Efron, Ann. Statist. 7, 1979 (resampling), with links in place of observations.
import { places } from "./places.ts";
import type { Network } from "./types.ts";

/**
 * What is known of the links. `confidence` 0…1: chance that the link is there at all (1: reported and checked).
 * `spread`: standard deviation of ln value (0: exact). Both by link, in the network's order.
 */
export type LinkKnowledge = { confidence: ArrayLike<number>; spread: ArrayLike<number> };

/** One network as it may be: the same firms, each link there or not, its value varied about its median. */
export function redrawn(network: Network, knowledge: LinkKnowledge, uniform: () => number): Network {
  const { supplier, customer, value } = network;
  const kept: number[] = [];
  const values: number[] = [];
  for (let e = 0; e < value.length; e++) {
    // Both are always drawn, so that one link's fate does not move the others'.
    const there = uniform() < knowledge.confidence[e]!;
    const [a, b] = [1 - uniform(), uniform()];
    if (!there) continue;
    const normal = Math.sqrt(-2 * Math.log(a)) * Math.cos(2 * Math.PI * b);
    kept.push(e);
    values.push(value[e]! * Math.exp((knowledge.spread[e] ?? 0) * normal));
  }
  return {
    ...network,
    supplier: kept.map((e) => supplier[e]!),
    customer: kept.map((e) => customer[e]!),
    value: values,
  };
}

/** Quantiles over the draws, by firm: the figure itself and its place (1 is the largest). */
export type Band = {
  lo: number;
  middle: number;
  hi: number;
  placeLo: number;
  placeMiddle: number;
  placeHi: number;
};

/**
 * @param draws for each redrawn network the figures of the same firms in the same order
 * @param cover share of the draws inside the band
 */
export function bands(draws: readonly ArrayLike<number>[], cover = 0.9): Band[] {
  const n = draws[0]?.length ?? 0;
  const ranked = draws.map((draw) => places(draw, n));
  const tail = (1 - cover) / 2;
  return Array.from({ length: n }, (_, i) => {
    const values = Float64Array.from(draws, (draw) => draw[i]!).sort();
    const ranks = Float64Array.from(ranked, (place) => place[i]!).sort();
    const [lo, middle, hi] = [tail, 0.5, 1 - tail].map((p) => quantile(values, p)) as [
      number,
      number,
      number,
    ];
    const [placeLo, placeMiddle, placeHi] = [tail, 0.5, 1 - tail].map((p) => quantile(ranks, p)) as [
      number,
      number,
      number,
    ];
    return { lo, middle, hi, placeLo, placeMiddle, placeHi };
  });
}

function quantile(sorted: Float64Array, p: number): number {
  const at = (sorted.length - 1) * p;
  const low = Math.floor(at);
  const a = sorted[low]!;
  return a + (at - low) * ((sorted[low + 1] ?? a) - a);
}
