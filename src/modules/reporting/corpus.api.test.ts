// Sixty workbooks with seeded errors: each error is reported at its cell in one pass, and nothing else is called wrong.
import ExcelJS from "exceljs";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Caller, clerkOf, type TestApi, testApi } from "../../../test/api.ts";
import { tables } from "../../platform/db/scoped.ts";
import { loadForms } from "../forms/index.ts";
import * as contract from "./contract.ts";
import { anExpected, usualMonth } from "./fixtures.ts";
import { addExpected, findForm } from "./store/period.ts";

const BOOKS = 60;
const paper = anExpected({ name: "甲造纸有限公司" });
let api: TestApi;
let clerk: Caller;
let id: string;
let template: Buffer;

beforeAll(async () => {
  api = await testApi();
  api.now.set(new Date("2026-11-05T02:00:00Z"));
  clerk = clerkOf(api, paper.organisationId);
  await api.application.db.asSystem(api.now.get(), async (ctx) => {
    await loadForms(ctx);
    await addExpected(ctx, (await findForm(ctx, "monthly-operation", 2))!, "2026-10", "2026-11-10", [paper]);
  });
  id = (await clerk.call(contract.currentFiling, { period: "2026-10" })).body.filing!.id;
  template = (await clerk.download(contract.getTemplate, { id })).bytes;
});
afterAll(() => api.close());

/** Park and Miller (1988): the same sixty files on every machine. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

type Error = { name: string; fields: readonly string[]; value: (random: () => number) => ExcelJS.CellValue };
const amounts = [
  "output_value",
  "sales_value",
  "orders",
  "revenue",
  "inventory",
  "receivables",
  "electricity",
];
const balance = ["output_value", "sales_value", "export_value", "inventory"];
/** What clerks really leave in cells. */
const errors: readonly Error[] = [
  { name: "words", fields: amounts, value: () => "约两千" },
  { name: "a unit of its own", fields: amounts, value: () => "3.2亿" },
  { name: "odd thousands", fields: amounts, value: () => "1,23,4" },
  { name: "two points", fields: amounts, value: () => "12.3.4" },
  { name: "negative", fields: amounts, value: (random) => -Math.ceil(random() * 900) },
  { name: "a date", fields: amounts, value: () => new Date("2026-10-31T00:00:00Z") },
  {
    name: "a formula that failed",
    fields: amounts,
    value: () => ({ formula: "A1/0", result: { error: "#DIV/0!" } }),
  },
  {
    name: "more than whole capacity",
    fields: ["capacity_use"],
    value: (random) => 151 + Math.ceil(random() * 800),
  },
  { name: "half a person", fields: ["employees"], value: (random) => Math.floor(random() * 300) + 0.5 },
  { name: "prices below nothing", fields: ["price_change"], value: (random) => -101 - random() * 50 },
  { name: "left empty", fields: [...amounts, "employees", "profit"], value: () => null },
  { name: "too many digits", fields: ["capacity_use"], value: () => 71.234 },
];

async function book(
  seed: number,
): Promise<{ bytes: Buffer; seeded: Map<string, { cell: string; name: string }> }> {
  const random = seeded(seed);
  const file = new ExcelJS.Workbook();
  await file.xlsx.load(template as unknown as ArrayBuffer);
  const sheet = file.worksheets.find((one) => one.state === "visible")!;
  const rows = new Map<string, number>();
  sheet.eachRow((row, n) => rows.set(String(row.getCell(1).value), n));
  for (const [code, value] of Object.entries(usualMonth))
    sheet.getCell(rows.get(code)!, 3).value = Number(value);
  const wrong = new Map<string, { cell: string; name: string }>();
  for (let left = 1 + Math.floor(random() * 6); left > 0; left--) {
    const error = errors[Math.floor(random() * errors.length)]!;
    const free = error.fields.filter((code) => !wrong.has(code));
    const code = free[Math.floor(random() * free.length)];
    if (!code) continue;
    const cell = sheet.getCell(rows.get(code)!, 3);
    cell.value = error.value(random);
    // Cells of a read file share their styles: a copy, or all of them turn into dates.
    if (cell.value instanceof Date) cell.style = { ...cell.style, numFmt: "yyyy-mm-dd" };
    wrong.set(code, { cell: cell.address, name: error.name });
  }
  return { bytes: Buffer.from(await file.xlsx.writeBuffer()), seeded: wrong };
}

it("every seeded error is named at its cell, in one pass; clean cells are not called wrong", {
  timeout: 120_000,
}, async () => {
  const unseen: string[] = [];
  const invented: string[] = [];
  let count = 0;
  for (let n = 1; n <= BOOKS; n++) {
    const { bytes, seeded: wrong } = await book(n * 7919);
    count += wrong.size;
    // An empty cell takes nothing away from a draft: each file begins with none.
    await api.application.db.asSystem(api.now.get(), async (ctx) => {
      await sql`delete from reporting.entry where filing_id = ${id}`.execute(tables(ctx));
      await sql`update reporting.filing set revision = 0, state = 'due' where id = ${id}`.execute(
        tables(ctx),
      );
      await sql`delete from reporting.revision where filing_id = ${id}`.execute(tables(ctx));
    });
    const answer = await clerk.upload(
      contract.uploadEntry,
      { id, revision: "0" },
      { name: `${n}.xlsx`, bytes },
    );
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    const hard = answer.body.problems.filter((one) => one.severity === "hard");
    for (const [code, { cell, name }] of wrong) {
      if (!hard.some((one) => one.field === code && one.cell === cell))
        unseen.push(`${n} ${cell} ${code}: ${name}`);
    }
    for (const one of hard) {
      // A balance speaks at both its ends when one of them is wrong.
      const balanced = one.field && balance.includes(one.field) && balance.some((code) => wrong.has(code));
      if (!(one.field && wrong.has(one.field)) && !balanced) invented.push(`${n} ${one.cell} ${one.zh}`);
    }
  }
  expect(count).toBeGreaterThan(150);
  expect(unseen).toEqual([]);
  expect(invented).toEqual([]);
});
