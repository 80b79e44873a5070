// The desk through HTTP: what each role finds on it, the one-key act, and nothing of another's.
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Caller, nobody, type TestApi, testApi, whoFor } from "../../../test/api.ts";
import type { Who } from "../../platform/access/permissions.ts";
import { tables } from "../../platform/db/scoped.ts";
import { uuidv7 } from "../../platform/db/uuid.ts";
import { readDesk } from "../../platform/desk/contract.ts";
import { reviewClaim } from "./claims/contract.ts";

let api: TestApi;
const ids = { federation: uuidv7(), paper: uuidv7(), bike: uuidv7(), claim: uuidv7() };
const as = (roles: string[], actingFor: string, scope: object): Caller =>
  api.as(whoFor(api.application, { personId: uuidv7(), roles, actingFor, scope } as never) as Who);

beforeAll(async () => {
  api = await testApi();
  await api.application.db.asSystem(new Date(), async (ctx) => {
    for (const [id, kind, name] of [
      [ids.federation, "federation", "测试联合会"],
      [ids.paper, "association", "造纸测试协会"],
      [ids.bike, "association", "自行车测试协会"],
    ])
      await sql`insert into people.organisation (id, kind, name, short_name, created_at)
        values (${id}, ${kind}, ${name}, ${name}, ${ctx.now})`.execute(tables(ctx));
    await sql`insert into people.claim (organisation_id, id, credit_code, enterprise_name, person_name, email, receipt_hash, state, created_at)
      values (${ids.paper}, ${ids.claim}, '91330400MAD000018U', '嘉兴测试纸业有限公司', '何海涛', 'he@example.cn', 'x', 'pending',
        ${ctx.now})`.execute(tables(ctx));
  });
});
afterAll(() => api?.close());

const titles = async (by: Caller): Promise<string[]> => {
  const { status, body, raw } = await by.call(readDesk, {});
  expect(status, raw).toBe(200);
  return body.decisions.map((d) => d.title.zh);
};

test("a claim waits on the desk of its association and of the federation, and of nobody else", async () => {
  const paper = as(["secretary"], ids.paper, { organisations: [ids.paper], members: [ids.paper] });
  expect(await titles(paper)).toEqual(["何海涛 申请认领 嘉兴测试纸业有限公司"]);
  const desk = (await paper.call(readDesk, {})).body;
  expect([desk.total, desk.overdue, desk.byModule]).toEqual([1, 0, [{ module: "people", total: 1 }]]);
  expect(desk.sentences.map((s) => s.zh)).toEqual([
    "目前没有未了结的预警。",
    "没有等待审核的报表。",
    "1 件企业认领申请等待审核。",
  ]);
  expect(await titles(as(["duty_officer"], ids.federation, { all: true }))).toHaveLength(1);
  expect(
    await titles(as(["secretary"], ids.bike, { organisations: [ids.bike], members: [ids.bike] })),
  ).toEqual([]);
  expect(await titles(as(["expert"], ids.bike, { organisations: [ids.bike] }))).toEqual([]);
  expect((await api.as(nobody).call(readDesk, {})).status).toBe(401);
});

test("the one-key act is an endpoint of the module, and what is decided leaves the desk", async () => {
  const paper = as(["secretary"], ids.paper, { organisations: [ids.paper], members: [ids.paper] });
  const { act } = (await paper.call(readDesk, {})).body.decisions[0]!;
  expect(act?.path).toBe(reviewClaim.path.replace(":id", ids.claim));
  const rows = api.application.rows.filter((row) => row.endpoint.method === act!.method);
  expect(
    rows.some((row) => new RegExp(`^${row.endpoint.path.replace(/:\w+/g, "[^/]+")}$`).test(act!.path)),
  ).toBe(true);
  expect(
    (
      await paper.call(reviewClaim, {
        id: ids.claim,
        ...(act!.input as { decision: "reject" }),
        decision: "reject",
        reason: "资料不全，请补充",
      })
    ).status,
  ).toBe(200);
  expect(await titles(paper)).toEqual([]);
});
