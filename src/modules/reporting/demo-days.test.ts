// The daily return of the demo: spans that are over, days that say what the months say, a standstill that is seen.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { check, prepare, readDefinition } from "../../engines/forms/index.ts";
import { demoWorld, diceOf } from "../../platform/demo/demo.ts";
import { dailySpans, daysIn, daysOf, standstill } from "./demo-days.ts";
import { plantedEvents } from "./demo-events.ts";

const now = new Date("2026-11-24T04:00:00Z");
const { months } = demoWorld(now, 2000);
const plan = { industryCode: "3851", regionCode: "440600", revenue: 24_000, employees: 260, year: 2025 };
const file = new URL("../../../data/demo/resumption-daily.json", import.meta.url);
const form = prepare(readDefinition(JSON.parse(readFileSync(file, "utf8"))));
const mean = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0) / list.length;

test("the newest Spring Festival, and the two months of the standstill where there are three years", () => {
  expect(dailySpans(months)).toEqual([
    { code: "lockdown", from: "2025-03-01", to: "2025-04-30" },
    { code: "festival", from: "2026-02-10", to: "2026-03-16" },
  ]);
  expect(dailySpans(demoWorld(now, 200).months).map(({ code }) => code)).toEqual(["festival"]);
  // Loaded in the middle of the weeks after a festival, the one of the year before is told: its days are over.
  expect(dailySpans(demoWorld(new Date("2026-03-05T04:00:00Z"), 200).months)[0]?.from).toBe("2025-01-22");
});

test("the standstill of the days is that of the months", () => {
  const days = daysIn(dailySpans(months)[0]!);
  const planted = plantedEvents.find(({ code }) => code === "lockdown")!;
  expect(mean(days.map((_, i) => standstill(i, days.length)))).toBeCloseTo(planted.hit.output!, 1);
});

test("every day fits the form; work stops and comes back", () => {
  for (const span of dailySpans(months)) {
    const days = daysOf(plan, span, diceOf("one"));
    for (const [i, { values }] of days.entries()) {
      const earlier = { previous: days[i - 1]?.values ?? {}, lastYear: {} };
      expect(check(form, values, earlier).remarks.filter((one) => one.severity === "hard")).toEqual([]);
      expect(Object.keys(values)).toEqual(form.fields.map((field) => field.code));
    }
    const reached = days.map(({ values }) => Number(values.reached));
    expect(Math.min(...reached)).toBeLessThan(45);
    expect(mean(reached.slice(-5))).toBeGreaterThan(85);
  }
});
