// 弱口令: what is refused, with which sentence; what passes. And what counts as a login.
import { expect, test } from "vitest";
import { cookieName, seal, unseal } from "./cookie.ts";
import { readLogin } from "./login.ts";
import { weaknessOf } from "./password.ts";

test.each([
  ["short1", "不足"],
  ["aaaaaaaaaaaa", "重复"],
  ["1234567890", "只有数字"],
  ["13912345678", "只有数字"],
  ["qwertyuiop", "连续"],
  ["abcdefghijkl", "连续"],
  ["password123", "常见"],
  ["P@ssw0rd123", "常见"],
  ["admin123456", "常见"],
  ["woaini5201314", "常见"],
  ["Woaini1314520", "常见"],
  ["wang123456789", "常见"],
  ["Gongsi888888", "常见"],
  ["zhongguo!!2022", "常见"],
  ["Password2026!", "常见"],
])("%s is refused", (password, why) => {
  expect(weaknessOf(password)?.zh).toContain(why);
});

test.each(["wangxiaoming88", "x13912345678y", "ming.wang-2026"])("%s carries the person", (password) => {
  expect(weaknessOf(password, ["wangxiaoming", "13912345678", "ming.wang@mill.cn"])?.zh).toContain("姓名");
});

test("a Chinese name of two characters counts, one character alone does not", () => {
  expect(weaknessOf("陈平家的保险柜ABC9", ["陈平"])).not.toBeNull();
  expect(weaknessOf("陈年老酒与纸浆共九缸", ["陈"])).toBeNull();
});

test.each(["竹浆-七月-蓝色水塔", "correct horse battery", "Kq7#mill-river", "tR9vLw2zPx"])(
  "%s will do",
  (password) => {
    expect(weaknessOf(password, ["王填报", "13900000000"])).toBeNull();
  },
);

test.each([
  ["139 1234 5678", { kind: "phone", value: "13912345678" }],
  ["+86 139-1234-5678", { kind: "phone", value: "13912345678" }],
  ["008613912345678", { kind: "phone", value: "13912345678" }],
  ["１３９１２３４５６７８", { kind: "phone", value: "13912345678" }],
  [" Wang@Mill.CN ", { kind: "email", value: "wang@mill.cn" }],
  ["12912345678", null],
  ["139123456789", null],
  ["wang@mill", null],
  ["a@b.cn, c@d.cn", null],
  ["", null],
])("login %s", (text, expected) => {
  expect(readLogin(text)).toEqual(expected);
});

test("a cookie that is not sealed by us is no session", () => {
  const sealed = seal("token", "secret");
  expect(unseal(sealed, "secret")).toBe("token");
  expect(unseal(sealed, "other")).toBeNull();
  expect(unseal(sealed.replace("token", "tokem"), "secret")).toBeNull();
  for (const bad of [undefined, "", "token", "token.", ".x", `${"x".repeat(400)}.y`]) {
    expect(unseal(bad, "secret")).toBeNull();
  }
  expect(cookieName(true)).toMatch(/^__Secure-/);
});
