// Figures along time in the browser: a month in the heat table, its curve with the interval, curves on one base, the map.
import { expect, test } from "vitest";
import { phone } from "./browser.ts";
import { journey } from "./journey.ts";

const here = journey();

test("heat table → arrow keys → a month → its curve against what was expected", async () => {
  const page = await here.open(await here.demo("周值班"));
  await page.goto("/monitoring");
  await page.getByRole("link", { name: "走势与对比" }).click();
  await page.getByRole("heading", { level: 1, name: "走势与对比" }).waitFor();
  expect(await page.locator("main").innerText()).toMatch(/\d{4}-\d{2} 工业总产值同比/);
  const cell = page.getByRole("button", { name: /^造纸和纸制品业，.*同比 [+−]/ }).last();
  await cell.focus();
  await page.keyboard.press("ArrowLeft");
  const label = await page.evaluate<string>(`document.activeElement.getAttribute("aria-label")`);
  expect(label).toMatch(/^造纸和纸制品业，/);
  expect(label).not.toBe(await cell.getAttribute("aria-label"));
  await page.keyboard.press("Enter");
  const panel = page.getByRole("dialog");
  await panel.locator("svg").first().waitFor();
  await panel
    .getByText(/工业总产值链式指数 \d/)
    .first()
    .waitFor();
  await panel.getByText("预期怎么算").click();
  await panel.getByText(/不用之后的数据/).waitFor();
});

test("three curves on one base, and the same rows taken along", async () => {
  const page = await here.open(await here.demo("周值班"));
  await page.goto("/monitoring/over-time?view=compare");
  await page.getByText("先选至少两条走势").waitFor();
  await page.getByLabel("第 1 条").selectOption({ label: "造纸和纸制品业" });
  await page.getByLabel("第 2 条").selectOption({ label: "重点产业集群企业" });
  await page
    .getByText(/（\d{4}-\d{2}＝100）：造纸和纸制品业 [\d.]+，重点产业集群企业 [\d.]+/)
    .first()
    .waitFor();
  await page.goto("/monitoring/over-time");
  await page.getByRole("button", { name: "导出", exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "导出 CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/分行业逐月.*\.csv$/);
});

test("on a phone the map names every province and opens one", async () => {
  const page = await here.open(await here.demo("周值班"), phone);
  await page.goto("/monitoring/over-time?view=map");
  const map = page.getByRole("list", { name: /各省/ });
  await map.waitFor();
  expect(await map.getByRole("listitem").count()).toBe(34);
  expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
  await map.getByRole("button").first().click();
  await page.getByRole("dialog").locator("svg").first().waitFor();
});

test("an association finds its own industry and no other", async () => {
  const page = await here.open(await here.demo("林秘书"));
  await page.goto("/monitoring/over-time");
  const heads = page.locator("table.heat tbody th");
  await heads.first().waitFor();
  expect(await heads.allInnerTexts()).toEqual(["造纸和纸制品业"]);
});
