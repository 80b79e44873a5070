// The moves of an entry, case by case.
import { expect, test } from "vitest";
import { move, NEXT } from "./chokepoint.ts";
import { pointStates } from "./register/contract.ts";

const today = "2026-11-24";
const point = (parts: object = {}) => ({ state: "found" as const, ownerId: null, reviewOn: null, ...parts });
const wish = (to: (typeof pointStates)[number], parts: object = {}) => ({
  to,
  reason: "",
  reviewOn: null,
  ...parts,
});

test("confirmed with a day to look again, handled with an owner, closed with a reason", () => {
  expect(move(point(), wish("confirmed"), today)).toEqual({ ok: false, code: "network.point-review" });
  expect(move(point(), wish("confirmed", { reviewOn: today }), today)).toMatchObject({ ok: false });
  expect(move(point(), wish("confirmed", { reviewOn: "2026-12-01" }), today)).toEqual({
    ok: true,
    reviewOn: "2026-12-01",
  });
  const confirmed = point({ state: "confirmed", reviewOn: "2026-12-01" });
  expect(move(confirmed, wish("handling"), today)).toEqual({ ok: false, code: "network.point-owner" });
  expect(move({ ...confirmed, ownerId: "p" }, wish("handling"), today)).toEqual({
    ok: true,
    reviewOn: "2026-12-01",
  });
  const handling = point({ state: "handling", ownerId: "p" });
  expect(move(handling, wish("solved"), today)).toEqual({ ok: false, code: "network.point-reason" });
  expect(move(handling, wish("solved", { reason: "已有第二供应商" }), today)).toEqual({
    ok: true,
    reviewOn: null,
  });
});

test("only along the way; what is closed may come back with a reason and a day", () => {
  for (const from of pointStates)
    for (const to of pointStates) {
      const full = wish(to, { reason: "理由写清楚", reviewOn: "2026-12-01" });
      expect(move(point({ state: from, ownerId: "p" }), full, today).ok).toBe(NEXT[from].includes(to));
    }
  const solved = point({ state: "solved", reviewOn: "2026-12-01" });
  expect(move(solved, wish("confirmed", { reason: "又断供了" }), today)).toEqual({
    ok: false,
    code: "network.point-review",
  });
});
