// The SQL of organisations and memberships. What may be seen is decided by the policies, not here.
import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import type { Ctx } from "../../../platform/ctx.ts";
import { bulkInsert } from "../../../platform/db/bulk.ts";
import { type ScopedDb, tables } from "../../../platform/db/scoped.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import { refuse } from "../../../platform/errors.ts";
import type { Kind, listMemberships, listOrganisations, Organisation } from "../contract.ts";

export type NewOrganisation = {
  id: string;
  kind: Kind;
  name: string;
  shortName: string;
  creditCode: string | null;
  sectors: readonly string[];
  demo: boolean;
};

const columns = sql`o.id, o.kind, o.name, o.short_name as "shortName", o.credit_code as "creditCode", o.sectors, o.demo,
  to_json(o.closed_at)#>>'{}' as "closedAt"`;

/** A timestamp as the text that travels. */
export const iso = (column: RawBuilder<unknown>) =>
  sql<string>`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

export const like = (text: string): string => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

export async function listOrganisationRows(ctx: Ctx, input: z.output<typeof listOrganisations.input>) {
  const { q, kind, association, limit, offset } = input;
  const order = {
    name: sql`o.name, o.id`,
    "-name": sql`o.name desc, o.id`,
    createdAt: sql`o.created_at, o.id`,
    "-createdAt": sql`o.created_at desc, o.id`,
  }[input.sort ?? "name"];
  const found = await sql<Organisation & { total: string }>`
    select ${columns}, count(*) over () as total from people.organisation o
    where o.closed_at is null
      and (${kind ?? null}::text is null or o.kind = ${kind ?? null})
      and (${association ?? null}::uuid is null or exists (select 1 from people.membership m
        where m.organisation_id = ${association ?? null}::uuid and m.member_id = o.id and m.until is null))
      and (${q ?? null}::text is null or o.name ilike ${like(q ?? "")} or o.short_name ilike ${like(q ?? "")}
        or o.credit_code = upper(${q ?? null}))
    order by ${order} limit ${limit} offset ${offset}`.execute(tables(ctx));
  return {
    rows: found.rows,
    total: await totalOf(found.rows, offset, () => listTotal(ctx, input)),
    limit,
    offset,
  };
}

/** A page beyond the end has no row to carry the total. */
async function totalOf(rows: readonly { total: string }[], offset: number, ask: () => Promise<number>) {
  return rows[0] ? Number(rows[0].total) : offset === 0 ? 0 : ask();
}

async function listTotal(ctx: Ctx, input: z.output<typeof listOrganisations.input>): Promise<number> {
  return (await listOrganisationRows(ctx, { ...input, limit: 1, offset: 0 })).total;
}

export async function organisationById(from: Ctx | ScopedDb, id: string): Promise<Organisation | null> {
  const found =
    await sql<Organisation>`select ${columns} from people.organisation o where o.id = ${id}`.execute(
      tables(from),
    );
  return found.rows[0] ?? null;
}

export async function readOrganisationRow(ctx: Ctx, input: { id: string }): Promise<Organisation> {
  return (await organisationById(ctx, input.id)) ?? refuse("record.not-found");
}

export async function organisationByCode(from: Ctx | ScopedDb, code: string): Promise<Organisation | null> {
  const found = await sql<Organisation>`select ${columns} from people.organisation o
    where o.credit_code = ${code} and o.closed_at is null`.execute(tables(from));
  return found.rows[0] ?? null;
}

export async function organisationsByCodes(
  from: Ctx | ScopedDb,
  codes: readonly string[],
): Promise<Map<string, { id: string; name: string }>> {
  const found = await sql<{ id: string; name: string; code: string }>`
    select id, name, credit_code as code from people.organisation
    where credit_code = any(${[...codes]}) and closed_at is null`.execute(tables(from));
  return new Map(found.rows.map((row) => [row.code, { id: row.id, name: row.name }]));
}

export async function insertOrganisations(ctx: Ctx, rows: readonly NewOrganisation[]): Promise<void> {
  await bulkInsert(
    ctx,
    "people.organisation",
    {
      id: "uuid",
      kind: "text",
      name: "text",
      short_name: "text",
      credit_code: "text",
      demo: "boolean",
      created_at: "timestamptz",
    },
    rows.map((r) => [r.id, r.kind, r.name, r.shortName, r.creditCode, r.demo, ctx.now]),
  );
  const making = rows.filter((row) => row.sectors.length > 0);
  await sql`update people.organisation o set sectors = one.codes::text[]
    from unnest(${making.map((row) => row.id)}::uuid[], ${making.map((row) => list(row.sectors))}::text[]) as one (id, codes)
    where o.id = one.id`.execute(tables(ctx));
}

/** Codes are letters and digits; anything else has no place in the array's text. */
const list = (codes: readonly string[]): string => `{${codes.filter((c) => /^\w+$/.test(c)).join(",")}}`;

export async function updateSectors(ctx: Ctx, id: string, sectors: readonly string[]): Promise<void> {
  await sql`update people.organisation set sectors = ${[...sectors]}::text[] where id = ${id}`.execute(
    tables(ctx),
  );
}

export async function updateOrganisation(
  ctx: Ctx,
  id: string,
  change: { name: string; shortName: string; closedAt: Date | null },
): Promise<void> {
  await sql`update people.organisation set name = ${change.name}, short_name = ${change.shortName},
    closed_at = ${change.closedAt} where id = ${id}`.execute(tables(ctx));
}

type Names = { id: string; name: string; shortName: string; creditCode: string | null };

export async function namesOf(ctx: Ctx, ids: readonly string[]): Promise<Names[]> {
  const found = await sql<Names>`select id, name, short_name as "shortName", credit_code as "creditCode"
    from people.organisation where id = any(${[...ids]}::uuid[])`.execute(tables(ctx));
  return found.rows;
}

export async function updateNames(ctx: Ctx, rows: readonly Names[]): Promise<void> {
  await sql`update people.organisation o set name = one.name, short_name = one.short_name, credit_code = one.credit_code
    from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.name)}::text[],
      ${rows.map((r) => r.shortName)}::text[], ${rows.map((r) => r.creditCode)}::text[])
      as one (id, name, short_name, credit_code) where o.id = one.id`.execute(tables(ctx));
}

export async function federationId(from: Ctx | ScopedDb): Promise<string | null> {
  const found = await sql<{ id: string }>`select id from people.organisation
    where kind = 'federation' and closed_at is null order by created_at, id limit 1`.execute(tables(from));
  return found.rows[0]?.id ?? null;
}

type Membership = {
  id: string;
  associationId: string;
  associationName: string;
  memberId: string;
  memberName: string;
  memberCreditCode: string | null;
  since: string;
  consent: boolean;
  consentAt: string | null;
};

const membershipColumns = sql`m.id, m.organisation_id as "associationId", a.name as "associationName",
  m.member_id as "memberId", e.name as "memberName", e.credit_code as "memberCreditCode",
  ${iso(sql`m.since`)} as since, m.consent, ${iso(sql`m.consent_at`)} as "consentAt"`;

/** Of the organisation acted for: an association's members, or an enterprise's associations. The federation sees all. */
export async function listMembershipRows(ctx: Ctx, input: z.output<typeof listMemberships.input>) {
  const { q, consent, limit, offset } = input;
  const order = {
    name: sql`e.name, a.name, m.id`,
    "-name": sql`e.name desc, a.name, m.id`,
    since: sql`m.since, m.id`,
    "-since": sql`m.since desc, m.id`,
  }[input.sort ?? "name"];
  const where = sql`m.until is null and e.closed_at is null
    and (${ctx.who.scope.all} or m.organisation_id = ${ctx.who.actingFor}::uuid or m.member_id = ${ctx.who.actingFor}::uuid)
    and (${q ?? null}::text is null or e.name ilike ${like(q ?? "")} or e.credit_code = upper(${q ?? null}))`;
  const from = sql`from people.membership m join people.organisation a on a.id = m.organisation_id
    join people.organisation e on e.id = m.member_id`;
  const filtered = sql`${consent ?? null}::text is null or m.consent = (${consent ?? null}::text = 'yes')`;
  const found = await sql<Membership>`select ${membershipColumns} ${from} where ${where} and (${filtered})
    order by ${order} limit ${limit} offset ${offset}`.execute(tables(ctx));
  const counted = await sql<{ total: string; consenting: string }>`
    select count(*) filter (where ${filtered}) as total, count(*) filter (where m.consent) as consenting
    ${from} where ${where}`.execute(tables(ctx));
  const { total, consenting } = counted.rows[0]!;
  return { rows: found.rows, total: Number(total), consenting: Number(consenting), limit, offset };
}

export async function membershipById(ctx: Ctx, id: string): Promise<Membership | null> {
  const found = await sql<Membership>`select ${membershipColumns} from people.membership m
    join people.organisation a on a.id = m.organisation_id join people.organisation e on e.id = m.member_id
    where m.id = ${id} and m.until is null`.execute(tables(ctx));
  return found.rows[0] ?? null;
}

export async function isMember(ctx: Ctx, association: string, member: string): Promise<boolean> {
  const found = await sql`select 1 from people.membership
    where organisation_id = ${association} and member_id = ${member} and until is null`.execute(tables(ctx));
  return found.rows.length > 0;
}

export async function insertMemberships(
  ctx: Ctx,
  rows: readonly { association: string; member: string }[],
): Promise<void> {
  await bulkInsert(
    ctx,
    "people.membership",
    { organisation_id: "uuid", id: "uuid", member_id: "uuid", since: "timestamptz" },
    rows.map((r) => [r.association, uuidv7(), r.member, ctx.now]),
  );
}

export async function insertMembership(ctx: Ctx, association: string, member: string): Promise<string> {
  const id = uuidv7();
  await sql`insert into people.membership (organisation_id, id, member_id, since)
    values (${association}, ${id}, ${member}, ${ctx.now})`.execute(tables(ctx));
  return id;
}

export async function closeMembership(ctx: Ctx, id: string): Promise<void> {
  await sql`update people.membership set until = ${ctx.now} where id = ${id} and until is null`.execute(
    tables(ctx),
  );
}

export async function updateConsent(ctx: Ctx, id: string, consent: boolean): Promise<void> {
  await sql`update people.membership set consent = ${consent}, consent_at = ${ctx.now}, consent_by = ${ctx.who.personId}
    where id = ${id}`.execute(tables(ctx));
}

export async function associationsOfRows(
  from: Ctx | ScopedDb,
  members: readonly string[],
): Promise<{ member: string; id: string; name: string }[]> {
  const found = await sql<{ member: string; id: string; name: string }>`
    select m.member_id as member, a.id, a.name from people.membership m
    join people.organisation a on a.id = m.organisation_id
    where m.member_id = any(${[...members]}::uuid[]) and m.until is null and a.closed_at is null
    order by m.since, a.name`.execute(tables(from));
  return found.rows;
}

export async function organisationNameRows(ctx: Ctx, ids: readonly string[]) {
  const found = await sql<{ id: string; name: string; shortName: string; kind: Kind; demo: boolean }>`
    select id, name, short_name as "shortName", kind, demo from people.organisation
    where id = any(${[...ids]}::uuid[])`.execute(tables(ctx));
  return found.rows;
}

export async function associationRows(from: Ctx | ScopedDb): Promise<{ id: string; name: string }[]> {
  const found = await sql<{ id: string; name: string }>`select id, name from people.organisation
    where kind = 'association' and closed_at is null order by name, id`.execute(tables(from));
  return found.rows;
}

/** Associations with the industries they stand for. */
export async function associationSectorRows(ctx: Ctx): Promise<{ id: string; sectors: string[] }[]> {
  const found = await sql<{ id: string; sectors: string[] }>`select id, sectors from people.organisation
    where kind = 'association' and closed_at is null order by id`.execute(tables(ctx));
  return found.rows;
}

export async function bodyRows(from: Ctx | ScopedDb): Promise<{ id: string; name: string }[]> {
  const found = await sql<{ id: string; name: string }>`select id, name from people.organisation
    where kind in ('body', 'service') and closed_at is null order by name, id`.execute(tables(from));
  return found.rows;
}

export async function associationForRow(
  ctx: Ctx,
  member: string,
  industryCode: string,
): Promise<{ id: string; name: string } | null> {
  const found = await sql<{ id: string; name: string }>`select a.id, a.name from people.membership m
    join people.organisation a on a.id = m.organisation_id
    where m.member_id = ${member} and m.until is null and a.closed_at is null
    order by (select max(length(code)) from unnest(a.sectors) as code
      where code <> '' and starts_with(${industryCode}, code)) desc nulls last, m.since, a.name limit 1`.execute(
    tables(ctx),
  );
  return found.rows[0] ?? null;
}

export async function memberIds(ctx: Ctx, associations: readonly string[]): Promise<string[]> {
  const found = await sql<{ id: string }>`select distinct m.member_id as id from people.membership m
    where m.organisation_id = any(${[...associations]}::uuid[]) and m.until is null`.execute(tables(ctx));
  return found.rows.map((row) => row.id);
}

export async function currentMembershipRows(ctx: Ctx): Promise<{ association: string; member: string }[]> {
  const found = await sql<{ association: string; member: string }>`
    select m.organisation_id as association, m.member_id as member from people.membership m
    join people.organisation o on o.id = m.member_id
    where m.until is null and o.closed_at is null`.execute(tables(ctx));
  return found.rows;
}
