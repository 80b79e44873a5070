// The SQL of bulletins, and of who works on a warning, was told of it, and has confirmed it.
import { sql } from "kysely";
import type { Ctx } from "../../../platform/ctx.ts";
import { tables } from "../../../platform/db/scoped.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import { refuse } from "../../../platform/errors.ts";
import type { BulletinType, Severity, Text } from "../contract.ts";
import { iso } from "./warnings.ts";

export type StoredBulletin = {
  id: string;
  warningId: string;
  sequence: number;
  type: BulletinType;
  number: string;
  severity: Severity;
  likelihood: number;
  sectors: string[];
  region: string;
  headline: Text;
  description: Text;
  instruction: Text;
  sentAt: string;
  sentBy: string;
  open: boolean;
  demo: boolean;
  toldAt: string | null;
  receivedAt: string | null;
  receivedBy: string | null;
};

/** Beside each bulletin the receipt of the organisation acted for, where it was told. */
const columns = (
  ctx: Ctx,
) => sql`b.id, b.warning_id as "warningId", b.sequence, b.type, b.number, b.severity, b.likelihood,
  b.sectors, b.region, b.headline, b.description, b.instruction, ${iso(sql`b.sent_at`)} as "sentAt", b.sent_by_name as "sentBy",
  b.open, b.demo, ${iso(sql`r.told_at`)} as "toldAt", ${iso(sql`r.received_at`)} as "receivedAt", r.received_by_name as "receivedBy"
  from warnings.bulletin b left join warnings.recipient r on r.warning_id = b.warning_id
    and r.organisation_id = ${ctx.who.actingFor}::uuid`;

export async function bulletinRows(
  ctx: Ctx,
  of: {
    warningId?: string;
    id?: string;
    newestOnly?: boolean;
    openOnly?: boolean;
    limit: number;
    offset: number;
  },
): Promise<{ rows: StoredBulletin[]; total: number }> {
  const where = sql`(${of.warningId ?? null}::uuid is null or b.warning_id = ${of.warningId ?? null}::uuid)
    and (${of.id ?? null}::uuid is null or b.id = ${of.id ?? null}::uuid)
    and (${of.openOnly ?? false} = false or b.open)
    and (${of.newestOnly ?? false} = false or not exists (select from warnings.bulletin later
      where later.warning_id = b.warning_id and later.sequence > b.sequence))`;
  const found = await sql<StoredBulletin>`select ${columns(ctx)} where ${where}
    order by b.sent_at desc, b.id desc limit ${of.limit} offset ${of.offset}`.execute(tables(ctx));
  const counted = await sql<{
    total: number;
  }>`select count(*)::int as total from warnings.bulletin b where ${where}`.execute(tables(ctx));
  return { rows: found.rows, total: counted.rows[0]!.total };
}

export async function loadBulletin(ctx: Ctx, id: string): Promise<StoredBulletin> {
  return (await bulletinRows(ctx, { id, limit: 1, offset: 0 })).rows[0] ?? refuse("record.not-found");
}

export async function insertBulletin(
  ctx: Ctx,
  bulletin: Omit<
    StoredBulletin,
    "id" | "sequence" | "sentAt" | "sentBy" | "toldAt" | "receivedAt" | "receivedBy"
  >,
): Promise<string> {
  const id = uuidv7();
  await sql`insert into warnings.bulletin (id, warning_id, sequence, type, number, severity, likelihood, sectors, region,
      headline, description, instruction, sent_at, sent_by_name, open, demo)
    select ${id}, ${bulletin.warningId}::uuid, coalesce(max(sequence), 0) + 1, ${bulletin.type}, ${bulletin.number},
      ${bulletin.severity}, ${bulletin.likelihood}, ${bulletin.sectors}::text[], ${bulletin.region},
      ${JSON.stringify(bulletin.headline)}::jsonb, ${JSON.stringify(bulletin.description)}::jsonb,
      ${JSON.stringify(bulletin.instruction)}::jsonb, ${ctx.now}::timestamptz, ${ctx.who.name}, ${bulletin.open}, ${bulletin.demo}
    from warnings.bulletin where warning_id = ${bulletin.warningId}::uuid`.execute(tables(ctx));
  return id;
}

export async function routeTo(ctx: Ctx, warningId: string, associations: readonly string[]): Promise<void> {
  await sql`insert into warnings.recipient (organisation_id, warning_id, works)
    select id, ${warningId}::uuid, true from unnest(${[...associations]}::uuid[]) id
    on conflict (organisation_id, warning_id) do update set works = true`.execute(tables(ctx));
}

export async function workingOn(ctx: Ctx, warningId: string): Promise<string[]> {
  const found = await sql<{ id: string }>`select organisation_id as id from warnings.recipient
    where warning_id = ${warningId} and works`.execute(tables(ctx));
  return found.rows.map(({ id }) => id);
}

/** Told anew, a receipt is owed anew. */
export async function tell(ctx: Ctx, warningId: string, organisations: readonly string[]): Promise<void> {
  await sql`insert into warnings.recipient (organisation_id, warning_id, told_at)
    select id, ${warningId}::uuid, ${ctx.now}::timestamptz from unnest(${[...organisations]}::uuid[]) id
    on conflict (organisation_id, warning_id) do update set told_at = excluded.told_at, received_at = null,
      received_by = null, received_by_name = null`.execute(tables(ctx));
}

export async function toldOf(ctx: Ctx, warningId: string): Promise<string[]> {
  const found = await sql<{ id: string }>`select organisation_id as id from warnings.recipient
    where warning_id = ${warningId} and told_at is not null`.execute(tables(ctx));
  return found.rows.map(({ id }) => id);
}

export async function receiptCounts(
  ctx: Ctx,
  warningId: string,
): Promise<{ told: number; received: number }> {
  const found = await sql<{
    told: number;
    received: number;
  }>`select count(*)::int as told, count(received_at)::int as received
    from warnings.recipient where warning_id = ${warningId} and told_at is not null`.execute(tables(ctx));
  return found.rows[0]!;
}

/** @returns false where the organisation was not told. */
export async function confirmReceipt(ctx: Ctx, warningId: string, organisationId: string): Promise<boolean> {
  const done =
    await sql`update warnings.recipient set received_at = coalesce(received_at, ${ctx.now}::timestamptz),
      received_by = coalesce(received_by, ${ctx.who.personId}::uuid), received_by_name = coalesce(received_by_name, ${ctx.who.name})
    where warning_id = ${warningId} and organisation_id = ${organisationId} and told_at is not null`.execute(
      tables(ctx),
    );
  return (done.numAffectedRows ?? 0n) > 0n;
}
