// What one enterprise hangs on, as it travels: to itself and to the federation.
import { z } from "zod";
import { type Endpoint, id } from "../../../platform/http/contract.ts";

export const exposureInput = z.object({
  product: z.string(),
  essential: z.boolean(),
  /** Nobody said it of this input: the table of industries does. */
  fromTable: z.boolean(),
  /** All of it comes from one supplier. */
  single: z.boolean(),
  /** Of the largest supplier. */
  largest: z.number().nullable(),
  suppliers: z.array(z.object({ id: id.nullable(), name: z.string(), share: z.number().nullable() })),
  coverDays: z.number().int().nullable(),
  switchDays: z.number().int().nullable(),
});
export type ExposureInput = z.infer<typeof exposureInput>;

export const readExposure = {
  method: "GET" as const,
  path: "/api/network/exposure/:id",
  input: z.object({ id }),
  output: z.object({
    inputs: z.array(
      exposureInput.extend({
        /** Registered makers of the product that are not among the suppliers; how many, and where. */
        makers: z.number().int(),
        provinces: z.array(z.string()),
        /** By name only for whoever may see their cards. */
        named: z.array(z.object({ id, name: z.string() })),
      }),
    ),
    /** Days until the first essential single source is used up; null: there is none. */
    survives: z.number().int().nullable(),
    /** Stock of such an input is not known and counted as none. */
    unknownStock: z.boolean(),
    customers: z.array(
      z.object({
        id: id.nullable(),
        name: z.string(),
        product: z.string(),
        share: z.number().nullable(),
      }),
    ),
  }),
  summary: { zh: "企业的供应风险", en: "What an enterprise hangs on" },
} satisfies Endpoint;
