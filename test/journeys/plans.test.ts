// Response plans in the browser: an enterprise writes one, its association sends it back and approves it; a drill is run,
// its tasks done, and closed only with what to change; what was acknowledged is there after kill −9.
import { expect, test } from "vitest";
import * as board from "../../src/modules/plans/activations/contract.ts";
import { listPlans, readPlan } from "../../src/modules/plans/contract.ts";
import { openHouse } from "../house.ts";
import { Visitor } from "../visitor.ts";
import { journey } from "./journey.ts";

const here = journey();

test("an enterprise writes a plan from a starter, is sent back, mends it and is approved for a year", async () => {
  const owner = await here.demo("陈老板");
  const page = await here.open(owner, { answered: [422] });
  await page.goto("/plans/new");
  await page.getByText("物流中断应急预案", { exact: false }).first().click();
  await page.locator("#field-title").fill("木浆到港中断预案");
  await page.getByLabel("由谁审核").selectOption({ label: "中国造纸协会（演示）" });
  await page.getByRole("button", { name: "开始编写" }).click();
  await page.getByRole("heading", { level: 1, name: "编辑预案" }).waitFor();
  // What is typed and not saved outlives the page.
  await page.locator("#field-purpose").fill("木浆到不了港，也不让抄纸机空转。");
  await page.reload();
  await page.getByText("已找回上次没有保存的内容").waitFor();
  expect(await page.locator("#field-purpose").inputValue()).toContain("抄纸机");
  // The fault is listed by the saving already; while the submission is under way a second click would be none.
  const refused = page.waitForResponse((response) => response.status() === 422);
  await page.getByRole("button", { name: "提交审核" }).click();
  await refused;
  await page.getByText("至少留一位能打通电话的联系人").first().waitFor();
  await page.locator("#field-contacts-0-phone").fill("13900002001");
  await page.getByRole("button", { name: "提交审核" }).click();
  await page.getByText("由陈老板提交，等待中国造纸协会（演示）审核。").waitFor();

  const secretary = await here.demo("林秘书");
  const { rows } = await secretary.must(listPlans, { q: "木浆到港" });
  const desk = await here.open(secretary);
  await desk.goto(`/plans/${rows[0]!.id}`);
  await desk.getByRole("button", { name: "退回", exact: true }).click();
  await desk.locator("#field-reason").fill("请写明第二来源。");
  await desk.getByRole("dialog").getByRole("button", { name: "退回" }).click();
  await desk.getByText("被退回：请写明第二来源。").waitFor();
  await page.reload();
  await page.getByRole("button", { name: "提交审核" }).click();
  await page.getByText("等待中国造纸协会（演示）审核").waitFor();
  await desk.reload();
  await desk.getByRole("button", { name: "批准", exact: true }).click();
  await desk.getByRole("dialog").getByRole("button", { name: "批准" }).click();
  await desk.getByText("第 1 版有效", { exact: false }).waitFor();
  // The federation counts it and cannot open it.
  const duty = await here.demo("周值班");
  expect((await duty.call(readPlan, { id: rows[0]!.id })).ok).toBe(false);
});

test("a drill: started, a task done, the rest set aside, closed with a change; kill −9 loses nothing", async () => {
  const duty = await here.demo("周值班");
  const plan = (await duty.must(listPlans, { scenario: "material", ownerKind: "federation" })).rows[0]!;
  const page = await here.open(duty, { answered: [409, 422] });
  await page.goto(`/plans/${plan.id}`);
  await page.getByRole("button", { name: "组织演练" }).click();
  await page.locator("#field-activation-title").fill("木浆断供桌面演练");
  await page.locator("#field-activation-cause").fill("年度计划");
  await page.getByRole("button", { name: "开始演练" }).click();
  await page.getByRole("heading", { level: 1, name: "木浆断供桌面演练" }).waitFor();
  const id = new URL(page.url()).pathname.split("/").at(-1)!;
  await page.getByRole("button", { name: "办结", exact: true }).first().click();
  await page.getByRole("dialog").locator("#field-outcome").fill("两家来源一致，缺口约三成。");
  await page.getByRole("dialog").getByRole("button", { name: "办结" }).click();
  await page.locator(".outcome").getByText("缺口约三成").waitFor();
  await page.getByRole("button", { name: "结束并复盘" }).click();
  await page.locator("#field-happened").fill("演练按步骤走完，用时半天。");
  await page.getByLabel("结果").selectOption("partly");
  await page.locator("#field-change-part-0").fill("联系人");
  await page.locator("#field-change-text-0").fill("无");
  const finish = page.getByRole("dialog").getByRole("button", { name: "结束并复盘" });
  await finish.click();
  await page.getByText("项任务没有办结", { exact: false }).waitFor();
  for (;;) {
    const open = (await duty.must(board.readActivation, { id })).taskRows.find(
      (task) => task.state === "open",
    );
    if (!open) break;
    const on = { id, taskId: open.id, revision: open.revision };
    await duty.must(board.dropTask, { ...on, reason: "演练不做这一步" });
  }
  await finish.click();
  await page.getByText("只写“无”“不用改”不能结束", { exact: false }).waitFor();
  await page.locator("#field-change-text-0").fill("补一个夜间电话，每季度核对。");
  await finish.click();
  await page.getByText("部分达到").first().waitFor();

  await here.house.kill({ database: true });
  const again = await openHouse({ home: here.house.home });
  try {
    const back = await Visitor.demo(again.address, "周值班");
    const kept = await back.must(board.readActivation, { id });
    expect([kept.open, kept.result, kept.review?.changes[0]?.text]).toEqual([
      ...[false, "partly", "补一个夜间电话，每季度核对。"],
    ]);
    expect(kept.taskRows[0]?.outcome).toContain("缺口约三成");
    const proposals = (await back.must(readPlan, { id: plan.id })).proposals.map((one) => one.text);
    expect(proposals).toContain("补一个夜间电话，每季度核对。");
  } finally {
    await again.stop();
  }
});
