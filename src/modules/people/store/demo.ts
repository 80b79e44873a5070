// The SQL of the demo federation: many rows at once, and taking all of it out again.
import { sql } from "kysely";
import type { Ctx } from "../../../platform/ctx.ts";
import { bulkInsert } from "../../../platform/db/bulk.ts";
import { tables } from "../../../platform/db/scoped.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import type { Role } from "../contract.ts";

export async function insertDemoPersons(
  ctx: Ctx,
  rows: readonly { id: string; name: string; since: Date; roles: readonly { at: string; role: Role }[] }[],
): Promise<void> {
  await bulkInsert(
    ctx,
    "people.person",
    { id: "uuid", name: "text", demo: "boolean", created_at: "timestamptz" },
    rows.map((r) => [r.id, r.name, true, r.since]),
  );
  await bulkInsert(
    ctx,
    "people.role",
    { organisation_id: "uuid", id: "uuid", person_id: "uuid", role: "text", since: "timestamptz" },
    rows.flatMap((r) => r.roles.map(({ at, role }) => [at, uuidv7(), r.id, role, r.since])),
  );
}

export async function insertDemoMemberships(
  ctx: Ctx,
  rows: readonly { association: string; member: string; since: Date; consent: boolean; by: string | null }[],
): Promise<void> {
  await bulkInsert(
    ctx,
    "people.membership",
    {
      organisation_id: "uuid",
      id: "uuid",
      member_id: "uuid",
      since: "timestamptz",
      consent: "boolean",
      consent_at: "timestamptz",
      consent_by: "uuid",
    },
    rows.map((r) => [
      r.association,
      uuidv7(),
      r.member,
      r.since,
      r.consent,
      r.consent ? r.since : null,
      r.by,
    ]),
  );
}

export async function demoIdsByCode(ctx: Ctx): Promise<Map<string, string>> {
  const found = await sql<{ id: string; code: string }>`
    select id, credit_code as code from people.organisation where demo and credit_code is not null`.execute(
    tables(ctx),
  );
  return new Map(found.rows.map((row) => [row.code, row.id]));
}

/** @returns the demo persons, whose accounts go with them. Real persons only lose their roles in the demo. */
export async function deleteDemo(ctx: Ctx): Promise<string[]> {
  const db = tables(ctx);
  const demo = sql`(select id from people.organisation where demo)`;
  await sql`delete from people.invitation where organisation_id in ${demo} or target_id in ${demo}`.execute(
    db,
  );
  await sql`delete from people.claim where organisation_id in ${demo}`.execute(db);
  await sql`delete from people.membership where organisation_id in ${demo} or member_id in ${demo}`.execute(
    db,
  );
  await sql`delete from people.role r using people.person p where r.organisation_id in ${demo}
    or (p.id = r.person_id and p.demo)`.execute(db);
  const persons = await sql<{ id: string }>`delete from people.person where demo returning id`.execute(db);
  await sql`delete from people.organisation where demo`.execute(db);
  return persons.rows.map((row) => row.id);
}
