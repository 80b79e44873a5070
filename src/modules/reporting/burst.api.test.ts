// One return arriving hundreds of times at once, as when a page hangs and a clerk keeps clicking: one stands, all answers are sane.
import { randomUUID } from "node:crypto";
import ExcelJS from "exceljs";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Caller, clerkOf, type TestApi, testApi } from "../../../test/api.ts";
import { tables } from "../../platform/db/scoped.ts";
import { loadForms } from "../forms/index.ts";
import * as contract from "./contract.ts";
import { anExpected, usualMonth } from "./fixtures.ts";
import { addExpected, formsIn } from "./store/period.ts";

const AT_ONCE = 150;
const paper = anExpected({ name: "甲造纸有限公司" });
let api: TestApi;
let clerk: Caller;
let id: string;
let book: Buffer;

beforeAll(async () => {
  api = await testApi();
  api.now.set(new Date("2026-11-05T02:00:00Z"));
  clerk = clerkOf(api, paper.organisationId);
  await api.application.db.asSystem(api.now.get(), async (ctx) => {
    await loadForms(ctx);
    const form = (await formsIn(ctx, "2026-10")).find((one) => one.code === "monthly-operation")!;
    await addExpected(ctx, form, "2026-10", "2026-11-10", [paper]);
  });
  id = (await clerk.call(contract.currentFiling, { period: "2026-10" })).body.filing!.id;
  book = await filled((await clerk.download(contract.getTemplate, { id })).bytes);
});
afterAll(() => api.close());

/** Whatever the form asks gets a figure. */
async function filled(template: Buffer): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(template as unknown as ArrayBuffer);
  const sheet = workbook.worksheets[0]!;
  const { form } = (await clerk.call(contract.getFiling, { id })).body;
  const asked = new Map(
    form.sections.flatMap((s) => s.fields.filter((f) => f.type !== "text").map((f) => [f.code, f])),
  );
  sheet.eachRow((row) => {
    const code = row.getCell(1).text;
    if (asked.has(code)) row.getCell(3).value = Number(usualMonth[code as keyof typeof usualMonth] ?? 10);
  });
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

const atOnce = <T>(ask: (n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: AT_ONCE }, (_, n) => ask(n)));

const standing = () =>
  api.application.db.asSystem(api.now.get(), async (ctx) => {
    const { rows } = await sql<{ vintages: number; figures: number; revisions: number; told: number }>`select
      (select count(*)::int from reporting.vintage where filing_id = ${id}) as vintages,
      (select count(*)::int from reporting.figure where filing_id = ${id}) as figures,
      (select count(*)::int from reporting.revision where filing_id = ${id}) as revisions,
      (select count(*)::int from platform.outbox where name = 'reporting.submitted') as told`.execute(
      tables(ctx),
    );
    return rows[0]!;
  });

it("the same workbook so many times: one revision, and everybody reads the same draft", async () => {
  const answers = await atOnce(() =>
    clerk.upload(contract.uploadEntry, { id, revision: "0" }, { name: "十月.xlsx", bytes: book }),
  );
  expect(new Set(answers.map((one) => one.status))).toEqual(new Set([200]));
  expect(new Set(answers.map((one) => one.body.revision))).toEqual(new Set([1]));
  const drafts = answers.map((one) => JSON.stringify(Object.entries(one.body.values).sort()));
  expect(new Set(drafts).size).toBe(1);
  expect(answers.flatMap((one) => one.body.conflicts)).toEqual([]);
  expect(await standing()).toMatchObject({ revisions: 1, vintages: 0 });
});

it("the same submission so many times, and other clicks among them: one return, one receipt, the others told so", async () => {
  const own = randomUUID();
  const answers = await atOnce((n) =>
    clerk.call(contract.submitFiling, { id, revision: 1, submissionId: n % 3 ? own : randomUUID() }),
  );
  const [taken, refused] = [200, 409].map((status) => answers.filter((one) => one.status === status));
  expect(taken!.length + refused!.length).toBe(AT_ONCE);
  const receipts = new Set(taken!.map((one) => one.body.receipt));
  expect(receipts.size).toBe(1);
  expect(new Set(refused!.map((one) => one.problem.code))).toEqual(new Set(["reporting.move"]));
  const { vintages, figures, told } = await standing();
  expect({ vintages, told }).toEqual({ vintages: 1, told: 1 });
  const { card, vintages: filed, form } = (await clerk.call(contract.getFiling, { id })).body;
  expect(card).toMatchObject({ state: "submitted", vintage: 1 });
  expect(receipts).toContain(filed[0]!.receipt);
  const asked = form.sections.flatMap((s) => s.fields.filter((field) => field.type !== "text"));
  expect(figures).toBe(asked.length);
});
