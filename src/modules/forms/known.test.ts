// Nothing is asked twice: each kind of knowledge is planted as a question and named; the product's own forms ask nothing known.
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type Field, type FormDefinition, readDefinition } from "../../engines/forms/index.ts";
import type { KnownField } from "./contract.ts";
import { knownAlready, knownFaults } from "./known.ts";

const folder = new URL("../../../data/forms/", import.meta.url);
const standard = readdirSync(folder).map(
  (name) => readDefinition(JSON.parse(readFileSync(new URL(name, folder), "utf8"))) as FormDefinition,
);
const form = standard[0]!;
const field = (code: string, zh: string, unit = "万元", more: Partial<Field> = {}): Field => ({
  ...form.sections[0]!.fields[0]!,
  code,
  label: { zh, en: code },
  unit: { zh: unit, en: unit },
  ...more,
});
const planted = (one: Field, more: Partial<FormDefinition> = {}): FormDefinition => ({
  ...form,
  ...more,
  sections: [...form.sections, { code: "planted", title: { zh: "加", en: "" }, repeat: null, fields: [one] }],
});
const energy: KnownField = {
  form: "energy",
  formTitle: { zh: "能耗月报", en: "Energy" },
  field: "gas_used",
  label: { zh: "工业用气量（实际）", en: "Gas" },
  unit: { zh: "万立方米", en: "" },
  type: "decimal",
  periodicity: "month",
};
const found = (one: Field, more: Partial<FormDefinition> = {}) =>
  knownAlready(planted(one, more), [energy]).map(({ field, from }) => `${field} ${from}`);

test("the forms that come with the product ask nothing that is known", () => {
  for (const one of standard) expect(knownAlready(one, [energy])).toEqual([]);
});

test("what the card says is not asked", () => {
  for (const label of [
    "统一社会信用代码",
    "企业名称",
    "单位全称（与执照一致）",
    "所属行业",
    "注册地址",
    "联系电话",
  ])
    expect(found(field("x", label, "", { type: "text" }))).toEqual(["x registry"]);
  expect(found(field("x", "企业主要诉求", "", { type: "text" }))).toEqual([]);
});

test("another period of an asked figure, and what follows from two, are not asked", () => {
  for (const label of [
    "上月工业总产值",
    "去年同月营业收入",
    "营业收入本年累计",
    "期初产成品存货",
    "工业总产值同比增速",
    "应收账款（年初数）".replace("（年初数）", "年初数"),
  ])
    expect(found(field("x", label)), label).toEqual(["x earlier"]);
  // Nobody asks the price itself, so that its change is a question.
  expect(found(field("x", "原料价格环比", "%"))).toEqual([]);
});

test("what another form of the same period asks is taken from there", () => {
  const gas = field("gas", "工业用气量", "万立方米");
  expect(found(gas)).toEqual(["gas other-form"]);
  expect(found({ ...gas, source: { form: "energy", field: "gas_used" } })).toEqual([]);
  expect(found({ ...gas, unit: { zh: "立方米", en: "" } })).toEqual([]);
  expect(found(gas, { periodicity: "quarter" })).toEqual([]);
});

test("what a hard equality says is a formula", () => {
  const check = { ...form.checks[0]!, code: "sum", severity: "hard" as const, each: false };
  const total = field("total", "本外销合计");
  const sum = { checks: [...form.checks, { ...check, that: "total = sales_value + revenue" }] };
  expect(found(total, sum)).toEqual(["total sheet"]);
  expect(found({ ...total, formula: "sales_value + revenue" }, sum)).toEqual([]);
  const within = { checks: [...form.checks, { ...check, that: "total >= sales_value" }] };
  expect(found(total, within)).toEqual([]);
  expect(knownFaults(planted(total, sum), [])[0]).toMatchObject({
    at: "fields.total.source",
    severity: "warning",
    zh: "“本外销合计”由本表算得出（total = sales_value + revenue），请把“怎样得到”改为公式。",
  });
});
