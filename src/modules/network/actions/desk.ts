// What the register brings to the federation's desk: chokepoints nobody has confirmed yet, and those due to be looked at.
import { addDays, shanghaiDay, shanghaiInstant } from "../../../engines/calendar/index.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { type Decision, MOST_DECISIONS } from "../../../platform/desk/contract.ts";
import type { Desk } from "../../../platform/desk/order.ts";
import type { PointRow } from "../register/contract.ts";
import { duePoints } from "../store/register.ts";

/** A report should be confirmed or dismissed within so many days; a promise of ours, set here. */
const CONFIRM_DAYS = 5;

export async function desk(ctx: Ctx): Promise<Desk> {
  if (!ctx.who.may.has("network.keep")) return { decisions: [], total: 0 };
  const { rows, total, open } = await duePoints(ctx, MOST_DECISIONS);
  return {
    sentence:
      open === 0
        ? null
        : {
            zh: `堵点卡点台账里有 ${open} 条没有结束${total > 0 ? `，${total} 条等您处理` : ""}。`,
            en: `${open} chokepoints are open${total > 0 ? `, ${total} wait for you` : ""}.`,
            ...{ order: 30, tone: total > 0 ? "orange" : "plain", to: "/network/register" },
          },
    decisions: rows.map(decision),
    total,
  };
}

function decision(point: PointRow): Decision {
  const fresh = point.state === "found";
  const day = fresh ? addDays(shanghaiDay(Date.parse(point.reportedAt)), CONFIRM_DAYS) : point.reviewOn!;
  return {
    key: `network.point:${point.id}`,
    title: { zh: point.title, en: point.title },
    tag: fresh ? { zh: "堵点待核实", en: "To confirm" } : { zh: "堵点待复核", en: "To review" },
    why: fresh
      ? { zh: `${point.reportedBy} 上报`, en: `Reported by ${point.reportedBy}` }
      : { zh: `责任人：${point.owner ?? "未指定"}`, en: `Owner: ${point.owner ?? "none"}` },
    severity: fresh ? "blue" : "yellow",
    due: new Date(shanghaiInstant(day, "17:30")).toISOString(),
    ...{ since: point.reportedAt, to: `/network/register/${point.id}`, act: null },
  };
}
