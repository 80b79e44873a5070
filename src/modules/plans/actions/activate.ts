// A plan put to work: tasks with owners and clocks, messages, the log; closed with a review that says what to change.
import type { z } from "zod";
import { shanghaiDay } from "../../../engines/calendar/index.ts";
import { audit } from "../../../platform/audit/audit.ts";
import { workCalendar } from "../../../platform/config/work-calendar.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import { refuse } from "../../../platform/errors.ts";
import { organisationNames } from "../../people/index.ts";
import type * as contract from "../activations/contract.ts";
import { standingOf } from "../plan.ts";
import * as store from "../store/activations.ts";
import { checkReview, fillIn, mayActivate, tasksOf } from "../task.ts";
import { acting, nameOf, orRefuse, personsAt, tell } from "./neighbours.ts";
import { newest } from "./plans.ts";

export const subject = "plans.activation";
export const boardOf = (id: string): string => `/plans/activations/${id}`;

export const told = (
  ctx: Ctx,
  a: { organisationId: string; id: string; title: string },
  deed: string,
  more: object = {},
) =>
  audit(ctx, {
    ...{ action: `plans.${deed}`, subject, subjectId: a.id, organisationId: a.organisationId },
    after: { title: a.title, ...more },
  });

export async function activate(ctx: Ctx, input: z.output<typeof contract.activate.input>) {
  const organisationId = acting(ctx);
  const versions = await newest(ctx, input.id);
  if (versions[0]!.organisationId !== organisationId) refuse("access.denied");
  // A newer version still being written does not take the approved one out of force; a withdrawn one does.
  const plan = versions.find((one) => one.state === "approved" || one.state === "withdrawn");
  const approved = plan?.state === "approved" ? plan : null;
  const today = shanghaiDay(ctx.now.getTime());
  const standing = approved ? standingOf(approved, today, false) : null;
  orRefuse(mayActivate({ approved: approved !== null, standing, validTo: approved?.validTo ?? null }, input));
  const call = input.callId === null ? null : await openCall(ctx, input.callId, organisationId);
  const persons = new Map((await personsAt(ctx, organisationId)).map((one) => [one.id, one]));
  const owners = new Map(input.owners.map((one) => [one.role, one.personId]));
  for (const personId of owners.values()) if (!persons.has(personId)) refuse("plans.person-unknown");
  const myself = persons.get(ctx.who.personId ?? "") ?? null;
  const content = approved!.content;
  const holder = (role: string): { id: string; name: string } | null => {
    const planned = content.roles.find((one) => one.key === role)?.personId;
    // Who has left since the plan was written holds nothing any more.
    return persons.get(owners.get(role) ?? planned ?? "") ?? myself;
  };
  const { ownerKind, reviewerId, scenario, id: planId, version: planVersion } = approved!;
  const a = { organisationId, id: uuidv7(), ownerKind, reviewerId, title: input.title };
  const begun = await store.insertActivation(ctx, {
    ...{ ...a, planId, planVersion, scenario, content, demo: false },
    ...{ cause: input.cause, severity: input.severity ?? call?.severity ?? null, drill: input.drill },
    ...{ warningId: call?.warningId ?? null, warningTitle: call?.warningTitle ?? null },
    planExpired: standing === "expired",
  });
  if (!begun) refuse("plans.running");
  const tasks = tasksOf(content, ctx.now.getTime(), workCalendar());
  await store.insertTasks(
    ctx,
    a,
    tasks.map((task) => ({
      ...{
        stepKey: task.key,
        title: task.title,
        detail: task.detail,
        roleName: task.roleName,
        term: task.term,
      },
      ...{ after: task.after, message: task.message, state: task.state, duePending: task.duePending },
      person: holder(task.role),
      startsAt: task.startsAt === null ? null : new Date(task.startsAt),
      dueAt: task.dueAt === null ? null : new Date(task.dueAt),
    })),
  );
  await store.addEntry(ctx, a, { kind: "activated", about: input.title, text: input.cause });
  if (call) await store.answerCall(ctx, call, "activated", input.title);
  await told(ctx, a, input.drill ? "drill-begun" : "activated", { planId, planVersion, cause: input.cause });
  const mark = input.drill ? "【演练】" : "";
  await tell(
    ctx,
    { personIds: tasks.map((task) => holder(task.role)?.id ?? null) },
    {
      kind: "plans.activated",
      zh: [`${mark}预案已启动，您有任务`, `${input.title}。原因：${input.cause}。请打开任务板，按时限办理。`],
      en: [
        `${input.drill ? "[Drill] " : ""}A plan is activated and you have tasks`,
        `${input.title}. ${input.cause}. Open the board and mind the clocks.`,
      ],
      ...{ link: boardOf(a.id), key: `plans.activated:${a.id}`, now: true },
    },
  );
  await ctx.announce("plans.activated", {
    ...{ organisationId, activationId: a.id, planId, drill: input.drill, warningId: call?.warningId ?? null },
  });
  return { id: a.id };
}

async function openCall(ctx: Ctx, id: string, organisationId: string): Promise<store.StoredCall> {
  const call = await store.callById(ctx, id);
  if (!call || call.organisationId !== organisationId) refuse("record.not-found");
  return call.state === "open" ? call : refuse("plans.call-answered");
}

export async function declineCall(ctx: Ctx, input: { id: string; reason: string }) {
  const call = await openCall(ctx, input.id, acting(ctx));
  await store.answerCall(ctx, call, "declined", input.reason);
  await audit(ctx, {
    ...{ action: "plans.call-declined", subject: "plans.plan", subjectId: call.planId },
    organisationId: call.organisationId,
    after: { title: call.warningTitle, reason: input.reason },
  });
  return {};
}

export async function listCalls(ctx: Ctx) {
  const calls = await store.openCalls(ctx, acting(ctx));
  const titles = new Map<string, string>();
  for (const { planId } of calls) titles.set(planId, (await newest(ctx, planId))[0]!.title);
  return {
    calls: calls.map((call) => ({
      ...{ id: call.id, planId: call.planId, planTitle: titles.get(call.planId) ?? "—", at: call.at },
      ...{ warningId: call.warningId, warningTitle: call.warningTitle, severity: call.severity },
    })),
  };
}

const rowOf = (a: store.StoredActivation, owner: string): contract.ActivationRow => ({
  ...{ id: a.id, planId: a.planId, planVersion: a.planVersion, title: a.title, scenario: a.scenario, owner },
  ...{
    drill: a.drill,
    severity: a.severity,
    open: a.closedAt === null,
    at: a.at,
    by: a.by,
    closedAt: a.closedAt,
  },
  ...{ tasks: a.tasks, done: a.done, late: a.closedAt === null ? a.late : 0, demo: a.demo },
  result: a.review?.result ?? null,
});

export async function listActivations(ctx: Ctx, input: z.output<typeof contract.listActivations.input>) {
  const { rows, total } = await store.listActivationRows(ctx, input);
  const names = await organisationNames(ctx, [...new Set(rows.map((row) => row.organisationId))]);
  return {
    rows: rows.map((row) => rowOf(row, names.get(row.organisationId)?.name ?? "—")),
    ...{ total, limit: input.limit, offset: input.offset },
  };
}

export async function readActivation(ctx: Ctx, input: { id: string }): Promise<contract.ActivationPage> {
  const a = (await store.activationById(ctx, input.id)) ?? refuse("record.not-found");
  const owner = await nameOf(ctx, a.organisationId);
  const tasks = await store.tasksOf(ctx, a);
  const titles = new Map(tasks.map((task) => [task.stepKey, task.title]));
  const owns = a.organisationId === ctx.who.actingFor;
  const fill = {
    ...{
      event: a.warningTitle ?? a.title,
      grade: a.severity,
      at: Date.parse(a.at),
      unit: owner,
      contact: ctx.who.name,
    },
    language: ctx.who.language,
  };
  const open = a.closedAt === null;
  return {
    ...rowOf(a, owner),
    ...{ cause: a.cause, warningId: a.warningId, warningTitle: a.warningTitle, planExpired: a.planExpired },
    taskRows: tasks.map((task) => taskOf(task, titles, ctx.now)),
    entries: await store.entriesOf(ctx, a),
    sent: await store.messagesOf(ctx, a),
    messages: a.content.messages.map((message) => ({
      ...message,
      title: fillIn(message.title, fill),
      text: fillIn(message.text, fill),
    })),
    ...{ content: a.content, review: a.review, closedBy: a.closedBy },
    persons: owns ? await personsAt(ctx, a.organisationId) : [],
    may: {
      act: owns && open && ctx.who.may.has("plans.act"),
      close: owns && open && ctx.who.may.has("plans.activate"),
    },
  };
}

function taskOf(
  task: store.StoredTask,
  titles: ReadonlyMap<string | null, string>,
  now: Date,
): contract.Task {
  const { id, title, detail, role, ownerId, owner, state, startsAt, dueAt, duePending, doneAt, doneBy } =
    task;
  const after = task.afterKey === null ? null : (titles.get(task.afterKey) ?? null);
  const lateBy =
    doneAt && dueAt ? Math.max(0, Math.round((Date.parse(doneAt) - Date.parse(dueAt)) / 60_000)) : 0;
  return {
    ...{ id, title, detail, role, ownerId, owner, state, startsAt, dueAt, duePending, doneAt, doneBy, after },
    late: state === "open" && dueAt !== null && Date.parse(dueAt) < now.getTime(),
    message: task.messageKey,
    outcome: task.outcome,
    lateBy: lateBy || null,
    revision: task.revision,
  };
}

/** An activation of one's own that still runs; held until the deed is done. */
export async function running(ctx: Ctx, id: string): Promise<store.StoredActivation> {
  const seen = (await store.activationById(ctx, id)) ?? refuse("record.not-found");
  if (seen.organisationId !== ctx.who.actingFor) refuse("access.denied");
  const a = (await store.activationById(ctx, id, true)) ?? refuse("record.not-found");
  return a.closedAt === null ? a : refuse("plans.closed");
}

export async function closeActivation(ctx: Ctx, input: z.output<typeof contract.closeActivation.input>) {
  const { id, ...review } = input;
  const a = await running(ctx, id);
  const open = (await store.tasksOf(ctx, a)).filter((one) => one.state === "open" || one.state === "waiting");
  orRefuse(checkReview(review, { drill: a.drill, open }));
  await store.closeRow(ctx, a, review);
  await store.insertProposals(ctx, a, review.changes);
  await store.addEntry(ctx, a, { kind: "closed", about: a.title, text: review.happened });
  await told(ctx, a, a.drill ? "drill-closed" : "closed", { changes: review.changes.length });
  await ctx.announce("plans.closed", {
    ...{ organisationId: a.organisationId, activationId: a.id, planId: a.planId, drill: a.drill },
    ...{ warningId: a.warningId, proposals: review.changes.length },
  });
  return { proposals: review.changes.length };
}
