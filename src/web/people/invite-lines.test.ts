// Lists of people as they are really pasted.
import { expect, test } from "vitest";
import { readInviteLines } from "./invite-lines.ts";

test.each([
  ["王小明\t13912345678", { name: "王小明", contact: "13912345678", creditCode: undefined }],
  ["王小明，139 1234 5678", { name: "王小明", contact: "13912345678", creditCode: undefined }],
  ["li@mill.cn 李 丽", { name: "李 丽", contact: "li@mill.cn", creditCode: undefined }],
  [
    "赵刚、91330100MAD000019D、zhao@mill.cn",
    { name: "赵刚", contact: "zhao@mill.cn", creditCode: "91330100MAD000019D" },
  ],
  ["孙工", { name: "孙工", contact: undefined, creditCode: undefined }],
  ["１３９１２３４５６７８", { name: "13912345678", contact: "13912345678", creditCode: undefined }],
])("%s", (line, expected) => {
  expect(readInviteLines(`\n${line}\r\n  \n`)).toEqual([expected]);
});
