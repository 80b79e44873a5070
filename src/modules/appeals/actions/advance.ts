// One move of one appeal: asked of the heart, saved under its revision, written into the thread, announced and told.
import { audit } from "../../../platform/audit/audit.ts";
import { workCalendar } from "../../../platform/config/work-calendar.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { refuse } from "../../../platform/errors.ts";
import { type Move, move, moves } from "../appeal.ts";
import { duesOf, instantOf, marksOf, type Promised, readAll, rulesOf, wallOf } from "../clocks.ts";
import { events, type Role } from "../contract.ts";
import { appealById, type Stored, saveAppeal } from "../store/appeals.ts";
import { addEntry, entriesOf, openTo } from "../store/entries.ts";
import { promiseOf } from "../store/promises.ts";
import { orRefuse } from "./neighbours.ts";

export const linkTo = (id: string): string => `/appeals/${id}`;

/** What whoever asks is to this appeal; who is nothing to it is told that there is none. */
export function roleOf(ctx: Ctx, a: Stored): Exclude<Role, "system"> {
  const { actingFor, scope } = ctx.who;
  if (a.state === "draft") return a.raisedById === actingFor ? "firm" : refuse("record.not-found");
  if (actingFor === a.organisationId) return "firm";
  if (actingFor !== null && actingFor === a.handlerId) return "handler";
  return scope.all || a.readers.includes(actingFor ?? "") ? "overseer" : refuse("record.not-found");
}

export async function loaded(
  ctx: Ctx,
  id: string,
  lock = false,
): Promise<{ a: Stored; role: Exclude<Role, "system"> }> {
  const a = (await appealById(ctx, id, lock)) ?? refuse("record.not-found");
  return { a, role: roleOf(ctx, a) };
}

/** Held for a move; whoever has not seen what was done meanwhile is shown it instead. */
export async function held(ctx: Ctx, on: { id: string; revision: number }) {
  const found = await loaded(ctx, on.id, true);
  if (found.a.revision !== on.revision) await shownMeanwhile(ctx, found.a);
  return found;
}

async function shownMeanwhile(ctx: Ctx, a: Stored): Promise<never> {
  const last = (await entriesOf(ctx, a)).at(-1);
  if (!last) return refuse("record.changed", { name: a.savedBy });
  const name = moves[last.move as Move]?.name ?? last.move;
  return refuse("appeals.answered-meanwhile", { name: last.by, deed: name, text: last.text.slice(0, 120) });
}

export type Said = {
  text: string;
  organisation: string;
  internal?: boolean;
  detail?: Record<string, string>;
};

/** Saves the move and writes it into the thread; telling people is the deed's own care. */
export async function advance(
  ctx: Ctx,
  a: Stored,
  role: Role,
  made: Move,
  change: Partial<Stored>,
  said: Said,
): Promise<Stored> {
  const { to } = orRefuse(move(a.state, made, role));
  const now = ctx.now.getTime();
  const next: Stored = {
    ...a,
    ...change,
    state: to,
    clock: [...a.clock, ...marksOf(made, a.state, wallOf(now))],
    savedAt: ctx.now.toISOString(),
    savedBy: ctx.who.name,
  };
  await settleClocks(ctx, next, await promiseOf(ctx, next.kind));
  const revision = await saveAppeal(ctx, next);
  if (revision === null) return shownMeanwhile(ctx, a);
  if (next.readers.join() !== a.readers.join()) await openTo(ctx, next);
  await addEntry(ctx, next, { move: made, ...said });
  await audit(ctx, {
    action: `appeals.${made}`,
    subject: "appeals.appeal",
    subjectId: a.id,
    organisationId: a.organisationId,
    before: { state: a.state },
    after: { title: next.title, state: to, outcome: next.outcome },
  });
  await ctx.announce(events.moved, {
    ...{ appealId: a.id, enterpriseId: a.organisationId, kind: next.kind, move: made, state: to },
    ...{ regionCode: next.regionCode, industryCode: next.industryCode, outcome: next.outcome },
  });
  return { ...next, revision };
}

/** What the clocks say after a move, kept on the row for the inbox. */
export async function settleClocks(ctx: Ctx, a: Stored, promised: Promised | undefined): Promise<void> {
  const now = ctx.now.getTime();
  const readings = readAll(rulesOf(promised), a.clock, now, workCalendar());
  const isOpen = a.state !== "closed" && a.state !== "draft";
  const dues = isOpen ? duesOf(readings, a.nextReplyOn) : [];
  const told = a.toldLateAt === null ? 0 : Date.parse(a.toldLateAt);
  const moment = (at: number | undefined): string | null =>
    at === undefined ? null : new Date(at).toISOString();
  a.dueClock = dues[0]?.clock ?? null;
  a.dueAt = moment(dues[0]?.at);
  a.alarmAt = moment(dues.find((due) => due.at > told)?.at);
  a.late = a.late || readings.some((one) => one.late);
  const first = readings.find((one) => one.name === "first-reply");
  if (first?.state === "closed" && a.firstReplyMinutes === null) a.firstReplyMinutes = first.usedMinutes;
}

/** The moment of a promise on the clocks of this appeal. */
export async function dueOf(ctx: Ctx, a: Stored, name: string): Promise<string | null> {
  const readings = readAll(rulesOf(await promiseOf(ctx, a.kind)), a.clock, ctx.now.getTime(), workCalendar());
  const due = readings.find((one) => one.name === name)?.due;
  return due ? new Date(instantOf(due)).toISOString() : null;
}
