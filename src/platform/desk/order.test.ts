// The order of a desk, case by case; and that ten and three are kept whatever is published.
import { expect, test } from "vitest";
import type { Decision, Severity } from "./contract.ts";
import { inOrder, joinDesks } from "./order.ts";

const now = new Date("2026-11-24T02:00:00Z");
const words = { zh: "甲", en: "a" };
const one = (key: string, severity: Severity, due: string | null, since: string | null = null): Decision => ({
  ...{ key, title: words, tag: words, why: words, severity, due, since, to: "/", act: null },
});
const keys = (list: readonly Decision[]): string =>
  inOrder(list, now)
    .map((d) => d.key)
    .join(" ");

test("overdue comes before severity, severity before the sooner clock, a clock before none", () => {
  const late = one("late-blue", "blue", "2026-11-24T01:00:00Z");
  const red = one("red", "red", "2026-12-24T01:00:00Z");
  const soon = one("yellow-soon", "yellow", "2026-11-25T01:00:00Z");
  const later = one("yellow-later", "yellow", "2026-11-26T01:00:00Z");
  const none = one("yellow-none", "yellow", null, "2026-11-01T00:00:00Z");
  const older = one("yellow-older", "yellow", null, "2026-10-01T00:00:00Z");
  expect(keys([none, later, older, soon, red, late])).toBe(
    "late-blue red yellow-soon yellow-later yellow-older yellow-none",
  );
});

test("overdue ones are sorted among themselves, and a clock that ends now is not overdue", () => {
  const a = one("red-late", "red", "2026-11-24T01:59:59Z");
  const b = one("none-late", "none", "2026-11-01T01:00:00Z");
  const c = one("now", "red", "2026-11-24T02:00:00Z");
  expect(keys([b, c, a])).toBe("red-late none-late now");
});

test("at most ten decisions and three sentences, and the counts say what is left out", () => {
  const sentence = (order: number) => ({ ...words, order, tone: "plain" as const, to: null });
  const desk = joinDesks(
    [4, 1, 3, 2].map((order) => ({
      module: `m${order}`,
      sentence: sentence(order),
      decisions: Array.from({ length: 5 }, (_, i) => one(`${order}-${i}`, "blue", null)),
      total: 7,
    })),
    now,
  );
  expect(desk.decisions).toHaveLength(10);
  expect(desk.sentences.map((s) => s.order)).toEqual([1, 2, 3]);
  expect([desk.total, desk.byModule.length]).toEqual([28, 4]);
});
