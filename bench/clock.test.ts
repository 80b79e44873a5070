// Clocks held against a counter that looks at every single minute; bench/calendar.ts does the same in 100,000 cases.
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { due, elapsed, type HolidayYear } from "../src/engines/calendar/index.ts";
import { clockCases, slowDue, slowElapsed } from "./clock-cases.ts";

const folder = new URL("../data/calendar/", import.meta.url);
const calendar = readdirSync(folder).map(
  (name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")) as HolidayYear,
);

test("the same due times and the same minutes used in random cases", () => {
  let stopped = 0;
  const different: unknown[] = [];
  for (const { start, term, events, end } of clockCases(20260302, 1500)) {
    const slow = [slowDue(start, term, events, calendar), slowElapsed(start, end, events, calendar)];
    const fast = [due(start, term, events, calendar).due, elapsed(start, end, events, calendar).minutes];
    if (slow[0] === null) stopped++;
    if (fast.join() !== slow.join()) different.push({ start, end, term, events, fast, slow });
  }
  expect(different).toEqual([]);
  expect(stopped).toBeGreaterThan(10);
});
