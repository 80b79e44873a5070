// The hearts of plans, case by case: states, four eyes, validity, what is missing, clocks, the closing review.
import { describe, expect, test } from "vitest";
import { shanghaiInstant } from "../../engines/calendar/index.ts";
import { workCalendar } from "../../platform/config/work-calendar.ts";
import type { PlanContent, PlanState } from "./contract.ts";
import { type Deed, faultsOf, mayDecide, move, standingOf, validity, yearAfter } from "./plan.ts";
import { emptyContent, starterPlans } from "./starter.ts";
import { checkReview, dueAt, fillIn, isCalled, mayActivate, moveTask, tasksOf } from "./task.ts";

const at = (day: string, time: string): number => shanghaiInstant(day, time);
const moment = (instant: number): string => new Date(instant + 8 * 3_600_000).toISOString().slice(0, 16);

describe("a plan", () => {
  const cases: [PlanState, Deed, boolean][] = [
    ["draft", "save", true],
    ["draft", "submit", true],
    ["draft", "decide", false],
    ["draft", "withdraw", false],
    ["submitted", "save", false],
    ["submitted", "decide", true],
    ["submitted", "recall", true],
    ["returned", "submit", true],
    ["returned", "drop", false],
    ["approved", "save", false],
    ["approved", "revise", true],
    ["withdrawn", "revise", true],
    ["withdrawn", "decide", false],
  ];
  test.each(cases)("%s, %s: %s", (state, deed, may) => expect(move(state, deed).ok).toBe(may));

  test("is decided by the reviewer's side and never by whoever submitted it", () => {
    const plan = { state: "submitted" as const, reviewerId: "r", reviewer: "造纸协会", submittedBy: "a" };
    expect(mayDecide(plan, { actingFor: "r", personId: "b" })).toEqual({ ok: true });
    expect(mayDecide(plan, { actingFor: "r", personId: "a" })).toMatchObject({
      refusal: { code: "plans.own-review" },
    });
    expect(mayDecide(plan, { actingFor: "x", personId: "b" })).toMatchObject({
      refusal: { code: "plans.not-reviewer" },
    });
  });

  test("holds a year; an enterprise's never longer, a federation's at most three", () => {
    expect(yearAfter("2028-02-29")).toBe("2029-02-28");
    expect(validity("enterprise", "2026-11-24", null)).toEqual({ ok: true, validTo: "2027-11-24" });
    expect(validity("enterprise", "2026-11-24", "2027-11-25")).toMatchObject({
      refusal: { code: "plans.too-long" },
    });
    expect(validity("federation", "2026-11-24", "2029-11-24")).toEqual({ ok: true, validTo: "2029-11-24" });
    expect(validity("federation", "2026-11-24", "2026-11-24").ok).toBe(false);
  });

  test("stands as the day says", () => {
    const version = { state: "approved" as const, validFrom: "2026-01-01", validTo: "2026-12-31" };
    const on = (day: string, newer = false) => standingOf(version, day, newer);
    expect(
      ["2025-12-31", "2026-06-01", "2026-12-01", "2026-12-31", "2027-01-01"].map((day) => on(day)),
    ).toEqual([...["coming", "valid", "expiring", "expiring", "expired"]]);
    expect(on("2026-06-01", true)).toBe("superseded");
    expect(standingOf({ ...version, state: "submitted" }, "2026-06-01", false)).toBeNull();
  });
});

describe("what a plan lacks", () => {
  const whole = starterPlans("zh").find((one) => one.code === "logistics")!.content;
  const paths = (change: Partial<PlanContent>, kind: "federation" | "enterprise" = "federation") =>
    faultsOf({ ...whole, ...change }, kind).map((fault) => fault.path);

  test("each gap is named at its place", () => {
    expect(paths({})).toEqual([]);
    expect(paths({ purpose: "" })).toEqual(["purpose"]);
    expect(paths({ trigger: { ...whole.trigger, text: "" } })).toEqual(["trigger.text"]);
    expect(paths({ steps: whole.steps.slice(0, 2) })).toEqual(["steps"]);
    const first = (change: object) => [{ ...whole.steps[0]!, ...change }, ...whole.steps.slice(1)];
    expect(paths({ steps: first({ role: "nobody" }) })).toEqual(["steps.0.role"]);
    expect(paths({ steps: first({ after: "nowhere" }) })).toEqual(["steps.0.after"]);
    expect(paths({ steps: first({ message: "unsaid" }) })).toEqual(["steps.0.message"]);
    expect(paths({ steps: first({ title: "" }) })).toEqual(["steps.0.title"]);
    const blank = { ...whole.messages[0]!, text: "你好{姓名}" };
    expect(paths({ messages: [blank, ...whole.messages.slice(1)] })).toEqual(["messages.0.text"]);
    expect(faultsOf(emptyContent, "federation").length).toBeGreaterThanOrEqual(4);
  });

  test("steps that wait for one another would never begin", () => {
    const [a, b, c] = whole.steps;
    const ring = [
      { ...a!, after: b!.key },
      { ...b!, after: a!.key },
      { ...c!, after: null },
    ];
    const [found] = faultsOf({ ...whole, steps: ring }, "federation").filter(
      (fault) => fault.path === "steps",
    );
    expect(found?.zh).toContain("互相等待");
  });

  test("an enterprise leaves somebody who can be telephoned", () => {
    expect(paths({}, "enterprise")).toEqual(["contacts"]);
    const contacts = [{ name: "陈老板", unit: "", phone: "139 0000-2000", note: "" }];
    expect(paths({ contacts }, "enterprise")).toEqual([]);
  });
});

describe("starter plans", () => {
  const scenarios = "logistics material energy outbreak export price safety".split(" ");
  test.each(["zh", "en"] as const)("seven cases at two levels, whole in %s", (language) => {
    const found = starterPlans(language);
    expect(found.map((one) => one.code)).toEqual(scenarios.flatMap((one) => [one, `${one}.enterprise`]));
    for (const { content, level, code } of found) {
      const contacts = [{ name: "某人", unit: "", phone: "010-66666666", note: "" }];
      const faults = faultsOf(level === "enterprise" ? { ...content, contacts } : content, level);
      expect(faults, `${code} ${language}`).toEqual([]);
      expect(content.steps.length).toBeGreaterThanOrEqual(7);
    }
    if (language === "en")
      expect(JSON.stringify(found.map(({ content }) => content.steps))).not.toMatch(/\p{Script=Han}/u);
  });
});

describe("clocks", () => {
  const due = (amount: number, unit: "hour" | "whour" | "wday", day: string, time: string) =>
    moment(dueAt({ amount, unit }, at(day, time), workCalendar()).at);
  test("hours run round the clock, working hours and days by the notices", () => {
    expect(due(4, "hour", "2026-02-13", "22:00")).toBe("2026-02-14T02:00");
    // The Saturday before the Spring Festival is worked, the festival is not.
    expect(due(4, "whour", "2026-02-13", "16:00")).toBe("2026-02-14T11:30");
    expect(due(1, "wday", "2026-02-14", "10:00")).toBe("2026-02-24T17:30");
    expect(due(2, "wday", "2026-09-30", "10:00")).toBe("2026-10-09T17:30");
  });
  test("a due day in a year whose days off are not announced says so", () => {
    expect(dueAt({ amount: 2, unit: "wday" }, at("2026-12-31", "10:00"), workCalendar()).pending).toBe(true);
    expect(dueAt({ amount: 2, unit: "hour" }, at("2026-12-31", "10:00"), workCalendar()).pending).toBe(false);
  });
  test("a step after another has no clock yet", () => {
    const { content } = starterPlans("zh")[0]!;
    const tasks = tasksOf(content, at("2026-11-24", "10:00"), workCalendar());
    for (const task of tasks) {
      expect(task.state).toBe(task.after === null ? "open" : "waiting");
      expect(task.dueAt === null).toBe(task.after !== null);
    }
    expect(tasks.some((task) => task.state === "waiting")).toBe(true);
  });
});

describe("an activation", () => {
  test("needs an approved plan; an expired one is used only if somebody says so, or in a drill", () => {
    const plan = { approved: true, standing: "valid" as const, validTo: "2026-12-31" };
    const real = { drill: false, acceptExpired: false };
    expect(mayActivate(plan, real).ok).toBe(true);
    expect(mayActivate({ ...plan, approved: false }, real)).toMatchObject({
      refusal: { code: "plans.no-approved" },
    });
    const expired = { ...plan, standing: "expired" as const };
    expect(mayActivate(expired, real)).toMatchObject({ refusal: { code: "plans.expired" } });
    expect(mayActivate(expired, { ...real, acceptExpired: true }).ok).toBe(true);
    expect(mayActivate(expired, { ...real, drill: true }).ok).toBe(true);
  });

  test("tasks go their ways and no others", () => {
    const ways = (["waiting", "open", "done", "dropped"] as const).map((state) =>
      (["finish", "hand", "drop", "reopen"] as const).filter((deed) => moveTask(state, deed).ok).join(" "),
    );
    expect(ways).toEqual(["hand drop", "finish hand drop", "reopen", "reopen"]);
  });

  test("a review states what to change, a drill its result, and no task stays open", () => {
    const change = { part: "联系人", text: "补一个夜间电话" };
    const code = (changes: object[], result: "met" | null = null, more = {}) => {
      const verdict = checkReview({ changes: changes as never, result }, { drill: false, open: [], ...more });
      return verdict.ok ? "ok" : verdict.refusal.code;
    };
    expect(code([change])).toBe("ok");
    expect(code([])).toBe("plans.review-empty");
    for (const text of [
      "无",
      "没有需要改的",
      "暂无，预案很好",
      "无需修改任何内容",
      "nothing to change",
      "不需要改动什么",
    ])
      expect(code([{ part: "全部", text }]), text).toBe("plans.review-empty");
    expect(code([change, { part: "步骤", text: "无" }])).toBe("plans.review-empty");
    expect(code([change], null, { open: [{ title: "核实" }] })).toBe("plans.tasks-open");
    expect(code([change], null, { drill: true })).toBe("plans.result-needed");
    expect(code([change], "met", { drill: true })).toBe("ok");
  });

  test("a warning calls a plan by grade and words", () => {
    const trigger = { text: "", severity: "orange" as const, words: ["港口", "物流"] };
    expect(isCalled(trigger, { severity: "red", title: "港口拥堵" })).toBe(true);
    expect(isCalled(trigger, { severity: "yellow", title: "港口拥堵" })).toBe(false);
    expect(isCalled(trigger, { severity: "red", title: "限电" })).toBe(false);
    expect(isCalled({ ...trigger, words: [] }, { severity: "orange", title: "限电" })).toBe(true);
    expect(isCalled({ ...trigger, severity: null }, { severity: "red", title: "港口" })).toBe(false);
  });

  test("blanks are filled in; a grade nobody gave stays open", () => {
    const fill = {
      event: "封航",
      grade: null,
      at: at("2026-11-24", "09:05"),
      unit: "联合会",
      contact: "周值班",
      language: "zh" as const,
    };
    expect(fillIn("{时间}，{事件}（{级别}）。{联系人}，{单位}", fill)).toBe(
      "2026-11-24 09:05，封航（{级别}）。周值班，联合会",
    );
    expect(fillIn("{event} {grade}", { ...fill, grade: "red" })).toBe("封航 red");
  });
});
