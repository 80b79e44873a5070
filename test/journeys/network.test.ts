// The supply network in the browser: a scenario is built and run, the path to one firm read, the file and the picture
// taken along; a clerk reports a supplier; a firm is found in the graph; a chokepoint goes into the register.
import { expect, test } from "vitest";
import { listLinks } from "../../src/modules/network/contract.ts";
import { listRuns, readRun } from "../../src/modules/network/runs/contract.ts";
import { journey } from "./journey.ts";

const here = journey();

test("a scenario: built, run, read firm by firm, taken along as .xlsx and .png, and whom to protect", async () => {
  const duty = await here.demo("周值班");
  const page = await here.open(duty);
  await page.goto("/network/scenarios/new");
  await page.locator("#field-scenario-0-name").fill("浙江停摆");
  await page.locator("#field-scenario-0-part-0-provinces").selectOption("33");
  await page.locator("#field-scenario-0-part-0-days").fill("10");
  await page.getByRole("button", { name: "再加一个情景" }).click();
  await page.locator("#field-scenario-1-name").fill("限电三成");
  await page.locator("#field-scenario-1-part-0-kind").selectOption("energy");
  await page.locator("#field-scenario-1-part-0-share").fill("30");
  await page.getByRole("button", { name: "开始推演" }).click();
  await page.getByText("全网产出损失", { exact: false }).first().waitFor();
  const id = new URL(page.url()).pathname.split("/").at(-1)!;
  const run = await duty.must(readRun, { id });
  const [zhejiang, power] = run.scenarios!;
  expect([zhejiang!.name, power!.name]).toEqual(["浙江停摆", "限电三成"]);

  // A firm of another province fell: the path begins in the province that was struck.
  const far = zhejiang!.firms.slice(0, 20).find((firm) => firm.province !== "33")!;
  const line = page.locator("tr", { hasText: far.name });
  await line.getByRole("button", { name: "为什么" }).click();
  const path = page.getByRole("dialog").locator(".path li");
  await path.first().waitFor();
  expect(await path.last().textContent()).toContain(far.name);
  await page.keyboard.press("Escape");

  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "导出 .xlsx" }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/\.xlsx$/);
  await page.locator("figure.chart").first().getByRole("button", { name: "导出", exact: true }).click();
  const [picture] = await Promise.all([
    page.waitForEvent("download"),
    page.getByText("存为图片").first().click(),
  ]);
  expect(picture.suggestedFilename()).toMatch(/\.png$/);

  await page.getByRole("button", { name: "算一算保护哪十家" }).click();
  await page.getByText("避免", { exact: false }).first().waitFor();
});

test("a clerk reports a supplier that has no entry, and sees how long it would last", async () => {
  const clerk = await here.demo("王填报");
  const page = await here.open(clerk, { answered: [422] });
  await page.goto("/network");
  await page.getByRole("button", { name: "填报供应关系" }).first().click();
  await page.locator("#field-supplier").fill("某地包装材料厂");
  await page.getByRole("button", { name: "登记库里没有，按名称“某地包装材料厂”记录" }).click();
  await page.locator("#field-product").selectOption({ label: "塑料包装" });
  await page.locator("#field-share").fill("100");
  await page.locator("#field-essential").selectOption("true");
  await page.locator("#field-coverDays").fill("3");
  await page.getByRole("dialog").getByRole("button", { name: "保存" }).click();
  await page.getByText("某地包装材料厂").first().waitFor();
  const { rows } = await clerk.must(listLinks, { q: "某地包装" });
  expect(rows).toMatchObject([{ coverDays: 3, share: 1, source: "reported", mine: true }]);
  await page.goto("/my-enterprise");
  await page.getByText("最短的一种停供后能撑 3 天", { exact: false }).waitFor();
});

test("a firm is found in the graph and a chokepoint of the ranking goes into the register", async () => {
  const duty = await here.demo("周值班");
  const page = await here.open(duty, { answered: [409] });
  await page.goto("/network");
  await page.locator("tbody tr").first().waitFor();
  await page.getByRole("button", { name: "记入台账" }).first().click();
  await page.getByRole("link", { name: "已记入台账" }).click();
  await page.getByText("引擎给出的理由").waitFor();
  const run = (await duty.must(listRuns, { kind: "esri", state: "done", limit: 1 })).rows[0]!;
  expect(run.repeats).toBe(null);
  await page.goto("/network/graph");
  await page.locator("#field-graph-search").fill("纸包装");
  await page.locator("#field-graph-search").press("Enter");
  await page.getByRole("heading", { name: /纸包装/ }).waitFor();
  const [picture] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "导出 .png" }).click(),
  ]);
  expect(picture.suggestedFilename()).toMatch(/纸包装.*\.png$/);
});
