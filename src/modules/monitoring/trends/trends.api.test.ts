// Figures along time through HTTP: what is said, to whom, and that what is withheld stays withheld in every one of them.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Caller, type TestApi, testApi, whoFor } from "../../../../test/api.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { bulkInsert } from "../../../platform/db/bulk.ts";
import { systemWho } from "../../../platform/db/database.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import { FORM } from "../contract.ts";
import { type Firm, monthsUpTo, returnsOf, seeded, together } from "../fixtures.ts";
import * as sdmx from "../sdmx/contract.ts";
import * as trends from "./contract.ts";

const months = monthsUpTo("2026-09", 30);
const newest = "2026-09";
const random = seeded(23);
const firmsOf = (industry: string, count: number): Firm[] =>
  Array.from({ length: count }, (_, i) => ({
    id: uuidv7(),
    industry,
    region: ["370100", "330100"][i % 2]!,
    size: 90 + random() * 40,
  }));
/** 造纸 eight, 塑料 eight, 家具 two: what two return is withheld everywhere. */
const firms = [...firmsOf("2221", 8), ...firmsOf("2921", 8), ...firmsOf("2110", 2)];
let api: TestApi;
let officer: Caller;
let secretary: Caller;
let stranger: Caller;

const asSystem = <T>(fn: (ctx: Ctx) => Promise<T>): Promise<T> =>
  api.application.db.within(systemWho, new Date(), fn);

beforeAll(async () => {
  api = await testApi();
  const as = (roles: string[], scope: object) =>
    api.as(whoFor(api.application, { personId: uuidv7(), roles: roles as never, scope }));
  officer = as(["duty_officer"], { all: true });
  secretary = as(["secretary"], { organisations: [firms[0]!.id], sectors: ["22", "222"] });
  stranger = as(["secretary"], { sectors: ["376"] });
  const { figures, roster } = returnsOf(firms, months, random);
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
    // Calm figures, but for plastics in the newest month: half of what it was.
    const told = figures.map((f) => {
      const steady = 100 + (Number(f.value) % 7);
      const fallen = f.industry === "2921" && f.month === newest && f.indicator === "output_value";
      return { ...f, value: (fallen ? steady / 2 : steady).toFixed(2) };
    });
    await bulkInsert(
      ctx,
      "reporting.figures",
      {
        ...{ organisation_id: "uuid", filing_id: "uuid", vintage: "int", form_code: "text", period: "text" },
        ...{ industry_code: "text", region_code: "text", weight: "numeric", figures: "jsonb" },
        ...{ received: "date", accepted_at: "timestamptz" },
      },
      together(told).map((f) => [
        ...[f.enterprise, f.enterprise, months.indexOf(f.month) + 1, FORM, f.month, f.industry, f.region],
        ...[f.weight, f.figures, f.received, new Date("2026-10-20T00:00:00Z")],
      ]),
      "on conflict do nothing",
    );
    for (const period of months) {
      await ctx.announce("reporting.period-opened", { formCode: FORM, period, expected: firms.length });
    }
  });
  await api.settle();
});
afterAll(() => api.close());

test("a curve of thirty months with its interval; the month that fell by half is outside and said so", async () => {
  const { body } = await officer.call(trends.readTrend, { sector: "29" });
  expect(body.points).toHaveLength(30);
  expect(body.since).toBe(months[19]);
  expect(body.outside[0]).toMatchObject({ month: newest });
  expect(body.sentence.zh).toMatch(/2026-09 橡胶和塑料制品业.*比预期低 \d+\.\d%，在 90% 区间（.+）之外。/);
  const { body: calm } = await officer.call(trends.readTrend, { sector: "22" });
  expect(calm.points.at(-1)!.outside).toBeNull();
  expect(calm.sentence.zh).toContain("之内");
});

test("a percentage has points, not percent", async () => {
  const { body } = await officer.call(trends.readTrend, { sector: "22", indicator: "capacity_use" });
  expect(body.unit.zh).toBe("%");
  expect(body.sentence.zh).toMatch(/个百分点|与预期一致/);
});

test("what is withheld has no value, no interval, no distance; nor do its provinces or the whole", async () => {
  for (const sector of ["21", "211", "*"]) {
    const { body } = await officer.call(trends.readTrend, { sector });
    for (const point of body.points) {
      expect(point).toMatchObject({ value: null, expected: null, lo: null, hi: null, off: null });
      expect(point.withheld).toBe(true);
    }
    expect(body.outside).toEqual([]);
  }
  const { body: table } = await officer.call(trends.readOverTime, {});
  const line = table.lines.find(({ code }) => code === "21")!;
  expect(line.cells).toHaveLength(24);
  for (const cell of line.cells) {
    expect(cell).toMatchObject({ growthYoy: null, growthMom: null, level: null, diffusion: null });
    expect(cell.suppressed).not.toBeNull();
  }
  expect(table.withheld).toBe(48);
  const { body: provinces } = await officer.call(trends.readOverTime, { rows: "region", sector: "21" });
  expect(
    provinces.lines.flatMap(({ cells }) => cells.map(({ level }) => level)).every((v) => v === null),
  ).toBe(true);
  const csv = (await officer.download(trends.exportOverTime, { format: "csv" })).bytes.toString();
  const withheld = csv.split("\r\n").filter((row) => row.startsWith("21,"));
  expect(withheld).toHaveLength(24);
  for (const row of withheld) expect(row).toMatch(/,＊,＊,＊,＊,＊/);
});

test("rows by industry, by the groups of one and by province; the sentence is of the newest month", async () => {
  const { body: industries } = await officer.call(trends.readOverTime, { months: 13 });
  expect(industries.months).toEqual(months.slice(-13));
  expect(industries.lines.map(({ code }) => code)).toEqual(["*", "21", "22", "29"]);
  expect(industries.sentence.zh).toMatch(/^2026-09 工业总产值同比：可公布的 2 行中/);
  const { body: groups } = await officer.call(trends.readOverTime, { sector: "22" });
  expect(groups.lines.map(({ code }) => code)).toEqual(["222"]);
  const { body: regions } = await officer.call(trends.readOverTime, { rows: "region", sector: "22" });
  expect(regions.lines.map(({ code }) => code)).toEqual(["00", "33", "37"]);
});

test("curves on one base: 100 in the month chosen; one or five are refused, so is a month without an index", async () => {
  const place = ["22", "29"];
  const { body } = await officer.call(trends.readCompared, { place, base: "2025-03" });
  const at = body.months.indexOf("2025-03");
  expect(body.curves.map(({ values }) => values[at])).toEqual(["100.0", "100.0"]);
  expect(body.curves[0]!.values.at(-1)).not.toBe("100.0");
  const province = await officer.call(trends.readCompared, { place: ["22", "22.37"] });
  expect(province.body.curves[1]!.name.zh).toBe("山东造纸和纸制品业");
  expect((await officer.call(trends.readCompared, { place: ["22"] })).problem.code).toBe(
    "monitoring.compare-two-to-four",
  );
  const withheld = await officer.call(trends.readCompared, { place: ["22", "21"] });
  expect(withheld.problem.code).toBe("monitoring.no-base");
});

test("an association reads its own industry along time and no other, by any of the addresses", async () => {
  expect((await secretary.call(trends.readTrend, { sector: "22" })).body.points).toHaveLength(30);
  const own = (await secretary.call(trends.readOverTime, {})).body;
  expect(own.lines.map(({ code }) => code)).toEqual(["22"]);
  expect((await secretary.call(trends.readOverTime, { rows: "region" })).body.sector!.code).toBe("22");
  expect((await secretary.call(trends.readOverTime, { rows: "group" })).body.lines).toEqual([]);
  for (const sector of ["29", "*", "@cluster", "292"]) {
    expect((await secretary.call(trends.readTrend, { sector })).status).toBe(404);
    expect((await secretary.call(trends.readOverTime, { rows: "region", sector })).status).toBe(404);
    expect((await secretary.call(trends.readCompared, { place: ["22", sector] })).status).toBe(404);
  }
  const csv = (await secretary.download(trends.exportOverTime, { format: "csv" })).bytes.toString();
  expect(csv).not.toContain("橡胶");
  expect((await stranger.call(trends.readTrend, { sector: "22" })).status).toBe(404);
  expect((await stranger.call(trends.readOverTime, {})).body.lines).toEqual([]);
});

test("SDMX: every code stands in the structure, a withheld observation has none but its status, a scope stays a scope", async () => {
  const rowsOf = async (who: Caller, wish: object) =>
    (await who.download(sdmx.exportSdmx, wish)).bytes
      .toString()
      .trimEnd()
      .split("\r\n")
      .map((line) => line.split(","));
  const [header, ...rows] = await rowsOf(officer, {
    indicator: "output_value",
    from: "2026-01",
    region: "all",
  });
  expect(header!.slice(0, 8).join()).toBe(
    "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,INDUSTRY,INDICATOR,TRANSFORMATION",
  );
  const message = JSON.parse((await officer.download(sdmx.readStructure, {})).bytes.toString());
  const codes = new Map<string, Set<string>>(
    message.data.codelists.map((list: { id: string; codes: { id: string }[] }) => [
      list.id.replace("CL_", ""),
      new Set(list.codes.map(({ id }) => id)),
    ]),
  );
  const at = (row: string[], name: string) => row[header!.indexOf(name)]!;
  const keys = new Set(rows.map((row) => row.slice(3, 10).join()));
  expect(keys.size).toBe(rows.length);
  for (const row of rows) {
    expect(row).toHaveLength(header!.length);
    for (const [name, list] of codes) expect(list, `${name} ${at(row, name)}`).toContain(at(row, name));
  }
  const withheld = rows.filter((row) => at(row, "INDUSTRY") === "21");
  expect(withheld.length).toBeGreaterThan(0);
  for (const row of withheld) {
    expect([at(row, "OBS_VALUE"), at(row, "OBS_STATUS")]).toEqual(["", "Q"]);
    expect(at(row, "CONF_STATUS")).toMatch(/^[CS]$/);
  }
  const own = (await rowsOf(secretary, {})).slice(1);
  expect(new Set(own.map((row) => at(row, "INDUSTRY")))).toEqual(new Set(["22"]));
  expect((await rowsOf(secretary, { sector: "29" })).slice(1)).toEqual([]);
  const seen = JSON.parse((await secretary.download(sdmx.readStructure, {})).bytes.toString());
  expect(JSON.stringify(seen.data.codelists)).not.toContain("橡胶");
  expect((await officer.call(sdmx.exportSdmx, { indicator: "no_such" })).status).toBe(404);
});
