// The clocks through whole lives of appeals: over a weekend and 国庆, stopped with the enterprise, opened again.
import { expect, test } from "vitest";
import { workCalendar } from "../../platform/config/work-calendar.ts";
import type { Move } from "./appeal.ts";
import { duesOf, instantOf, type Mark, marksOf, readAll, rulesOf, wallOf } from "./clocks.ts";
import type { State } from "./contract.ts";

const after = (steps: readonly [at: string, made: Move, from: State][]): Mark[] =>
  steps.flatMap(([at, made, from]) => marksOf(made, from, at));
const at = (log: readonly Mark[], now: string, nextReplyOn: string | null = null) =>
  duesOf(readAll(rulesOf(undefined), log, instantOf(now), workCalendar()), nextReplyOn).map(
    (due) => `${due.clock} ${wallOf(due.at)}`,
  );

test("sent on Friday evening: an hour of Monday, Monday's close, and seven working days", () => {
  const log = after([["2026-11-20T18:10", "submit", "draft"]]);
  expect(at(log, "2026-11-20T18:10")).toEqual([
    "first-reply 2026-11-23T10:00",
    "proposal 2026-11-23T17:30",
    "close 2026-12-01T17:30",
  ]);
});

test("over 国庆 2026 nothing runs: sent on the eve, the first reply is due when work begins again", () => {
  const log = after([["2026-09-30T17:30", "submit", "draft"]]);
  expect(at(log, "2026-10-01T09:00")[0]).toBe("first-reply 2026-10-08T10:00");
});

test("taken in, the first reply is kept; proposed, only the answer is owed; asked, nothing runs; brought, it runs on", () => {
  const steps: [string, Move, State][] = [["2026-11-24T09:00", "submit", "draft"]];
  steps.push(["2026-11-24T09:20", "accept", "submitted"]);
  expect(at(after(steps), "2026-11-24T09:30")).toEqual([
    "proposal 2026-11-25T17:30",
    "close 2026-12-03T17:30",
  ]);
  steps.push(["2026-11-24T11:00", "propose", "accepted"]);
  expect(at(after(steps), "2026-11-24T11:00")).toEqual(["close 2026-12-03T17:30"]);
  steps.push(["2026-11-24T17:00", "ask", "working"]);
  expect(at(after(steps), "2026-11-25T10:00")).toEqual([]);
  steps.push(["2026-11-27T08:00", "supply", "waiting"]);
  // Two whole days lay with the enterprise.
  expect(at(after(steps), "2026-11-27T09:00")).toEqual(["close 2026-12-07T17:30"]);
});

test("answered, nothing is owed; not satisfied, everything is owed again", () => {
  const log = after([
    ["2026-11-24T09:00", "submit", "draft"],
    ["2026-11-24T09:20", "accept", "submitted"],
    ["2026-11-24T10:00", "answer", "accepted"],
  ]);
  expect(at(log, "2026-11-24T10:00")).toEqual([]);
  expect(at(log, "2026-11-24T10:00", "2026-12-01")).toEqual(["next-reply 2026-12-01T17:30"]);
  const again = [...log, ...after([["2026-11-25T09:00", "dissatisfied", "answered"]])];
  expect(at(again, "2026-11-25T09:00")).toEqual([
    "first-reply 2026-11-25T10:00",
    "proposal 2026-11-26T17:30",
    "close 2026-12-04T17:30",
  ]);
});

test("handed on while it lay with the enterprise, it runs again; a kind may promise otherwise", () => {
  const log = after([
    ["2026-11-24T09:00", "submit", "draft"],
    ["2026-11-24T09:10", "accept", "submitted"],
    ["2026-11-24T09:30", "ask", "accepted"],
    ["2026-11-24T10:00", "transfer", "waiting"],
  ]);
  expect(at(log, "2026-11-24T10:00").map((due) => due.split(" ")[0])).toEqual(["proposal", "close"]);
  const own = rulesOf({ close: { amount: 3, unit: "wday" } });
  const readings = readAll(own, log, instantOf("2026-11-24T10:00"), workCalendar());
  expect(readings.find((one) => one.name === "close")?.due).toBe("2026-11-27T17:30");
});
