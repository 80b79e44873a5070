// The whole loop with real clicks: a form made and sent to a panel, three ways of reporting, a question, its explanation,
// the approval, and the month's brief whose figures are those of the screen.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ExcelJS from "exceljs";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { listEnterprises } from "../../src/modules/enterprises/contract.ts";
import { listForms } from "../../src/modules/forms/contract.ts";
import { listBriefs, readBrief } from "../../src/modules/monitoring/panels/contract.ts";
import { me } from "../../src/modules/people/contract.ts";
import { acceptInvitation, invite } from "../../src/modules/people/invitations/contract.ts";
import { completeness } from "../../src/modules/reporting/completeness/contract.ts";
import {
  currentFiling,
  getFiling,
  reviewQueue,
  saveEntry,
  submitFiling,
} from "../../src/modules/reporting/contract.ts";
import { signIn } from "../../src/platform/auth/contract.ts";
import { textOf, unzip } from "../../src/platform/documents/fixtures.ts";
import { Visitor } from "../visitor.ts";
import { journey, usual } from "./journey.ts";

const here = journey();
const title = "复工复产日报";
const password = "芦苇荡边-纸机-7215";

/** Somebody of a member enterprise, invited by the house's administrator. */
async function atMember(by: Visitor, organisationId: string, role: "clerk" | "owner", login: string) {
  const name = role === "clerk" ? "孙统计" : "钱厂长";
  const { rows } = await by.must(invite, { rows: [{ name, contact: login, role, organisationId }] });
  const visitor = new Visitor(here.house.address);
  await visitor.must(acceptInvitation, { token: rows[0]!.link!.split("/").pop()!, name, login, password });
  await visitor.must(signIn, { login, password });
  return visitor;
}

async function addIndicator(page: Page, zh: string, code: string, unit: string): Promise<void> {
  const inside = page.locator(".edit-row .inside");
  await page.getByRole("button", { name: "添加指标" }).click();
  await inside.getByLabel("中文名称").fill(zh);
  await inside.getByLabel("代码").fill(code);
  await inside.getByLabel("计量单位").fill(unit);
  await page.locator(".edit-row button.name", { hasText: zh }).click();
}

const saved = async (page: Page): Promise<void> => {
  await page.waitForTimeout(300);
  await page.getByText("已自动保存").first().waitFor();
};

/** Asks about what is odd; explained, it is taken. */
async function submitExplained(page: Page, why: string): Promise<void> {
  await page.getByRole("button", { name: "提交本月报表" }).click();
  const explain = page.locator("input.explain");
  await explain.first().waitFor();
  for (const field of await explain.all()) await field.fill(why);
  await saved(page);
  await page.getByRole("button", { name: "提交本月报表" }).click();
  await page.getByRole("heading", { name: "报表已提交" }).waitFor();
}

test("a form is made, sent to three, reported by screen, workbook and key, asked about, explained, approved", async () => {
  const secretary = await here.demo("林秘书");
  const administrator = await here.demo("赵管理");
  const clerk = await here.demo("王填报");
  const { acting } = await clerk.must(me, {});
  const { rows: members } = await secretary.must(listEnterprises, { limit: 50 });
  const own = members.find((one) => one.id === acting!.id)!;
  const [second, third] = members.filter((one) => one.id !== own.id && one.creditCode);
  const three = [own, second!, third!];

  const desk = await here.open(secretary);
  await desk.goto("/forms/panels");
  await desk.getByRole("button", { name: "新建名录" }).click();
  const making = desk.getByRole("dialog", { name: "新建名录" });
  await making.getByLabel("名录名称").fill("保供重点企业");
  await making.getByRole("button", { name: "新建名录" }).click();
  const panel = desk.getByRole("dialog", { name: "保供重点企业" });
  await panel
    .getByLabel("粘贴统一社会信用代码")
    .fill(three.map((one) => `${one.name}\t${one.creditCode}`).join("\n"));
  await panel.getByRole("button", { name: "加入名录" }).click();
  await panel.getByText(three[1]!.name).waitFor();
  await panel.getByText("3", { exact: true }).first().waitFor();

  await desk.goto("/forms");
  await desk.getByRole("button", { name: "新建表式" }).click();
  const naming = desk.getByRole("dialog", { name: "新建表式" });
  await naming.getByLabel("中文名称").fill(title);
  await naming.getByLabel("报告期").selectOption("day");
  await naming.getByRole("button", { name: "新建表式" }).click();
  await addIndicator(desk, "开工率", "running", "%");
  await addIndicator(desk, "到岗人数", "present", "人");
  // Known to the house already: said to whoever makes the form.
  await addIndicator(desk, "企业名称", "company", "个");
  await desk.getByText("“企业名称”在企业名录里已有，不必再问。").first().waitFor();
  await desk.getByRole("button", { name: "删除这个指标 企业名称" }).click();
  await desk.getByRole("button", { name: "添加校验" }).click();
  await desk.getByLabel("应当成立的条件").fill("running <= 110");
  await desk.getByRole("group", { name: "提示显示在" }).getByLabel("开工率").check();
  await desk.getByLabel("给填报人看的话").fill("开工率超过 110%，请说明。");
  await desk.getByText("没有问题，可以发布").waitFor();
  await desk.getByText("草稿已保存").waitFor();
  await desk.getByRole("button", { name: "发给谁" }).click();
  const sending = desk.getByRole("dialog", { name: "发给谁" });
  await sending.getByLabel(/保供重点企业/).check();
  await sending.getByRole("button", { name: "保存" }).click();
  await desk.getByRole("button", { name: "发布", exact: true }).click();
  const publishing = desk.getByRole("dialog", { name: "发布第 1 版" });
  await publishing.getByLabel("从哪一期起用").selectOption({ index: 0 });
  await publishing.getByText(/发给：保供重点企业。.*发布后马上开出/).waitFor();
  await publishing.getByRole("button", { name: "发布", exact: true }).click();
  await desk.getByText("各版本").waitFor();
  const formCode = (await secretary.must(listForms, { q: title })).rows[0]!.code;
  // It is there for the three at once, not in the night.
  await expect.poll(async () => (await secretary.must(completeness, { formCode })).total.expected).toBe(3);

  // On the screen, with a value that is asked about.
  const screen = await here.open(clerk);
  await screen.goto(`/reporting?form=${formCode}`);
  await screen.locator("#field-running").fill("130");
  await screen.locator("#field-present").fill("212");
  await screen.getByText("开工率超过 110%，请说明。").waitFor();
  await submitExplained(screen, "春节前赶制订单，两班倒");

  // By workbook.
  const bookkeeper = await atMember(administrator, second!.id, "clerk", "sun@example.cn");
  const sheet = await here.open(bookkeeper);
  await sheet.goto(`/reporting?form=${formCode}`);
  await sheet.getByRole("button", { name: "Excel" }).click();
  const [download] = await Promise.all([
    sheet.waitForEvent("download"),
    sheet.getByRole("button", { name: "下载 Excel 模板" }).click(),
  ]);
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(await download.path());
  book.worksheets[0]!.eachRow((row) => {
    const value = { running: 82.5, present: 96 }[row.getCell(1).text];
    if (value !== undefined) row.getCell(3).value = value;
  });
  const file = join(here.house.home, "复工.xlsx");
  writeFileSync(file, new Uint8Array(await book.xlsx.writeBuffer()));
  await sheet.locator("input[type=file]").setInputFiles(file);
  await expect.poll(() => sheet.locator("#field-running").inputValue()).toBe("82.5");
  await sheet.getByRole("button", { name: "关闭" }).last().click();
  await sheet.getByRole("button", { name: "提交本月报表" }).click();
  await sheet.getByRole("heading", { name: "报表已提交" }).waitFor();

  // By a program with a key that the owner makes on the screen.
  const owner = await atMember(administrator, third!.id, "owner", "qian@example.cn");
  const keys = await here.open(owner);
  await keys.goto("/people/keys");
  await keys.getByRole("button", { name: "新建密钥" }).first().click();
  const asking = keys.getByRole("dialog", { name: "新建密钥" });
  await asking.getByLabel("用途").fill("ERP 日报");
  await asking.getByLabel(/填报并提交本单位报表/).check();
  await asking.getByLabel(/读取可见的报表和数据/).check();
  await asking.getByRole("button", { name: "建立密钥" }).click();
  const shown = keys.getByRole("dialog", { name: /请立即复制保存/ });
  await shown.waitFor();
  const secret = /wl_[\w-]{20,}/.exec(await shown.innerText())![0];
  const program = byKey(secret);
  const { filing } = await program("GET", `${currentFiling.path}?formCode=${formCode}`);
  const typed = await program("PUT", saveEntry.path.replace(":id", filing.id), {
    revision: 0,
    changes: { running: "0", present: "0" },
  });
  const receipt = await program("POST", submitFiling.path.replace(":id", filing.id), {
    revision: typed.revision,
    submissionId: crypto.randomUUID(),
  });
  expect(receipt).toMatchObject({ channel: "api", values: { running: "0", present: "0" } });

  // The association sees all three, the explanation with the odd one, and approves.
  await desk.goto(`/reporting/review?formCode=${formCode}`);
  await desk.getByText("春节前赶制订单，两班倒").waitFor();
  const queue = await secretary.must(reviewQueue, { formCode });
  expect(queue.rows.map((row) => row.channel).sort()).toEqual(["api", "web", "web"]);
  await desk.getByRole("button", { name: "通过全部无异常的 2 份" }).click();
  await desk.getByText("已通过 2 份").waitFor();
  await desk.getByRole("button", { name: "审核通过" }).first().click();
  await expect
    .poll(async () => (await secretary.must(completeness, { formCode })).total)
    .toMatchObject({ expected: 3, reported: 3, accepted: 3, missing: 0 });
});

type Said = { filing: { id: string }; revision: number };
function byKey(secret: string) {
  return async (method: string, path: string, body?: object): Promise<Said> => {
    const answer = await fetch(`${here.house.address}${path}`, {
      method,
      headers: { authorization: `Bearer ${secret}`, ...(body ? { "content-type": "application/json" } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const said = (await answer.json()) as Said;
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(said)}`);
    return said;
  };
}

test("an odd month is explained, approved, and stands in the brief, whose figures are those of the screen", async () => {
  const clerk = await here.demo("王填报");
  const secretary = await here.demo("林秘书");
  const { filing } = await clerk.must(currentFiling, { formCode: "monthly-operation" });
  const record = await clerk.must(getFiling, { id: filing!.id });
  const month = usual(record.earlier.previous);
  const page = await here.open(clerk);
  await page.goto(`/reporting?form=monthly-operation&period=${filing!.period}`);
  const orders = String(Math.round(Number(month.orders) * 3));
  for (const [code, value] of Object.entries({ ...month, orders }))
    await page.locator(`#field-${code}`).fill(value);
  for (const field of record.form.sections.flatMap((section) => section.fields)) {
    const input = page.locator(`#field-${field.code}`);
    // A figure that is asked for the first time has no month before.
    if (field.type !== "text" && field.formula === null && !(await input.inputValue()))
      await input.fill("10");
  }
  await saved(page);
  await submitExplained(page, "新签电商包装纸年度框架合同");

  const desk = await here.open(secretary);
  await desk.goto(`/reporting/filings/${filing!.id}`);
  await desk.getByText("新签电商包装纸年度框架合同").first().waitFor();
  await desk.getByRole("button", { name: "审核通过" }).first().click();
  await expect
    .poll(async () => (await clerk.must(getFiling, { id: filing!.id })).card.state)
    .toBe("accepted");

  const duty = await here.demo("周值班");
  const office = await here.open(duty);
  await office.goto("/monitoring/briefs");
  await office.getByRole("button", { name: "生成" }).first().click();
  const [file] = await Promise.all([
    office.waitForEvent("download"),
    office.getByRole("button", { name: "下载" }).first().click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^运行监测简报-.*\.docx$/);
  const parts = await unzip(readFileSync(await file.path()));
  // Every figure carries the number of its source; the sentence is read without it.
  const paper = textOf(parts.get("word/document.xml")!).replace(/\[\d+\]/g, "");
  const says = (text: string) => expect(paper.includes(text), `${text} in the brief`).toBe(true);
  const { briefs } = await duty.must(listBriefs, {});
  const { cells } = await duty.must(readBrief, { id: briefs[0]!.id });
  const all = (indicator: string) =>
    cells.find((cell) => cell.sector === "*" && cell.indicator === indicator)!;
  const output = all("output_value");
  expect(output.month).toBe(filing!.period);
  says(`应报企业 ${output.expected} 家，已报 ${output.reported} 家`);
  const shown = cells.filter((cell) => cell.indicator === "output_value" && /^\d\d$/.test(cell.sector));
  const rows = shown.filter((cell) => cell.growthYoy !== null).sort((a, b) => b.reported - a.reported);
  for (const cell of rows.slice(0, 5)) {
    says(`${cell.reported}/${cell.expected}`);
    says(`${Number(cell.growthYoy) > 0 ? "+" : ""}${cell.growthYoy}%`);
  }
  // The same figure on the screen of the analysis, and its month.
  await office.goto(`/monitoring/analysis?month=${output.month}`);
  await office
    .getByText(new RegExp(`${output.reported}\\s*/\\s*${output.expected}|已报 ${output.reported} 家`))
    .first()
    .waitFor();
});
