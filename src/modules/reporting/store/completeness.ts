// How many were expected, came, came in time: of one period, by any cut.
import { type RawBuilder, sql } from "kysely";
import { shanghaiDay } from "../../../engines/calendar/index.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { tables } from "../../../platform/db/scoped.ts";
import { ofMembers } from "./board.ts";
import { ARRIVAL, FROM, MISSING } from "./filing.ts";

export type GroupRow = {
  code: string;
  expected: number;
  reported: number;
  accepted: number;
  returned: number;
  missing: number;
  onTime: number;
  grace: number;
  late: number;
  /** 补报: past months brought in; neither on time nor late. */
  history: number;
  medianDays: number | null;
};

const DAYS = sql`((f.first_submitted_at at time zone 'Asia/Shanghai')::date - f.due_on)`;
const COUNTS = sql`count(*)::int as expected,
  count(*) filter (where not ${MISSING})::int as reported,
  count(*) filter (where f.state in ('accepted', 'locked') or f.resume_state in ('accepted', 'locked'))::int as accepted,
  count(*) filter (where f.state = 'returned')::int as returned,
  count(*) filter (where ${MISSING})::int as missing,
  count(*) filter (where not f.history and ${ARRIVAL} = 'on-time')::int as "onTime",
  count(*) filter (where not f.history and ${ARRIVAL} = 'grace')::int as grace,
  count(*) filter (where not f.history and ${ARRIVAL} = 'late')::int as late,
  count(*) filter (where f.history)::int as history,
  (percentile_cont(0.5) within group (order by ${DAYS}) filter (where f.first_submitted_at is not null and not f.history))::float8
    as "medianDays"`;

export async function countAll(
  ctx: Ctx,
  formCode: string,
  period: string,
): Promise<GroupRow & { dueOn: string | null }> {
  const found = await sql<
    GroupRow & { dueOn: string | null }
  >`select '' as code, ${COUNTS}, max(f.due_on) filter (where not f.history) as "dueOn"
    from ${FROM} where f.form_code = ${formCode} and f.period = ${period} and ${ofMembers(ctx)}`.execute(
    tables(ctx),
  );
  return found.rows[0]!;
}

/** Of a panel's members; one enterprise may stand on several. */
export type Members = { code: string; members: readonly string[] };

/**
 * What the roster says is as it stood when the period was opened; size, lists, panels and who is in charge are today's.
 * A member of two associations, lists or panels is counted with each.
 */
export async function countBy(
  ctx: Ctx,
  formCode: string,
  period: string,
  by: "association" | "industry" | "region" | "list" | "size" | "person" | { panels: readonly Members[] },
): Promise<GroupRow[]> {
  const own =
    by === "association" && !ctx.who.scope.all ? sql`a.code = ${ctx.who.actingFor}::uuid` : sql`true`;
  const found = await sql<GroupRow>`select coalesce(a.code::text, '') as code, ${COUNTS}
    from ${FROM} ${codes(ctx, by)}
    where f.form_code = ${formCode} and f.period = ${period} and ${ofMembers(ctx)} and ${own}
    group by 1 order by missing desc, expected desc, 1`.execute(tables(ctx));
  return found.rows;
}

function codes(ctx: Ctx, by: Parameters<typeof countBy>[3]): RawBuilder<unknown> {
  const one = (code: RawBuilder<unknown>) => sql`cross join lateral (select ${code} as code) a`;
  if (typeof by === "object") {
    const pairs = by.panels.flatMap(({ code, members }) => members.map((member) => [code, member] as const));
    return sql`left join unnest(${pairs.map(([code]) => code)}::text[], ${pairs.map(([, member]) => member)}::uuid[])
      as a (code, member) on a.member = f.organisation_id`;
  }
  const today = shanghaiDay(ctx.now.getTime());
  switch (by) {
    case "association":
      return sql`left join lateral unnest(r.associations) as a (code) on true`;
    case "industry":
      return one(sql`left(r.industry_code, 2)`);
    case "region":
      return one(sql`left(r.region_code, 2)`);
    case "size":
      return sql`left join (select organisation_id as member, size_class as code from enterprises.class_view) a
        on a.member = f.organisation_id`;
    case "list":
      return sql`left join (select distinct organisation_id as member, list_code as code from enterprises.listed_view
        where since <= ${today}::date and (until is null or until > ${today}::date)) a on a.member = f.organisation_id`;
    case "person":
      return sql`left join (select member_id as member, person_id as code from reporting.charge
        where organisation_id = ${ctx.who.actingFor}::uuid) a on a.member = f.organisation_id`;
  }
}

/** Names of those in charge at the organisation acted for. */
export async function inChargeNames(ctx: Ctx): Promise<Map<string, string>> {
  const found = await sql<{ id: string; name: string }>`select distinct on (person_id) person_id as id,
      person_name as name
    from reporting.charge where organisation_id = ${ctx.who.actingFor}::uuid order by person_id, since desc`.execute(
    tables(ctx),
  );
  return new Map(found.rows.map((row) => [row.id, row.name]));
}

export async function setInCharge(
  ctx: Ctx,
  members: readonly string[],
  person: { id: string; name: string } | null,
): Promise<number> {
  if (!person) {
    const gone = await sql`delete from reporting.charge
      where organisation_id = ${ctx.who.actingFor}::uuid and member_id = any(${[...members]}::uuid[])`.execute(
      tables(ctx),
    );
    return Number(gone.numAffectedRows ?? 0n);
  }
  const set =
    await sql`insert into reporting.charge (organisation_id, member_id, person_id, person_name, since)
    select ${ctx.who.actingFor}::uuid, member, ${person.id}, ${person.name}, ${ctx.now}
    from unnest(${[...members]}::uuid[]) as one (member)
    on conflict (organisation_id, member_id) do update set person_id = excluded.person_id,
      person_name = excluded.person_name, since = excluded.since
      where reporting.charge.person_id <> excluded.person_id`.execute(tables(ctx));
  return Number(set.numAffectedRows ?? 0n);
}
