// The way of a plan, and what it asks for at each step.
import { describe, expect, test } from "vitest";
import {
  checkFinding,
  checkPeriod,
  mayEdit,
  mayVisit,
  movePlan,
  type PlanFacts,
  shanghaiDay,
} from "./plan.ts";

const plan = (change: Partial<PlanFacts> = {}): PlanFacts => ({
  state: "draft",
  startsOn: "2026-10-01",
  endsOn: "2026-10-31",
  team: [{ name: "周值班" }],
  visitsDone: 1,
  findings: 1,
  ...change,
});
const outcome = (verdict: ReturnType<typeof movePlan>) => (verdict.ok ? "yes" : verdict.refusal.code);

describe("moves", () => {
  test.each([
    ["begins with a team", plan(), "running", "yes"],
    ["not without a team", plan({ team: [] }), "running", "research.plan-nobody"],
    ["a draft is not written up", plan(), "written", "research.plan-move"],
    ["written up after visits and findings", plan({ state: "running" }), "written", "yes"],
    ["not without a visit", plan({ state: "running", visitsDone: 0 }), "written", "research.plan-no-visit"],
    ["not without a finding", plan({ state: "running", findings: 0 }), "written", "research.plan-no-finding"],
    ["back into the field", plan({ state: "written" }), "running", "yes"],
    ["closed", plan({ state: "written" }), "closed", "yes"],
    ["not closed from the field", plan({ state: "running" }), "closed", "research.plan-move"],
    ["taken up again, even with nothing in it", plan({ state: "closed", visitsDone: 0 }), "written", "yes"],
    ["never a draft again", plan({ state: "running" }), "draft", "research.plan-move"],
  ] as const)("%s", (_, facts, to, expected) => {
    expect(outcome(movePlan(facts, to))).toBe(expected);
  });
});

test("a period ends on the day it begins, or later", () => {
  expect(outcome(checkPeriod(plan({ endsOn: "2026-10-01" })))).toBe("yes");
  expect(outcome(checkPeriod(plan({ endsOn: "2026-09-30" })))).toBe("research.plan-period");
});

test("visits need a plan that has begun and is not closed", () => {
  expect(
    ["draft", "running", "written", "closed"].map((s) => outcome(mayVisit(s as PlanFacts["state"]))),
  ).toEqual(["research.plan-not-begun", "yes", "yes", "research.plan-closed"]);
  expect(outcome(mayEdit("draft"))).toBe("yes");
});

test("a finding says of whom it speaks", () => {
  const nowhere = { enterpriseId: null, industryCode: null, regionCode: null };
  expect(outcome(checkFinding(nowhere))).toBe("research.finding-untied");
  expect(outcome(checkFinding({ ...nowhere, regionCode: "370000" }))).toBe("yes");
});

test("the day is that of Shanghai", () => {
  expect(shanghaiDay(new Date("2026-10-31T15:59:59Z"))).toBe("2026-10-31");
  expect(shanghaiDay(new Date("2026-10-31T16:00:00Z"))).toBe("2026-11-01");
});
