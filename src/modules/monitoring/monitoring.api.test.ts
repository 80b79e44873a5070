// Monitoring through HTTP over a real database: what is shown, what is withheld, to whom, and what moves it.
import ExcelJS from "exceljs";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Caller, type TestApi, testApi, whoFor } from "../../../test/api.ts";
import type { Ctx } from "../../platform/ctx.ts";
import { bulkInsert } from "../../platform/db/bulk.ts";
import { systemWho } from "../../platform/db/database.ts";
import { tables } from "../../platform/db/scoped.ts";
import { uuidv7 } from "../../platform/db/uuid.ts";
import * as contract from "./contract.ts";
import { type Firm, monthsUpTo, receivedOn, returnsOf, seeded, together } from "./fixtures.ts";

let api: TestApi;
let officer: Caller;
let secretary: Caller;
let stranger: Caller;
let clerk: Caller;
const months = monthsUpTo("2026-10", 14);
const newest = "2026-10";
const random = seeded(5);
const firm = (industry: string, region: string, size: number): Firm => ({
  id: uuidv7(),
  industry,
  region,
  size,
});
const around = () => 80 + random() * 60;
// 造纸：山东、浙江各五家，广东两家；一家纸浆企业。塑料：八家。
const firms: Firm[] = [
  ...Array.from({ length: 5 }, () => firm("2221", "370100", around())),
  ...Array.from({ length: 5 }, () => firm("2221", "330100", around())),
  ...Array.from({ length: 2 }, () => firm("2221", "440100", around())),
  ...Array.from({ length: 4 }, () => firm("2231", "370100", around())),
  ...Array.from({ length: 4 }, () => firm("2231", "330100", around())),
  ...Array.from({ length: 8 }, () => firm("2921", "440100", around())),
];
const own = firms[0]!;
const wide = { limit: 500, offset: 0 };

beforeAll(async () => {
  api = await testApi();
  const { application } = api;
  const person = () => uuidv7();
  officer = api.as(
    whoFor(application, { personId: person(), roles: ["duty_officer"], scope: { all: true } }),
  );
  secretary = api.as(
    whoFor(application, {
      personId: person(),
      roles: ["secretary"],
      scope: { organisations: firms.slice(0, 3).map((f) => f.id), sectors: ["22", "221", "222", "223"] },
    }),
  );
  stranger = api.as(
    whoFor(application, { personId: person(), roles: ["secretary"], scope: { sectors: ["376"] } }),
  );
  clerk = api.as(
    whoFor(application, {
      personId: person(),
      roles: ["clerk"],
      actingFor: own.id,
      scope: { organisations: [own.id], sectors: ["22", "222", "2221"] },
    }),
  );
  await asSystem(async (ctx) => {
    const { figures, roster } = returnsOf(firms, months, random);
    await bulkInsert(
      ctx,
      "reporting.roster",
      {
        organisation_id: "uuid",
        id: "uuid",
        form_code: "text",
        period: "text",
        name: "text",
        industry_code: "text",
        region_code: "text",
        weight: "numeric",
      },
      roster.map((r) => [
        r.enterprise,
        uuidv7(),
        contract.FORM,
        r.month,
        "测试企业",
        r.industry,
        r.region,
        r.weight,
      ]),
    );
    // The clerk's newest return is still missing.
    const there = figures.filter((f) => !(f.enterprise === own.id && f.month === newest));
    await plant(ctx, there, 1);
    for (const period of months) {
      await ctx.announce("reporting.period-opened", {
        formCode: contract.FORM,
        period,
        expected: firms.length,
      });
    }
  });
  await api.settle();
});
afterAll(() => api.close());

const asSystem = <T>(fn: (ctx: Ctx) => Promise<T>): Promise<T> =>
  api.application.db.within(systemWho, new Date(), fn);

type Planted = ReturnType<typeof returnsOf>["figures"];
const filingIds = new Map<string, string>();
const filingOf = (enterprise: string, month: string): string => {
  const key = `${enterprise} ${month}`;
  const id = filingIds.get(key) ?? uuidv7();
  filingIds.set(key, id);
  return id;
};

async function plant(ctx: Ctx, figures: Planted, vintage: number): Promise<void> {
  await bulkInsert(
    ctx,
    "reporting.figures",
    {
      organisation_id: "uuid",
      filing_id: "uuid",
      vintage: "int",
      form_code: "text",
      period: "text",
      industry_code: "text",
      region_code: "text",
      weight: "numeric",
      figures: "jsonb",
      received: "date",
      accepted_at: "timestamptz",
    },
    together(figures).map((f) => [
      f.enterprise,
      filingOf(f.enterprise, f.month),
      vintage,
      contract.FORM,
      f.month,
      f.industry,
      f.region,
      f.weight,
      f.figures,
      f.received,
      f.provisional ? null : new Date(),
    ]),
  );
}

const announced = (enterprise: string, month: string, event: string, vintage: number) =>
  asSystem((ctx) =>
    ctx.announce(event, {
      organisationId: enterprise,
      filingId: filingOf(enterprise, month),
      formCode: contract.FORM,
      period: month,
      vintage,
    }),
  );

const tableFor = async (who: Caller, input = {}) => {
  const answer = await who.call(contract.readTable, { indicator: "output_value", month: newest, ...input });
  expect(answer.status).toBe(200);
  return answer.body;
};
const cellAt = (table: contract.Table, sector: string, region: string) =>
  table.rows.find((row) => row.sector === sector)?.cells.find((cell) => cell.region === region);

test("the federation sees industries by province, with a sentence that says it", async () => {
  const table = await tableFor(officer, { digits: 2 });
  expect(table.rows.map((row) => row.sector)).toEqual(["*", "22", "29"]);
  const paper = cellAt(table, "22", "00")!;
  expect(paper).toMatchObject({ expected: 20, reported: 19, coverage: "0.9500", suppressed: null });
  const rows = await officer.call(contract.readRows, {
    sector: "22",
    region: "00",
    indicator: "output_value",
    month: newest,
    ...wide,
  });
  const sum = rows.body.rows.reduce((all, row) => all + Number(row.value), 0);
  expect(Number(paper.total)).toBeCloseTo(sum, 2);
  expect(rows.body.notVisible).toBe(0);
  expect(table.sentence.zh).toMatch(/^2026-10 .*工业总产值同比 [+-]?\d+\.\d%（可比 \d+ 家）.*覆盖率 \d+%/);
});

test("two firms are ＊, and neither row nor column gives them back", async () => {
  const table = await tableFor(officer, { digits: 3, within: "22" });
  const paper = cellAt(table, "222", "44")!;
  expect(paper).toMatchObject({
    suppressed: "few",
    total: null,
    growthYoy: null,
    growthMom: null,
    diffusion: null,
    chainIndex: null,
  });
  // Guangdong has these two only: its total is the same figure.
  expect(cellAt(table, "22", "44")).toMatchObject({ suppressed: "few", total: null });
  for (const sector of ["22", "222"]) {
    const row = table.rows.find((r) => r.sector === sector)!;
    const total = row.cells.find((c) => c.region === "00")!;
    const closed = row.cells.filter((c) => c.region !== "00" && c.suppressed);
    // total − others: the rest is more than the two.
    if (total.suppressed === null)
      expect(closed.reduce((n, c) => n + c.reported, 0)).toBeGreaterThanOrEqual(3);
    expect(closed.length).toBeGreaterThanOrEqual(2);
  }
});

test("nothing withheld is in the table, the export or the database", async () => {
  const stored = await asSystem((ctx) =>
    sql<{
      n: number;
    }>`select count(*)::int as n from monitoring.cell where suppressed is not null and total is not null`.execute(
      tables(ctx),
    ),
  );
  expect(stored.rows[0]!.n).toBe(0);
  const input = { indicator: "output_value", month: newest, digits: 3, within: "22" };
  const csv = (await officer.download(contract.exportTable, { ...input, format: "csv" })).bytes.toString(
    "utf8",
  );
  expect(csv.split("\r\n").find((line) => line.includes("广东") && line.startsWith("222,"))).toContain("＊");
  const xlsx = await officer.download(contract.exportTable, { ...input, format: "xlsx" });
  expect(xlsx.status).toBe(200);
  const firmRows = await officer.call(contract.readRows, {
    sector: "222",
    region: "44",
    indicator: "output_value",
    month: newest,
    ...wide,
  });
  const secret = firmRows.body.rows.reduce((all, row) => all + Number(row.value), 0).toFixed(2);
  expect(firmRows.body.rows).toHaveLength(2);
  expect(csv).not.toContain(secret);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(xlsx.bytes as never);
  const lines: string[] = [];
  book.worksheets[0]!.eachRow((line) => lines.push(JSON.stringify(line.values)));
  expect(lines.length).toBeGreaterThan(5);
  expect(lines.find((line) => line.includes('"222"') && line.includes("广东"))).toContain("＊");
  expect(lines.join("\n")).not.toContain(secret);
  expect(book.worksheets.at(-1)!.getColumn(1).values.join("\n")).toContain("不公布");
});

test("a secretary sees the own industry, and of its rows the consenting ones; the rest is counted", async () => {
  const table = await tableFor(secretary);
  expect(table.rows.map((row) => row.sector)).toEqual(["22"]);
  const rows = await secretary.call(contract.readRows, {
    sector: "22",
    region: "37",
    indicator: "output_value",
    month: "2026-09",
    ...wide,
  });
  expect(rows.body.total).toBe(3);
  expect(rows.body.notVisible).toBe(6);
});

test("a secretary of another industry gets nothing", async () => {
  expect((await tableFor(stranger)).rows).toEqual([]);
  const place = { sector: "22", region: "00", indicator: "output_value" };
  expect((await stranger.call(contract.readSeries, place)).status).toBe(404);
  expect((await stranger.call(contract.readRows, { ...place, month: newest })).status).toBe(404);
  expect((await stranger.call(contract.readSource, { ...place, month: newest })).status).toBe(404);
  expect((await stranger.call(contract.readOwn, { enterpriseId: own.id })).status).toBe(404);
  expect((await stranger.call(contract.readOptions)).body.sectors).toEqual([]);
});

test("nobody but the federation may compute anew", async () => {
  expect((await secretary.call(contract.recompute)).status).toBe(403);
  const done = await officer.call(contract.recompute);
  expect(done.status).toBe(200);
  expect(done.body.sectors).toBe(2);
  expect(done.body.cells).toBeGreaterThan(1000);
});

test("a clerk sees the band, and no row but the own ones", async () => {
  const curve = await clerk.call(contract.readOwn, { enterpriseId: own.id });
  expect(curve.status).toBe(200);
  expect(curve.body.sector?.code).toBe("222");
  const then = curve.body.points.find((p) => p.month === "2026-09")!;
  expect(then.own).not.toBeNull();
  expect(then.n).toBe(12);
  expect(Number(then.p25)).toBeLessThan(Number(then.p75));
  // Neither the smallest nor the largest, nor any member's own index.
  const all = await Promise.all(
    firms
      .filter((f) => f.industry === "2221")
      .map((f) => officer.call(contract.readOwn, { enterpriseId: f.id })),
  );
  const values = all.map((a) =>
    Number(Number(a.body.points.find((p) => p.month === "2026-09")!.own).toFixed(1)),
  );
  expect(Number(then.p25)).toBeGreaterThan(Math.min(...values));
  expect(Number(then.p75)).toBeLessThan(Math.max(...values));
  const rows = await clerk.call(contract.readRows, {
    sector: "22",
    region: "00",
    indicator: "output_value",
    month: "2026-09",
    ...wide,
  });
  expect(rows.body.rows.map((r) => r.organisationId)).toEqual([own.id]);
  expect(rows.body.notVisible).toBe(19);
  expect((await clerk.call(contract.readOwn, { enterpriseId: firms[1]!.id })).status).toBe(404);
});

test("a return that comes in is seen at once on the own curve, and in the table after it was heard", async () => {
  const before = cellAt(await tableFor(officer), "22", "00")!;
  const { figures } = returnsOf([own], [newest], seeded(3));
  await asSystem((ctx) =>
    plant(
      ctx,
      figures.map((f) => ({ ...f, provisional: true })),
      1,
    ),
  );
  const curve = await clerk.call(contract.readOwn, { enterpriseId: own.id });
  expect(curve.body.points.at(-1)).toMatchObject({ month: newest, p25: expect.any(String) });
  expect(curve.body.points.at(-1)!.own).not.toBeNull();
  expect(curve.body.sentence.zh).toContain("区间");
  await announced(own.id, newest, "reporting.submitted", 1);
  await api.settle();
  const after = cellAt(await tableFor(officer), "22", "00")!;
  expect(after.reported).toBe(before.reported + 1);
  expect(after.provisional).toBe(true);
});

test("a correction after the deadline leaves the first vintage as it was and moves the final one", async () => {
  const month = "2026-05";
  const place = { sector: "292", region: "00", indicator: "output_value" };
  const corrected = firms.filter((f) => f.industry === "2921").slice(0, 4);
  const at = async () =>
    (await officer.call(contract.readSeries, place)).body.points.find((p) => p.month === month)!;
  const before = await at();
  expect(before.first?.total).toBe(before.final?.total);
  const { figures } = returnsOf(
    corrected.map((f) => ({ ...f, size: f.size * 2 })),
    [month],
    seeded(9),
  );
  await asSystem((ctx) =>
    plant(
      ctx,
      figures.map((f) => ({ ...f, received: receivedOn(month, 25) })),
      2,
    ),
  );
  for (const { id } of corrected) await announced(id, month, "reporting.corrected", 2);
  await api.settle();
  const after = await at();
  expect(after.first?.total).toBe(before.first?.total);
  expect(Number(after.final?.total)).toBeGreaterThan(Number(before.final?.total));
  // The month after is compared with the corrected one.
  const next = (await officer.call(contract.readSeries, place)).body.points.find(
    (p) => p.month === "2026-06",
  )!;
  expect(Number(next.final?.growthMom)).toBeLessThan(Number(next.first?.growthMom));
});

test("one correction alone: the level of the first vintage is withheld, its growth is not", async () => {
  const month = "2026-03";
  const lone = firms.find((f) => f.industry === "2921")!;
  const { figures } = returnsOf([lone], [month], seeded(21));
  await asSystem((ctx) =>
    plant(
      ctx,
      figures.map((f) => ({ ...f, received: receivedOn(month, 25) })),
      2,
    ),
  );
  await announced(lone.id, month, "reporting.corrected", 2);
  await api.settle();
  const point = (
    await officer.call(contract.readSeries, { sector: "292", region: "00", indicator: "output_value" })
  ).body.points.find((p) => p.month === month)!;
  expect(point.first).toMatchObject({ suppressed: "revision", total: null });
  expect(point.first?.growthMom).not.toBeNull();
  expect(point.final?.suppressed).toBeNull();
});

/** Every cell and band as one text, without the moment of its computation. */
const dump = () =>
  asSystem((ctx) =>
    sql<{ h: string }>`select (select md5(string_agg((to_jsonb(c) - 'computed_at')::text, ''
        order by sector, region, indicator, month, vintage)) from monitoring.cell c)
      || (select md5(string_agg((to_jsonb(b) - 'computed_at')::text, ''
        order by sector, indicator, measure, month)) from monitoring.band b) as h`.execute(tables(ctx)),
  );

test("return by return the cells become what computing everything gives", async () => {
  const before = (await dump()).rows[0]!.h;
  expect((await officer.call(contract.recompute)).status).toBe(200);
  expect((await dump()).rows[0]!.h).toBe(before);
});

test("the same marks heard again change nothing", async () => {
  const before = (await dump()).rows[0]!.h;
  await announced(own.id, newest, "reporting.accepted", 1);
  await announced(own.id, newest, "reporting.accepted", 1);
  await api.settle();
  expect((await dump()).rows[0]!.h).toBe(before);
  const left = await asSystem((ctx) => sql`select 1 from monitoring.dirty`.execute(tables(ctx)));
  expect(left.rows).toEqual([]);
});

test("a figure says how it was come by", async () => {
  const source = await officer.call(contract.readSource, {
    sector: "22",
    region: "00",
    indicator: "output_value",
    month: newest,
  });
  expect(source.body.formula.map((f) => f.figure)).toContain("growthYoy");
  expect(source.body.computed.engine).toMatch(/^@wenlian\/indicators@\d/);
  expect(source.body.visibleRows).toBe(20);
  expect(source.body.vintageSays.zh).toContain("终报");
});

test("the table cannot be written by those who read it", async () => {
  const who = whoFor(api.application, {
    personId: uuidv7(),
    roles: ["secretary"],
    scope: { sectors: ["22"] },
  });
  await expect(
    api.application.db.within(who, new Date(), (ctx) =>
      sql`update monitoring.cell set total = 1`.execute(tables(ctx)),
    ),
  ).rejects.toThrow(/permission denied/);
});
