// What reporting brings to a desk: returns that wait for review, the doubtful ones as such.
import { labelOf } from "../../../engines/calendar/index.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { type Decision, MOST_DECISIONS } from "../../../platform/desk/contract.ts";
import type { Desk } from "../../../platform/desk/order.ts";
import { reviewQueue as endpoint } from "../contract.ts";
import { reviewQueue } from "./decide.ts";

export async function desk(ctx: Ctx): Promise<Desk> {
  if (!ctx.who.may.has("reporting.review")) return { decisions: [], total: 0 };
  const { rows, total } = await reviewQueue(
    ctx,
    endpoint.input.parse({ limit: MOST_DECISIONS, sort: "submittedAt" }),
  );
  const shared = ctx.who.scope.all;
  return {
    sentence: {
      zh: total
        ? shared
          ? `${total} 份报表等待审核，其中一部分由协会办理。`
          : `${total} 份报表等待您审核。`
        : "没有等待审核的报表。",
      en: total
        ? shared
          ? `${total} reports wait for review, some of them at the associations.`
          : `${total} reports wait for your review.`
        : "No reports are waiting for review.",
      ...{ order: 40, tone: "plain", to: "/reporting/review" },
    },
    decisions: rows.map(
      (one): Decision => ({
        key: `reporting.filing:${one.id}`,
        title: {
          zh: `${one.organisationName} ${labelOf(one.period)}快报`,
          en: `${one.organisationName}, report of ${labelOf(one.period, "en")}`,
        },
        tag: { zh: "待审核", en: "To review" },
        why: one.softRemarks.length
          ? {
              zh: `${one.softRemarks.length} 处与往期差别较大，企业已逐条说明`,
              en: `${one.softRemarks.length} points differ much from earlier months; each is explained`,
            }
          : { zh: "没有疑点，与往期相近", en: "Nothing doubtful, close to earlier months" },
        severity: one.softRemarks.length ? "yellow" : "none",
        due: null,
        since: one.submittedAt ? new Date(one.submittedAt).toISOString() : null,
        to: `/reporting/filings/${one.id}`,
        act: {
          label: { zh: "审核通过", en: "Accept" },
          done: { zh: "已审核通过", en: "Accepted" },
          method: "POST",
          path: "/api/reporting/accept",
          input: { filings: [{ id: one.id, vintage: one.vintage }] },
        },
      }),
    ),
    total,
  };
}
