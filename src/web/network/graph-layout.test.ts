// The layout: no two industries overlap, the heaviest in the middle, the same every time, quick for many.
import { expect, test } from "vitest";
import { placed } from "./graph-layout.ts";

const many = (n: number) => ({
  group: Array.from({ length: n }, (_, i) => String((i * 7919) % 37)),
  weight: Array.from({ length: n }, (_, i) => (i * 104_729) % 1009),
});

test("industries stand apart, and the heaviest firm of each in its middle", () => {
  const { group, weight } = many(2000);
  const spots = placed(group, weight);
  const middles = new Map<string, number>();
  for (const [i, of] of group.entries()) {
    const held = middles.get(of);
    if (held === undefined || weight[i]! > weight[held]!) middles.set(of, i);
  }
  const reach = (of: string) => Math.sqrt(group.filter((one) => one === of).length);
  for (const [a, i] of middles)
    for (const [b, j] of middles) {
      if (a >= b) continue;
      const away = Math.hypot(spots[i]!.x - spots[j]!.x, spots[i]!.y - spots[j]!.y);
      expect(away).toBeGreaterThan(reach(a) + reach(b));
    }
  expect(placed(group, weight)).toEqual(spots);
});

test("twenty thousand firms each have a place", () => {
  const { group, weight } = many(20_000);
  const spots = placed(group, weight);
  expect(new Set(spots.map(({ x, y }) => `${x.toFixed(3)},${y.toFixed(3)}`)).size).toBe(20_000);
});
