// What travels about appeals: raising them, working on them, and how one stands.
import { z } from "zod";
import {
  date,
  type Endpoint,
  id,
  listInput,
  listOutput,
  many,
  nothing,
} from "../../platform/http/contract.ts";
import { answers, kind } from "./kinds/contract.ts";

const text = (max: number) => z.string().trim().max(max);
const moment = z.iso.datetime();
const revision = z.number().int();

export const states = [
  "draft",
  "submitted",
  "accepted",
  "working",
  "waiting",
  "answered",
  "closed",
  "reopened",
] as const;
export const state = z.enum(states);
export type State = z.infer<typeof state>;
export const outcomes = ["solved", "partly", "deferred", "elsewhere", "merged"] as const;
export const outcome = z.enum(outcomes);
export type Outcome = z.infer<typeof outcome>;
/** What somebody is to one appeal: it follows from the organisation acted for. */
export const roles = ["firm", "handler", "overseer", "system"] as const;
export type Role = (typeof roles)[number];
export const clockNames = ["first-reply", "proposal", "close", "next-reply"] as const;
export type ClockName = (typeof clockNames)[number];

/** What the enterprise writes; saved as typed, so nothing but its length is held against it before it is sent. */
export const content = z.object({
  kind,
  title: text(80),
  answers,
  detail: text(5000),
  contact: text(60),
  phone: text(40),
});
export type Content = z.infer<typeof content>;

export const appealRow = z.object({
  id,
  number: z.string().nullable(),
  kind,
  title: z.string(),
  state,
  outcome: outcome.nullable(),
  enterpriseId: id,
  enterprise: z.string(),
  regionCode: z.string(),
  industryCode: z.string(),
  handler: z.string().nullable(),
  officer: z.string().nullable(),
  submittedAt: moment.nullable(),
  savedAt: moment,
  due: z.object({ clock: z.enum(clockNames), at: moment }).nullable(),
  late: z.boolean(),
  level: z.number().int(),
  reopened: z.number().int(),
  issueId: id.nullable(),
  demo: z.boolean(),
});
export type AppealRow = z.infer<typeof appealRow>;

export const entry = z.object({
  id,
  at: moment,
  by: z.string(),
  organisation: z.string(),
  move: z.string(),
  text: z.string(),
  /** Seen by whoever works on it, never by the enterprise. */
  internal: z.boolean(),
  detail: z.record(z.string(), z.string()),
});
export type Entry = z.infer<typeof entry>;

export const attachment = z.object({
  id,
  name: z.string(),
  bytes: z.number().int(),
  by: z.string(),
  at: moment,
  mine: z.boolean(),
});
export type Attachment = z.infer<typeof attachment>;

export const clockReading = z.object({
  name: z.enum(clockNames),
  state: z.enum(["waiting", "running", "stopped", "closed"]),
  due: moment.nullable(),
  pending: z.boolean(),
  usedMinutes: z.number().int(),
  late: z.boolean(),
});

export const appealPage = appealRow.extend({
  content,
  revision,
  nextReplyOn: date.nullable(),
  answer: z.string().nullable(),
  answeredAt: moment.nullable(),
  answeredBy: z.string().nullable(),
  firstOfficer: z.string().nullable(),
  raisedBy: z.string(),
  onBehalf: z.boolean(),
  satisfied: z.boolean().nullable(),
  callsUnreached: z.number().int(),
  issue: z
    .object({ id, number: z.string(), title: z.string(), firms: z.number().int().nullable() })
    .nullable(),
  role: z.enum(["firm", "handler", "overseer"]),
  /** The moves open to whoever asks. */
  moves: z.array(z.string()),
  clocks: z.array(clockReading),
  entries: z.array(entry),
  attachments: z.array(attachment),
  officers: z.array(z.object({ id, name: z.string() })),
  /** Where it may be handed on to. */
  targets: z.array(z.object({ id, name: z.string() })),
  readAt: moment.nullable(),
});
export type AppealPage = z.infer<typeof appealPage>;

export const boxes = ["all", "ours", "mine", "late"] as const;
export const appealFilters = {
  kind: many(kind),
  state: many(state),
  box: z.enum(boxes).default("all"),
  /** Two-digit province. */
  province: many(z.string().regex(/^\d{2}$/)),
  industry: many(z.string().regex(/^\d{2,4}$/)),
  issue: id.optional(),
  enterprise: id.optional(),
  reopened: z.enum(["true"]).optional(),
  /** Any of its promises was not kept in time, or is not now. */
  overdue: z.enum(["true"]).optional(),
  outcome: many(outcome),
  month: z
    .string()
    .regex(/^\d{4}-\d{2}$/)
    .optional(),
  handler: id.optional(),
};
export const listAppeals = {
  method: "GET" as const,
  path: "/api/appeals",
  input: listInput(appealFilters, ["due", "submittedAt", "savedAt"]),
  output: listOutput(appealRow),
  summary: { zh: "诉求列表", en: "List appeals" },
} satisfies Endpoint;

export const exportAppeals = {
  method: "GET" as const,
  path: "/api/appeals/export",
  input: listAppeals.input,
  output: nothing,
  kind: "download" as const,
  summary: { zh: "导出诉求（.xlsx，一件一行）", en: "Export appeals, one row a case" },
} satisfies Endpoint;

/** What is known already, so that nobody types it. */
export const known = {
  method: "GET" as const,
  path: "/api/appeals/known",
  input: z.object({ enterpriseId: id.optional() }),
  output: z.object({
    enterpriseId: id.nullable(),
    enterprise: z.string().nullable(),
    regionCode: z.string(),
    industryCode: z.string(),
    contact: z.string(),
    phone: z.string(),
    handler: z.string().nullable(),
    /** What is promised for each kind, in words. */
    promises: z.object({ zh: z.string(), en: z.string() }),
  }),
  summary: { zh: "提交诉求时已知的信息", en: "What is known when an appeal is raised" },
} satisfies Endpoint;

export const saveDraft = {
  method: "PUT" as const,
  path: "/api/appeals/:id",
  input: z.object({
    /** Made by whoever types, so that a draft sent twice is one. */
    id,
    /** Left out: one's own enterprise. */
    enterpriseId: id.optional(),
    /** 0: a new draft. */
    revision,
    content,
  }),
  output: z.object({ revision, savedAt: moment }),
  summary: { zh: "保存诉求草稿", en: "Save the draft of an appeal" },
} satisfies Endpoint;

export const dropDraft = {
  method: "DELETE" as const,
  path: "/api/appeals/:id/draft",
  input: z.object({ id }),
  output: nothing,
  summary: { zh: "删除草稿", en: "Drop a draft" },
} satisfies Endpoint;

export const submitAppeal = {
  method: "POST" as const,
  path: "/api/appeals/:id/submit",
  input: z.object({ id, revision, issueId: id.nullable().default(null) }),
  output: z.object({
    id,
    number: z.string(),
    submittedAt: moment,
    handler: z.string(),
    /** When the first reply is promised. */
    firstReply: moment.nullable(),
    /** It had been sent before; this is that one. */
    twice: z.boolean(),
  }),
  summary: { zh: "提交诉求", en: "Send an appeal" },
} satisfies Endpoint;

export const readAppeal = {
  method: "GET" as const,
  path: "/api/appeals/:id",
  input: z.object({ id }),
  output: appealPage,
  summary: { zh: "查看诉求", en: "Read one appeal" },
} satisfies Endpoint;

const onAppeal = { id, revision };
const moved = z.object({ revision, state });
const deed = <S extends z.ZodRawShape>(path: string, shape: S, zh: string, en: string) => ({
  method: "POST" as const,
  path: `/api/appeals/:id/${path}`,
  input: z.object({ ...onAppeal, ...shape }),
  output: moved,
  summary: { zh, en },
});

export const recallAppeal = deed("recall", {}, "撤回修改", "Take it back to change it");
export const acceptAppeal = deed("accept", { text: text(2000).default("") }, "受理", "Accept");
export const proposeAppeal = deed(
  "propose",
  { text: text(4000).min(6) },
  "提出办理意见",
  "Propose what will be done",
);
export const askFirm = deed("ask", { text: text(2000).min(4) }, "请企业补充", "Ask the enterprise for more");
export const supplyMore = deed("supply", { text: text(5000).min(1) }, "补充材料", "Bring what was asked for");
export const resumeWork = deed("resume", { text: text(2000).min(2) }, "恢复办理", "Go on without waiting");
export const replyTo = deed("reply", { text: text(4000).min(2) }, "回复企业", "Write to the enterprise");
export const remarkOn = deed(
  "remark",
  { text: text(4000).min(1) },
  "企业留言",
  "Write to whoever works on it",
);
export const noteOn = deed("note", { text: text(4000).min(1) }, "写内部备注", "Write an internal note");
export const assignAppeal = deed(
  "assign",
  { personId: id, text: text(500).default("") },
  "指定经办人",
  "Assign to a colleague",
);
export const transferAppeal = deed(
  "transfer",
  { organisationId: id, text: text(1000).min(4) },
  "转办",
  "Hand over to another body",
);
export const takeAppeal = deed("take", { text: text(1000).default("") }, "提级办理", "Take it over");
export const answerAppeal = deed(
  "answer",
  { outcome, text: text(5000), nextReplyOn: date.nullable().default(null) },
  "答复",
  "Answer with an outcome",
);
export const judgeAppeal = deed(
  "judge",
  { result: z.enum(["satisfied", "dissatisfied", "unreached"]), text: text(2000).default("") },
  "评价或回访",
  "Satisfied or not, said by the enterprise or in a call-back",
);
export const settleAppeal = deed(
  "settle",
  { text: text(1000).min(2) },
  "告知已自行解决",
  "Say that it has resolved itself",
);
export const reopenAppeal = deed("reopen", { text: text(2000).min(4) }, "重新打开", "Open it again");

export const attachmentLimitMb = 20;
export const attachmentsPerAppeal = 12;
export const addAttachment = {
  method: "POST" as const,
  path: "/api/appeals/:id/attachments",
  input: z.object({ id }),
  output: attachment,
  kind: "upload" as const,
  summary: { zh: "上传附件", en: "Add a file" },
} satisfies Endpoint;
export const readAttachment = {
  method: "GET" as const,
  path: "/api/appeals/:id/attachments/:attachmentId",
  input: z.object({ id, attachmentId: id }),
  output: nothing,
  kind: "download" as const,
  summary: { zh: "下载附件", en: "Download a file" },
} satisfies Endpoint;
export const removeAttachment = {
  method: "DELETE" as const,
  path: "/api/appeals/:id/attachments/:attachmentId",
  input: z.object({ id, attachmentId: id }),
  output: nothing,
  summary: { zh: "删除草稿中的附件", en: "Remove a file from a draft" },
} satisfies Endpoint;

/** Said of every move; whoever listens learns what happened, never the words. */
export const appealMoved = z.object({
  appealId: id,
  enterpriseId: id,
  kind,
  regionCode: z.string(),
  industryCode: z.string(),
  move: z.string(),
  state,
  outcome: outcome.nullable(),
});
/** A jump of appeals per kind × province × industry: firms of the last three days against what was to be expected. */
export const appealSurge = z.object({
  kind,
  /** Two digits; empty: not known. */
  province: z.string(),
  /** The division, two digits. */
  industry: z.string(),
  firms: z.number().int(),
  expected: z.number(),
  since: moment,
});
export const events = { moved: "appeals.moved", surge: "appeals.surge" } as const;

export const refusals = {
  "appeals.move": {
    status: 409,
    zh: "诉求现在处于“{state}”（{next}），不能“{move}”。请刷新页面，按当前状态办理；已填内容仍在页面上。",
    en: "The appeal stands at {state}; “{move}” is not possible now. Reload and go on from there; what you typed is still on the page.",
  },
  "appeals.not-yours": {
    status: 403,
    zh: "“{move}”由{who}来做。请切换到相应单位，或联系对方办理。",
    en: "“{move}” is for: {who}. Switch to that organisation, or ask them.",
  },
  "appeals.answered-meanwhile": {
    status: 409,
    zh: "{name} 刚刚办理了这件诉求：{deed}“{text}”。请先看过再决定，您写的内容仍在页面上。",
    en: "{name} has just worked on this appeal: {deed} “{text}”. Look at it first; what you wrote is still on the page.",
  },
  "appeals.answered": {
    status: 409,
    zh: "这件诉求已经答复，正等企业确认。如有新进展，请用“回复企业”告知。",
    en: "This appeal is answered and waits for the enterprise. Use a reply to tell of anything new.",
  },
  "appeals.reason-needed": {
    status: 422,
    zh: "请写明办理结果和理由（至少 6 个字），企业会原文看到。",
    en: "Say what was done and why; the enterprise reads it as written.",
  },
  "appeals.next-reply-needed": {
    status: 422,
    zh: "“暂不能解决”必须写明下次答复的日期，到期系统会提醒您。",
    en: "“Not yet” needs the day of the next reply; you will be reminded.",
  },
  "appeals.next-reply-range": {
    status: 422,
    zh: "下次答复的日期应在明天到 {latest} 之间。",
    en: "The next reply should be between tomorrow and {latest}.",
  },
  "appeals.not-complete": {
    status: 422,
    zh: "还有 {count} 处没有填，补上后再提交：{first}。已填的内容都在。",
    en: "{count} places are missing: {first}. Everything you typed is kept.",
  },
  "appeals.not-raisable": {
    status: 422,
    zh: "只能为本企业，或本协会会员企业代为提出诉求。请核对所选企业。",
    en: "An appeal is raised for one's own enterprise or a member of one's association.",
  },
  "appeals.person-unknown": {
    status: 422,
    zh: "经办人应是本单位在岗的人员，请从名单中选择。",
    en: "Choose a person of your own organisation from the list.",
  },
  "appeals.target-unknown": {
    status: 422,
    zh: "不能转给这个单位，请从名单中选择联合会、协会或服务机构。",
    en: "It cannot be handed to that organisation. Choose one from the list.",
  },
  "appeals.files-full": {
    status: 409,
    zh: "一件诉求最多 {limit} 个附件，请合并后再上传。",
    en: "At most {limit} files an appeal. Join some and upload again.",
  },
} as const;
