// What travels about duty: the roster by day, filling it, changing a day with a colleague, and handing a shift over.
import { z } from "zod";
import { date, type Endpoint, id, nothing } from "../../../platform/http/contract.ts";

const moment = z.iso.datetime();
export const dutyDay = z.object({
  date,
  working: z.boolean(),
  /** The notice for that year is not out: weekends only. */
  pending: z.boolean(),
  personId: id.nullable(),
  person: z.string().nullable(),
  /** Whoever is on duty wants to change with the person of this day. */
  swapWith: date.nullable(),
  /** The asker may agree to that change. */
  mayAgree: z.boolean(),
});
export type DutyDay = z.infer<typeof dutyDay>;

export const readRoster = {
  method: "GET" as const,
  path: "/api/people/duty",
  input: z.object({ from: date.optional(), days: z.coerce.number().int().min(1).max(62).default(14) }),
  output: z.object({
    today: date,
    days: z.array(dutyDay),
    persons: z.array(z.object({ id, name: z.string() })),
  }),
  summary: { zh: "值班表", en: "Duty roster" },
} satisfies Endpoint;

export const fillRoster = {
  method: "POST" as const,
  path: "/api/people/duty/fill",
  input: z.object({ from: date, until: date, personIds: z.array(id).min(1).max(30) }),
  output: z.object({ filled: z.number().int() }),
  summary: { zh: "排班：只排空着的日子", en: "Fill the days that are empty, in turn" },
} satisfies Endpoint;

export const setDuty = {
  method: "PUT" as const,
  path: "/api/people/duty/:date",
  input: z.object({ date, personId: id.nullable() }),
  output: nothing,
  summary: { zh: "指定某天由谁值班", en: "Say who is on duty that day" },
} satisfies Endpoint;

export const askSwap = {
  method: "POST" as const,
  path: "/api/people/duty/:date/swap",
  input: z.object({ date, with: date }),
  output: nothing,
  summary: { zh: "申请换班", en: "Ask a colleague to change days" },
} satisfies Endpoint;

export const answerSwap = {
  method: "POST" as const,
  path: "/api/people/duty/:date/swap/answer",
  input: z.object({ date, agree: z.boolean() }),
  output: nothing,
  summary: { zh: "答复换班", en: "Answer a wish to change days" },
} satisfies Endpoint;

const line = z.object({ zh: z.string(), en: z.string() });
export const handover = z.object({
  id,
  from: moment,
  until: moment,
  by: z.string(),
  to: z.string(),
  lines: z.array(line),
  note: z.string(),
});
export type Handover = z.infer<typeof handover>;

export const draftHandover = {
  method: "GET" as const,
  path: "/api/people/handovers/draft",
  input: nothing,
  output: z.object({
    from: moment,
    lines: z.array(line),
    persons: z.array(z.object({ id, name: z.string() })),
    next: id.nullable(),
  }),
  summary: { zh: "本班记录（自动生成）", en: "The log of this shift, as it writes itself" },
} satisfies Endpoint;

export const writeHandover = {
  method: "POST" as const,
  path: "/api/people/handovers",
  input: z.object({ toId: id.nullable(), note: z.string().trim().max(4000).default("") }),
  output: z.object({ id }),
  summary: { zh: "交班", en: "Hand the shift over" },
} satisfies Endpoint;

export const listHandovers = {
  method: "GET" as const,
  path: "/api/people/handovers",
  input: z.object({ limit: z.coerce.number().int().min(1).max(100).default(20) }),
  output: z.object({ rows: z.array(handover) }),
  summary: { zh: "交接班记录", en: "Hand-over log" },
} satisfies Endpoint;

export const dutyRefusals = {
  "people.duty-past": {
    status: 422,
    zh: "过去的日子不能再改排班。",
    en: "Days that are over cannot be changed.",
  },
  "people.duty-person": {
    status: 422,
    zh: "只能安排本单位在岗的人员值班。",
    en: "Only persons with a role in this organisation are put on duty.",
  },
  "people.duty-long": {
    status: 422,
    zh: "一次最多排 92 天，且结束不早于开始。",
    en: "At most 92 days at a time.",
  },
  "people.duty-not-yours": {
    status: 409,
    zh: "只能用自己的值班日申请换班，对方那天须另有人值班。",
    en: "Only one's own day is changed, with a day somebody else is on duty.",
  },
  "people.duty-no-swap": {
    status: 409,
    zh: "这条换班申请已经撤回或处理，或不是向您提出的。",
    en: "This wish was answered or taken back, or is not for you.",
  },
} as const;
