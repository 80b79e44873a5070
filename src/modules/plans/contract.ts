// What travels about plans: their content, their versions, review and validity, and what the level above counts.
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

const text = (max: number) => z.string().trim().max(max);
const key = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
const moment = z.iso.datetime();

export const scenarios = [
  "logistics",
  "material",
  "energy",
  "outbreak",
  "export",
  "price",
  "safety",
  "other",
] as const;
export const scenario = z.enum(scenarios);
export type Scenario = z.infer<typeof scenario>;

export const planStates = ["draft", "submitted", "returned", "approved", "withdrawn"] as const;
export const planState = z.enum(planStates);
export type PlanState = z.infer<typeof planState>;
/** How an approved version stands today. */
export const standings = ["coming", "valid", "expiring", "expired", "superseded"] as const;
export const standing = z.enum(standings);
export type Standing = z.infer<typeof standing>;
export const ownerKinds = ["federation", "association", "enterprise"] as const;
export const ownerKind = z.enum(ownerKinds);
export type OwnerKind = z.infer<typeof ownerKind>;
export const severities = ["blue", "yellow", "orange", "red"] as const;
export const severity = z.enum(severities);
export type Severity = z.infer<typeof severity>;

/** `hour` round the clock, `whour` working hours, `wday` to the close of the n-th working day. */
export const termUnits = ["hour", "whour", "wday"] as const;
export const term = z.object({ amount: z.number().int().min(1).max(720), unit: z.enum(termUnits) });
export type Term = z.infer<typeof term>;

export const audiences = ["team", "associations", "members", "outside"] as const;
export const audience = z.enum(audiences);
export type Audience = z.infer<typeof audience>;

export const role = z.object({
  key,
  name: text(60),
  duty: text(500),
  /** Who holds it in this organisation; may be named when the plan is activated. */
  personId: id.nullable(),
});
export const step = z.object({
  key,
  title: text(120),
  detail: text(1500),
  role: z.union([key, z.literal("")]),
  term,
  /** The step after which its clock begins; null: with the activation. */
  after: key.nullable(),
  /** The message that goes out with it. */
  message: key.nullable(),
});
export type Step = z.infer<typeof step>;
export const message = z.object({ key, audience, title: text(100), text: text(2000) });
export type Message = z.infer<typeof message>;

export const planContent = z.object({
  purpose: text(2000),
  trigger: z.object({
    text: text(1000),
    /** A warning of this grade or above calls the plan; null: only people do. */
    severity: severity.nullable(),
    /** Only warnings whose title holds one of these; empty: any. */
    words: z.array(text(20).min(1)).max(20),
  }),
  roles: z.array(role).max(20),
  steps: z.array(step).max(60),
  contacts: z.array(z.object({ name: text(60), unit: text(100), phone: text(40), note: text(200) })).max(60),
  messages: z.array(message).max(20),
  /** Free text until the network knows who can step in. */
  substitutes: z
    .array(z.object({ what: text(100), supplier: text(100), contact: text(100), note: text(300) }))
    .max(60),
  /** Free text until the policies are there to point at. */
  policies: z
    .array(z.object({ title: text(200), number: text(100), note: text(500), source: text(300) }))
    .max(40),
  materials: z
    .array(z.object({ name: text(100), quantity: text(60), place: text(100), keeper: text(60) }))
    .max(60),
});
export type PlanContent = z.infer<typeof planContent>;

/** What is still missing, tied to its place. */
export const fault = z.object({ path: z.string(), zh: z.string(), en: z.string() });
export type Fault = z.infer<typeof fault>;

export const planRow = z.object({
  id,
  version: z.number().int(),
  title: z.string(),
  scenario,
  ownerId: id,
  owner: z.string(),
  ownerKind,
  reviewer: z.string(),
  /** Of the newest version the asker may see. */
  state: planState,
  /** Of the approved version in force, or the last one that was. */
  standing: standing.nullable(),
  validFrom: date.nullable(),
  validTo: date.nullable(),
  approvedVersion: z.number().int().nullable(),
  savedAt: moment,
  savedBy: z.string(),
  openProposals: z.number().int(),
  demo: z.boolean(),
});
export type PlanRow = z.infer<typeof planRow>;

export const proposal = z.object({
  id,
  part: z.string(),
  text: z.string(),
  from: z.string(),
  activationId: id,
  at: moment,
  by: z.string(),
  state: z.enum(["open", "taken", "declined"]),
  answer: z.string(),
});
export type Proposal = z.infer<typeof proposal>;

export const planPage = planRow.extend({
  content: planContent,
  revision: z.number().int(),
  reason: z.string().nullable(),
  submittedBy: z.string().nullable(),
  submittedAt: moment.nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: moment.nullable(),
  reviewerId: id,
  faults: z.array(fault),
  versions: z.array(
    z.object({
      version: z.number().int(),
      state: planState,
      standing: standing.nullable(),
      validFrom: date.nullable(),
      validTo: date.nullable(),
      at: moment,
      by: z.string(),
    }),
  ),
  proposals: z.array(proposal),
  activations: z.array(
    z.object({
      id,
      title: z.string(),
      drill: z.boolean(),
      open: z.boolean(),
      at: moment,
      result: z.string().nullable(),
    }),
  ),
  /** Persons of the owner who may be given a role or a task. */
  persons: z.array(z.object({ id, name: z.string() })),
  may: z.object({
    edit: z.boolean(),
    submit: z.boolean(),
    recall: z.boolean(),
    decide: z.boolean(),
    /** Why the asker may not decide although the review is his organisation's. */
    decideNot: z.enum(["own"]).nullable(),
    revise: z.boolean(),
    withdraw: z.boolean(),
    drop: z.boolean(),
    activate: z.boolean(),
  }),
  timeline: z.array(
    z.object({ id, at: moment, by: z.string().nullable(), action: z.string(), text: z.string() }),
  ),
});
export type PlanPage = z.infer<typeof planPage>;

export const template = z.object({
  code: z.string(),
  scenario,
  title: z.string(),
  level: z.enum(["federation", "enterprise"]),
  steps: z.number().int(),
  purpose: z.string(),
});
export type Template = z.infer<typeof template>;

export const listPlans = {
  method: "GET" as const,
  path: "/api/plans",
  input: listInput(
    {
      scenario: many(scenario),
      state: many(planState),
      ownerKind: ownerKind.optional(),
      owner: id.optional(),
    },
    ["savedAt", "title", "validTo"],
  ),
  output: listOutput(planRow),
  summary: { zh: "应急预案列表", en: "List response plans" },
} satisfies Endpoint;

export const listTemplates = {
  method: "GET" as const,
  path: "/api/plans/templates",
  input: z.object({ language: z.enum(["zh", "en"]).default("zh") }),
  output: z.object({ templates: z.array(template) }),
  summary: { zh: "预案模板", en: "Starter plans" },
} satisfies Endpoint;

export const readTemplate = {
  method: "GET" as const,
  path: "/api/plans/templates/:code",
  input: z.object({ code: z.string().max(40), language: z.enum(["zh", "en"]).default("zh") }),
  output: template.extend({ content: planContent }),
  summary: { zh: "查看预案模板", en: "Read one starter plan" },
} satisfies Endpoint;

export const createPlan = {
  method: "POST" as const,
  path: "/api/plans",
  input: z.object({
    title: text(100).min(1),
    scenario,
    /** A starter plan's code, or none. */
    template: z.string().max(40).nullable(),
    /** Another plan one may read (the association's), to begin from. */
    from: id.nullable().default(null),
    /** Of an enterprise: which of its associations reviews it. */
    reviewerId: id.nullable().default(null),
    language: z.enum(["zh", "en"]).default("zh"),
  }),
  output: z.object({ id }),
  summary: { zh: "新建预案", en: "Begin a plan" },
} satisfies Endpoint;

export const readPlan = {
  method: "GET" as const,
  path: "/api/plans/:id",
  input: z.object({ id, version: z.coerce.number().int().min(1).optional() }),
  output: planPage,
  summary: { zh: "查看预案", en: "Read one plan" },
} satisfies Endpoint;

export const savePlan = {
  method: "PUT" as const,
  path: "/api/plans/:id",
  input: z.object({
    id,
    version: z.number().int(),
    /** What it was read as; another's later saving is never overwritten. */
    revision: z.number().int(),
    title: text(100).min(1),
    content: planContent,
  }),
  output: z.object({ revision: z.number().int(), savedAt: moment, faults: z.array(fault) }),
  summary: { zh: "保存预案草稿", en: "Save the draft of a plan" },
} satisfies Endpoint;

export const submitPlan = {
  method: "POST" as const,
  path: "/api/plans/:id/submit",
  input: z.object({ id, revision: z.number().int() }),
  output: nothing,
  summary: { zh: "提交审核", en: "Submit a plan for review" },
} satisfies Endpoint;

export const recallPlan = {
  method: "POST" as const,
  path: "/api/plans/:id/recall",
  input: z.object({ id }),
  output: nothing,
  summary: { zh: "撤回提交", en: "Take a submission back" },
} satisfies Endpoint;

export const decidePlan = {
  method: "POST" as const,
  path: "/api/plans/:id/decide",
  input: z.object({
    id,
    version: z.number().int(),
    decision: z.enum(["approve", "return"]),
    reason: text(1000).default(""),
    /** Left out: one year. An enterprise's plan is never valid for longer. */
    validTo: date.nullable().default(null),
  }),
  output: z.object({ validTo: date.nullable() }),
  summary: { zh: "审核预案：通过或退回", en: "Approve a plan or send it back" },
} satisfies Endpoint;

export const revisePlan = {
  method: "POST" as const,
  path: "/api/plans/:id/revise",
  input: z.object({ id }),
  output: z.object({ version: z.number().int() }),
  summary: { zh: "修订或续期（新版本）", en: "Revise or renew: a new version" },
} satisfies Endpoint;

export const withdrawPlan = {
  method: "POST" as const,
  path: "/api/plans/:id/withdraw",
  input: z.object({ id, reason: text(500).min(2) }),
  output: nothing,
  summary: { zh: "停用预案", en: "Withdraw a plan" },
} satisfies Endpoint;

export const dropDraft = {
  method: "DELETE" as const,
  path: "/api/plans/:id/draft",
  input: z.object({ id }),
  output: nothing,
  summary: { zh: "删除草稿", en: "Drop a draft" },
} satisfies Endpoint;

export const answerProposal = {
  method: "POST" as const,
  path: "/api/plans/:id/proposals/:proposalId",
  input: z.object({
    id,
    proposalId: id,
    state: z.enum(["taken", "declined"]),
    answer: text(500).default(""),
  }),
  output: nothing,
  summary: { zh: "答复修改建议", en: "Answer a change proposal" },
} satisfies Endpoint;

const counts = z.object({
  /** Organisations that should have a plan. */
  of: z.number().int(),
  valid: z.number().int(),
  expiring: z.number().int(),
  waiting: z.number().int(),
  none: z.number().int(),
});
export const coverage = {
  method: "GET" as const,
  path: "/api/plans/coverage",
  input: nothing,
  output: z.object({
    total: counts,
    /** By association for the federation; empty for an association. */
    associations: z.array(counts.extend({ id, name: z.string() })),
    scenarios: z.array(z.object({ scenario, valid: z.number().int() })),
    /** An association's members without a plan in force; the federation gets none. */
    missing: z.array(z.object({ id, name: z.string() })),
  }),
  summary: { zh: "企业预案覆盖情况（只有计数）", en: "How many enterprises have a plan: counts only" },
} satisfies Endpoint;

export const askForPlans = {
  method: "POST" as const,
  path: "/api/plans/ask",
  input: z.object({ enterpriseIds: z.array(id).min(1).max(200), note: text(300).default("") }),
  output: z.object({ told: z.number().int() }),
  summary: { zh: "请会员企业编写预案", en: "Ask members to write a plan" },
} satisfies Endpoint;

/** Where an enterprise may send its plan. */
export const listReviewers = {
  method: "GET" as const,
  path: "/api/plans/reviewers",
  input: nothing,
  output: z.object({ reviewers: z.array(z.object({ id, name: z.string() })) }),
  summary: { zh: "预案由谁审核", en: "Who reviews a plan" },
} satisfies Endpoint;

export const downloadPlan = {
  method: "GET" as const,
  path: "/api/plans/:id/document",
  input: z.object({ id, version: z.coerce.number().int().min(1).optional() }),
  output: nothing,
  kind: "download" as const,
  summary: { zh: "下载预案（.docx）", en: "Download a plan (.docx)" },
} satisfies Endpoint;

export const refusals = {
  "plans.move": {
    status: 409,
    zh: "预案现在处于“{state}”，不能做这一步。请刷新页面，按当前状态办理。",
    en: "The plan stands at {state} and cannot take this step. Reload and go on from there.",
  },
  "plans.not-complete": {
    status: 422,
    zh: "还有 {count} 处没有写完，补齐后再提交：{first}。已写的内容都在。",
    en: "{count} places are not finished: {first}. Everything you wrote is kept.",
  },
  "plans.own-review": {
    status: 409,
    zh: "提交人不能审核自己提交的预案。请本单位另一位有审核权的同事办理。",
    en: "Whoever submitted a plan does not review it. A colleague with the right to review must.",
  },
  "plans.not-reviewer": {
    status: 403,
    zh: "这份预案由{reviewer}审核。",
    en: "This plan is reviewed by {reviewer}.",
  },
  "plans.reason-needed": {
    status: 422,
    zh: "退回时请写明要改什么，对方会原文看到。",
    en: "Say what must be changed when you send it back; the other side reads it as written.",
  },
  "plans.too-long": {
    status: 422,
    zh: "有效期最长到 {latest}，请改正后再通过。",
    en: "It may be valid until {latest} at most. Correct the date and approve again.",
  },
  "plans.reviewer-unknown": {
    status: 422,
    zh: "请选择一家贵企业所在的协会来审核；还没有加入协会的，由联合会审核。",
    en: "Choose an association you belong to as the reviewer; without one, the federation reviews.",
  },
  "plans.template-unknown": {
    status: 404,
    zh: "没有这个模板，请从模板列表中选择。",
    en: "There is no such starter plan. Choose one of the list.",
  },
  "plans.wrong-kind": {
    status: 403,
    zh: "联合会、协会和企业才编写预案。",
    en: "Plans are written by the federation, associations and enterprises.",
  },
  "plans.not-member": {
    status: 422,
    zh: "名单中有企业不是本协会会员，没有发送任何提醒。",
    en: "Somebody on the list is not a member; nobody was told.",
  },
} as const;
