// What time does to returns: a period is opened, the end of it comes near, accepted returns are locked.
import { readdir, readFile } from "node:fs/promises";
import {
  addDays,
  dueDate,
  type HolidayYear,
  MONTHLY_DUE,
  periodAt,
  previous,
  shanghaiDay,
} from "../../../engines/calendar/index.ts";
import type { FormDefinition } from "../../../engines/forms/index.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { findDue } from "../store/board.ts";
import { addExpected, formsIn, isOpened, lockAccepted } from "../store/period.ts";
import { expectedNow } from "./neighbours.ts";

const folder = new URL("../../../../data/calendar/", import.meta.url);

export async function workCalendar(): Promise<HolidayYear[]> {
  const files = (await readdir(folder)).filter((name) => /^\d{4}\.json$/.test(name));
  return Promise.all(
    files.map(async (name) => JSON.parse(await readFile(new URL(name, folder), "utf8")) as HolidayYear),
  );
}

export const dueOnOf = (form: FormDefinition, period: string, calendar: readonly HolidayYear[]): string =>
  dueDate(period, calendar, { ...MONTHLY_DUE, day: form.dueDay }).date;

/** Opens the month that has ended. Run every day, so that whoever joins before the due date is expected too. */
export async function openPeriod(ctx: Ctx): Promise<void> {
  const period = previous(periodAt(ctx.now.getTime()));
  const calendar = await workCalendar();
  for (const form of await formsIn(ctx, period)) {
    const dueOn = dueOnOf(form, period, calendar);
    const opened = await isOpened(ctx, form.code, period);
    if (opened && shanghaiDay(ctx.now.getTime()) > dueOn) continue;
    const added = await addExpected(ctx, form, period, dueOn, await expectedNow(ctx));
    // Whoever joins later is told when the end comes near: one opening, one notice.
    if (added && !opened) {
      await ctx.announce("reporting.period-opened", { formCode: form.code, period, expected: added });
    }
  }
}

const WARN_DAYS = 2;

/** Two days before the end whoever is missing is told once; the listener sees to "once a day". */
export async function remindNearlyDue(ctx: Ctx): Promise<void> {
  const day = addDays(shanghaiDay(ctx.now.getTime()), WARN_DAYS);
  for (const filing of await findDue(ctx, day)) {
    await ctx.announce("reporting.reminded", { ...filing, byOrganisationId: null });
  }
}

export async function lockOld(ctx: Ctx): Promise<void> {
  const today = shanghaiDay(ctx.now.getTime());
  for (const form of await formsIn(ctx, previous(periodAt(ctx.now.getTime())))) {
    await lockAccepted(ctx, form.code, addDays(today, -form.lockAfterDays));
  }
}
