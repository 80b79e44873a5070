// Past months by hand: what is taken in, what is refused with its cell, what stands already.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type FormDefinition, prepare, readDefinition } from "../../../engines/forms/index.ts";
import { judgePast, type Known, type PastRow } from "./past-rows.ts";

const file = new URL("../../../../data/forms/monthly-operation.json", import.meta.url);
const form = prepare(readDefinition(JSON.parse(readFileSync(file, "utf8"))) as FormDefinition);
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
  judgePast(form, rows, known, new Set(standing), "2026-11-24");

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
