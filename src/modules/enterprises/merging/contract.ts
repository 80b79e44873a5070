// Two entries and one enterprise, as they travel: compared, merged, taken apart, and what the matcher has learnt.
import { z } from "zod";
import { type Endpoint, id, nothing } from "../../../platform/http/contract.ts";

const reason = z.string().trim().min(2).max(200);

/** One entry as it is laid beside another. */
export const side = z.object({
  name: z.string(),
  creditCode: z.string().nullable(),
  industryCode: z.string().nullable(),
  regionCode: z.string().nullable(),
  address: z.string().nullable(),
});
export type Side = z.infer<typeof side>;
/** What speaks for or against two entries being one enterprise. */
export const matchReason = z.object({ finding: z.string(), zh: z.string(), en: z.string() });

export const merge = z.object({
  id,
  survivor: z.object({ id, name: z.string() }),
  /** name null: the entry lies outside what the asker may see. */
  merged: z.object({ id, name: z.string().nullable(), creditCode: z.string().nullable() }),
  at: z.string(),
  by: z.string().nullable(),
  reason: z.string().nullable(),
  undone: z.object({ at: z.string(), by: z.string().nullable(), reason: z.string().nullable() }).nullable(),
});
export type Merge = z.infer<typeof merge>;

export const compareEnterprises = {
  method: "GET" as const,
  path: "/api/enterprises/compare",
  input: z.object({ a: id, b: id }),
  output: z.object({
    a: side.extend({ id }),
    b: side.extend({ id }),
    verdict: z.enum(["same", "different", "ask"]),
    score: z.number(),
    reasons: z.array(matchReason.extend({ weight: z.number() })),
  }),
  summary: { zh: "比对两条登记是不是同一企业", en: "Compare two entries" },
} satisfies Endpoint;

/** `id` survives. */
export const mergeEnterprises = {
  method: "POST" as const,
  path: "/api/enterprises/:id/merge",
  input: z.object({ id, mergedId: id, reason }),
  output: z.object({ id }),
  summary: { zh: "合并重复登记", en: "Merge a second entry into this one" },
} satisfies Endpoint;

/** `id`: the entry that was merged. */
export const unmergeEnterprises = {
  method: "POST" as const,
  path: "/api/enterprises/:id/unmerge",
  input: z.object({ id, reason }),
  output: nothing,
  summary: { zh: "撤销合并", en: "Undo a merge" },
} satisfies Endpoint;

export const listMerges = {
  method: "GET" as const,
  path: "/api/enterprises/merges",
  input: z.object({ limit: z.coerce.number().int().min(1).max(200).default(100) }),
  output: z.object({ merges: z.array(merge) }),
  summary: { zh: "合并记录", en: "Merges, current and undone" },
} satisfies Endpoint;

export const readMatcher = {
  method: "GET" as const,
  path: "/api/enterprises/matcher",
  input: nothing,
  output: z.object({
    /** 0: as set, nothing learnt yet. */
    version: z.number().int(),
    decisions: z.number().int(),
    learntAt: z.string().nullable(),
    rate: z.number(),
    share: z.number(),
    weights: z.array(matchReason.extend({ set: z.number(), now: z.number() })),
  }),
  summary: { zh: "比对依据及其权重", en: "What the matcher weighs, and what it has learnt" },
} satisfies Endpoint;
