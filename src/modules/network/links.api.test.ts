// Who sees a link: its two ends and the federation; no third firm, no association, by no way round.
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Caller, clerkOf, type TestApi, testApi, whoFor } from "../../../test/api.ts";
import { creditCheckCharacter, orgCheckCharacter } from "../../engines/identity/index.ts";
import { systemWho } from "../../platform/db/database.ts";
import { tables } from "../../platform/db/scoped.ts";
import { writeTemplate } from "../../platform/sheets/template.ts";
import { registerEnterprise } from "../enterprises/index.ts";
import { modules } from "../list.ts";
import { importForm } from "./actions/import-form.ts";
import * as contract from "./contract.ts";
import { readExposure } from "./exposure/contract.ts";

let api: TestApi;
let federation: Caller;
const ids: Record<"mill" | "paper" | "third", string> = { mill: "", paper: "", third: "" };
const federationId = randomUUID();
let paper: Caller;
let mill: Caller;
let third: Caller;
let association: Caller;

/** With check digits that fit; nobody holds it. */
const code = (n: number): string => {
  const body = `MADEN${String(n).padStart(3, "0")}`;
  const start = `91370100${body}${orgCheckCharacter(body)}`;
  return start + creditCheckCharacter(start);
};

beforeAll(async () => {
  api = await testApi();
  const { db } = api.application;
  await db.asSystem(api.now.get(), async (ctx) => {
    for (const module of modules) await module.reference?.(ctx);
  });
  const enterprise = (n: number, name: string, industryCode: string) =>
    db.within(systemWho, api.now.get(), async (ctx) => {
      const made = await registerEnterprise(ctx, {
        ...{ name, creditCode: code(n), industryCode, regionCode: "370100" },
      });
      return made.id;
    });
  ids.mill = await enterprise(1, "泰和木浆有限公司", "2211");
  ids.paper = await enterprise(2, "长河纸业有限公司", "2221");
  ids.third = await enterprise(3, "东岭纸业有限公司", "2221");
  const who = (roles: string[], actingFor: string, scope: object) =>
    api.as(whoFor(api.application, { personId: randomUUID(), roles, actingFor, scope }));
  federation = who(["duty_officer"], federationId, { all: true });
  [paper, mill, third] = [clerkOf(api, ids.paper), clerkOf(api, ids.mill), clerkOf(api, ids.third)];
  // Both ends are consenting members, so that they lie in the association's set.
  const own = randomUUID();
  const members = [own, ids.mill, ids.paper];
  association = who(["secretary"], own, { organisations: members, members, sectors: ["22", "221", "222"] });
});
afterAll(() => api?.close());

const fields = {
  ...{ product: "pulp", share: 0.7, essential: true, coverDays: 12, switchDays: 90, amount: 5432.1 },
  ...{ validFrom: "2026-01-01", validTo: null, note: "长期合同" },
};
const report = (caller: Caller, supplier: object, customer: object, parts: object = {}) =>
  caller.call(contract.createLink, { supplier, customer, ...fields, ...parts } as never);

test("an enterprise finds its supplier by name and reports it; the other end sees the link and not the stock", async () => {
  const found = (await paper.call(contract.findPartner, { q: "泰和木浆" })).body.rows;
  expect(found).toEqual([{ id: ids.mill, name: "泰和木浆有限公司", province: "山东" }]);
  const made = await report(paper, { id: ids.mill }, { id: ids.paper });
  expect(made.status, made.raw).toBe(200);
  const own = (await paper.call(contract.listLinks, {})).body.rows[0]!;
  expect(own).toMatchObject({
    coverDays: 12,
    amount: 5432.1,
    mine: true,
    source: "reported",
    shareOf: "purchases",
  });
  const other = (await mill.call(contract.listLinks, {})).body.rows[0]!;
  expect(other).toMatchObject({
    share: 0.7,
    coverDays: null,
    switchDays: null,
    amount: null,
    note: "",
    mine: false,
  });
  const all = (await federation.call(contract.listLinks, {})).body.rows[0]!;
  expect(all).toMatchObject({ coverDays: 12, amount: 5432.1, mine: false });
});

test("a third firm and the association of both ends see nothing of it, by list, file, exposure or table", async () => {
  const marks = ["泰和木浆", "5432", ids.mill];
  const leaks = (raw: string) => marks.filter((mark) => raw.includes(mark));
  const list = await third.call(contract.listLinks, { enterprise: ids.paper });
  expect([list.body.total, leaks(list.raw)]).toEqual([0, []]);
  const file = await third.download(contract.exportLinks, {});
  expect(file.status).toBe(200);
  for (const caller of [third, association]) {
    const exposure = await caller.call(readExposure, { id: ids.paper });
    expect(exposure.status >= 400 && leaks(exposure.raw).length === 0, exposure.raw).toBe(true);
  }
  expect((await association.call(contract.listLinks, {})).status).toBe(403);
  const industry = await association.call(contract.readIndustry, {});
  expect(leaks(industry.raw)).toEqual([]);
  // Not by a forgotten WHERE either: the rows are not there for them.
  const rowsFor = (organisations: string[]) =>
    api.application.db.within(
      whoFor(api.application, { personId: randomUUID(), roles: [], scope: { organisations } }),
      api.now.get(),
      async (ctx) => (await sql`select id from network.link`.execute(tables(ctx))).rows.length,
    );
  const sets = [[ids.paper], [ids.mill], [ids.third], [randomUUID(), ids.mill, ids.paper]];
  expect(await Promise.all(sets.map(rowsFor))).toEqual([1, 1, 0, 0]);
});

test("nobody reports for others, writes over others, or reports the same twice", async () => {
  const stranger = await report(third, { id: ids.mill }, { id: ids.paper });
  expect(stranger.problem.code).toBe("network.not-an-end");
  const id = (await paper.call(contract.listLinks, {})).body.rows[0]!.id;
  const change = { id, revision: 1, ...fields, share: 0.1 };
  for (const caller of [mill, third, federation])
    expect((await caller.call(contract.changeLink, change)).problem.code).toBe("record.not-found");
  expect((await mill.call(contract.removeLink, { id })).problem.code).toBe("record.not-found");
  const twice = await report(paper, { id: ids.mill }, { id: ids.paper }, { validFrom: "2026-05-01" });
  expect(twice.problem.code).toBe("network.link-twice");
  const over = await report(paper, { name: "某地浆厂" }, { id: ids.paper }, { share: 0.4 });
  expect(over.problem.code).toBe("network.shares-over");
  const rest = await report(paper, { name: "某地浆厂" }, { id: ids.paper }, { share: 0.3 });
  expect(rest.status, rest.raw).toBe(200);
  const stale = await paper.call(contract.changeLink, { ...change, revision: 9 });
  expect(stale.problem.code).toBe("record.changed");
  const unknown = await report(paper, { id: ids.third }, { id: ids.paper }, { product: "nothing" });
  expect(unknown.problem.code).toBe("network.product-unknown");
});

test("exposure: what hangs on one supplier, how long it lasts, who else there is, without names", async () => {
  await report(
    paper,
    { id: ids.third },
    { id: ids.paper },
    { product: "starch", share: 1, essential: true, coverDays: 4 },
  );
  const seen = (await paper.call(readExposure, { id: ids.paper })).body;
  expect(seen.survives).toBe(4);
  const pulp = seen.inputs.find((one) => one.product === "pulp")!;
  expect(pulp).toMatchObject({ single: false, largest: 0.7, coverDays: 12, named: [], makers: 0 });
  expect((await mill.call(readExposure, { id: ids.mill })).body.customers).toEqual([
    { id: ids.paper, name: "长河纸业有限公司", product: "pulp", share: null },
  ]);
});

test("a workbook: every error in one pass with its cell, the good rows accepted, and only once", async () => {
  const { products } = (await federation.call(contract.readReference, {})).body;
  const row = (parts: object) => ({
    ...{
      supplier_code: code(1),
      customer_code: code(3),
      product: "pulp",
      share: 40,
      valid_from: "2026-01-01",
    },
    ...parts,
  });
  const bytes = await writeTemplate(importForm(products), [
    row({}),
    row({ share: 50 }),
    row({ supplier_code: null, supplier_name: "外购浆", share: 61 }),
    row({ customer_code: code(99) }),
    row({ supplier_code: code(2), product: "recovered-paper", cover_days: -3 }),
    row({ supplier_code: code(2), product: "starch", valid_to: "2025-01-01" }),
  ]);
  const checked = (await federation.upload(contract.checkImport, {}, { name: "链.xlsx", bytes })).body;
  const errors = checked.problems
    .filter((one) => one.severity === "error")
    .map((one) => [one.code, one.cell]);
  expect(errors.length, JSON.stringify(checked)).toBe(5);
  expect(
    errors.every(([, cell]) => /^[A-Z]+\d+$/.test(cell!)),
    JSON.stringify(errors),
  ).toBe(true);
  expect(checked).toMatchObject({ rows: 6, bad: 5, create: 1 });
  const done = (await federation.call(contract.acceptImport, { id: checked.id })).body;
  expect(done).toMatchObject({ state: "accepted", create: 1 });
  expect((await federation.call(contract.acceptImport, { id: checked.id })).problem.code).toBe(
    "network.import-done",
  );
  const now = (await federation.call(contract.listLinks, { enterprise: ids.third, side: "customer" })).body
    .rows;
  expect(now).toMatchObject([{ source: "imported", share: 0.4, supplier: "泰和木浆有限公司" }]);
  // The customer sees what was brought in of it, and not more of the other end.
  const own = (await third.call(contract.listLinks, { side: "customer", enterprise: ids.third })).body;
  expect(own.total).toBe(1);
});

test("products and what is essential: versions are kept, nobody's newer one is passed over", async () => {
  const product = { code: "wax", zh: "石蜡", en: "Wax", industry: "251", revision: 0 };
  expect((await federation.call(contract.saveProduct, product)).body.revision).toBe(1);
  expect((await federation.call(contract.saveProduct, product)).problem.code).toBe("network.product-taken");
  expect((await paper.call(contract.saveProduct, { ...product, revision: 1 })).status).toBe(403);
  const first = (await federation.call(contract.readEssential, {})).body;
  const pairs = [...first.pairs, { supplier: "251", customer: "268", kind: 2 as const, note: "蜡烛" }];
  const save = { from: first.version, pairs, note: "补充石蜡" };
  expect((await federation.call(contract.saveEssential, save)).body.version).toBe(first.version + 1);
  expect((await federation.call(contract.saveEssential, save)).problem.code).toBe("record.changed");
  const twice = { ...save, from: first.version + 1, pairs: [...pairs, pairs.at(-1)!] };
  expect((await federation.call(contract.saveEssential, twice)).problem.code).toBe("network.pair-twice");
  const old = (await federation.call(contract.readEssential, { version: first.version })).body;
  expect([old.pairs.length, old.versions.length]).toEqual([first.pairs.length, 2]);
});
