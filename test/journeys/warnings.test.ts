// A warning in the browser: seen by an owner, verified by the association, assessed, published, received, handled, lifted, reviewed; and a rule rehearsed.
import { expect, test } from "vitest";
import { listWarnings } from "../../src/modules/warnings/contract.ts";
import { listBulletins } from "../../src/modules/warnings/rules/contract.ts";
import { phone } from "./browser.ts";
import { journey } from "./journey.ts";

const here = journey();
const seen = "黑液锅炉检修延长，纸浆接不上";

test("from what an owner saw to the review, each step by whose it is", async () => {
  const [owner, secretary, duty] = await Promise.all(
    ["陈老板", "林秘书", "周值班"].map((name) => here.demo(name)),
  );
  const pocket = await here.open(owner!, phone);
  await pocket.goto("/warnings/sightings?new=1");
  await pocket.locator("#field-text").fill(seen);
  await pocket.getByLabel("行业").selectOption("22");
  await pocket.locator('[id="field-evidence.0.text"]').fill("检修通知");
  await pocket.locator('[id="field-evidence.0.source"]').fill("浆厂来函");
  await pocket.getByRole("dialog").getByRole("button", { name: "上报异常" }).click();
  await pocket.getByText(seen).waitFor();

  // The demo's own warning of the same industry is open: one cause, one warning.
  const find = async () => {
    const { rows } = await secretary!.must(listWarnings, { source: ["people"], open: "yes", sector: "22" });
    return rows.find(({ signals }) => signals > 1);
  };
  await expect.poll(find, { timeout: 20_000 }).toBeTruthy();
  const { id } = (await find())!;
  await pocket.reload();
  await pocket.getByText("已列入预警").first().waitFor();

  const board = await here.open(duty!);
  await board.goto(`/warnings/${id}`);
  await board.getByRole("button", { name: "更新预警" }).click();
  await board.locator("#field-description").fill("某企业产值下降 31.7%。");
  await board.getByRole("dialog").getByRole("button", { name: "更新预警" }).click();
  await board.getByText("不在本预警可公布的数字之内").first().waitFor();
  await board.locator("#field-description").fill("纸浆供应延长检修，请纸厂核对库存。");
  await board.getByRole("dialog").getByRole("button", { name: "更新预警" }).click();
  await board.getByRole("dialog").waitFor({ state: "detached" });

  await pocket.goto("/warnings/bulletins");
  const { rows } = await owner!.must(listBulletins, {});
  await pocket.goto(`/warnings/bulletins/${rows[0]!.id}`);
  await pocket.getByText("请纸厂核对库存").waitFor();
  await pocket.getByRole("button", { name: "确认收到" }).click();
  await pocket.getByText("确认收到", { exact: false }).first().waitFor();
  expect(await pocket.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);

  const step = async (
    page: typeof board,
    name: string,
    fill: (dialog: ReturnType<typeof board.getByRole>) => Promise<void>,
  ) => {
    await page.getByRole("button", { name, exact: true }).first().click();
    const dialog = page.getByRole("dialog");
    await fill(dialog);
    await dialog.getByRole("button", { name: "提交" }).click();
    await dialog.waitFor({ state: "detached" });
  };
  const desk = await here.open(secretary!);
  await desk.goto(`/warnings/${id}`);
  await step(desk, "记录处置", async (dialog) => dialog.locator("#field-note").fill("协调三家浆厂调剂。"));
  await board.reload();
  await board.getByText("协调三家浆厂调剂。").waitFor();
  await step(board, "解除预警", async (dialog) => {
    await dialog.locator("#field-note").fill("检修完成，供浆恢复。");
    await dialog.locator('[id="field-evidence.0.text"]').fill("到货确认");
    await dialog.locator('[id="field-evidence.0.source"]').fill("协会周报");
  });
  await step(board, "复盘", async (dialog) => {
    await dialog.locator("#field-note").fill("处置及时。");
    await dialog.locator("#field-change").fill("检修计划提前一个月通报。");
  });
  await board.getByText("要改的：检修计划提前一个月通报。").waitFor();
  const ended = (await owner!.must(listBulletins, {})).rows[0]!;
  expect(ended).toMatchObject({ type: "Cancel" });
});

test("a sighting becomes a warning that is verified, assessed and published on the desk", async () => {
  const duty = await here.demo("周值班");
  const board = await here.open(duty);
  await board.goto("/");
  await board.getByText("条等待核实、研判或发布").first().waitFor();
  const { rows } = await duty.must(listWarnings, { stage: ["signalled"], limit: 1 });
  await board.goto(`/warnings/${rows[0]!.id}`);
  await board.getByRole("button", { name: "认领" }).click();
  await board.getByText("周值班 已认领").first().waitFor();
  await board.getByRole("button", { name: "核实", exact: true }).click();
  const dialog = board.getByRole("dialog");
  await dialog.locator("#field-note").fill("园区和两家企业确认。");
  await dialog.locator('[id="field-evidence.0.text"]').fill("停电通知");
  await dialog.locator('[id="field-evidence.0.source"]').fill("园区公告");
  await dialog.getByRole("button", { name: "提交" }).click();
  await board.getByRole("button", { name: "风险研判" }).click();
  await dialog.locator("#field-note").fill("影响夜班。");
  await dialog.getByRole("button", { name: "提交" }).click();
  await board.getByRole("button", { name: "定级发布" }).click();
  await dialog.getByRole("button", { name: "定级发布" }).click();
  await board.getByRole("button", { name: "记录处置" }).waitFor();
  await board.getByText("家单位已通知").waitFor();
});

test("a rule that fires on everything is refused with the rehearsal's number; a calmer one goes live", async () => {
  const board = await here.open(await here.demo("周值班"), { answered: [409, 422] });
  await board.goto("/warnings/rules");
  await board.getByRole("button", { name: "新建规则" }).first().click();
  const dialog = board.getByRole("dialog");
  await dialog.locator('[id="field-name.zh"]').fill("电量规则");
  await dialog.locator("#field-threshold").fill("0.2");
  await dialog.getByLabel("指标").selectOption("electricity");
  await dialog.getByRole("button", { name: "提交" }).click();
  const card = board.locator("section.card", { hasText: "电量规则" });
  await card.getByRole("button", { name: "启用" }).click();
  await card.getByText("还没有按现在的内容演练过").first().waitFor();
  await card.getByRole("button", { name: "用历史演练" }).click();
  await card.getByText("这条规则太响").first().waitFor();
  await card.getByRole("button", { name: "修改" }).click();
  await dialog.locator("#field-threshold").fill("4");
  await dialog.getByRole("button", { name: "提交" }).click();
  await card.getByText("规则改过，请重新演练").waitFor();
  await card.getByRole("button", { name: "用历史演练" }).click();
  await card.getByText("规则改过，请重新演练").waitFor({ state: "detached" });
  await card.getByRole("button", { name: "启用" }).click();
  await card.getByText("已启用").waitFor();
});
