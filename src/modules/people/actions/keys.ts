// Keys for an organisation's programs: made by whoever answers for it, never with more than they may do themselves.
import type { z } from "zod";
import { audit } from "../../../platform/audit/audit.ts";
import { makeKey as freshKey } from "../../../platform/auth/api-key.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import { refuse } from "../../../platform/errors.ts";
import { type ApiKey, type listKeys as listEndpoint, MOST_KEYS } from "../keys/contract.ts";
import { countLiveKeys, endKey, findKey, insertKey, type KeyRow, listKeyRows } from "../store/keys.ts";

/** A program fills in and reads; who belongs to the organisation is decided by persons. */
const offeredTo = (ctx: Ctx): string[] =>
  [...ctx.who.may].filter((permission) => !permission.startsWith("people.")).sort();

const acting = (ctx: Ctx): string => ctx.who.actingFor ?? refuse("access.denied");

export async function listKeys(ctx: Ctx, query: z.output<typeof listEndpoint.input>) {
  const { rows, total } = await listKeyRows(ctx, acting(ctx), query);
  return {
    rows: rows.map((row) => shown(row, ctx.now)),
    total,
    limit: query.limit,
    offset: query.offset,
    offered: offeredTo(ctx),
  };
}

const DAY = 86_400_000;

export async function makeKey(
  ctx: Ctx,
  wish: { name: string; scopes: readonly string[]; days: number },
): Promise<{ key: ApiKey; secret: string }> {
  const organisationId = acting(ctx);
  const scopes = [...new Set(wish.scopes)].sort();
  const offered = new Set(offeredTo(ctx));
  const tooMuch = scopes.filter((scope) => !offered.has(scope));
  if (tooMuch.length) refuse("people.key-too-much", { scopes: tooMuch.join(", ") });
  if ((await countLiveKeys(ctx, organisationId)) >= MOST_KEYS)
    refuse("people.key-limit", { most: MOST_KEYS });
  const { secret, prefix, hash } = freshKey();
  const id = uuidv7();
  const expiresAt = new Date(ctx.now.getTime() + wish.days * DAY);
  await insertKey(ctx, { organisationId, id, name: wish.name, prefix, hash, scopes, expiresAt });
  await audit(ctx, {
    action: "people.makeKey",
    subject: "api-key",
    subjectId: id,
    organisationId,
    after: { name: wish.name, prefix, scopes, expiresAt },
  });
  return { key: shown((await findKey(ctx, organisationId, id))!, ctx.now), secret };
}

export async function revokeKey(ctx: Ctx, wish: { id: string }): Promise<ApiKey> {
  const organisationId = acting(ctx);
  const key = (await findKey(ctx, organisationId, wish.id)) ?? refuse("record.not-found");
  await endKey(ctx, organisationId, key.id);
  await audit(ctx, {
    action: "people.revokeKey",
    subject: "api-key",
    subjectId: key.id,
    organisationId,
    before: { name: key.name, prefix: key.prefix },
  });
  return shown((await findKey(ctx, organisationId, key.id))!, ctx.now);
}

function shown(row: KeyRow, now: Date): ApiKey {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    state: row.revokedAt ? "revoked" : row.expiresAt <= now ? "expired" : "live",
  };
}
