// Is one enterprise's change far from that of its trade? For the eyes of whoever decides; no figure is ever changed.

/** Of one indicator in one industry: how many enterprises, and median and MAD of ln(this period / the one before). */
export type Peers = { n: number; median: number; mad: number };
/** `change` and `median` in percent. */
export type Odd = { change: number; median: number; n: number; z: number };

/** With fewer others a median says little. */
const FEWEST = 8;
/** Iglewicz and Hoaglin (1993): a modified z beyond 3.5 is an outlier. */
const BEYOND = 3.5;
/** Where a trade hardly moves, two percent are not a distance. */
const LEAST_MAD = 0.02;

/** @returns null where it fits, or where nothing can be said: no positive past, too few others. */
export function oddAmong(peers: Peers | undefined, value: number, before: number): Odd | null {
  if (!peers || peers.n <= FEWEST || !(value > 0) || !(before > 0)) return null;
  const own = Math.log(value / before);
  const z = (0.6745 * (own - peers.median)) / Math.max(peers.mad, LEAST_MAD);
  if (Math.abs(z) <= BEYOND) return null;
  // The enterprise itself stands among those counted.
  return { change: percent(own), median: percent(peers.median), n: peers.n - 1, z };
}

const percent = (log: number): number => 100 * (Math.exp(log) - 1);
