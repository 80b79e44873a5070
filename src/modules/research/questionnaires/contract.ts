// What is said about questionnaires: questions as data, the public page, and results that give nobody away.
import { z } from "zod";
import {
  date,
  type Endpoint,
  id,
  listInput,
  listOutput,
  many,
  nothing,
} from "../../../platform/http/contract.ts";

const text = (max: number) => z.string().trim().max(max);
const needed = (max: number) => z.string().trim().min(1).max(max);

export const questionKinds = ["choice", "choices", "number", "text"] as const;
export const questionKind = z.enum(questionKinds);
export type QuestionKind = z.infer<typeof questionKind>;

export const question = z.object({
  id: z.string().regex(/^q\d{1,3}$/),
  kind: questionKind,
  label: needed(200),
  required: z.boolean(),
  /** What may be chosen; empty for numbers and text. */
  options: z.array(needed(100)).max(20),
  unit: text(20),
});
export type Question = z.infer<typeof question>;

export const entryKinds = ["open", "ticket"] as const;
export const questionnaireStates = ["draft", "open", "closed"] as const;
export const questionnaireState = z.enum(questionnaireStates);
export type QuestionnaireState = z.infer<typeof questionnaireState>;

const fields = {
  planId: id.nullable(),
  title: needed(100),
  intro: text(2000),
  questions: z.array(question).max(40),
  entry: z.enum(entryKinds),
  /** Answers taken at most; null: as many as come. */
  quota: z.number().int().min(1).max(100_000).nullable(),
  /** The last day in Shanghai; null: until it is closed. */
  endsOn: date.nullable(),
};

export const questionnaireRow = z.object({
  id,
  title: z.string(),
  planId: id.nullable(),
  state: questionnaireState,
  answered: z.number().int(),
  quota: z.number().int().nullable(),
  endsOn: date.nullable(),
  demo: z.boolean(),
});

/** A count, or null where it is withheld because it would speak of one or two persons. */
export const tally = z.object({
  id: z.string(),
  kind: questionKind,
  label: z.string(),
  unit: z.string(),
  /** Who answered this question; null: withheld. */
  answered: z.number().int().nullable(),
  options: z.array(z.object({ label: z.string(), count: z.number().int().nullable() })),
  mean: z.string().nullable(),
  texts: z.array(z.string()),
});
export type Tally = z.infer<typeof tally>;

export const questionnairePage = questionnaireRow.extend({
  intro: z.string(),
  questions: z.array(question),
  entry: z.enum(entryKinds),
  link: z.string(),
  /** Tickets given out and not used yet. */
  ticketsOpen: z.number().int(),
  revision: z.number().int(),
  /** null while it is open: looking twice would tell what came between. */
  results: z.array(tally).nullable(),
});
export type QuestionnairePage = z.infer<typeof questionnairePage>;

export const listQuestionnaires = {
  method: "GET" as const,
  path: "/api/research/questionnaires",
  input: listInput({ state: many(questionnaireState) }, ["created", "title"]),
  output: listOutput(questionnaireRow),
  summary: { zh: "问卷列表", en: "List questionnaires" },
} satisfies Endpoint;

export const createQuestionnaire = {
  method: "POST" as const,
  path: "/api/research/questionnaires",
  input: z.object(fields),
  output: z.object({ id }),
  summary: { zh: "新建问卷", en: "Create a questionnaire" },
} satisfies Endpoint;

export const readQuestionnaire = {
  method: "GET" as const,
  path: "/api/research/questionnaires/:id",
  input: z.object({ id }),
  output: questionnairePage,
  summary: { zh: "查看问卷与结果", en: "Read a questionnaire and its results" },
} satisfies Endpoint;

export const editQuestionnaire = {
  method: "PATCH" as const,
  path: "/api/research/questionnaires/:id",
  input: z.object({ id, revision: z.number().int(), ...fields }),
  output: z.object({ revision: z.number().int() }),
  summary: { zh: "修改问卷", en: "Change a questionnaire" },
} satisfies Endpoint;

export const openQuestionnaire = {
  method: "POST" as const,
  path: "/api/research/questionnaires/:id/open",
  input: z.object({ id }),
  output: z.object({ link: z.string() }),
  summary: { zh: "开始收集", en: "Open a questionnaire" },
} satisfies Endpoint;

export const closeQuestionnaire = {
  method: "POST" as const,
  path: "/api/research/questionnaires/:id/close",
  input: z.object({ id }),
  output: nothing,
  summary: { zh: "结束收集", en: "Close a questionnaire" },
} satisfies Endpoint;

export const makeTickets = {
  method: "POST" as const,
  path: "/api/research/questionnaires/:id/tickets",
  input: z.object({ id, count: z.number().int().min(1).max(500) }),
  output: z.object({ tickets: z.array(z.string()) }),
  summary: { zh: "生成一次性链接", en: "Make one-time links" },
} satisfies Endpoint;

export const exportResults = {
  method: "GET" as const,
  path: "/api/research/questionnaires/:id/export",
  input: z.object({ id }),
  output: nothing,
  kind: "download" as const,
  summary: { zh: "导出问卷结果", en: "Export the results" },
} satisfies Endpoint;

const link = z.string().regex(/^[\w-]{16,40}$/);
const ticket = z.string().regex(/^[\w-]{16,40}$/);

export const readPublic = {
  method: "GET" as const,
  path: "/api/research/q/:link",
  input: z.object({ link }),
  output: z.object({
    title: z.string(),
    intro: z.string(),
    owner: z.string(),
    questions: z.array(question),
    endsOn: date.nullable(),
    /** A link without its ticket shows the page and takes no answer. */
    needsTicket: z.boolean(),
    demo: z.boolean(),
  }),
  summary: { zh: "打开公开问卷", en: "Open a public questionnaire" },
} satisfies Endpoint;

export const answerPublic = {
  method: "POST" as const,
  path: "/api/research/q/:link",
  input: z.object({
    link,
    ticket: ticket.optional(),
    answers: z.record(
      z.string().max(10),
      z.union([z.string().max(2000), z.array(z.string().max(100)).max(20)]),
    ),
  }),
  output: nothing,
  summary: { zh: "提交匿名问卷", en: "Answer anonymously" },
} satisfies Endpoint;

export const refusals = {
  "research.questionnaire-empty": {
    status: 422,
    zh: "问卷里还没有题目。请至少加一道题，再开始收集。",
    en: "There is no question yet. Add at least one before opening.",
  },
  "research.questionnaire-options": {
    status: 422,
    zh: "选择题“{label}”需要至少两个不同的选项；每道题的编号也不能重复。",
    en: "“{label}” needs at least two different options, and each question its own number.",
  },
  "research.questionnaire-state": {
    status: 409,
    zh: "问卷已经开始收集或已结束，题目不能再改。如需改动，请新建一份问卷。",
    en: "The questionnaire has been opened or closed; its questions stand. Make a new one for other questions.",
  },
  "research.questionnaire-ended": {
    status: 410,
    zh: "这份问卷已经结束，不再接收答卷。谢谢您的参与。",
    en: "This questionnaire has ended and takes no more answers. Thank you.",
  },
  "research.questionnaire-full": {
    status: 410,
    zh: "这份问卷已收满 {quota} 份，不再接收答卷。谢谢您的参与。",
    en: "This questionnaire has all its {quota} answers. Thank you.",
  },
  "research.questionnaire-past": {
    status: 422,
    zh: "截止日期已过，请改为今天或以后的日期再开始收集。",
    en: "The last day has passed. Choose today or later before opening.",
  },
  "research.results-later": {
    status: 409,
    zh: "问卷还在收集，结束后才能导出结果：边收边看会让人猜出刚交的是谁。",
    en: "Results can be taken out once it is closed: watching them grow would tell who has just answered.",
  },
  "research.ticket-used": {
    status: 410,
    zh: "这个链接已经用过或不完整。每个链接只能提交一次；如果您没有填过，请向发给您链接的单位索取新的。",
    en: "This link has been used or is incomplete. Each link takes one answer; ask whoever sent it for another.",
  },
  "research.answers-wrong": {
    status: 422,
    zh: "有 {count} 道题需要补充或修改，请看标出的地方；已填内容仍在页面上。",
    en: "{count} questions need a change; they are marked. What you filled in is still on the page.",
  },
} as const;
