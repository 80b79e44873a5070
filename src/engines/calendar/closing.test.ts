// The last millisecond of the due day and of the grace, holidays and make-up days on the way, and years without a notice.
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { closingOf, type HolidayYear } from "./index.ts";

const year = (at: number) =>
  JSON.parse(
    readFileSync(new URL(`../../../data/calendar/${at}.json`, import.meta.url), "utf8"),
  ) as HolidayYear;
const calendar = [year(2026), year(2027)];
const shown = (ms: number) => new Date(ms).toISOString();

it.each([
  // due on a Thursday: midnight in Shanghai is 16:00 UTC of the same day
  ["2026-12-10", 0, "hours", "2026-12-10T16:00:00.000Z", "2026-12-10T16:00:00.000Z", false],
  ["2026-12-10", 36, "hours", "2026-12-10T16:00:00.000Z", "2026-12-12T04:00:00.000Z", false],
  ["2026-12-10", 0, "working-days", "2026-12-10T16:00:00.000Z", "2026-12-10T16:00:00.000Z", false],
  ["2026-12-10", 1, "working-days", "2026-12-10T16:00:00.000Z", "2026-12-11T16:00:00.000Z", false],
  ["2026-12-10", 2, "working-days", "2026-12-10T16:00:00.000Z", "2026-12-14T16:00:00.000Z", false],
  // Friday 13 February: the 14th is a make-up Saturday, then Spring Festival until the 23rd
  ["2026-02-13", 1, "working-days", "2026-02-13T16:00:00.000Z", "2026-02-14T16:00:00.000Z", false],
  ["2026-02-13", 2, "working-days", "2026-02-13T16:00:00.000Z", "2026-02-24T16:00:00.000Z", false],
  // hours do not know of holidays
  ["2026-02-14", 24, "hours", "2026-02-14T16:00:00.000Z", "2026-02-15T16:00:00.000Z", false],
  // the notice for 2027 is not out: only weekends are known
  ["2026-12-31", 1, "working-days", "2026-12-31T16:00:00.000Z", "2027-01-01T16:00:00.000Z", true],
] as const)("%s and %i %s", (dueOn, amount, unit, due, grace, pending) => {
  const closing = closingOf(dueOn, { amount, unit }, calendar);
  expect([shown(closing.due), shown(closing.grace), closing.pending]).toEqual([due, grace, pending]);
});

it("grace never ends before the due day, and more of it never ends earlier", () => {
  for (const unit of ["hours", "working-days"] as const) {
    let before = 0;
    for (let amount = 0; amount <= 30; amount++) {
      const { due, grace } = closingOf("2026-09-24", { amount, unit }, calendar);
      expect(grace).toBeGreaterThanOrEqual(Math.max(due, before));
      before = grace;
    }
  }
});

it("what is no whole amount, and no day, is refused", () => {
  for (const amount of [-1, 0.5, Number.NaN])
    expect(() => closingOf("2026-12-10", { amount, unit: "hours" }, calendar)).toThrow(RangeError);
  expect(() => closingOf("2026-02-30", { amount: 1, unit: "hours" }, calendar)).toThrow(RangeError);
});
