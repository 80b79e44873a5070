// Runs: shared by processes, nothing counted twice, a killed one's part done by another, equal when repeated.
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Caller, type TestApi, testApi, whoFor } from "../../../test/api.ts";
import { prepare, solve } from "../../engines/cascade/index.ts";
import { uuidv7 } from "../../platform/db/uuid.ts";
import { prepareData } from "../../platform/demo/demo.ts";
import { modules } from "../list.ts";
import { workPart } from "./actions/work.ts";
import { networkOf } from "./compute.ts";
import type { Inputs } from "./inputs.ts";
import * as contract from "./runs/contract.ts";
import { insertRun, readInputs } from "./store/runs.ts";

let api: TestApi;
let owner: pg.Client;
let duty: Caller;

beforeAll(async () => {
  api = await testApi();
  await prepareData(api.application.db, modules, api.now.get(), true);
  await api.settle();
  owner = new pg.Client(api.owner);
  await owner.connect();
  const scope = { all: true };
  const who = { personId: randomUUID(), roles: ["duty_officer"], actingFor: randomUUID(), scope };
  duty = api.as(whoFor(api.application, who));
}, 180_000);
afterAll(async () => {
  await owner?.end();
  await api?.close();
});

const asSystem = <T>(fn: Parameters<typeof api.application.db.asSystem<T>>[1]) =>
  api.application.db.asSystem(api.now.get(), fn);
const work = async () => {
  while (await asSystem(workPart));
};
const ask = async (wish: object, title = "推演") => {
  const made = await duty.call(contract.askRun, { title, wish } as never);
  expect(made.status, made.raw).toBe(200);
  return made.body.id;
};
const inputsOf = async (id: string): Promise<Inputs> => {
  const { inputHash } = (await duty.call(contract.readRun, { id })).body;
  return asSystem((ctx) => readInputs(ctx, inputHash));
};
const everyPlace = async (id: string) => {
  const first = (await duty.call(contract.listRanks, { id, limit: 200 })).body;
  const rest = (await duty.call(contract.listRanks, { id, limit: 200, offset: 200 })).body;
  return [...first.rows, ...rest.rows];
};

/** A run of all firms in so many parts that nobody has been told of. */
async function unheard(count: number): Promise<string> {
  const known = (await duty.call(contract.listRuns, { kind: "esri" })).body.rows[0]!;
  const id = uuidv7();
  const size = Math.ceil(known.firms / count);
  const tasks = Array.from({ length: count }, (_, i) => ({
    ...{ kind: "esri" as const, from: i * size, to: Math.min(known.firms, (i + 1) * size) },
  }));
  const wish = { kind: "esri" as const, variant: "gl" as const, draws: 0 };
  const run = {
    id,
    title: "推演",
    wish,
    inputHash: known.inputHash,
    engine: known.engine,
    eps: 0.01,
    repeats: null,
  };
  await asSystem((ctx) => insertRun(ctx, run, tasks));
  return id;
}

test("the ranking is the engine's own, with bands and reasons; asked again it is equal to the last digit", async () => {
  const id = await ask({ kind: "esri", draws: 5 });
  await api.settle();
  await work();
  const run = (await duty.call(contract.readRun, { id })).body;
  expect(run).toMatchObject({ state: "done", done: run.parts, engine: "cascade 0.1.0", eps: 0.01 });
  const inputs = await inputsOf(id);
  const risk = solve(prepare(networkOf(inputs), { kernel: "js" }), [...inputs.firms.keys()]);
  const rows = await everyPlace(id);
  expect(rows).toHaveLength(inputs.firms.length);
  for (const row of rows) expect(row.esri).toBeCloseTo(risk.esri[row.firm]!, 12);
  expect(rows.every((row, i) => i === 0 || row.esri <= rows[i - 1]!.esri)).toBe(true);
  expect(rows.every((row) => row.lo! <= row.hi! && row.placeLo! <= row.placeHi!)).toBe(true);
  const chosen = (await duty.call(contract.listRanks, { id, chokepoint: "true" })).body;
  expect(chosen.total).toBeGreaterThan(3);
  expect(chosen.rows.every((row) => row.reasons.length > 0)).toBe(true);
  expect(run.known.reported + run.known.imported + run.known.inferred).toBe(inputs.value.length);

  const again = (await duty.call(contract.repeatRun, { id })).body.id;
  await api.settle();
  await work();
  const repeated = (await duty.call(contract.readRun, { id: again })).body;
  expect([repeated.inputHash, repeated.resultHash, repeated.repeats]).toEqual([
    run.inputHash,
    run.resultHash,
    id,
  ]);
  const graph = (await duty.call(contract.readGraph, { id })).body;
  expect([graph.firms.length, graph.supplier.length]).toEqual([inputs.firms.length, inputs.value.length]);
  const file = await duty.download(contract.exportRun, { id });
  expect([file.status, file.bytes.subarray(0, 2).toString()]).toEqual([200, "PK"]);
});

test("a scenario: curves, who is hit and on which day, and the path from the shock to one firm", async () => {
  const lockdown = { kind: "lockdown", provinces: ["44"], share: 1, days: 20, restore: 5 };
  const top = (await everyPlace((await duty.call(contract.listRuns, { kind: "esri" })).body.rows[0]!.id))[0]!;
  const id = await ask({
    kind: "scenario",
    days: 60,
    scenarios: [
      { name: "广东停摆", parts: [lockdown], protect: [top.id!] },
      { name: "限电三成", parts: [{ kind: "energy", share: 0.3, days: null }] },
    ],
  });
  await api.settle();
  await work();
  const run = (await duty.call(contract.readRun, { id })).body;
  expect(run.state, run.fault ?? "").toBe("done");
  const [guangdong, power] = run.scenarios!;
  expect([guangdong!.before.length, guangdong!.after?.length, power!.after]).toEqual([60, 60, null]);
  expect(Math.max(...guangdong!.before)).toBeGreaterThan(0.01);
  expect(guangdong!.after!.every((loss, day) => loss <= guangdong!.before[day]! + 1e-12)).toBe(true);
  expect(guangdong!.before.at(-1)!).toBeLessThan(Math.max(...guangdong!.before));
  const far = guangdong!.firms.find((firm) => firm.province !== "44" && firm.loss > 0.05)!;
  const path = (await duty.call(contract.readPath, { id, firm: far.firm })).body;
  expect(path.hops.length).toBeGreaterThan(0);
  expect(path.hops[0]!.firm).toBe(far.firm);
  const inputs = await inputsOf(id);
  expect(inputs.firms[path.hops.at(-1)!.by]!.province).toBe("44");
  const nobody = await duty.call(contract.askRun, {
    title: "空",
    wish: {
      kind: "scenario",
      days: 30,
      scenarios: [{ name: "空", parts: [{ kind: "energy", provinces: ["99"], share: 1, days: 3 }] }],
    },
  } as never);
  expect(nobody.problem.code).toBe("network.scenario-hits-nobody");
});

test("protect these: what is chosen avoids loss, each more than none, never below the floor", async () => {
  const scenario = { name: "广东停摆", parts: [{ kind: "lockdown", provinces: ["44"], share: 1, days: 20 }] };
  const id = await ask({ kind: "mitigation", days: 60, k: 5, scenario });
  await api.settle();
  await work();
  const { mitigation, state, fault } = (await duty.call(contract.readRun, { id })).body;
  expect(state, fault ?? "").toBe("done");
  const found = mitigation!;
  expect(found.chosen.length).toBe(5);
  const left = [found.loss, ...found.chosen.map((one) => one.left)];
  expect(left.every((value, i) => i === 0 || value < left[i - 1]!)).toBe(true);
  expect(left.at(-1)!).toBeGreaterThanOrEqual(found.floor - 1e-12);
  expect(Math.max(...found.after)).toBeLessThan(Math.max(...found.before));
});

test("a process killed in the middle of its part loses nothing: another does it, and it is counted once", async () => {
  const id = await unheard(6);
  const n = (await inputsOf(id)).firms.length;
  // The lock stops the process where its part is computed and not yet written.
  const gate = new pg.Client(api.owner);
  await gate.connect();
  await gate.query("begin");
  await gate.query("select 1 from network.run where id = $1 for update", [id]);
  const script = new URL("../../../test/run-worker.ts", import.meta.url).pathname;
  const child = spawn(process.execPath, [script, JSON.stringify(api.owner)]);
  let said = "";
  child.stderr.on("data", (piece) => {
    said += piece;
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  await until(
    () =>
      owner.query(
        "select 1 from pg_locks l join pg_stat_activity a using (pid) where not l.granted and a.query like '%network.run%for update%'",
      ),
    () => said,
  );
  child.kill("SIGKILL");
  await ended;
  await gate.query("rollback");
  await gate.end();
  const { rows } = await owner.query(
    "select count(*)::int as done from network.part where run_id = $1 and done",
    [id],
  );
  expect(rows[0].done, said).toBe(0);
  // Two at once share what is left.
  await Promise.all([work(), work()]);
  const run = (await duty.call(contract.readRun, { id })).body;
  expect(run).toMatchObject({ state: "done", done: 6, parts: 6 });
  const places = await everyPlace(id);
  expect(new Set(places.map((row) => row.firm)).size).toBe(n);
  expect(places).toHaveLength(n);
  const inputs = await inputsOf(id);
  const risk = solve(prepare(networkOf(inputs)), [...inputs.firms.keys()]);
  expect(places.map((row) => row.esri)).toEqual([...risk.esri].sort((a, b) => b - a));
}, 60_000);

test("a cancelled run has no result and leaves its parts alone", async () => {
  const id = await unheard(2);
  expect((await duty.call(contract.cancelRun, { id })).status).toBe(200);
  expect((await duty.call(contract.cancelRun, { id })).problem.code).toBe("network.run-over");
  await work();
  const run = (await duty.call(contract.readRun, { id })).body;
  expect(run).toMatchObject({ state: "cancelled", done: 0, resultHash: null });
  expect((await duty.call(contract.listRanks, { id })).body.total).toBe(0);
});

test("only the federation's analysts run and read", async () => {
  const id = (await duty.call(contract.listRuns, {})).body.rows[0]!.id;
  for (const [role, organisations] of [
    ["secretary", [randomUUID()]],
    ["clerk", [randomUUID()]],
  ] as const) {
    const caller = api.as(
      whoFor(api.application, {
        personId: randomUUID(),
        roles: [role],
        actingFor: organisations[0]!,
        scope: { organisations },
      }),
    );
    for (const endpoint of [contract.listRuns, contract.readRun, contract.readGraph, contract.listRanks])
      expect((await caller.call(endpoint as typeof contract.readRun, { id })).status).toBe(403);
  }
});

async function until(ask: () => Promise<{ rows: unknown[] }>, say: () => string): Promise<void> {
  for (let n = 0; n < 300; n++) {
    if ((await ask()).rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited too long; the process said: ${say()}`);
}
