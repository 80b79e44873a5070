// Laws and hand-worked cases of the checker; the form in data/ is read as it will be served.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  changeOf,
  check,
  differences,
  format,
  fraction,
  prepare,
  readAnswer,
  readDefinition,
  readFormula,
  unexplained,
} from "./index.ts";

const file = JSON.parse(
  readFileSync(new URL("../../../data/forms/monthly-operation-2.json", import.meta.url), "utf8"),
);
const form = prepare(readDefinition(file));
const output = form.fields.find((f) => f.code === "output_value")!;
const employees = form.fields.find((f) => f.code === "employees")!;
const profit = form.fields.find((f) => f.code === "profit")!;

const usual = {
  output_value: "1000",
  sales_value: "980",
  export_value: "200",
  new_orders: "990",
  orders: "1500",
  capacity_use: "75",
  price_change: "0.5",
  revenue: "990",
  operating_cost: "850",
  profit: "60",
  taxes: "30",
  inventory: "300",
  receivables: "400",
  employees: "120",
  wages: "84",
  electricity: "50",
  gas: "6",
  material_price: "0.3",
  material_days: "20",
  logistics_days: "3",
};
const nothing = { previous: {}, lastYear: {} };
const keys = (
  answers: Record<string, string>,
  earlier: Parameters<typeof check>[2] = { previous: usual, lastYear: usual },
) => check(form, answers, earlier).remarks.map((r) => r.key);

describe("reading an answer", () => {
  it.each([
    ["1,234.50", "1234.5"],
    ["１２３４．５", "1234.5"],
    [" 12 345 ", "12345"],
    ["1，234", "1234"],
    ["007", "7"],
    [".5", "0.5"],
    ["+3", "3"],
    ["-0", "0"],
    ["", null],
    ["—", null],
  ])("%j is %j", (typed, value) => expect(readAnswer(output, typed)).toEqual({ value }));

  it.each([
    [output, "12万", "number"],
    [output, "1.2.3", "number"],
    [output, "1.234", "decimals"],
    [output, "-1", "range"],
    [employees, "12.5", "decimals"],
    [output, "1".repeat(16), "number"],
  ])("%#: refuses with a reason", (field, typed, reason) =>
    expect(readAnswer(field, typed)).toMatchObject({ value: null, check: reason }),
  );

  it("a loss is negative, with any of the dashes", () => {
    for (const typed of ["-12.3", "−12.3", "－12.3"])
      expect(readAnswer(profit, typed)).toEqual({ value: "-12.3" });
  });

  it("reading what was read changes nothing", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (cents) => {
        const once = readAnswer(profit, format({ num: BigInt(cents), den: 100n }, 2));
        expect(readAnswer(profit, once.value)).toEqual(once);
      }),
    );
  });
});

describe("formulas", () => {
  const none = () => null;
  const ask = (source: string) =>
    readFormula(source).ask((_month, field) => (field === "x" ? fraction("0.1") : null));
  it.each([
    ["x + 0.2 = 0.3", true],
    ["1 + 2 * 3 = 7", true],
    ["(1 + 2) * 3 = 9", true],
    ["-x < 0 and not x > 1", true],
    ["abs(0 - 5) = max(2, 5, 3)", true],
    ["1 / 0 > 1", null],
    ["y > 1", null],
    ["y > 1 or x > 0", true],
    ["y > 1 and x > 1", false],
    ["filled(y) or filled(x)", true],
  ])("%s → %s", (source, result) => expect(ask(source)).toBe(result));

  it.each(["1 +", "x >", "foo(1)", "1 < 2 < 3", "later.x > 1", "$ > 1", "x and y", "x # y", ") (", "1 2"])(
    "refuses %j with its place",
    (source) => expect(() => readFormula(source)).toThrow(/formula/),
  );

  it("agrees with whole-number arithmetic", () => {
    const whole = fc.integer({ min: -10_000, max: 10_000 });
    fc.assert(
      fc.property(whole, whole, whole, (a, b, c) => {
        const lookup = (_m: string, f: string) => fraction(String({ a, b, c }[f]));
        expect(readFormula("a * b - c <= a + b * c").ask(lookup)).toBe(a * b - c <= a + b * c);
      }),
    );
  });

  it("nothing known, nothing said", () => expect(readFormula("a > b").ask(none)).toBeNull());
});

describe("the monthly form", () => {
  it("has the twenty indicators and one open question", () => {
    expect(form.fields.filter((f) => f.type !== "text")).toHaveLength(20);
    expect(form.fields.filter((f) => !f.required).map((f) => f.code)).toEqual(["difficulty"]);
  });

  it("a usual month raises nothing", () =>
    expect(check(form, usual, { previous: usual, lastYear: usual })).toMatchObject({
      remarks: [],
      left: 0,
      required: 20,
    }));
  it("a first month has nothing to be compared with", () => expect(keys(usual, nothing)).toEqual([]));
  it("an empty form asks for twenty answers and says nothing else", () => {
    const outcome = check(form, {}, { previous: usual, lastYear: usual });
    expect([outcome.left, new Set(outcome.remarks.map((r) => r.check))]).toEqual([20, new Set(["required"])]);
  });

  it.each([
    [
      "export beyond sales",
      { sales_value: "199", export_value: "200" },
      ["change:sales_value", "export-within-sales:export_value"],
    ],
    ["yuan for 10,000 yuan, one remark for one cause", { orders: "15000000" }, ["unit-large:orders"]],
    ["hundreds of millions", { receivables: "0.04" }, ["unit-small:receivables"]],
    ["beyond ±50 %", { orders: "700" }, ["change:orders"]],
    ["exactly 50 % is within", { orders: "750" }, []],
    [
      "power falls while output rises",
      { output_value: "1200", electricity: "44" },
      ["power-against-output:electricity"],
    ],
    ["staff", { employees: "90" }, ["staff-change:employees"]],
    ["capacity above 150", { capacity_use: "151" }, ["range:capacity_use"]],
    ["price", { price_change: "-21" }, ["price-jump:price_change"]],
    ["kilowatt-hours for 10,000 of them, at gas too", { gas: "60000" }, ["unit-large:gas"]],
    [
      "costs beyond revenue",
      { operating_cost: "1288" },
      ["change:operating_cost", "cost-over-revenue:operating_cost"],
    ],
    ["wages in yuan", { wages: "840000" }, ["unit-large:wages", "wage-a-head:wages"]],
    ["transport takes four times as long", { logistics_days: "12" }, ["logistics-slow:logistics_days"]],
    ["balance of sales", { sales_value: "2601" }, ["sales-balance:sales_value", "change:sales_value"]],
  ])("%s", (_name, changed, expected) => expect(keys({ ...usual, ...changed })).toEqual(expected));

  it("says how much in the sentence", () => {
    const [only] = check(form, { ...usual, orders: "700" }, { previous: usual, lastYear: usual }).remarks;
    expect(only?.zh).toBe("比上月变化 -53.3%，超过 ±50%。");
  });

  it("each soft remark waits for its own explanation", () => {
    const { remarks } = check(
      form,
      { ...usual, orders: "700", employees: "90" },
      { previous: usual, lastYear: usual },
    );
    expect(unexplained(remarks, {}).map((r) => r.key)).toEqual(["change:orders", "staff-change:employees"]);
    expect(
      unexplained(remarks, { "change:orders": "大客户改为季度下单", "staff-change:employees": "  。 " }),
    ).toHaveLength(1);
  });

  it("neither throws nor mutates, whatever was typed", () => {
    const typed = fc.dictionary(
      fc.constantFrom(...form.fields.map((f) => f.code)),
      fc.string({ maxLength: 30 }),
    );
    fc.assert(
      fc.property(typed, (answers) => {
        const before = JSON.stringify(answers);
        const outcome = check(form, answers, { previous: usual, lastYear: {} });
        expect(JSON.stringify(answers)).toBe(before);
        for (const field of form.fields) {
          const value = outcome.values[field.code];
          if (value && field.type !== "text") expect(fraction(value)).not.toBeNull();
        }
      }),
    );
  });
});

describe("definitions", () => {
  it.each([
    [{ ...file, code: "Monthly Form" }, /no code/],
    [
      {
        ...file,
        checks: [{ code: "a", severity: "loud", at: ["x"], that: "1 = 1", say: { zh: "", en: "" } }],
      },
      /loud/,
    ],
    [{ ...file, sections: [file.sections[0], file.sections[0]] }, /twice/],
  ])("%#: a fault is named", (bad, sentence) => expect(() => readDefinition(bad)).toThrow(sentence));

  it("a check over a field that is not there is refused", () => {
    const bad = readDefinition({
      ...file,
      checks: [{ code: "a", severity: "soft", at: ["orders"], that: "sugar > 1", say: { zh: "", en: "" } }],
    });
    expect(() => prepare(bad)).toThrow(/no field sugar/);
  });
});

describe("differences", () => {
  it("only what differs, with the growth", () => {
    expect(
      differences(form.fields, { ...usual, difficulty: null }, { ...usual, orders: "1650", profit: "-3" }),
    ).toEqual([
      { field: "orders", before: "1500", after: "1650", change: "10.0" },
      { field: "profit", before: "60", after: "-3", change: "-105.0" },
    ]);
  });
  it("no base, no growth", () =>
    expect([changeOf("0", "5"), changeOf(null, "5"), changeOf("-2", "5")]).toEqual([null, null, null]));
  it("rounds half away from zero", () => {
    expect(["0.05", "-0.05", "0.04"].map((t) => format(fraction(t)!, 1))).toEqual(["0.1", "-0.1", "0.0"]);
  });
});
