// What travels at the desk beside the warnings: what people saw, silences, and the runs of the pipeline.
import { z } from "zod";
import {
  date,
  type Endpoint,
  id,
  listInput,
  listOutput,
  month,
  nothing,
} from "../../../platform/http/contract.ts";
import { evidence, pipelineStage, regionCode, source, warningStage } from "../contract.ts";

const text = z.object({ zh: z.string(), en: z.string() });
const moment = z.iso.datetime();
const needed = (max: number) => z.string().trim().min(1).max(max);

export const sightingRow = z.object({
  id,
  seenOn: date,
  sector: z.string().nullable(),
  region: z.string().nullable(),
  place: text,
  text: z.string(),
  evidence: z.array(evidence),
  by: z.string(),
  at: moment,
  /** What became of it. */
  outcome: z.object({
    warningId: id.nullable(),
    number: z.string().nullable(),
    stage: warningStage.nullable(),
    said: text,
  }),
});
export type SightingRow = z.infer<typeof sightingRow>;

export const reportSighting = {
  method: "POST" as const,
  path: "/api/warnings/sightings",
  input: z.object({
    seenOn: date,
    sector: z
      .string()
      .regex(/^\d{2}$/)
      .nullable(),
    region: regionCode.nullable(),
    text: needed(2000),
    evidence: z.array(evidence).min(1).max(20),
  }),
  output: z.object({ id }),
  summary: {
    zh: "上报异常情况：看到什么、在哪里、依据",
    en: "Report what was seen, where, on what evidence",
  },
} satisfies Endpoint;

export const listSightings = {
  method: "GET" as const,
  path: "/api/warnings/sightings",
  input: listInput({}, ["at"]),
  output: listOutput(sightingRow),
  summary: { zh: "本单位上报的异常情况", en: "What one's own organisation has reported" },
} satisfies Endpoint;

export const silenceRow = z.object({
  id,
  sector: z.string().nullable(),
  region: z.string().nullable(),
  indicator: z.string().nullable(),
  place: text,
  owner: z.string(),
  reason: z.string(),
  from: moment,
  until: moment,
  ended: moment.nullable(),
  active: z.boolean(),
  held: z.number().int(),
});
export type SilenceRow = z.infer<typeof silenceRow>;

export const listSilences = {
  method: "GET" as const,
  path: "/api/warnings/silences",
  input: nothing,
  output: z.object({ rows: z.array(silenceRow) }),
  summary: { zh: "静默：谁、为什么、到何时", en: "Silences: whose, why, until when" },
} satisfies Endpoint;

export const addSilence = {
  method: "POST" as const,
  path: "/api/warnings/silences",
  input: z.object({
    sector: z
      .string()
      .regex(/^\d{2}$/)
      .nullable(),
    region: regionCode.nullable(),
    indicator: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,40}$/)
      .nullable(),
    reason: needed(500),
    until: date,
  }),
  output: z.object({ id }),
  summary: { zh: "设置静默（须写原因和截止日）", en: "Silence with a reason and an end" },
} satisfies Endpoint;

export const endSilence = {
  method: "POST" as const,
  path: "/api/warnings/silences/:id/end",
  input: z.object({ id }),
  output: nothing,
  summary: { zh: "提前结束静默", en: "End a silence early" },
} satisfies Endpoint;

export const runStage = z.object({
  stage: pipelineStage,
  in: z.number().int(),
  out: z.number().int(),
  dropped: z.array(z.object({ what: text, why: text, count: z.number().int() })),
});
export const runRow = z.object({
  id,
  at: moment,
  month: month.nullable(),
  source,
  judged: z.number().int(),
  signals: z.number().int(),
  opened: z.number().int(),
  continued: z.number().int(),
  stages: z.array(runStage),
});
export type RunRow = z.infer<typeof runRow>;

export const listRuns = {
  method: "GET" as const,
  path: "/api/warnings/runs",
  input: z.object({ limit: z.coerce.number().int().min(1).max(50).default(10) }),
  output: z.object({ rows: z.array(runRow) }),
  summary: {
    zh: "流水线记录：每一步留下什么、去掉什么",
    en: "Runs of the pipeline: what each stage kept and dropped",
  },
} satisfies Endpoint;

export const runNow = {
  method: "POST" as const,
  path: "/api/warnings/runs",
  input: nothing,
  output: z.object({
    month: month.nullable(),
    signals: z.number().int(),
    opened: z.number().int(),
    continued: z.number().int(),
  }),
  summary: { zh: "现在就判断一次", en: "Judge now" },
} satisfies Endpoint;
