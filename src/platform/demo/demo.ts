// The demo federation (演示数据): loaded once on a fresh database, taken out again by one command.
import { sql } from "kysely";
import type { Ctx } from "../ctx.ts";
import type { Database } from "../db/database.ts";
import { tables } from "../db/scoped.ts";
import type { DemoWorld, Module } from "../module.ts";
import { DEFAULT_ENTERPRISES, LEAST_ENTERPRISES } from "./size.ts";

/** new: nobody has started on this database; demo: demo rows are in it; real: none are, and none will be put in by themselves. */
export type DataKind = "new" | "demo" | "real";

export async function dataKind(ctx: Ctx): Promise<DataKind> {
  const found = await sql<{
    kind: DataKind;
  }>`select value #>> '{}' as kind from platform.setting where key = 'data.kind'`.execute(tables(ctx));
  return found.rows[0]?.kind ?? "new";
}

export async function setDataKind(ctx: Ctx, kind: Exclude<DataKind, "new">): Promise<void> {
  await sql`insert into platform.setting (key, value, updated_at) values ('data.kind', to_jsonb(${kind}::text), ${ctx.now})
    on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`.execute(
    tables(ctx),
  );
}

/** How many enterprises the demo in this database was made with. */
export async function demoEnterprises(ctx: Ctx): Promise<number> {
  const found = await sql<{
    count: number;
  }>`select (value #>> '{}')::int as count from platform.setting where key = 'demo.enterprises'`.execute(
    tables(ctx),
  );
  return found.rows[0]?.count ?? LEAST_ENTERPRISES;
}

/** Hears how long each part of loading took. */
export type Told = (line: string) => void;

async function loadDemo(
  ctx: Ctx,
  modules: readonly Module[],
  enterprises: number,
  told: Told = () => undefined,
): Promise<void> {
  const world = demoWorld(ctx.now, enterprises);
  await sql`insert into platform.setting (key, value, updated_at)
    values ('demo.enterprises', to_jsonb(${world.enterprises ?? LEAST_ENTERPRISES}::int), ${ctx.now})
    on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`.execute(
    tables(ctx),
  );
  for (const module of modules) {
    if (!module.demo) continue;
    const began = performance.now();
    await module.demo.load(ctx, world);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    told(`演示数据 demo data: ${module.name} ${seconds} s`);
  }
}

async function unloadDemo(ctx: Ctx, modules: readonly Module[]): Promise<void> {
  for (const module of [...modules].reverse()) await module.demo?.remove(ctx);
}

/** Reference facts of every module, then the demo when asked for; one transaction, so that a crash leaves nothing half. */
export async function prepareData(
  db: Database,
  modules: readonly Module[],
  now: Date,
  demo: boolean,
  enterprises = DEFAULT_ENTERPRISES,
  told?: Told,
): Promise<DataKind> {
  return db.asSystem(now, async (ctx) => {
    await sql`select pg_advisory_xact_lock(7305164003)`.execute(tables(ctx));
    for (const module of modules) await module.reference?.(ctx);
    const kind = await dataKind(ctx);
    if (kind !== "new") return kind;
    if (demo) await loadDemo(ctx, modules, enterprises, told);
    await setDataKind(ctx, demo ? "demo" : "real");
    return demo ? "demo" : "real";
  });
}

export async function removeDemo(db: Database, modules: readonly Module[], now: Date): Promise<boolean> {
  return db.asSystem(now, async (ctx) => {
    if ((await dataKind(ctx)) !== "demo") return false;
    await unloadDemo(ctx, modules);
    await setDataKind(ctx, "real");
    return true;
  });
}

/** Another demo in the place of the one that is there. @returns false where real data is: it stays untouched. */
export async function replaceDemo(
  db: Database,
  modules: readonly Module[],
  now: Date,
  enterprises: number,
  told?: Told,
): Promise<boolean> {
  return db.asSystem(now, async (ctx) => {
    if ((await dataKind(ctx)) !== "demo") return false;
    if ((await demoEnterprises(ctx)) === enterprises) return true;
    await unloadDemo(ctx, modules);
    await loadDemo(ctx, modules, enterprises, told);
    return true;
  });
}

/** The same on every machine for the same month. */
export function demoWorld(now: Date, enterprises = DEFAULT_ENTERPRISES): DemoWorld {
  const count = Math.max(LEAST_ENTERPRISES, enterprises);
  return {
    random: seeded(20221640),
    now,
    enterprises: count,
    months: lastMonths(now, count > LEAST_ENTERPRISES ? 36 : 24),
  };
}

/** Numbers that belong to one name: the same whatever stands before or after it. */
export function diceOf(name: string): () => number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return seeded(hash);
}

/** Mulberry32. @returns numbers in [0, 1) */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The months before the current one in Shanghai, oldest first. */
function lastMonths(now: Date, count: number): string[] {
  const shanghai = new Date(now.getTime() + 8 * 3_600_000);
  const current = shanghai.getUTCFullYear() * 12 + shanghai.getUTCMonth();
  return Array.from({ length: count }, (_, i) => {
    const month = current - count + i;
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
  });
}
