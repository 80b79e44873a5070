// What appeals brings to a desk: of whoever works on them the next promises, of an enterprise what waits for its word.
import type { Ctx } from "../../../platform/ctx.ts";
import { type Decision, MOST_DECISIONS } from "../../../platform/desk/contract.ts";
import type { Desk } from "../../../platform/desk/order.ts";
import { acceptAppeal } from "../contract.ts";
import { kindForms } from "../kinds/contract.ts";
import { type Stored, waitingRows } from "../store/appeals.ts";
import { linkTo } from "./advance.ts";

export async function desk(ctx: Ctx): Promise<Desk> {
  const { actingFor, may } = ctx.who;
  if (actingFor === null || !may.has("appeals.use")) return { decisions: [], total: 0 };
  const handling = await waitingRows(ctx, actingFor, "handler", MOST_DECISIONS);
  const own = await waitingRows(ctx, actingFor, "firm", MOST_DECISIONS);
  return {
    sentence: sentence(handling),
    decisions: [...handling.rows.map((a) => toHandle(ctx, a)), ...own.rows.map(toSay)].slice(
      0,
      MOST_DECISIONS,
    ),
    total: handling.total + own.total,
  };
}

function sentence(waiting: { total: number; late: number; unanswered: number }): Desk["sentence"] {
  const { total, late, unanswered } = waiting;
  if (total === 0) return null;
  return {
    zh: `${total} 件诉求在办${unanswered ? `，${unanswered} 件还没有首次回应` : ""}${late ? `，${late} 件已超时` : ""}。`,
    en: `${total} appeals in hand${unanswered ? `, ${unanswered} without a first reply` : ""}${late ? `, ${late} late` : ""}.`,
    ...{ order: 30, tone: late ? "red" : unanswered ? "orange" : "plain", to: "/appeals?box=ours" },
  };
}

const tags: Partial<Record<Stored["state"], { zh: string; en: string }>> = {
  submitted: { zh: "待受理", en: "To take in" },
  reopened: { zh: "企业不满意", en: "Not satisfied" },
  accepted: { zh: "待提意见", en: "To propose" },
  working: { zh: "待答复", en: "To answer" },
  answered: { zh: "约定再答复", en: "Promised reply" },
};

function toHandle(ctx: Ctx, a: Stored): Decision {
  const late = a.dueAt !== null && Date.parse(a.dueAt) < ctx.now.getTime();
  const kind = kindForms[a.kind].label;
  const fresh = a.state === "submitted" || a.state === "reopened";
  return {
    key: `appeals.appeal:${a.id}`,
    title: { zh: `${a.enterprise}：${a.title}`, en: `${a.enterprise}: ${a.title}` },
    tag: tags[a.state] ?? { zh: "诉求", en: "Appeal" },
    why: {
      zh: [kind.zh, a.officer && `经办 ${a.officer}`, a.reopened && `第 ${a.reopened} 次重开`]
        .filter(Boolean)
        .join("，"),
      en: [kind.en, a.officer && `with ${a.officer}`, a.reopened && `reopened ${a.reopened} times`]
        .filter(Boolean)
        .join(", "),
    },
    severity: late || a.state === "reopened" ? "orange" : fresh ? "yellow" : "blue",
    ...{ due: a.dueAt, since: a.submittedAt, to: linkTo(a.id) },
    act: fresh
      ? {
          label: { zh: "受理", en: "Take in" },
          done: { zh: "已受理，企业已收到通知", en: "Taken in; the enterprise has been told" },
          method: acceptAppeal.method,
          path: acceptAppeal.path.replace(":id", a.id),
          input: { revision: a.revision },
        }
      : null,
  };
}

/** The enterprise's own turn: to bring more, or to say whether it helped. */
function toSay(a: Stored): Decision {
  const waiting = a.state === "waiting";
  return {
    key: `appeals.own:${a.id}`,
    title: { zh: a.title, en: a.title },
    tag: waiting ? { zh: "请补充", en: "Bring more" } : { zh: "请评价", en: "Did it help?" },
    why: waiting
      ? {
          zh: `${a.handler ?? "—"}请您补充材料，时限已暂停`,
          en: `${a.handler ?? "—"} asks for more; the clock stands`,
        }
      : {
          zh: `${a.answeredBy ?? "—"}已答复，是否解决由您说了算`,
          en: `${a.answeredBy ?? "—"} has answered; you say whether it helped`,
        },
    ...{ severity: waiting ? "orange" : "blue", due: null, since: a.answeredAt ?? a.submittedAt },
    ...{ to: linkTo(a.id), act: null },
  };
}
