// 报送日历: what is due on which day, as far as the asker reports or oversees; ahead of time by the forms' own rules.
import {
  addDays,
  addMonths,
  dueOf,
  firstDay,
  isPending,
  isWorkingDay,
  labelOf,
  lastDay,
  shanghaiDay,
} from "../../../engines/calendar/index.ts";
import { workCalendar } from "../../../platform/config/work-calendar.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { writeCalendar } from "../../../platform/documents/calendar-file.ts";
import type { Download } from "../../../platform/http/row.ts";
import { formsAskedBetween } from "../../forms/index.ts";
import type { Deadline } from "../deadlines/contract.ts";
import { words } from "../deadlines/words.ts";
import { countedDeadlines, formsAskedOfUs, ownDeadlines } from "../store/deadlines.ts";
import { findForm } from "../store/period.ts";

/** A return is due at most this long after its period ended: a month of days, and the longest holiday. */
const LONGEST = 62;
/** Whoever was asked within a year will be asked again. */
const LATELY = 400;

export async function readDeadlines(ctx: Ctx, query: { month?: string }) {
  const today = shanghaiDay(ctx.now.getTime());
  const month = query.month ?? today.slice(0, 7);
  const [from, until] = [firstDay(month), lastDay(month)];
  const calendar = workCalendar();
  const days = [];
  for (let date = from; date <= until; date = addDays(date, 1))
    days.push({ date, working: isWorkingDay(date, calendar), pending: isPending(date, calendar) });
  return { month, today, days, deadlines: await deadlinesIn(ctx, from, until, today) };
}

async function deadlinesIn(ctx: Ctx, from: string, until: string, today: string): Promise<Deadline[]> {
  const open = await opened(ctx, from, until, today);
  const known = new Set(open.map((one) => `${one.formCode} ${one.period}`));
  const mine = ctx.who.may.has("reporting.oversee")
    ? null
    : await formsAskedOfUs(ctx, addDays(today, -LATELY));
  const calendar = workCalendar();
  const ahead = (await formsAskedBetween(ctx, addDays(from, -LONGEST), until)).flatMap(
    (asked): Deadline[] => {
      const { version, period } = asked;
      const due = dueOf(period, version.definition.dueDay, calendar, asked.opened);
      const within = due.date >= from && due.date <= until && due.date >= today;
      if (!within || known.has(`${version.code} ${period}`) || mine?.has(version.code) === false) return [];
      return [
        {
          formCode: version.code,
          title: version.definition.title,
          period,
          dueOn: due.date,
          pending: due.pending,
          overdue: false,
          state: null,
          filingId: null,
          expected: null,
          missing: null,
        },
      ];
    },
  );
  return [...open, ...ahead].sort(
    (a, b) => compare(a.dueOn, b.dueOn) || compare(a.formCode, b.formCode) || compare(a.period, b.period),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

async function opened(ctx: Ctx, from: string, until: string, today: string): Promise<Deadline[]> {
  const rows = ctx.who.may.has("reporting.oversee")
    ? (await countedDeadlines(ctx, from, until)).map((row) => ({ ...row, state: null, filingId: null }))
    : await ownDeadlines(ctx, from, until);
  const titles = titlesOf(ctx);
  const found: Deadline[] = [];
  for (const { formVersion, ...row } of rows) {
    found.push({
      ...row,
      title: await titles(row.formCode, formVersion),
      pending: isPending(row.dueOn, workCalendar()),
      overdue: row.missing > 0 && row.dueOn < today,
    });
  }
  return found;
}

/** Each form is read once, however many of its days are due. */
function titlesOf(ctx: Ctx): (code: string, version: number) => Promise<Deadline["title"]> {
  const read = new Map<string, Deadline["title"]>();
  return async (code, version) => {
    const key = `${code} ${version}`;
    const title = read.get(key) ?? (await findForm(ctx, code, version))?.title ?? { zh: code, en: code };
    read.set(key, title);
    return title;
  };
}

/** The coming year; what is reported already needs no alarm. */
export async function saveDeadlines(ctx: Ctx): Promise<Download> {
  const today = shanghaiDay(ctx.now.getTime());
  const until = lastDay(addMonths(today.slice(0, 7), 12));
  const { language } = ctx.who;
  const say = words[language];
  const open = (await deadlinesIn(ctx, today, until, today)).filter((one) => one.missing !== 0);
  const body = writeCalendar(
    say.title,
    ctx.now,
    open.map((one) => ({
      id: `${one.formCode}-${one.period}@deadlines.wenlian`,
      day: one.dueOn,
      title: `${one.title[language]} ${labelOf(one.period, language)}`,
      text: one.pending ? say.pendingHint.replace("{year}", one.dueOn.slice(0, 4)) : say.method,
      tentative: one.pending,
      alarm: say.alarm,
    })),
  );
  return { name: `${say.title}.ics`, type: "text/calendar; charset=utf-8", body };
}
