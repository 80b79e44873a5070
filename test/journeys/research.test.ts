// Field research: a plan begun, a visit noted where there is no line, a photo, a finding, the report; a questionnaire by link.
import { readFileSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "vitest";
import { listPlans, readVisit } from "../../src/modules/research/contract.ts";
import * as asked from "../../src/modules/research/questionnaires/contract.ts";
import { aPng, textOf, unzip } from "../../src/platform/documents/fixtures.ts";
import { phone } from "./browser.ts";
import { journey } from "./journey.ts";

const here = journey();

test("from the plan to the report: what is typed without a line is kept and sent when the line is back", async () => {
  const secretary = await here.demo("林秘书");
  const desk = await here.open(secretary);
  await desk.goto("/research");
  await desk.getByRole("link", { name: "新建调研计划" }).first().click();
  await desk.locator("#field-title").fill("纸企冬季用汽调研");
  await desk.locator("#field-endsOn").fill("2099-12-31");
  await desk.locator("#field-purpose").fill("弄清蒸汽够不够用。");
  await desk.getByLabel("姓名").fill("林秘书");
  await desk.getByRole("button", { name: "保存计划" }).click();
  await desk.getByRole("button", { name: "开始调研" }).click();
  await desk.getByRole("button", { name: "安排走访" }).click();
  await desk.locator("#field-place").fill("临江造纸园区");
  await desk.getByRole("dialog").getByRole("button", { name: "安排走访" }).click();
  await desk.getByRole("heading", { level: 1, name: "临江造纸园区" }).waitFor();
  const path = new URL(desk.url()).pathname;
  const visitId = path.split("/").at(-1)!;

  // Not watched: a line that is cut is an error in the console by itself.
  const context = await here.browser.newContext({ ...phone, baseURL: here.house.address });
  await context.addCookies([secretary.browserCookie()]);
  let pocket = await context.newPage();
  await pocket.goto(path);
  const notes = () => pocket.getByLabel("走访记录", { exact: true });
  await notes().fill("蒸汽压力白天偏低。");
  await pocket.getByText("已保存", { exact: false }).first().waitFor();
  await expect
    .poll(async () => (await secretary.must(readVisit, { id: visitId })).notes, { timeout: 15_000 })
    .toBe("蒸汽压力白天偏低。");
  await context.setOffline(true);
  await notes().fill("蒸汽压力白天偏低，夜里正常。");
  await pocket.getByText("已保存在本机浏览器").waitFor();
  // Put away before the line is back: an open page would send it by itself, and there would be nothing to find.
  await pocket.close();
  await context.setOffline(false);
  pocket = await context.newPage();
  await pocket.goto(path);
  await pocket.getByText("已找回上次没有提交的内容").waitFor();
  expect(await notes().inputValue()).toBe("蒸汽压力白天偏低，夜里正常。");
  await expect
    .poll(async () => (await secretary.must(readVisit, { id: visitId })).notes, { timeout: 30_000 })
    .toBe("蒸汽压力白天偏低，夜里正常。");
  await pocket.getByLabel("这次走访已经完成").check();
  await pocket
    .locator("input[type=file]")
    .setInputFiles({ name: "车间.png", mimeType: "image/png", buffer: aPng });
  await pocket.locator(".photos img").waitFor();
  const width = () => pocket.evaluate("document.querySelector('.photos img').naturalWidth");
  await expect.poll(width, { timeout: 15_000 }).toBe(1);
  await pocket.getByRole("button", { name: "记录发现" }).click();
  const dialog = pocket.getByRole("dialog");
  await dialog.locator("#field-text").fill("白天蒸汽压力不足，烘缸降速。");
  await dialog.getByLabel("行业").selectOption("22");
  await dialog.getByRole("button", { name: "添加数据" }).click();
  await dialog.getByLabel("数据", { exact: true }).fill("白天压力 0.6 兆帕");
  await dialog.getByLabel("来源", { exact: true }).fill("园区热力表读数");
  await dialog.getByRole("button", { name: "保存", exact: true }).click();
  await pocket.getByText("白天蒸汽压力不足").waitFor();
  await expect
    .poll(async () => (await secretary.must(readVisit, { id: visitId })).done, { timeout: 15_000 })
    .toBe(true);
  await context.close();

  const { rows } = await secretary.must(listPlans, { q: "纸企冬季用汽调研" });
  await desk.goto(`/research/plans/${rows[0]!.id}`);
  await desk.getByRole("button", { name: "调研成稿" }).click();
  await desk.getByRole("button", { name: "办结" }).waitFor();
  const waiting = desk.waitForEvent("download");
  await desk.getByRole("button", { name: "下载调研报告" }).click();
  const file = await (await waiting).path();
  const text = textOf((await unzip(readFileSync(file))).get("word/document.xml")!);
  expect(text).toContain("弄清蒸汽够不够用。");
  expect(text).toMatch(/白天蒸汽压力不足，烘缸降速。\[\d\].*白天压力 0\.6 兆帕\[\d\]/);
  expect(text).toMatch(/\[\d\] 园区热力表读数/);
});

test("a questionnaire is built, answered by link on a phone without sign-in, closed and counted", async () => {
  const secretary = await here.demo("林秘书");
  const desk = await here.open(secretary);
  await desk.goto("/research/questionnaires/new");
  await desk.locator("#field-title").fill("冬季用汽小问卷");
  await desk.getByRole("button", { name: "添加题目" }).click();
  await desk.getByLabel("题目", { exact: false }).first().fill("蒸汽够用吗？");
  await desk.getByLabel("选项").fill("够用\n不够用");
  await desk.getByLabel("必答").check();
  await desk.getByRole("button", { name: "保存", exact: true }).click();
  await desk.getByRole("button", { name: "开始收集" }).click();
  await desk.getByRole("dialog").getByRole("button", { name: "开始收集" }).click();
  const address = await desk.locator(".copyable code").innerText();
  for (let i = 0; i < 3; i++) {
    const visitor = await here.open(null, phone);
    await visitor.goto(new URL(address).pathname);
    await visitor.getByRole("button", { name: "提交答卷" }).waitFor();
    if (i === 0) {
      const { violations } = await new AxeBuilder({ page: visitor }).analyze();
      expect(violations.filter((v) => v.impact === "serious" || v.impact === "critical")).toEqual([]);
      expect(await visitor.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(
        0,
      );
    }
    await visitor.getByRole("button", { name: "提交答卷" }).click();
    // A needed question left out is asked for, and nothing is lost.
    await visitor.getByText("这道题必答").first().waitFor();
    await visitor.getByText("不够用", { exact: true }).click();
    await visitor.getByRole("button", { name: "提交答卷" }).click();
    await visitor.getByRole("heading", { name: "已收到，谢谢您" }).waitFor();
  }
  await desk.reload();
  await desk.getByRole("button", { name: "结束收集" }).click();
  await desk.getByRole("dialog").getByRole("button", { name: "结束收集" }).click();
  await desk.getByText("3 份作答").waitFor();
  const { rows } = await secretary.must(asked.listQuestionnaires, { q: "冬季用汽小问卷" });
  const { results } = await secretary.must(asked.readQuestionnaire, { id: rows[0]!.id });
  expect(results?.[0]?.options).toEqual([
    { label: "够用", count: 0 },
    { label: "不够用", count: 3 },
  ]);
});
