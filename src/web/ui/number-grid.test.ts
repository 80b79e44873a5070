// What people paste: columns and rows of Excel, full-width digits, separators.
import { expect, test } from "vitest";
import { csvOf } from "./chart-out.ts";
import { cellsOf, normal } from "./number-grid.tsx";

test.each([
  ["1,234.5\n−3\n", ["1234.5", "-3"]],
  ["产值\t100\r\n利润\t20\r\n", ["100", "20"]],
  ["1\t2\t3", ["1", "2", "3"]],
  ["１２．５", ["12.5"]],
  ["\n5", ["", "5"]],
])("pasting %j gives %j", (text, cells) => {
  expect(cellsOf(text)).toEqual(cells);
});

test("what is no number stays as typed, for the check to name", () => {
  expect(normal("约100")).toBe("约100");
  expect(normal("1-2")).toBe("1-2");
});

test("a chart's CSV never becomes a formula", () => {
  const text = csvOf({
    labels: ["2026-10"],
    unit: "万元",
    series: [{ name: "=HYPERLINK(1)", values: ["-5"] }],
    band: { name: '带"引号', low: [null], high: ["2"] },
  });
  expect(text.split("\r\n")).toEqual([
    ',\'=HYPERLINK(1)（万元）,"带""引号 P25","带""引号 P75"',
    "2026-10,-5,,2",
  ]);
});
