// 是否同一企业, held by cases one can reason about; bench/identity.test.ts holds it by invented pairs.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type EnterpriseRecord, findings, LEARN, learn, match, prepare, WEIGHTS } from "./index.ts";

const NOTHING: EnterpriseRecord = { name: "", code: "", region: "", address: "" };
const one = (name: string, address = "", code = "", region = "浙江省绍兴市"): EnterpriseRecord => ({
  ...NOTHING,
  name,
  address,
  code,
  region,
});
const HERE = "柯桥区建设路12号";
const THERE = "诸暨市人民东路345号";
const verdict = (a: EnterpriseRecord, b: EnterpriseRecord) => match(a, b).verdict;

describe("cases", () => {
  test.each<[string, string, string, string, string]>([
    ["绍兴市恒昌家具有限公司", HERE, "绍興市恒昌傢具有限公可", "柯桥区建设路一二号", "same"],
    ["绍兴市恒昌家具有限公司", HERE, "恒昌（绍兴）家具有限责任公司", "建设路12", "same"],
    ["浙江绍兴恒昌家具有限公司", HERE, "恒昌家具", "柯桥区建设路12号东侧", "same"],
    ["绍兴市恒昌家具有限公司", HERE, "绍兴市恒昌家具有限公司（老厂区）", HERE, "same"],
    ["绍兴市恒昌家具有限公司", HERE, "绍兴市恒昌家具股份有限公司", HERE, "same"],
    ["绍兴市恒昌木业有限公司", HERE, "绍兴市恒昌木厂", HERE, "same"],
    ["绍兴市三友玩具有限公司（原名：绍兴市恒昌家具有限公司）", HERE, "绍兴市恒昌家具有限公司", HERE, "same"],
    ["绍兴市恒昌家具有限公司", HERE, "绍兴市恒昌家具有限公司第二分厂", HERE, "different"],
    ["绍兴市恒昌家具有限公司", HERE, "绍兴市恒昌家具有限公司杭州分公司", THERE, "different"],
    ["绍兴第三玩具厂", HERE, "绍兴第四玩具厂", HERE, "different"],
    ["绍兴玩具一厂", HERE, "绍兴玩具二厂", HERE, "different"],
    ["绍兴市恒昌家具有限公司", HERE, "绍兴市恒昌控股集团有限公司", HERE, "different"],
    ["绍兴市恒昌家具有限公司", HERE, "绍兴市恒昌玩具有限公司", HERE, "different"],
    ["绍兴市恒昌家具有限公司", HERE, "绍兴市佳美家具有限公司", HERE, "different"],
    ["绍兴市恒昌家具有限公司", HERE, "绍兴市恒盛家具有限公司", THERE, "different"],
    ["绍兴恒昌", HERE, "绍兴市恒昌家具有限公司", THERE, "ask"],
    ["绍兴市恒昌家具有限公司", "", "绍兴市恒盛家具有限公司", "", "ask"],
  ])("%s %s — %s %s: %s", (nameA, addressA, nameB, addressB, expected) => {
    expect(verdict(one(nameA, addressA), one(nameB, addressB))).toBe(expected);
  });

  const code = "91330602MA6Y7FLW30";
  test("codes: one slip that breaks the check is a slip, two right codes are two firms", () => {
    const name = "绍兴市恒昌家具有限公司";
    expect(verdict(one(name, "", "91330602146007150X"), one(name, "", "91330602146007105X"))).toBe("same");
    expect(match(one(name, HERE, code), one(name, HERE, "91330683MA91JF2P65")).reasons[0]?.finding).toBe(
      "code-other",
    );
    expect(verdict(one(name, HERE, code), one(name, THERE, "91330683MA91JF2P65"))).toBe("different");
  });
  test("a code copied to the wrong row is no identity; at its own address it is a new name", () => {
    const copied = one("绍兴市佳美玩具有限公司", THERE, code);
    expect(verdict(one("绍兴市恒昌家具有限公司", HERE, code), copied)).toBe("different");
    expect(verdict(one("绍兴市恒昌家具有限公司", THERE, code), copied)).toBe("same");
    expect(
      verdict(one("绍兴市恒昌家具有限公司", HERE, code), one("绍兴市恒昌家具有限公司", THERE, code)),
    ).toBe("same");
  });
  test("the city of 吉林 and the province of 吉林 are two places", () => {
    const [city, province] = ["吉林市恒昌家具有限公司", "吉林省恒昌家具有限公司"];
    const there = one(province, "宽城区塔岭街282号", "", "吉林省长春市");
    expect(verdict(one(city, "龙潭区荷塘路637号", "", "吉林省吉林市"), there)).toBe("different");
    expect(prepare(one(city, "", "", "")).place.city).toBe("2202");
    expect(prepare(one(province, "", "", "")).place).toMatchObject({ province: "22", city: null });
  });
});

describe("laws", () => {
  test("whatever stands in the fields, an answer comes", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 20 });
    const field = fc.oneof(
      text,
      fc.constantFrom("厂", "公司", "集团有限公司", "（）", "（原名：）", "路", "吉林"),
    );
    const record = fc.record({ name: field, code: field, region: field, address: field });
    fc.assert(
      fc.property(record, record, (a, b) => {
        expect(match(a, b).score).toBeGreaterThanOrEqual(0);
        expect(match(a, b).logOdds).toBeCloseTo(match(b, a).logOdds, 9);
      }),
      { seed: 5 },
    );
  });
});

describe("merges teach the matcher", () => {
  const short = findings(prepare(one("绍兴恒昌", HERE)), prepare(one("绍兴市恒昌家具有限公司", THERE)));
  const decisions = (same: boolean, count: number) =>
    Array.from({ length: count }, () => ({ findings: short, same }));
  const sum = (weights: typeof WEIGHTS | ReturnType<typeof learn>) =>
    short.reduce((total, finding) => total + weights[finding], 0);

  test("a decision moves its own findings towards it and leaves the rest and the given weights", () => {
    const learnt = learn(WEIGHTS, decisions(true, 1));
    expect(sum(learnt)).toBeGreaterThan(sum(WEIGHTS));
    expect(sum(learn(WEIGHTS, decisions(false, 1)))).toBeLessThan(sum(WEIGHTS));
    expect(learnt["code-other"]).toBe(WEIGHTS["code-other"]);
    expect(Math.abs(learnt["address-other"] - WEIGHTS["address-other"])).toBeLessThanOrEqual(LEARN.rate);
  });
  test("however often it is taught, a weight keeps its sign and half of itself", () => {
    for (const same of [true, false]) {
      const learnt = learn(WEIGHTS, decisions(same, 5000));
      for (const finding of short) {
        const share = learnt[finding] / WEIGHTS[finding];
        expect(share).toBeGreaterThanOrEqual(0.5 - 1e-9);
        expect(share).toBeLessThanOrEqual(1.5 + 1e-9);
      }
    }
    expect(() => learn(WEIGHTS, [], { rate: 2, share: 0.5 })).toThrow("rate");
  });
});

test("the example of the README", () => {
  const {
    verdict: said,
    score,
    reasons,
  } = match(one("绍兴市恒昌家具有限公司", HERE), one("绍兴市恒昌家具有限公司第二分厂", HERE));
  expect(said).toBe("different");
  expect(score).toBeLessThan(0.1);
  expect(reasons.map(({ finding, weight }) => [finding, weight])).toEqual([
    ["branch-one-sided", -12],
    ["address-same", 3.5],
    ["brand-equal", 1.5],
    ["name-whole", 1.5],
    ["trade-equal", 0.7],
    ["form-equal", 0.5],
    ["place-same", 0.5],
  ]);
});
