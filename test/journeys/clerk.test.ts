// The clerk's five minutes: by form and by .xlsx, two at one form, and a session that ends in the middle of a word.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import ExcelJS from "exceljs";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { me } from "../../src/modules/people/contract.ts";
import {
  currentFiling,
  getFiling,
  myFilings,
  startCorrection,
} from "../../src/modules/reporting/contract.ts";
import type { Visitor } from "../visitor.ts";
import { journey, usual } from "./journey.ts";

const here = journey();
const password = "芦苇荡边-纸机-7215";

async function typeMonth(page: Page, values: Record<string, string>): Promise<void> {
  for (const [code, value] of Object.entries(values)) await page.locator(`#field-${code}`).fill(value);
}

async function previousOf(clerk: Visitor) {
  const { filing } = await clerk.must(currentFiling, {});
  const record = await clerk.must(getFiling, { id: filing!.id });
  return { id: filing!.id, previous: usual(record.earlier.previous) };
}

test("two clerks on one form: both keep what they typed, and the one field both changed is asked about", async () => {
  const owner = await here.demo("陈老板");
  const first = await here.demo("王填报");
  const second = await here.colleague(owner, "clerk", {
    name: "李会计",
    login: "likuaiji@example.cn",
    password,
  });
  const one = await here.open(first);
  const two = await here.open(second);
  await Promise.all([one.goto("/reporting"), two.goto("/reporting")]);
  await one.locator("#field-orders").fill("820");
  await saved(one);
  await one.locator("#field-sales_value").fill("1010");
  await saved(one);
  await two.locator("#field-inventory").fill("333");
  await two.locator("#field-sales_value").fill("1020");
  await two.getByText("改过同一栏").waitFor();
  // What the other typed elsewhere has come along, one's own is kept.
  await expect.poll(() => two.locator("#field-orders").inputValue()).toBe("820");
  expect(await two.locator("#field-inventory").inputValue()).toBe("333");
  await two.getByRole("button", { name: "用我的" }).click();
  await saved(two);
  const { id } = await previousOf(first);
  const { entry } = await first.must(getFiling, { id });
  expect(entry.values).toMatchObject({ orders: "820", inventory: "333", sales_value: "1020" });
});

test("a session that ends while typing: signed in again over the page, every character is still there", async () => {
  const owner = await here.demo("陈老板");
  const who = { name: "赵统计", login: "13911112222", password };
  const clerk = await here.colleague(owner, "clerk", who);
  const page = await here.open(clerk);
  await page.goto("/reporting");
  await page.locator("#field-electricity").fill("45.6");
  await saved(page);
  await page.context().clearCookies();
  await page.locator("#field-difficulty").fill("近期废纸价格上涨，物流偏慢");
  const again = page.getByRole("dialog", { name: "登录已失效" });
  await again.waitFor();
  await again.getByLabel("账号").fill(who.login);
  await again.getByLabel("密码").fill(who.password);
  await again.getByRole("button", { name: "登录", exact: true }).click();
  await again.waitFor({ state: "hidden" });
  expect(await page.locator("#field-difficulty").inputValue()).toBe("近期废纸价格上涨，物流偏慢");
  await saved(page);
  const { id } = await previousOf(clerk);
  const { entry } = await clerk.must(getFiling, { id }).catch(async () => {
    const fresh = await here.demo("王填报");
    return fresh.must(getFiling, { id });
  });
  expect(entry.values.difficulty).toBe("近期废纸价格上涨，物流偏慢");
});

test("by form: one tap, filled, the unusual explained, submitted, receipt, own curve against the band", async () => {
  const page = await here.open();
  await page.goto("/");
  await page.getByRole("button", { name: /王填报/ }).click();
  await page.getByRole("link", { name: /快报/ }).first().click();
  const { id, previous } = await previousOf(await here.demo("王填报"));
  // Three times last month: the form asks, and takes it with an explanation.
  await typeMonth(page, {
    ...previous,
    orders: String(Math.round(Number(previous.orders) * 3)),
  });
  await saved(page);
  await page.getByRole("button", { name: "提交本月报表" }).click();
  const explain = page.locator("input.explain");
  await explain.first().waitFor();
  for (const field of await explain.all()) await field.fill("新签电商包装纸年度框架合同");
  await saved(page);
  await page.getByRole("button", { name: "提交本月报表" }).click();
  await page.getByRole("heading", { name: "报表已提交" }).waitFor();
  expect(await page.locator("main").innerText()).toMatch(/HZ\d{6}-[0-9A-Z]{4}-[0-9A-Z]{4}/);
  const { card } = await (await here.demo("王填报")).must(getFiling, { id });
  expect(card).toMatchObject({ state: "submitted", vintage: 1 });
  await page.goto("/");
  await page
    .getByText(/中间一半/)
    .first()
    .waitFor();
  await page.locator("figure svg, .chart svg").first().waitFor();
});

test("by .xlsx: template down, filled, up; every problem has its cell, the good fields are in the form", async () => {
  const clerk = await here.demo("王填报");
  const { rows } = await clerk.must(myFilings, { state: "locked", limit: 1 });
  const { id, period } = rows[0]!;
  await clerk.must(startCorrection, { id, reason: "核对后发现两栏填错" });
  const page = await here.open(clerk);
  await page.goto(`/reporting?period=${period}`);
  await page.getByRole("button", { name: "Excel" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "下载 Excel 模板" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^轻工企业月度生产经营快报-.*\.xlsx$/);
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(await download.path());
  const sheet = book.worksheets[0]!;
  const cell = (code: string) => {
    for (let row = 1; row < 40; row++) if (sheet.getCell(row, 1).value === code) return sheet.getCell(row, 3);
    throw new Error(`no row for ${code}`);
  };
  cell("orders").value = 905.5;
  cell("capacity_use").value = "约八成";
  const file = join(here.house.home, "填好的快报.xlsx");
  writeFileSync(file, new Uint8Array(await book.xlsx.writeBuffer()));
  await page.locator("input[type=file]").setInputFiles(file);
  const outcome = page.getByText(/处需要看一下/);
  await outcome.waitFor();
  expect(await page.locator(".cells code").allInnerTexts()).toContain(cell("capacity_use").address);
  await page.getByRole("button", { name: "关闭" }).last().click();
  expect(await page.locator("#field-orders").inputValue()).toBe("905.5");
  const { entry } = await clerk.must(getFiling, { id });
  expect(entry.values.orders).toBe("905.5");
});

async function saved(page: Page): Promise<void> {
  await page.waitForTimeout(300);
  await page.getByText("已自动保存").first().waitFor();
}

test("past months: template down, filled, looked at with every problem at its cell, taken in, among the returns", async () => {
  const clerk = await here.demo("王填报");
  const page = await here.open(clerk);
  await page.goto("/reporting/mine");
  await page.getByRole("link", { name: "导入历史数据" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "下载模板" }).click(),
  ]);
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(await download.path());
  const sheet = book.worksheets.find((one) => one.state === "visible")!;
  const { acting } = await clerk.must(me, {});
  // Own code and name stand there for the last 24 months.
  const own: number[] = [];
  sheet.eachRow((row, n) => {
    if (row.getCell(2).text === acting!.name) own.push(n);
  });
  expect(own).toHaveLength(24);
  const last = own.at(-1)!;
  const code = sheet.getCell(last, 1).text;
  const put = (n: number, month: string, output: ExcelJS.CellValue) => {
    for (const [c, value] of [code, acting!.name, month, output].entries())
      sheet.getCell(n, c + 1).value = value;
  };
  put(last + 1, "2019-01", 820);
  put(last + 2, "2019-02", "约六百");
  const bytes = Buffer.from(await book.xlsx.writeBuffer());
  const drop = page.locator("input[type=file]");
  await drop.setInputFiles({ name: "往年.xlsx", mimeType: "application/octet-stream", buffer: bytes });
  await page.getByText(/可以导入 1 行：1 家企业，2019年1月 至 2019年1月/).waitFor();
  await page.getByRole("cell", { name: `D${last + 2}`, exact: true }).waitFor();
  await page.getByRole("button", { name: "导入 1 行" }).click();
  await page.getByText("已导入 1 行").waitFor();
  const { rows } = await clerk.must(myFilings, { limit: 200 });
  expect(rows.find((row) => row.period === "2019-01")?.state).toBe("locked");
});
