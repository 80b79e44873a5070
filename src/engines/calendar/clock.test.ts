// Clocks at their edges and the clocks of a case; bench/clock.test.ts holds them against a counter of minutes.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  APPEAL_CLOCKS,
  type ClockEntry,
  type ClockEvent,
  type ClockRule,
  due,
  elapsed,
  type HolidayYear,
  readClock,
  readClocks,
} from "./index.ts";

const folder = new URL("../../../data/calendar/", import.meta.url);
const calendar = readdirSync(folder).map(
  (name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")) as HolidayYear,
);
const wmin = (amount: number) => ({ amount, unit: "wmin" }) as const;
const wday = (amount: number) => ({ amount, unit: "wday" }) as const;

describe("edges of a term", () => {
  test("a term ends with its last used minute, never at the next opening", () => {
    expect(due("2026-03-02T09:00", wmin(180), [], calendar).due).toBe("2026-03-02T12:00");
    expect(due("2026-03-02T17:30", wmin(1), [], calendar).due).toBe("2026-03-03T09:01");
  });
  test("over 国庆 the clock sleeps and the make-up day counts", () => {
    expect(due("2026-09-30T17:00", wmin(60), [], calendar).due).toBe("2026-10-08T09:30");
    expect(due("2026-10-09T10:00", wday(1), [], calendar).due).toBe("2026-10-10T17:30");
  });
  test("a whole day stopped extends the term, one running minute makes the day count", () => {
    const stop = (until: string): ClockEvent[] => [
      { at: "2026-03-02T17:30", do: "pause" },
      { at: until, do: "resume" },
    ];
    expect(due("2026-03-02T10:00", wday(1), stop("2026-03-03T17:29"), calendar).due).toBe("2026-03-03T17:30");
    expect(due("2026-03-02T10:00", wday(1), stop("2026-03-03T17:30"), calendar).due).toBe("2026-03-04T17:30");
  });
  test("stopped for ever there is no due time; used up before the stop there is", () => {
    const events: ClockEvent[] = [{ at: "2026-03-02T10:00", do: "pause" }];
    expect(due("2026-03-02T09:00", wmin(61), events, calendar)).toEqual({ due: null, pending: false });
    expect(due("2026-03-02T09:00", wmin(60), events, calendar).due).toBe("2026-03-02T10:00");
  });
  test("a term that reaches a year without its notice is pending (待通知)", () => {
    expect(due("2026-12-30T09:00", wday(5), [], calendar)).toMatchObject({ pending: true });
    expect(due("2026-12-21T09:00", wday(5), [], calendar)).toMatchObject({ pending: false });
    expect(elapsed("2026-12-31T09:00", "2027-01-01T00:00", [], calendar)).toEqual({
      minutes: 420,
      pending: false,
    });
    expect(elapsed("2026-12-31T09:00", "2027-01-01T00:01", [], calendar).pending).toBe(true);
  });
  test("what is no term is said to be none", () => {
    expect(() => due("2026-03-02T09:00", wmin(0), [], calendar)).toThrow("1 or more");
    expect(() => due("2026-02-29T09:00", wmin(1), [], calendar)).toThrow("2026-02-29");
    expect(() => due("2026-03-02 09:00", wmin(1), [], calendar)).toThrow("moment");
    expect(() => due("9999-06-02T09:00", wday(999), [], calendar)).toThrow("9999");
    expect(() => due("2026-03-02T09:00", wmin(1), [], calendar, [["12:00", "09:00"]])).toThrow("hours");
  });
});

describe("the clocks of a case", () => {
  const entries: ClockEntry[] = [
    { at: "2026-03-02T09:00", do: "start" },
    { at: "2026-03-02T10:30", do: "pause" },
    { at: "2026-03-05T11:00", do: "resume" },
    { at: "2026-03-06T10:00", do: "close" },
    { at: "2026-03-09T09:00", do: "reopen" },
  ];
  const read = (rule: ClockRule, now: string) => readClock(rule, entries, now, calendar);
  const [reply, , close] = APPEAL_CLOCKS as [ClockRule, ClockRule, ClockRule];

  test("the first reply is owed whoever has the ball, the end is not", () => {
    const readings = readClocks(APPEAL_CLOCKS, entries, "2026-03-03T09:00", calendar);
    expect(readings.map(({ name, state, due: at, late }) => [name, state, at, late])).toEqual([
      ["first-reply", "running", "2026-03-02T10:00", true],
      ["proposal", "stopped", null, false],
      ["close", "stopped", null, false],
    ]);
    expect(read(close, "2026-03-05T12:00")).toMatchObject({
      state: "running",
      due: "2026-03-13T17:30",
      usedMinutes: 150,
    });
  });
  test("before it starts it waits; closed in its due minute it is in time", () => {
    expect(read(reply, "2026-03-01T09:00")).toMatchObject({ state: "waiting", due: null, round: 0 });
    const inTime: ClockEntry[] = [
      { at: "2026-03-02T09:00", do: "start" },
      { at: "2026-03-02T10:00", do: "close" },
    ];
    expect(readClock(reply, inTime, "2026-04-01T09:00", calendar)).toMatchObject({
      state: "closed",
      late: false,
      usedMinutes: 60,
    });
  });
  test("reopened it owes the term anew, or the rest of it, or nothing, as its rule says", () => {
    const now = "2026-03-09T10:00";
    expect(read(close, now)).toMatchObject({ round: 2, since: "2026-03-09T09:00", due: "2026-03-18T17:30" });
    const rest = read({ ...close, term: wmin(600), onReopen: "rest" }, now);
    // 90 minutes before the stop, 300 after it, 60 before closing: 150 are left on Monday morning.
    expect(rest).toMatchObject({ round: 1, usedMinutes: 510, due: "2026-03-09T11:30", late: false });
    expect(read({ ...close, onReopen: "never" }, now)).toMatchObject({ state: "closed", round: 1 });
  });
});

test("the clock of the README", () => {
  const events: ClockEvent[] = [
    { at: "2026-02-13T16:30", do: "pause" },
    { at: "2026-02-14T09:30", do: "resume" },
  ];
  expect(due("2026-02-13T16:00", wmin(60), events, calendar)).toEqual({
    due: "2026-02-14T10:00",
    pending: false,
  });
});
