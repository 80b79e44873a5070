// What travels about the rules by which series are watched, their rehearsal on history, and bulletins with their receipts.
import { z } from "zod";
import { type Endpoint, id, listInput, listOutput, month, nothing } from "../../../platform/http/contract.ts";
import { bulletinRow, method, sectorCode, severity } from "../contract.ts";

const text = z.object({ zh: z.string(), en: z.string() });
const moment = z.iso.datetime();

export const ruleState = z.enum(["draft", "live", "retired"]);
export type RuleState = z.infer<typeof ruleState>;

const ruleFields = {
  name: z.object({ zh: z.string().trim().min(1).max(80), en: z.string().trim().max(120) }),
  method,
  /** Scores from which on a figure is a signal, in scales of the series' own past errors. */
  threshold: z.number().min(0.01).max(100),
  direction: z.enum(["both", "up", "down"]),
  indicators: z.array(z.string().regex(/^[a-z][a-z0-9_]{0,40}$/)).max(60),
  /** Empty: every two-digit industry and all together. */
  sectors: z.array(sectorCode).max(100),
  regions: z.array(z.string().regex(/^\d{2}$/)).max(40),
};

export const rehearsalSummary = z.object({
  from: month,
  to: month,
  months: z.number().int(),
  series: z.number().int(),
  judged: z.number().int(),
  signals: z.number().int(),
  sent: z.number().int(),
  real: z.number().int(),
  needless: z.number().int(),
  missed: z.number().int(),
  /** Events it had to find, and after how many months it did. */
  events: z.array(z.object({ title: text, from: month, delay: z.number().int().nullable() })),
  warnings: z.array(
    z.object({ month, last: month, place: text, severity, signals: z.number().int(), real: text.nullable() }),
  ),
  sentence: text,
  /** Null: it may go live. */
  refusal: text.nullable(),
});
export type RehearsalSummary = z.infer<typeof rehearsalSummary>;

export const ruleRow = z.object({
  id,
  ...ruleFields,
  scope: text,
  state: ruleState,
  rehearsal: rehearsalSummary.nullable(),
  /** The rule as it stands is the one that was rehearsed. */
  rehearsed: z.boolean(),
  rehearsedAt: moment.nullable(),
  liveAt: moment.nullable(),
  liveBy: z.string().nullable(),
  savedBy: z.string(),
  savedAt: moment,
  revision: z.number().int(),
  demo: z.boolean(),
});
export type RuleRow = z.infer<typeof ruleRow>;

export const listRules = {
  method: "GET" as const,
  path: "/api/warnings/rules",
  input: nothing,
  output: z.object({
    rows: z.array(ruleRow),
    indicators: z.array(z.object({ code: z.string(), label: text })),
    sectors: z.array(z.object({ code: z.string(), name: text })),
    regions: z.array(z.object({ code: z.string(), name: text })),
  }),
  summary: { zh: "监测规则与演练结果", en: "Rules and what they would have warned of" },
} satisfies Endpoint;

export const addRule = {
  method: "POST" as const,
  path: "/api/warnings/rules",
  input: z.object(ruleFields),
  output: z.object({ id }),
  summary: { zh: "新建规则（草案）", en: "A new rule, as a draft" },
} satisfies Endpoint;

export const editRule = {
  method: "POST" as const,
  path: "/api/warnings/rules/:id",
  input: z.object({ id, revision: z.number().int(), ...ruleFields }),
  output: nothing,
  summary: { zh: "修改规则（改后须重新演练）", en: "Change a rule; it is to be rehearsed again" },
} satisfies Endpoint;

export const rehearseRule = {
  method: "POST" as const,
  path: "/api/warnings/rules/:id/rehearse",
  input: z.object({ id }),
  output: rehearsalSummary,
  summary: { zh: "用历史演练规则", en: "Rehearse a rule on history" },
} satisfies Endpoint;

export const setRule = {
  method: "POST" as const,
  path: "/api/warnings/rules/:id/state",
  input: z.object({ id, state: z.enum(["live", "retired"]) }),
  output: nothing,
  summary: {
    zh: "启用或停用规则（启用前须演练）",
    en: "Put a rule to work or take it off; it must have been rehearsed",
  },
} satisfies Endpoint;

export const listBulletins = {
  method: "GET" as const,
  path: "/api/warnings/bulletins",
  input: listInput({}, ["sent"]),
  output: listOutput(bulletinRow),
  summary: { zh: "发给本单位的预警", en: "Warnings one was told of" },
} satisfies Endpoint;

export const readBulletin = {
  method: "GET" as const,
  path: "/api/warnings/bulletins/:id",
  input: z.object({ id }),
  output: bulletinRow.extend({ sender: z.string(), stands: z.boolean(), earlier: z.array(bulletinRow) }),
  summary: { zh: "一条已发布的预警", en: "One published warning" },
} satisfies Endpoint;

export const confirmBulletin = {
  method: "POST" as const,
  path: "/api/warnings/bulletins/:id/receipt",
  input: z.object({ id }),
  output: nothing,
  summary: { zh: "确认收到预警", en: "Confirm that a warning was received" },
} satisfies Endpoint;

export const bulletinCap = {
  method: "GET" as const,
  path: "/api/warnings/bulletins/:id/cap",
  input: z.object({ id }),
  output: nothing,
  kind: "download" as const,
  summary: { zh: "CAP 1.2 格式", en: "As CAP 1.2" },
} satisfies Endpoint;

/** Without sign-in: what is published to everybody; signed in or with a key: what one was told as well. */
export const feed = {
  method: "GET" as const,
  path: "/api/warnings/feed",
  input: nothing,
  output: nothing,
  kind: "download" as const,
  summary: { zh: "预警订阅（RSS 2.0）", en: "Warnings as an RSS 2.0 feed" },
} satisfies Endpoint;

export const ruleRefusals = {
  "warnings.rule-unrehearsed": {
    status: 409,
    zh: "这条规则还没有按现在的内容演练过。请先演练，看清会发多少、属实多少，再启用。",
    en: "This rule has not been rehearsed as it stands. Rehearse it and see what it would send before it goes live.",
  },
  "warnings.rule-too-loud": {
    status: 422,
    zh: "这条规则太响：{months} 个月里会发 {sent} 条，{judged} 个数里有 {signals} 个报警。请提高阈值或缩小范围后再演练。",
    en: "This rule is too loud: {sent} warnings in {months} months, {signals} of {judged} figures raise a signal. Raise the threshold or narrow it, then rehearse again.",
  },
  "warnings.rule-silent-history": {
    status: 422,
    zh: "按这个范围没有可判断的历史数字，无法演练，也就不能启用。请换范围或方法。",
    en: "There is no history to judge in this scope, so it cannot be rehearsed and cannot go live. Choose another scope or method.",
  },
  "warnings.rule-short-history": {
    status: 422,
    zh: "可演练的历史只有 {months} 个月，不足 6 个月，暂不能启用。",
    en: "Only {months} months of history can be rehearsed; at least 6 are needed before it goes live.",
  },
  "warnings.rule-indicator": {
    status: 422,
    zh: "报表里没有“{indicator}”这个指标，请从列表中选择。",
    en: "The form has no figure {indicator}. Choose from the list.",
  },
} as const;
