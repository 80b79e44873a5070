// What is done on the board: tasks finished, handed over, dropped, reopened, added; notes and messages.
import type { z } from "zod";
import { workCalendar } from "../../../platform/config/work-calendar.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { refuse } from "../../../platform/errors.ts";
import { allAssociations, membersOf } from "../../people/index.ts";
import type * as contract from "../activations/contract.ts";
import type { Audience } from "../contract.ts";
import { BLANKS, blanksIn } from "../plan.ts";
import * as store from "../store/activations.ts";
import { dueAt, moveTask, type TaskDeed } from "../task.ts";
import { boardOf, running, told } from "./activate.ts";
import { orRefuse, personsAt, tell } from "./neighbours.ts";

type OnTask = { id: string; taskId: string; revision: number };

async function taskFor(ctx: Ctx, input: OnTask, deed: TaskDeed) {
  const a = await running(ctx, input.id);
  const tasks = await store.tasksOf(ctx, a);
  const task = tasks.find((one) => one.id === input.taskId) ?? refuse("record.not-found");
  if (task.revision !== input.revision) refuse("record.changed", { name: task.doneBy ?? task.owner });
  orRefuse(moveTask(task.state, deed));
  return { a, task, tasks };
}

const asIs = (task: store.StoredTask): store.TaskChange => ({
  ...{ state: task.state, ownerId: task.ownerId, owner: task.owner, duePending: task.duePending },
  startsAt: task.startsAt === null ? null : new Date(task.startsAt),
  dueAt: task.dueAt === null ? null : new Date(task.dueAt),
  outcome: task.outcome,
  done: null,
});

async function change(
  ctx: Ctx,
  task: store.StoredTask,
  by: Partial<store.TaskChange>,
): Promise<{ revision: number }> {
  const revision = await store.updateTask(ctx, task, { ...asIs(task), ...by });
  return revision === null ? refuse("record.changed", { name: task.owner }) : { revision };
}

/** Those that waited for this step begin now, and their owners learn it. */
async function beginAfter(
  ctx: Ctx,
  a: store.StoredActivation,
  done: store.StoredTask,
  tasks: readonly store.StoredTask[],
): Promise<void> {
  if (done.stepKey === null) return;
  for (const task of tasks) {
    if (task.state !== "waiting" || task.afterKey !== done.stepKey || task.term === null) continue;
    const due = dueAt(task.term, ctx.now.getTime(), workCalendar());
    await change(ctx, task, {
      ...{ state: "open", startsAt: ctx.now, dueAt: new Date(due.at), duePending: due.pending },
    });
    await tellOwner(ctx, a, task.ownerId, task.title, "begin");
  }
}

const sayings = {
  begin: { zh: "前一步已办结，轮到您了", en: "The step before is done; it is your turn" },
  hand: { zh: "有一项任务移交给您", en: "A task was handed to you" },
  add: { zh: "有一项新任务交给您", en: "You were given a task" },
};
const tellOwner = (
  ctx: Ctx,
  a: store.StoredActivation,
  personId: string | null,
  title: string,
  why: keyof typeof sayings,
) =>
  tell(
    ctx,
    { personIds: [personId] },
    {
      kind: `plans.${why}`,
      zh: [`${a.drill ? "【演练】" : ""}${sayings[why].zh}`, `${a.title}：${title}`],
      en: [`${a.drill ? "[Drill] " : ""}${sayings[why].en}`, `${a.title}: ${title}`],
      ...{ link: boardOf(a.id), key: `plans.task:${a.id}:${title}`, now: true },
    },
  );

export async function finishTask(ctx: Ctx, input: z.output<typeof contract.finishTask.input>) {
  const { a, task, tasks } = await taskFor(ctx, input, "finish");
  const changed = await change(ctx, task, {
    ...{ state: "done", outcome: input.outcome, done: { at: ctx.now, by: ctx.who.name } },
  });
  await store.addEntry(ctx, a, { kind: "done", about: task.title, text: input.outcome });
  await told(ctx, a, "task-done", { task: task.title });
  await beginAfter(ctx, a, task, tasks);
  return changed;
}

export async function handTask(ctx: Ctx, input: z.output<typeof contract.handTask.input>) {
  const { a, task } = await taskFor(ctx, input, "hand");
  const person =
    (await personsAt(ctx, a.organisationId)).find((one) => one.id === input.personId) ??
    refuse("plans.person-unknown");
  const changed = await change(ctx, task, { ownerId: person.id, owner: person.name });
  const text = `${task.owner} → ${person.name}${input.note ? `：${input.note}` : ""}`;
  await store.addEntry(ctx, a, { kind: "handed", about: task.title, text });
  await told(ctx, a, "task-handed", { task: task.title, to: person.name });
  await tellOwner(ctx, a, person.id, task.title, "hand");
  return changed;
}

export async function dropTask(ctx: Ctx, input: z.output<typeof contract.dropTask.input>) {
  const { a, task, tasks } = await taskFor(ctx, input, "drop");
  const changed = await change(ctx, task, {
    ...{ state: "dropped", outcome: input.reason, done: { at: ctx.now, by: ctx.who.name } },
  });
  await store.addEntry(ctx, a, { kind: "dropped", about: task.title, text: input.reason });
  await told(ctx, a, "task-dropped", { task: task.title, reason: input.reason });
  await beginAfter(ctx, a, task, tasks);
  return changed;
}

/** The clock it had runs on: reopening wins no time. */
export async function reopenTask(ctx: Ctx, input: z.output<typeof contract.reopenTask.input>) {
  const { a, task, tasks } = await taskFor(ctx, input, "reopen");
  const before = tasks.find((one) => one.stepKey !== null && one.stepKey === task.afterKey);
  const waits =
    task.startsAt === null && before !== undefined && before.state !== "done" && before.state !== "dropped";
  // Dropped while it waited and the step before is done by now: its clock begins here.
  const fresh = !waits && task.dueAt === null && task.term !== null;
  const due = fresh ? dueAt(task.term!, ctx.now.getTime(), workCalendar()) : null;
  const changed = await change(ctx, task, {
    ...{ state: waits ? "waiting" : "open", outcome: "" },
    ...(due ? { startsAt: ctx.now, dueAt: new Date(due.at), duePending: due.pending } : {}),
  });
  await store.addEntry(ctx, a, { kind: "reopened", about: task.title, text: input.reason });
  await told(ctx, a, "task-reopened", { task: task.title, reason: input.reason });
  return changed;
}

export async function addTask(ctx: Ctx, input: z.output<typeof contract.addTask.input>) {
  const a = await running(ctx, input.id);
  if (Date.parse(input.dueAt) <= ctx.now.getTime()) refuse("plans.due-past");
  const person =
    (await personsAt(ctx, a.organisationId)).find((one) => one.id === input.personId) ??
    refuse("plans.person-unknown");
  const [id] = await store.insertTasks(
    ctx,
    a,
    [
      {
        ...{ stepKey: null, title: input.title, detail: input.detail, roleName: "", person, term: null },
        ...{ after: null, message: null, state: "open", startsAt: ctx.now, dueAt: new Date(input.dueAt) },
        duePending: false,
      },
    ],
    a.tasks,
  );
  await store.addEntry(ctx, a, { kind: "added", about: input.title, text: person.name });
  await told(ctx, a, "task-added", { task: input.title });
  await tellOwner(ctx, a, person.id, input.title, "add");
  return { id: id! };
}

export async function addNote(ctx: Ctx, input: { id: string; text: string }) {
  const a = await running(ctx, input.id);
  await store.addEntry(ctx, a, { kind: "note", text: input.text });
  await told(ctx, a, "noted");
  return {};
}

const REPEAT_MS = 60 * 60_000;

export async function sendMessage(ctx: Ctx, input: z.output<typeof contract.sendMessage.input>) {
  const a = await running(ctx, input.id);
  const blank = blanksIn(input.title + input.text).find((one) => BLANKS.includes(one));
  if (blank) refuse("plans.blank-left", { blank: `{${blank}}` });
  const twin = (await store.messagesOf(ctx, a)).find(
    (one) => one.audience === input.audience && one.title === input.title && one.text === input.text,
  );
  const ago = twin ? ctx.now.getTime() - Date.parse(twin.at) : REPEAT_MS;
  if (ago < REPEAT_MS && !input.again) refuse("plans.sent-already", { minutes: Math.floor(ago / 60_000) });
  const to = await recipients(ctx, a, input.audience);
  // A drill frightens nobody outside: it says so first, and stays in the house.
  const mark = a.drill ? { zh: "【演练】", en: "[Drill] " } : { zh: "", en: "" };
  const count =
    to === null
      ? 0
      : await tell(ctx, to, {
          kind: "plans.message",
          zh: [mark.zh + input.title, input.text],
          en: [mark.en + input.title, input.text],
          ...{ link: input.audience === "team" ? boardOf(a.id) : "/", now: true },
          key: `plans.message:${a.id}:${input.audience}:${ctx.now.getTime()}`,
        });
  await store.insertMessage(ctx, a, { ...input, told: count });
  await store.addEntry(ctx, a, { kind: "message", about: input.title, text: input.audience });
  await told(ctx, a, "message-sent", { message: input.title, audience: input.audience, told: count });
  return { told: count };
}

/** Whom this organisation can tell by itself; null: the text is copied and sent by hand, and only logged here. */
async function recipients(ctx: Ctx, a: store.StoredActivation, audience: Audience) {
  if (audience === "outside") return null;
  if (audience === "team" || a.drill) return { organisationIds: [a.organisationId] };
  if (audience === "associations" && a.ownerKind === "federation") {
    const ids = (await allAssociations(ctx)).map((one) => one.id);
    return { organisationIds: ids, roles: ["secretary"] as const };
  }
  if (audience === "members" && a.ownerKind === "association") {
    const ids = await membersOf(ctx, [a.organisationId]);
    return { organisationIds: ids, roles: ["owner", "clerk"] as const };
  }
  return refuse("plans.audience");
}
