// The SQL of the duty roster and the hand-over log.
import { sql } from "kysely";
import type { Ctx } from "../../../platform/ctx.ts";
import { type ScopedDb, tables } from "../../../platform/db/scoped.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import type { Handover } from "../duty/contract.ts";

const iso = (column: string) =>
  sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

export type DutyRow = { date: string; personId: string; person: string; swapWith: string | null };

/** @param lock holds the days, so that two changes of one day come one after the other. */
export async function dutyRows(
  ctx: Ctx,
  organisationId: string,
  from: string,
  until: string,
  lock = false,
): Promise<DutyRow[]> {
  const found =
    await sql<DutyRow>`select on_date as date, person_id as "personId", person_name as person, swap_with as "swapWith"
    from people.duty where organisation_id = ${organisationId} and on_date between ${from}::date and ${until}::date
    order by on_date ${lock ? sql`for update` : sql``}`.execute(tables(ctx));
  return found.rows;
}

export async function dutyPerson(
  db: ScopedDb,
  organisationId: string,
  date: string,
): Promise<{ id: string; name: string } | null> {
  const found = await sql<{
    id: string;
    name: string;
  }>`select person_id as id, person_name as name from people.duty
    where organisation_id = ${organisationId} and on_date = ${date}`.execute(tables(db));
  return found.rows[0] ?? null;
}

export async function putDuty(
  ctx: Ctx,
  organisationId: string,
  date: string,
  person: { id: string; name: string } | null,
  demo = false,
): Promise<void> {
  const db = tables(ctx);
  if (person === null) {
    await sql`delete from people.duty where organisation_id = ${organisationId} and on_date = ${date}`.execute(
      db,
    );
  } else {
    await sql`insert into people.duty (organisation_id, id, on_date, person_id, person_name, set_by_name, set_at, demo)
      values (${organisationId}, ${uuidv7()}, ${date}, ${person.id}, ${person.name}, ${ctx.who.name}, ${ctx.now}, ${demo})
      on conflict (organisation_id, on_date) do update set person_id = excluded.person_id, person_name = excluded.person_name,
        swap_with = null, set_by_name = excluded.set_by_name, set_at = excluded.set_at`.execute(db);
  }
  // A wish to change with a day that has changed is a wish for something else.
  await sql`update people.duty set swap_with = null where organisation_id = ${organisationId} and swap_with = ${date}::date`.execute(
    db,
  );
}

export async function setSwap(
  ctx: Ctx,
  organisationId: string,
  date: string,
  other: string | null,
): Promise<void> {
  await sql`update people.duty set swap_with = ${other}::date where organisation_id = ${organisationId} and on_date = ${date}::date`.execute(
    tables(ctx),
  );
}

/** Wishes to change with a day of this person, from today on. */
export async function swapsFor(ctx: Ctx, organisationId: string, personId: string | null, today: string) {
  const found = await sql<{ date: string; person: string; own: string; since: string }>`
    select d.on_date as date, d.person_name as person, o.on_date as own, ${iso("d.set_at")} as since from people.duty d
    join people.duty o on o.organisation_id = d.organisation_id and o.on_date = d.swap_with
    where d.organisation_id = ${organisationId} and o.person_id = ${personId} and least(d.on_date, o.on_date) >= ${today}::date
    order by d.on_date`.execute(tables(ctx));
  return found.rows;
}

export async function handoverRows(ctx: Ctx, organisationId: string, limit: number): Promise<Handover[]> {
  const found =
    await sql<Handover>`select id, ${iso("from_at")} as "from", ${iso("until_at")} as until, by_name as by,
      to_name as "to", lines, note from people.handover where organisation_id = ${organisationId}
    order by until_at desc, id desc limit ${limit}`.execute(tables(ctx));
  return found.rows;
}

export async function insertHandover(
  ctx: Ctx,
  one: {
    organisationId: string;
    from: Date;
    to: { id: string; name: string } | null;
    lines: readonly { zh: string; en: string }[];
    note: string;
    until?: Date;
    demo?: boolean;
  },
): Promise<string> {
  const id = uuidv7();
  await sql`insert into people.handover (organisation_id, id, from_at, until_at, by_id, by_name, to_id, to_name, lines, note, demo)
    values (${one.organisationId}, ${id}, ${one.from}, ${one.until ?? ctx.now}, ${ctx.who.personId}, ${ctx.who.name},
      ${one.to?.id ?? null}, ${one.to?.name ?? "—"}, ${JSON.stringify(one.lines)}, ${one.note}, ${one.demo ?? false})`.execute(
    tables(ctx),
  );
  return id;
}

export async function deleteDemoDuty(ctx: Ctx): Promise<void> {
  await sql`delete from people.duty where demo`.execute(tables(ctx));
  await sql`delete from people.handover where demo`.execute(tables(ctx));
}
