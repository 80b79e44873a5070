// What travels about deadlines: what is due on which day of a month, and the same for one's own calendar.
import { z } from "zod";
import { date, type Endpoint, id, month, nothing } from "../../../platform/http/contract.ts";
import { filingState } from "../contract.ts";

const title = z.object({ zh: z.string(), en: z.string() });

export const deadline = z.object({
  formCode: z.string(),
  title,
  period: z.string(),
  dueOn: date,
  /** 待通知: the notice of days off for that year is not out; the day may still move. */
  pending: z.boolean(),
  overdue: z.boolean(),
  /** Of the own enterprise; null where it does not report, or not yet. */
  state: filingState.nullable(),
  filingId: id.nullable(),
  /** How many were asked and how many are missing, of an enterprise itself: one; null before the period opens. */
  expected: z.number().int().nullable(),
  missing: z.number().int().nullable(),
});
export type Deadline = z.infer<typeof deadline>;

export const readDeadlines = {
  method: "GET" as const,
  path: "/api/reporting/deadlines",
  input: z.object({ month: month.optional() }),
  output: z.object({
    month,
    today: date,
    days: z.array(z.object({ date, working: z.boolean(), pending: z.boolean() })),
    deadlines: z.array(deadline),
  }),
  summary: { zh: "报送日历", en: "Calendar of deadlines" },
} satisfies Endpoint;

export const saveDeadlines = {
  method: "GET" as const,
  path: "/api/reporting/deadlines.ics",
  input: nothing,
  output: nothing,
  kind: "download" as const,
  summary: { zh: "把今后一年的截止日期存入日历", en: "Deadlines of the coming year as a calendar file" },
} satisfies Endpoint;
