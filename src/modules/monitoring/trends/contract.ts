// Figures along time: one curve with what was to be expected, rows of months side by side, and curves on one base.
import { z } from "zod";
import { decimal, type Endpoint, many, month, nothing } from "../../../platform/http/contract.ts";
import { COUNTRY, indicator, regionCode, sectorCode, suppression, vintage } from "../contract.ts";

const text = z.object({ zh: z.string(), en: z.string() });
const computed = z.object({ at: z.iso.datetime().nullable(), engine: z.string() });
const named = z.object({ code: z.string(), name: text });
const indicatorCode = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,40}$/)
  .default("output_value");

const place = z.object({ sector: sectorCode, region: regionCode.default(COUNTRY), indicator: indicatorCode });

export const side = z.enum(["below", "above"]);
const trendPoint = z.object({
  month,
  /** The chain index, or the mean of a percentage; null where withheld or unknown. */
  value: decimal.nullable(),
  withheld: z.boolean(),
  provisional: z.boolean(),
  coverage: decimal.nullable(),
  expected: decimal.nullable(),
  lo: decimal.nullable(),
  hi: decimal.nullable(),
  /** Outside the interval; null inside, or where there is none. */
  outside: side.nullable(),
  /** From the expected value: percent of an index, points of a percentage. */
  off: decimal.nullable(),
});
export type TrendPoint = z.infer<typeof trendPoint>;

/** Made of the figures shown and of nothing else: a withheld month stays unknown to the interval as well. */
export const readTrend = {
  method: "GET" as const,
  path: "/api/monitoring/trend",
  input: place,
  output: z.object({
    indicator,
    sector: named,
    region: named,
    unit: text,
    sentence: text,
    points: z.array(trendPoint),
    /** Months outside, newest first. */
    outside: z.array(z.object({ month, say: text })),
    /** First month with an interval; null: too young. */
    since: month.nullable(),
    method: text,
    computed,
  }),
  summary: { zh: "走势与预期区间", en: "A curve with its expected interval" },
} satisfies Endpoint;
export type Trend = z.output<typeof readTrend.output>;

export const spread = z.enum(["industry", "group", "region"]);
const overTimeInput = {
  indicator: indicatorCode,
  /** Rows: industries, key groups, or the provinces of one industry. */
  rows: spread.default("industry"),
  /** Of provinces: of which industry; of industries: only the groups of this division. */
  sector: sectorCode.optional(),
  until: month.optional(),
  months: z.coerce.number().int().min(1).max(60).default(24),
  vintage: vintage.default("final"),
};
export const overTimeQuery = z.object(overTimeInput);
export type OverTimeQuery = z.output<typeof overTimeQuery>;

/** `growthYoy` and `growthMom` percent; `level`: chain index, or the mean of a percentage. */
export const monthCell = z.object({
  month,
  growthYoy: decimal.nullable(),
  growthMom: decimal.nullable(),
  level: decimal.nullable(),
  diffusion: decimal.nullable(),
  coverage: decimal.nullable(),
  reported: z.number().int(),
  expected: z.number().int(),
  matchedMom: z.number().int(),
  suppressed: suppression.nullable(),
  provisional: z.boolean(),
});
export type MonthCell = z.infer<typeof monthCell>;

export const readOverTime = {
  method: "GET" as const,
  path: "/api/monitoring/over-time",
  input: overTimeQuery,
  output: z.object({
    indicator,
    vintage,
    rows: spread,
    /** The industry whose provinces these are, or whose groups. */
    sector: named.nullable(),
    sentence: text,
    months: z.array(month),
    /** Of a table by region: every province, also where nobody reports. */
    provinces: z.array(named),
    lines: z.array(named.extend({ cells: z.array(monthCell) })),
    withheld: z.number().int(),
    provisional: z.boolean(),
    computed,
  }),
  summary: { zh: "行业（地区）× 月份", en: "Industries or regions by month" },
} satisfies Endpoint;
export type OverTime = z.output<typeof readOverTime.output>;

export const exportOverTime = {
  method: "GET" as const,
  path: "/api/monitoring/over-time/export",
  input: z.object({ ...overTimeInput, format: z.enum(["xlsx", "csv"]).default("xlsx") }),
  output: nothing,
  kind: "download" as const,
  summary: { zh: "导出行业（地区）× 月份", en: "Export industries or regions by month" },
} satisfies Endpoint;

/** "22", "22.37" (a province of it), "*", "@cluster". */
export const curvePlace = z.string().regex(/^(\*|\d{2,3}|@[a-z]{2,20})(\.\d{2})?$/);

export const readCompared = {
  method: "GET" as const,
  path: "/api/monitoring/compared",
  input: z.object({
    place: many(curvePlace),
    indicator: indicatorCode,
    /** Month that is 100; left out: the first one known to every curve. */
    base: month.optional(),
  }),
  output: z.object({
    indicator,
    base: month.nullable(),
    sentence: text,
    months: z.array(month),
    curves: z.array(
      z.object({
        place: curvePlace,
        name: text,
        /** Base month = 100; a percentage as it is. */
        values: z.array(decimal.nullable()),
        withheld: z.array(month),
      }),
    ),
  }),
  summary: { zh: "几条走势放在一起比", en: "Several curves on one base" },
} satisfies Endpoint;
export type Compared = z.output<typeof readCompared.output>;

export const refusals = {
  "monitoring.compare-two-to-four": {
    status: 422,
    zh: "请选 2 到 4 条走势来比较，现在选了 {count} 条。",
    en: "Choose two to four curves to compare; {count} are chosen.",
  },
  "monitoring.no-base": {
    status: 409,
    zh: "{month} 不是每条走势都有可以公布的指数，不能作为 100。请换一个月份。",
    en: "Not every curve has an index that may be shown for {month}: it cannot be 100. Choose another month.",
  },
} as const;
