// Two entries of one enterprise that both report: merged they are counted once, taken apart twice again.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Caller, type TestApi, testApi, whoFor } from "../../../test/api.ts";
import { bulkInsert } from "../../platform/db/bulk.ts";
import { uuidv7 } from "../../platform/db/uuid.ts";
import { registerEnterpriseCall } from "../enterprises/contract.ts";
import { enterprises } from "../enterprises/index.ts";
import { mergeEnterprises, unmergeEnterprises } from "../enterprises/merging/contract.ts";
import * as contract from "./contract.ts";
import { monthsUpTo, returnsOf, seeded, together } from "./fixtures.ts";

let api: TestApi;
let officer: Caller;
let ids: string[];
const months = monthsUpTo("2026-10", 3);

beforeAll(async () => {
  api = await testApi();
  const { db } = api.application;
  await db.asSystem(api.now.get(), (ctx) => enterprises.reference!(ctx));
  officer = api.as(
    whoFor(api.application, {
      ...{ personId: uuidv7(), roles: ["duty_officer"], actingFor: uuidv7(), scope: { all: true } },
    }),
  );
  ids = [];
  for (let n = 1; n <= 8; n++) {
    const made = await officer.call(registerEnterpriseCall, {
      ...{ name: `济南市第${n}造纸有限公司`, creditCode: null, industryCode: "2221", regionCode: "370100" },
    });
    expect(made.status, made.raw).toBe(200);
    ids.push(made.body.id);
  }
  const firms = ids.map((id) => ({ id, industry: "2221", region: "370100", size: 100 }));
  const { figures, roster } = returnsOf(firms, months, seeded(7));
  await db.asSystem(api.now.get(), async (ctx) => {
    await bulkInsert(
      ctx,
      "reporting.roster",
      {
        ...{ organisation_id: "uuid", id: "uuid", form_code: "text", period: "text", name: "text" },
        ...{ industry_code: "text", region_code: "text", weight: "numeric" },
      },
      roster.map((r) => [
        ...[r.enterprise, uuidv7(), contract.FORM, r.month, "测试企业", r.industry, r.region, r.weight],
      ]),
    );
    await bulkInsert(
      ctx,
      "reporting.figures",
      {
        ...{ organisation_id: "uuid", filing_id: "uuid", vintage: "int", form_code: "text", period: "text" },
        ...{
          industry_code: "text",
          region_code: "text",
          weight: "numeric",
          figures: "jsonb",
          received: "date",
        },
      },
      // The second entry has nothing of its survivor's first month: there it speaks for both.
      together(figures)
        .filter((f) => !(f.enterprise === ids[0] && f.month === months[0]))
        .map((f) => [
          ...[f.enterprise, uuidv7(), 1, contract.FORM, f.month, f.industry, f.region, f.weight],
          ...[f.figures, f.received],
        ]),
    );
    for (const period of months) {
      await ctx.announce("reporting.period-opened", { formCode: contract.FORM, period, expected: 8 });
    }
  });
  await api.settle();
});
afterAll(() => api.close());

const place = { sector: "222", region: "37", indicator: "output_value" };
const counts = async () => {
  const { points } = (await officer.call(contract.readSeries, place)).body;
  return points.map(({ final }) => [final?.expected, final?.reported, final?.matchedMom]);
};
const rowsOf = async (month: string) =>
  (await officer.call(contract.readRows, { ...place, month, limit: 50, offset: 0 })).body;

test("merged, the month both returned is counted once; un-merged, everything stands as before", async () => {
  const before = await counts();
  expect(before).toEqual([
    [8, 7, 0],
    [8, 8, 7],
    [8, 8, 8],
  ]);
  const [survivor, second] = ids as [string, string];
  const reason = "同一家企业登记了两次";
  const merged = await officer.call(mergeEnterprises, { id: survivor, mergedId: second, reason });
  expect(merged.status, merged.raw).toBe(200);
  await api.settle();
  // In the first month the second entry's return is the enterprise's own: the next month is matched with it.
  expect(await counts()).toEqual([
    [7, 7, 0],
    [7, 7, 7],
    [7, 7, 7],
  ]);
  const newest = await rowsOf(months[2]!);
  expect([newest.total, newest.notVisible]).toEqual([7, 0]);
  expect(newest.rows.some(({ organisationId }) => organisationId === second)).toBe(false);
  const apart = await officer.call(unmergeEnterprises, { id: second, reason: "是两家企业" });
  expect(apart.status, apart.raw).toBe(200);
  await api.settle();
  expect(await counts()).toEqual(before);
});
