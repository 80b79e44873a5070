// What travels about activations: tasks with their clocks, messages, the log, the closing review, and warnings that call a plan.
import { z } from "zod";
import { type Endpoint, id, listInput, listOutput, nothing } from "../../../platform/http/contract.ts";
import { audience, message, planContent, scenario, severity } from "../contract.ts";

const text = (max: number) => z.string().trim().max(max);
const moment = z.iso.datetime();

export const taskStates = ["waiting", "open", "done", "dropped"] as const;
export const taskState = z.enum(taskStates);
export type TaskState = z.infer<typeof taskState>;
/** Of a drill: was the aim met? */
export const results = ["met", "partly", "missed"] as const;
export const result = z.enum(results);

export const task = z.object({
  id,
  title: z.string(),
  detail: z.string(),
  role: z.string(),
  ownerId: id.nullable(),
  owner: z.string(),
  state: taskState,
  startsAt: moment.nullable(),
  dueAt: moment.nullable(),
  /** The due moment rests on a year whose days off are not announced yet. */
  duePending: z.boolean(),
  late: z.boolean(),
  /** Waits for this one. */
  after: z.string().nullable(),
  message: z.string().nullable(),
  doneAt: moment.nullable(),
  doneBy: z.string().nullable(),
  outcome: z.string(),
  /** Minutes after the due moment at which it was done. */
  lateBy: z.number().int().nullable(),
  revision: z.number().int(),
});
export type Task = z.infer<typeof task>;

export const entryKinds = [
  "activated",
  "done",
  "handed",
  "dropped",
  "reopened",
  "added",
  "message",
  "note",
  "overdue",
  "closed",
] as const;
export const entry = z.object({
  id,
  at: moment,
  by: z.string(),
  kind: z.enum(entryKinds),
  /** The task or message it is about. */
  about: z.string(),
  text: z.string(),
});
export type Entry = z.infer<typeof entry>;

export const review = z.object({
  happened: text(4000).min(10),
  worked: text(2000).default(""),
  /** What to change in the plan; at least one, each becomes a proposal to its next version. */
  changes: z.array(z.object({ part: text(60).min(1), text: text(1000).min(1) })).max(20),
  result: result.nullable().default(null),
});
export type Review = z.infer<typeof review>;

export const activationRow = z.object({
  id,
  planId: id,
  planVersion: z.number().int(),
  title: z.string(),
  scenario,
  owner: z.string(),
  drill: z.boolean(),
  severity: severity.nullable(),
  open: z.boolean(),
  at: moment,
  by: z.string(),
  closedAt: moment.nullable(),
  tasks: z.number().int(),
  done: z.number().int(),
  late: z.number().int(),
  result: result.nullable(),
  demo: z.boolean(),
});
export type ActivationRow = z.infer<typeof activationRow>;

export const activationPage = activationRow.extend({
  cause: z.string(),
  warningId: z.string().nullable(),
  warningTitle: z.string().nullable(),
  planExpired: z.boolean(),
  taskRows: z.array(task),
  entries: z.array(entry),
  sent: z.array(
    z.object({
      id,
      at: moment,
      by: z.string(),
      audience,
      title: z.string(),
      text: z.string(),
      told: z.number().int(),
    }),
  ),
  /** Messages of the plan with its blanks filled in. */
  messages: z.array(message),
  content: planContent,
  review: review.nullable(),
  closedBy: z.string().nullable(),
  persons: z.array(z.object({ id, name: z.string() })),
  may: z.object({ act: z.boolean(), close: z.boolean() }),
});
export type ActivationPage = z.infer<typeof activationPage>;

export const activate = {
  method: "POST" as const,
  path: "/api/plans/:id/activate",
  input: z.object({
    id,
    drill: z.boolean(),
    title: text(100).min(1),
    cause: text(2000).min(1),
    severity: severity.nullable(),
    /** The call of a warning that it answers. */
    callId: id.nullable().default(null),
    /** Who holds which role; left out: as the plan says, else whoever activates. */
    owners: z
      .array(z.object({ role: z.string().max(40), personId: id }))
      .max(20)
      .default([]),
    /** In need an expired plan is better than none, if somebody says so. */
    acceptExpired: z.boolean().default(false),
  }),
  output: z.object({ id }),
  summary: { zh: "启动预案（实战或演练）", en: "Activate a plan, for real or as a drill" },
} satisfies Endpoint;

export const listActivations = {
  method: "GET" as const,
  path: "/api/plans/activations",
  input: listInput({ open: z.stringbool().optional(), drill: z.stringbool().optional() }, ["at"]),
  output: listOutput(activationRow),
  summary: { zh: "预案启动记录", en: "Activations" },
} satisfies Endpoint;

export const readActivation = {
  method: "GET" as const,
  path: "/api/plans/activations/:id",
  input: z.object({ id }),
  output: activationPage,
  summary: { zh: "查看一次启动", en: "Read one activation" },
} satisfies Endpoint;

const onTask = { id, taskId: id, revision: z.number().int() };
const revised = z.object({ revision: z.number().int() });

export const finishTask = {
  method: "POST" as const,
  path: "/api/plans/activations/:id/tasks/:taskId/done",
  input: z.object({ ...onTask, outcome: text(2000).min(2) }),
  output: revised,
  summary: { zh: "办结任务", en: "A task is done" },
} satisfies Endpoint;

export const handTask = {
  method: "POST" as const,
  path: "/api/plans/activations/:id/tasks/:taskId/hand",
  input: z.object({ ...onTask, personId: id, note: text(500).default("") }),
  output: revised,
  summary: { zh: "移交任务", en: "Hand a task over" },
} satisfies Endpoint;

export const dropTask = {
  method: "POST" as const,
  path: "/api/plans/activations/:id/tasks/:taskId/drop",
  input: z.object({ ...onTask, reason: text(500).min(4) }),
  output: revised,
  summary: { zh: "任务不适用", en: "A task does not apply" },
} satisfies Endpoint;

export const reopenTask = {
  method: "POST" as const,
  path: "/api/plans/activations/:id/tasks/:taskId/reopen",
  input: z.object({ ...onTask, reason: text(500).min(4) }),
  output: revised,
  summary: { zh: "重新打开任务", en: "Reopen a task" },
} satisfies Endpoint;

export const addTask = {
  method: "POST" as const,
  path: "/api/plans/activations/:id/tasks",
  input: z.object({
    id,
    title: text(120).min(2),
    detail: text(1500).default(""),
    personId: id,
    dueAt: moment,
  }),
  output: z.object({ id }),
  summary: { zh: "临时增加任务", en: "Add a task" },
} satisfies Endpoint;

export const addNote = {
  method: "POST" as const,
  path: "/api/plans/activations/:id/notes",
  input: z.object({ id, text: text(2000).min(1) }),
  output: nothing,
  summary: { zh: "记一笔", en: "Note something in the log" },
} satisfies Endpoint;

export const sendMessage = {
  method: "POST" as const,
  path: "/api/plans/activations/:id/messages",
  input: z.object({
    id,
    audience,
    title: text(100).min(2),
    text: text(2000).min(5),
    /** Sending the same text twice by two clicks is told, not done. */
    again: z.boolean().default(false),
  }),
  output: z.object({ told: z.number().int() }),
  summary: { zh: "发出通知", en: "Send a message" },
} satisfies Endpoint;

export const closeActivation = {
  method: "POST" as const,
  path: "/api/plans/activations/:id/close",
  input: review.extend({ id }),
  output: z.object({ proposals: z.number().int() }),
  summary: { zh: "结束并复盘", en: "Close with a review" },
} satisfies Endpoint;

/** A warning that asks for a plan: somebody decides whether it is activated. */
export const call = z.object({
  id,
  planId: id,
  planTitle: z.string(),
  warningId: z.string(),
  warningTitle: z.string(),
  severity,
  at: moment,
});
export const listCalls = {
  method: "GET" as const,
  path: "/api/plans/calls",
  input: nothing,
  output: z.object({ calls: z.array(call) }),
  summary: { zh: "预警建议启动的预案", en: "Plans that warnings call for" },
} satisfies Endpoint;

export const declineCall = {
  method: "POST" as const,
  path: "/api/plans/calls/:id/decline",
  input: z.object({ id, reason: text(500).min(4) }),
  output: nothing,
  summary: { zh: "不启动预案", en: "Decline to activate" },
} satisfies Endpoint;

/** What is heard of warnings; whoever publishes may say more. */
export const warningPublished = z
  .looseObject({
    id: z.string().optional(),
    warningId: z.string().optional(),
    severity,
    title: z.string().optional(),
    number: z.string().optional(),
    /** Only the first publication calls a plan; an update or a cancel does not. */
    type: z.string().optional(),
    sectors: z.array(z.string()).optional(),
  })
  .refine((told) => told.id !== undefined || told.warningId !== undefined);

export const events = {
  "plans.activated": z.object({
    organisationId: id,
    activationId: id,
    planId: id,
    drill: z.boolean(),
    warningId: z.string().nullable(),
  }),
  "plans.closed": z.object({
    organisationId: id,
    activationId: id,
    planId: id,
    drill: z.boolean(),
    warningId: z.string().nullable(),
    proposals: z.number().int(),
  }),
} as const;

export const activationRefusals = {
  "plans.no-approved": {
    status: 409,
    zh: "这份预案还没有通过审核的版本，不能启动。可以先按已批准的同类预案启动，或请审核方尽快审核。",
    en: "No version of this plan is approved, so it cannot be activated. Use an approved one of its kind, or ask for its review.",
  },
  "plans.expired": {
    status: 409,
    zh: "预案已于 {until} 到期。情况紧急需要照用的，请勾选“仍按到期预案启动”，记录中会注明。",
    en: "The plan expired on {until}. To use it all the same, say so; the log will tell.",
  },
  "plans.running": {
    status: 409,
    zh: "同一预案的一次启动还没有结束，请在原记录上继续，不要重复启动。",
    en: "This plan is already running. Go on there instead of activating it twice.",
  },
  "plans.person-unknown": {
    status: 422,
    zh: "任务只能交给本单位在岗的人员，请重新选择。",
    en: "A task goes to somebody who holds a role in this organisation. Choose again.",
  },
  "plans.task-move": {
    status: 409,
    zh: "这项任务现在处于“{state}”，不能这样办理。请刷新页面。",
    en: "This task is {state} and cannot be dealt with like that. Reload the page.",
  },
  "plans.closed": {
    status: 409,
    zh: "这次启动已经结束，不能再改动；需要补充的，请写进下一版预案。",
    en: "This activation is closed and no longer changes.",
  },
  "plans.tasks-open": {
    status: 409,
    zh: "还有 {count} 项任务没有办结：{first}。请办结、移交，或注明不适用的理由后再结束。",
    en: "{count} tasks are still open: {first}. Finish them, or say why they do not apply, before closing.",
  },
  "plans.review-empty": {
    status: 422,
    zh: "复盘要写明预案哪里要改、怎么改，至少一条；只写“无”“不用改”不能结束。",
    en: "The review must state what to change in the plan, at least one point; “nothing” does not close it.",
  },
  "plans.result-needed": {
    status: 422,
    zh: "演练要给出结果：达到、部分达到或没有达到目的。",
    en: "A drill needs a result: met, partly met or missed.",
  },
  "plans.audience": {
    status: 422,
    zh: "本单位不能直接通知这类对象。请选择“本单位人员”，或复制文字后自行发送。",
    en: "Your organisation cannot tell this audience directly. Choose your own staff, or copy the text.",
  },
  "plans.sent-already": {
    status: 409,
    zh: "同样的内容在 {minutes} 分钟前已经发出，没有重复发送。确需再发，请勾选“再发一次”。",
    en: "The same message left {minutes} minutes ago and was not sent twice. Tick “send again” if it must be.",
  },
  "plans.blank-left": {
    status: 422,
    zh: "通知里还有没填的空：{blank}。请填好再发。",
    en: "A blank is still open in the message: {blank}. Fill it in before sending.",
  },
  "plans.call-answered": {
    status: 409,
    zh: "这条启动建议已经有人处理。",
    en: "Somebody has answered this call already.",
  },
  "plans.due-past": {
    status: 422,
    zh: "截止时间早于现在，请重新选择。",
    en: "The due moment lies in the past. Choose another.",
  },
} as const;
