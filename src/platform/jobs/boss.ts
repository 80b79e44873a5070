// Jobs on pg-boss: the owner makes schema, queues and schedules; the serving role only works them.
import { createHash } from "node:crypto";
import { sql } from "kysely";
import pg from "pg";
import { PgBoss } from "pg-boss";
import type { Database } from "../db/database.ts";
import { tables } from "../db/scoped.ts";
import type { Job } from "./job.ts";

const SCHEMA = "pgboss";
const ZONE = "Asia/Shanghai";

/** As the owner, once per change of the list: schema, queues (a retry waits longer each time), schedules, grants. */
export async function prepareJobs(owner: pg.ClientConfig, jobs: readonly Job[]): Promise<void> {
  const version = (await import("pg-boss/package.json", { with: { type: "json" } })).default
    .version as string;
  const plan = JSON.stringify([version, jobs.map((job) => [job.name, job.cron ?? null])]);
  const hash = createHash("sha256").update(plan).digest("hex");
  const client = new pg.Client(owner);
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(7305164002)");
    const before = await client.query(
      "select value #>> '{}' as hash from platform.setting where key = 'jobs.plan'",
    );
    if (before.rows[0]?.hash === hash) return;
    const boss = new PgBoss({ ...owner, schema: SCHEMA, supervise: false, schedule: false, max: 2 } as never);
    boss.on("error", () => undefined);
    await boss.start();
    for (const schedule of await boss.getSchedules()) {
      if (!jobs.some((job) => job.name === schedule.name && job.cron)) await boss.unschedule(schedule.name);
    }
    for (const job of jobs) {
      const queue = { retryLimit: 5, retryDelay: 10, retryBackoff: true, expireInSeconds: 900 };
      if (await boss.getQueue(job.name)) await boss.updateQueue(job.name, queue);
      else await boss.createQueue(job.name, queue);
      if (job.cron) await boss.schedule(job.name, job.cron, {}, { tz: ZONE });
    }
    await boss.stop({ graceful: false });
    await client.query(`grant usage on schema ${SCHEMA} to wenlian_app;
      grant select, insert, update, delete on all tables in schema ${SCHEMA} to wenlian_app;
      grant usage on all sequences in schema ${SCHEMA} to wenlian_app;
      grant execute on all functions in schema ${SCHEMA} to wenlian_app`);
    await client.query(
      `insert into platform.setting (key, value, updated_at) values ('jobs.plan', to_jsonb($1::text), now())
       on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`,
      [hash],
    );
  } finally {
    await client.end();
  }
}

export type Jobs = {
  /** Asks for a job soon; the same key twice while it waits makes one. */
  ask(name: string, data?: Record<string, unknown>, key?: string): Promise<void>;
  stop(): Promise<void>;
};

export async function openJobs(
  app: pg.PoolConfig,
  db: Database,
  jobs: readonly Job[],
  clock: () => Date,
  onFault: (error: unknown, job: string) => void,
): Promise<Jobs> {
  const boss = new PgBoss({ ...app, schema: SCHEMA, migrate: false, max: 3 } as never);
  boss.on("error", (error) => onFault(error, "pg-boss"));
  await boss.start();
  for (const job of jobs) {
    await boss.work(job.name, { batchSize: 5, pollingIntervalSeconds: 2 }, async (taken) => {
      for (const one of taken)
        await runOnce(db, job, one.id, (one.data ?? {}) as Record<string, unknown>, clock, onFault);
    });
  }
  return {
    ask: async (name, data = {}, key) => {
      await boss.send(name, data, key ? { singletonKey: key, singletonSeconds: 5 } : {});
    },
    stop: () => boss.stop({ graceful: true, timeout: 5000 }),
  };
}

/** The mark and the effect are one transaction: a job that is handed out twice acts once. */
export async function runOnce(
  db: Database,
  job: Job,
  id: string,
  data: Record<string, unknown>,
  clock: () => Date,
  onFault: (error: unknown, job: string) => void,
): Promise<void> {
  try {
    await db.asSystem(clock(), async (ctx) => {
      const first = await sql`insert into platform.heard (event_id, listener, at)
        values (${id}, ${`job:${job.name}`}, ${ctx.now}) on conflict do nothing`.execute(tables(ctx));
      if (first.numAffectedRows === 1n) await job.run(ctx, data);
    });
    const { step } = job;
    while (step && (await db.asSystem(clock(), step)));
  } catch (error) {
    onFault(error, job.name);
    throw error;
  }
}
