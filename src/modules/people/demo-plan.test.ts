// The invented federation: right codes, no two alike, everything marked as a demo.
import { expect, test } from "vitest";
import { checkCreditCode } from "../../engines/identity/index.ts";
import { demoPlan, offered } from "./demo-plan.ts";
import { shortNameOf } from "./organisation-name.ts";

const plan = demoPlan();

test("one federation, six associations, two hundred enterprises; the same every time", () => {
  expect(plan.associations).toHaveLength(6);
  expect(plan.enterprises).toHaveLength(200);
  expect(demoPlan()).toEqual(plan);
});

test("every code passes both check digits, no name or code stands twice, every name is marked", () => {
  const all = [plan.federation, plan.experts, ...plan.associations, ...plan.enterprises];
  for (const { creditCode, name } of all) {
    expect(checkCreditCode(creditCode)).toMatchObject({ ok: true, normalized: creditCode });
    expect(name).toMatch(/（演示）$/);
  }
  expect(new Set(all.map((o) => o.creditCode)).size).toBe(all.length);
  expect(new Set(all.map((o) => o.name)).size).toBe(all.length);
});

test("about 85 % consent, and the tour has its persons", () => {
  const own = plan.enterprises.flatMap((e) => e.associations);
  const share = own.filter((a) => a.consent).length / own.length;
  expect(share).toBeGreaterThan(0.8);
  expect(share).toBeLessThan(0.9);
  expect(plan.persons.map((p) => p.name)).toEqual(expect.arrayContaining([...offered]));
  expect(plan.enterprises.filter((e) => e.clerk === "王填报" && e.owner === "陈老板")).toHaveLength(1);
});

test("short names as people say them", () => {
  expect(shortNameOf("杭州云岫纸业有限公司（演示）")).toBe("杭州云岫纸业（演示）");
  expect(shortNameOf("中国造纸协会")).toBe("中国造纸协会");
  expect(shortNameOf("公司")).toBe("公司");
});
