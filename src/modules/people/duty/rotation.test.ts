// Duty in turn: fair by kind of day, nobody twice running, what is set stays.
import { expect, test } from "vitest";
import { addDays } from "../../../engines/calendar/index.ts";
import { inTurn } from "./rotation.ts";

const days = (count: number, set: Record<number, string> = {}) =>
  Array.from({ length: count }, (_, i) => ({
    date: addDays("2026-11-23", i),
    working: i % 7 < 5,
    personId: set[i] ?? null,
  }));
const count = (list: { date: string; personId: string }[], working: boolean, slots = days(42)) =>
  ["a", "b", "c"].map(
    (who) =>
      list.filter(
        (one) => one.personId === who && slots.find((s) => s.date === one.date)!.working === working,
      ).length,
  );

test("working days and days off are shared apart, within one of each other", () => {
  const list = inTurn(days(42), ["a", "b", "c"]);
  for (const working of [true, false]) {
    const shares = count(list, working);
    expect(Math.max(...shares) - Math.min(...shares), String(shares)).toBeLessThanOrEqual(1);
  }
});
test("nobody is on duty twice running while there is somebody else; what is set stays", () => {
  const list = inTurn(days(21, { 3: "a" }), ["a", "b", "c"]);
  expect(list.some((one) => one.date === "2026-11-26")).toBe(false);
  const all = [...list, { date: "2026-11-26", personId: "a" }].sort((x, y) => (x.date < y.date ? -1 : 1));
  expect(all.every((one, i) => i === 0 || one.personId !== all[i - 1]!.personId)).toBe(true);
  expect(new Set(inTurn(days(7), ["a"]).map((one) => one.personId))).toEqual(new Set(["a"]));
});
