// An association fills in for a member that has let it see its figures: marked everywhere, and the member is told.
import { z } from "zod";
import type { Endpoint } from "../../../platform/http/contract.ts";
import { saveEntry, submitFiling, uploadEntry } from "../contract.ts";

export const saveFor = {
  method: "PUT" as const,
  path: "/api/reporting/behalf/:id/entry",
  input: saveEntry.input,
  output: saveEntry.output,
  summary: { zh: "代会员保存草稿", en: "Save a member's draft on its behalf" },
} satisfies Endpoint;

export const uploadFor = {
  method: "POST" as const,
  path: "/api/reporting/behalf/:id/upload",
  input: uploadEntry.input,
  output: uploadEntry.output,
  kind: "upload" as const,
  summary: { zh: "代会员上传 Excel", en: "Upload a workbook on a member's behalf" },
} satisfies Endpoint;

export const submitFor = {
  method: "POST" as const,
  path: "/api/reporting/behalf/:id/submit",
  input: z.object({
    ...submitFiling.input.shape,
    /** What the figures rest on: a telephone call with whom, a fax, a mail. */
    basis: z.string().trim().min(4).max(200),
  }),
  output: submitFiling.output,
  summary: { zh: "代会员提交报表，写明依据", en: "Submit on a member's behalf, with what it rests on" },
} satisfies Endpoint;
