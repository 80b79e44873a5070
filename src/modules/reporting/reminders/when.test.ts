// Nobody is reminded by itself at night or on a day of rest, and what was put off goes on the next working day.
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { HolidayYear } from "../../../engines/calendar/index.ts";
import { dueBy, notNow, USUAL } from "./when.ts";

const year = (at: number) =>
  JSON.parse(
    readFileSync(new URL(`../../../../data/calendar/${at}.json`, import.meta.url), "utf8"),
  ) as HolidayYear;
const calendar = [year(2026), year(2027)];
const at = (wall: string): number => Date.parse(`${wall}+08:00`);

it.each([
  ["2026-12-08T09:00:00", null],
  ["2026-12-08T21:59:59", null],
  ["2026-12-08T22:00:00", "quiet"],
  ["2026-12-08T23:59:59", "quiet"],
  ["2026-12-09T00:00:00", "quiet"],
  ["2026-12-09T07:59:59", "quiet"],
  ["2026-12-09T08:00:00", "early"],
  ["2026-12-09T08:59:59", "early"],
  // Sunday; the make-up Saturday before Spring Festival; the festival; National Day; New Year without a notice
  ["2026-12-06T10:00:00", "rest-day"],
  ["2026-02-14T10:00:00", null],
  ["2026-02-17T10:00:00", "rest-day"],
  ["2026-10-01T10:00:00", "rest-day"],
  ["2026-10-10T10:00:00", null],
  ["2027-01-02T10:00:00", "rest-day"],
] as const)("%s: %s", (wall, why) => expect(notNow(USUAL, at(wall), calendar)).toBe(why));

it("each rule can be set otherwise", () => {
  const night = at("2026-12-08T23:00:00");
  const sunday = at("2026-12-06T10:00:00");
  expect(notNow({ ...USUAL, quiet: false }, night, calendar)).toBeNull();
  expect(notNow({ ...USUAL, restDays: false }, sunday, calendar)).toBeNull();
  expect(notNow({ ...USUAL, enabled: false }, at("2026-12-08T10:00:00"), calendar)).toBe("off");
  expect(notNow({ ...USUAL, quietFrom: 12, quietTo: 14 }, at("2026-12-08T13:59:59"), calendar)).toBe("quiet");
  expect(notNow({ ...USUAL, quietFrom: 12, quietTo: 14 }, at("2026-12-08T14:00:00"), calendar)).toBeNull();
  expect(notNow({ ...USUAL, quietFrom: 9, quietTo: 9 }, at("2026-12-08T09:00:00"), calendar)).toBeNull();
  expect(dueBy({ ...USUAL, daysBefore: 3 }, "2026-12-29")).toBe("2027-01-01");
});
