// Places in a ranking.

/** Places from 1, the largest first; ties by number. */
export function places(list: ArrayLike<number>, n: number): Uint32Array {
  const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => list[b]! - list[a]! || a - b);
  const out = new Uint32Array(n);
  for (const [at, i] of order.entries()) out[i] = at + 1;
  return out;
}
