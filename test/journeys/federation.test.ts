// The federation reads a figure down to its rows, and takes the table along as a workbook that opens.
import ExcelJS from "exceljs";
import { expect, test } from "vitest";
import { journey } from "./journey.ts";

const here = journey();

test("table industry × region → one cell → its series, its source, the rows one may see", async () => {
  const page = await here.open(await here.demo("周值班"));
  await page.goto("/");
  await page.getByRole("link", { name: "运行监测" }).first().click();
  await page.getByRole("heading", { level: 1, name: "运行监测" }).waitFor();
  // The first line is the answer, in words and with figures.
  expect(await page.locator("main").innerText()).toMatch(/\d{4}-\d{2}.*\d/);
  const cell = page.getByRole("button", { name: /造纸和纸制品业，全国/ });
  await cell.click();
  const panel = page.getByRole("dialog");
  await panel.locator("svg").first().waitFor();
  await panel
    .getByText(/应报 \d+ 家，已报 \d+ 家/)
    .first()
    .waitFor();
  await panel.getByText("可比企业").first().waitFor();
  const rows = panel.getByRole("table", { name: /企业明细/ }).locator("tbody tr");
  await rows.first().waitFor();
  expect(await rows.count()).toBeGreaterThan(2);
});

test("a paper association sees the rows of those who let it, and is told how many it does not see", async () => {
  const page = await here.open(await here.demo("林秘书"));
  await page.goto("/monitoring?sector=22&region=00");
  const panel = page.getByRole("dialog");
  await panel.getByText(/另有 \d+ 家计入合计，但不在您的查看范围内/).waitFor();
  await panel.getByText(/您可查看 \d+ 家/).waitFor();
});

test("the exported .xlsx opens and says what the screen says", async () => {
  const page = await here.open(await here.demo("周值班"));
  await page.goto("/monitoring");
  const cell = page.getByRole("button", { name: /造纸和纸制品业，全国/ });
  const shown = (await cell.innerText()).trim();
  await page.getByRole("button", { name: "导出", exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "导出 Excel" }).last().click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.xlsx$/);
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(await download.path());
  const lines = book.worksheets.flatMap((sheet) =>
    (sheet.getSheetValues() as unknown[]).map((row) => JSON.stringify(row ?? [])),
  );
  expect(lines.some((line) => line.includes("造纸和纸制品业"))).toBe(true);
  const digits = shown.replace(/[^\d.]/g, "");
  expect(digits).not.toBe("");
  expect(lines.filter((line) => line.includes("造纸")).join()).toMatch(digits.replace(/\.?0+$/, ""));
});
