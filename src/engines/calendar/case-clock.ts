// The clocks of one case, read from its log: started, stopped with the enterprise, resumed, closed, reopened.
import { due, elapsed } from "./clock.ts";
import { WORKING_HOURS } from "./defaults.ts";
import type {
  ClockEntry,
  ClockEvent,
  ClockReading,
  ClockRule,
  Moment,
  WorkCalendar,
  WorkingHours,
} from "./types.ts";

/** What one promise says at `now`. Entries later than `now` have not happened yet. */
export function readClock(
  rule: ClockRule,
  entries: readonly ClockEntry[],
  now: Moment,
  calendar: WorkCalendar,
  hours: WorkingHours = WORKING_HOURS,
): ClockReading {
  const { since, round, state, closedAt, events } = replay(rule, entries, now);
  if (since === null) {
    return { name: rule.name, state, since, round, due: null, pending: false, usedMinutes: 0, late: false };
  }
  const end = due(since, rule.term, events, calendar, hours);
  return {
    name: rule.name,
    state,
    since,
    round,
    ...end,
    usedMinutes: elapsed(since, closedAt ?? now, events, calendar, hours).minutes,
    late: end.due !== null && (closedAt ?? now) > end.due,
  };
}

/** All promises of a type of case, in the order in which they are given. */
export const readClocks = (
  rules: readonly ClockRule[],
  entries: readonly ClockEntry[],
  now: Moment,
  calendar: WorkCalendar,
  hours: WorkingHours = WORKING_HOURS,
): ClockReading[] => rules.map((rule) => readClock(rule, entries, now, calendar, hours));

type Replay = {
  since: Moment | null;
  round: number;
  state: ClockReading["state"];
  closedAt: Moment | null;
  events: ClockEvent[];
};

function replay(rule: ClockRule, entries: readonly ClockEntry[], now: Moment): Replay {
  const ordered = entries
    .filter(({ at }) => at <= now)
    .sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
  let so: Replay = { since: null, round: 0, state: "waiting", closedAt: null, events: [] };
  const begin = (at: Moment) => {
    so = { since: at, round: so.round + 1, state: "running", closedAt: null, events: [] };
  };
  for (const { at, do: what } of ordered) {
    if (what === "start" && so.since === null) begin(at);
    else if (what === "reopen" && so.state === "closed" && rule.onReopen === "anew") begin(at);
    else if (what === "reopen" && so.state === "closed" && rule.onReopen === "rest") {
      // The time between closing and reopening was nobody's debt.
      so.events.push({ at: so.closedAt ?? at, do: "pause" }, { at, do: "resume" });
      so.state = "running";
      so.closedAt = null;
    } else if (what === "close" && (so.state === "running" || so.state === "stopped")) {
      so.state = "closed";
      so.closedAt = at;
    } else if (what === "pause" && rule.stops && so.state === "running") {
      so.events.push({ at, do: "pause" });
      so.state = "stopped";
    } else if (what === "resume" && so.state === "stopped") {
      so.events.push({ at, do: "resume" });
      so.state = "running";
    }
  }
  return so;
}
