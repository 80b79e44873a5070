// Deeds around claims: an enterprise not yet on board asks for itself; an association or the federation answers.
import type { z } from "zod";
import { checkCreditCode } from "../../../engines/identity/index.ts";
import { audit } from "../../../platform/audit/audit.ts";
import { readLogin } from "../../../platform/auth/accounts.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import type { ScopedDb } from "../../../platform/db/scoped.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import { refuse } from "../../../platform/errors.ts";
import { mailTo, notify } from "../../../platform/notify/notify.ts";
import type { reviewClaim as reviewEndpoint, submitClaim as submitEndpoint } from "../claims/contract.ts";
import { isOpen, receiptDays } from "../granting.ts";
import * as store from "../store/invitations.ts";
import {
  associationsOfRows,
  federationId,
  organisationByCode,
  organisationById,
} from "../store/organisations.ts";
import { personsOfRows } from "../store/persons.ts";
import { days, hashOf, newToken } from "./invitations.ts";
import { createOrganisation, readCode } from "./organisations.ts";
import { giveRole, isOwned } from "./roles.ts";

export async function lookUpClaim(ctx: Ctx, input: { creditCode: string }) {
  const check = checkCreditCode(input.creditCode);
  if (!check.acceptable) {
    const { zh, en } = check.problems[0]!;
    return { problem: { zh, en }, enterprise: null, associations: [] };
  }
  return ctx.system("people.look-up-claim", async (db) => {
    const known = await enterpriseOf(db, check.normalized);
    return {
      problem: null,
      enterprise: known?.name ?? null,
      associations: (known?.associations ?? []).map(({ id, name }) => ({ id, name })),
    };
  });
}

async function enterpriseOf(db: ScopedDb | Ctx, code: string) {
  const enterprise = await organisationByCode(db, code);
  if (!enterprise) return null;
  return { ...enterprise, associations: await associationsOfRows(db, [enterprise.id]) };
}

export async function submitClaim(ctx: Ctx, input: z.output<typeof submitEndpoint.input>) {
  const creditCode = readCode(input.creditCode);
  const login = readLogin(input.contact) ?? refuse("auth.login-unreadable");
  const receipt = newToken();
  return ctx.systemWrite("people.submit-claim", async () => {
    const known = await enterpriseOf(ctx, creditCode);
    const reviewer = await reviewerOf(ctx, known, input.association);
    const id = uuidv7();
    await store.insertClaim(ctx, {
      organisationId: reviewer.id,
      id,
      enterpriseId: known?.id ?? null,
      creditCode,
      enterpriseName: known?.name ?? input.enterpriseName,
      personId: ctx.who.personId,
      personName: input.personName,
      email: login.kind === "email" ? login.value : null,
      phone: login.kind === "phone" ? login.value : null,
      note: input.note,
      receiptHash: hashOf(receipt),
    });
    await tellReviewers(ctx, reviewer.id, known?.name ?? input.enterpriseName);
    await audit(ctx, {
      action: "people.submitClaim",
      subject: "claim",
      subjectId: id,
      organisationId: reviewer.id,
      after: { creditCode },
    });
    return { reviewer: reviewer.name, receipt };
  });
}

/** One of the enterprise's own associations; for an enterprise nobody knows yet the one it chose; else the federation. */
async function reviewerOf(
  ctx: Ctx,
  known: { id: string; associations: { id: string; name: string }[] } | null,
  wished: string | undefined,
): Promise<{ id: string; name: string }> {
  if (known && !(await isOwned(ctx, known.id))) {
    const own = known.associations.find((a) => a.id === wished) ?? known.associations[0];
    if (own) return own;
  } else if (!known && wished) {
    const association = await organisationById(ctx, wished);
    if (association?.kind === "association" && !association.closedAt) return association;
  }
  const federation = (await federationId(ctx)) ?? refuse("people.no-federation");
  return (await organisationById(ctx, federation))!;
}

async function tellReviewers(ctx: Ctx, organisationId: string, enterprise: string): Promise<void> {
  const persons = await personsOfRows(ctx, [organisationId], ["secretary", "administrator"]);
  await notify(ctx, {
    to: persons.map((person) => person.personId),
    kind: "people.claim",
    mail: "digest",
    link: "/people/claims",
    digestKey: "people.claim",
    words: {
      zh: { title: `企业认领待审核：${enterprise}`, body: "有人申请代表这家企业，请核对身份后处理。" },
      en: {
        title: `A claim to review: ${enterprise}`,
        body: "Somebody asks to act for this enterprise. Check and decide.",
      },
    },
  });
}

export async function followClaim(ctx: Ctx, input: { receipt: string }) {
  return ctx.system("people.follow-claim", async (db) => {
    const claim = (await store.claimByReceipt(db, hashOf(input.receipt))) ?? refuse("people.no-such-claim");
    const invitation = await store.invitationByToken(db, hashOf(input.receipt));
    return {
      enterpriseName: claim.enterpriseName,
      state: claim.state,
      reason: claim.reason,
      reviewer: claim.reviewer,
      createdAt: claim.createdAt,
      reviewedAt: claim.reviewedAt,
      accountOpen: invitation !== null && isOpen(invitation, ctx.now),
    };
  });
}

export async function reviewClaim(ctx: Ctx, input: z.output<typeof reviewEndpoint.input>) {
  const claim = (await store.claimById(ctx, input.id)) ?? refuse("people.no-such-claim");
  if (!ctx.who.scope.all && claim.organisationId !== ctx.who.actingFor) refuse("people.no-such-claim");
  if (claim.state !== "pending") refuse("people.claim-decided");
  if (input.decision === "reject" && !input.reason) refuse("people.claim-needs-reason");
  const enterpriseId = input.decision === "approve" ? await approve(ctx, claim) : claim.enterpriseId;
  const state = input.decision === "approve" ? ("approved" as const) : ("rejected" as const);
  await store.decideClaim(ctx, claim.id, { state, reason: input.reason || null, enterpriseId });
  const mailed = claim.email !== null;
  if (claim.email) await mailTo(ctx, outcomeMail(claim.email, claim, state, input.reason));
  await audit(ctx, {
    action: `people.claim.${input.decision}`,
    subject: "claim",
    subjectId: claim.id,
    organisationId: claim.organisationId,
    before: { state: claim.state },
    after: { state, reason: input.reason || null, enterpriseId },
  });
  return { mailed };
}

/** The enterprise is registered if need be; its claimant becomes the owner at once or by the receipt. */
async function approve(ctx: Ctx, claim: store.Claim): Promise<string> {
  return ctx.systemWrite("people.approve-claim", async () => {
    const known = await organisationByCode(ctx, claim.creditCode);
    const reviewer = await organisationById(ctx, claim.organisationId);
    if (known && reviewer?.kind === "association" && (await isOwned(ctx, known.id))) {
      refuse("people.owned", { organisation: known.name });
    }
    const enterpriseId =
      known?.id ??
      (await createOrganisation(ctx, {
        kind: "enterprise",
        name: claim.enterpriseName,
        creditCode: claim.creditCode,
        association: reviewer?.kind === "association" ? reviewer.id : null,
      }));
    if (claim.personId) {
      await giveRole(ctx, {
        personId: claim.personId,
        organisationId: enterpriseId,
        role: "owner",
        name: claim.personName,
      });
      return enterpriseId;
    }
    await store.insertInvitations(ctx, [
      {
        organisationId: claim.organisationId,
        id: uuidv7(),
        targetId: enterpriseId,
        tokenHash: claim.receiptHash,
        name: claim.personName,
        email: claim.email,
        phone: claim.phone,
        role: "owner",
        expiresAt: days(ctx.now, receiptDays),
      },
    ]);
    return enterpriseId;
  });
}

function outcomeMail(address: string, claim: store.Claim, state: "approved" | "rejected", reason: string) {
  const approved = state === "approved";
  return {
    address,
    kind: "people.claim",
    link: "/claim",
    words: {
      zh: {
        title: `企业认领${approved ? "已通过" : "未通过"}：${claim.enterpriseName}`,
        body: approved
          ? `${claim.personName}，您好：\n${claim.reviewer}已通过您的认领申请。请打开提交时得到的回执链接，设置密码后即可使用，${receiptDays} 天内有效。`
          : `${claim.personName}，您好：\n${claim.reviewer}没有通过您的认领申请，原因：${reason}。补充材料后可以重新申请。`,
      },
      en: {
        title: `Claim ${approved ? "approved" : "not approved"}: ${claim.enterpriseName}`,
        body: approved
          ? `Dear ${claim.personName},\n${claim.reviewer} approved your claim. Open the receipt link you were given to set a password, within ${receiptDays} days.`
          : `Dear ${claim.personName},\n${claim.reviewer} did not approve your claim. Reason: ${reason}. You may apply again with what was missing.`,
      },
    },
  };
}
