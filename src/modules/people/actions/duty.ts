// Deeds around duty: who is on duty which day, changing days with a colleague, and handing a shift over.
import {
  addDays,
  isPending,
  isWorkingDay,
  shanghaiDay,
  shanghaiInstant,
} from "../../../engines/calendar/index.ts";
import { audit, doneBy } from "../../../platform/audit/audit.ts";
import { workCalendar } from "../../../platform/config/work-calendar.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { allDeeds, inWords } from "../../../platform/desk/deeds.ts";
import { refuse } from "../../../platform/errors.ts";
import { notify } from "../../../platform/notify/notify.ts";
import { roles } from "../contract.ts";
import type { DutyDay } from "../duty/contract.ts";
import { inTurn } from "../duty/rotation.ts";
import * as store from "../store/duty.ts";
import { personsOfRows } from "../store/persons.ts";

const own = (ctx: Ctx): string => ctx.who.actingFor ?? refuse("access.denied");
const today = (ctx: Ctx): string => shanghaiDay(ctx.now.getTime());

async function staffOf(ctx: Ctx): Promise<{ id: string; name: string }[]> {
  const rows = await personsOfRows(ctx, [own(ctx)], roles);
  return [...new Map(rows.map((row) => [row.personId, { id: row.personId, name: row.name }])).values()];
}
const someone = async (ctx: Ctx, id: string): Promise<{ id: string; name: string }> =>
  (await staffOf(ctx)).find((one) => one.id === id) ?? refuse("people.duty-person");

export async function readRoster(ctx: Ctx, input: { from?: string | undefined; days: number }) {
  const from = input.from ?? today(ctx);
  const until = addDays(from, input.days - 1);
  const rows = new Map((await store.dutyRows(ctx, own(ctx), from, until)).map((row) => [row.date, row]));
  const mine = new Set(
    (await store.swapsFor(ctx, own(ctx), ctx.who.personId, today(ctx))).map((one) => one.date),
  );
  const calendar = workCalendar();
  return {
    today: today(ctx),
    days: Array.from({ length: input.days }, (_, i): DutyDay => {
      const date = addDays(from, i);
      const row = rows.get(date);
      return {
        ...{ date, working: isWorkingDay(date, calendar), pending: isPending(date, calendar) },
        ...{ personId: row?.personId ?? null, person: row?.person ?? null },
        ...{ swapWith: row?.swapWith ?? null, mayAgree: mine.has(date) },
      };
    }),
    persons: await staffOf(ctx),
  };
}

export async function fillRoster(ctx: Ctx, input: { from: string; until: string; personIds: string[] }) {
  const { from, until } = input;
  if (from < today(ctx)) refuse("people.duty-past");
  if (until < from || until > addDays(from, 91)) refuse("people.duty-long");
  const staff = new Map((await staffOf(ctx)).map((one) => [one.id, one]));
  if (input.personIds.some((id) => !staff.has(id))) refuse("people.duty-person");
  // Four weeks back count, so that a new month does not begin with whoever ended the last.
  const start = addDays(from, -28);
  const held = new Map(
    (await store.dutyRows(ctx, own(ctx), start, until)).map((row) => [row.date, row.personId]),
  );
  const calendar = workCalendar();
  const slots = [];
  for (let date = start; date <= until; date = addDays(date, 1)) {
    const personId = held.get(date) ?? null;
    if (personId !== null || date >= from)
      slots.push({ date, working: isWorkingDay(date, calendar), personId });
  }
  const filled = inTurn(slots, [...new Set(input.personIds)]);
  for (const { date, personId } of filled) await store.putDuty(ctx, own(ctx), date, staff.get(personId)!);
  await audit(ctx, {
    action: "people.fillRoster",
    subject: "duty",
    after: { from, until, filled: filled.length },
  });
  return { filled: filled.length };
}

export async function setDuty(ctx: Ctx, input: { date: string; personId: string | null }) {
  if (input.date < today(ctx)) refuse("people.duty-past");
  const person = input.personId === null ? null : await someone(ctx, input.personId);
  await store.putDuty(ctx, own(ctx), input.date, person);
  await audit(ctx, {
    ...{ action: "people.setDuty", subject: "duty", subjectId: input.date },
    after: { title: `${input.date} ${person?.name ?? "—"}` },
  });
  return {};
}

async function pair(ctx: Ctx, a: string, b: string) {
  const [from, until] = a < b ? [a, b] : [b, a];
  const rows = await store.dutyRows(ctx, own(ctx), from!, until!, true);
  return [rows.find((row) => row.date === a), rows.find((row) => row.date === b)] as const;
}

export async function askSwap(ctx: Ctx, input: { date: string; with: string }) {
  if (input.date < today(ctx) || input.with < today(ctx)) refuse("people.duty-past");
  const [mine, other] = await pair(ctx, input.date, input.with);
  if (!mine || !other || mine.personId !== ctx.who.personId || other.personId === mine.personId)
    return refuse("people.duty-not-yours");
  await store.setSwap(ctx, own(ctx), input.date, input.with);
  await audit(ctx, {
    ...{ action: "people.askSwap", subject: "duty", subjectId: input.date },
    after: { title: `${input.date} ⇄ ${input.with}` },
  });
  await tell(
    ctx,
    other.personId,
    `${mine.person} 想和您换班`,
    `${mine.person} wants to change days with you`,
    input,
  );
  return {};
}

/** The one asked decides, and nobody for him; only then the days change hands. */
export async function answerSwap(ctx: Ctx, input: { date: string; agree: boolean }) {
  const wish = (await store.swapsFor(ctx, own(ctx), ctx.who.personId, today(ctx))).find(
    (one) => one.date === input.date,
  );
  if (!wish) return refuse("people.duty-no-swap");
  const [asking, mine] = await pair(ctx, input.date, wish.own);
  if (!asking || !mine || asking.swapWith !== mine.date) return refuse("people.duty-no-swap");
  if (input.agree) {
    await store.putDuty(ctx, own(ctx), asking.date, { id: mine.personId, name: mine.person });
    await store.putDuty(ctx, own(ctx), mine.date, { id: asking.personId, name: asking.person });
  } else await store.setSwap(ctx, own(ctx), asking.date, null);
  await audit(ctx, {
    ...{ action: "people.answerSwap", subject: "duty", subjectId: input.date },
    after: { title: `${asking.date} ⇄ ${mine.date}`, agree: input.agree },
  });
  const [zh, en] = input.agree ? ["同意换班", "agrees to change"] : ["不能换班", "cannot change"];
  await tell(ctx, asking.personId, `${mine.person} ${zh}`, `${mine.person} ${en}`, {
    date: asking.date,
    with: mine.date,
  });
  return {};
}

const tell = (ctx: Ctx, to: string, zh: string, en: string, days: { date: string; with: string }) =>
  notify(ctx, {
    ...{ to: [to], kind: "people.duty", link: "/people/duty", mail: "now" as const },
    words: {
      zh: { title: zh, body: `${days.date} ⇄ ${days.with}` },
      en: { title: en, body: `${days.date} ⇄ ${days.with}` },
    },
    digestKey: `people.duty:${days.date}`,
  });

const LONGEST_MS = 7 * 86_400_000;

/** What was done at this desk since the last hand-over, by whoever works here, in plain words. */
async function shift(ctx: Ctx) {
  const last = (await store.handoverRows(ctx, own(ctx), 1))[0];
  const earliest = ctx.now.getTime() - LONGEST_MS;
  const midnight = shanghaiInstant(today(ctx), "00:00");
  const from = new Date(last ? Math.max(Date.parse(last.until), earliest) : midnight);
  const staff = await staffOf(ctx);
  const done = await doneBy(
    ctx,
    staff.map((one) => one.id),
    from,
  );
  return { from, staff, lines: inWords(done, allDeeds()).map(({ zh, en }) => ({ zh, en })) };
}

export async function draftHandover(ctx: Ctx) {
  const { from, staff, lines } = await shift(ctx);
  const ahead = await store.dutyRows(ctx, own(ctx), today(ctx), addDays(today(ctx), 7));
  const next = ahead.find((row) => row.personId !== ctx.who.personId)?.personId ?? null;
  return { from: from.toISOString(), lines, persons: staff, next };
}

export async function writeHandover(ctx: Ctx, input: { toId: string | null; note: string }) {
  const to = input.toId === null ? null : await someone(ctx, input.toId);
  const { from, lines } = await shift(ctx);
  const id = await store.insertHandover(ctx, { organisationId: own(ctx), from, to, lines, note: input.note });
  await audit(ctx, {
    ...{ action: "people.handOver", subject: "handover", subjectId: id },
    after: { title: to?.name ?? "—", lines: lines.length },
  });
  if (to && to.id !== ctx.who.personId)
    await notify(ctx, {
      ...{ to: [to.id], kind: "people.handover", link: "/people/duty", mail: "no" as const },
      words: {
        zh: { title: `${ctx.who.name} 向您交班`, body: input.note || "请查看交接班记录。" },
        en: { title: `${ctx.who.name} hands over to you`, body: input.note || "See the hand-over log." },
      },
    });
  return { id };
}

export const listHandovers = async (ctx: Ctx, input: { limit: number }) => ({
  rows: await store.handoverRows(ctx, own(ctx), input.limit),
});
