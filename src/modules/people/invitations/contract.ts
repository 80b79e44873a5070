// Invitations by link, as they travel: in bulk, opened, accepted, revoked.
import { z } from "zod";
import { type Endpoint, id, listInput, listOutput, nothing } from "../../../platform/http/contract.ts";
import { creditCode, moment, personName as name, role, token } from "../contract.ts";

export const invitationState = z.enum(["open", "accepted", "expired", "revoked"]);
export const invitation = z.object({
  id,
  targetId: id,
  targetName: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  role,
  state: invitationState,
  createdAt: moment,
  expiresAt: moment,
});

export const invite = {
  method: "POST" as const,
  path: "/api/people/invitations",
  input: z.object({
    rows: z
      .array(
        z.object({
          name,
          /** E-mail or mobile phone; left empty: whoever opens the link gives their own. */
          contact: z.string().trim().max(200).optional(),
          role,
          /** Where the role is held; by id or by credit code; the organisation acted for when neither is given. */
          organisationId: id.optional(),
          creditCode: creditCode.optional(),
        }),
      )
      .min(1)
      .max(500),
    sendMail: z.boolean().default(false),
  }),
  output: z.object({
    /** One a line, in the order given: a link that is shown this once, or what is wrong with the line. */
    rows: z.array(
      z.object({
        line: z.number().int(),
        name: z.string(),
        organisation: z.string().nullable(),
        link: z.string().nullable(),
        mailed: z.boolean(),
        problem: z.string().nullable(),
      }),
    ),
  }),
  summary: { zh: "批量邀请", en: "Invite in bulk" },
} satisfies Endpoint;

export const listInvitations = {
  method: "GET" as const,
  path: "/api/people/invitations",
  input: listInput({ state: invitationState.optional() }, ["createdAt", "name"]),
  output: listOutput(invitation),
  summary: { zh: "已发出的邀请", en: "Invitations sent" },
} satisfies Endpoint;

export const revokeInvitation = {
  method: "POST" as const,
  path: "/api/people/invitations/:id/revoke",
  input: z.object({ id }),
  output: nothing,
  summary: { zh: "作废邀请", en: "Revoke an invitation" },
} satisfies Endpoint;

export const openInvitation = {
  method: "POST" as const,
  path: "/api/people/invitations/open",
  input: z.object({ token }),
  output: z.object({
    name: z.string(),
    organisation: z.string(),
    role,
    /** Where to sign in with afterwards; null: to be filled in. */
    login: z.string().nullable(),
    /** An account with this login exists already: sign in and accept. */
    hasAccount: z.boolean(),
    expiresAt: moment,
  }),
  summary: { zh: "打开邀请链接", en: "Open an invitation link" },
} satisfies Endpoint;

export const acceptInvitation = {
  method: "POST" as const,
  path: "/api/people/invitations/accept",
  input: z.object({
    token,
    name: name.optional(),
    login: z.string().trim().max(200).optional(),
    /** Not needed by whoever is signed in: the role goes to the account in use. */
    password: z.string().min(1).max(200).optional(),
  }),
  output: z.object({ personId: id, login: z.string() }),
  summary: { zh: "接受邀请", en: "Accept an invitation" },
} satisfies Endpoint;
