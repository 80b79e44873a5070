// The duty officer keeps one enterprise one: a row in doubt is decided by a key, a double entry merged and taken apart again.
import ExcelJS from "exceljs";
import { expect, test } from "vitest";
import { importHeader } from "../../bench/import-list.ts";
import { listEnterprises, readEnterprise } from "../../src/modules/enterprises/contract.ts";
import { journey } from "./journey.ts";

const j = journey();

test("a row in doubt is decided before it is imported", async () => {
  const duty = await j.demo("周值班");
  const { rows } = await duty.must(listEnterprises, { q: "有限公司", limit: 1 });
  const { name, address, regionCode } = await duty.must(readEnterprise, { id: rows[0]!.id });
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("名单");
  sheet.addRow(importHeader);
  const other = name.replace(/（演示）$/, "").replace("有限公司", "股份有限公司");
  sheet.addRow([null, other, null, null, "2221", regionCode, null, null, address]);
  const page = await j.open(duty);
  await page.goto("/enterprises/import");
  await page.setInputFiles("input[type=file]", {
    name: "名单.xlsx",
    mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    buffer: Buffer.from(await book.xlsx.writeBuffer()),
  });
  await page.getByText("待判定：像已登记的企业（1 行）").waitFor();
  await page.getByText("字号相同").waitFor();
  expect(await page.getByRole("button", { name: /^导入 0 家/ }).isDisabled()).toBe(true);
  await page.keyboard.press("d");
  await page.getByRole("button", { name: "导入 1 家企业" }).waitFor();
  await page.keyboard.press("s");
  await page.getByText(`同一家：${name}`).waitFor();
  await page.getByRole("button", { name: "导入 1 家企业" }).click();
  await page.getByText("已导入：新登记 0 家，更新 1 家").waitFor();
  const found = await duty.must(listEnterprises, { q: other });
  expect(found.rows.map((row) => row.id)).toEqual([rows[0]!.id]);
});

test("a double entry is merged, found by its old name, and the merge is undone", async () => {
  const duty = await j.demo("周值班");
  const { rows } = await duty.must(listEnterprises, { limit: 2 });
  const [kept, double] = rows.map((row) => ({ id: row.id, name: row.name })) as [
    { id: string; name: string },
    { id: string; name: string },
  ];
  const page = await j.open(duty);
  await page.goto(`/enterprises/${kept.id}`);
  await page.getByRole("link", { name: "合并重复登记" }).click();
  await page.getByLabel("名称、别名、拼音或信用代码").fill(double.name);
  await page.getByRole("button", { name: double.name }).click();
  await page.getByText("比对认为：不是同一家企业").waitFor();
  await page.getByLabel("理由").fill("同一营业执照，更名");
  await page.getByRole("button", { name: "合并", exact: true }).click();
  await page.getByText("已并入的登记（1 条）").waitFor();
  expect((await duty.must(listEnterprises, { q: double.name })).rows.map((r) => r.id)).toEqual([kept.id]);
  // The returns of the merged entry stand on the page of the one that was kept.
  await page
    .getByRole("heading", { name: new RegExp(`原登记：${double.name}`) })
    .first()
    .waitFor();

  await page.getByRole("button", { name: "撤销合并" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("理由").fill("执照不同，是两家");
  await dialog.getByRole("button", { name: "撤销合并" }).click();
  await page.getByText("已并入的登记").waitFor({ state: "detached" });
  expect((await duty.must(listEnterprises, { q: double.name })).rows.map((r) => r.id)).toEqual([double.id]);
  await page.goto("/enterprises/merges");
  await page.getByText("有效的合并 0 次，已撤销 1 次。").waitFor();
  await page.getByText(/第 \d 版，学自 \d 次判定/).waitFor();
});
