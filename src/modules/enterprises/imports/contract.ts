// Whole lists, as they travel: examined, rows in doubt decided, taken in.
import { z } from "zod";
import { type Endpoint, id, nothing } from "../../../platform/http/contract.ts";
import { change } from "../contract.ts";
import { matchReason, side } from "../merging/contract.ts";

export const importProblem = z.object({
  cell: z.string(),
  row: z.number().int().nullable(),
  column: z.string().nullable(),
  code: z.string(),
  severity: z.enum(["error", "warning"]),
  zh: z.string(),
  en: z.string(),
});
/** A row that may be an enterprise of the registry, or a new one: a person decides. */
export const importAsk = z.object({
  row: z.number().int(),
  incoming: side,
  /** Likeliest first. */
  options: z.array(side.extend({ id, score: z.number(), reasons: z.array(matchReason) })),
  /** id null: a new enterprise. */
  decided: z.object({ id: id.nullable(), rest: z.boolean().optional() }).nullable(),
});
export type ImportAsk = z.infer<typeof importAsk>;
export const importOutcome = z.object({
  id,
  fileName: z.string(),
  state: z.enum(["checked", "accepted"]),
  rows: z.number().int(),
  create: z.number().int(),
  update: z.number().int(),
  same: z.number().int(),
  bad: z.number().int(),
  /** Problems counted but not listed. */
  unlisted: z.number().int(),
  problems: z.array(importProblem),
  updates: z.array(z.object({ row: z.number().int(), id, name: z.string(), changes: z.array(change) })),
  updatesUnlisted: z.number().int(),
  /** Rows recognised without a registered code; they are among the updated and the unchanged. */
  matched: z.number().int(),
  /** Rows that wait for a decision; they are not imported before. */
  undecided: z.number().int(),
  asks: z.array(importAsk),
  asksUnlisted: z.number().int(),
});
export type ImportOutcome = z.infer<typeof importOutcome>;

export const checkImport = {
  method: "POST" as const,
  path: "/api/enterprises/imports",
  input: nothing,
  output: importOutcome,
  kind: "upload" as const,
  summary: { zh: "检查企业名单", en: "Check a list of enterprises" },
} satisfies Endpoint;

export const readImport = {
  method: "GET" as const,
  path: "/api/enterprises/imports/:id",
  input: z.object({ id }),
  output: importOutcome,
  summary: { zh: "查看检查结果", en: "Read the result of a check" },
} satisfies Endpoint;

export const decideImportRow = {
  method: "POST" as const,
  path: "/api/enterprises/imports/:id/decide",
  /** enterpriseId null: a new enterprise. */
  input: z.object({ id, row: z.number().int().min(1).max(2_000_000), enterpriseId: id.nullable() }),
  output: importOutcome,
  summary: { zh: "判定一行是不是已登记的企业", en: "Decide whether a row is a registered enterprise" },
} satisfies Endpoint;

export const decideImportRest = {
  method: "POST" as const,
  path: "/api/enterprises/imports/:id/decide-rest",
  input: z.object({ id }),
  output: importOutcome,
  summary: { zh: "其余各行都按新企业登记", en: "Take all rows left as new enterprises" },
} satisfies Endpoint;

export const acceptImport = {
  method: "POST" as const,
  path: "/api/enterprises/imports/:id/accept",
  input: z.object({ id }),
  output: importOutcome,
  summary: { zh: "导入没有问题的行", en: "Import the rows without errors" },
} satisfies Endpoint;

export const downloadProblems = {
  method: "GET" as const,
  path: "/api/enterprises/imports/:id/problems",
  input: z.object({ id }),
  output: nothing,
  kind: "download" as const,
  summary: { zh: "下载标注了问题的名单", en: "Download the list with its problems marked" },
} satisfies Endpoint;

export const downloadTemplate = {
  method: "GET" as const,
  path: "/api/enterprises/template",
  input: nothing,
  output: nothing,
  kind: "download" as const,
  summary: { zh: "下载企业名单模板", en: "Download the template" },
} satisfies Endpoint;
