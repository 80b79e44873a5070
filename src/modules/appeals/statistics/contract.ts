// What travels about the statistics of appeals: counts by one cut, each of which opens to its cases.
import { z } from "zod";
import { type Endpoint, month } from "../../../platform/http/contract.ts";

export const cuts = ["kind", "province", "industry", "handler", "month"] as const;
export type Cut = (typeof cuts)[number];

export const counts = z.object({
  received: z.number().int(),
  open: z.number().int(),
  /** Working minutes; null: none was answered yet. */
  firstReplyMedian: z.number().nullable(),
  /** Answered with an outcome so far. */
  ended: z.number().int(),
  solved: z.number().int(),
  /** Any of its promises was not kept in time. */
  overdue: z.number().int(),
  reopened: z.number().int(),
});
export type Counts = z.infer<typeof counts>;

export const readStatistics = {
  method: "GET" as const,
  path: "/api/appeals/statistics",
  input: z.object({ by: z.enum(cuts).default("kind"), from: month.optional(), until: month.optional() }),
  output: z.object({
    total: counts,
    rows: z.array(counts.extend({ key: z.string(), name: z.string().nullable() })),
  }),
  summary: { zh: "诉求统计", en: "Statistics of appeals" },
} satisfies Endpoint;
