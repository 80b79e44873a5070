// Chance from a seed, for tests: uniform numbers and normal ones.

export const random = (seed: number) => () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return (seed + 0.5) / 4294967296;
};
export const normal = (next: () => number) =>
  Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next());
