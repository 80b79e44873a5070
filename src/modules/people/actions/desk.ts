// What people brings to a desk: claims of enterprises that wait for review.
import type { Ctx } from "../../../platform/ctx.ts";
import { type Decision, MOST_DECISIONS } from "../../../platform/desk/contract.ts";
import type { Desk } from "../../../platform/desk/order.ts";
import { listClaimRows } from "../store/invitations.ts";

export async function desk(ctx: Ctx): Promise<Desk> {
  if (!ctx.who.may.has("people.claims")) return { decisions: [], total: 0 };
  const { rows, total } = await listClaimRows(ctx, {
    state: "pending",
    limit: MOST_DECISIONS,
    offset: 0,
    sort: "createdAt",
  });
  return {
    sentence: {
      zh: total ? `${total} 件企业认领申请等待审核。` : "没有等待审核的认领申请。",
      en: total ? `${total} claims of enterprises wait for review.` : "No claims are waiting.",
      ...{ order: 50, tone: "plain", to: "/people/claims" },
    },
    decisions: rows.map(
      (claim): Decision => ({
        key: `people.claim:${claim.id}`,
        title: {
          zh: `${claim.personName} 申请认领 ${claim.enterpriseName}`,
          en: `${claim.personName} claims ${claim.enterpriseName}`,
        },
        tag: { zh: "认领", en: "Claim" },
        why: claim.hasOwner
          ? { zh: "该企业已有负责人，请仔细核对", en: "The enterprise has an owner already: look twice" }
          : claim.known
            ? { zh: "名录中已有该企业", en: "The enterprise is in the registry" }
            : { zh: "名录中还没有该企业，通过后新建", en: "Not in the registry yet; approving adds it" },
        severity: claim.hasOwner ? "orange" : "blue",
        due: null,
        since: new Date(claim.createdAt).toISOString(),
        to: "/people/claims",
        // Somebody holds the owner's role already: that is never decided by one key.
        act: claim.hasOwner
          ? null
          : {
              label: { zh: "通过", en: "Approve" },
              done: { zh: "已通过，已通知申请人", en: "Approved; the claimant is told" },
              method: "POST",
              path: `/api/people/claims/${claim.id}/review`,
              input: { decision: "approve" },
            },
      }),
    ),
    total,
  };
}
