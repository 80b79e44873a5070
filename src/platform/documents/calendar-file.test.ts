// An iCalendar file as RFC 5545 wants it: lines of 75 octets, escaped text, an alarm on the day before.
import { expect, test } from "vitest";
import { writeCalendar } from "./calendar-file.ts";

const day = {
  id: "monthly-2026-10@x",
  day: "2026-11-10",
  title: "轻工企业月度生产经营快报，2026年10月；第二版",
  text: "截止日遇休息日顺延到下一个工作日，按国务院办公厅放假通知（含调休）计算\n以服务器时间为准",
  tentative: true,
  alarm: "明天截止",
};
const text = writeCalendar("报送日历", new Date("2026-11-24T01:02:03Z"), [day]).toString();

test("no line is longer than 75 octets, and unfolded it is the text again", () => {
  for (const line of text.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  const whole = text.replaceAll("\r\n ", "").split("\r\n");
  expect(whole).toContain("SUMMARY:轻工企业月度生产经营快报，2026年10月；第二版");
  expect(whole).toContain(`DESCRIPTION:${day.text.replace("\n", "\\n")}`);
  expect(whole).toContain("DTSTART;VALUE=DATE:20261110");
  expect(whole).toContain("DTSTAMP:20261124T010203Z");
  expect(whole).toContain("STATUS:TENTATIVE");
  expect(whole.filter((line) => line === "BEGIN:VALARM")).toHaveLength(1);
});

test("commas, semicolons and backslashes are escaped", () => {
  const odd = writeCalendar("a", new Date(0), [{ ...day, title: "a,b;c\\d" }]).toString();
  expect(odd).toContain("SUMMARY:a\\,b\\;c\\\\d");
});
