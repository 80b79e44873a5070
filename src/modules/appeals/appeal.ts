// The heart of appeals: which move leads from which state, who may make it, and what is said to whoever may not.
import type { Outcome, Role, State } from "./contract.ts";

export type Refused = { code: string; params: Readonly<Record<string, string | number>> };
export type Verdict<T = object> = ({ ok: true } & T) | { ok: false; refusal: Refused };
const no = (code: string, params: Refused["params"] = {}): { ok: false; refusal: Refused } => ({
  ok: false,
  refusal: { code, params },
});

export const stateNames: Readonly<Record<State, string>> = {
  draft: "草稿",
  submitted: "已提交",
  accepted: "受理",
  working: "办理",
  waiting: "待补充",
  answered: "已答复",
  closed: "办结",
  reopened: "重开",
};
export const outcomeNames: Readonly<Record<Outcome, string>> = {
  solved: "已解决",
  partly: "部分解决",
  deferred: "暂不能解决",
  elsewhere: "非本单位已转",
  merged: "并入同类",
};

const open = ["submitted", "accepted", "working", "waiting", "answered", "reopened"] as const;
const inHand = ["accepted", "working", "waiting"] as const;
const arriving = ["submitted", "reopened"] as const;

type Rule = {
  name: string;
  by: readonly Role[];
  from: readonly State[];
  /** null: the state stays. */
  to: State | null;
};
/** Whoever holds the ball moves; whoever is above may look, note, and take it over. */
export const moves = {
  save: { name: "修改草稿", by: ["firm"], from: ["draft"], to: null },
  drop: { name: "删除草稿", by: ["firm"], from: ["draft"], to: null },
  submit: { name: "提交", by: ["firm"], from: ["draft"], to: "submitted" },
  recall: { name: "撤回修改", by: ["firm"], from: ["submitted"], to: "draft" },
  accept: { name: "受理", by: ["handler"], from: arriving, to: "accepted" },
  propose: { name: "提出办理意见", by: ["handler"], from: ["accepted"], to: "working" },
  ask: { name: "请企业补充", by: ["handler"], from: ["accepted", "working"], to: "waiting" },
  supply: { name: "补充材料", by: ["firm"], from: ["waiting"], to: "working" },
  resume: { name: "恢复办理", by: ["handler"], from: ["waiting"], to: "working" },
  reply: { name: "回复企业", by: ["handler"], from: open, to: null },
  remark: { name: "留言", by: ["firm"], from: open, to: null },
  note: { name: "写内部备注", by: ["handler", "overseer"], from: [...open, "closed"], to: null },
  assign: { name: "指定经办人", by: ["handler"], from: open, to: null },
  transfer: { name: "转办", by: ["handler"], from: [...arriving, ...inHand], to: "submitted" },
  merge: { name: "并入议题", by: ["handler", "overseer"], from: open, to: null },
  part: { name: "从议题分出", by: ["handler", "overseer"], from: open, to: null },
  take: { name: "提级办理", by: ["overseer"], from: open, to: null },
  escalate: { name: "超时上报", by: ["system"], from: open, to: null },
  answer: { name: "答复", by: ["handler"], from: [...inHand, "answered"], to: "answered" },
  satisfied: { name: "确认办结", by: ["firm", "handler"], from: ["answered"], to: "closed" },
  dissatisfied: { name: "表示不满意", by: ["firm", "handler"], from: ["answered"], to: "reopened" },
  unreached: { name: "登记未联系上", by: ["handler"], from: ["answered"], to: null },
  settle: { name: "告知已自行解决", by: ["firm"], from: open, to: "closed" },
  reopen: { name: "重新打开", by: ["firm"], from: ["closed"], to: "reopened" },
} as const satisfies Record<string, Rule>;
export type Move = keyof typeof moves;
export const moveNames = Object.keys(moves) as Move[];

/** Who can do something now, said to whoever tried something else. */
const next: Readonly<Record<State, string>> = {
  draft: "还没有提交",
  submitted: "正等待受理",
  accepted: "已受理，等待办理意见",
  working: "正在办理",
  waiting: "正等企业补充材料",
  answered: "已经答复，等企业确认是否满意",
  closed: "已经办结；企业随时可以重新打开",
  reopened: "已由企业重新打开，正等待受理",
};
const roleNames: Readonly<Record<Role, string>> = {
  firm: "提出诉求的企业",
  handler: "承办单位",
  overseer: "上级单位",
  system: "系统",
};

/** May this role make this move from here, and where does it lead? */
export function move(state: State, made: Move, role: Role): Verdict<{ to: State }> {
  const rule: Rule = moves[made];
  if (!rule.by.includes(role))
    return no("appeals.not-yours", {
      move: rule.name,
      who: rule.by.map((one) => roleNames[one]).join("或"),
    });
  if (!rule.from.includes(state))
    return no("appeals.move", { move: rule.name, state: stateNames[state], next: next[state] });
  return { ok: true, to: rule.to ?? state };
}

export const mayMove = (state: State, role: Role): Move[] =>
  moveNames.filter((made) => made !== "escalate" && move(state, made, role).ok);

/** An end that says nothing is no end: a reason always, and for “not yet” the day of the next reply. */
export function checkOutcome(
  answer: { outcome: Outcome; text: string; nextReplyOn: string | null },
  today: string,
  latest: string,
): Verdict {
  if (answer.text.trim().length < 6) return no("appeals.reason-needed");
  if (answer.outcome !== "deferred") return { ok: true };
  if (answer.nextReplyOn === null) return no("appeals.next-reply-needed");
  if (answer.nextReplyOn <= today || answer.nextReplyOn > latest)
    return no("appeals.next-reply-range", { latest });
  return { ok: true };
}

/** Once answered it may be answered again only when the first answer was “not yet”, or when an issue speaks for it. */
export const mayAnswerAgain = (state: State, outcome: Outcome | null): Verdict =>
  state !== "answered" || outcome === "deferred" || outcome === "merged"
    ? { ok: true }
    : no("appeals.answered");

/** “Not yet” does not end with a friendly call: the promised reply still comes. */
export const staysOpen = (outcome: Outcome | null, by: Role): boolean =>
  by === "handler" && (outcome === "deferred" || outcome === "merged");

/** After so many calls that reached nobody it may be closed; the enterprise can open it again at any time. */
export const CALLS_BEFORE_CLOSING = 3;

/** What keeps two sendings of one appeal from being two: the words without spaces and marks. */
export const sameWords = (parts: readonly string[]): string =>
  parts
    .map((part) =>
      part
        .normalize("NFKC")
        .toLowerCase()
        .replace(/[\s\p{P}]/gu, ""),
    )
    .join("|");
