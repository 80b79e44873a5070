// Jobs: prepared by the owner, worked by the serving role; tried again after a fault, acting once whatever is handed out twice.
import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../test/database.ts";
import { type Database, openDatabase } from "../db/database.ts";
import { tables } from "../db/scoped.ts";
import { uuidv7 } from "../db/uuid.ts";
import { type Jobs, openJobs, prepareJobs, runOnce } from "./boss.ts";
import type { Job } from "./job.ts";

let base: TestDatabase;
let db: Database;
let jobs: Jobs | null = null;
let tries = 0;
const faults: string[] = [];

const count: Job = {
  name: "test-count",
  run: async (ctx, data) => {
    tries++;
    if (data.failFirst && tries === 1) throw new Error("planted");
    await sql`insert into platform.setting (key, value, updated_at) values (${`effect.${String(data.key)}`}, '1', now())
      on conflict (key) do update set value = to_jsonb((platform.setting.value #>> '{}')::int + 1)`.execute(
      tables(ctx),
    );
  },
};
const nightly: Job = { name: "test-nightly", cron: "15 2 * * *", run: async () => undefined };

const effects = async (key: string): Promise<number> => {
  const found = await db.pool.query(
    "select (value #>> '{}')::int as n from platform.setting where key = $1",
    [`effect.${key}`],
  );
  return found.rows[0]?.n ?? 0;
};

beforeAll(async () => {
  base = await testDatabase();
  db = openDatabase(base.app, { systemReads: new Set() });
});
afterAll(async () => {
  await jobs?.stop();
  await db.close();
  await base.drop();
});

test("two starts at once prepare queues and schedules once; a schedule that left the list is gone", async () => {
  await Promise.all([prepareJobs(base.owner, [count, nightly]), prepareJobs(base.owner, [count, nightly])]);
  const client = new pg.Client(base.owner);
  await client.connect();
  const schedules = await client.query("select name, cron, timezone from pgboss.schedule");
  expect(schedules.rows).toEqual([{ name: "test-nightly", cron: "15 2 * * *", timezone: "Asia/Shanghai" }]);
  await prepareJobs(base.owner, [count]);
  expect((await client.query("select name from pgboss.schedule")).rows).toEqual([]);
  await client.end();
});

test("asked for, done by the serving role; a fault is reported and tried again", async () => {
  jobs = await openJobs(
    base.app,
    db,
    [count],
    () => new Date(),
    (error, job) => faults.push(`${job}: ${(error as Error).message}`),
  );
  await jobs.ask("test-count", { key: "a", failFirst: true });
  const until = Date.now() + 60_000;
  while ((await effects("a")) === 0 && Date.now() < until) await new Promise((r) => setTimeout(r, 200));
  expect(await effects("a")).toBe(1);
  expect(tries).toBe(2);
  expect(faults).toContain("test-count: planted");
}, 90_000);

test("handed out twice, it acts once", async () => {
  const id = crypto.randomUUID();
  const run = () =>
    runOnce(
      db,
      count,
      id,
      { key: "b" },
      () => new Date(),
      () => undefined,
    );
  await Promise.all([run(), run()]);
  await run();
  expect(await effects("b")).toBe(1);
});

test("long work in steps: each commits on its own, and a fault loses the step it broke alone", async () => {
  let step = 0;
  const long: Job = {
    name: "test-long",
    run: async () => undefined,
    step: async (ctx) => {
      await sql`insert into platform.setting (key, value, updated_at) values (${`effect.step${++step}`}, '1', now())`.execute(
        tables(ctx),
      );
      if (step === 3) throw new Error("planted");
      return step < 5;
    },
  };
  const once = () =>
    runOnce(
      db,
      long,
      uuidv7(),
      {},
      () => new Date(),
      () => undefined,
    );
  await expect(once()).rejects.toThrow("planted");
  expect(await Promise.all([1, 2, 3].map((n) => effects(`step${n}`)))).toEqual([1, 1, 0]);
  await once();
  expect(await Promise.all([4, 5, 6].map((n) => effects(`step${n}`)))).toEqual([1, 1, 0]);
});
