// Key groups, the analysis and the brief through HTTP: what is said, to whom, and whether the paper says the same.
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Caller, type TestApi, testApi, whoFor } from "../../../../test/api.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { bulkInsert } from "../../../platform/db/bulk.ts";
import { systemWho } from "../../../platform/db/database.ts";
import { tables } from "../../../platform/db/scoped.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import { textOf, unzip } from "../../../platform/documents/fixtures.ts";
import { FORM, readRows, readSeries } from "../contract.ts";
import { type Firm, monthsUpTo, receivedOn, returnsOf, seeded, together } from "../fixtures.ts";
import * as panels from "./contract.ts";

const months = monthsUpTo("2026-09", 14);
const newest = "2026-09";
const random = seeded(11);
const firms: Firm[] = ["2221", "2231", "2921", "2922"].flatMap((industry) =>
  ["370100", "330100", "440100"].flatMap((region) =>
    Array.from({ length: 4 }, () => ({ id: uuidv7(), industry, region, size: 80 + random() * 60 })),
  ),
);
/** Every second one; every third one; the same as every third but for one; two. */
const lists: Record<string, Firm[]> = {
  cluster: firms.filter((_, i) => i % 2 === 0),
  chain: firms.filter((_, i) => i % 3 === 0),
  exporter: firms.filter((_, i) => i % 3 === 0).slice(1),
  giant: firms.slice(0, 2),
};
let api: TestApi;
let officer: Caller;
let secretary: Caller;
const asSystem = <T>(fn: (ctx: Ctx) => Promise<T>): Promise<T> =>
  api.application.db.within(systemWho, new Date(), fn);
const { figures, roster } = returnsOf(firms, months, random);

const plant = (ctx: Ctx, list: typeof figures, vintage: number) =>
  bulkInsert(
    ctx,
    "reporting.figures",
    {
      ...{ organisation_id: "uuid", filing_id: "uuid", vintage: "int", form_code: "text", period: "text" },
      ...{ industry_code: "text", region_code: "text", weight: "numeric", figures: "jsonb" },
      ...{ received: "date", accepted_at: "timestamptz" },
    },
    together(list).map((f) => [
      ...[f.enterprise, f.enterprise, vintage, FORM, f.month, f.industry, f.region, f.weight],
      ...[f.figures, f.received, new Date("2026-10-20T00:00:00Z")],
    ]),
    "on conflict do nothing",
  );

beforeAll(async () => {
  api = await testApi();
  const { application } = api;
  officer = api.as(
    whoFor(application, { personId: uuidv7(), roles: ["duty_officer"], scope: { all: true } }),
  );
  secretary = api.as(
    whoFor(application, {
      personId: uuidv7(),
      roles: ["secretary"],
      scope: { organisations: firms.slice(0, 5).map((f) => f.id), sectors: ["22", "222", "223"] },
    }),
  );
  await asSystem(async (ctx) => {
    await bulkInsert(
      ctx,
      "reporting.roster",
      {
        ...{ organisation_id: "uuid", id: "uuid", form_code: "text", period: "text", name: "text" },
        ...{ industry_code: "text", region_code: "text", weight: "numeric" },
      },
      roster.map((r) => [r.enterprise, uuidv7(), FORM, r.month, "测试企业", r.industry, r.region, r.weight]),
    );
    // A filing a month has an id of its own; here the month is told apart by its number.
    for (const [at, month] of months.entries()) {
      await plant(
        ctx,
        figures.filter((f) => f.month === month),
        at + 1,
      );
    }
    await bulkInsert(
      ctx,
      "enterprises.key_list_member",
      { organisation_id: "uuid", id: "uuid", list_code: "text", since: "date" },
      Object.entries(lists).flatMap(([code, of]) => of.map((f) => [f.id, uuidv7(), code, "2024-01-01"])),
    );
    for (const period of months) {
      await ctx.announce("reporting.period-opened", { formCode: FORM, period, expected: firms.length });
    }
  });
  await api.settle();
});
afterAll(() => api.close());

const analysisOf = async (who: Caller, wish: object = {}) => (await who.call(panels.readAnalysis, wish)).body;

test("a group is analysed in every figure, with growth, coverage and thirteen months of each", async () => {
  const analysis = await analysisOf(officer, { sector: "@cluster" });
  expect(analysis.groups.map(({ code }) => code)).toEqual(["@cluster", "@chain", "@giant", "@exporter"]);
  expect(analysis.sentence.zh).toContain("重点产业集群企业");
  expect(analysis.figures).toHaveLength(20);
  for (const { cell, points } of analysis.figures) {
    expect(cell).toMatchObject({ expected: 24, reported: 24, coverage: "1.0000", suppressed: null });
    expect(points).toHaveLength(13);
  }
  const output = analysis.figures[0]!.cell!;
  const sum = figures
    .filter((f) => f.month === newest && f.indicator === "output_value")
    .filter((f) => lists.cluster!.some(({ id }) => id === f.enterprise))
    .reduce((all, f) => all + Number(f.value), 0);
  expect(Number(output.total)).toBeCloseTo(sum, 2);
  expect(output.matchedYoy).toBe(24);
});

test("two enterprises are no group; of two lists that differ by one only the larger is shown", async () => {
  const of = async (sector: string) =>
    (await analysisOf(officer, { sector })).figures.find((f) => f.indicator.code === "output_value")!.cell!;
  expect(await of("@giant")).toMatchObject({ suppressed: "few", total: null, growthYoy: null });
  expect((await of("@chain")).suppressed).toBeNull();
  expect(await of("@exporter")).toMatchObject({ suppressed: "complementary", total: null, growthYoy: null });
});

test("a group's figure opens to its series and to the rows of its list", async () => {
  const place = { sector: "@cluster", region: "00", indicator: "output_value" };
  const series = await officer.call(readSeries, place);
  expect(series.body.points.at(-1)!.final!.chainIndex).not.toBeNull();
  const rows = await officer.call(readRows, { ...place, month: newest, limit: 500, offset: 0 });
  expect(rows.body.total).toBe(24);
  expect(rows.body.notVisible).toBe(0);
});

test("an association sees the analysis of its own industry and no group; movers only of those it may see", async () => {
  const own = await analysisOf(secretary);
  expect(own.sector.code).toBe("22");
  expect(own.groups).toEqual([]);
  expect(own.industries.map(({ code }) => code)).toEqual(["22"]);
  for (const sector of ["@cluster", "*", "29"]) {
    expect((await secretary.call(panels.readAnalysis, { sector })).status).toBe(404);
    const movers = { sector, indicator: "output_value", month: newest };
    expect((await secretary.call(panels.readMovers, movers)).status).toBe(404);
  }
  const movers = (
    await secretary.call(panels.readMovers, { sector: "22", indicator: "output_value", month: newest })
  ).body;
  expect(movers.visible).toBe(5);
  expect(movers.notVisible).toBe(19);
  const shown = [...movers.up, ...movers.down].map(({ organisationId }) => organisationId);
  expect(new Set(shown)).toEqual(new Set(firms.slice(0, 5).map(({ id }) => id)));
});

test("the movers' points add up to the growth of those that are visible", async () => {
  const { up, down, growth, visible } = (
    await officer.call(panels.readMovers, { sector: "@giant", indicator: "output_value", month: newest })
  ).body;
  expect(visible).toBe(2);
  const sum = [...up, ...down].reduce((all, { points }) => all + Number(points), 0);
  expect(sum).toBeCloseTo(Number(growth), 0);
  expect(up.every(({ points }) => Number(points) > 0)).toBe(true);
});

test("the analysis leaves as .xlsx and CSV, withheld figures named as such", async () => {
  const csv = await officer.download(panels.exportAnalysis, { sector: "@giant", format: "csv" });
  const text = csv.bytes.toString("utf8");
  expect(text).toContain("工业总产值");
  expect(text).toContain("＊");
  const xlsx = await officer.download(panels.exportAnalysis, { sector: "@cluster" });
  expect(xlsx.bytes.subarray(0, 2).toString()).toBe("PK");
});

/** What Word shows, without the numbers of notes and headings that are no figures. */
async function paperOf(id: string): Promise<string> {
  const file = await officer.download(panels.downloadBrief, { id });
  expect(file.status).toBe(200);
  return textOf((await unzip(file.bytes)).get("word/document.xml")!);
}

test("every number in the brief stands in a cell of the API, and every withheld one is named", async () => {
  const made = await officer.call(panels.makeBrief, {});
  expect(made.status).toBe(200);
  expect(made.body).toMatchObject({ month: newest, number: 1 });
  const brief = (await officer.call(panels.readBrief, { id: made.body.id })).body;
  const analyses = await Promise.all(
    ["*", "22", "29", "@chain", "@cluster", "@exporter", "@giant"].map((sector) =>
      analysisOf(officer, { sector, vintage: brief.vintage }),
    ),
  );
  const known = new Set<string>();
  for (const { figures: list } of analyses) {
    for (const { cell } of list) {
      if (!cell) continue;
      known.add(String(cell.expected)).add(String(cell.reported));
      known.add(`${Math.round(Number(cell.coverage) * 100)}%`);
      for (const growth of [cell.growthYoy, cell.growthMom])
        if (growth) known.add(`${growth.replace("-", "")}%`);
      for (const level of [cell.total, cell.mean]) if (level) known.add(level).add(`${level}%`);
    }
  }
  const paper = await paperOf(made.body.id);
  const told = paper
    .split("数据来源与说明")[0]!
    .split("说明")[0]!
    // Dates, numbers of notes, of the issue and of headings are no figures.
    .replaceAll(/\d{4} 年 \d+ 月/g, "")
    .replaceAll(/\[\d+\]/g, " ")
    .replaceAll(/第 \d+ 期/g, "")
    .replaceAll(/\d+ 个对象不公布/g, "");
  const numbers = told.replaceAll(",", "").match(/\d+(\.\d+)?%?/g) ?? [];
  expect(numbers.length).toBeGreaterThan(40);
  expect(numbers.filter((number) => !known.has(number))).toEqual([]);
  expect(paper).toContain("＊");
  expect(paper).toContain(brief.vintage === "first" ? "初报" : "终报");
  expect(paper).toContain("这是第一份简报");
  // Signs are words in sentences and marks in tables.
  const output = analyses[0]!.figures[0]!.cell!;
  if (output.growthYoy) {
    expect(paper).toContain(
      `同比${output.growthYoy.startsWith("-") ? "下降" : "增长"} ${output.growthYoy.replace("-", "")}%`,
    );
  }
});

test("a later brief names what has moved since the last one, and the last one still says what it said", async () => {
  const [first] = (await officer.call(panels.listBriefs)).body.briefs;
  const before = await paperOf(first!.id);
  const moved = returnsOf(
    firms.filter((f) => f.industry === "2221").map((f) => ({ ...f, size: f.size * 2 })),
    [newest],
    seeded(3),
  );
  await asSystem(async (ctx) => {
    await plant(
      ctx,
      moved.figures.map((f) => ({ ...f, received: receivedOn(newest, 25) })),
      99,
    );
    for (const { id } of firms.filter((f) => f.industry === "2221")) {
      await ctx.announce("reporting.corrected", {
        organisationId: id,
        filingId: id,
        formCode: FORM,
        period: newest,
        vintage: 99,
      });
    }
  });
  await api.settle();
  const second = (await officer.call(panels.makeBrief, {})).body;
  expect(second.number).toBe(2);
  const brief = (await officer.call(panels.readBrief, { id: second.id })).body;
  expect(brief.previous).toMatchObject({ month: newest, number: 1 });
  expect(brief.restated.some(({ was, is }) => was.growthYoy !== is.growthYoy)).toBe(true);
  expect(brief.restated.every(({ was, is }) => was.total === null && is.total === null)).toBe(true);
  expect(await paperOf(second.id)).toContain("修订为");
  expect(await paperOf(first!.id)).toBe(before);
});

test("an association writes and reads no brief of all industries", async () => {
  expect((await secretary.call(panels.makeBrief, {})).status).toBe(403);
  expect((await secretary.call(panels.listBriefs)).status).toBe(403);
  await expect(
    api.application.db.within(
      whoFor(api.application, { personId: uuidv7(), roles: ["secretary"], scope: { sectors: ["22"] } }),
      new Date(),
      (ctx) => sql`select 1 from monitoring.brief`.execute(tables(ctx)),
    ),
  ).rejects.toThrow(/permission denied/);
});
