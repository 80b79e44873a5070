// Steps of the editor: moving over edges, renaming through formulas, codes that are free.
import { expect, it } from "vitest";
import { readDefinition } from "../../engines/forms/index.ts";
import { addField, changeField, codesOf, fieldFrom, freeCode, moveField, newField } from "./edit-form.ts";

const t = (zh: string) => ({ zh, en: zh });
const form = readDefinition({
  code: "f",
  version: 1,
  title: t("表"),
  sections: [
    {
      code: "a",
      title: t("甲"),
      fields: [
        { code: "x", label: t("x") },
        { code: "y", label: t("y"), formula: "x * 2" },
      ],
    },
    {
      code: "b",
      title: t("乙"),
      fields: [{ code: "z", label: t("z"), askedWhen: "xx > 0 or previous.x > 0" }],
    },
    { code: "g", title: t("组"), repeat: { max: 2 }, fields: [{ code: "p", label: t("p") }] },
  ],
  checks: [{ code: "c", severity: "soft", at: ["x"], that: "abs(x - previous.x) <= y", say: t("话") }],
});

it("moves a field within its section and over its edge, never into a group", () => {
  expect(codesOf(moveField(form, 0, 0, 1))).toEqual(["y", "x", "z", "p"]);
  const over = moveField(form, 0, 1, 1);
  expect(over.sections.map((s) => s.fields.map((f) => f.code))).toEqual([["x"], ["y", "z"], ["p"]]);
  expect(moveField(form, 1, 0, 1)).toBe(form);
  expect(moveField(form, 0, 0, -1)).toBe(form);
});

it("a new code is followed through formulas, skip rules and checks, and only there", () => {
  const after = changeField(form, 0, 0, { code: "output" });
  expect(after.sections[0]!.fields[1]!.formula).toBe("output * 2");
  expect(after.sections[1]!.fields[0]!.askedWhen).toBe("xx > 0 or previous.output > 0");
  expect(after.checks[0]).toMatchObject({ at: ["output"], that: "abs(output - previous.output) <= y" });
  expect(form.checks[0]!.at).toEqual(["x"]);
});

it("new codes are free ones", () => {
  expect(freeCode("item", ["item_1", "item_3"])).toBe("item_2");
  expect(codesOf(addField(form, 1, newField(form)))).toEqual(["x", "y", "z", "item_1", "p"]);
  const known = {
    form: "g",
    formTitle: t("g"),
    field: "x",
    label: t("x"),
    unit: t("吨"),
    type: "integer" as const,
    periodicity: "month" as const,
  };
  expect(fieldFrom(form, known)).toMatchObject({
    code: "x_1",
    source: { form: "g", field: "x" },
    decimals: 0,
  });
});
