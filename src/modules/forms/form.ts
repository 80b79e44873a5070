// The heart of a form's life: draft → published → next version, or withdrawn; which version a period is asked with.
import {
  addDays,
  before,
  type Day,
  firstDayOf,
  lastDayOf,
  type Period,
  type Periodicity,
  periodicityOf,
  periodOn,
} from "../../engines/calendar/index.ts";
import type { Fault, FormDefinition } from "../../engines/forms/index.ts";
import type { KnownField } from "./contract.ts";

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

/** The periods that open from one day to another, both included, with the version each is asked with. */
export function askedBetween(versions: readonly Version[], from: Day, until: Day): Asked[] {
  const newest = versions.reduce<Version | null>((a, b) => (a && a.version > b.version ? a : b), null);
  if (!newest) return [];
  const { periodicity } = newest.definition;
  const first = versions.reduce((a, b) => (b.validFrom < a ? b.validFrom : a), newest.validFrom);
  const ended = (day: Day): boolean => newest.validTo !== null && newest.validTo <= day;
  if (periodicity === "once") {
    const within = first >= from && first <= until && !ended(first);
    return within ? [{ version: newest, period: "once", opened: first }] : [];
  }
  const asked: Asked[] = [];
  let period = before(periodOn(periodicity, from))!;
  for (let opens = addDays(lastDayOf(period), 1); opens <= until && !ended(opens); ) {
    const version = opens >= from ? versionOn(versions, firstDayOf(period)) : null;
    if (version) asked.push({ version, period, opened: first });
    period = periodOn(periodicity, opens);
    opens = addDays(lastDayOf(period), 1);
  }
  return asked;
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

/** A figure taken from another form must be the same figure: of the same length, type and unit. */
export function sourceFaults(form: FormDefinition, known: readonly KnownField[]): Fault[] {
  const out: Fault[] = [];
  for (const { code, label, unit, type, source } of form.sections.flatMap((section) => section.fields)) {
    if (!source || source.form === form.code) continue;
    const stop = (zh: string, en: string): void =>
      void out.push({ at: `fields.${code}.source`, severity: "stop", zh, en });
    const from = known.find((one) => one.form === source.form && one.field === source.field);
    if (!from) {
      stop(
        `指标“${label.zh}”要取自的指标 ${source.field} 已不在对方表式里，请重新选择或改为填报。`,
        `${code} is taken from ${source.field}, which is no longer there.`,
      );
    } else if (from.periodicity !== form.periodicity) {
      stop(
        `指标“${label.zh}”取自《${from.formTitle.zh}》，两张表的报告期长短不同，不能直接取数。`,
        `${code} is taken from a form of another period length.`,
      );
    } else if (from.unit.zh !== unit.zh || from.type !== type) {
      stop(
        `指标“${label.zh}”与《${from.formTitle.zh}》的单位或类型不同（对方是“${from.unit.zh}”），请改成一致。`,
        `${code} differs in unit or type from where it is taken (${from.unit.en}).`,
      );
    }
  }
  return out;
}

/** A code is one series for good: figures of another unit, or words instead of figures, need a code of their own. */
export function versionFaults(form: FormDefinition, earlier: readonly FormDefinition[]): Fault[] {
  const before = new Map(
    earlier.flatMap((one) => one.sections.flatMap((s) => s.fields.map((f) => [inSection(s, f.code), f]))),
  );
  const out: Fault[] = [];
  for (const section of form.sections) {
    for (const { code, label, unit, type } of section.fields) {
      const was = before.get(inSection(section, code));
      if (!was || (was.unit.zh === unit.zh && (was.type === "text") === (type === "text"))) continue;
      const [old, now] = [was, { unit, type }].map((one) =>
        one.type === "text" ? "文字" : one.unit.zh || "无",
      );
      out.push({
        at: `fields.${code}.unit`,
        severity: "stop",
        zh: `指标“${label.zh}”（${code}）在已发布的版本里单位是“${old}”，现在是“${now}”，以前的数会接不上。请恢复，或删去这一项、用新的代码另加一项。`,
        en: `${code} had another unit in a published version (${was.unit.en || "none"}, now ${unit.en || "none"}): earlier figures would not fit. Restore it, or add it under a new code.`,
      });
    }
  }
  return out;
}

const inSection = (section: FormDefinition["sections"][number], code: string): string =>
  section.repeat ? `${section.code}__${code}` : code;
