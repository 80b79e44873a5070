// Laws and cases: by completion and not by tables, to the cent, and the same answer whoever judges.
import { describe, expect, test } from "vitest";
import { aRule, aValue, seeded, someFacts, someFields } from "./fixtures.ts";
import {
  bulk,
  type Condition,
  columnsOf,
  evaluate,
  type Facts,
  type Field,
  inForceOn,
  prepare,
  type Rule,
  RuleFault,
} from "./index.ts";

const fields = new Map(someFields.map((field) => [field.field, field]));
const rule = (conditions: Condition, more: Partial<Rule> = {}): Rule => ({
  id: "T",
  name: "",
  effective: { from: "2022-01-01", to: "2022-12-31" },
  conditions,
  source: "",
  ...more,
});
const judge = (made: Rule, facts: Facts, day = "2022-06-01") => evaluate(prepare(made, fields), facts, day);

describe("by completion", () => {
  const layoff: Condition = {
    any: [
      {
        all: [
          { field: "staff", op: "gt", value: 30 },
          { field: "rate", op: "lte", value: "0.055" },
        ],
      },
      {
        all: [
          { field: "staff", op: "lte", value: 30 },
          { field: "rate", op: "lte", value: "0.2" },
        ],
      },
    ],
  };
  test.each([
    [{ rate: "0.03" }, "yes"],
    [{ rate: "0.1" }, "unknown"],
    [{ rate: "0.21" }, "no"],
    [{ staff: 31 }, "unknown"],
    [{ staff: 30, rate: "0.2" }, "yes"],
    [{ staff: 31, rate: "0.0550001" }, "no"],
    [{}, "unknown"],
  ] as const)("%j is %s", (facts, verdict) => {
    expect(judge(rule(layoff), facts).verdict).toBe(verdict);
  });
  test("ranges and kinds leave no room for values that cannot be", () => {
    expect(judge(rule({ field: "sales", op: "gte", value: 0 }), {}).verdict).toBe("yes");
    expect(judge(rule({ field: "rate", op: "gt", value: 1 }), {}).verdict).toBe("no");
    const between = {
      all: [
        { field: "staff", op: "gt", value: 1 },
        { field: "staff", op: "lt", value: 2 },
      ],
    };
    expect(judge(rule(between as Condition), {}).verdict).toBe("no");
    const every = { field: "size", op: "in", value: ["micro", "small", "medium", "large"] };
    expect(judge(rule(every as Condition), {}).verdict).toBe("yes");
    const shares = { any_sum: { map: "share", keys: ["C"], op: "lte", value: 1 } };
    expect(judge(rule(shares as Condition), {}).verdict).toBe("yes");
  });
  test("a code known only in part is not refused", () => {
    const made = rule({ field: "trade", op: "startswith_any", value: ["1311"] });
    expect(judge(made, { trade: "13" }).verdict).toBe("unknown");
    expect(judge(made, { trade: "14" }).verdict).toBe("no");
    expect(judge(made, { trade: "1311" }).verdict).toBe("yes");
  });
  test("0.1 + 0.2 is not above 0.3", () => {
    const made = rule({ any_sum: { map: "share", keys: ["C", "65"], op: "gt", value: "0.3" } });
    expect(judge(made, { share: { C: 0.1, "65": 0.2 } }).verdict).toBe("no");
  });
  test("the window includes both ends, and the day picks the version", () => {
    const made = rule({ field: "listed", op: "eq", value: true });
    const on = (day: string) => judge(made, { listed: true }, day).verdict;
    expect(["2021-12-31", "2022-01-01", "2022-12-31", "2023-01-01"].map(on)).toEqual([
      "no",
      "yes",
      "yes",
      "no",
    ]);
    const next = { ...made, effective: { from: "2023-01-01", to: null } };
    const both = [prepare(made, fields), prepare(next, fields)];
    expect(inForceOn(both, "2023-05-01").map((one) => one.rule)).toEqual([next]);
  });
  test("the question that settles most comes first, and idle ones are not asked", () => {
    const made = rule({
      all: [
        { field: "listed", op: "eq", value: true },
        { field: "size", op: "in", value: ["micro"] },
        {
          any: [
            { field: "place", op: "eq", value: "广东" },
            { field: "staff", op: "gte", value: 0 },
          ],
        },
      ],
    });
    expect(judge(made, { size: "micro" }).questions).toEqual(["listed"]);
    expect(judge(made, {}).questions).toEqual(expect.arrayContaining(["listed", "size"]));
    expect(judge(made, {}).questions).toHaveLength(2);
  });
  test("the proof shows each condition with the value used", () => {
    const { proof } = judge(rule(layoff), { staff: 31, rate: "0.06" });
    expect(proof).toMatchObject({ condition: "any", holds: "no" });
    expect(proof.parts![0]!.parts![1]).toMatchObject({ holds: "no", field: "rate", value: "0.06" });
  });
});

describe("money", () => {
  const always: Condition = { field: "sales", op: "gte", value: 0 };
  const money = (formula: string, facts: Facts) =>
    judge(rule(always, { amounts: { x: formula } }), facts).amounts.x;
  test("rounded once, half up", () => {
    expect(money("sales * 0.5", { sales: "0.01" })).toMatchObject({ value: "0.01" });
    expect(money("sales / 3 * 3", { sales: "0.1" })).toMatchObject({ value: "0.10" });
    expect(money("sales * rate", { sales: "1.005", rate: "1" })).toMatchObject({ value: "1.01" });
  });
  test("a missing fact that cannot change the amount does not hide it", () => {
    const formula = "listed ? sales : max(0, sales - staff)";
    expect(money(formula, { sales: "5", staff: 0 })).toMatchObject({ value: "5.00" });
    expect(money(formula, { sales: "5", staff: 2 })).toEqual({ value: null, least: "3.00", most: "5.00" });
    expect(money("max(0, sales - staff) + min(sales, staff)", { sales: "5" })).toMatchObject({
      value: "5.00",
    });
  });
  test("no bound is said as none; division by nothing is a sentence", () => {
    expect(money("sales * 2", {})).toEqual({ value: null, least: "0.00", most: null });
    expect(money("sales / staff", { sales: "1", staff: 0 })).toMatchObject({ value: null, note: /除数为零/ });
  });
});

describe("what cannot be read is said", () => {
  test.each([
    ["a field nobody knows", rule({ field: "nothing", op: "eq", value: 1 }), /nothing.*登记/],
    [
      "dates that contradict",
      rule(
        { field: "listed", op: "eq", value: true },
        { effective: { from: "2023-01-01", to: "2022-01-01" } },
      ),
      /早于/,
    ],
    [
      "no day",
      rule({ field: "listed", op: "eq", value: true }, { effective: { from: "2023-02-30", to: null } }),
      /不是日期/,
    ],
    ["an empty group", rule({ all: [] }), /没有条件/],
    ["a circle", rule({ field: "listed", op: "eq", value: true }, { amounts: { a: "b", b: "a" } }), /循环/],
    [
      "half a formula",
      rule({ field: "listed", op: "eq", value: true }, { amounts: { a: "sales *" } }),
      /公式第/,
    ],
    ["a value outside the list", rule({ field: "size", op: "eq", value: "huge" }), /huge.*可选值/],
    ["a comparison that does not fit", rule({ field: "size", op: "gt", value: "small" }), /不能用/],
  ])("%s", (_, made, sentence) => {
    expect(() => prepare(made, fields)).toThrow(RuleFault);
    expect(() => prepare(made, fields)).toThrow(sentence);
  });
  test("facts of the wrong kind", () => {
    const made = rule({ field: "listed", op: "eq", value: true });
    expect(() => judge(made, { listed: "yes" })).toThrow(/类型不对/);
    expect(() => judge(rule({ field: "size", op: "eq", value: "small" }), { size: "huge" })).toThrow(/huge/);
    expect(() => judge(made, {}, "2022-13-01")).toThrow(/不是日期/);
  });
});

describe("the same answer whoever judges", { timeout: 120_000 }, () => {
  const random = seeded(7);
  const groups = Array.from({ length: 500 }, () => {
    const made = prepare(aRule(random), fields);
    return { made, records: Array.from({ length: 20 }, () => someFacts(random, 0.25)) };
  });
  test("single and bulk, verdict and cents, 500 random rules × 20 records", () => {
    let met = 0;
    for (const { made, records } of groups) {
      const result = bulk(made, columnsOf(records, [made]), "2022-06-01");
      for (const [row, facts] of records.entries()) {
        const answer = evaluate(made, facts, "2022-06-01");
        expect(["", "no", "yes", "unknown"][result.verdicts[row]!]).toBe(answer.verdict);
        if (answer.verdict !== "yes") continue;
        for (const [name, { value }] of Object.entries(answer.amounts)) {
          met++;
          const cents = result.cents.get(name)![row]!;
          expect(Number.isNaN(cents) ? null : cents).toBe(
            value === null ? null : Number(value.replace(".", "")),
          );
        }
      }
    }
    expect(met).toBeGreaterThan(1000);
  });
  test("no completion contradicts yes or no, and unknown has completions of both kinds", () => {
    const count = { settled: 0, open: 0, both: 0 };
    for (const { made: withMoney, records } of groups.slice(0, 120)) {
      const made = prepare({ ...withMoney.rule, amounts: {} }, fields);
      for (const facts of records.slice(0, 5)) {
        const { verdict } = evaluate(made, facts, "2022-06-01");
        const seen = new Set(
          Array.from({ length: 60 }, () => evaluate(made, filled(facts, made), "2022-06-01").verdict),
        );
        expect(seen.has("unknown")).toBe(false);
        if (verdict === "unknown") {
          count.open++;
          if (seen.size === 2) count.both++;
        } else {
          count.settled++;
          expect([...seen]).toEqual([verdict]);
        }
      }
    }
    expect(count.settled).toBeGreaterThan(100);
    // Sixty throws of the dice do not find every rare value.
    expect(count.both / count.open).toBeGreaterThan(0.85);
  });
  function filled(facts: Facts, made: ReturnType<typeof prepare>): Facts {
    const whole: Record<string, Facts[string]> = { ...facts };
    for (const [name, { kind }] of fields as Map<string, Field>) {
      if (whole[name] === undefined || whole[name] === null) {
        whole[name] = aValue(random, name, kind);
      }
    }
    const codes = ["1311", "1312", "1320", "1411", "1499", "1600", "1700", "6210"];
    const open = codes.filter((code) => code.startsWith(String(facts.trade ?? "")));
    whole.trade = open[Math.floor(random() * open.length)];
    // A yes/no fact that the others rule out cannot be completed to yes.
    for (const { field } of made.falseIf) {
      if (facts[field] !== undefined && facts[field] !== null) continue;
      const ruling = rule(made.rule.falseIf![field]!);
      if (judge(ruling, whole).verdict === "yes") whole[field] = false;
    }
    return whole;
  }
});
