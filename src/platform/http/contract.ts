// The one convention for lists: paging, sorting and searching, said the same way by every endpoint.
import { z } from "zod";

/** What travels over one address: data, no code. `input` joins path parameters, query and body. */
export type Endpoint<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly input: I;
  readonly output: O;
  readonly summary: { readonly zh: string; readonly en: string };
  /** "upload": multipart with one file beside the input; "download": answers a file. */
  readonly kind?: "upload" | "download";
};

/** Adds paging, sorting and search to an endpoint's own filters. Sort: a field, `-` before it for descending. */
export const listInput = <S extends z.ZodRawShape>(filters: S, sorts: readonly [string, ...string[]]) =>
  z.object({
    ...filters,
    q: z.string().trim().max(100).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
    sort: z.enum([...sorts, ...sorts.map((s) => `-${s}`)] as [string, ...string[]]).optional(),
  });

export const listOutput = <R extends z.ZodType>(row: R) =>
  z.object({
    rows: z.array(row),
    total: z.number().int(),
    limit: z.number().int(),
    offset: z.number().int(),
  });

export const nothing = z.object({});
export const id = z.uuid();
/** YYYY-MM */
export const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
/** YYYY-MM-DD */
export const date = z.iso.date();
/** An exact decimal as text, so that no binary rounding touches a figure. */
export const decimal = z.string().regex(/^-?\d{1,18}(\.\d{1,8})?$/);
/** Query strings carry lists as `a=1&a=2` or a single value. */
export const many = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    (v) => (v === undefined ? undefined : Array.isArray(v) ? v : [v]),
    z.array(item).max(200).optional(),
  );

/** RFC 9457, as every refusal is answered. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.string(),
  instance: z.string(),
  fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problem>;
