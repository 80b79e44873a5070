// Research through HTTP over a real database: who sees what, photos without their place, the report, anonymity and quota.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Caller, type TestApi, testApi, whoFor } from "../../../test/api.ts";
import type { Who } from "../../platform/access/permissions.ts";
import { tables } from "../../platform/db/scoped.ts";
import { uuidv7 } from "../../platform/db/uuid.ts";
import { demoWorld } from "../../platform/demo/demo.ts";
import { textOf, unzip } from "../../platform/documents/fixtures.ts";
import { keepFilesIn } from "../../platform/files/files.ts";
import { registerEnterpriseCall } from "../enterprises/contract.ts";
import { enterprises } from "../enterprises/index.ts";
import { people } from "../people/index.ts";
import * as c from "./contract.ts";
import { aJpeg, segment } from "./fixtures-photo.ts";
import { research } from "./index.ts";

let api: TestApi;
let owner: pg.Client;
let federation: Caller;
let secretary: Caller;
let secretaryWho: Who;
let other: Caller;
let clerk: Caller;
let stranger: Caller;
const ids: Record<string, string> = {};
const home = mkdtempSync(join(tmpdir(), "wenlian-research-"));

const aMember = (name: string) => ({ name, creditCode: null, industryCode: "2221", regionCode: "370100" });
const aPlan = (change: Partial<Parameters<typeof secretary.call<typeof c.createPlan>>[1]> = {}) => ({
  title: "造纸行业稳产调研",
  purpose: "摸清木浆库存。\n核实措施落实。",
  startsOn: "2026-04-01",
  endsOn: "2026-05-31",
  team: [{ name: "林秘书", unit: "造纸测试协会" }],
  industries: ["22"],
  regions: ["370000"],
  enterpriseIds: [ids.member!],
  ...change,
});
const ok = <T>(answer: { status: number; raw: string; body: T }): T => {
  expect(answer.status, answer.raw).toBe(200);
  return answer.body;
};
const running = async (by: Caller): Promise<string> => {
  const { id } = ok(await by.call(c.createPlan, aPlan()));
  ok(await by.call(c.movePlan, { id, to: "running" }));
  return id;
};
const visited = async (by: Caller, planId: string): Promise<string> =>
  ok(
    await by.call(c.addVisit, {
      ...{ id: planId, onDate: "2026-04-20", enterpriseId: ids.member!, place: "", peopleMet: "总经理" },
    }),
  ).id;
const aVisit = (id: string, change: object = {}) => ({
  ...{ id, revision: 1, onDate: "2026-04-20", place: "一号车间", peopleMet: "总经理" },
  ...{ notes: "库存只够十八天，内部谈话", agreed: "每周五报库存", done: true, ...change },
});
const aFinding = (change: object = {}) => ({
  ...{ visitId: null, enterpriseId: null, industryCode: "22", regionCode: null },
  ...{ kind: "difficulty" as const, severity: 3, text: "木浆船期推迟", figures: [], ...change },
});

beforeAll(async () => {
  keepFilesIn(home);
  api = await testApi();
  api.now.set(new Date("2026-05-01T02:00:00Z"));
  const { application } = api;
  owner = new pg.Client(api.owner);
  await owner.connect();
  await application.db.asSystem(api.now.get(), (ctx) => enterprises.reference!(ctx));
  ids.federation = uuidv7();
  const as = (roles: string[], actingFor: string, scope: Parameters<typeof whoFor>[1]["scope"]): Who =>
    whoFor(application, { personId: uuidv7(), name: "测试者", roles, actingFor, scope: scope ?? {} });
  federation = api.as(as(["duty_officer"], ids.federation, { all: true }));
  ids.member = ok(await federation.call(registerEnterpriseCall, aMember("山东测试纸业有限公司"))).id;
  ids.stranger = ok(await federation.call(registerEnterpriseCall, aMember("佛山测试电器有限公司"))).id;
  ids.association = uuidv7();
  ids.other = uuidv7();
  await application.db.asSystem(api.now.get(), async (ctx) => {
    for (const [id, kind, name] of [
      [ids.association, "association", "造纸测试协会"],
      [ids.other, "association", "家电测试协会"],
      [ids.federation, "federation", "测试联合会"],
    ])
      await sql`insert into people.organisation (id, kind, name, short_name, sectors, created_at)
        values (${id}, ${kind}, ${name}, ${name}, '{22}', ${ctx.now})`.execute(tables(ctx));
  });
  const {
    member,
    association,
    federation: top,
  } = ids as Record<"member" | "association" | "federation", string>;
  secretaryWho = as(["secretary"], association, {
    organisations: [association],
    members: [association, member, top],
  });
  secretary = api.as(secretaryWho);
  other = api.as(
    as(["secretary"], ids.other, { organisations: [ids.other, member], members: [ids.other, member, top] }),
  );
  clerk = api.as(as(["clerk"], member, { organisations: [member], members: [member, association, top] }));
  stranger = api.as(
    as(["owner"], ids.stranger, { organisations: [ids.stranger], members: [ids.stranger, top] }),
  );
});
afterAll(async () => {
  await owner?.end();
  await api?.close();
  rmSync(home, { recursive: true, force: true });
});

describe("a plan", () => {
  test("goes its way step by step, and says what is missing", async () => {
    const { id } = ok(await secretary.call(c.createPlan, aPlan({ team: [] })));
    const nobodyThere = await secretary.call(c.movePlan, { id, to: "running" });
    expect(nobodyThere.problem.code).toBe("research.plan-nobody");
    const early = await secretary.call(c.addVisit, {
      ...{ id, onDate: "2026-04-20", enterpriseId: ids.member!, place: "", peopleMet: "" },
    });
    expect(early.problem.code).toBe("research.plan-not-begun");
    ok(await secretary.call(c.editPlan, { id, revision: 1, ...aPlan() }));
    const stale = await secretary.call(c.editPlan, { id, revision: 1, ...aPlan({ title: "别的" }) });
    expect([stale.status, stale.problem.code]).toEqual([409, "record.changed"]);
    ok(await secretary.call(c.movePlan, { id, to: "running" }));
    expect((await secretary.call(c.movePlan, { id, to: "written" })).problem.code).toBe(
      "research.plan-no-visit",
    );
    const visit = await visited(secretary, id);
    ok(await secretary.call(c.saveVisit, aVisit(visit)));
    expect((await secretary.call(c.movePlan, { id, to: "written" })).problem.code).toBe(
      "research.plan-no-finding",
    );
    ok(await secretary.call(c.addFinding, { id, ...aFinding() }));
    ok(await secretary.call(c.movePlan, { id, to: "written" }));
    ok(await secretary.call(c.movePlan, { id, to: "closed" }));
    const closed = await secretary.call(c.saveVisit, aVisit(visit, { revision: 2 }));
    expect(closed.problem.code).toBe("research.plan-closed");
    const page = ok(await secretary.call(c.readPlan, { id }));
    expect(page).toMatchObject({
      state: "closed",
      visits: 1,
      visitsDone: 1,
      findings: 1,
      owner: "造纸测试协会",
    });
    expect(page.timeline.map((entry) => entry.action)).toEqual([
      "research.plan-closed",
      "research.plan-written",
      "research.finding-added",
      "research.visit-done",
      "research.visit-added",
      "research.plan-running",
      "research.plan-edited",
      "research.plan-created",
    ]);
  });

  test("refuses dates turned round, unknown codes and enterprises out of sight", async () => {
    const code = async (change: object) => (await secretary.call(c.createPlan, aPlan(change))).problem.code;
    expect(await code({ endsOn: "2026-03-01" })).toBe("research.plan-period");
    expect(await code({ industries: ["99"] })).toBe("research.code-unknown");
    expect(await code({ regions: ["990000"] })).toBe("research.code-unknown");
    expect(await code({ enterpriseIds: [ids.stranger] })).toBe("research.enterprise-unknown");
  });
});

describe("who sees what", () => {
  test("the owner and the federation see notes; another association, the enterprise and strangers do not", async () => {
    const plan = await running(secretary);
    const visit = await visited(secretary, plan);
    ok(await secretary.call(c.saveVisit, aVisit(visit)));
    const finding = ok(
      await secretary.call(c.addFinding, { id: plan, ...aFinding({ enterpriseId: ids.member }) }),
    ).id;
    expect(ok(await federation.call(c.readVisit, { id: visit })).notes).toContain("内部谈话");
    for (const by of [other, clerk, stranger]) {
      for (const answer of [
        await by.call(c.readPlan, { id: plan }),
        await by.call(c.readVisit, { id: visit }),
        await by.call(c.saveVisit, aVisit(visit, { revision: 2 })),
        await by.call(c.addFinding, { id: plan, ...aFinding() }),
        await by.call(c.editFinding, { id: finding, revision: 1, ...aFinding() }),
        await by.call(c.removeVisit, { id: visit }),
      ])
        expect([403, 404]).toContain(answer.status);
      expect((await by.download(c.downloadReport, { id: plan })).status).toBeGreaterThanOrEqual(403);
    }
    expect(ok(await other.call(c.listPlans)).total).toBe(0);
    expect(ok(await other.call(c.listFindings)).total).toBe(0);
    expect(ok(await other.call(c.readEnterprise, { id: ids.member! }))).toEqual({ visits: [], findings: [] });
  });

  test("an enterprise sees that it was visited, by whom, and what was agreed; nothing else", async () => {
    const plan = await running(secretary);
    const visit = await visited(secretary, plan);
    ok(await secretary.call(c.saveVisit, aVisit(visit, { agreed: "两周内答复" })));
    ok(
      await secretary.call(c.addFinding, {
        id: plan,
        ...aFinding({ enterpriseId: ids.member, text: "不可外传" }),
      }),
    );
    const answer = await clerk.call(c.readEnterprise, { id: ids.member! });
    const own = ok(answer);
    expect(own.findings).toEqual([]);
    expect(own.visits.find((v) => v.id === visit)).toEqual({
      ...{
        id: visit,
        onDate: "2026-04-20",
        visitor: "造纸测试协会",
        done: true,
        agreed: "两周内答复",
        open: false,
      },
    });
    expect(answer.raw).not.toMatch(/内部谈话|不可外传|总经理/);
    expect((await stranger.call(c.readEnterprise, { id: ids.member! })).status).toBe(404);
    const mine = ok(await secretary.call(c.readEnterprise, { id: ids.member! }));
    expect(mine.findings.some((f) => f.text === "不可外传")).toBe(true);
  });
});

describe("notes", () => {
  test("a later saving of somebody else is not overwritten", async () => {
    const visit = await visited(secretary, await running(secretary));
    ok(await federation.call(c.saveVisit, aVisit(visit, { notes: "值班员记的" })));
    const late = await secretary.call(c.saveVisit, aVisit(visit, { notes: "秘书记的" }));
    expect([late.status, late.problem.code]).toEqual([409, "record.changed"]);
    expect(ok(await secretary.call(c.readVisit, { id: visit })).notes).toBe("值班员记的");
  });
});

describe("photos", () => {
  const dirty = aJpeg([segment(0xe1, "Exif\0\0MM\0*\0\0\0\u0008\0\0GPS-31.2304N")]);

  test("are kept without their place, read by whoever sees the visit, and removed with their bytes' row", async () => {
    const visit = await visited(secretary, await running(secretary));
    const photo = ok(
      await secretary.upload(c.addPhoto, { id: visit, caption: "车间" }, { name: "a.jpg", bytes: dirty }),
    );
    const read = await secretary.download(c.readPhoto, { id: visit, photoId: photo.id });
    expect(read.status).toBe(200);
    expect(read.bytes.toString("latin1")).toContain("picture");
    expect(read.bytes.toString("latin1")).not.toContain("GPS");
    expect((await other.download(c.readPhoto, { id: visit, photoId: photo.id })).status).toBe(404);
    expect((await clerk.download(c.readPhoto, { id: visit, photoId: photo.id })).status).toBe(403);
    ok(await secretary.call(c.removePhoto, { id: visit, photoId: photo.id }));
    expect(ok(await secretary.call(c.readVisit, { id: visit })).photoRows).toEqual([]);
    const left = await owner.query("select 1 from platform.file where organisation_id = $1", [
      ids.association,
    ]);
    expect(left.rowCount).toBe(0);
  });

  test.each([
    ["a damaged JPEG", dirty.subarray(0, 40), 422, "research.photo-broken"],
    ["a picture of another kind", Buffer.from("GIF89a\u0001\0\u0001\0\0\0\0;", "latin1"), 415, "file.type"],
    ["a page in disguise", Buffer.from("<html><script>1</script></html>"), 415, "file.type"],
    ["nothing", Buffer.alloc(0), 422, "file.empty"],
  ])("%s is refused", async (_, bytes, status, code) => {
    const visit = await visited(secretary, await running(secretary));
    const answer = await secretary.upload(c.addPhoto, { id: visit }, { name: "a.jpg", bytes });
    expect([answer.status, answer.problem.code]).toEqual([status, code]);
  });
});

describe("findings", () => {
  test("take industry and region from their enterprise, are found by filters, and leave as a sheet", async () => {
    const plan = await running(secretary);
    const untied = await secretary.call(c.addFinding, { id: plan, ...aFinding({ industryCode: null }) });
    expect(untied.problem.code).toBe("research.finding-untied");
    const figures = [{ text: "库存 18 天", source: "现场访谈" }];
    const fresh = aFinding({
      enterpriseId: ids.member,
      industryCode: null,
      kind: "request",
      severity: 2,
      figures,
    });
    ok(await secretary.call(c.addFinding, { id: plan, ...fresh, text: "=1+1 希望明确时限" }));
    const found = ok(
      await secretary.call(c.listFindings, {
        plan,
        kind: ["request"],
        severity: [2],
        industry: "22",
        region: "37",
      }),
    );
    expect(found.rows).toHaveLength(1);
    expect(found.rows[0]!.industryCode).toMatch(/^22/);
    expect(ok(await secretary.call(c.listFindings, { plan, kind: ["practice"] })).total).toBe(0);
    const file = await secretary.download(c.exportFindings, { plan });
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(file.bytes as never);
    const cells = book.worksheets[0]!.getSheetValues().flat().map(String);
    expect(cells).toContain("=1+1 希望明确时限");
    expect(cells).toContain("库存 18 天（来源：现场访谈）");
  });

  test("a figure of a return is quoted with its source, within one's own scope only", async () => {
    await api.application.db.asSystem(api.now.get(), async (ctx) => {
      await sql`insert into reporting.figures (organisation_id, filing_id, vintage, form_code, period,
          industry_code, region_code, weight, figures, received, accepted_at, newest, returned)
        values (${ids.member}, ${uuidv7()}, 2, 'monthly-operation', '2026-03', '2221', '370000', 1,
          '{"revenue":"1234.50"}', '2026-04-08', ${ctx.now}, true, false)`.execute(tables(ctx));
    });
    const wish = { enterpriseId: ids.member!, indicator: "revenue", period: "2026-03" };
    const { figure } = ok(await federation.call(c.quoteFigure, wish));
    expect(figure?.text).toBe("营业收入 1234.5 万元");
    expect(figure?.source).toContain("2026-03，第 2 版，收到 2026-04-08");
    // The member gave this association no consent: its figures stay out of sight.
    expect(ok(await secretary.call(c.quoteFigure, wish)).figure).toBeNull();
  });
});

test("the report tells purpose, findings by industry, sources and the visits", async () => {
  const plan = await running(secretary);
  const visit = await visited(secretary, plan);
  ok(await secretary.call(c.saveVisit, aVisit(visit)));
  const figures = [{ text: "库存 18 天", source: "企业台账 2026-04-20" }];
  ok(await secretary.call(c.addFinding, { id: plan, ...aFinding({ visitId: visit, figures }) }));
  const file = await secretary.download(c.downloadReport, { id: plan });
  expect(file.status).toBe(200);
  const parts = await unzip(file.bytes);
  const text = textOf(parts.get("word/document.xml")!);
  for (const line of ["一、调研目的与组织", "摸清木浆库存。", "造纸和纸制品业（22）", "附件：走访名单"])
    expect(text).toContain(line);
  expect(text).toMatch(/【困难·严重】木浆船期推迟\[\d\] 数据：库存 18 天\[\d\]/);
  expect(text).toMatch(/\[\d\] 企业台账 2026-04-20/);
  expect(text).toMatch(/\[\d\] 走访记录 2026-04-20 山东测试纸业有限公司/);
  // What was said in confidence is no part of the report.
  expect(text).not.toContain("内部谈话");
  expect([...parts.values()].join("")).not.toContain("演示数据");
});

test("the demo plan says that it is one, and goes without a trace", async () => {
  const { db } = api.application;
  const now = api.now.get();
  await db.asSystem(now, (ctx) => people.demo!.load(ctx, demoWorld(now)));
  await db.asSystem(now, (ctx) => enterprises.demo!.load(ctx, demoWorld(now)));
  await db.asSystem(now, (ctx) => research.demo!.load(ctx, demoWorld(now)));
  const found = ok(await federation.call(c.listPlans, { q: "演示数据" }));
  expect(found.rows[0]).toMatchObject({ demo: true, visits: 3, visitsDone: 2, findings: 5 });
  const report = await federation.download(c.downloadReport, { id: found.rows[0]!.id });
  const parts = await unzip(report.bytes);
  expect(textOf(parts.get("word/header1.xml")!)).toContain("演示数据");
  expect(textOf(parts.get("word/document.xml")!)).toContain("收到匿名答卷 26 份");
  await db.asSystem(now, (ctx) => research.demo!.remove(ctx));
  for (const table of ["plan", "visit", "finding", "questionnaire", "answer"]) {
    const left = await owner.query(`select 1 from research.${table} t where to_jsonb(t)::text like '%演示%'`);
    expect([table, left.rowCount]).toEqual([table, 0]);
  }
});
