// Which figure a cell shows, and its shade.
import { expect, test } from "vitest";
import type { Cell } from "../../modules/monitoring/contract.ts";
import { figureIn, heatOf, isWithheld } from "./shown.ts";

const cell: Cell = {
  sector: "22",
  region: "00",
  month: "2026-10",
  vintage: "final",
  expected: 3,
  reported: 3,
  coverage: "1.0000",
  total: "12.00",
  weightedTotal: "12.00",
  mean: null,
  growthMom: "1.0",
  matchedMom: 3,
  growthYoy: "-3.2",
  matchedYoy: 3,
  chainIndex: "100.0",
  diffusion: "50.0",
  suppressed: null,
  provisional: false,
};

test("coverage is said even of a withheld cell; the step between vintages closes the level alone", () => {
  expect(isWithheld({ ...cell, suppressed: "few" }, "growthYoy")).toBe(true);
  expect(isWithheld({ ...cell, suppressed: "few" }, "coverage")).toBe(false);
  expect(isWithheld({ ...cell, suppressed: "revision" }, "level")).toBe(true);
  expect(isWithheld({ ...cell, suppressed: "revision" }, "growthYoy")).toBe(false);
});

test("the level is the total, or the mean of percentages", () => {
  expect(figureIn(cell, "level")).toBe("12.00");
  expect(figureIn({ ...cell, total: null, mean: "71.50" }, "level")).toBe("71.50");
});

test("shade follows sign and size, and says nothing near zero or where nothing is known", () => {
  expect(heatOf("-3.2", "growthYoy")).toBe("-1");
  expect(heatOf("7", "growthYoy")).toBe("2");
  expect(heatOf("-40", "growthMom")).toBe("-3");
  expect(heatOf("0.4", "growthYoy")).toBeUndefined();
  expect(heatOf(null, "growthYoy")).toBeUndefined();
  expect(heatOf("50.0", "diffusion")).toBeUndefined();
  expect(heatOf("80", "diffusion")).toBe("3");
});
