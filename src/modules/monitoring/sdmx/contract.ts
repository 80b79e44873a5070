// Figures for other statistical systems: SDMX-CSV 2.0 rows and the structure they follow.
import { z } from "zod";
import { type Endpoint, month, nothing } from "../../../platform/http/contract.ts";
import { regionCode, sectorCode, vintage } from "../contract.ts";

export const exportSdmx = {
  method: "GET" as const,
  path: "/api/monitoring/sdmx/data",
  input: z.object({
    indicator: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,40}$/)
      .optional(),
    /** Left out: the whole, every division and the key groups. */
    sector: sectorCode.optional(),
    /** "all": every province beside the whole country. */
    region: z.union([regionCode, z.literal("all")]).default("00"),
    from: month.optional(),
    until: month.optional(),
    /** Left out: both. */
    vintage: vintage.optional(),
  }),
  output: nothing,
  kind: "download" as const,
  summary: { zh: "导出 SDMX-CSV 2.0", en: "Export as SDMX-CSV 2.0" },
} satisfies Endpoint;

export const readStructure = {
  method: "GET" as const,
  path: "/api/monitoring/sdmx/structure",
  input: nothing,
  output: nothing,
  kind: "download" as const,
  summary: { zh: "SDMX 数据结构定义（DSD）", en: "The structure of the SDMX rows (DSD)" },
} satisfies Endpoint;
