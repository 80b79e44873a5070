// The SQL of persons and the roles they hold.
import { sql } from "kysely";
import type { z } from "zod";
import type { Ctx } from "../../../platform/ctx.ts";
import { type ScopedDb, tables } from "../../../platform/db/scoped.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import type { listPersons, Role } from "../contract.ts";
import { iso, like } from "./organisations.ts";

export type NewPerson = {
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
  demo: boolean;
};

export type HeldRole = {
  id: string;
  personId: string;
  personName: string;
  organisationId: string;
  role: Role;
  delegatedFrom: string | null;
};

export async function insertPerson(ctx: Ctx, person: NewPerson): Promise<void> {
  await sql`insert into people.person (id, name, email, phone, demo, created_at)
    values (${person.id}, ${person.name}, ${person.email}, ${person.phone}, ${person.demo}, ${ctx.now})`.execute(
    tables(ctx),
  );
}

export async function updateMe(
  ctx: Ctx,
  change: { name?: string | undefined; language?: "zh" | "en" | undefined },
): Promise<void> {
  await sql`update people.person set name = coalesce(${change.name ?? null}, name),
    language = coalesce(${change.language ?? null}, language) where id = ${ctx.who.personId}`.execute(
    tables(ctx),
  );
}

export async function personById(ctx: Ctx, id: string) {
  const found = await sql<{ id: string; name: string; email: string | null; phone: string | null }>`
    select id, name, email, phone from people.person where id = ${id}`.execute(tables(ctx));
  return found.rows[0] ?? null;
}

const current = (ctx: Ctx) => sql`r.since <= ${ctx.now} and (r.until is null or r.until > ${ctx.now})`;

/**
 * Contact details are shown to colleagues, to the associations and the federation, and of an association to its
 * members; the federation's own staff stay unlisted for everybody else.
 */
export async function listPersonRows(ctx: Ctx, input: z.output<typeof listPersons.input>) {
  const { q, organisation, role, limit, offset } = input;
  const order = {
    name: sql`p.name, r.id`,
    "-name": sql`p.name desc, r.id`,
    // Colleagues first, then the others by name of their organisation.
    organisation: sql`o.id is distinct from ${ctx.who.actingFor}::uuid, o.name, p.name, r.id`,
    "-organisation": sql`o.name desc, p.name, r.id`,
  }[input.sort ?? "organisation"];
  const found = await sql<{
    roleId: string;
    personId: string;
    name: string;
    organisationId: string;
    organisationName: string;
    role: Role;
    since: string;
    until: string | null;
    delegatedFrom: string | null;
    email: string | null;
    phone: string | null;
    total: string;
  }>`
    select r.id as "roleId", p.id as "personId", p.name, o.id as "organisationId", o.name as "organisationName", r.role,
      ${iso(sql`r.since`)} as since, ${iso(sql`r.until`)} as until, d.name as "delegatedFrom",
      case when o.kind <> 'federation' or ${ctx.who.scope.all} then p.email end as email,
      case when o.kind <> 'federation' or ${ctx.who.scope.all} then p.phone end as phone,
      count(*) over () as total
    from people.role r join people.person p on p.id = r.person_id join people.organisation o on o.id = r.organisation_id
    left join people.person d on d.id = r.delegated_from
    where ${current(ctx)} and o.closed_at is null
      and (${organisation ?? null}::uuid is null or o.id = ${organisation ?? null}::uuid)
      and (${role ?? null}::text is null or r.role = ${role ?? null})
      and (${q ?? null}::text is null or p.name ilike ${like(q ?? "")} or o.name ilike ${like(q ?? "")})
    order by ${order} limit ${limit} offset ${offset}`.execute(tables(ctx));
  return { rows: found.rows, total: Number(found.rows[0]?.total ?? 0), limit, offset };
}

export async function roleById(ctx: Ctx, id: string): Promise<HeldRole | null> {
  const found = await sql<HeldRole>`
    select r.id, r.person_id as "personId", p.name as "personName", r.organisation_id as "organisationId", r.role,
      r.delegated_from as "delegatedFrom"
    from people.role r join people.person p on p.id = r.person_id where r.id = ${id} and ${current(ctx)}`.execute(
    tables(ctx),
  );
  return found.rows[0] ?? null;
}

/** Roles held now at one organisation. */
export async function rolesAtOrganisation(ctx: Ctx, organisationId: string): Promise<HeldRole[]> {
  const found = await sql<HeldRole>`
    select r.id, r.person_id as "personId", p.name as "personName", r.organisation_id as "organisationId", r.role,
      r.delegated_from as "delegatedFrom"
    from people.role r join people.person p on p.id = r.person_id
    where r.organisation_id = ${organisationId} and ${current(ctx)}`.execute(tables(ctx));
  return found.rows;
}

export async function insertRole(
  ctx: Ctx,
  held: {
    organisationId: string;
    personId: string;
    role: Role;
    until?: Date | null;
    delegatedFrom?: string | null;
  },
): Promise<string> {
  const id = uuidv7();
  await sql`insert into people.role (organisation_id, id, person_id, role, since, until, delegated_from)
    values (${held.organisationId}, ${id}, ${held.personId}, ${held.role}, ${ctx.now}, ${held.until ?? null},
      ${held.delegatedFrom ?? null})`.execute(tables(ctx));
  return id;
}

/** Ends the role, and with it what its holder had handed to colleagues. */
export async function closeRole(ctx: Ctx, held: HeldRole): Promise<void> {
  await sql`update people.role r set until = ${ctx.now} where r.organisation_id = ${held.organisationId} and ${current(ctx)}
    and (r.id = ${held.id} or (${held.delegatedFrom}::uuid is null and r.role = ${held.role}
      and r.delegated_from = ${held.personId}))`.execute(tables(ctx));
}

/** Whom to tell at these organisations: persons with one of these roles, as far as the asker's scope reaches. */
export async function personsOfRows(ctx: Ctx, organisationIds: readonly string[], roles: readonly Role[]) {
  const found = await sql<{
    personId: string;
    organisationId: string;
    role: Role;
    name: string;
    language: "zh" | "en";
  }>`
    select distinct p.id as "personId", r.organisation_id as "organisationId", r.role, p.name, p.language
    from people.role r join people.person p on p.id = r.person_id
    where r.organisation_id = any(${[...organisationIds]}::uuid[]) and r.role = any(${[...roles]}) and ${current(ctx)}
    order by p.name`.execute(tables(ctx));
  return found.rows;
}

/** Whom to telephone at these organisations; a person without a number is named all the same. */
export async function contactRows(ctx: Ctx, organisationIds: readonly string[], roles: readonly Role[]) {
  const found = await sql<{ organisationId: string; name: string; phone: string | null }>`
    select distinct r.organisation_id as "organisationId", p.name, p.phone
    from people.role r join people.person p on p.id = r.person_id
    where r.organisation_id = any(${[...organisationIds]}::uuid[]) and r.role = any(${[...roles]}) and ${current(ctx)}
    order by p.name`.execute(tables(ctx));
  return found.rows;
}

/** For mail: only persons with an address of their own. */
export async function addressRows(from: ScopedDb | Ctx, personIds: readonly string[]) {
  const found = await sql<{ id: string; address: string; name: string; language: "zh" | "en" }>`
    select id, email as address, name, language from people.person
    where id = any(${[...personIds]}::uuid[]) and email is not null`.execute(tables(from));
  return found.rows;
}

export async function administratorExists(from: ScopedDb | Ctx, now: Date): Promise<boolean> {
  const found = await sql`select 1 from people.role r join people.organisation o on o.id = r.organisation_id
    where r.role = 'administrator' and o.kind = 'federation' and o.closed_at is null
      and r.since <= ${now} and (r.until is null or r.until > ${now}) limit 1`.execute(tables(from));
  return found.rows.length > 0;
}

/** Two first administrators at once: the second waits here and then finds the first. */
export async function lockFirstStart(ctx: Ctx): Promise<void> {
  await sql`select pg_advisory_xact_lock(7305164002)`.execute(tables(ctx));
}

export async function demoPersonRows(from: ScopedDb | Ctx) {
  const found = await sql<{ id: string; name: string; role: Role; organisation: string }>`
    select p.id, p.name, r.role, o.short_name as organisation from people.person p
    join people.role r on r.person_id = p.id join people.organisation o on o.id = r.organisation_id
    where p.demo and o.demo and r.until is null
    order by p.id`.execute(tables(from));
  return found.rows;
}

export async function personNameRows(ctx: Ctx, ids: readonly string[]) {
  const found = await sql<{ id: string; name: string }>`select id, name from people.person
    where id = any(${[...ids]}::uuid[])`.execute(tables(ctx));
  return found.rows;
}
