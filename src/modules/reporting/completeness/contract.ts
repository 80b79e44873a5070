// What travels about completeness and timeliness: one period by any cut, who looks after whom, and the way out.
import { z } from "zod";
import { periodicityOf } from "../../../engines/calendar/index.ts";
import { date, type Endpoint, id, nothing } from "../../../platform/http/contract.ts";

const period = z
  .string()
  .max(10)
  .refine((text) => periodicityOf(text) !== null);
const formCode = z.string().max(60).default("monthly-operation");

export const groupings = ["association", "industry", "region", "list", "panel", "size", "person"] as const;
export type Grouping = (typeof groupings)[number];

const group = z.object({
  code: z.string(),
  name: z.string(),
  expected: z.number().int(),
  reported: z.number().int(),
  accepted: z.number().int(),
  returned: z.number().int(),
  missing: z.number().int(),
  /** Of those that came, by the first submission: in time, in grace, later. */
  onTime: z.number().int(),
  grace: z.number().int(),
  late: z.number().int(),
  /** 补报: past months brought in; neither on time nor late. */
  history: z.number().int(),
  /** The middle of the days from the due day to the first submission; before it: negative. */
  medianDays: z.number().nullable(),
});
export type CompletenessGroup = z.infer<typeof group>;

const asked = { formCode, period: period.optional(), by: z.enum(groupings).default("association") };

export const completeness = {
  method: "GET" as const,
  path: "/api/reporting/completeness",
  input: z.object(asked),
  output: z.object({
    period: period.nullable(),
    periods: z.array(period),
    dueOn: date.nullable(),
    total: group,
    groups: z.array(group),
  }),
  summary: { zh: "完成情况", en: "Completeness" },
} satisfies Endpoint;

export const exportCompleteness = {
  method: "GET" as const,
  path: "/api/reporting/completeness.xlsx",
  input: z.object(asked),
  output: nothing,
  kind: "download" as const,
  summary: { zh: "导出完成情况", en: "Export completeness and timeliness" },
} satisfies Endpoint;

export const putInCharge = {
  method: "POST" as const,
  path: "/api/reporting/in-charge",
  input: z.object({ members: z.array(id).min(1).max(500), /** null: nobody. */ personId: id.nullable() }),
  output: z.object({ changed: z.number().int() }),
  summary: { zh: "指定联系人（责任人）", en: "Put a colleague in charge of members" },
} satisfies Endpoint;

export const colleagues = {
  method: "GET" as const,
  path: "/api/reporting/colleagues",
  input: nothing,
  output: z.object({ persons: z.array(z.object({ id, name: z.string() })) }),
  summary: { zh: "可指定的同事", en: "Colleagues who can be put in charge" },
} satisfies Endpoint;
