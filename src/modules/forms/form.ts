// The heart of a form's life: draft → published → next version, or withdrawn; which version a period is asked with.
import {
  before,
  type Day,
  firstDayOf,
  labelOf,
  type Period,
  type Periodicity,
  periodicityOf,
  periodOn,
} from "../../engines/calendar/index.ts";
import type { FormDefinition } from "../../engines/forms/index.ts";

export type Version = {
  code: string;
  version: number;
  validFrom: Day;
  /** From this day on no further period is opened. */
  validTo: Day | null;
  definition: FormDefinition;
};

export type Asked = { version: Version; period: Period; opened: Day };

/** The period that is asked now (the one that has ended last) and the version it is asked with; null: none. */
export function askedNow(versions: readonly Version[], today: Day): Asked | null {
  const newest = versions.reduce<Version | null>((a, b) => (a && a.version > b.version ? a : b), null);
  if (!newest || (newest.validTo !== null && newest.validTo <= today)) return null;
  const { periodicity } = newest.definition;
  const first = versions.reduce((a, b) => (b.validFrom < a ? b.validFrom : a), newest.validFrom);
  const period = before(periodOn(periodicity, today)) ?? "once";
  const day = periodicity === "once" ? today : firstDayOf(period);
  const version = versionOn(versions, day);
  return version && { version, period, opened: first };
}

/** The newest version that is valid on a day: older periods keep the older one. */
export function versionOn(versions: readonly Version[], day: Day): Version | null {
  const valid = versions.filter((one) => one.validFrom <= day);
  return valid.reduce<Version | null>((a, b) => (a && a.version > b.version ? a : b), null);
}

type Refused = { ok: false; refusal: { code: string; params: Record<string, string> } };

/** From which day a new version is valid; never before the one in force, so that no filed period changes its form. */
export function validFrom(
  periodicity: Periodicity,
  from: string,
  current: Day | null,
): { ok: true; day: Day } | Refused {
  const length = periodicityOf(from);
  if (length !== (periodicity === "once" ? "day" : periodicity))
    return { ok: false, refusal: { code: "forms.wrong-period", params: { from } } };
  const day = firstDayOf(from);
  if (current !== null && day < current)
    return { ok: false, refusal: { code: "forms.before-version", params: { day: current } } };
  return { ok: true, day };
}

/** What can be chosen as the first period: the one that has just ended, the present one, and some to come. */
export function firstPeriods(periodicity: Periodicity, today: Day): { value: string; label: string }[] {
  const length = periodicity === "once" ? "day" : periodicity;
  const now = periodOn(length, today);
  const past = before(now);
  const out = periodicity === "once" || !past ? [now] : [past, now];
  for (let at = now; out.length < 6; out.push(at)) at = after(at, length);
  return out.map((value) => ({ value, label: labelOf(value) }));
}

function after(period: Period, length: Periodicity): Period {
  let day = firstDayOf(period);
  while (periodOn(length, day) === period) day = nextDay(day);
  return periodOn(length, day);
}
const nextDay = (day: Day): Day => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
