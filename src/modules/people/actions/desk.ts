// What people brings to a desk: claims of enterprises that wait for review.
import { shanghaiDay, shanghaiInstant } from "../../../engines/calendar/index.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { type Decision, MOST_DECISIONS } from "../../../platform/desk/contract.ts";
import type { Desk } from "../../../platform/desk/order.ts";
import { swapsFor } from "../store/duty.ts";
import { listClaimRows } from "../store/invitations.ts";

export async function desk(ctx: Ctx): Promise<Desk> {
  const swaps = await swapDecisions(ctx);
  if (!ctx.who.may.has("people.claims")) return { decisions: swaps, total: swaps.length };
  const claims = await claimDesk(ctx);
  return { ...claims, decisions: [...swaps, ...claims.decisions], total: claims.total + swaps.length };
}

/** A colleague wants to change days: answered by one key, or looked at on the roster. */
async function swapDecisions(ctx: Ctx): Promise<Decision[]> {
  const { actingFor, personId, may } = ctx.who;
  if (actingFor === null || personId === null || !may.has("people.duty")) return [];
  const wishes = await swapsFor(ctx, actingFor, personId, shanghaiDay(ctx.now.getTime()));
  return wishes.map((wish) => ({
    key: `people.swap:${wish.date}`,
    title: {
      zh: `${wish.person} 想用 ${wish.date} 换您 ${wish.own} 的值班`,
      en: `${wish.person} offers ${wish.date} for your duty on ${wish.own}`,
    },
    tag: { zh: "换班", en: "Duty" },
    why: { zh: "同意后值班表即更新", en: "The roster changes once you agree" },
    severity: "blue",
    due: new Date(shanghaiInstant(wish.date < wish.own ? wish.date : wish.own, "00:00")).toISOString(),
    ...{ since: wish.since, to: "/people/duty" },
    act: {
      label: { zh: "同意", en: "Agree" },
      done: { zh: "已换班并通知", en: "Changed and told" },
      method: "POST",
      path: `/api/people/duty/${wish.date}/swap/answer`,
      input: { agree: true },
    },
  }));
}

async function claimDesk(ctx: Ctx): Promise<Desk> {
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
