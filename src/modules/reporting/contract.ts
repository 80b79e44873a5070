// What travels about monthly returns: the form, drafts, receipts, the review, completeness and reminders.
import { z } from "zod";
import { periodicityOf } from "../../engines/calendar/index.ts";
import {
  date,
  type Endpoint,
  id,
  listInput,
  listOutput,
  many,
  nothing,
} from "../../platform/http/contract.ts";
import { definition, severity } from "../forms/contract.ts";

export const filingStates = ["due", "draft", "submitted", "returned", "accepted", "locked"] as const;
export const filingState = z.enum(filingStates);
export type FilingState = z.infer<typeof filingState>;

/** By which way a vintage came. */
export const channels = ["web", "api", "association", "import"] as const;
export type Channel = (typeof channels)[number];
const origin = {
  channel: z.enum(channels),
  /** The association that filled it in, or brought it in. */
  filedByName: z.string().nullable(),
  /** What it rests on: a telephone call, the name of a file. */
  source: z.string().nullable(),
};

/** A reporting period of any length: 2026-10, 2026-W48, 2026-11-T3, 2026-Q4 … */
const month = z
  .string()
  .max(10)
  .refine((text) => periodicityOf(text) !== null);
const text = z.object({ zh: z.string(), en: z.string() });
const fieldCode = z.string().regex(/^[a-z][a-z0-9_]{0,40}$/);
/** As typed: never refused while saving, judged when submitting. */
const typed = z.record(fieldCode, z.string().max(2000).nullable());
const explanations = z.record(z.string().max(90), z.string().trim().max(500).nullable());
const values = z.record(z.string(), z.string().nullable());
const moment = z.iso.datetime();
const formCode = z.string().max(60).default("monthly-operation");
const anyForm = z.string().max(60).optional();
const reason = z.string().trim().min(2).max(500);

const remark = z.object({
  key: z.string(),
  check: z.string(),
  field: z.string(),
  severity,
  zh: z.string(),
  en: z.string(),
});

/** The state of one duty: no figure in it. */
export const filingCard = z.object({
  id,
  organisationId: id,
  organisationName: z.string(),
  formCode: z.string(),
  /** null: the form lies outside of what one may see. */
  formTitle: text.nullable(),
  period: month,
  state: filingState,
  dueOn: date,
  overdue: z.boolean(),
  submittedAt: moment.nullable(),
  decidedAt: moment.nullable(),
  vintage: z.number().int(),
  remindedOn: date.nullable(),
  /** 补报: a past month brought in from a workbook. */
  history: z.boolean(),
});
export type FilingCard = z.infer<typeof filingCard>;

const maybe = z.string().nullable();
const difference = z.object({ field: z.string(), before: maybe, after: maybe, change: maybe });

const vintage = z.object({
  id,
  number: z.number().int(),
  received: moment,
  submittedByName: z.string(),
  ...origin,
  receipt: z.string(),
  digest: z.string(),
  reason: z.string().nullable(),
  values,
  explanations: values,
  remarks: z.array(remark),
  /** Against the vintage before. */
  differences: z.array(difference),
});
export type Vintage = z.infer<typeof vintage>;

const decision = z.object({
  vintage: z.number().int(),
  decision: z.enum(["accepted", "returned", "locked"]),
  reason: z.string().nullable(),
  fields: z.array(z.string()),
  decidedByName: z.string(),
  decidedAt: moment,
});

const saving = z.object({
  revision: z.number().int(),
  source: z.string(),
  changes: values,
  savedByName: z.string(),
  savedAt: moment,
});

const history = z.array(z.object({ period: month, values }));

/** Everything one needs to fill, review or read one filing. */
export const filingRecord = z.object({
  card: filingCard,
  form: definition,
  /** Until when it is on time, until when in grace (both excluded), and what happens after. */
  closes: z.object({
    due: moment,
    grace: moment,
    after: z.enum(["late", "refuse"]),
    /** The grace rests on a year whose notice is not out. */
    pending: z.boolean(),
    /** Of a first return, now: what the server's clock says. */
    state: z.enum(["open", "grace", "late", "closed"]),
  }),
  /** A newer version is asked from a later period on; this return keeps the one it was opened with. */
  newerVersion: z.object({ version: z.number().int(), validFrom: date }).nullable(),
  /** What the registry knows and nobody has to type. */
  facts: z.object({ industryCode: z.string(), regionCode: z.string(), sizeClass: z.string().nullable() }),
  entry: z.object({
    values,
    explanations: values,
    reason: z.string().nullable(),
    revision: z.number().int(),
    savedByName: z.string().nullable(),
    savedAt: moment.nullable(),
    /** Stands there because last month said so; not yet confirmed by saving. */
    prefilled: z.array(z.string()),
    /** Known from another return of the same period: field → that form's title. Not asked here. */
    taken: z.record(z.string(), text),
  }),
  earlier: z.object({ previous: values, lastYear: values }),
  /** Submitted values of the months before, oldest first. */
  history,
  vintages: z.array(vintage),
  decisions: z.array(decision),
  savings: z.array(saving),
  may: z.object({ save: z.boolean(), submit: z.boolean(), correct: z.boolean(), decide: z.boolean() }),
});
export type FilingRecord = z.infer<typeof filingRecord>;

export const arrivals = ["on-time", "grace", "late"] as const;

const receipt = z.object({
  filingId: id,
  organisationName: z.string(),
  formTitle: text,
  period: month,
  vintage: z.number().int(),
  receipt: z.string(),
  digest: z.string(),
  received: moment,
  submittedByName: z.string(),
  ...origin,
  dueOn: date,
  onTime: z.boolean(),
  /** By the server's clock and the form's grace. */
  arrival: z.enum(arrivals),
  /** 补报: never due, so neither on time nor late. */
  history: z.boolean(),
  reason: z.string().nullable(),
  values,
  explanations: values,
});
export type Receipt = z.infer<typeof receipt>;

const conflict = z.object({ field: z.string(), yours: maybe, theirs: maybe, byName: z.string(), at: moment });
export type Conflict = z.infer<typeof conflict>;

const saved = z.object({
  revision: z.number().int(),
  savedAt: moment,
  savedByName: z.string(),
  values,
  explanations: values,
  /** Fields another person saved meanwhile with another value: theirs stands, yours is kept in the history. */
  conflicts: z.array(conflict),
});
export type Saved = z.infer<typeof saved>;

const sheetProblem = z.object({
  cell: z.string(),
  field: z.string().nullable(),
  severity,
  zh: z.string(),
  en: z.string(),
});
export type SheetProblem = z.infer<typeof sheetProblem>;

const reviewItem = z.object({
  ...filingCard.shape,
  submittedByName: z.string(),
  ...origin,
  industryCode: z.string(),
  regionCode: z.string(),
  onTime: z.boolean(),
  softRemarks: z.array(z.object({ ...remark.shape, explanation: z.string() })),
  values,
  previous: values,
  /** Changes on the period before that lie far from those of the same industry; `change` and `median` in percent. */
  oddities: z.array(
    z.object({
      field: z.string(),
      change: z.number(),
      median: z.number(),
      n: z.number().int(),
      z: z.number(),
    }),
  ),
  /** Output value of the last thirteen months, oldest first; null where there is none. */
  spark: z.array(z.object({ period: month, value: z.string().nullable() })),
});
export type ReviewItem = z.infer<typeof reviewItem>;

const oneFiling = z.object({ id });
const bulkOutcome = z.object({
  done: z.number().int(),
  skipped: z.array(z.object({ id, organisationName: z.string(), zh: z.string(), en: z.string() })),
});

export const myFilings = {
  method: "GET" as const,
  path: "/api/reporting/my-filings",
  input: listInput({ formCode: anyForm, state: many(filingState) }, ["period"]),
  output: listOutput(filingCard),
  summary: { zh: "本单位各期报表", en: "Returns of the organisation acted for" },
} satisfies Endpoint;

/** The filing that is most urgent now (returned, then overdue, then the newest), or of one period. */
export const currentFiling = {
  method: "GET" as const,
  path: "/api/reporting/current",
  input: z.object({ formCode: anyForm, period: month.optional() }),
  output: z.object({ filing: filingCard.nullable(), open: z.array(filingCard) }),
  summary: { zh: "现在该填的报表", en: "The return to fill in now" },
} satisfies Endpoint;

export const getFiling = {
  method: "GET" as const,
  path: "/api/reporting/filings/:id",
  input: oneFiling,
  output: filingRecord,
  summary: { zh: "一份报表的全部内容", en: "Everything of one return" },
} satisfies Endpoint;

export const saveEntry = {
  method: "PUT" as const,
  path: "/api/reporting/filings/:id/entry",
  input: z.object({
    id,
    /** The revision the changes were typed on. */
    revision: z.number().int().min(0),
    changes: typed,
    explanations: explanations.default({}),
    source: z.enum(["typed", "pasted", "restored"]).default("typed"),
  }),
  output: saved,
  summary: { zh: "保存草稿（只传改动的栏目）", en: "Save the draft (changed fields only)" },
} satisfies Endpoint;

export const submitFiling = {
  method: "POST" as const,
  path: "/api/reporting/filings/:id/submit",
  input: z.object({
    id,
    /** Made by the sender, the same on every retry: what arrives twice is filed once. */
    submissionId: id,
    revision: z.number().int().min(0),
  }),
  output: receipt,
  summary: { zh: "提交报表，返回回执", en: "Submit the return; answers the receipt" },
} satisfies Endpoint;

export const getReceipt = {
  method: "GET" as const,
  path: "/api/reporting/filings/:id/receipts/:vintage",
  input: z.object({ id, vintage: z.coerce.number().int().min(1) }),
  output: receipt,
  summary: { zh: "回执", en: "Receipt" },
} satisfies Endpoint;

export const startCorrection = {
  method: "POST" as const,
  path: "/api/reporting/filings/:id/correct",
  input: z.object({ id, reason }),
  output: filingCard,
  summary: { zh: "更正已报数据（新版次）", en: "Correct what was filed (a new vintage)" },
} satisfies Endpoint;

export const dropCorrection = {
  method: "POST" as const,
  path: "/api/reporting/filings/:id/drop-correction",
  input: oneFiling,
  output: filingCard,
  summary: { zh: "放弃更正，恢复原报", en: "Drop the correction; the filed return stands" },
} satisfies Endpoint;

export const getTemplate = {
  method: "GET" as const,
  path: "/api/reporting/filings/:id/template.xlsx",
  input: oneFiling,
  output: nothing,
  kind: "download" as const,
  summary: { zh: "下载本期 Excel 模板（已预填）", en: "Excel template of this return, prefilled" },
} satisfies Endpoint;

export const uploadEntry = {
  method: "POST" as const,
  path: "/api/reporting/filings/:id/upload",
  input: z.object({ id, revision: z.coerce.number().int().min(0) }),
  output: z.object({ ...saved.shape, filled: z.number().int(), problems: z.array(sheetProblem) }),
  kind: "upload" as const,
  summary: { zh: "上传 Excel，检查并填入草稿", en: "Upload a workbook: checked, then filled into the draft" },
} satisfies Endpoint;

export const reviewQueue = {
  method: "GET" as const,
  path: "/api/reporting/review",
  input: listInput({ formCode, period: month.optional(), flagged: z.stringbool().optional() }, [
    "submittedAt",
    "name",
  ]),
  output: listOutput(reviewItem),
  summary: { zh: "待审核的报表", en: "Submitted returns waiting for a decision" },
} satisfies Endpoint;

export const acceptFilings = {
  method: "POST" as const,
  path: "/api/reporting/accept",
  input: z.object({
    filings: z
      .array(z.object({ id, vintage: z.number().int().min(1) }))
      .min(1)
      .max(200),
  }),
  output: bulkOutcome,
  summary: { zh: "审核通过（可批量）", en: "Accept returns (one or many)" },
} satisfies Endpoint;

export const returnFiling = {
  method: "POST" as const,
  path: "/api/reporting/filings/:id/return",
  input: z.object({
    id,
    vintage: z.number().int().min(1),
    reason,
    fields: z.array(fieldCode).max(50).default([]),
  }),
  output: filingCard,
  summary: { zh: "退回修改，写明原因", en: "Return for correction, with the reason" },
} satisfies Endpoint;

export const returnFilings = {
  method: "POST" as const,
  path: "/api/reporting/return",
  input: z.object({
    filings: z
      .array(z.object({ id, vintage: z.number().int().min(1) }))
      .min(1)
      .max(200),
    reason,
  }),
  output: bulkOutcome,
  summary: { zh: "批量退回，同一原因", en: "Return several for one reason" },
} satisfies Endpoint;

export const listFilings = {
  method: "GET" as const,
  path: "/api/reporting/filings",
  input: listInput(
    {
      formCode,
      period: month.optional(),
      state: many(filingState),
      association: id.optional(),
      industry: z.string().max(10).optional(),
      region: z.string().max(6).optional(),
      late: z.stringbool().optional(),
    },
    ["name", "state", "submittedAt", "dueOn"],
  ),
  /** `figures`: whether whoever asks may open it. */
  output: listOutput(z.object({ ...filingCard.shape, figures: z.boolean() })),
  summary: { zh: "报表清单（状态，不含数据）", en: "Returns by state, without figures" },
} satisfies Endpoint;

const filed = z.object({
  organisationId: id,
  filingId: id,
  formCode: z.string(),
  period: month,
  vintage: z.number().int(),
});
export type Filed = z.infer<typeof filed>;

/** name → what it carries. `reporting.corrected`: a later vintage of a return that stood accepted was submitted. */
export const events = {
  "reporting.submitted": filed,
  "reporting.accepted": filed,
  "reporting.returned": filed,
  "reporting.corrected": filed,
  "reporting.reminded": z.object({
    organisationId: id,
    filingId: id,
    byOrganisationId: id.nullable(),
    byName: z.string().optional(),
    automatic: z.boolean().optional(),
  }),
  "reporting.history-imported": z.object({ formCode: z.string(), periods: z.array(month) }),
  "reporting.period-opened": z.object({ formCode: z.string(), period: month, expected: z.number().int() }),
} as const;
