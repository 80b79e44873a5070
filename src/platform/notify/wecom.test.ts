// The robot's address is told from anything else, messages keep within their bytes, nothing typed becomes markdown.
import { describe, expect, it, test } from "vitest";
import { seal, sealKey, unseal } from "./seal.ts";
import { batches, MOST_BYTES, plain, readWebhook, verdict } from "./wecom.ts";

const KEY = "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa";
const GOOD = `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${KEY}`;

describe("the address", () => {
  it("is read whole, with its last letters for showing", () => {
    expect(readWebhook(`  ${GOOD}\n`)).toEqual({ url: GOOD, tail: "5aaa" });
    expect(readWebhook(`${GOOD}&debug=1#x`)).toEqual({ url: GOOD, tail: "5aaa" });
    const own = GOOD.replace("qyapi.weixin.qq.com", "wecom.assoc.cn");
    expect(readWebhook(own)).toBeNull();
    expect(readWebhook(own, ["wecom.assoc.cn"])?.url).toBe(own);
  });
  it.each([
    "",
    "hello",
    GOOD.replace("https", "http"),
    GOOD.replace("qyapi.weixin.qq.com", "127.0.0.1"),
    GOOD.replace("qyapi.weixin.qq.com", "qyapi.weixin.qq.com.evil.cn"),
    GOOD.replace("//", "//user@evil.cn:443/").replace("/qyapi", "/?qyapi"),
    GOOD.replace("send", "upload_media"),
    "https://qyapi.weixin.qq.com/cgi-bin/webhook/send",
    "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=short",
    "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=" + "a".repeat(400),
    "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6%0d%0aX-7xxx-4bc4-97a0",
  ])("is not %s", (address) => expect(readWebhook(address)).toBeNull());
});

describe("messages", () => {
  const names = (count: number) =>
    Array.from({ length: count }, (_, i) => `> ${i + 1}. 第${i}造纸有限公司（演示）`);
  const sizes = (parts: readonly string[]) => parts.map((part) => Buffer.byteLength(part));

  it("few lines are one, unnumbered, with the end below", () => {
    expect(batches("头", ["甲", "乙"], "尾")).toEqual(["头\n甲\n乙\n尾"]);
  });
  it("two thousand names fall into numbered messages below the limit; none is lost, in the same order", () => {
    const lines = names(2000);
    const parts = batches("**报表提醒**", lines, "[去填报](https://example.com/reporting)");
    expect(Math.max(...sizes(parts))).toBeLessThanOrEqual(MOST_BYTES);
    expect(parts.flatMap((part) => part.split("\n").filter((line) => line.startsWith(">")))).toEqual(lines);
    expect(parts[0]).toContain(`（1/${parts.length}）`);
    expect(parts.slice(0, -1).some((part) => part.includes("去填报"))).toBe(false);
    expect(parts.at(-1)).toContain("去填报");
    // As few as their size allows: all but the last are nearly full.
    expect(Math.min(...sizes(parts).slice(0, -1))).toBeGreaterThan(MOST_BYTES - 120);
  });
  it("any limit is kept, and a name longer than a message is cut at a whole character", () => {
    for (const most of [120, 333, 1000])
      expect(Math.max(...sizes(batches("头", names(50), "尾", most)))).toBeLessThanOrEqual(most);
    const [part] = batches("头", ["纸".repeat(3000)], "");
    expect(Buffer.byteLength(part!)).toBeLessThanOrEqual(MOST_BYTES);
    expect(part).toMatch(/纸…$/);
    expect(part).not.toContain("�");
  });
  it("what somebody typed calls nobody and links nowhere", () => {
    const name = plain("<@all> [点我](https://evil.cn) **紧急**\n# 标题 `x` ~y~ \\ _z_");
    expect(name).not.toMatch(/[<>[\]*`#~\\_\n]/);
    expect(name).toContain("点我");
  });
});

test.each([
  [200, '{"errcode":0,"errmsg":"ok"}', { done: "sent" }],
  [
    200,
    '{"errcode":45009,"errmsg":"api freq out of limit"}',
    { done: "again", error: "errcode:45009", slow: true },
  ],
  [200, '{"errcode":-1,"errmsg":"system busy"}', { done: "again", error: "errcode:-1", slow: false }],
  [
    200,
    '{"errcode":93000,"errmsg":"invalid webhook url, from ip: 1.2.3.4"}',
    { done: "failed", error: "errcode:93000" },
  ],
  [200, "<html>", { done: "failed", error: "http:200" }],
  [404, '{"errcode":0}', { done: "failed", error: "http:404" }],
  [429, "", { done: "again", error: "http:429", slow: true }],
  [502, "", { done: "again", error: "http:502", slow: false }],
])("%i %s", (status, body, said) => expect(verdict(status, body)).toEqual(said));

test("a sealed address opens with its key and at its place only, and shows nothing of itself", () => {
  const key = sealKey("the key of this house");
  const closed = seal(key, "organisation/robot", GOOD);
  expect(unseal(key, "organisation/robot", closed)).toBe(GOOD);
  expect(closed.toString("latin1")).not.toContain("key=");
  expect(seal(key, "organisation/robot", GOOD).equals(closed)).toBe(false);
  expect(unseal(key, "other/robot", closed)).toBeNull();
  expect(unseal(sealKey("another house"), "organisation/robot", closed)).toBeNull();
  const changed = Buffer.from(closed);
  changed[changed.length - 1]! ^= 1;
  expect(unseal(key, "organisation/robot", changed)).toBeNull();
  expect(unseal(key, "organisation/robot", Buffer.alloc(3))).toBeNull();
});
