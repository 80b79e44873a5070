// The analysis of a key group or an industry, who moves it, and the brief that is written from it.
import { z } from "zod";
import { decimal, type Endpoint, id, month, nothing } from "../../../platform/http/contract.ts";
import { cell, indicator, sectorCode, vintage } from "../contract.ts";

const text = z.object({ zh: z.string(), en: z.string() });
const moment = z.iso.datetime();
const name = z.object({ code: sectorCode, name: text });

/** A cell with the figure it is of. */
export const figureCell = cell.extend({ indicator: z.string() });
export type FigureCell = z.infer<typeof figureCell>;

const analysisInput = {
  sector: sectorCode.optional(),
  month: month.optional(),
  vintage: vintage.default("final"),
};

export const readAnalysis = {
  method: "GET" as const,
  path: "/api/monitoring/analysis",
  input: z.object(analysisInput),
  output: z.object({
    sector: name,
    month: month.nullable(),
    vintage,
    /** The answer in words. */
    sentence: text,
    groups: z.array(name),
    industries: z.array(name),
    /** One small chart each: growth on the year, or the mean of a percentage. */
    figures: z.array(
      z.object({
        indicator,
        cell: cell.nullable(),
        points: z.array(z.object({ month, value: decimal.nullable(), withheld: z.boolean() })),
      }),
    ),
    /** Months whose figures have moved since they stood at the deadline, newest first. */
    revisions: z.array(z.object({ indicator: z.string(), month, first: cell, final: cell })),
    computed: z.object({ at: moment.nullable(), engine: z.string() }),
  }),
  summary: { zh: "重点对象与行业的分析", en: "Analysis of a key group or an industry" },
} satisfies Endpoint;
export type Analysis = z.output<typeof readAnalysis.output>;

export const exportAnalysis = {
  method: "GET" as const,
  path: "/api/monitoring/analysis/export",
  input: z.object({ ...analysisInput, format: z.enum(["xlsx", "csv"]).default("xlsx") }),
  output: nothing,
  kind: "download" as const,
  summary: { zh: "导出分析", en: "Export the analysis" },
} satisfies Endpoint;

const mover = z.object({
  organisationId: id,
  name: z.string(),
  now: decimal,
  before: decimal,
  /** Percent; null from nothing or from below nothing. */
  growth: decimal.nullable(),
  /** Percentage points of the growth of all that the asker may see. */
  points: decimal,
});

/** Computed over the enterprises the asker may see and nobody else: it says nothing of the rest. */
export const readMovers = {
  method: "GET" as const,
  path: "/api/monitoring/movers",
  input: z.object({
    sector: sectorCode,
    indicator: z.string().regex(/^[a-z][a-z0-9_]{0,40}$/),
    month,
    against: z.enum(["yoy", "mom"]).default("yoy"),
  }),
  output: z.object({
    before: month,
    /** Matched enterprises the asker may see. */
    visible: z.number().int(),
    /** Counted in the figure and not among them. */
    notVisible: z.number().int(),
    /** Growth of those that are visible. */
    growth: decimal.nullable(),
    up: z.array(mover),
    down: z.array(mover),
  }),
  summary: { zh: "谁带动了变化（仅限可查看的企业）", en: "Who moves the total, of those one may see" },
} satisfies Endpoint;

const briefHead = z.object({
  id,
  month,
  vintage,
  number: z.number().int(),
  madeAt: moment,
  madeBy: z.string(),
});
export type BriefHead = z.infer<typeof briefHead>;
/** A figure of the last brief that reads otherwise today. */
const restated = z.object({ was: figureCell, is: figureCell });

export const listBriefs = {
  method: "GET" as const,
  path: "/api/monitoring/briefs",
  input: nothing,
  output: z.object({ briefs: z.array(briefHead) }),
  summary: { zh: "运行监测简报列表", en: "Briefs" },
} satisfies Endpoint;

export const makeBrief = {
  method: "POST" as const,
  path: "/api/monitoring/briefs",
  input: z.object({ month: month.optional() }),
  output: briefHead,
  summary: { zh: "生成运行监测简报", en: "Write a brief" },
} satisfies Endpoint;

export const readBrief = {
  method: "GET" as const,
  path: "/api/monitoring/briefs/:id",
  input: z.object({ id }),
  output: briefHead.extend({
    cells: z.array(figureCell),
    /** The brief before this one, and what of it reads otherwise. */
    previous: briefHead.pick({ month: true, vintage: true, number: true }).nullable(),
    restated: z.array(restated),
  }),
  summary: { zh: "简报所据的数字", en: "The figures a brief stands on" },
} satisfies Endpoint;
export type Brief = z.output<typeof readBrief.output>;

export const downloadBrief = {
  method: "GET" as const,
  path: "/api/monitoring/briefs/:id/file",
  input: z.object({ id }),
  output: nothing,
  kind: "download" as const,
  summary: { zh: "下载简报（Word）", en: "Download a brief (.docx)" },
} satisfies Endpoint;

export const refusals = {
  "monitoring.nothing-to-brief": {
    status: 409,
    zh: "{month} 还没有可写的汇总结果。等企业报送后再生成简报。",
    en: "There are no figures for {month} yet. Write the brief once returns have come in.",
  },
} as const;
