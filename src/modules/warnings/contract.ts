// What travels about warnings: the list, one warning with its steps, what people saw, silences, receipts, and events.
import { z } from "zod";
import {
  date,
  decimal,
  type Endpoint,
  id,
  listInput,
  listOutput,
  many,
  month,
} from "../../platform/http/contract.ts";

const text = z.object({ zh: z.string(), en: z.string() });
export type Text = z.infer<typeof text>;
const moment = z.iso.datetime();
const needed = (max: number) => z.string().trim().min(1).max(max);
const free = (max: number) => z.string().trim().max(max);

export const severities = ["blue", "yellow", "orange", "red"] as const;
export const severity = z.enum(severities);
export type Severity = z.infer<typeof severity>;

export const warningStages = [
  "signalled",
  "dismissed",
  "verified",
  "assessed",
  "published",
  "handling",
  "lifted",
  "reviewed",
] as const;
export const warningStage = z.enum(warningStages);
export type WarningStage = z.infer<typeof warningStage>;

export const sources = ["statistics", "people", "appeals", "network"] as const;
export const source = z.enum(sources);
export type Source = z.infer<typeof source>;

/** peers: against what all industries did alike; own: against the own past; the others as the engine names them. */
export const methods = ["peers", "own", "airline", "ets", "stl", "ensemble"] as const;
export const method = z.enum(methods);
export type Method = z.infer<typeof method>;
export const direction = z.enum(["up", "down"]);
export type Direction = z.infer<typeof direction>;

/** The stages of the pipeline, in order; a person reads what each left out and why. */
export const pipelineStages = [
  "quality",
  "dedupe",
  "group",
  "inhibit",
  "quiet",
  "budget",
  "severity",
  "route",
  "escalate",
] as const;
export const pipelineStage = z.enum(pipelineStages);
export type PipelineStage = z.infer<typeof pipelineStage>;

/** Two or three digits of GB/T 4754, "*" for all; two digits of GB/T 2260, "00" for the country. */
export const sectorCode = z.string().regex(/^(\*|\d{2,3})$/);
export const regionCode = z.string().regex(/^\d{2}$/);
export const COUNTRY = "00";
export const ALL_SECTORS = "*";

export const evidence = z.object({ text: needed(500), source: needed(200) });
export type Evidence = z.infer<typeof evidence>;
const evidenceList = z.array(evidence).min(1).max(20);

export const contribution = z.object({ member: z.string(), name: text, points: z.number() });
export type Contribution = z.infer<typeof contribution>;

export const signalRow = z.object({
  id,
  source,
  rule: z.string().nullable(),
  sector: z.string().nullable(),
  region: z.string().nullable(),
  place: text,
  indicator: z.object({ code: z.string(), label: text, unit: text }).nullable(),
  month,
  direction: direction.nullable(),
  method: z.string().nullable(),
  engine: z.string().nullable(),
  value: decimal.nullable(),
  expected: decimal.nullable(),
  lo: decimal.nullable(),
  hi: decimal.nullable(),
  score: decimal.nullable(),
  /** Chance adjusted for the many series looked at. */
  q: decimal.nullable(),
  /** Share 0…1 of those expected that had reported; of the figure, the share that is a nowcast. */
  coverage: decimal.nullable(),
  nowcast: decimal.nullable(),
  baseline: z.number().int().nullable(),
  reason: z.enum(["SHOCK", "DRIFT", "COMMON", "QUALITY"]).nullable(),
  contributions: z.array(contribution),
  said: text,
  /** Still out of the ordinary with what is known today. */
  standing: z.boolean(),
});
export type SignalRow = z.infer<typeof signalRow>;

const place = z.object({ sectors: z.array(z.string()), region: z.string(), name: text });

export const warningRow = z.object({
  id,
  number: z.string(),
  title: text,
  source,
  place,
  stage: warningStage,
  /** As proposed by the pipeline, or as graded by a person once published. */
  severity,
  graded: z.boolean(),
  months: z.object({ first: month, last: month }),
  openedAt: moment,
  stageAt: moment,
  acknowledged: z.object({ at: moment, by: z.string() }).nullable(),
  /** Next step is owed by then; null when nothing is owed. */
  dueAt: moment.nullable(),
  late: z.boolean(),
  escalated: z.number().int(),
  signals: z.number().int(),
  /** Whether the asker may take the next step. */
  mine: z.boolean(),
  demo: z.boolean(),
});
export type WarningRow = z.infer<typeof warningRow>;

export const listWarnings = {
  method: "GET" as const,
  path: "/api/warnings",
  input: listInput(
    {
      stage: many(warningStage),
      severity: many(severity),
      source: many(source),
      sector: sectorCode.optional(),
      open: z.enum(["yes", "no"]).optional(),
    },
    ["urgency", "opened", "severity", "stage"],
  ),
  output: listOutput(warningRow).extend({ sentence: text }),
  summary: { zh: "预警列表", en: "Warnings" },
} satisfies Endpoint;

export const stepKinds = [
  "opened",
  "acknowledged",
  "continued",
  "restated",
  "escalated",
  "verified",
  "dismissed",
  "reopened",
  "assessed",
  "published",
  "updated",
  "handled",
  "lifted",
  "reviewed",
] as const;
export const stepKind = z.enum(stepKinds);
export type StepKind = z.infer<typeof stepKind>;

export const step = z.object({
  id,
  kind: stepKind,
  at: moment,
  by: z.string(),
  organisation: z.string(),
  note: text,
  evidence: z.array(evidence),
});
export type Step = z.infer<typeof step>;

/** What is exposed, from protected figures only; null is not known or not shown. */
export const exposure = z.object({
  month,
  firms: z.number().int().nullable(),
  output: decimal.nullable(),
  outputShare: decimal.nullable(),
  jobs: decimal.nullable(),
  daysOfCover: decimal.nullable(),
});
export type Exposure = z.infer<typeof exposure>;

export const assessment = z.object({
  likelihood: z.number().int().min(1).max(5),
  impact: z.number().int().min(1).max(5),
  suggestedImpact: z.number().int().min(1).max(5).nullable(),
  suggested: severity,
  exposure,
  reason: z.string(),
});
export type Assessment = z.infer<typeof assessment>;

export const bulletinType = z.enum(["Alert", "Update", "Cancel"]);
export type BulletinType = z.infer<typeof bulletinType>;
export const bulletinRow = z.object({
  id,
  warningId: id,
  number: z.string(),
  type: bulletinType,
  severity,
  headline: text,
  description: text,
  instruction: text,
  place,
  sentAt: moment,
  open: z.boolean(),
  demo: z.boolean(),
  /** The asker's own receipt, where it was told. */
  receipt: z.object({ toldAt: moment, receivedAt: moment.nullable(), by: z.string().nullable() }).nullable(),
});
export type BulletinRow = z.infer<typeof bulletinRow>;

export const pageSeries = z.object({
  signalId: id,
  indicator: z.object({ code: z.string(), label: text, unit: text }),
  place: text,
  finding: text,
  points: z.array(
    z.object({
      month,
      value: decimal.nullable(),
      expected: decimal.nullable(),
      lo: decimal.nullable(),
      hi: decimal.nullable(),
    }),
  ),
});

export const readWarning = {
  method: "GET" as const,
  path: "/api/warnings/:id",
  input: z.object({ id }),
  output: warningRow.extend({
    summary: text,
    /** What to do now, in words. */
    next: text,
    moves: z.array(
      z.enum([
        "acknowledge",
        "verify",
        "dismiss",
        "reopen",
        "assess",
        "publish",
        "update",
        "handle",
        "lift",
        "review",
      ]),
    ),
    signalRows: z.array(signalRow),
    steps: z.array(step),
    exposure,
    assessment: assessment.nullable(),
    suggestedImpact: z.number().int().nullable(),
    bulletins: z.array(bulletinRow),
    draft: z.object({ headline: text, description: text, instruction: text }),
    named: z.array(z.object({ id, name: z.string() })),
    receipts: z.object({ told: z.number().int(), received: z.number().int() }),
    revision: z.number().int(),
  }),
  summary: { zh: "一条预警", en: "One warning" },
} satisfies Endpoint;
export type WarningPage = z.output<typeof readWarning.output>;

export const readSeries = {
  method: "GET" as const,
  path: "/api/warnings/:id/series",
  input: z.object({ id }),
  output: z.object({ series: z.array(pageSeries) }),
  summary: { zh: "预警所依据的序列与预期区间", en: "The series behind a warning with their expected bands" },
} satisfies Endpoint;

const move = { id, revision: z.number().int().min(1) };
const moved = z.object({ stage: warningStage, revision: z.number().int() });

export const acknowledge = {
  method: "POST" as const,
  path: "/api/warnings/:id/acknowledge",
  input: z.object({ id }),
  output: moved,
  summary: { zh: "认领预警（我已看到）", en: "Acknowledge a warning" },
} satisfies Endpoint;

export const verify = {
  method: "POST" as const,
  path: "/api/warnings/:id/verify",
  input: z.object({ ...move, real: z.boolean(), note: needed(2000), evidence: evidenceList }),
  output: moved,
  summary: { zh: "核实：属实或误报，附依据", en: "Verify: real or not, with evidence" },
} satisfies Endpoint;

export const reopen = {
  method: "POST" as const,
  path: "/api/warnings/:id/reopen",
  input: z.object({ ...move, note: needed(2000) }),
  output: moved,
  summary: { zh: "重新核实", en: "Take up again" },
} satisfies Endpoint;

export const assess = {
  method: "POST" as const,
  path: "/api/warnings/:id/assess",
  input: z.object({
    ...move,
    likelihood: z.number().int().min(1).max(5),
    impact: z.number().int().min(1).max(5),
    note: needed(2000),
    evidence: z.array(evidence).max(20),
  }),
  output: moved,
  summary: { zh: "风险研判：可能性 × 影响", en: "Assess: likelihood × impact" },
} satisfies Endpoint;

const publication = {
  ...move,
  severity,
  /** Needed where the grade differs from the one suggested. */
  gradeReason: free(500),
  headline: needed(160),
  description: needed(4000),
  instruction: needed(2000),
  headlineEn: free(160),
  descriptionEn: free(4000),
  instructionEn: free(2000),
  /** Enterprises named in it, beside those of its industry and region. */
  enterpriseIds: z.array(id).max(200),
  /** Also on the public page and feed. */
  open: z.boolean(),
};
export const publish = {
  method: "POST" as const,
  path: "/api/warnings/:id/publish",
  input: z.object(publication),
  output: moved.extend({ bulletinId: id, told: z.number().int() }),
  summary: { zh: "定级发布", en: "Grade and publish" },
} satisfies Endpoint;

export const update = {
  ...publish,
  path: "/api/warnings/:id/update",
  summary: { zh: "更新已发布的预警", en: "Update a published warning" },
} satisfies Endpoint;

export const handle = {
  method: "POST" as const,
  path: "/api/warnings/:id/handle",
  input: z.object({ ...move, note: needed(2000), evidence: z.array(evidence).max(20) }),
  output: moved,
  summary: { zh: "记录处置", en: "Record what was done" },
} satisfies Endpoint;

export const lift = {
  method: "POST" as const,
  path: "/api/warnings/:id/lift",
  input: z.object({ ...move, note: needed(2000), evidence: evidenceList }),
  output: moved,
  summary: { zh: "解除预警", en: "Lift a warning" },
} satisfies Endpoint;

export const review = {
  method: "POST" as const,
  path: "/api/warnings/:id/review",
  input: z.object({ ...move, note: needed(2000), change: needed(2000) }),
  output: moved,
  summary: { zh: "复盘：写明要改什么", en: "Review: say what is to change" },
} satisfies Endpoint;

/** What other modules say to raise a signal: announced by them, heard here. `key` makes saying it twice harmless. */
export const raised = z.object({
  source: z.enum(["appeals", "network"]),
  key: needed(200),
  sector: sectorCode.nullable(),
  region: regionCode.nullable(),
  on: date,
  title: text,
  evidence: evidenceList,
  /** How much it is out of the ordinary, in scales, as a statistic would say it; 3 is notable. */
  strength: z.number().min(0).max(50),
});
export type Raised = z.infer<typeof raised>;

const told = z.object({
  warningId: id,
  number: z.string(),
  /** In the first language; plans are matched by its words. */
  title: z.string(),
  severity,
  sectors: z.array(z.string()),
  region: z.string(),
});
export const events = {
  /** To be announced by a module that has something to warn of. */
  "warnings.signal-raised": raised,
  "warnings.sighted": z.object({ organisationId: id, sightingId: id }),
  "warnings.opened": told,
  "warnings.published": told.extend({ bulletinId: id, type: bulletinType }),
  "warnings.lifted": told,
  "warnings.reviewed": told,
} as const;

export const refusals = {
  "warnings.move": {
    status: 409,
    zh: "这条预警现在处于“{stage}”，不能做这一步。请刷新后按页面给出的下一步办理。",
    en: "This warning stands at {stage}; this step is not the next one. Reload and take the step the page offers.",
  },
  "warnings.not-yours": {
    status: 403,
    zh: "这一步由联合会办理。您可以核实并提交研判意见。",
    en: "This step is the federation's. You may verify and assess.",
  },
  "warnings.grade-reason": {
    status: 422,
    zh: "定级与研判建议（{suggested}）不同，请写明理由。",
    en: "The grade differs from the one suggested ({suggested}). Give the reason.",
  },
  "warnings.figure-unsourced": {
    status: 422,
    zh: "正文中的“{figure}”不在本预警可公布的数字之内：可能属于不公布的单元格，也可能没有来源。请改用页面列出的数字，或改成文字表述。",
    en: "The figure {figure} is not among those this warning may publish: it may be withheld, or has no source. Use the figures listed, or say it in words.",
  },
  "warnings.figure-withheld": {
    status: 409,
    zh: "{place} {month} 的数字现已不公布，请重新判断后再发布。",
    en: "The figure of {place} in {month} is withheld by now. Judge anew before publishing.",
  },
  "warnings.enterprise-unknown": {
    status: 422,
    zh: "点名的企业不在名录中，或不在您可查看的范围内。",
    en: "An enterprise named is not in the register, or not within what you may see.",
  },
  "warnings.seen-future": {
    status: 422,
    zh: "看到的日期晚于今天，请核对。",
    en: "The day it was seen lies in the future.",
  },
  "warnings.place-needed": {
    status: 422,
    zh: "请至少选择行业或地区，否则无法判断影响谁。",
    en: "Choose an industry or a region, so that it can be said whom it hits.",
  },
  "warnings.silence-end": {
    status: 422,
    zh: "静默的截止日须在今天之后、90 天之内。",
    en: "A silence ends after today and within 90 days.",
  },
  "warnings.silence-wide": {
    status: 422,
    zh: "不能静默全部行业和地区，请至少限定一项。",
    en: "Everything cannot be silenced. Name an industry, a region or a figure.",
  },
} as const;
