// Skip rules, repeated groups and derived fields; and the words for a form that cannot be published.
import { describe, expect, it } from "vitest";
import { check, faultsOf, prepare, readDefinition } from "./index.ts";
import type { FormDefinition } from "./types.ts";

const t = (zh: string) => ({ zh, en: zh });
const ton = t("吨");
const file = (more: object = {}) => ({
  code: "paper-stock",
  version: 1,
  title: t("原料库存"),
  periodicity: "ten-day",
  sections: [
    {
      code: "main",
      title: t("库存"),
      fields: [
        { code: "imports", label: t("进口"), unit: ton, min: "0" },
        { code: "origin", label: t("主要来源国"), type: "text", askedWhen: "imports > 0" },
        { code: "domestic", label: t("国产"), unit: ton, min: "0" },
        { code: "stock", label: t("合计"), unit: ton, formula: "imports + domestic", decimals: 1 },
        { code: "share", label: t("进口占比"), unit: t("%"), formula: "imports / stock * 100", decimals: 1 },
      ],
    },
    {
      code: "products",
      title: t("主要产品"),
      repeat: { min: 1, max: 3 },
      fields: [
        { code: "name", label: t("产品"), type: "text" },
        { code: "quantity", label: t("产量"), unit: ton, min: "0" },
        { code: "value", label: t("产值"), unit: t("万元"), min: "0" },
        { code: "price", label: t("单价"), unit: t("万元/吨"), formula: "value / quantity", decimals: 3 },
      ],
    },
    {
      code: "sum",
      title: t("合计"),
      fields: [{ code: "total", label: t("产值合计"), unit: t("万元"), formula: "sum(products.value)" }],
    },
  ],
  checks: [
    { code: "enough", severity: "hard", at: ["stock"], that: "stock <= 1000", say: t("太多") },
    { code: "few", severity: "soft", at: ["total"], that: "count(products.value) >= 2", say: t("只有一行") },
  ],
  ...more,
});
const form = prepare(readDefinition(file()));
const none = { previous: {}, lastYear: {} };
const row = (n: number, name: string, quantity: string, value: string) => ({
  [`products__${n}__name`]: name,
  [`products__${n}__quantity`]: quantity,
  [`products__${n}__value`]: value,
});

describe("skip rules", () => {
  it("a field is asked only when its condition holds; what was typed before counts for nothing then", () => {
    const without = check(
      form,
      { imports: "0", origin: "巴西", domestic: "5", ...row(1, "纸", "1", "2") },
      none,
    );
    expect(without.skipped.has("origin")).toBe(true);
    expect(without.values.origin).toBeNull();
    expect(without.left).toBe(0);
    const asked = check(form, { imports: "3", domestic: "5", ...row(1, "纸", "1", "2") }, none);
    expect(asked.skipped.has("origin")).toBe(false);
    expect(asked.remarks.filter((r) => r.severity === "hard").map((r) => r.key)).toEqual(["required:origin"]);
    expect(check(form, {}, none).skipped.has("origin")).toBe(true);
  });
});

describe("derived fields", () => {
  it("are worked out in the order they need, exactly, and never taken from what was typed", () => {
    const { values } = check(form, { imports: "1", domestic: "2", stock: "99", share: "99" }, none);
    expect([values.stock, values.share]).toEqual(["3.0", "33.3"]);
    expect(check(form, { imports: "1" }, none).values.stock).toBeNull();
  });
  it("checks speak of them", () => {
    const { remarks } = check(form, { imports: "999", domestic: "2" }, none);
    expect(remarks.map((r) => r.key)).toContain("enough:stock");
  });
});

describe("repeated groups", () => {
  it("columns of a row mean that row; sum and count go over the rows that are filled", () => {
    const { values, remarks } = check(
      form,
      { imports: "0", domestic: "1", ...row(1, "纸", "4", "2"), ...row(2, "板", "2", "3") },
      none,
    );
    expect([values.products__1__price, values.products__2__price, values.total]).toEqual([
      "0.500",
      "1.500",
      "5.00",
    ]);
    expect(remarks).toEqual([]);
  });
  it("a row that is begun must be finished; the first is needed, the others are not", () => {
    const needs = (answers: Record<string, string>) =>
      check(form, { imports: "0", domestic: "1", ...answers }, none)
        .remarks.filter((r) => r.check === "required")
        .map((r) => r.field);
    expect(needs({})).toEqual(["products__1__name", "products__1__quantity", "products__1__value"]);
    expect(needs({ ...row(1, "纸", "4", "2"), products__3__name: "板" })).toEqual([
      "products__3__quantity",
      "products__3__value",
    ]);
  });
});

describe("faults in words", () => {
  const faults = (change: (draft: FormDefinition) => FormDefinition) =>
    faultsOf(change(readDefinition(file()))).filter((fault) => fault.severity === "stop");
  const field = (form: FormDefinition, code: string, more: object): FormDefinition => ({
    ...form,
    sections: form.sections.map((s) => ({
      ...s,
      fields: s.fields.map((f) => (f.code === code ? { ...f, ...more } : f)),
    })),
  });
  it("a form that is whole has none", () => expect(faults((f) => f)).toEqual([]));
  it.each([
    ["unknown codes", { formula: "imports + nothing" }, "stock", /代码 nothing/],
    ["rings", { formula: "share + 1" }, "stock", /绕成了圈：合计 → 进口占比 → 合计/],
    ["labels", { label: { zh: " ", en: "" } }, "imports", /没有中文名称/],
    ["units", { unit: { zh: "", en: "" } }, "imports", /计量单位/],
    ["half a formula", { formula: "imports +" }, "stock", /读不懂：还没有写完，在“末尾”附近/],
    ["a figure as a condition", { askedWhen: "imports" }, "origin", /应写成一个比较/],
    ["bounds", { min: "5", max: "1" }, "imports", /下限大于上限/],
    ["codes", { code: "Ab" }, "domestic", /不能作代码/],
    [
      "the form itself as a source",
      { source: { form: "paper-stock", field: "x" } },
      "imports",
      /不能取自本表式/,
    ],
  ])("%s", (_, more, code, zh) => {
    expect(
      faults((f) => field(f, code, more))
        .map((fault) => fault.zh)
        .join(),
    ).toMatch(zh);
  });
  it("all at once, each with its place", () => {
    const found = faults((f) => field(field(f, "imports", { unit: t("") }), "domestic", { label: t("") }));
    expect(found.map((fault) => fault.at)).toEqual(["fields.imports.unit", "fields.domestic.label"]);
  });
});
