// Periods of every length: laws over random days, and cases looked up in a calendar on the wall.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  before,
  dueOf,
  firstDayOf,
  firstPeriods,
  labelOf,
  lastDayOf,
  PERIODICITIES,
  periodicityOf,
  periodOn,
  yearBefore,
} from "./index.ts";

const lengths = PERIODICITIES.filter((one) => one !== "once");
const day = fc.integer({ min: 0, max: 40_000 }).map((n) => addDays("1995-01-01", n));

describe("periods of every length", () => {
  it("hold the day they were asked for, are of their length, and touch their neighbour", () => {
    fc.assert(
      fc.property(fc.constantFrom(...lengths), day, (length, on) => {
        const period = periodOn(length, on);
        expect(periodicityOf(period)).toBe(length);
        expect(firstDayOf(period) <= on && on <= lastDayOf(period)).toBe(true);
        const earlier = before(period)!;
        expect(addDays(lastDayOf(earlier), 1)).toBe(firstDayOf(period));
        expect(earlier < period).toBe(true);
        expect(periodicityOf(yearBefore(period)!)).toBe(length);
      }),
    );
  });

  it("ISO weeks belong to the year of their Thursday", () => {
    expect(periodOn("week", "2027-01-01")).toBe("2026-W53");
    expect(periodOn("week", "2024-12-30")).toBe("2025-W01");
    expect([firstDayOf("2026-W48"), lastDayOf("2026-W48")]).toEqual(["2026-11-23", "2026-11-29"]);
    expect(yearBefore("2026-W53")).toBe("2025-W52");
  });

  it("the last 旬 ends with its month", () => {
    expect(periodOn("ten-day", "2026-01-31")).toBe("2026-01-T3");
    expect([firstDayOf("2026-02-T3"), lastDayOf("2026-02-T3")]).toEqual(["2026-02-21", "2026-02-28"]);
    expect(before("2026-03-T1")).toBe("2026-02-T3");
  });

  it("says each as a statistician does", () => {
    expect(
      ["2026-11-24", "2026-W48", "2026-11-T3", "2026-11", "2026-Q4", "2026", "once"].map((p) => labelOf(p)),
    ).toEqual([
      "2026年11月24日",
      "2026年第48周",
      "2026年11月下旬",
      "2026年11月",
      "2026年四季度",
      "2026年",
      "一次性",
    ]);
    expect(labelOf("2026-11-T3", "en")).toBe("last ten days of November 2026");
  });

  it("offers the period just ended, the present one and some to come", () => {
    expect(firstPeriods("quarter", "2026-11-24")).toEqual([
      "2026-Q3",
      "2026-Q4",
      "2027-Q1",
      "2027-Q2",
      "2027-Q3",
      "2027-Q4",
    ]);
    expect(firstPeriods("ten-day", "2026-02-25", 3)).toEqual(["2026-02-T2", "2026-02-T3", "2026-03-T1"]);
    expect(firstPeriods("once", "2026-12-31", 2)).toEqual(["2026-12-31", "2027-01-01"]);
  });

  it("knows what is no period", () => {
    for (const text of ["2026-02-30", "2025-W53", "2026-13", "2026-Q5", "2026-11-T4", "", "26"])
      expect(periodicityOf(text)).toBeNull();
  });

  it("is due on a day of the month after, or so many days after its end, and never on a day off", () => {
    const calendar = [
      { year: 2026, status: "official" as const, holidays: ["2026-10-01", "2026-10-02"], workdays: [] },
    ];
    expect(dueOf("2026-Q3", 12, calendar).date).toBe("2026-10-12");
    expect(dueOf("2026-09-T3", 1, calendar)).toEqual({ date: "2026-10-05", pending: false });
    expect(dueOf("2026-W48", 1, calendar).date).toBe("2026-11-30");
    expect(dueOf("2026-11-20", 1, calendar).date).toBe("2026-11-23");
    expect(dueOf("once", 10, calendar, "2026-11-02").date).toBe("2026-11-12");
    expect(dueOf("2026", 31, calendar)).toEqual({ date: "2027-02-01", pending: true });
    expect(dueOf("2026-01", 31, calendar).date).toBe("2026-03-02");
  });
});
