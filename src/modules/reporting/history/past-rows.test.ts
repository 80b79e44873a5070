// Past months by hand: what is taken in, what is refused with its cell, what stands already.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type FormDefinition, prepare, readDefinition } from "../../../engines/forms/index.ts";
import { judgePast, type Known, type PastRow } from "./past-rows.ts";
import { fieldsAcross, formFor, type Versions } from "./versions.ts";

const file = new URL("../../../../data/forms/monthly-operation.json", import.meta.url);
const form = prepare(readDefinition(JSON.parse(readFileSync(file, "utf8"))) as FormDefinition);
const labels = new Map(form.fields.map(({ code, label }) => [code, label]));
const known = new Map<string, Known>([
  ["A", { id: "a", name: "甲纸业有限公司", open: true }],
  ["B", { id: "b", name: "乙纸业有限公司", open: true }],
  ["C", { id: "c", name: "丙纸业有限公司", open: false }],
]);
const row = (code: string, period: string, more: Partial<PastRow> = {}): PastRow => ({
  rowNumber: 2,
  code,
  name: "",
  period,
  answers: { output_value: "100" },
  cells: { credit_code: "A2", name: "B2", period: "C2", output_value: "D2" },
  ...more,
});
const judge = (rows: PastRow[], standing: string[] = []) =>
  judgePast(() => form, labels, rows, known, new Set(standing), "2026-11-24");

test("a month with one figure is taken, the rest stays unknown", () => {
  const { taken, problems } = judge([row("A", "2024-03")]);
  expect(problems).toEqual([]);
  expect(taken).toMatchObject([{ organisationId: "a", period: "2024-03" }]);
  expect(taken[0]!.values).toMatchObject({ output_value: "100", employees: null });
});

test("unknown, closed, unfinished and empty rows are refused at their cell", () => {
  const found = judge([
    row("X", "2024-03"),
    row("C", "2024-03"),
    row("A", "2026-11"),
    row("B", "2024-03", { answers: {} }),
  ]);
  expect(found.taken).toEqual([]);
  expect(found.problems.map(({ cell, severity }) => [cell, severity])).toEqual([
    ["A2", "hard"],
    ["A2", "hard"],
    ["C2", "hard"],
    ["C2", "hard"],
  ]);
});

test("swapped codes are seen by the names; another spelling of the name only noted", () => {
  const found = judge([
    row("A", "2024-03", { name: "乙纸业有限公司" }),
    row("B", "2024-03", { name: "甲纸业（有限公司）" }),
    row("A", "2024-04", { name: "甲纸厂" }),
  ]);
  expect(found.problems.map(({ severity }) => severity)).toEqual(["hard", "hard", "soft"]);
  expect(found.problems[0]!.zh).toContain("填反");
  expect(found.taken).toHaveLength(1);
});

test("what stands is left alone; a thousandfold of the month before is remarked on", () => {
  const found = judge(
    [row("A", "2024-03"), row("A", "2024-04", { answers: { output_value: "1000000" } })],
    ["a 2024-03"],
  );
  expect([found.standing, found.taken.length]).toEqual([1, 1]);
  expect(found.problems).toMatchObject([{ cell: "D2", severity: "soft" }]);
  expect(found.problems[0]!.zh).toContain("10000 倍");
});

test("a figure that cannot be is refused", () => {
  const found = judge([row("A", "2024-03", { answers: { output_value: "abc" } })]);
  expect(found.taken).toEqual([]);
  expect(found.problems[0]).toMatchObject({ cell: "D2", severity: "hard" });
});

/** From July on: no price any more, waste water asked, at most a hundred hands. */
const newer = prepare({
  ...form.definition,
  version: 2,
  sections: form.definition.sections.map((section, i) => ({
    ...section,
    fields: [
      ...section.fields
        .filter((field) => field.code !== "price_change")
        .map((field) => (field.code === "employees" ? { ...field, max: "100" } : field)),
      ...(i === 0
        ? [{ ...section.fields[0]!, code: "waste_water", label: { zh: "废水排放量", en: "Waste water" } }]
        : []),
    ],
  })),
  checks: form.definition.checks.filter((one) => one.code !== "price-jump"),
});
const versions: Versions = [
  { validFrom: "2020-01-01", form },
  { validFrom: "2024-07-01", form: newer },
];

test("a month is read by the version it was asked with; one before the first version by the first", () => {
  const version = (period: string) => formFor(versions, period).definition.version;
  expect(["2019-03", "2024-06", "2024-07", "2026-01"].map(version)).toEqual([1, 1, 2, 2]);
  const columns = fieldsAcross(versions).map((field) => field.code);
  expect(columns).toContain("waste_water");
  expect(columns.at(-1)).toBe("price_change");
  expect(columns).not.toContain("difficulty");
  expect(new Set(columns).size).toBe(columns.length);
});

test("two versions in one file: each row by its own, what it did not ask is named at its cell and left out", () => {
  const answers = { output_value: "100", price_change: "2", waste_water: "7", employees: "150" };
  const at = (n: number) => ({
    output_value: `D${n}`,
    price_change: `E${n}`,
    waste_water: `F${n}`,
    employees: `G${n}`,
  });
  const names = new Map(fieldsAcross(versions).map(({ code, label }) => [code, label]));
  const found = judgePast(
    (period) => formFor(versions, period),
    names,
    [
      row("A", "2024-06", { rowNumber: 2, answers, cells: at(2) }),
      row("A", "2024-07", { rowNumber: 3, answers, cells: at(3) }),
      row("B", "2024-07", { rowNumber: 4, answers: { ...answers, employees: "99" }, cells: at(4) }),
    ],
    known,
    new Set(),
    "2026-11-24",
  );
  expect(found.taken.map((one) => [one.period, one.form.definition.version])).toEqual([
    ["2024-06", 1],
    ["2024-07", 2],
  ]);
  expect(found.taken[0]!.values).toMatchObject({ price_change: "2", employees: "150" });
  expect(found.taken[0]!.values).not.toHaveProperty("waste_water");
  expect(found.taken[1]!.values).toMatchObject({ waste_water: "7", employees: "99" });
  expect(found.problems.map(({ cell, severity }) => [cell, severity])).toEqual([
    ["F2", "soft"],
    ["G3", "hard"],
    ["E3", "soft"],
    ["E4", "soft"],
  ]);
  expect(found.problems[0]!.zh).toBe("废水排放量：2024-06 用的是第 1 版表式，没有这项指标，这一格没有导入。");
});
