// The SQL of API keys: hashes only, ended but never taken away.
import { sql } from "kysely";
import type { Ctx } from "../../../platform/ctx.ts";
import { tables } from "../../../platform/db/scoped.ts";

export type KeyRow = {
  id: string;
  name: string;
  prefix: string;
  scopes: string[];
  madeByName: string;
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
  revokedByName: string | null;
};

const KEY = sql`id, name, prefix, scopes, made_by_name as "madeByName", created_at as "createdAt",
  expires_at as "expiresAt", last_used_at as "lastUsedAt", revoked_at as "revokedAt", revoked_by_name as "revokedByName"`;

export async function listKeyRows(
  ctx: Ctx,
  organisationId: string,
  query: { q?: string; limit: number; offset: number; sort?: string },
): Promise<{ rows: KeyRow[]; total: number }> {
  const where = sql`organisation_id = ${organisationId}
    and (${query.q ?? null}::text is null or position(lower(${query.q ?? ""}) in lower(name || ' ' || prefix)) > 0)`;
  const order = query.sort === "createdAt" ? sql`created_at` : sql`created_at desc`;
  const found = await sql<KeyRow & { total: string }>`select ${KEY}, count(*) over () as total
    from people.api_key where ${where} order by ${order}, id limit ${query.limit} offset ${query.offset}`.execute(
    tables(ctx),
  );
  return { rows: found.rows, total: Number(found.rows[0]?.total ?? 0) };
}

export async function countLiveKeys(ctx: Ctx, organisationId: string): Promise<number> {
  const found = await sql<{ n: number }>`select count(*)::int as n from people.api_key
    where organisation_id = ${organisationId} and revoked_at is null and expires_at > ${ctx.now}`.execute(
    tables(ctx),
  );
  return found.rows[0]?.n ?? 0;
}

export async function insertKey(
  ctx: Ctx,
  key: {
    organisationId: string;
    id: string;
    name: string;
    prefix: string;
    hash: string;
    scopes: readonly string[];
    expiresAt: Date;
  },
): Promise<void> {
  await sql`insert into people.api_key (organisation_id, id, name, prefix, secret_hash, scopes, made_by, made_by_name,
      created_at, expires_at)
    values (${key.organisationId}, ${key.id}, ${key.name}, ${key.prefix}, ${key.hash}, ${[...key.scopes]},
      ${ctx.who.personId}, ${ctx.who.name}, ${ctx.now}, ${key.expiresAt})`.execute(tables(ctx));
}

export async function findKey(ctx: Ctx, organisationId: string, id: string): Promise<KeyRow | null> {
  const found = await sql<KeyRow>`select ${KEY} from people.api_key
    where organisation_id = ${organisationId} and id = ${id}`.execute(tables(ctx));
  return found.rows[0] ?? null;
}

export async function endKey(ctx: Ctx, organisationId: string, id: string): Promise<void> {
  await sql`update people.api_key set revoked_at = ${ctx.now}, revoked_by_name = ${ctx.who.name}
    where organisation_id = ${organisationId} and id = ${id} and revoked_at is null`.execute(tables(ctx));
}
