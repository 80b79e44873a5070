// Random clocks, and the slow way to read them: one minute after the other. For the test and for bench/calendar.ts.
import {
  type ClockEvent,
  type HolidayYear,
  type Moment,
  minuteOf,
  momentOf,
  type Term,
} from "../src/engines/calendar/index.ts";

export type ClockCase = { start: Moment; end: Moment; term: Term; events: ClockEvent[] };

export function* clockCases(seed: number, count: number): Generator<ClockCase> {
  const random = generator(seed);
  const whole = (below: number) => Math.floor(random() * below);
  const [first, last] = [minuteOf("2021-01-01T00:00"), minuteOf("2026-11-30T00:00")];
  const edges = [0, 539, 540, 541, 719, 720, 721, 809, 810, 811, 1049, 1050, 1051, 1439];
  const atEdge = (minute: number) =>
    random() < 0.5 ? minute : minute - (minute % 1440) + (edges[whole(edges.length)] ?? 0);
  // A third of the starts stand near holidays that move days about.
  const near = ["2021-09-26", "2022-01-29", "2023-04-22", "2024-02-04", "2025-10-08", "2026-02-13"];
  for (let at = 0; at < count; at++) {
    const around = minuteOf(`${near[whole(near.length)] ?? ""}T00:00`) + whole(14 * 1440);
    const start = atEdge(random() < 0.33 ? around : first + whole(last - first));
    const unit = (["wmin", "wmin", "wday", "cday"] as const)[whole(4)] ?? "wmin";
    const amount = unit === "wmin" ? 1 + whole(random() < 0.5 ? 100 : 2000) : 1 + whole(12);
    const events: ClockEvent[] = [];
    for (let left = random() < 0.3 ? 0 : whole(7); left > 0; left--) {
      const moment = Math.max(start, atEdge(start + whole(random() < 0.5 ? 2880 : 12 * 1440)));
      events.push({ at: momentOf(moment), do: random() < 0.5 ? "pause" : "resume" });
    }
    const end = momentOf(Math.max(start, atEdge(start + whole(12 * 1440))));
    yield { start: momentOf(start), end, term: { amount, unit }, events };
  }
}

const HORIZON_DAYS = 60;

/** Looks at each minute for at most 60 days; null when the term is not used up by then. */
export function slowDue(
  start: Moment,
  { amount, unit }: Term,
  events: readonly ClockEvent[],
  calendar: readonly HolidayYear[],
): Moment | null {
  const from = minuteOf(start);
  const moves = events.map(({ at, do: what }) => [minuteOf(at), what === "pause"] as const);
  if (unit === "cday") {
    let minute = from + amount * 1440;
    if (isWorking(minute, calendar)) return momentOf(minute);
    minute -= minute % 1440;
    while (!isWorking(minute, calendar)) minute += 1440;
    return momentOf(minute + 540);
  }
  let left = amount;
  const startDay = Math.floor(from / 1440);
  for (let day = startDay; day <= startDay + HORIZON_DAYS; day++) {
    if (!isWorking(day * 1440, calendar)) continue;
    let ran = 0;
    for (let minute = Math.max(from, day * 1440); minute < (day + 1) * 1440; minute++) {
      if (!inHours(minute) || stopped(minute, moves)) continue;
      ran++;
      if (unit === "wmin") left--;
      if (unit === "wmin" && left === 0) return momentOf(minute + 1);
    }
    if (unit === "wday" && day > startDay && ran > 0) left--;
    if (unit === "wday" && left === 0) return momentOf(day * 1440 + 1050);
  }
  return null;
}

export function slowElapsed(
  start: Moment,
  end: Moment,
  events: readonly ClockEvent[],
  calendar: readonly HolidayYear[],
): number {
  let minutes = 0;
  const moves = events.map(({ at, do: what }) => [minuteOf(at), what === "pause"] as const);
  const last = minuteOf(end);
  for (let minute = minuteOf(start); minute < last; minute++) {
    if (inHours(minute) && !stopped(minute, moves) && isWorking(minute, calendar)) minutes++;
  }
  return minutes;
}

const inHours = (minute: number): boolean => {
  const time = minute % 1440;
  return (time >= 540 && time < 720) || (time >= 810 && time < 1050);
};

/** The state after all events up to this minute: of the latest, the last in the list. */
function stopped(minute: number, moves: readonly (readonly [at: number, pause: boolean])[]): boolean {
  let latest = 0;
  let state = false;
  for (const [at, pause] of moves) {
    if (at > minute || at < latest) continue;
    latest = at;
    state = pause;
  }
  return state;
}

const known = new Map<number, boolean>();

/** Asked of the notices day by day, by text; kept, since a day is asked for many times. All cases share a calendar. */
function isWorking(minute: number, calendar: readonly HolidayYear[]): boolean {
  const number = Math.floor(minute / 1440);
  const before = known.get(number);
  if (before !== undefined) return before;
  const day = momentOf(minute).slice(0, 10);
  const year = calendar.find((candidate) => candidate.year === Number(day.slice(0, 4)));
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  const answer =
    (year?.workdays.includes(day) ?? false) ||
    (!(year?.holidays.includes(day) ?? false) && weekday >= 1 && weekday <= 5);
  known.set(number, answer);
  return answer;
}

/** mulberry32, so that every run looks at the same cases. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
