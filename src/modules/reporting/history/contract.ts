// Past months brought in from a workbook, so that growth and usual values have something to stand on.
import { z } from "zod";
import { type Endpoint, nothing } from "../../../platform/http/contract.ts";

const formCode = z.string().max(60).default("monthly-operation");
const problem = z.object({
  cell: z.string(),
  severity: z.enum(["hard", "soft"]),
  zh: z.string(),
  en: z.string(),
});
export type HistoryProblem = z.infer<typeof problem>;

const outcome = z.object({
  /** Rows that could be read, and those of them that would be taken in. */
  rows: z.number().int(),
  ready: z.number().int(),
  /** Months for which a return stands already: left as it is. */
  standing: z.number().int(),
  enterprises: z.number().int(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  problems: z.array(problem),
  unlisted: z.number().int(),
  /** How many were taken in; null: only looked at. */
  imported: z.number().int().nullable(),
});
export type HistoryOutcome = z.infer<typeof outcome>;

export const historyTemplate = {
  method: "GET" as const,
  path: "/api/reporting/history/template.xlsx",
  input: z.object({ formCode }),
  output: nothing,
  kind: "download" as const,
  summary: { zh: "历史数据模板", en: "Template for past months" },
} satisfies Endpoint;

export const checkHistory = {
  method: "POST" as const,
  path: "/api/reporting/history/check",
  input: z.object({ formCode }),
  output: outcome,
  kind: "upload" as const,
  summary: { zh: "检查历史数据，不写入", en: "Examine past months; nothing is written" },
} satisfies Endpoint;

export const importHistory = {
  method: "POST" as const,
  path: "/api/reporting/history/import",
  input: z.object({ formCode }),
  output: outcome,
  kind: "upload" as const,
  summary: { zh: "导入历史数据（一次全部写入）", en: "Take past months in, all at once" },
} satisfies Endpoint;
