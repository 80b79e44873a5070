// The heart of a plan: its states, who may take which step, how long it holds, and what it lacks.
import type { Fault, OwnerKind, PlanContent, PlanState, Standing } from "./contract.ts";

export type Refused = { code: string; params?: Record<string, string | number> };
export type Verdict = { ok: true } | { ok: false; refusal: Refused };
export const yes: Verdict = { ok: true };
export const no = (code: string, params?: Record<string, string | number>): Verdict => ({
  ok: false,
  refusal: params ? { code, params } : { code },
});

export const stateNames: Readonly<Record<PlanState, string>> = {
  draft: "草稿",
  submitted: "待审核",
  returned: "已退回",
  approved: "已批准",
  withdrawn: "已停用",
};

export type Deed = "save" | "submit" | "recall" | "decide" | "revise" | "withdraw" | "drop";
const from: Readonly<Record<Deed, readonly PlanState[]>> = {
  save: ["draft", "returned"],
  submit: ["draft", "returned"],
  recall: ["submitted"],
  decide: ["submitted"],
  revise: ["approved", "withdrawn"],
  withdraw: ["approved"],
  drop: ["draft"],
};

export const can = (state: PlanState, deed: Deed): boolean => from[deed].includes(state);
export const move = (state: PlanState, deed: Deed): Verdict =>
  can(state, deed) ? yes : no("plans.move", { state: stateNames[state] });

/** Four eyes: the reviewer's side decides, and never whoever submitted. */
export function mayDecide(
  plan: { state: PlanState; reviewerId: string; reviewer: string; submittedBy: string | null },
  by: { actingFor: string | null; personId: string | null },
): Verdict {
  const moved = move(plan.state, "decide");
  if (!moved.ok) return moved;
  if (by.actingFor !== plan.reviewerId) return no("plans.not-reviewer", { reviewer: plan.reviewer });
  return by.personId !== null && by.personId === plan.submittedBy ? no("plans.own-review") : yes;
}

/** One year, to the day before; 29 February ends on the 28th. */
export function yearAfter(day: string, years = 1): string {
  const [year = "", rest = ""] = [day.slice(0, 4), day.slice(4)];
  return `${Number(year) + years}${rest === "-02-29" ? "-02-28" : rest}`;
}

const LONGEST: Readonly<Record<OwnerKind, number>> = { enterprise: 1, association: 3, federation: 3 };

/** Until when an approval of today holds. */
export function validity(
  ownerKind: OwnerKind,
  today: string,
  wanted: string | null,
): { ok: true; validTo: string } | { ok: false; refusal: Refused } {
  const latest = yearAfter(today, LONGEST[ownerKind]);
  const validTo = wanted ?? yearAfter(today);
  if (validTo > latest || validTo <= today)
    return { ok: false, refusal: { code: "plans.too-long", params: { latest } } };
  return { ok: true, validTo };
}

/** Days before the end at which the owner is reminded, and the day of the end itself. */
export const REMIND_DAYS = [30, 7, 0] as const;
const EXPIRING_DAYS = 30;

export function standingOf(
  version: { state: PlanState; validFrom: string | null; validTo: string | null },
  today: string,
  newerInForce: boolean,
): Standing | null {
  const { state, validFrom, validTo } = version;
  if (state !== "approved" || validFrom === null || validTo === null) return null;
  if (newerInForce) return "superseded";
  if (validFrom > today) return "coming";
  if (validTo < today) return "expired";
  return daysBetween(today, validTo) <= EXPIRING_DAYS ? "expiring" : "valid";
}

export const daysBetween = (first: string, second: string): number =>
  Math.round((Date.parse(second) - Date.parse(first)) / 86_400_000);

/** Words in braces that an activation fills in. */
export const BLANKS = ["事件", "级别", "时间", "单位", "联系人", "event", "grade", "time", "unit", "contact"];

export const blanksIn = (text: string): string[] =>
  [...text.matchAll(/\{([^{}\n]{1,20})\}/g)].map((match) => match[1]!);

/** What must be there before somebody is asked to approve it. */
export function faultsOf(content: PlanContent, ownerKind: OwnerKind): Fault[] {
  const out: Fault[] = [];
  const fault = (path: string, zh: string, en: string) => void out.push({ path, zh, en });
  if (!content.purpose) fault("purpose", "写明预案的目的", "say what the plan is for");
  if (!content.trigger.text) fault("trigger.text", "写明什么情况下启动", "say when it is activated");
  if (content.roles.length === 0) fault("roles", "至少设一个岗位", "name at least one role");
  const roles = new Set<string>();
  for (const [i, role] of content.roles.entries()) {
    if (!role.name) fault(`roles.${i}.name`, `第 ${i + 1} 个岗位没有名称`, `role ${i + 1} has no name`);
    if (roles.has(role.key)) fault(`roles.${i}.key`, "岗位重复", "a role stands twice");
    roles.add(role.key);
  }
  if (content.steps.length < 3)
    fault("steps", "至少写三个步骤，才知道先做什么、后做什么", "write at least three steps");
  const steps = new Set(content.steps.map((step) => step.key));
  if (steps.size < content.steps.length) fault("steps", "步骤编号重复", "a step stands twice");
  const messages = new Set(content.messages.map((message) => message.key));
  for (const [i, step] of content.steps.entries()) {
    const at = `steps.${i}`;
    if (!step.title) fault(`${at}.title`, `第 ${i + 1} 步没有写做什么`, `step ${i + 1} says nothing`);
    if (!roles.has(step.role)) fault(`${at}.role`, `第 ${i + 1} 步没有指定岗位`, `step ${i + 1} has no role`);
    if (step.after !== null && !steps.has(step.after))
      fault(
        `${at}.after`,
        `第 ${i + 1} 步等待的步骤不存在`,
        `step ${i + 1} waits for a step that is not there`,
      );
    if (step.message !== null && !messages.has(step.message))
      fault(
        `${at}.message`,
        `第 ${i + 1} 步引用的通知不存在`,
        `step ${i + 1} names a message that is not there`,
      );
  }
  const ring = ringIn(content.steps);
  if (ring) fault("steps", `步骤互相等待，谁也不会开始：${ring}`, `steps wait for one another: ${ring}`);
  for (const [i, message] of content.messages.entries()) {
    if (!message.text || !message.title)
      fault(`messages.${i}`, `第 ${i + 1} 条通知没有写完`, `message ${i + 1} is not finished`);
    for (const blank of blanksIn(message.title + message.text))
      if (!BLANKS.includes(blank))
        fault(
          `messages.${i}.text`,
          `通知里的 {${blank}} 没有人会填；可用：${BLANKS.slice(0, 5)
            .map((b) => `{${b}}`)
            .join("")}`,
          `nobody fills in {${blank}}`,
        );
  }
  const reachable = content.contacts.some(
    (one) => one.name && /\d{5,}/.test(one.phone.replace(/[\s-]/g, "")),
  );
  if (ownerKind === "enterprise" && !reachable)
    fault("contacts", "至少留一位能打通电话的联系人", "give one contact with a telephone number");
  return out;
}

/** The titles of steps that wait for one another, or null. */
function ringIn(steps: PlanContent["steps"]): string | null {
  const after = new Map(steps.map((step) => [step.key, step.after]));
  for (const step of steps) {
    const seen = new Set<string>();
    let at: string | null = step.key;
    while (at !== null && !seen.has(at)) {
      seen.add(at);
      at = after.get(at) ?? null;
    }
    if (at === step.key)
      return steps
        .filter((one) => seen.has(one.key))
        .map((one) => one.title)
        .join(" → ");
  }
  return null;
}
