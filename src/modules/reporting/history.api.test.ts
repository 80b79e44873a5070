// Past months through HTTP: looked at, taken in whole or not at all, and never twice.
import ExcelJS from "exceljs";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Gate, openGate } from "../../../test/gate.ts";
import type { FormDefinition } from "../../engines/forms/index.ts";
import { tables } from "../../platform/db/scoped.ts";
import { enterprises } from "../enterprises/index.ts";
import { loadForms } from "../forms/index.ts";
import * as org from "../people/contract.ts";
import { authPersons, people, resolveWho, shownBy } from "../people/index.ts";
import { completeness } from "./completeness/contract.ts";
import * as contract from "./contract.ts";
import type { HistoryOutcome } from "./history/contract.ts";
import * as history from "./history/contract.ts";
import { reporting } from "./index.ts";

let gate: Gate;
let clerk: string;
let secretary: string;
let mill: { id: string; code: string; name: string };
/** Of the same association: one that lets it see, one that does not. */
let open: { id: string; code: string; name: string };
let silent: { id: string; code: string; name: string };

beforeAll(async () => {
  gate = await openGate([people, enterprises, reporting], { authPersons, resolveWho, shownBy });
  const world = { random: () => 0.5, now: gate.now(), months: [] };
  await gate.asSystem(async (ctx) => {
    await people.demo!.load(ctx, world);
    await enterprises.reference!(ctx);
    await enterprises.demo!.load(ctx, world);
    await loadForms(ctx);
  });
  [clerk, secretary] = [await gate.enter("王填报"), await gate.enter("林秘书")];
  const millId = (await gate.call(org.me, {}, { cookie: clerk })).body.acting!.id;
  const association = (await gate.call(org.me, {}, { cookie: secretary })).body.acting!.id;
  await gate.asSystem(async (ctx) => {
    const found = await sql<{
      id: string;
      code: string;
      name: string;
    }>`select o.id, o.credit_code as code, o.name
      from people.membership m join people.organisation o on o.id = m.member_id
      where m.organisation_id = ${association} and m.until is null
      order by (o.id = ${millId}) desc, o.id limit 3`.execute(tables(ctx));
    [mill, open, silent] = found.rows as [typeof mill, typeof mill, typeof mill];
    await sql`update people.membership set consent = member_id <> ${silent.id}
      where organisation_id = ${association} and member_id = any(${found.rows.map((o) => o.id)}::uuid[])`.execute(
      tables(ctx),
    );
  });
});
afterAll(() => gate.close());

async function workbook(
  cookie: string,
  rows: readonly (readonly [code: string, name: string, month: string, output: ExcelJS.CellValue])[],
): Promise<Buffer> {
  const { rawPayload } = await gate.application.server.inject({
    url: history.historyTemplate.path,
    headers: { host: "localhost:8080", cookie },
  });
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(rawPayload as unknown as ArrayBuffer);
  const sheet = book.worksheets.find((one) => one.state === "visible")!;
  let first = 0;
  sheet.eachRow((row, n) => {
    if (/统一社会信用代码|^credit_code$/.test(String(row.getCell(1).value))) first = n + 1;
  });
  for (let n = first; n < first + 40; n++) for (let c = 1; c <= 4; c++) sheet.getCell(n, c).value = null;
  for (const [i, values] of rows.entries())
    for (const [c, value] of values.entries()) sheet.getCell(first + i, c + 1).value = value;
  return Buffer.from(await book.xlsx.writeBuffer());
}

async function send(
  endpoint: typeof history.checkHistory | typeof history.importHistory,
  cookie: string,
  bytes: Buffer,
): Promise<HistoryOutcome> {
  const form = new FormData();
  form.append("formCode", "monthly-operation");
  form.append("file", new Blob([new Uint8Array(bytes)]), "历史.xlsx");
  const request = new Request("http://test.local", { method: "POST", body: form });
  const response = await gate.application.server.inject({
    method: "POST",
    url: endpoint.path,
    headers: { host: "localhost:8080", cookie, "content-type": request.headers.get("content-type")! },
    payload: Buffer.from(await request.arrayBuffer()),
  });
  expect(response.statusCode, response.body).toBe(200);
  return response.json();
}

const filings = async () =>
  gate.asSystem(async (ctx) => {
    const found = await sql<{
      key: string;
    }>`select f.organisation_id || ' ' || f.period || ' ' || f.state || ' ' ||
      v.channel || ' ' || coalesce(v.filed_by_name, '') || ' ' || (select sum(value) from reporting.figure g where g.filing_id = f.id)::text as key
      from reporting.filing f join reporting.vintage v on v.filing_id = f.id order by 1`.execute(tables(ctx));
    return found.rows.map((row) => row.key);
  });

it("looking writes nothing; what is not seen, swapped or unreadable has its cell", async () => {
  const bytes = await workbook(secretary, [
    [mill.code, mill.name, "2023-01", 100],
    [open.code, mill.name, "2023-01", 100],
    [silent.code, silent.name, "2023-01", 100],
    ["91110000MA0000000X", "没有登记的企业", "2023-01", 100],
    [open.code, open.name, "2023-02", "约二百"],
    [mill.code, mill.name, "2023-01", 100],
  ]);
  const seen = await send(history.checkHistory, secretary, bytes);
  expect(seen).toMatchObject({ rows: 6, ready: 1, imported: null });
  const hard = seen.problems.filter((one) => one.severity === "hard");
  expect(hard.some(({ zh }) => zh.includes("填反"))).toBe(true);
  expect(hard.some(({ zh }) => zh.includes("未授权"))).toBe(true);
  expect(hard.some(({ zh }) => zh.includes("没有代码"))).toBe(true);
  expect(hard.some(({ cell }) => cell.startsWith("D"))).toBe(true);
  expect(hard.every(({ cell }) => /^[A-D]\d+$/.test(cell))).toBe(true);
  // The month that stands twice is taken once at most.
  expect(hard).toHaveLength(5);
  expect(await filings()).toEqual([]);
});

it("good rows are taken in once, locked, marked as brought in; the second time they stand already", async () => {
  const bytes = await workbook(secretary, [
    [mill.code, mill.name, "2023-01", 100],
    [mill.code, mill.name, "2023-02", 120.5],
    [open.code, "", "2023-01", 70],
    [silent.code, silent.name, "2023-01", 100],
  ]);
  const looked = await send(history.checkHistory, secretary, bytes);
  expect(looked).toMatchObject({ ready: 3, enterprises: 2, from: "2023-01", to: "2023-02", imported: null });
  const done = await send(history.importHistory, secretary, bytes);
  expect(done.imported).toBe(3);
  const stand = [
    `${mill.id} 2023-01 locked import 造纸协会（演示） 100`,
    `${mill.id} 2023-02 locked import 造纸协会（演示） 120.5`,
    `${open.id} 2023-01 locked import 造纸协会（演示） 70`,
  ].sort();
  expect(await filings()).toEqual(stand);
  const again = await send(history.importHistory, secretary, bytes);
  expect(again).toMatchObject({ ready: 0, standing: 3, imported: 0 });
  expect(await filings()).toEqual(stand);
});

it("what was brought in counts as 补报: neither on time nor late, and no day of another month is missed", async () => {
  const board = await gate.call(
    completeness,
    { formCode: "monthly-operation", period: "2023-01", by: "industry" },
    { cookie: secretary },
  );
  expect(board.body.total).toMatchObject({ expected: 2, reported: 2, accepted: 2, onTime: 0, history: 2 });
  expect(board.body.dueOn).toBeNull();
  expect(board.body.groups[0]).toMatchObject({ code: "22", onTime: 0, history: 2 });
  const listed = { formCode: "monthly-operation", period: "2023-01" };
  const all = await gate.call(contract.listFilings, listed, { cookie: secretary });
  expect(all.body.rows.map(({ history: is }) => is)).toEqual([true, true]);
  const late = await gate.call(contract.listFilings, { ...listed, late: "true" }, { cookie: secretary });
  expect(late.body.total).toBe(0);
  const [filing] = all.body.rows;
  const receipt = await gate.call(contract.getReceipt, { id: filing!.id, vintage: 1 }, { cookie: secretary });
  expect(receipt.body).toMatchObject({ onTime: false, history: true });
});

it("a clerk brings in the own enterprise only, and finds the months among its returns", async () => {
  const bytes = await workbook(clerk, [
    [mill.code, mill.name, "2023-03", 90],
    [open.code, open.name, "2023-03", 90],
  ]);
  const done = await send(history.importHistory, clerk, bytes);
  expect(done.imported).toBe(1);
  expect(done.problems).toMatchObject([{ severity: "hard" }]);
  const mine = (await gate.call(contract.myFilings, { limit: 200 }, { cookie: clerk })).body.rows;
  expect(mine.map((row) => row.period)).toEqual(expect.arrayContaining(["2023-01", "2023-02", "2023-03"]));
});

it("what is no workbook is a sentence", async () => {
  const seen = await send(history.checkHistory, clerk, Buffer.from("<table></table>"));
  expect(seen.ready).toBe(0);
  expect(seen.problems[0]).toMatchObject({ severity: "hard", cell: "" });
});

it("a template of an older version is good after a new one: each month by its version, the missing column said", async () => {
  const before = await workbook(secretary, [
    [mill.code, mill.name, "2023-08", 100],
    [mill.code, mill.name, "2023-09", 100],
    [open.code, open.name, "2023-09", 9000],
  ]);
  const [old, fresh] = await gate.asSystem(async (ctx) => {
    const { rows } = await sql<{ definition: FormDefinition; valid: boolean }>`
      select definition, valid_from <= '2023-08-01' as valid from forms.standard
      where code = 'monthly-operation' order by version`.execute(tables(ctx));
    const old = rows.findLast((row) => row.valid)!.definition;
    const definition = {
      ...old,
      version: rows.at(-1)!.definition.version + 1,
      sections: old.sections.map((section, i) => ({
        ...section,
        fields: i
          ? section.fields
          : section.fields.flatMap((field) =>
              field.code === "output_value"
                ? [
                    { ...field, max: "5000" },
                    { ...field, code: "waste_water", label: { zh: "废水排放量", en: "Waste water" } },
                  ]
                : [field],
            ),
      })),
    };
    await sql`insert into forms.standard (code, version, valid_from, definition)
      values ('monthly-operation', ${definition.version}, '2023-09-01', ${JSON.stringify(definition)})`.execute(
      tables(ctx),
    );
    return [old.version, definition.version];
  });
  const seen = await send(history.checkHistory, secretary, before);
  expect(seen).toMatchObject({ rows: 3, ready: 2 });
  const hard = seen.problems.filter((one) => one.severity === "hard");
  expect(hard).toMatchObject([{ cell: expect.stringMatching(/^D\d+$/) }]);
  expect(hard[0]!.zh).toMatch(/5,?000/);
  expect(seen.problems.map((one) => one.zh)).toEqual(
    expect.arrayContaining([
      expect.stringContaining("可以照用；每一行按所属月份的版本检查"),
      expect.stringContaining("没有找到“废水排放量"),
    ]),
  );
  // The new template asks both; what an older month did not ask is left out, at its cell.
  const after = await workbook(secretary, [[mill.code, mill.name, "2023-08", 100, 7] as never]);
  const again = await send(history.checkHistory, secretary, after);
  expect(again.problems).toMatchObject([{ severity: "soft", cell: expect.stringMatching(/^E\d+$/) }]);
  expect((await send(history.importHistory, secretary, before)).imported).toBe(2);
  const versions = await gate.asSystem(async (ctx) => {
    const found = await sql<{ key: string }>`select period || ' ' || form_version as key from reporting.filing
      where organisation_id = ${mill.id} and period >= '2023-08' order by 1`.execute(tables(ctx));
    return found.rows.map((row) => row.key);
  });
  expect(versions).toEqual([`2023-08 ${old}`, `2023-09 ${fresh}`]);
});
