// A quantile between neighbours, of values in order.

/** At (n − 1)·p from the smallest, between the two next to it (Hyndman & Fan 1996, type 7); 0 where nothing is given. */
export function quantileSorted(sorted: readonly number[], p: number): number {
  const at = (sorted.length - 1) * p;
  const low = Math.floor(at);
  const a = sorted[low] ?? 0;
  return a + (at - low) * ((sorted[low + 1] ?? a) - a);
}
