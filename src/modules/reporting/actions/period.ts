// What time does to returns: a period is opened, the end of it comes near, accepted returns are locked.
import { addDays, dueOf, type HolidayYear, shanghaiDay } from "../../../engines/calendar/index.ts";
import type { FormDefinition } from "../../../engines/forms/index.ts";
import { workCalendar } from "../../../platform/config/work-calendar.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { expectedBy, formsAsked } from "../../forms/index.ts";
import { addExpected, isOpened, lockAccepted, newestForms } from "../store/period.ts";
import { expectedNow } from "./neighbours.ts";

/** @param opened for what is asked only once: the day it opened */
export const dueOnOf = (
  form: FormDefinition,
  period: string,
  calendar: readonly HolidayYear[],
  opened?: string,
): string => dueOf(period, form.dueDay, calendar, opened).date;

/**
 * Opens the period that has ended, form by form. Run every day, so that whoever joins before the due date is expected too.
 * @param only the form that has just been published: nobody waits for the night
 */
export async function openPeriod(ctx: Ctx, only?: string): Promise<void> {
  const today = shanghaiDay(ctx.now.getTime());
  const calendar = workCalendar();
  for (const { version, period, opened: since, organisationId } of await formsAsked(ctx, today)) {
    const form = version.definition;
    if (only !== undefined && form.code !== only) continue;
    const dueOn = dueOnOf(form, period, calendar, since);
    const opened = await isOpened(ctx, form.code, period);
    if (opened && today > dueOn) continue;
    const expected = await expectedNow(ctx, await expectedBy(ctx, { code: form.code, organisationId }));
    const added = await addExpected(ctx, form, period, dueOn, expected);
    // Whoever joins later is told when the end comes near: one opening, one notice.
    if (added && !opened) {
      await ctx.announce("reporting.period-opened", { formCode: form.code, period, expected: added });
    }
  }
}

export async function lockOld(ctx: Ctx): Promise<void> {
  const today = shanghaiDay(ctx.now.getTime());
  for (const form of await newestForms(ctx)) {
    await lockAccepted(ctx, form.code, addDays(today, -form.lockAfterDays));
  }
}
