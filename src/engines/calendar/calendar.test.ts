// Periods, Shanghai days and due dates, held against the State Council's notices.
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  addMonths,
  addWorkingDays,
  dayNumber,
  dayOf,
  dueDate,
  FIRST_VINTAGE,
  type HolidayYear,
  isPending,
  isWorkingDay,
  label,
  lastDay,
  monthsApart,
  periodAt,
  periodsBetween,
  previous,
  sameLastYear,
  shanghaiDay,
  shanghaiInstant,
  weekday,
} from "./index.ts";

const folder = new URL("../../../data/calendar/", import.meta.url);
const calendar = readdirSync(folder).map(
  (name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")) as HolidayYear,
);

describe("periods", () => {
  test("neighbours, same month last year, names", () => {
    expect(previous("2026-01")).toBe("2025-12");
    expect(sameLastYear("2024-02")).toBe("2023-02");
    expect(addMonths("2025-11", 14)).toBe("2027-01");
    expect(monthsApart("2024-01", "2025-12")).toBe(23);
    expect(periodsBetween("2025-11", "2026-02")).toEqual(["2025-11", "2025-12", "2026-01", "2026-02"]);
    expect(periodsBetween("2026-02", "2026-01")).toEqual([]);
    expect([label("2026-03"), label("2026-03", "en")]).toEqual(["2026年3月", "March 2026"]);
    expect([lastDay("2024-02"), lastDay("2100-02"), lastDay("2025-09")]).toEqual([
      "2024-02-29",
      "2100-02-28",
      "2025-09-30",
    ]);
    for (const wrong of ["2026-13", "2026-1", "202603"]) expect(() => previous(wrong)).toThrow(wrong);
  });
  test("moving forth and back is standing still", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4000 }),
        fc.integer({ min: -3000, max: 3000 }),
        (start, months) => {
          const period = addMonths("1900-01", start);
          expect(addMonths(addMonths(period, months), -months)).toBe(period);
        },
      ),
    );
  });
});

describe("days in Shanghai", () => {
  test("the same as the platform's own calendar, for any day", () => {
    fc.assert(
      fc.property(fc.integer({ min: -50_000, max: 90_000 }), (number) => {
        const date = new Date(number * 86_400_000);
        expect(dayOf(number)).toBe(date.toISOString().slice(0, 10));
        expect(dayNumber(dayOf(number))).toBe(number);
        expect(weekday(dayOf(number)) % 7).toBe(date.getUTCDay());
      }),
    );
    expect(() => dayNumber("2025-02-29")).toThrow("2025-02-29");
  });
  test("midnight in Shanghai is four in the afternoon of the day before in UTC", () => {
    expect(shanghaiDay(Date.UTC(2025, 11, 31, 15, 59, 59))).toBe("2025-12-31");
    expect(shanghaiDay(Date.UTC(2025, 11, 31, 16))).toBe("2026-01-01");
    expect(periodAt(Date.UTC(2025, 11, 31, 16))).toBe("2026-01");
    expect(shanghaiInstant("2026-01-01", "09:30")).toBe(Date.UTC(2026, 0, 1, 1, 30));
  });
});

describe("working days", () => {
  test("make-up Saturdays work, holidays do not, leave that is only encouraged does", () => {
    expect(isWorkingDay("2026-02-14", calendar)).toBe(true);
    expect(isWorkingDay("2026-02-28", calendar)).toBe(true);
    expect(isWorkingDay("2026-02-23", calendar)).toBe(false);
    expect(isWorkingDay("2024-02-09", calendar)).toBe(true);
    expect(addWorkingDays("2026-02-13", 1, calendar)).toBe("2026-02-14");
    expect(addWorkingDays("2026-02-14", 1, calendar)).toBe("2026-02-24");
  });
  test("every notice: days off and make-up days are of its year, apart, and the right kind of day", () => {
    for (const year of calendar) {
      expect([...year.holidays, ...year.workdays].every((day) => day.startsWith(`${year.year}-`))).toBe(true);
      expect(year.workdays.every((day) => weekday(day) >= 6 && !year.holidays.includes(day))).toBe(true);
      // Statutory days: 11 until 2024, 13 from 2025; the rest is weekends and exchanged days.
      const weekdaysOff = year.holidays.filter((day) => weekday(day) <= 5).length;
      if (year.status === "official") expect(weekdaysOff - year.workdays.length).toBeGreaterThanOrEqual(5);
    }
  });
});

describe("due dates", () => {
  test("the 10th moves over a weekend and a holiday, and a make-up Saturday counts", () => {
    expect(dueDate("2025-12", calendar)).toEqual({ date: "2026-01-12", pending: false });
    expect(dueDate("2026-03", calendar)).toEqual({ date: "2026-04-10", pending: false });
    expect(dueDate("2026-09", calendar)).toEqual({ date: "2026-10-10", pending: false });
    expect(dueDate("2026-01", calendar, { day: 15, monthsAfter: 1, roll: "next-working-day" }).date).toBe(
      "2026-02-24",
    );
    expect(dueDate("2026-01", calendar, FIRST_VINTAGE)).toEqual({ date: "2026-02-15", pending: false });
    expect(dueDate("2026-01", calendar, { day: 31, monthsAfter: 1, roll: "none" }).date).toBe("2026-02-28");
  });
  test("a year whose notice is not out is said to be pending (待通知)", () => {
    expect(dueDate("2026-12", calendar)).toEqual({ date: "2027-01-11", pending: true });
    expect(isPending("2031-05-01", calendar)).toBe(true);
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
  });
});

test("the example of the README", () => {
  const year: HolidayYear = {
    year: 2026,
    status: "official",
    holidays: ["2026-02-16"],
    workdays: ["2026-02-14"],
  };
  expect(dueDate("2026-01", [year], { day: 14, monthsAfter: 1, roll: "next-working-day" })).toEqual({
    date: "2026-02-14",
    pending: false,
  });
  expect(dueDate("2026-01", [year], { day: 15, monthsAfter: 1, roll: "next-working-day" }).date).toBe(
    "2026-02-17",
  );
});
