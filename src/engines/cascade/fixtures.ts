// Networks for tests and the bench: a small one by hand, and scale-free ones from a seed.
import type { Network } from "./types.ts";

/** Uniform numbers 0…1 from a seed (splitmix64, the 53 upper bits). */
export function uniform(seed: number): () => number {
  let low = seed >>> 0;
  let high = Math.floor(seed / 2 ** 32) >>> 0;
  const product = (a: readonly [number, number], b: readonly [number, number]): [number, number] => {
    const [al, ah] = a;
    const [bl, bh] = b;
    const a0 = al & 0xffff;
    const a1 = al >>> 16;
    const b0 = bl & 0xffff;
    const b1 = bl >>> 16;
    const mid = a1 * b0 + Math.floor((a0 * b0) / 65536);
    const mid2 = a0 * b1 + (mid % 65536);
    const lowest = ((a0 * b0) & 0xffff) + (mid2 % 65536) * 65536;
    const carry = a1 * b1 + Math.floor(mid / 65536) + Math.floor(mid2 / 65536);
    return [lowest >>> 0, (carry + Math.imul(al, bh) + Math.imul(ah, bl)) >>> 0];
  };
  const shifted = ([l, h]: readonly [number, number], by: number): [number, number] => [
    (l ^ ((l >>> by) | (h << (32 - by)))) >>> 0,
    (h ^ (h >>> by)) >>> 0,
  ];
  return () => {
    const sum = low + 0x7f4a7c15;
    low = sum >>> 0;
    high = (high + 0x9e3779b9 + (sum > 0xffffffff ? 1 : 0)) >>> 0;
    let z = product(shifted([low, high], 30), [0x1ce4e5b9, 0xbf58476d]);
    z = product(shifted(z, 27), [0x133111eb, 0x94d049bb]);
    z = shifted(z, 31);
    return (z[1] * 2 ** 21 + (z[0] >>> 11)) / 2 ** 53;
  };
}

/** The generator the published test networks were made with: scale-free, sectors by a power law, log-normal values. */
export function scaleFree(n: number, meanLinks: number, sectors: number, seed: number): Network {
  const next = uniform(seed);
  const normal = () => {
    const a = 1 - next();
    const b = next();
    return Math.sqrt(-2 * Math.log(a)) * Math.cos(2 * Math.PI * b);
  };
  const running = (list: readonly number[]) => {
    let sum = 0;
    return list.map((one) => {
      sum += one;
      return sum;
    });
  };
  const sectorSums = running(Array.from({ length: sectors }, (_, k) => 1 / (k + 1) ** 0.7));
  const sector = Array.from({ length: n }, (_, i) => (i < sectors ? i : 0));
  for (let i = sectors; i < n; i++) {
    sector[i] = Math.min(sectors - 1, rightOf(sectorSums, next() * sectorSums.at(-1)!));
  }
  const cap = n ** 0.5 * 4;
  const size = sector.map(() => Math.min(cap, (1 - next()) ** (-1 / 1.35)));
  const out = running(size.map((one) => one * Math.exp(0.5 * normal())));
  const into = running(size.map((one) => one * Math.exp(0.5 * normal())));
  const pick = (sums: readonly number[]) => Math.min(n - 1, rightOf(sums, next() * sums.at(-1)!));
  const seen = new Set<number>();
  const supplier: number[] = [];
  const customer: number[] = [];
  const add = (i: number, j: number) => {
    if (i === j || seen.has(i * n + j)) return;
    seen.add(i * n + j);
    supplier.push(i);
    customer.push(j);
  };
  for (let j = 0; j < n; j++) if (next() >= 0.08) add(pick(out), j);
  const target = Math.trunc(n * meanLinks);
  for (let tries = 0; supplier.length < target && tries < 20 * target; tries++) add(pick(out), pick(into));
  const value = supplier.map(
    (i, at) => 1000 * Math.sqrt(size[i]! * size[customer[at]!]!) * Math.exp(normal()),
  );
  const essential = Array.from({ length: sectors * sectors }, () => {
    const x = next();
    return x < 0.25 ? 2 : x < 0.7 ? 1 : 0;
  });
  return { sector, sectors, supplier, customer, value, essential };
}

function rightOf(sums: readonly number[], wanted: number): number {
  let low = 0;
  let high = sums.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (wanted < sums[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** An odd little network of a seed: loops, repeated and empty links, sales below one unit. */
export function oddNetwork(seed: number): Network {
  const next = uniform(seed);
  const below = (count: number) => Math.floor(next() * count);
  const n = 1 + below(12);
  const sectors = 1 + below(4);
  const links = Array.from({ length: below(41) }, () => below(3));
  return {
    sector: Array.from({ length: n }, () => below(sectors)),
    sectors,
    supplier: links.map(() => below(n)),
    customer: links.map(() => below(n)),
    value: links.map((kind) => (kind === 0 ? 0 : kind === 1 ? 1 + below(9) : 0.01 + 0.89 * next())),
    essential: Array.from({ length: sectors * sectors }, () => below(3)),
  };
}
