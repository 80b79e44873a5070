// Claims of an enterprise by its credit code, as they travel: looked up, submitted, followed, reviewed.
import { z } from "zod";
import { type Endpoint, id, listInput, listOutput } from "../../../platform/http/contract.ts";
import { creditCode, moment, personName as name, organisationName, token } from "../contract.ts";

export const claim = z.object({
  id,
  creditCode: z.string(),
  enterpriseName: z.string(),
  /** The enterprise is in the registry already. */
  known: z.boolean(),
  /** Somebody holds the owner's role there already: look twice. */
  hasOwner: z.boolean(),
  personName: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  note: z.string(),
  state: z.enum(["pending", "approved", "rejected"]),
  reason: z.string().nullable(),
  createdAt: moment,
  reviewedAt: moment.nullable(),
  reviewer: z.string(),
});

export const lookUpClaim = {
  method: "POST" as const,
  path: "/api/people/claims/look-up",
  input: z.object({ creditCode }),
  output: z.object({
    /** The sentence about the code when it is wrong. */
    problem: z.object({ zh: z.string(), en: z.string() }).nullable(),
    enterprise: z.string().nullable(),
    associations: z.array(z.object({ id, name: z.string() })),
  }),
  summary: { zh: "按统一社会信用代码查找企业", en: "Look an enterprise up by its credit code" },
} satisfies Endpoint;

export const submitClaim = {
  method: "POST" as const,
  path: "/api/people/claims",
  input: z.object({
    creditCode,
    enterpriseName: organisationName,
    personName: name,
    contact: z.string().trim().min(3).max(200),
    note: z.string().trim().max(500).default(""),
    /** Who should review; left out: an association of the enterprise, else the federation. */
    association: id.optional(),
  }),
  output: z.object({
    reviewer: z.string(),
    /** Kept by the claimant: shows the outcome, and opens the account once the claim is approved. */
    receipt: z.string(),
  }),
  summary: { zh: "认领企业", en: "Claim an enterprise" },
} satisfies Endpoint;

export const followClaim = {
  method: "POST" as const,
  path: "/api/people/claims/follow",
  input: z.object({ receipt: token }),
  output: z.object({
    enterpriseName: z.string(),
    state: z.enum(["pending", "approved", "rejected"]),
    reason: z.string().nullable(),
    reviewer: z.string(),
    createdAt: moment,
    reviewedAt: moment.nullable(),
    /** Approved and not yet taken up: the receipt opens the account like an invitation. */
    accountOpen: z.boolean(),
  }),
  summary: { zh: "查看认领结果", en: "See the outcome of a claim" },
} satisfies Endpoint;

export const listClaims = {
  method: "GET" as const,
  path: "/api/people/claims",
  input: listInput({ state: z.enum(["pending", "approved", "rejected"]).optional() }, ["createdAt"]),
  output: listOutput(claim),
  summary: { zh: "企业认领申请", en: "Claims of enterprises" },
} satisfies Endpoint;

export const reviewClaim = {
  method: "POST" as const,
  path: "/api/people/claims/:id/review",
  input: z.object({
    id,
    decision: z.enum(["approve", "reject"]),
    reason: z.string().trim().max(300).default(""),
  }),
  output: z.object({ mailed: z.boolean() }),
  summary: { zh: "审核认领申请", en: "Review a claim" },
} satisfies Endpoint;
