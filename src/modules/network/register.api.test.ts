// The register: reported by an enterprise, kept by the federation to an end that is said; a stranger sees none of it.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Caller, clerkOf, type TestApi, testApi, whoFor } from "../../../test/api.ts";
import { prepareData } from "../../platform/demo/demo.ts";
import { readDesk } from "../../platform/desk/contract.ts";
import { modules } from "../list.ts";
import { federationOf } from "../people/index.ts";
import * as contract from "./register/contract.ts";
import { listRanks, listRuns } from "./runs/contract.ts";

let api: TestApi;
let duty: Caller;
let clerk: Caller;
let stranger: Caller;
const day = (ahead: number): string =>
  new Date(api.now.get().getTime() + ahead * 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  api = await testApi();
  await prepareData(api.application.db, modules, api.now.get(), true);
  await api.settle();
  const federation = await api.application.db.asSystem(api.now.get(), (ctx) => federationOf(ctx));
  const scope = { all: true };
  const who = {
    personId: randomUUID(),
    name: "周值班",
    roles: ["duty_officer"],
    actingFor: federation!.id,
    scope,
  };
  duty = api.as(whoFor(api.application, who));
  [clerk, stranger] = [clerkOf(api, randomUUID()), clerkOf(api, randomUUID())];
}, 180_000);
afterAll(() => api?.close());

test("an enterprise reports; the federation confirms, names an owner, handles and ends it; the history says it all", async () => {
  const before = (await duty.call(readDesk, {})).body.byModule.find((one) => one.module === "network")!.total;
  const report = { title: "香精只有一家供应", evidence: "库存不到十天，没有第二家。", product: "flavour" };
  const { id } = (await clerk.call(contract.reportPoint, report)).body;
  expect((await clerk.call(contract.readPoint, { id })).body).toMatchObject({
    state: "found",
    owners: [],
    next: [],
  });
  expect((await stranger.call(contract.readPoint, { id })).status).toBe(404);
  expect((await stranger.call(contract.listPoints, {})).body.total).toBe(0);
  expect((await clerk.call(contract.movePoint, { id, revision: 1, to: "confirmed" })).status).toBe(403);
  const after = (await duty.call(readDesk, {})).body.byModule.find((one) => one.module === "network")!.total;
  expect(after).toBe(before + 1);

  const move = async (to: contract.PointState, more: object = {}) => {
    const { revision } = (await duty.call(contract.readPoint, { id })).body;
    return duty.call(contract.movePoint, { id, revision, to, ...more });
  };
  expect((await move("handling")).problem.code).toBe("network.point-move");
  expect((await move("confirmed")).problem.code).toBe("network.point-review");
  expect((await move("confirmed", { reviewOn: day(7) })).status).toBe(200);
  expect((await move("handling")).problem.code).toBe("network.point-owner");
  const page = (await duty.call(contract.readPoint, { id })).body;
  const keep = {
    id,
    revision: page.revision,
    ...report,
    reviewOn: page.reviewOn,
    ownerId: page.owners[0]!.id,
  };
  expect((await duty.call(contract.keepPoint, { ...keep, ownerId: randomUUID() })).problem.code).toBe(
    "network.point-owner-unknown",
  );
  expect((await duty.call(contract.keepPoint, keep)).status).toBe(200);
  expect((await duty.call(contract.keepPoint, keep)).problem.code).toBe("record.changed");
  expect((await move("handling")).status).toBe(200);
  expect((await move("solved")).problem.code).toBe("network.point-reason");
  expect((await move("solved", { reason: "引入第二供应商，库存二十天" })).status).toBe(200);
  const end = (await clerk.call(contract.readPoint, { id })).body;
  expect([end.state, end.outcome, end.owner]).toEqual([
    "solved",
    "引入第二供应商，库存二十天",
    page.owners[0]!.name,
  ]);
  expect(end.entries.map((one) => one.deed)).toEqual(["moved", "moved", "edited", "moved", "reported"]);
});

test("a firm of the ranking goes into the register once, with the engine's reasons", async () => {
  const run = (await duty.call(listRuns, { kind: "esri", state: "done" })).body.rows[0]!;
  const row = (await duty.call(listRanks, { id: run.id, chokepoint: "true" })).body.rows[0]!;
  const { id } = (await duty.call(contract.enterPoint, { runId: run.id, firm: row.firm })).body;
  const point = (await duty.call(contract.readPoint, { id })).body;
  expect(point).toMatchObject({
    origin: "engine",
    enterprise: row.name,
    enterpriseId: row.id,
    runId: run.id,
  });
  expect(point.reasons).toEqual(row.reasons);
  expect(point.evidence).toContain("cascade");
  const twice = await duty.call(contract.enterPoint, { runId: run.id, firm: row.firm });
  expect(twice.problem.code).toBe("network.point-entered");
  const file = await duty.download(contract.exportPoints, {});
  expect([file.status, file.bytes.subarray(0, 2).toString()]).toEqual([200, "PK"]);
});
