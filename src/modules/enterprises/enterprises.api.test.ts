// The registry through HTTP over a real database: registration, scope, search, size.
import ExcelJS from "exceljs";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Caller, type TestApi, testApi, whoFor } from "../../../test/api.ts";
import type { Ctx } from "../../platform/ctx.ts";
import { tables } from "../../platform/db/scoped.ts";
import { uuidv7 } from "../../platform/db/uuid.ts";
import { demoWorld } from "../../platform/demo/demo.ts";
import { listOrganisations } from "../people/contract.ts";
import { people } from "../people/index.ts";
import * as c from "./contract.ts";
import { aDetails, inventedCode, misfitCode } from "./fixtures.ts";
import { demoSupply, enterprises } from "./index.ts";

let api: TestApi;
let federation: Caller;
let secretary: Caller;
let clerk: Caller;
const ids: Record<string, string> = {};

const register = async (input: Parameters<typeof federation.call<typeof c.registerEnterpriseCall>>[1]) => {
  const answer = await federation.call(c.registerEnterpriseCall, input);
  expect(answer.status, answer.raw).toBe(200);
  return answer.body.id;
};
const found = async (by: Caller, input: Parameters<typeof federation.call<typeof c.listEnterprises>>[1]) => {
  const answer = await by.call(c.listEnterprises, input);
  expect(answer.status, answer.raw).toBe(200);
  return answer.body.rows.map((r) => r.name);
};

beforeAll(async () => {
  api = await testApi();
  api.now.set(new Date("2026-05-01T02:00:00Z"));
  const { application } = api;
  await application.db.asSystem(api.now.get(), (ctx) => enterprises.reference!(ctx));
  const admin = uuidv7();
  federation = api.as(
    whoFor(application, {
      personId: admin,
      name: "周值班",
      roles: ["duty_officer"],
      actingFor: uuidv7(),
      scope: { all: true },
    }),
  );
  ids.member = await register(
    aDetails(1, { name: "山东晨鸣测试纸业有限公司", aliases: ["晨纸"], shortName: "晨测" }),
  );
  ids.silent = await register(aDetails(2, { name: "重庆江北造纸厂", regionCode: "500105" }));
  ids.stranger = await register(
    aDetails(3, { name: "佛山顺德电器股份有限公司", industryCode: "3852", regionCode: "440606" }),
  );
  const association = uuidv7();
  await application.db.asSystem(api.now.get(), async (ctx) => {
    await sql`insert into people.organisation (id, kind, name, short_name, sectors, created_at)
      values (${association}, 'association', '造纸测试协会', '造纸', '{22}', ${ctx.now})`.execute(
      tables(ctx),
    );
    for (const member of [ids.member, ids.silent]) {
      await sql`insert into people.membership (organisation_id, id, member_id, since)
        values (${association}, ${uuidv7()}, ${member}, ${new Date(0)})`.execute(tables(ctx));
    }
  });
  ids.association = association;
  secretary = api.as(
    whoFor(application, {
      personId: uuidv7(),
      roles: ["secretary"],
      actingFor: association,
      scope: { organisations: [association, ids.member!], members: [association, ids.member!, ids.silent!] },
    }),
  );
  clerk = api.as(
    whoFor(application, {
      personId: uuidv7(),
      roles: ["clerk"],
      actingFor: ids.member!,
      scope: { organisations: [ids.member!], members: [ids.member!, association] },
    }),
  );
});
afterAll(() => api?.close());

describe("registration", () => {
  test("a check digit that does not fit needs a reason; a malformed code is refused with one too", async () => {
    const code = misfitCode("110100", 7);
    const bare = await federation.call(c.registerEnterpriseCall, aDetails(7, { creditCode: code }));
    expect([bare.status, bare.problem.code]).toEqual([422, "enterprises.code-needs-reason"]);
    const blank = await federation.call(
      c.registerEnterpriseCall,
      aDetails(7, { creditCode: code, codeOverrideReason: "   " }),
    );
    expect(blank.problem.code).toBe("enterprises.code-needs-reason");
    const malformed = await federation.call(
      c.registerEnterpriseCall,
      aDetails(7, { creditCode: "91110000MAOI", codeOverrideReason: "执照如此" }),
    );
    expect(malformed.problem.code).toBe("enterprises.code-malformed");
    const id = await register(
      aDetails(7, { creditCode: code, codeOverrideReason: "执照原件如此，早期试点码" }),
    );
    const page = await federation.call(c.readEnterprise, { id });
    expect(page.body).toMatchObject({ codeOverridden: true, codeOverrideReason: "执照原件如此，早期试点码" });
  });

  test("the same code, however it is typed, is not registered twice", async () => {
    const code = inventedCode("370100", 1);
    for (const creditCode of [code, ` ${code.toLowerCase()} `, `${code.slice(0, 8)}-${code.slice(8)}`]) {
      const again = await federation.call(
        c.registerEnterpriseCall,
        aDetails(1, { name: "另一个名字", creditCode }),
      );
      expect([again.status, again.problem.code]).toEqual([409, "enterprises.code-taken"]);
      expect(again.problem.detail).toContain("山东晨鸣测试纸业有限公司");
    }
    expect(await found(federation, { q: "另一个名字" })).toEqual([]);
  });

  test("unknown industry and region are refused with the code", async () => {
    const industry = await federation.call(c.registerEnterpriseCall, aDetails(9, { industryCode: "9999" }));
    expect(industry.problem.code).toBe("enterprises.industry-unknown");
    const region = await federation.call(c.registerEnterpriseCall, aDetails(9, { regionCode: "990000" }));
    expect(region.problem.code).toBe("enterprises.region-unknown");
  });

  test("only the federation registers", async () => {
    for (const by of [secretary, clerk]) {
      expect((await by.call(c.registerEnterpriseCall, aDetails(10))).status).toBe(403);
    }
  });
});

describe("scope", () => {
  test("a secretary sees members only, a clerk only the own enterprise; count and export alike", async () => {
    expect((await found(secretary, {})).sort()).toEqual(
      ["山东晨鸣测试纸业有限公司", "重庆江北造纸厂"].sort(),
    );
    expect(await found(clerk, {})).toEqual(["山东晨鸣测试纸业有限公司"]);
    const counted = await clerk.call(c.listEnterprises, { limit: 1 });
    expect(counted.body).toMatchObject({ total: 1, totalCapped: false });
    expect(await found(secretary, { q: "顺德" })).toEqual([]);
    expect(await found(federation, { q: "顺德" })).toEqual(["佛山顺德电器股份有限公司"]);
    const csv = await secretary.download(c.exportEnterprises, { format: "csv" });
    const text = csv.bytes.toString("utf8");
    expect(text).toContain("重庆江北造纸厂");
    expect(text).not.toContain("顺德");
    const book = new ExcelJS.Workbook();
    const xlsx = await clerk.download(c.exportEnterprises, { format: "xlsx" });
    await book.xlsx.load(xlsx.bytes as unknown as ArrayBuffer);
    expect(book.worksheets[0]!.actualRowCount).toBe(2);
    expect((await secretary.call(c.readEnterprise, { id: ids.stranger! })).status).toBe(404);
  });

  test("a member without consent shows its card and class, never a figure nor the trail", async () => {
    const put = { year: 2025, employees: 320, revenue: "450000000", assets: null };
    for (const id of [ids.silent!, ids.member!]) {
      expect((await federation.call(c.recordFacts, { id, ...put })).body).toEqual({ sizeClass: "medium" });
    }
    const silent = await secretary.call(c.readEnterprise, { id: ids.silent! });
    expect(silent.body).toMatchObject({
      sizeClass: "medium",
      facts: null,
      evidence: null,
      may: { edit: false },
    });
    expect(silent.raw).not.toContain("450000000");
    expect((await secretary.call(c.readHistory, { id: ids.silent! })).body).toEqual({
      visible: false,
      entries: [],
    });
    const consenting = await secretary.call(c.readEnterprise, { id: ids.member! });
    expect(consenting.body.facts).toHaveLength(1);
    const edit = await secretary.call(c.editEnterprise, { id: ids.silent!, revision: 2, address: "改" });
    expect(edit.status).toBe(404);
  });
});

test("the size class comes with its evidence: value, thresholds, rule, source", async () => {
  const { body } = await clerk.call(c.readEnterprise, { id: ids.member! });
  expect(body.evidence).toMatchObject({
    year: 2025,
    row: "工业",
    steps: [
      {
        indicator: "employees",
        value: "320",
        thresholds: { large: 1000, medium: 300, small: 20 },
        gives: "medium",
      },
      {
        indicator: "revenue",
        unit: "万元",
        thresholds: { large: 40000, medium: 2000, small: 300 },
        gives: "large",
      },
    ],
    missing: [],
  });
  expect(body.evidence?.rule).toContain("国统字〔2017〕213号");
  const less = await clerk.call(c.recordFacts, {
    id: ids.member!,
    year: 2026,
    employees: 19,
    revenue: null,
    assets: null,
  });
  expect(less.body).toEqual({ sizeClass: "micro" });
});

describe("search and filters", () => {
  test.each([
    ["晨纸", "alias"],
    ["chenming", "pinyin"],
    ["sdcm", "initials"],
    [inventedCode("370100", 1).slice(0, 12), "beginning of the code"],
  ])("%s finds by %s", async (q) => {
    expect(await found(federation, { q })).toContain("山东晨鸣测试纸业有限公司");
  });

  test("filters narrow by prefix, province, size, association, tier and list", async () => {
    expect(await found(federation, { industry: ["38"] })).toEqual(["佛山顺德电器股份有限公司"]);
    expect(await found(federation, { region: ["500000"] })).toEqual(["重庆江北造纸厂"]);
    expect(await found(federation, { size: ["medium"], industry: ["222"] })).toEqual(["重庆江北造纸厂"]);
    expect(await found(federation, { association: [ids.association!], q: "江北" })).toEqual([
      "重庆江北造纸厂",
    ]);
    const given = {
      id: ids.stranger!,
      code: "LITTLE_GIANT",
      validFrom: "2024-01-01",
      validTo: "2026-12-31",
      document: null,
    };
    api.now.set(new Date("2026-06-01T00:00:00Z"));
    expect((await federation.call(c.grantTier, given)).status).toBe(200);
    expect((await federation.call(c.grantTier, given)).problem.code).toBe("enterprises.dates-overlap");
    expect((await secretary.call(c.grantTier, given)).status).toBe(403);
    expect(await found(federation, { tier: ["LITTLE_GIANT"] })).toEqual(["佛山顺德电器股份有限公司"]);
    api.now.set(new Date("2027-01-01T00:00:00Z"));
    expect(await found(federation, { tier: ["LITTLE_GIANT"] })).toEqual([]);
    api.now.set(new Date("2026-06-01T00:00:00Z"));
    const listed = { id: ids.silent!, listCode: "chain", since: "2026-01-01", until: null, reason: "供纸" };
    const member = await federation.call(c.joinKeyList, listed);
    expect(await found(federation, { keyList: ["chain", "giant"] })).toEqual(["重庆江北造纸厂"]);
    const end = { id: ids.silent!, memberId: member.body.id, on: "2026-05-31" };
    expect((await federation.call(c.leaveKeyList, end)).status).toBe(200);
    expect(await found(federation, { keyList: ["chain"] })).toEqual([]);
  });

  test("names are in the order of their pinyin", async () => {
    const names = await found(federation, { industry: ["22", "38"], sort: "name" });
    expect(names.indexOf("重庆江北造纸厂")).toBeLessThan(names.indexOf("佛山顺德电器股份有限公司"));
    expect(await found(federation, { industry: ["22", "38"], sort: "-name" })).toEqual(names.toReversed());
  });
});

describe("editing", () => {
  test("the enterprise keeps its address, the federation its name; the trail reads as differences", async () => {
    const id = ids.member!;
    const { revision } = (await clerk.call(c.readEnterprise, { id })).body;
    const name = await clerk.call(c.editEnterprise, { id, revision, name: "自己改的名字" });
    expect(name.problem.code).toBe("enterprises.identity-kept");
    const address = await clerk.call(c.editEnterprise, { id, revision, address: "济南市历下区" });
    expect(address.body).toEqual({ revision: revision + 1 });
    const late = await clerk.call(c.editEnterprise, { id, revision, address: "别处" });
    expect([late.status, late.problem.code]).toEqual([409, "record.changed"]);
    const renamed = await federation.call(c.editEnterprise, {
      id,
      revision: revision + 1,
      name: "山东新晨纸业有限公司",
    });
    expect(renamed.status, renamed.raw).toBe(200);
    expect(await found(federation, { q: "晨鸣测试" })).toEqual(["山东新晨纸业有限公司"]);
    const page = await clerk.call(c.readEnterprise, { id });
    expect(page.body.names).toContainEqual(
      expect.objectContaining({ kind: "former", name: "山东晨鸣测试纸业有限公司", usedUntil: "2026-06-01" }),
    );
    const { entries } = (await clerk.call(c.readHistory, { id })).body;
    expect(entries[0]).toMatchObject({
      action: "enterprises.edit",
      changes: [{ field: "name", before: "山东晨鸣测试纸业有限公司", after: "山东新晨纸业有限公司" }],
    });
    expect(entries[1]!.changes).toEqual([{ field: "address", before: null, after: "济南市历下区" }]);
  });

  test("a new name and a new code reach the organisation; what it was called still finds it", async () => {
    const id = await register(aDetails(40, { name: "济南旧名纸业有限公司" }));
    const creditCode = inventedCode("370100", 41);
    const edit = await federation.call(c.editEnterprise, {
      ...{ id, revision: 1, name: "济南新名纸业有限公司", creditCode },
    });
    expect(edit.status, edit.raw).toBe(200);
    const organisations = await federation.call(listOrganisations, { q: "新名" });
    expect(organisations.body.rows).toMatchObject([
      { id, name: "济南新名纸业有限公司", shortName: "济南新名纸业", creditCode },
    ]);
    expect(await found(federation, { q: "旧名" })).toEqual(["济南新名纸业有限公司"]);
    // The code given up is free again, in both places.
    await register(aDetails(40, { name: "济南后来纸业有限公司" }));
    const clash = await federation.call(c.editEnterprise, {
      ...{ id, revision: 2, creditCode: inventedCode("370100", 40) },
    });
    expect(clash.problem.code).toBe("enterprises.code-taken");
  });
});

test("reference facts load twice without a change, and what is not verified says so", async () => {
  const before = await federation.call(c.readReference);
  await api.application.db.asSystem(api.now.get(), (ctx) => enterprises.reference!(ctx));
  expect((await federation.call(c.readReference)).body).toEqual(before.body);
  expect(before.body.industries.find((i) => i.code === "2221")).toMatchObject({
    zh: "机制纸及纸板制造",
    confidence: "verified",
  });
  expect(before.body.regions).toHaveLength(34);
  expect(before.body.tierKinds.map((t) => [t.code, t.confidence])).toContainEqual([
    "LITTLE_GIANT",
    "recalled",
  ]);
  expect(before.body.keyLists).toHaveLength(4);
});

test("the demo gives every demo enterprise a card, most of them figures, and leaves nothing when it goes", async () => {
  const world = demoWorld(new Date("2026-11-24T02:00:00Z"));
  const parts = [people, enterprises];
  const system = <T>(fn: (ctx: Ctx) => Promise<T>) => api.application.db.asSystem(world.now, fn);
  const before = await federation.call(c.listEnterprises, {});
  await system(async (ctx) => {
    for (const part of parts) await part.demo!.load(ctx, world);
  });
  const { body } = await federation.call(c.listEnterprises, { limit: 200, q: "演示" });
  expect(body.total).toBe(200);
  expect(
    body.rows.every((r) => r.name.endsWith("（演示）") && !r.codeOverridden && r.associations.length > 0),
  ).toBe(true);
  const classes = Map.groupBy(body.rows, (r) => r.sizeClass);
  for (const size of ["large", "medium", "small", "unknown"] as const) {
    expect(classes.get(size)?.length ?? 0, size).toBeGreaterThan(1);
  }
  expect(body.rows.filter((r) => r.tiers.length > 0).length).toBeGreaterThan(20);
  // Supply links as they can be kept later: both ends are enterprises that are there.
  const links = await system((ctx) => demoSupply(ctx, demoWorld(world.now).random));
  const ids = new Set(body.rows.map((r) => r.id));
  expect(links.length).toBeGreaterThan(50);
  for (const { supplier, customer, goods, share, coverDays } of links) {
    expect([ids.has(supplier), ids.has(customer), goods !== ""]).toEqual([true, true, true]);
    expect(share > 0 && share <= 1 && Number.isInteger(coverDays)).toBe(true);
  }
  await system((ctx) => enterprises.demo!.load(ctx, world));
  expect((await federation.call(c.listEnterprises, { q: "演示" })).body.total).toBe(200);
  await system(async (ctx) => {
    for (const part of parts.toReversed()) await part.demo!.remove(ctx);
  });
  expect((await federation.call(c.listEnterprises, {})).body.total).toBe(before.body.total);
});
