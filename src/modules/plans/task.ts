// The heart of an activation: when each task is due, what may be done with it, and what a closing review must say.
import {
  due,
  minuteOf,
  momentOf,
  shanghaiDay,
  shanghaiInstant,
  type WorkCalendar,
} from "../../engines/calendar/index.ts";
import type { Review, TaskState } from "./activations/contract.ts";
import type { PlanContent, Severity, Standing, Term } from "./contract.ts";
import { no, type Verdict, yes } from "./plan.ts";

const HOUR_MS = 3_600_000;

/** The moment in Shanghai at an instant, to the minute. */
function wall(instant: number): string {
  const day = shanghaiDay(instant);
  const minutes = Math.floor((instant - shanghaiInstant(day, "00:00")) / 60_000);
  return momentOf(minuteOf(`${day}T00:00`) + minutes);
}
const instantOf = (moment: string): number => shanghaiInstant(moment.slice(0, 10), moment.slice(11, 16));

/** @returns milliseconds since 1970 UTC, and whether days off not yet announced have a say in it */
export function dueAt(term: Term, start: number, calendar: WorkCalendar): { at: number; pending: boolean } {
  if (term.unit === "hour") return { at: start + term.amount * HOUR_MS, pending: false };
  const wanted =
    term.unit === "whour"
      ? { amount: term.amount * 60, unit: "wmin" as const }
      : { amount: term.amount, unit: "wday" as const };
  const found = due(wall(start), wanted, [], calendar);
  return { at: instantOf(found.due!), pending: found.pending };
}

export type Begun = {
  key: string;
  title: string;
  detail: string;
  role: string;
  roleName: string;
  term: Term;
  after: string | null;
  message: string | null;
  state: "waiting" | "open";
  startsAt: number | null;
  dueAt: number | null;
  duePending: boolean;
};

/** Steps become tasks: those that wait for nothing begin at once. */
export function tasksOf(content: PlanContent, start: number, calendar: WorkCalendar): Begun[] {
  const names = new Map(content.roles.map((role) => [role.key, role.name]));
  return content.steps.map((step) => {
    const begun = step.after === null ? dueAt(step.term, start, calendar) : null;
    const { key, title, detail, role, term, after, message } = step;
    return {
      ...{ key, title, detail, role, term, after, message },
      roleName: names.get(role) ?? role,
      state: begun ? "open" : "waiting",
      startsAt: begun ? start : null,
      dueAt: begun?.at ?? null,
      duePending: begun?.pending ?? false,
    };
  });
}

export const taskNames: Readonly<Record<TaskState, string>> = {
  waiting: "等待前一步",
  open: "办理中",
  done: "已办结",
  dropped: "不适用",
};
export type TaskDeed = "finish" | "hand" | "drop" | "reopen";
const from: Readonly<Record<TaskDeed, readonly TaskState[]>> = {
  finish: ["open"],
  hand: ["open", "waiting"],
  drop: ["open", "waiting"],
  reopen: ["done", "dropped"],
};
export const moveTask = (state: TaskState, deed: TaskDeed): Verdict =>
  from[deed].includes(state) ? yes : no("plans.task-move", { state: taskNames[state] });

/** An expired plan may be used in need if somebody says so; a drill shows what it is good for anyhow. */
export function mayActivate(
  plan: { approved: boolean; standing: Standing | null; validTo: string | null },
  wish: { drill: boolean; acceptExpired: boolean },
): Verdict {
  if (!plan.approved || plan.standing === "coming") return no("plans.no-approved");
  if (plan.standing === "expired" && !wish.drill && !wish.acceptExpired)
    return no("plans.expired", { until: plan.validTo ?? "—" });
  return yes;
}

const NOTHING =
  /^(无|没有|暂无|不需要|无需|不用|不必|没什么|正常|良好|挺好|很好|none|nothing|no change|n\/a|—|-)/i;

/** A review that says "nothing" is no review: at least one change with something in it. */
export function checkReview(
  review: Pick<Review, "changes" | "result">,
  activation: { drill: boolean; open: readonly { title: string }[] },
): Verdict {
  const { open } = activation;
  if (open.length > 0) return no("plans.tasks-open", { count: open.length, first: open[0]!.title });
  const real = review.changes.filter(({ text }) => text.length >= 6 && !NOTHING.test(text));
  if (real.length === 0 || real.length < review.changes.length) return no("plans.review-empty");
  if (activation.drill && review.result === null) return no("plans.result-needed");
  return yes;
}

const rank: Readonly<Record<Severity, number>> = { blue: 0, yellow: 1, orange: 2, red: 3 };

/** Does this warning call this plan? */
export function isCalled(
  trigger: PlanContent["trigger"],
  warning: { severity: Severity; title: string },
): boolean {
  if (trigger.severity === null || rank[warning.severity] < rank[trigger.severity]) return false;
  return trigger.words.length === 0 || trigger.words.some((word) => warning.title.includes(word));
}

/** Within these hours a call should be answered, by the grade of the warning; a promise of ours, set here. */
export const ANSWER_HOURS: Readonly<Record<Severity, number>> = { red: 1, orange: 4, yellow: 24, blue: 48 };

export type Filling = {
  event: string;
  grade: Severity | null;
  at: number;
  unit: string;
  contact: string;
  language: "zh" | "en";
};
const grades: Readonly<Record<Severity, { zh: string; en: string }>> = {
  blue: { zh: "蓝色（一般）", en: "blue" },
  yellow: { zh: "黄色（较大）", en: "yellow" },
  orange: { zh: "橙色（重大）", en: "orange" },
  red: { zh: "红色（特别重大）", en: "red" },
};

/** The blanks of a message filled in; a grade nobody gave stays a blank for a person to fill. */
export function fillIn(text: string, fill: Filling): string {
  const time = wall(fill.at).replace("T", " ");
  const zh = fill.grade && grades[fill.grade].zh;
  const en = fill.grade && grades[fill.grade].en;
  const values: Record<string, string | null> = {
    ...{ 事件: fill.event, 级别: zh, 时间: time, 单位: fill.unit, 联系人: fill.contact },
    ...{ event: fill.event, grade: en, time, unit: fill.unit, contact: fill.contact },
  };
  return text.replace(/\{([^{}\n]{1,20})\}/g, (whole, name: string) => values[name] ?? whole);
}
