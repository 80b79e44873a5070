// Who is who: every entry as the matcher reads it, the merges between entries, and what the matcher has learnt.
import { sql } from "kysely";
import { type EnterpriseRecord, WEIGHTS, type Weights } from "../../../engines/identity/index.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { bulkInsert } from "../../../platform/db/bulk.ts";
import { type ScopedDb, tables } from "../../../platform/db/scoped.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import { refuse } from "../../../platform/errors.ts";
import type { Side } from "../merging/contract.ts";
import type { Entry, MergedName } from "../merging.ts";

/** A merged entry is read with its own name, code and address, and stands for its survivor. */
export type Registered = EnterpriseRecord & { id: string };

export async function everyRecord(ctx: Ctx): Promise<Registered[]> {
  const found = await sql<Registered>`select coalesce(e.merged_into, e.organisation_id) as id,
      coalesce(e.credit_code, '') as code, coalesce(e.address, '') as address, coalesce(r.name_zh, '') as region,
      e.name || coalesce((select string_agg('（原名：' || n.name || '）', '') from enterprises.name n
        where n.organisation_id = e.organisation_id and n.kind = 'former'), '') as name
    from enterprises.enterprise e left join enterprises.region r on r.code = left(e.region_code, 2) || '0000'
    order by e.organisation_id`.execute(tables(ctx));
  return found.rows;
}

export async function sidesOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Side>> {
  const found = await sql<
    Side & { id: string }
  >`select organisation_id as id, name, credit_code as "creditCode",
      industry_code as "industryCode", region_code as "regionCode", address
    from enterprises.enterprise where organisation_id = any(${[...ids]}::uuid[])`.execute(tables(ctx));
  return new Map(found.rows.map(({ id, ...side }) => [id, side]));
}

/** Merged entry → survivor; the others are left out. */
export async function survivorsOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  const found = await sql<{ id: string; into: string }>`select organisation_id as id, merged_into as into
    from enterprises.enterprise where organisation_id = any(${[...ids]}::uuid[]) and merged_into is not null`.execute(
    tables(ctx),
  );
  return new Map(found.rows.map((row) => [row.id, row.into]));
}

/** Every entry that lies under another → the enterprise it is; as far as the cards of such entries are seen. */
export async function mergedEntries(db: ScopedDb): Promise<Map<string, string>> {
  const found = await sql<{
    entry: string;
    survivor: string;
  }>`select organisation_id as entry, merged_into as survivor
    from enterprises.enterprise where merged_into is not null`.execute(tables(db));
  return new Map(found.rows.map(({ entry, survivor }) => [entry, survivor]));
}

/** Held until the end, so that two merges of one entry come one after the other. */
export async function entriesFor(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Entry>> {
  const found = await sql<Entry>`select e.organisation_id as id, e.name, e.merged_into as "mergedInto",
      (select count(*)::int from enterprises.enterprise under where under.merged_into = e.organisation_id) as carries
    from enterprises.enterprise e where e.organisation_id = any(${[...ids]}::uuid[])
    order by e.organisation_id for update of e`.execute(tables(ctx));
  return new Map(found.rows.map((row) => [row.id, row]));
}

export async function layUnder(
  ctx: Ctx,
  wish: { survivorId: string; mergedId: string; reason: string; names: readonly MergedName[] },
): Promise<string> {
  const id = uuidv7();
  const { survivorId, mergedId, reason, names } = wish;
  await sql`insert into enterprises.merge (organisation_id, id, merged_id, reason, merged_by, merged_at)
    values (${survivorId}, ${id}, ${mergedId}, ${reason}, ${ctx.who.personId}, ${ctx.now})`.execute(
    tables(ctx),
  );
  await sql`update enterprises.enterprise set merged_into = ${survivorId}, revision = revision + 1, updated_at = ${ctx.now}
    where organisation_id = ${mergedId}`.execute(tables(ctx));
  await bulkInsert(
    ctx,
    "enterprises.name",
    { organisation_id: "uuid", id: "uuid", kind: "text", name: "text", merge_id: "uuid" },
    names.map(({ kind, name }) => [survivorId, uuidv7(), kind, name, id]),
  );
  return id;
}

export async function liftOut(ctx: Ctx, one: Merge, reason: string): Promise<void> {
  await sql`update enterprises.merge set undone_at = ${ctx.now}, undone_by = ${ctx.who.personId}, undone_reason = ${reason}
    where organisation_id = ${one.survivorId} and id = ${one.id}`.execute(tables(ctx));
  await sql`update enterprises.enterprise set merged_into = null, revision = revision + 1, updated_at = ${ctx.now}
    where organisation_id = ${one.mergedId}`.execute(tables(ctx));
  await sql`delete from enterprises.name where organisation_id = ${one.survivorId} and merge_id = ${one.id}`.execute(
    tables(ctx),
  );
}

export type Merge = {
  id: string;
  survivorId: string;
  survivorName: string;
  mergedId: string;
  mergedName: string | null;
  mergedCode: string | null;
  reason: string;
  by: string | null;
  at: Date;
  undoneAt: Date | null;
  undoneBy: string | null;
  undoneReason: string | null;
};

/** Merges an entry takes part in, newest first; or all of them. Entries outside the asker's cards have no name. */
export async function mergesOf(ctx: Ctx, entryId: string | null, limit: number): Promise<Merge[]> {
  const found = await sql<Merge>`select m.id, m.organisation_id as "survivorId", s.name as "survivorName",
      m.merged_id as "mergedId", e.name as "mergedName", e.credit_code as "mergedCode", m.reason, m.merged_by as by,
      m.merged_at as at, m.undone_at as "undoneAt", m.undone_by as "undoneBy", m.undone_reason as "undoneReason"
    from enterprises.merge m join enterprises.enterprise s on s.organisation_id = m.organisation_id
      left join enterprises.enterprise e on e.organisation_id = m.merged_id
    where ${entryId}::uuid is null or m.organisation_id = ${entryId} or m.merged_id = ${entryId}
    order by m.undone_at is not null, m.merged_at desc, m.id desc limit ${limit}`.execute(tables(ctx));
  return found.rows;
}

export async function currentMerge(ctx: Ctx, mergedId: string): Promise<Merge> {
  const found = (await mergesOf(ctx, mergedId, 1000)).find(
    (m) => m.mergedId === mergedId && m.undoneAt === null,
  );
  return found ?? refuse("record.not-found");
}

export type Matcher = { version: number; weights: Weights; decisions: number; learntAt: Date | null };

/** @param lock lessons are taken one after the other, each on top of the last */
export async function readMatcher(ctx: Ctx, lock = false): Promise<Matcher> {
  if (lock) await sql`select pg_advisory_xact_lock(hashtext('enterprises.matcher'))`.execute(tables(ctx));
  const found = await sql<Matcher>`select version, weights, decisions, learnt_at as "learntAt"
    from enterprises.matcher order by version desc limit 1`.execute(tables(ctx));
  const newest = found.rows[0] ?? { version: 0, weights: WEIGHTS, decisions: 0, learntAt: null };
  // Findings the engine has come to know since then weigh what they were set to.
  return { ...newest, weights: { ...WEIGHTS, ...newest.weights } };
}

export type Lesson = {
  origin: "import" | "merge";
  same: boolean;
  findings: readonly string[];
  score: number;
  incoming: Readonly<Record<string, unknown>>;
  knownId: string;
};

export async function keepLessons(ctx: Ctx, matcher: Matcher, lessons: readonly Lesson[]): Promise<void> {
  const { version, weights, decisions } = matcher;
  await sql`insert into enterprises.matcher (version, weights, decisions, learnt_at)
    values (${version}, ${JSON.stringify(weights)}, ${decisions}, ${ctx.now})`.execute(tables(ctx));
  await bulkInsert(
    ctx,
    "enterprises.match_decision",
    {
      ...{
        id: "uuid",
        origin: "text",
        same: "boolean",
        findings: "text[]",
        score: "numeric",
        incoming: "jsonb",
      },
      ...{ known_id: "uuid", decided_by: "uuid", decided_at: "timestamptz", version: "int" },
    },
    lessons.map((l) => [
      ...[uuidv7(), l.origin, l.same, l.findings, l.score, l.incoming],
      ...[l.knownId, ctx.who.personId, ctx.now, version],
    ]),
  );
}
