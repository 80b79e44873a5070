// The demo in the database is what the truth beside it says: first and final figures, late, missing, events, days.
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { modules } from "../../src/modules/list.ts";
import { everyMonth } from "../../src/modules/monitoring/store.ts";
import { demoTruth } from "../../src/modules/reporting/index.ts";
import { tables } from "../../src/platform/db/scoped.ts";
import { demoWorld } from "../../src/platform/demo/demo.ts";
import { type TestApi, testApi } from "../api.ts";

const now = new Date("2026-11-24T04:00:00Z");
const world = demoWorld(now, 200);
let api: TestApi;
beforeAll(async () => {
  api = await testApi();
  api.now.set(now);
  await api.application.db.asSystem(now, async (ctx) => {
    for (const module of modules) {
      await module.reference?.(ctx);
      if (!["monitoring", "research", "warnings"].includes(module.name)) await module.demo?.load(ctx, world);
    }
  });
}, 120_000);
afterAll(() => api.close());

const look = <T>(text: string): Promise<T[]> =>
  api.application.db.asSystem(
    now,
    async (ctx) => (await sql.raw<T>(text).execute(tables(ctx))).rows as unknown as T[],
  );
const MONTHLY = "f.form_code = 'monthly-operation'";
const ago = (period: string): number => world.months.indexOf(period) - (world.months.length - 1);

test("what was first reported and what stands in the end are the truth's, mistake by mistake", async () => {
  const rows = await look<{ code: string; period: string; number: number; values: Record<string, string> }>(
    `select o.credit_code as code, f.period, v.number, v.values from reporting.vintage v
     join reporting.filing f on f.organisation_id = v.organisation_id and f.id = v.filing_id
     join people.organisation o on o.id = v.organisation_id where ${MONTHLY}`,
  );
  const of = new Map(rows.map((row) => [`${row.code} ${ago(row.period)} ${row.number}`, row.values]));
  const { mistakes } = await demoTruth(now, 200);
  expect(mistakes.length).toBeGreaterThan(60);
  for (const [code, month, indicator, , right, reported, outcome] of mistakes) {
    expect(of.get(`${code} ${month} 1`)?.[indicator]).toBe(reported);
    expect(of.get(`${code} ${month} 2`)?.[indicator]).toBe(outcome === "found" ? right : undefined);
  }
  expect(rows.filter((row) => row.number === 2)).toHaveLength(
    new Set(mistakes.filter((row) => row[6] === "found").map((row) => `${row[0]} ${row[1]}`)).size,
  );
});

test("late and missing returns are the truth's", async () => {
  const { late, missing } = await demoTruth(now, 200);
  const rows = await look<{ code: string; period: string; late: number | null; state: string }>(
    `select o.credit_code as code, f.period, f.state,
       (f.first_submitted_at at time zone 'Asia/Shanghai')::date - f.due_on as late
     from reporting.filing f join people.organisation o on o.id = f.organisation_id where ${MONTHLY}`,
  );
  const past = rows.filter((row) => ago(row.period) < 0);
  const sorted = (list: readonly unknown[][]): string[] => list.map((row) => row.join(" ")).sort();
  expect(sorted(past.filter((row) => row.state === "due").map((row) => [row.code, ago(row.period)]))).toEqual(
    sorted(missing),
  );
  expect(
    sorted(past.filter((row) => (row.late ?? 0) > 0).map((row) => [row.code, ago(row.period), row.late])),
  ).toEqual(sorted(late.filter((row) => row[1] < 0)));
});

test("twenty indicators a return; the newest that was not sent back is in force", async () => {
  const [counts] = await look<{ returns: number; figures: number; indicators: number }>(
    `select count(distinct f.filing_id)::int as returns, count(*) filter (where f.newest)::int as figures,
       count(distinct f.indicator)::int as indicators
       from reporting.report f where ${MONTHLY}`,
  );
  expect(counts).toEqual({ returns: counts!.returns, figures: counts!.returns * 20, indicators: 20 });
});

test("days of one region on a panel, the form withdrawn; monitoring counts months alone", async () => {
  const days = await look<{ period: string; region: string }>(
    "select distinct period, left(region_code, 4) as region from reporting.roster where form_code = 'demo-resumption-daily'",
  );
  expect(days).toHaveLength(35);
  expect(new Set(days.map((day) => day.region))).toEqual(new Set(["4406"]));
  const [form] = await look<{ ended: string | null; members: number }>(
    `select withdrawn_on as ended, (select count(*)::int from forms.panel_member) as members from forms.form
     where code = 'demo-resumption-daily'`,
  );
  expect(form!.ended).not.toBeNull();
  expect(form!.members).toBeGreaterThan(5);
  const known = await api.application.db.asSystem(now, (ctx) => everyMonth(ctx.db));
  expect(new Set(known.map((one) => one.formCode))).toEqual(new Set(["monthly-operation"]));
});

test("taken out again, nothing is left of it", async () => {
  await api.application.db.asSystem(now, async (ctx) => {
    for (const module of modules.toReversed()) {
      if (!["monitoring", "research", "warnings"].includes(module.name)) await module.demo?.remove(ctx);
    }
  });
  const [left] = await look<{ n: number }>(
    `select (select count(*) from reporting.filing)::int + (select count(*) from reporting.vintage)::int
     + (select count(*) from forms.form)::int + (select count(*) from forms.panel)::int
     + (select count(*) from enterprises.enterprise)::int + (select count(*) from people.organisation)::int as n`,
  );
  expect(left!.n).toBe(0);
});
