// 工作时钟: when a term of working minutes, working days or calendar days runs out, and how much of it is used, with
// the stops while the ball lies with the enterprise.
import { dayNumber, dayOf, pad } from "./day.ts";
import { DAY_MINUTES, LAST_DAY, WORKING_HOURS } from "./defaults.ts";
import type { ClockEvent, Due, Elapsed, Moment, Term, WorkCalendar, WorkingHours } from "./types.ts";
import { workdays } from "./workdays.ts";

/** The moment at which the term is used up; null when the clock stays stopped for ever before that. */
export function due(
  start: Moment,
  term: Term,
  events: readonly ClockEvent[],
  calendar: WorkCalendar,
  hours: WorkingHours = WORKING_HOURS,
): Due {
  if (!Number.isSafeInteger(term.amount) || term.amount < 1) {
    throw new RangeError(`a term needs a whole amount of 1 or more, not ${term.amount}`);
  }
  const from = minuteOf(start);
  const days = workdays(calendar);
  const spans = spansOf(hours);
  const at =
    term.unit === "cday"
      ? calendarDays(from, term.amount, days.isWorking, spans)
      : term.unit === "wday"
        ? workingDays(from, term.amount, runs(events), days.isWorking, spans)
        : workingMinutes(from, term.amount, runs(events), days.isWorking, spans);
  if (at === null) return { due: null, pending: false };
  const pending = days.pending(Math.floor(from / DAY_MINUTES), Math.floor(at / DAY_MINUTES));
  return { due: momentOf(at), pending };
}

/** Working minutes m with start ≤ m < end during which the clock runs. */
export function elapsed(
  start: Moment,
  end: Moment,
  events: readonly ClockEvent[],
  calendar: WorkCalendar,
  hours: WorkingHours = WORKING_HOURS,
): Elapsed {
  const [from, to] = [minuteOf(start), minuteOf(end)];
  const days = workdays(calendar);
  const spans = spansOf(hours);
  const running = runs(events);
  const [first, last] = [Math.floor(from / DAY_MINUTES), Math.floor((to - 1) / DAY_MINUTES)];
  let minutes = 0;
  for (let day = first; day <= last; day++) {
    if (days.isWorking(day)) minutes += overlap(day, spans, running, from, to);
  }
  return { minutes, pending: last >= first && days.pending(first, last) };
}

/** "2026-02-15T09:30" as minutes since 1970-01-01T00:00 on the wall clock of Shanghai. */
export function minuteOf(moment: Moment): number {
  const match = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)$/.exec(moment);
  if (!match) throw new RangeError(`“${moment}” is not a moment such as 2026-02-15T09:30`);
  return dayNumber(match[1] ?? "") * DAY_MINUTES + Number(match[2]) * 60 + Number(match[3]);
}

export function momentOf(minute: number): Moment {
  const day = Math.floor(minute / DAY_MINUTES);
  const rest = minute - day * DAY_MINUTES;
  return `${dayOf(day)}T${pad(Math.floor(rest / 60), 2)}:${pad(rest % 60, 2)}`;
}

type Span = readonly [from: number, to: number];
type IsWorking = (day: number) => boolean;

/** The stretches [from, to) in which the clock runs; what repeats the state it finds changes nothing. */
function runs(events: readonly ClockEvent[]): Span[] {
  const ordered = events.map((event) => [minuteOf(event.at), event.do] as const);
  // Array.prototype.sort is stable: of two events in one minute the later in the list has the last word.
  ordered.sort(([a], [b]) => a - b);
  const found: Span[] = [];
  let since: number | null = Number.NEGATIVE_INFINITY;
  for (const [at, what] of ordered) {
    if (what === "pause" && since !== null) {
      if (at > since) found.push([since, at]);
      since = null;
    } else if (what === "resume" && since === null) since = at;
  }
  if (since !== null) found.push([since, Number.POSITIVE_INFINITY]);
  return found;
}

function workingMinutes(
  from: number,
  amount: number,
  running: readonly Span[],
  isWorking: IsWorking,
  spans: readonly Span[],
): number | null {
  let left = amount;
  for (const [runFrom, runTo] of running) {
    const begin = Math.max(from, runFrom);
    for (let day = Math.floor(begin / DAY_MINUTES); day * DAY_MINUTES < runTo; day++) {
      within(day);
      if (!isWorking(day)) continue;
      for (const [open, close] of spans) {
        const low = Math.max(day * DAY_MINUTES + open, begin);
        const high = Math.min(day * DAY_MINUTES + close, runTo);
        if (high <= low) continue;
        if (high - low >= left) return low + left;
        left -= high - low;
      }
    }
  }
  return null;
}

function workingDays(
  from: number,
  amount: number,
  running: readonly Span[],
  isWorking: IsWorking,
  spans: readonly Span[],
): number | null {
  let left = amount;
  let counted = Math.floor(from / DAY_MINUTES);
  for (const run of running) {
    const [runFrom, runTo] = run;
    for (
      let day = Math.max(counted + 1, Math.floor(runFrom / DAY_MINUTES));
      day * DAY_MINUTES < runTo;
      day++
    ) {
      within(day);
      // A day all of whose working minutes are stopped extends the term; one running minute makes it count.
      if (!isWorking(day) || overlap(day, spans, [run], from, Number.POSITIVE_INFINITY) === 0) continue;
      counted = day;
      left--;
      if (left === 0) return day * DAY_MINUTES + (spans.at(-1)?.[1] ?? DAY_MINUTES);
    }
  }
  return null;
}

/** The stops have no say: so many days later at the same time, or when the next working day opens. */
function calendarDays(from: number, amount: number, isWorking: IsWorking, spans: readonly Span[]): number {
  const at = from + amount * DAY_MINUTES;
  let day = Math.floor(at / DAY_MINUTES);
  within(day);
  if (isWorking(day)) return at;
  while (!isWorking(day)) day++;
  return day * DAY_MINUTES + (spans[0]?.[0] ?? 0);
}

function overlap(
  day: number,
  spans: readonly Span[],
  running: readonly Span[],
  from: number,
  to: number,
): number {
  let minutes = 0;
  for (const [open, close] of spans) {
    const low = Math.max(day * DAY_MINUTES + open, from);
    const high = Math.min(day * DAY_MINUTES + close, to);
    for (const [runFrom, runTo] of running) {
      minutes += Math.max(0, Math.min(high, runTo) - Math.max(low, runFrom));
    }
  }
  return minutes;
}

function spansOf(hours: WorkingHours): Span[] {
  const spans = hours.map(([open, close]) => [timeOf(open), timeOf(close)] as const);
  for (const [at, [open, close]] of spans.entries()) {
    if (close <= open || open < (spans[at - 1]?.[1] ?? 0)) {
      throw new RangeError("working hours must be in order, apart, and end after they begin");
    }
  }
  if (spans.length === 0) throw new RangeError("working hours must not be empty");
  return spans;
}

function timeOf(time: string): number {
  const match = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(time);
  const minute = Number(match?.[1]) * 60 + Number(match?.[2]);
  if (!match || minute > DAY_MINUTES) throw new RangeError(`“${time}” is not a time such as 09:30`);
  return minute;
}

/** Stops a term that would run beyond what a date of four digits can say. */
function within(day: number): void {
  if (day > LAST_DAY) throw new RangeError("the term runs beyond the year 9999: look at its amount");
}
