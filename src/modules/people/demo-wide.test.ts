// The wide federation: all associations, 330 clusters, two thousand enterprises; the first of many always the same.
import { expect, test } from "vitest";
import industries from "../../../data/industries.json" with { type: "json" };
import { checkCreditCode } from "../../engines/identity/index.ts";
import { demoPlan } from "./demo-plan.ts";
import { demoClusters } from "./demo-wide.ts";

const plan = demoPlan(2000);

test("43 associations, each with members; 2,000 enterprises; the tour's 200 stand first and unchanged", () => {
  expect(plan.associations.map((a) => a.key).sort()).toEqual(
    industries.associations.map((a) => a.key).sort(),
  );
  expect(plan.enterprises).toHaveLength(2000);
  expect(plan.enterprises.slice(0, 200)).toEqual(demoPlan().enterprises);
  const members = Map.groupBy(plan.enterprises, (e) => e.associations[0]!.key);
  for (const { key } of plan.associations) expect(members.get(key)?.length, key).toBeGreaterThan(30);
});

test("the same every time, and a longer plan begins like a shorter one", () => {
  expect(demoPlan(2000)).toEqual(plan);
  expect(demoPlan(300).enterprises.map((e) => e.name)).toEqual(
    plan.enterprises.slice(0, 300).map((e) => e.name),
  );
});

test("no name and no code stands twice, both check digits fit, all are marked", () => {
  const all = [plan.federation, plan.experts, ...plan.associations, ...plan.enterprises];
  expect(new Set(all.map((o) => o.creditCode)).size).toBe(all.length);
  expect(new Set(all.map((o) => o.name)).size).toBe(all.length);
  for (const { creditCode, name } of all) {
    expect(checkCreditCode(creditCode)).toMatchObject({ ok: true, normalized: creditCode });
    expect(name).toMatch(/（演示）$/);
  }
});

test("every industry is one of the standard's, under an association that has it", () => {
  const known = new Set(industries.industries.map((i) => i.code.padEnd(4, "0")));
  for (const e of plan.enterprises.slice(200)) expect(known, e.name).toContain(e.industry);
});

test("330 clusters, every association with at least seven", () => {
  const clusters = demoClusters();
  expect(clusters).toHaveLength(330);
  expect(new Set(clusters.map((c) => c.code)).size).toBe(330);
  const by = Map.groupBy(clusters, (c) => c.association);
  expect(by.size).toBe(43);
  for (const of of by.values()) expect(of.length).toBeGreaterThanOrEqual(7);
});
