// kill -9 of a house that takes in past months and a list of enterprises: each is there whole or not at all, and goes in again.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ExcelJS from "exceljs";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, inject, test } from "vitest";
import { workbookOf } from "../../bench/import-list.ts";
import { inventedCode } from "../../src/modules/enterprises/fixtures.ts";
import {
  acceptImport,
  checkImport,
  type ImportOutcome,
  readImport,
} from "../../src/modules/enterprises/imports/contract.ts";
import {
  type HistoryOutcome,
  historyTemplate,
  importHistory,
} from "../../src/modules/reporting/history/contract.ts";
import { copyFolder, type House, openHouse } from "../house.ts";
import { Visitor } from "../visitor.ts";

const MONTHS = Array.from({ length: 12 }, (_, i) => `2019-${String(i + 1).padStart(2, "0")}`);
const MEMBERS = 60;
const LISTED = 300;
const nothing = { filings: 0, vintages: 0, figures: 0, roster: 0, told: 0, cards: 0, codes: 0, facts: 0 };
const months = MEMBERS * MONTHS.length;
const whole = {
  filings: months,
  vintages: months,
  figures: months,
  roster: months,
  told: 1,
  cards: LISTED,
  codes: LISTED,
  facts: LISTED,
};

let house: House;
let duty: Visitor;
let past: Uint8Array<ArrayBuffer>;
let list: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  house = await openHouse({ home: copyFolder(inject("prepared")) });
  duty = await Visitor.demo(house.address, "周值班");
  past = await pastMonths();
  list = new Uint8Array(await workbookOf(LISTED, (n) => inventedCode("350200", n)));
});
afterAll(() => house?.close());
beforeEach(async () => {
  expect(await standing()).toEqual(nothing);
});

/** The built-in database itself, whatever becomes of the house above it. */
async function database(): Promise<pg.Client> {
  const [, , , port, host] = readFileSync(join(house.home, "database/postmaster.pid"), "utf8").split("\n");
  const client = new pg.Client({ host: host!, port: Number(port), user: "postgres", database: "wenlian" });
  // Killed with its server, as intended.
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

async function asked<T>(use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await database();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

const standing = () =>
  asked(async (client) => {
    const { rows } = await client.query(
      `select
        (select count(*)::int from reporting.filing where period like '2019-%') as filings,
        (select count(*)::int from reporting.vintage v join reporting.filing f on f.id = v.filing_id where period like '2019-%') as vintages,
        (select count(*)::int from reporting.figure where period like '2019-%') as figures,
        (select count(*)::int from reporting.roster where period like '2019-%') as roster,
        (select count(*)::int from platform.audit where action = 'reporting.import-history') as told,
        (select count(*)::int from enterprises.enterprise where credit_code like '9_350200%') as cards,
        (select count(*)::int from enterprises.code_holder where credit_code like '9_350200%') as codes,
        (select count(*)::int from enterprises.facts f join enterprises.enterprise e using (organisation_id)
          where e.credit_code like '9_350200%') as facts`,
    );
    return rows[0] as typeof nothing;
  });

async function pastMonths(): Promise<Uint8Array<ArrayBuffer>> {
  const members = await asked(async (client) => {
    const found = await client.query<{ code: string; name: string }>(
      `select credit_code as code, name from enterprises.enterprise where credit_code is not null order by 1 limit ${MEMBERS}`,
    );
    return found.rows;
  });
  expect(members).toHaveLength(MEMBERS);
  const book = new ExcelJS.Workbook();
  const template = await duty.download(historyTemplate.path);
  await book.xlsx.load(template.buffer as ArrayBuffer);
  const sheet = book.worksheets.find((one) => one.state === "visible")!;
  let row = 0;
  sheet.eachRow((one, n) => {
    if (/统一社会信用代码|^credit_code$/.test(one.getCell(1).text)) row = n;
  });
  for (const { code, name } of members)
    for (const [n, month] of MONTHS.entries()) sheet.getRow(++row).values = [code, name, month, 100 + n];
  return new Uint8Array(await book.xlsx.writeBuffer());
}

/** Both imports under way; no answer comes where the line goes dead. */
async function begin() {
  const { body } = await duty.upload(checkImport.path, "名单.xlsx", list, {});
  const { id, create } = body as ImportOutcome;
  expect(create).toBe(LISTED);
  const dead = (error: unknown) => {
    if (!(error instanceof TypeError)) throw error;
    return null;
  };
  const both = Promise.all([
    duty.upload(importHistory.path, "往年.xlsx", past, { formCode: "monthly-operation" }).catch(dead),
    duty.call(acceptImport, { id }).catch(dead),
  ]);
  return { id, both };
}

async function until(done: () => Promise<boolean>): Promise<void> {
  for (let n = 0; n < 6000; n++) {
    if (await done()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`waited too long; the house said: ${house.output()}`);
}

async function again(): Promise<void> {
  house = await openHouse({ home: house.home });
  duty = duty.at(house.address);
}

/** Nobody is left who could still write for the house that was killed. */
const quiet = (client: pg.Client) =>
  until(async () => {
    const { rows } = await client.query(
      "select 1 from pg_stat_activity where usename = 'wenlian_app' and state <> 'idle'",
    );
    return rows.length === 0;
  });

test.each([
  { what: "server", database: false },
  { what: "server and database", database: true },
])("$what killed while both are half written: nothing of either stands", async ({ database: both }) => {
  const gate = await database();
  // They stop where returns, cards and codes are written, and figures and evidence are not.
  await gate.query("begin; lock table reporting.figures, enterprises.size_evidence in exclusive mode");
  const under = await begin();
  await until(() =>
    asked(async (client) => {
      const { rows } = await client.query(
        `select distinct relation from pg_locks where not granted
          and relation in ('reporting.figures'::regclass, 'enterprises.size_evidence'::regclass)`,
      );
      return rows.length === 2;
    }),
  );
  await house.kill({ database: both });
  expect(await under.both).toEqual([null, null]);
  if (!both) {
    await gate.query("rollback");
    await quiet(gate);
  }
  await gate.end().catch(() => undefined);
  await again();
  expect(await standing()).toEqual(nothing);
  // The list that was examined is still there to be accepted.
  expect(await duty.must(readImport, { id: under.id })).toMatchObject({ state: "checked", create: LISTED });
});

test("killed between the commit and the answer: all of both stands, is heard of, and goes in no second time", async () => {
  const watch = await database();
  const under = await begin();
  await until(async () => {
    const { rows } = await watch.query<{ told: number }>(
      `select count(*)::int as told from platform.audit
        where action = 'reporting.import-history' or (action = 'enterprises.import' and after::text like '%350200%')`,
    );
    return rows[0]!.told >= 1 + LISTED;
  });
  await house.kill({ database: false });
  await under.both;
  await quiet(watch);
  await watch.end();
  await again();
  expect(await standing()).toEqual(whole);
  const past2 = await duty.upload(importHistory.path, "往年.xlsx", past, { formCode: "monthly-operation" });
  expect(past2.body as HistoryOutcome).toMatchObject({ ready: 0, standing: months, imported: 0 });
  const twice = await duty.call(acceptImport, { id: under.id });
  expect(twice).toMatchObject({ ok: false, problem: { code: "enterprises.import-done" } });
  expect({ ...(await standing()), told: 1 }).toEqual(whole);
  // What was announced in the same transactions is heard by the next house.
  await until(() =>
    asked(async (client) => {
      const { rows } = await client.query(
        `select 1 from platform.outbox where finished_at is not null
          and name in ('reporting.history-imported', 'enterprises.imported') and created_at > now() - interval '1 hour'`,
      );
      return rows.length === 2;
    }),
  );
});
