// The clocks of an appeal: what is promised for its kind, and when the next promise falls due.
import {
  APPEAL_CLOCKS,
  type ClockEntry,
  type ClockReading,
  type ClockRule,
  minuteOf,
  momentOf,
  readClock,
  shanghaiDay,
  shanghaiInstant,
  type TermUnit,
  type WorkCalendar,
} from "../../engines/calendar/index.ts";
import type { Move } from "./appeal.ts";
import type { ClockName, State } from "./contract.ts";

/** One line of the log; with `of` it is meant for that promise alone. */
export type Mark = ClockEntry & { of?: string };
export type Promised = { firstReply?: Amount; proposal?: Amount; close?: Amount };
export type Amount = { amount: number; unit: TermUnit };

/** The federation's promises, with what a kind sets otherwise. */
export function rulesOf(own: Promised | undefined): ClockRule[] {
  const terms: Record<string, Amount | undefined> = {
    ...{ "first-reply": own?.firstReply, proposal: own?.proposal, close: own?.close },
  };
  return APPEAL_CLOCKS.map((rule) => ({ ...rule, term: terms[rule.name] ?? rule.term }));
}

const ZERO = shanghaiInstant("1970-01-01", "00:00");
/** The minute on the wall in Shanghai, and back. */
export const wallOf = (instant: number): string => momentOf(Math.floor((instant - ZERO) / 60_000));
export const instantOf = (moment: string): number => ZERO + minuteOf(moment) * 60_000;

/** What a move writes into the log. */
export function marksOf(made: Move, before: State, at: string): Mark[] {
  const spoke: Mark = { at, do: "close", of: "first-reply" };
  switch (made) {
    case "submit":
      return [{ at, do: "start" }];
    case "accept":
    case "reply":
      return [spoke];
    case "propose":
      return [spoke, { at, do: "close", of: "proposal" }];
    case "ask":
      return [spoke, { at, do: "pause" }];
    case "supply":
    case "resume":
      return [{ at, do: "resume" }];
    case "answer":
      return [{ at, do: "close" }];
    case "settle":
      return [{ at, do: "close" }];
    case "dissatisfied":
    case "reopen":
      return [{ at, do: "reopen" }];
    // Whoever gets it by transfer owes what was owed; only a stop with the enterprise ends.
    case "transfer":
      return before === "waiting" ? [{ at, do: "resume" }] : [];
    default:
      return [];
  }
}

export function readAll(
  rules: readonly ClockRule[],
  log: readonly Mark[],
  now: number,
  calendar: WorkCalendar,
): ClockReading[] {
  const at = wallOf(now);
  return rules.map((rule) =>
    readClock(
      rule,
      log.filter((mark) => mark.of === undefined || mark.of === rule.name),
      at,
      calendar,
    ),
  );
}

export type Due = { clock: ClockName; at: number };

/** The promises still to keep, the next first: of the running clocks, and the next reply that was promised. */
export function duesOf(readings: readonly ClockReading[], nextReplyOn: string | null): Due[] {
  const running = readings
    .filter((one) => one.state === "running" && one.due !== null)
    .map((one): Due => ({ clock: one.name as ClockName, at: instantOf(one.due!) }));
  const promised: Due[] =
    nextReplyOn === null ? [] : [{ clock: "next-reply", at: shanghaiInstant(nextReplyOn, "17:30") }];
  return [...running, ...promised].sort((a, b) => a.at - b.at);
}

/** Half a year ahead at most: a later promise is none. */
export const latestReply = (now: number): string => shanghaiDay(now + 183 * 86_400_000);
