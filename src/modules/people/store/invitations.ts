// The SQL of invitations and claims; tokens are kept as hashes only.
import { sql } from "kysely";
import type { z } from "zod";
import type { Ctx } from "../../../platform/ctx.ts";
import { bulkInsert } from "../../../platform/db/bulk.ts";
import { type ScopedDb, tables } from "../../../platform/db/scoped.ts";
import type { listClaims } from "../claims/contract.ts";
import type { Role } from "../contract.ts";
import type { listInvitations } from "../invitations/contract.ts";
import { iso, like } from "./organisations.ts";

export type NewInvitation = {
  organisationId: string;
  id: string;
  targetId: string;
  tokenHash: string;
  name: string;
  email: string | null;
  phone: string | null;
  role: Role;
  expiresAt: Date;
};

export type Invitation = {
  organisationId: string;
  id: string;
  targetId: string;
  name: string;
  email: string | null;
  phone: string | null;
  role: Role;
  expiresAt: Date;
  acceptedAt: Date | null;
  revokedAt: Date | null;
};

const invitationColumns = sql`i.organisation_id as "organisationId", i.id, i.target_id as "targetId", i.name, i.email,
  i.phone, i.role, i.expires_at as "expiresAt", i.accepted_at as "acceptedAt", i.revoked_at as "revokedAt"`;

export async function insertInvitations(ctx: Ctx, rows: readonly NewInvitation[]): Promise<void> {
  await bulkInsert(
    ctx,
    "people.invitation",
    {
      organisation_id: "uuid",
      id: "uuid",
      target_id: "uuid",
      token_hash: "text",
      name: "text",
      email: "text",
      phone: "text",
      role: "text",
      invited_by: "uuid",
      created_at: "timestamptz",
      expires_at: "timestamptz",
    },
    rows.map((r) => [
      r.organisationId,
      r.id,
      r.targetId,
      r.tokenHash,
      r.name,
      r.email,
      r.phone,
      r.role,
      ctx.who.personId,
      ctx.now,
      r.expiresAt,
    ]),
  );
}

const stateOf = (now: Date) => sql<string>`case when i.accepted_at is not null then 'accepted'
  when i.revoked_at is not null then 'revoked' when i.expires_at <= ${now} then 'expired' else 'open' end`;

export async function listInvitationRows(ctx: Ctx, input: z.output<typeof listInvitations.input>) {
  const { q, state, limit, offset } = input;
  const order = {
    createdAt: sql`i.created_at, i.id`,
    "-createdAt": sql`i.created_at desc, i.id`,
    name: sql`i.name, i.id`,
    "-name": sql`i.name desc, i.id`,
  }[input.sort ?? "-createdAt"];
  const found = await sql<{
    id: string;
    targetId: string;
    targetName: string;
    name: string;
    email: string | null;
    phone: string | null;
    role: Role;
    state: "open" | "accepted" | "expired" | "revoked";
    createdAt: string;
    expiresAt: string;
    total: string;
  }>`
    select i.id, i.target_id as "targetId", o.name as "targetName", i.name, i.email, i.phone, i.role,
      ${stateOf(ctx.now)} as state, ${iso(sql`i.created_at`)} as "createdAt", ${iso(sql`i.expires_at`)} as "expiresAt",
      count(*) over () as total
    from people.invitation i join people.organisation o on o.id = i.target_id
    where (${ctx.who.scope.all} or i.organisation_id = ${ctx.who.actingFor}::uuid)
      and (${state ?? null}::text is null or ${stateOf(ctx.now)} = ${state ?? null})
      and (${q ?? null}::text is null or i.name ilike ${like(q ?? "")} or o.name ilike ${like(q ?? "")})
    order by ${order} limit ${limit} offset ${offset}`.execute(tables(ctx));
  return { rows: found.rows, total: Number(found.rows[0]?.total ?? 0), limit, offset };
}

export async function invitationById(ctx: Ctx, id: string): Promise<Invitation | null> {
  const found =
    await sql<Invitation>`select ${invitationColumns} from people.invitation i where i.id = ${id}`.execute(
      tables(ctx),
    );
  return found.rows[0] ?? null;
}

export async function invitationByToken(
  from: Ctx | ScopedDb,
  tokenHash: string,
  lock = false,
): Promise<Invitation | null> {
  const found = await sql<Invitation>`select ${invitationColumns} from people.invitation i
    where i.token_hash = ${tokenHash} ${lock ? sql`for update` : sql``}`.execute(tables(from));
  return found.rows[0] ?? null;
}

export async function spendInvitation(ctx: Ctx, id: string, personId: string): Promise<void> {
  await sql`update people.invitation set accepted_at = ${ctx.now}, accepted_by = ${personId} where id = ${id}`.execute(
    tables(ctx),
  );
}

export async function closeInvitation(ctx: Ctx, id: string): Promise<void> {
  await sql`update people.invitation set revoked_at = ${ctx.now} where id = ${id}`.execute(tables(ctx));
}

export type NewClaim = {
  organisationId: string;
  id: string;
  enterpriseId: string | null;
  creditCode: string;
  enterpriseName: string;
  personId: string | null;
  personName: string;
  email: string | null;
  phone: string | null;
  note: string;
  receiptHash: string;
};

export type Claim = NewClaim & {
  state: "pending" | "approved" | "rejected";
  reason: string | null;
  createdAt: string;
  reviewedAt: string | null;
  reviewer: string;
};

const claimColumns = sql`c.organisation_id as "organisationId", c.id, c.enterprise_id as "enterpriseId",
  c.credit_code as "creditCode", c.enterprise_name as "enterpriseName", c.person_id as "personId",
  c.person_name as "personName", c.email, c.phone, c.note, c.receipt_hash as "receiptHash", c.state, c.reason,
  ${iso(sql`c.created_at`)} as "createdAt", ${iso(sql`c.reviewed_at`)} as "reviewedAt", v.name as reviewer`;
const claimFrom = sql`from people.claim c join people.organisation v on v.id = c.organisation_id`;

export async function insertClaim(ctx: Ctx, claim: NewClaim): Promise<void> {
  await sql`insert into people.claim (organisation_id, id, enterprise_id, credit_code, enterprise_name, person_id,
      person_name, email, phone, note, receipt_hash, state, created_at)
    values (${claim.organisationId}, ${claim.id}, ${claim.enterpriseId}, ${claim.creditCode}, ${claim.enterpriseName},
      ${claim.personId}, ${claim.personName}, ${claim.email}, ${claim.phone}, ${claim.note}, ${claim.receiptHash},
      'pending', ${ctx.now})`.execute(tables(ctx));
}

export async function listClaimRows(ctx: Ctx, input: z.output<typeof listClaims.input>) {
  const { q, state, limit, offset } = input;
  const order = { createdAt: sql`c.created_at, c.id`, "-createdAt": sql`c.created_at desc, c.id` }[
    input.sort ?? "-createdAt"
  ];
  const found = await sql<Claim & { known: boolean; hasOwner: boolean; total: string }>`
    select ${claimColumns}, c.enterprise_id is not null as known, exists (select 1 from people.role r where r.organisation_id = e.id
        and r.role = 'owner' and (r.until is null or r.until > ${ctx.now})) as "hasOwner", count(*) over () as total
    ${claimFrom} left join people.organisation e on e.credit_code = c.credit_code and e.closed_at is null
    where (${ctx.who.scope.all} or c.organisation_id = ${ctx.who.actingFor}::uuid)
      and (${state ?? null}::text is null or c.state = ${state ?? null})
      and (${q ?? null}::text is null or c.enterprise_name ilike ${like(q ?? "")} or c.credit_code = upper(${q ?? null}))
    order by ${order} limit ${limit} offset ${offset}`.execute(tables(ctx));
  return { rows: found.rows, total: Number(found.rows[0]?.total ?? 0), limit, offset };
}

export async function claimById(ctx: Ctx, id: string): Promise<Claim | null> {
  // The lock goes without the join: an association's row needs no waiting.
  const found =
    await sql<Claim>`select ${claimColumns} ${claimFrom} where c.id = ${id} for update of c`.execute(
      tables(ctx),
    );
  return found.rows[0] ?? null;
}

export async function claimByReceipt(from: Ctx | ScopedDb, receiptHash: string): Promise<Claim | null> {
  const found =
    await sql<Claim>`select ${claimColumns} ${claimFrom} where c.receipt_hash = ${receiptHash}`.execute(
      tables(from),
    );
  return found.rows[0] ?? null;
}

export async function decideClaim(
  ctx: Ctx,
  id: string,
  decision: { state: "approved" | "rejected"; reason: string | null; enterpriseId: string | null },
): Promise<void> {
  await sql`update people.claim set state = ${decision.state}, reason = ${decision.reason},
      enterprise_id = ${decision.enterpriseId}, reviewed_by = ${ctx.who.personId}, reviewed_at = ${ctx.now}
    where id = ${id}`.execute(tables(ctx));
}
