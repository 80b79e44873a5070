// Figures as the federation reads them: exact, never more digits than known, "—" is not "0".
import { expect, test } from "vitest";
import {
  ago,
  axisScale,
  day,
  figure,
  figureParts,
  moment,
  monthName,
  percent,
  round,
  shift,
  tick,
} from "./format.ts";

test.each([
  [null, {}, "—"],
  ["", {}, "—"],
  ["abc", {}, "—"],
  ["0", { unit: "万元" }, "0 万元"],
  ["0.00", {}, "0.00"],
  ["1234567.8", {}, "1,234,567.8"],
  ["-1234.565", {}, "−1,234.57"],
  ["-0.004", {}, "0.00"],
  ["12.3", { unit: "%" }, "12.3%"],
  ["12.3", { unit: "%", signed: true }, "+12.3%"],
  ["0.0", { unit: "%", signed: true }, "0.0%"],
  ["123456789012345678.12345678", { digits: 8 }, "123,456,789,012,345,678.12345678"],
  [1234, { unit: "人" }, "1,234 人"],
] as const)("%s with %o is written %s", (value, options, text) => {
  expect(figure(value, options)).toBe(text);
});

test.each([
  // As entered below 亿; the unit's own 万 counts.
  ["9999", "元", "9,999 元"],
  ["10000", "元", "1.00 万元"],
  ["123456", "元", "12.35 万元"],
  ["99999999", "元", "10,000.00 万元"],
  ["100000000", "元", "1.00 亿元"],
  ["1234.5", "万元", "1,234.5 万元"],
  ["12345.67", "万元", "1.23 亿元"],
  ["-12345.67", "万元", "−1.23 亿元"],
  ["0.5", "万元", "0.5 万元"],
  ["12", "千元", "1.2 万元"],
  ["350", "人", "350 人"],
  ["85.2", "%", "85.2%"],
  ["123456", "千瓦时", "12.35 万千瓦时"],
] as const)("scaled, %s %s is %s", (value, unit, text) => {
  expect(figure(value, { unit, scaled: true })).toBe(text);
});

test("scaling adds no digit that is not known", () => {
  expect(figureParts("20000", { unit: "万元", scaled: true, digits: 4 })).toEqual({
    text: "2.0000",
    unit: "亿元",
  });
  expect(figure("1.2", { digits: 4 })).toBe("1.2");
});

test("English scales by thousands", () => {
  expect(figure("12345.67", { unit: "万元", scaled: true, language: "en" })).toBe("123.46 M 元");
});

test("moving the point and moving it back gives the same digits", () => {
  for (const text of ["1", "-1", "0.05", "123.456", "1000000", "-0.001"]) {
    expect(shift(shift(text, -4), 4).replace(/\.0+$|(?<=\.\d*?)0+$/, "")).toBe(text);
  }
  expect(shift("5", -4)).toBe("0.0005");
  expect(shift("0.0005", 4)).toBe("5");
});

test("rounding carries and goes away from zero", () => {
  expect(round("9.995", 2)).toBe("10.00");
  expect(round("-0.005", 2)).toBe("-0.01");
  expect(round("0.5", 0)).toBe("1");
});

test("shares become percentages without binary dust", () => {
  expect(percent("0.853")).toBe("85.3%");
  expect(percent("0.07", 1, true)).toBe("+7%");
  expect(percent(null)).toBe("—");
});

test("days and moments stand in Shanghai", () => {
  expect(day("2026-11-24")).toBe("2026-11-24（周二）");
  expect(day("2026-11-23T17:30:00Z")).toBe("2026-11-24（周二）");
  expect(moment("2026-11-24T06:05:00Z")).toBe("2026-11-24（周二）14:05");
  expect(day("2026-11-24", "en")).toBe("2026-11-24 (Tue)");
  expect(day("nonsense")).toBe("—");
  expect(monthName("2026-10")).toBe("2026年10月");
  expect(monthName(null)).toBe("—");
});

test("relative under a day, exact beyond", () => {
  const now = new Date("2026-11-24T06:00:00Z");
  expect(ago("2026-11-24T05:59:50Z", now)).toBe("刚刚");
  expect(ago("2026-11-24T05:15:00Z", now)).toBe("45 分钟前");
  expect(ago("2026-11-23T07:00:00Z", now)).toBe("23 小时前");
  expect(ago("2026-11-24T08:00:00Z", now)).toBe("2 小时后");
  expect(ago("2026-11-23T05:00:00Z", now)).toBe("2026-11-23（周一）13:00");
});

test("an axis has one unit, and its ticks no needless zeros", () => {
  expect(axisScale("931234", "万元", "zh")).toEqual({ power: 4, unit: "亿元" });
  expect(axisScale("120", "%", "zh")).toEqual({ power: 0, unit: "%" });
  expect([0, 850000, 855000, -50000].map((value) => tick(value, 4))).toEqual(["0", "85", "85.5", "−5"]);
  expect(tick(1200, 0)).toBe("1,200");
});
