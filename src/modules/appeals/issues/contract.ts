// What travels about issues: the same trouble of many firms, joined, taken apart, and answered for all at once.
import { z } from "zod";
import { date, type Endpoint, id, listInput, listOutput } from "../../../platform/http/contract.ts";
import { appealRow, outcome } from "../contract.ts";
import { kind } from "../kinds/contract.ts";

const text = (max: number) => z.string().trim().max(max);
const moment = z.iso.datetime();

/** Below it a number of firms could give one of them away: nothing is offered and none is told. */
export const LEAST_FIRMS = 3;

export const issueRow = z.object({
  id,
  number: z.string(),
  title: z.string(),
  kind,
  owner: z.string(),
  firms: z.number().int(),
  provinces: z.number().int(),
  open: z.number().int(),
  outcome: outcome.nullable(),
  answeredAt: moment.nullable(),
  createdAt: moment,
  demo: z.boolean(),
});
export type IssueRow = z.infer<typeof issueRow>;

export const issuePage = issueRow.extend({
  revision: z.number().int(),
  answer: z.string().nullable(),
  answeredBy: z.string().nullable(),
  appeals: z.array(appealRow),
  /** Whoever holds it answers. */
  mine: z.boolean(),
});
export type IssuePage = z.infer<typeof issuePage>;

export const listIssues = {
  method: "GET" as const,
  path: "/api/appeals/issues",
  input: listInput({ open: z.enum(["true"]).optional() }, ["createdAt"]),
  output: listOutput(issueRow),
  summary: { zh: "议题列表", en: "List issues" },
} satisfies Endpoint;

export const readIssue = {
  method: "GET" as const,
  path: "/api/appeals/issues/:id",
  input: z.object({ id }),
  output: issuePage,
  summary: { zh: "查看议题", en: "Read one issue" },
} satisfies Endpoint;

/** An appeal that may report the same trouble, and what speaks for and against it. */
export const alikeRow = z.object({
  id,
  number: z.string(),
  title: z.string(),
  enterprise: z.string(),
  province: z.string().nullable(),
  submittedAt: moment,
  issueId: id.nullable(),
  /** 0…1 */
  score: z.number(),
  reasons: z.array(z.object({ zh: z.string(), en: z.string(), against: z.boolean() })),
});
export type AlikeRow = z.infer<typeof alikeRow>;

export const listAlike = {
  method: "GET" as const,
  path: "/api/appeals/:id/alike",
  input: z.object({ id }),
  output: z.object({ rows: z.array(alikeRow) }),
  summary: { zh: "可能是同一件事的诉求", en: "Appeals that may report the same trouble" },
} satisfies Endpoint;

export const joinAppeals = {
  method: "POST" as const,
  path: "/api/appeals/issues",
  input: z.object({
    /** Left out: a new issue. */
    issueId: id.nullable().default(null),
    title: text(80).default(""),
    appealIds: z.array(id).min(1).max(200),
  }),
  output: z.object({ id, firms: z.number().int() }),
  summary: { zh: "合并为议题", en: "Join appeals into an issue" },
} satisfies Endpoint;

export const partAppeal = {
  method: "POST" as const,
  path: "/api/appeals/issues/:id/part",
  input: z.object({ id, appealId: id }),
  output: z.object({ firms: z.number().int() }),
  summary: { zh: "从议题中分出", en: "Take an appeal out of an issue" },
} satisfies Endpoint;

export const answerIssue = {
  method: "POST" as const,
  path: "/api/appeals/issues/:id/answer",
  input: z.object({
    id,
    revision: z.number().int(),
    outcome,
    text: text(5000),
    nextReplyOn: date.nullable().default(null),
  }),
  output: z.object({ answered: z.number().int(), firms: z.number().int(), provinces: z.number().int() }),
  summary: { zh: "答复议题（一次答复全部企业）", en: "Answer an issue: all its firms at once" },
} satisfies Endpoint;

/** To whoever is about to send: how many firms say the same, none of their words. */
export const listOffers = {
  method: "GET" as const,
  path: "/api/appeals/offers",
  input: z.object({ appealId: id }),
  output: z.object({
    offers: z.array(
      z.object({ issueId: id, title: z.string(), firms: z.number().int(), provinces: z.number().int() }),
    ),
  }),
  summary: { zh: "可以加入的同类议题", en: "Issues one may join" },
} satisfies Endpoint;

export const issueRefusals = {
  "appeals.issue-kind": {
    status: 422,
    zh: "所选诉求类型不同（{first}、{second}），不能合并。请只选同一类。",
    en: "The chosen appeals are of different kinds ({first}, {second}). Join only those of one kind.",
  },
  "appeals.issue-few": {
    status: 422,
    zh: "议题至少要有两件诉求。",
    en: "An issue needs two appeals at least.",
  },
  "appeals.issue-title": {
    status: 422,
    zh: "请用一句话写明共同的问题；参与的企业会看到这句话，不要写企业名称。",
    en: "Say in one sentence what they share; the firms read it, so name none of them.",
  },
  "appeals.issue-other": {
    status: 409,
    zh: "《{title}》已经在另一个议题里，请先分出再合并。",
    en: "“{title}” is in another issue already; take it out first.",
  },
  "appeals.issue-not-yours": {
    status: 403,
    zh: "议题由{owner}答复。",
    en: "This issue is answered by {owner}.",
  },
  "appeals.issue-done": {
    status: 409,
    zh: "议题中的诉求都已答复或办结，没有需要答复的企业。",
    en: "All appeals of this issue are answered; there is nobody to answer.",
  },
} as const;
