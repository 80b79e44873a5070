// Every province has one tile of its own, and no two stand on the same place.
import { expect, test } from "vitest";
import codes from "../../../data/codes.json" with { type: "json" };
import { COLUMNS, tiles } from "./tiles.ts";

test("all 34 provinces of the code list, once each", () => {
  expect(tiles.map(({ code }) => code).sort()).toEqual(
    codes.provinces.items.map(({ short }) => short).sort(),
  );
  expect(tiles).toHaveLength(34);
});

test("one place each, inside the grid, read from north to south", () => {
  expect(new Set(tiles.map(({ column, row }) => `${column} ${row}`)).size).toBe(tiles.length);
  expect(tiles.every(({ column }) => column >= 1 && column <= COLUMNS)).toBe(true);
  expect(tiles.map(({ row }) => row)).toEqual(tiles.map(({ row }) => row).sort((a, b) => a - b));
});
