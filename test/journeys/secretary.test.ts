// The secretary's morning: remind who is missing, return one with a reason, approve the rest; by hand and by keyboard.
import { expect, test } from "vitest";
import { me } from "../../src/modules/people/contract.ts";
import { listFilings, reviewQueue } from "../../src/modules/reporting/contract.ts";
import { journey } from "./journey.ts";

const here = journey();

test("chase: everybody missing is reminded, the text is copied, its link opens the clerk's prefilled form", async () => {
  const secretary = await here.demo("林秘书");
  const page = await here.open(secretary, { permissions: ["clipboard-read", "clipboard-write"] });
  await page.goto("/reporting/board");
  await page.getByRole("button", { name: "提醒全部未报企业" }).click();
  const dialog = page.getByRole("dialog", { name: "催报文字" });
  const text = await dialog.getByRole("textbox", { name: "催报文字" }).inputValue();
  const link = /https?:\/\/\S+/.exec(text)?.[0];
  expect(link, text).toBeDefined();
  expect(text).toMatch(/[\u4e00-\u9fff]{6,}/);
  await dialog.getByRole("button", { name: "复制文字" }).click();
  expect(await page.evaluate("navigator.clipboard.readText()")).toBe(text);
  await dialog.getByRole("button", { name: "关闭" }).last().click();

  // In the clerk's chat the same link is tapped: sign-in first, then the form and not the start page.
  const chat = await here.open();
  await chat.goto(link!);
  await chat.getByRole("button", { name: /王填报/ }).click();
  await chat.locator("#field-employees").waitFor();
  expect(await chat.locator("#field-employees").inputValue()).toMatch(/^\d+$/);
  const { pathname, search } = new URL(chat.url());
  expect(link).toContain(pathname + search);
  const notices = chat.getByRole("button", { name: /消息/ });
  await notices.click();
  await chat
    .getByText(/催报|还没有提交|尚未报送|请.*填报/)
    .first()
    .waitFor();
});

test("return one with a reason: the clerk of that enterprise reads it, the queue is one shorter", async () => {
  const secretary = await here.demo("林秘书");
  const before = await secretary.must(reviewQueue, {});
  const first = before.rows[0]!;
  const page = await here.open(secretary);
  await page.goto("/reporting/review");
  await page.getByRole("button", { name: "退回修改" }).first().click();
  const dialog = page.getByRole("dialog", { name: /^退回/ });
  const send = dialog.getByRole("button", { name: "退回", exact: true });
  expect(await send.isDisabled()).toBe(true);
  await dialog.getByLabel("退回原因").fill("出口交货值大于销售产值，请核对后重报。");
  await send.click();
  await page.getByText("已退回，企业会收到通知").waitFor();
  await expect.poll(async () => (await secretary.must(reviewQueue, {})).total).toBe(before.total - 1);
  const { rows } = await secretary.must(listFilings, { state: "returned", limit: 100 });
  expect(rows.map((row) => row.id)).toContain(first.id);
});

test("approve several at once, and by keyboard: j moves, x picks, a approves, Enter opens", async () => {
  const secretary = await here.demo("林秘书");
  const before = await secretary.must(reviewQueue, {});
  expect(before.total).toBeGreaterThanOrEqual(4);
  const page = await here.open(secretary);
  await page.goto("/reporting/review");
  const at = page.locator("ol.review > li[data-at=true]");
  await at.waitFor();
  const name = () => at.locator("a").first().innerText();
  const [first, second] = [before.rows[0]!, before.rows[1]!].map((row) => row.organisationName);
  expect(await name()).toBe(first);
  await page.keyboard.press("j");
  await expect.poll(name).toBe(second);
  await page.keyboard.press("k");
  await expect.poll(name).toBe(first);
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await page.getByRole("button", { name: "通过所选 2 份" }).click();
  await page.getByText("已通过 2 份").waitFor();
  await expect.poll(async () => (await secretary.must(reviewQueue, {})).total).toBe(before.total - 2);
  await expect.poll(() => page.locator("ol.review > li").count()).toBe(before.rows.length - 2);
  await expect.poll(() => page.getByRole("button", { name: "审核通过" }).first().isEnabled()).toBe(true);
  await page.keyboard.press("a");
  await expect.poll(async () => (await secretary.must(reviewQueue, {})).total).toBe(before.total - 3);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/reporting\/filings\//);
});

test("Ctrl-K finds a page and an enterprise; ? shows the keys; Esc closes both", async () => {
  const page = await here.open(await here.demo("林秘书"));
  await page.goto("/");
  await page.locator("main h1").waitFor();
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("combobox", { name: "搜索或跳转" });
  await palette.fill("审核");
  await page.getByRole("option", { name: "审核" }).first().waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/reporting\/review$/);
  await page.keyboard.press("Control+k");
  const { acting } = await (await here.demo("王填报")).must(me, {});
  await palette.fill(acting!.shortName.slice(0, 6));
  await page.getByRole("option", { name: acting!.name }).waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/enterprises\/[0-9a-f-]{36}$/);
  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: "键盘快捷键" });
  await keys.waitFor();
  await page.keyboard.press("Escape");
  await keys.waitFor({ state: "hidden" });
});

test("whom to call first: the largest effect on top, a call noted with the promised day stands in the row and the log", async () => {
  const page = await here.open(await here.demo("林秘书"));
  await page.goto("/reporting/follow-up");
  await page.getByText(/先联系前 \d+ 家，就能补上不确定部分的 \d+%/).waitFor();
  const first = page.getByRole("row").nth(1);
  const name = (await first.getByRole("cell").first().innerText()).trim();
  await first.getByRole("button", { name: "登记联系" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("备注").fill("财务系统升级，周四补报");
  await dialog.getByRole("button", { name: "保存" }).click();
  // The promised day is asked for, and what was typed stays.
  await dialog.getByText("请填写对方承诺报送的日期").waitFor();
  expect(await dialog.getByLabel("备注").inputValue()).toBe("财务系统升级，周四补报");
  await dialog.getByLabel("答应哪天报送").fill("2099-12-01");
  await dialog.getByRole("button", { name: "保存" }).click();
  await page.getByText("已登记").waitFor();
  await first.getByText(/答应 2099-12-01.* 报/).waitFor();
  const noted = page.getByRole("row").filter({ hasText: "财务系统升级，周四补报" });
  expect(await noted.innerText()).toContain(name);
});
