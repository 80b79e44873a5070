// Whom to call first about a period's returns: each weighed by what it changes in the total; and the calls made.
import { z } from "zod";
import { date, type Endpoint, id, listInput, listOutput, nothing } from "../../../platform/http/contract.ts";
import { currentFiling, filingCard } from "../contract.ts";

const text = z.object({ zh: z.string(), en: z.string() });
const period = currentFiling.input.shape.period;
const formCode = z.string().max(60).default("monthly-operation");
const indicatorCode = z.string().regex(/^[a-z][a-z0-9_]{0,40}$/);

export const callResults = ["promised", "reached", "unreached", "declined", "wrong-number"] as const;
export type CallResult = (typeof callResults)[number];

const call = z.object({
  id,
  filingId: id,
  memberId: id,
  memberName: z.string(),
  period: z.string(),
  result: z.enum(callResults),
  spokeWith: z.string().nullable(),
  promisedOn: date.nullable(),
  note: z.string().nullable(),
  calledByName: z.string(),
  calledAt: z.iso.datetime(),
});
export type Call = z.infer<typeof call>;

/** missing: nothing came; doubtful: what came is far from what the enterprise's own past leads to expect. */
export const whys = ["missing", "doubtful"] as const;

const weighed = z.object({
  ...filingCard.shape,
  why: z.enum(whys),
  /** What its own past leads to expect, and what it filed, in the unit of the indicator. null: unknown or not shown. */
  expected: z.string().nullable(),
  reported: z.string().nullable(),
  /** Percent of the expected total that hangs on this enterprise. null: unknown, or its figures are not shown to one. */
  share: z.number().nullable(),
  /** Whether whoever asks may see its figures. */
  figures: z.boolean(),
  contacts: z.array(z.object({ name: z.string(), phone: z.string().nullable() })),
  lastCall: call.nullable(),
});
export type Weighed = z.infer<typeof weighed>;

const asked = { formCode, period, indicator: indicatorCode.optional() };

export const followUp = {
  method: "GET" as const,
  path: "/api/reporting/follow-up",
  input: z.object({ ...asked, limit: z.coerce.number().int().min(1).max(200).default(20) }),
  output: z.object({
    period: z.string().nullable(),
    periods: z.array(z.string()),
    indicators: z.array(z.object({ code: indicatorCode, label: text, unit: text })),
    indicator: indicatorCode.nullable(),
    rows: z.array(weighed),
    /** All that could be called about, and how many of them have figures one may not see. */
    total: z.number().int(),
    hidden: z.number().int(),
    /** The first `few` settle this percent of what is open; null where nothing can be weighed. */
    few: z.number().int(),
    settles: z.number().nullable(),
  }),
  summary: { zh: "先联系谁：按对合计的影响排序", en: "Whom to call first, by effect on the total" },
} satisfies Endpoint;
export type FollowUp = z.infer<typeof followUp.output>;

export const exportFollowUp = {
  method: "GET" as const,
  path: "/api/reporting/follow-up/export",
  input: z.object(asked),
  output: nothing,
  kind: "download" as const,
  summary: { zh: "导出电话清单", en: "Export the calling list" },
} satisfies Endpoint;

export const noteCall = {
  method: "POST" as const,
  path: "/api/reporting/calls",
  input: z
    .object({
      /** Made by the sender, the same on every retry: noted once. */
      id,
      filingId: id,
      result: z.enum(callResults),
      spokeWith: z.string().trim().max(40).nullable().default(null),
      promisedOn: date.nullable().default(null),
      note: z.string().trim().max(500).nullable().default(null),
    })
    .refine((one) => one.result !== "promised" || one.promisedOn !== null, {
      path: ["promisedOn"],
      message: "请填写对方承诺报送的日期",
    }),
  output: call,
  summary: { zh: "登记一次电话联系", en: "Note a call" },
} satisfies Endpoint;

export const listCalls = {
  method: "GET" as const,
  path: "/api/reporting/calls",
  input: listInput({ period, filingId: id.optional() }, ["calledAt"]),
  output: listOutput(call),
  summary: { zh: "电话联系记录", en: "Log of calls" },
} satisfies Endpoint;
