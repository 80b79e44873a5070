// A surge by hand: the tail of the Poisson law, and what is many for a quiet and for a busy cell.
import { expect, test } from "vitest";
import { surgeOf, tail } from "./surge.ts";

test("the tail agrees with the table of the Poisson law", () => {
  expect(tail(0, 2)).toBe(1);
  expect(tail(1, 2)).toBeCloseTo(1 - Math.exp(-2), 12);
  expect(tail(5, 2)).toBeCloseTo(0.0526530173, 9);
});

test("four firms are many where there were none, not where twenty came in four weeks", () => {
  expect(surgeOf(4, 0)).toEqual({ firms: 4, expected: 0.5 });
  expect(surgeOf(3, 0)).toBeNull();
  expect(surgeOf(4, 20)).toBeNull();
  expect(surgeOf(8, 20)?.expected).toBeCloseTo((20 * 3) / 28, 12);
});
