// Told of an outlier among its trade, and silent where little can be said.
import { expect, test } from "vitest";
import { oddAmong } from "./peers.ts";

const trade = { n: 21, median: Math.log(1.03), mad: 0.05 };

test("a change far from the trade's is said, with both changes", () => {
  const odd = oddAmong(trade, 280, 100)!;
  expect(odd.change).toBeCloseTo(180, 6);
  expect(odd.median).toBeCloseTo(3, 6);
  expect(odd.n).toBe(20);
  // 0.6745 · (ln 2.8 − ln 1.03) / 0.05
  expect(odd.z).toBeCloseTo(13.4909, 3);
  expect(oddAmong(trade, 60, 100)!.z).toBeLessThan(-3.5);
});
test("what moves with the trade is not, even where the trade moves much", () => {
  expect(oddAmong(trade, 110, 100)).toBeNull();
  expect(oddAmong({ n: 21, median: Math.log(0.4), mad: 0.1 }, 40, 100)).toBeNull();
});
test("a trade that stands still gives nobody an outlier for two percent", () => {
  expect(oddAmong({ n: 30, median: 0, mad: 0 }, 103, 100)).toBeNull();
  expect(oddAmong({ n: 30, median: 0, mad: 0 }, 130, 100)).not.toBeNull();
});
test("nothing is said of few peers, of none, or without a positive past", () => {
  expect(oddAmong({ ...trade, n: 8 }, 900, 100)).toBeNull();
  expect(oddAmong(undefined, 900, 100)).toBeNull();
  expect(oddAmong(trade, 900, 0)).toBeNull();
  expect(oddAmong(trade, -5, 100)).toBeNull();
});
