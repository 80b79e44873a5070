// The matcher on invented enterprises whose truth is known: laws, how right it is, one among many, and what merges teach.
import { describe, expect, test } from "vitest";
import {
  buildIndex,
  candidates,
  type EnterpriseRecord,
  findings,
  findMatches,
  learn,
  match,
  prepare,
  WEIGHTS,
} from "../src/engines/identity/index.ts";
import { measure } from "./identity-measure.ts";
import { careless, generator, labelledPairs, register } from "./identity-pairs.ts";

describe("laws", () => {
  const pairs = [...labelledPairs(20, 460)];
  test("it does not matter who comes first, and a record is itself", () => {
    for (const { a, b } of pairs) {
      expect([a.name, b.name, match(a, b).logOdds]).toEqual([a.name, b.name, match(b, a).logOdds]);
      if (a.name.includes("有限") && a.address !== "") expect(match(a, a).verdict).toBe("same");
    }
  });
  test("the score is the sum of its reasons, each with a sentence in both languages", () => {
    for (const { a, b } of pairs) {
      const { logOdds, score, reasons } = match(a, b);
      expect(reasons.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(logOdds, 9);
      expect(score).toBeCloseTo(1 / (1 + Math.exp(-logOdds)), 9);
      for (const { zh, en } of reasons) expect(Math.min(zh.length, en.length)).toBeGreaterThan(3);
    }
  });
});

test("invented pairs of 23 kinds: at least 97 of 100 called, 99.5 of 100 calls right", () => {
  const { called, right, auc, wrongMerges, kinds } = measure(labelledPairs(99, 1840));
  expect(Object.keys(kinds)).toHaveLength(23);
  expect(called).toBeGreaterThan(0.97);
  expect(right).toBeGreaterThan(0.995);
  expect(auc).toBeGreaterThan(0.998);
  expect(wrongMerges).toBeLessThanOrEqual(3);
});

describe("finding one among many", () => {
  const known = register(31, 3000);
  const index = buildIndex(known);
  test("a carelessly written record still reaches its own", () => {
    const random = generator(32);
    const asked = known.slice(0, 600).map((record) => careless(record, random));
    const missed = asked.filter((record, at) => !candidates(index, record).includes(at));
    expect(missed.length).toBeLessThanOrEqual(3);
    const first = asked.filter((record, at) => findMatches(index, record)[0]?.at === at).length;
    expect(first).toBeGreaterThanOrEqual(590);
  });
  test("a stranger finds nobody, and two runs are equal", () => {
    const stranger: EnterpriseRecord = {
      name: "沧州市若水乐器厂",
      address: "青县望海街1号",
      code: "",
      region: "河北省沧州市",
    };
    expect(findMatches(index, stranger).filter(({ match: { verdict } }) => verdict === "same")).toEqual([]);
    const asked = known[7] as EnterpriseRecord;
    expect(findMatches(buildIndex(known), asked)).toEqual(findMatches(index, asked));
    expect(candidates(index, { name: "", code: "", region: "", address: "" })).toEqual([]);
  });
});

test("taught by right decisions it is no worse on pairs it has not seen", () => {
  const lessons = [...labelledPairs(41, 920)].map(({ a, b, same }) => ({
    findings: findings(prepare(a), prepare(b)),
    same,
  }));
  const before = measure(labelledPairs(42, 690));
  const after = measure(labelledPairs(42, 690), learn(WEIGHTS, lessons));
  expect(after.right).toBeGreaterThanOrEqual(before.right - 0.003);
  expect(after.called).toBeGreaterThanOrEqual(before.called - 0.01);
});
