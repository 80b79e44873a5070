// What travels about the state of an industry: the table, a series, the rows behind a figure, the band beside one's own curve.
import { z } from "zod";
import { decimal, type Endpoint, id, listOutput, month, nothing } from "../../platform/http/contract.ts";

/** Two or three digits of GB/T 4754; "*" is every industry of the federation, "@cluster" the enterprises of a key list. */
export const sectorCode = z.string().regex(/^(\*|\d{2,3}|@[a-z]{2,20})$/);
/** Two digits of GB/T 2260 (the province); "00" is the whole country. */
export const regionCode = z.string().regex(/^\d{2}$/);
export const ALL_SECTORS = "*";
export const COUNTRY = "00";
export const FORM = "monthly-operation";

const text = z.object({ zh: z.string(), en: z.string() });
const moment = z.iso.datetime();

/** amount: summed; stock: summed, as it stands at the end of the month; rate: averaged, a percentage or days. */
export const indicatorKind = z.enum(["amount", "stock", "rate"]);
export const indicator = z.object({ code: z.string(), label: text, unit: text, kind: indicatorKind });
export type Indicator = z.infer<typeof indicator>;
const indicatorCode = z.string().regex(/^[a-z][a-z0-9_]{0,40}$/);

/** first: as it stood at the deadline; final: with everything received since. */
export const vintage = z.enum(["first", "final"]);
export type Vintage = z.infer<typeof vintage>;

/** few: fewer than three; dominated: one or two make up nearly all; complementary: would give away another cell;
 * revision: the two vintages differ by so few that their difference would give one away. */
export const suppression = z.enum(["few", "dominated", "complementary", "revision"]);
export type Suppression = z.infer<typeof suppression>;

/** Figures of a withheld cell are null; null without `suppressed` means that nothing can be said. */
export const cell = z.object({
  sector: sectorCode,
  region: regionCode,
  month,
  vintage,
  expected: z.number().int(),
  reported: z.number().int(),
  /** Share 0…1. */
  coverage: decimal.nullable(),
  total: decimal.nullable(),
  weightedTotal: decimal.nullable(),
  mean: decimal.nullable(),
  /** Percent, of the matched sample. */
  growthMom: decimal.nullable(),
  matchedMom: z.number().int(),
  growthYoy: decimal.nullable(),
  matchedYoy: z.number().int(),
  chainIndex: decimal.nullable(),
  diffusion: decimal.nullable(),
  suppressed: suppression.nullable(),
  /** Some of its returns have not been accepted yet. */
  provisional: z.boolean(),
});
export type Cell = z.infer<typeof cell>;

const computed = z.object({ at: moment.nullable(), engine: z.string() });

export const readOptions = {
  method: "GET" as const,
  path: "/api/monitoring/options",
  input: nothing,
  output: z.object({
    indicators: z.array(indicator),
    months: z.array(month),
    latest: month.nullable(),
    sectors: z.array(z.object({ code: sectorCode, name: text })),
    regions: z.array(z.object({ code: regionCode, name: text })),
  }),
  summary: {
    zh: "可查看的行业、地区、指标与月份",
    en: "Industries, regions, indicators and months to be seen",
  },
} satisfies Endpoint;

const tableInput = {
  indicator: indicatorCode.default("output_value"),
  month: month.optional(),
  vintage: vintage.default("final"),
  /** Digits of the industry code in the rows. */
  digits: z.coerce.number().int().min(2).max(3).default(2),
  /** Only what belongs to this two-digit industry. */
  within: z
    .string()
    .regex(/^\d{2}$/)
    .optional(),
  sort: z.enum(["sector", "growth", "total", "coverage"]).default("sector"),
};
export const tableQuery = z.object(tableInput);
export type TableQuery = z.output<typeof tableQuery>;

export const readTable = {
  method: "GET" as const,
  path: "/api/monitoring/table",
  input: tableQuery,
  output: z.object({
    indicator,
    month: month.nullable(),
    vintage,
    /** The answer in words. */
    sentence: text,
    regions: z.array(z.object({ code: regionCode, name: text })),
    rows: z.array(z.object({ sector: sectorCode, name: text, cells: z.array(cell) })),
    withheld: z.number().int(),
    provisional: z.boolean(),
    computed,
  }),
  summary: { zh: "行业 × 地区运行表", en: "Table of industries by region" },
} satisfies Endpoint;
export type Table = z.output<typeof readTable.output>;

export const exportTable = {
  method: "GET" as const,
  path: "/api/monitoring/table/export",
  input: z.object({ ...tableInput, format: z.enum(["xlsx", "csv"]).default("xlsx") }),
  output: nothing,
  kind: "download" as const,
  summary: { zh: "导出运行表", en: "Export the table" },
} satisfies Endpoint;

const place = z.object({ sector: sectorCode, region: regionCode.default(COUNTRY), indicator: indicatorCode });

export const readSeries = {
  method: "GET" as const,
  path: "/api/monitoring/series",
  input: place,
  output: z.object({
    indicator,
    sector: z.object({ code: sectorCode, name: text }),
    region: z.object({ code: regionCode, name: text }),
    sentence: text,
    points: z.array(z.object({ month, first: cell.nullable(), final: cell.nullable() })),
    computed,
  }),
  summary: { zh: "一个格子的时间序列（初报与终报）", en: "The series of one cell, first and final" },
} satisfies Endpoint;

const figurePlace = place.extend({ month, vintage: vintage.default("final") });

export const rowBehind = z.object({
  organisationId: id,
  name: z.string(),
  industryCode: z.string(),
  regionCode: z.string(),
  value: decimal,
  weight: decimal,
  received: z.string(),
  reportVintage: z.number().int(),
  provisional: z.boolean(),
});

/** Rows in the asker's own scope, never wider; what else the figure rests on is only counted. */
export const readRows = {
  method: "GET" as const,
  path: "/api/monitoring/rows",
  input: figurePlace.extend({
    limit: z.coerce.number().int().min(1).max(500).default(100),
    offset: z.coerce.number().int().min(0).default(0),
  }),
  output: listOutput(rowBehind).extend({
    /** Enterprises counted in the figure that the asker may not see. */
    notVisible: z.number().int(),
  }),
  summary: { zh: "数字背后的企业报表", en: "The returns behind a figure" },
} satisfies Endpoint;

export const readSource = {
  method: "GET" as const,
  path: "/api/monitoring/source",
  input: figurePlace,
  output: z.object({
    cell,
    indicator,
    formula: z.array(z.object({ figure: z.string(), say: text })),
    vintageSays: text,
    withheldBecause: text.nullable(),
    visibleRows: z.number().int(),
    computed,
  }),
  summary: { zh: "数字的来源", en: "Where a figure comes from" },
} satisfies Endpoint;

/** index: mean of the base months = 100; yoy: percent; per_head: per employee; level: the percentage itself. */
export const measure = z.enum(["index", "yoy", "per_head", "level"]);
export type Measure = z.infer<typeof measure>;
export const bandReason = z.enum(["few", "dominated", "alike"]);

export const readOwn = {
  method: "GET" as const,
  path: "/api/monitoring/own/:enterpriseId",
  input: z.object({
    enterpriseId: id,
    indicator: indicatorCode.default("output_value"),
    measure: measure.optional(),
  }),
  output: z.object({
    indicator,
    measure,
    measures: z.array(measure),
    unit: text,
    /** The industry of the band: the three-digit group, or the two-digit division where the group is too small. */
    sector: z.object({ code: sectorCode, name: text }).nullable(),
    sentence: text,
    points: z.array(
      z.object({
        month,
        /** As returned. */
        value: decimal.nullable(),
        /** In the measure. */
        own: decimal.nullable(),
        n: z.number().int().nullable(),
        p25: decimal.nullable(),
        median: decimal.nullable(),
        p75: decimal.nullable(),
        suppressed: bandReason.nullable(),
      }),
    ),
    computed,
  }),
  summary: { zh: "本企业曲线与行业区间", en: "One's own curve beside the band of the industry" },
} satisfies Endpoint;
export type Own = z.output<typeof readOwn.output>;

export const recompute = {
  method: "POST" as const,
  path: "/api/monitoring/recompute",
  input: z.object({ from: month.optional() }),
  output: z.object({ sectors: z.number().int(), cells: z.number().int(), milliseconds: z.number().int() }),
  summary: { zh: "重新计算运行监测", en: "Compute monitoring anew" },
} satisfies Endpoint;

export const refusals = {
  "monitoring.unknown-indicator": {
    status: 404,
    zh: "报表里没有“{indicator}”这个指标，请从列表中选择。",
    en: "The form has no indicator {indicator}. Choose one from the list.",
  },
  "monitoring.no-cell": {
    status: 404,
    zh: "{month} 这里还没有汇总结果：可能没有企业应报，或者该行业不在您可查看的范围内。",
    en: "Nothing has been computed here for {month}: nobody was expected to report, or the industry lies outside what you may see.",
  },
} as const;

/** Cells of these industries and months are out of date; heard by monitoring itself. */
export const events = {
  "monitoring.panels-marked": z.object({ formCode: z.string(), month }),
  "monitoring.marked": z.object({ formCode: z.string(), sector: z.string(), month }),
  "monitoring.computed": z.object({
    formCode: z.string(),
    sectors: z.array(z.string()),
    from: month,
  }),
} as const;
