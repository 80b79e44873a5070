// Overviews: who is expected and missing, what waits for a decision, who was reminded.
import { type RawBuilder, sql } from "kysely";
import type { Ctx } from "../../../platform/ctx.ts";
import { tables } from "../../../platform/db/scoped.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import type { FilingState } from "../contract.ts";
import type { Peers } from "../quality/peers.ts";
import { ARRIVAL, CARD, type FilingRow, FORM_SEEN, FROM, MISSING } from "./filing.ts";
import { periodsBack, type VintageRow } from "./vintage.ts";

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
};

const COUNTS = sql`count(*)::int as expected,
  count(*) filter (where not ${MISSING})::int as reported,
  count(*) filter (where f.state in ('accepted', 'locked') or f.resume_state in ('accepted', 'locked'))::int as accepted,
  count(*) filter (where f.state = 'returned')::int as returned,
  count(*) filter (where ${MISSING})::int as missing,
  count(*) filter (where not f.history and ${ARRIVAL} = 'on-time')::int as "onTime",
  count(*) filter (where not f.history and ${ARRIVAL} = 'grace')::int as grace,
  count(*) filter (where not f.history and ${ARRIVAL} = 'late')::int as late,
  count(*) filter (where f.history)::int as history`;

/** Newest first. */
export async function periodsOf(ctx: Ctx, formCode: string): Promise<string[]> {
  const found = await sql<{ period: string }>`select distinct period from reporting.filing
    where form_code = ${formCode} order by period desc limit 36`.execute(tables(ctx));
  return found.rows.map((r) => r.period);
}

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

export async function countBy(
  ctx: Ctx,
  formCode: string,
  period: string,
  by: "association" | "industry" | "region",
): Promise<GroupRow[]> {
  // A member of two associations is expected by both.
  const from =
    by === "association"
      ? sql`${FROM} left join lateral unnest(r.associations) as a (code) on true`
      : sql`${FROM} cross join lateral (select ${by === "industry" ? sql`left(r.industry_code, 2)` : sql`left(r.region_code, 2)`} as code) a`;
  const own =
    by === "association" && !ctx.who.scope.all ? sql`a.code = ${ctx.who.actingFor}::uuid` : sql`true`;
  const found = await sql<GroupRow>`select coalesce(a.code::text, '') as code, ${COUNTS} from ${from}
    where f.form_code = ${formCode} and f.period = ${period} and ${ofMembers(ctx)} and ${own}
    group by 1 order by missing desc, expected desc, 1`.execute(tables(ctx));
  return found.rows;
}

/** An association looks at its members; whoever sees all looks at everybody. */
export function ofMembers(ctx: Ctx): RawBuilder<unknown> {
  return ctx.who.scope.all
    ? sql`true`
    : sql`${ctx.who.actingFor}::uuid = any(r.associations) and ${FORM_SEEN}`;
}

export type FilingQuery = {
  formCode: string;
  period?: string;
  state?: readonly FilingState[];
  association?: string;
  industry?: string;
  region?: string;
  late?: boolean;
  q?: string;
  limit: number;
  offset: number;
  sort?: string;
};

const STATE_ORDER = sql`array_position(array['due', 'draft', 'returned', 'submitted', 'accepted', 'locked'], f.state)`;
const SORTS: Record<string, RawBuilder<unknown>> = {
  name: sql`r.name`,
  state: STATE_ORDER,
  submittedAt: sql`f.submitted_at`,
  dueOn: sql`f.due_on`,
};

export async function findCards(ctx: Ctx, query: FilingQuery): Promise<{ rows: FilingRow[]; total: number }> {
  const where = [sql`f.form_code = ${query.formCode}`, ofMembers(ctx)];
  if (query.period) where.push(sql`f.period = ${query.period}`);
  if (query.state?.length) where.push(sql`f.state = any(${[...query.state]}::text[])`);
  if (query.association) where.push(sql`${query.association}::uuid = any(r.associations)`);
  if (query.industry) where.push(startsWith(sql`r.industry_code`, query.industry));
  if (query.region) where.push(startsWith(sql`r.region_code`, query.region));
  if (query.late) {
    where.push(sql`not f.history and coalesce((f.first_submitted_at at time zone 'Asia/Shanghai')::date,
      (${ctx.now}::timestamptz at time zone 'Asia/Shanghai')::date) > f.due_on`);
  }
  if (query.q) where.push(sql`position(lower(${query.q}) in lower(r.name)) > 0`);
  return page(ctx, sql`${CARD}`, FROM, where, query, sql`f.period desc, ${STATE_ORDER}, r.name`);
}

const startsWith = (column: RawBuilder<unknown>, prefix: string): RawBuilder<unknown> =>
  sql`left(${column}, ${prefix.length}) = ${prefix}`;

export type WaitingRow = FilingRow &
  Pick<
    VintageRow,
    "values" | "explanations" | "remarks" | "submittedByName" | "channel" | "filedByName" | "source"
  >;

/** Submitted returns whose figures one may see; the others are decided by whoever sees all. */
export async function findWaiting(
  ctx: Ctx,
  query: {
    formCode: string;
    period?: string;
    flagged?: boolean;
    q?: string;
    limit: number;
    offset: number;
    sort?: string;
  },
): Promise<{ rows: WaitingRow[]; total: number }> {
  const from = sql`${FROM} join reporting.vintage v
    on v.organisation_id = f.organisation_id and v.filing_id = f.id and v.number = f.vintage`;
  const where = [sql`f.form_code = ${query.formCode} and f.state = 'submitted' and ${FORM_SEEN}`];
  if (query.period) where.push(sql`f.period = ${query.period}`);
  if (query.flagged !== undefined) where.push(sql`(v.remarks <> '[]') = ${query.flagged}`);
  if (query.q) where.push(sql`position(lower(${query.q}) in lower(r.name)) > 0`);
  const columns = sql`${CARD}, v.values, v.explanations, v.remarks, v.submitted_by_name as "submittedByName",
    v.channel, v.filed_by_name as "filedByName", v.source`;
  return page(ctx, columns, from, where, query, sql`f.submitted_at`);
}

async function page<R>(
  ctx: Ctx,
  columns: RawBuilder<unknown>,
  from: RawBuilder<unknown>,
  where: readonly RawBuilder<unknown>[],
  query: { limit: number; offset: number; sort?: string },
  usual: RawBuilder<unknown>,
): Promise<{ rows: R[]; total: number }> {
  const by = SORTS[query.sort?.replace(/^-/, "") ?? ""];
  const order = by ? sql`${by} ${query.sort?.startsWith("-") ? sql`desc` : sql`asc`} nulls last` : usual;
  const condition = sql.join(where, sql` and `);
  const count = await sql<{
    total: number;
  }>`select count(*)::int as total from ${from} where ${condition}`.execute(tables(ctx));
  const found = await sql<R>`select ${columns} from ${from} where ${condition}
    order by ${order}, f.id limit ${query.limit} offset ${query.offset}`.execute(tables(ctx));
  return { rows: found.rows, total: count.rows[0]?.total ?? 0 };
}

export type SparkRow = { organisationId: string; period: string; indicator: string; value: string };

/** The months up to one, of several enterprises: the headline for the line, all figures of the month before. */
export async function sparksOf(
  ctx: Ctx,
  organisationIds: readonly string[],
  formCode: string,
  headline: string,
  until: string,
): Promise<SparkRow[]> {
  const found =
    await sql<SparkRow>`select organisation_id as "organisationId", period, indicator, value::text as value
    from reporting.figure
    where organisation_id = any(${[...organisationIds]}::uuid[]) and form_code = ${formCode} and newest
      and period > ${periodsBack(until, 14)} and period <= ${until}
      and (indicator = ${headline} or period >= ${periodsBack(until, 2)})
    order by period`.execute(tables(ctx));
  return found.rows;
}

/** Changes on the period before of every enterprise in sight, by industry division and indicator. */
export async function peersOf(
  ctx: Ctx,
  formCode: string,
  period: string,
  divisions: readonly string[],
): Promise<(Peers & { division: string; indicator: string })[]> {
  const found = await sql<Peers & { division: string; indicator: string }>`
    with changes as materialized (
      select left(c.industry_code, 2) as division, c.indicator, ln(c.value / b.value)::float8 as x
      from reporting.figure c join reporting.figure b on b.organisation_id = c.organisation_id
        and b.form_code = c.form_code and b.indicator = c.indicator and b.period = ${periodsBack(period, 1)}
      where c.form_code = ${formCode} and c.period = ${period} and c.newest and not c.returned
        and b.newest and not b.returned and c.value > 0 and b.value > 0
        and left(c.industry_code, 2) = any(${[...divisions]}::text[])),
    middles as (select division, indicator, count(*)::int as n,
        percentile_cont(0.5) within group (order by x) as median
      from changes group by division, indicator)
    select m.division, m.indicator, m.n, m.median,
      percentile_cont(0.5) within group (order by abs(c.x - m.median)) as mad
    from middles m join changes c using (division, indicator)
    group by m.division, m.indicator, m.n, m.median`.execute(tables(ctx));
  return found.rows;
}

export async function addReminder(ctx: Ctx, filing: FilingRow, day: string): Promise<boolean> {
  const added = await sql`insert into reporting.reminder (organisation_id, id, filing_id, member_id, day,
      reminded_by, reminded_by_name, reminded_at)
    values (${ctx.who.actingFor}, ${uuidv7()}, ${filing.id}, ${filing.organisationId}, ${day},
      ${ctx.who.personId}, ${ctx.who.name}, ${ctx.now})
    on conflict (organisation_id, filing_id, day) do nothing`.execute(tables(ctx));
  return added.numAffectedRows === 1n;
}

/** @returns false when the enterprise was told today already, by whomever. */
export async function markReminded(ctx: Ctx, filing: FilingRow, day: string): Promise<boolean> {
  const marked = await sql`update reporting.filing set reminded_on = ${day}
    where organisation_id = ${filing.organisationId} and id = ${filing.id}
      and reminded_on is distinct from ${day}::date`.execute(tables(ctx));
  return marked.numAffectedRows === 1n;
}

export type ReminderRow = {
  id: string;
  filingId: string;
  memberId: string;
  memberName: string;
  period: string;
  remindedByName: string;
  remindedAt: Date;
  state: FilingState;
};

export async function findReminders(
  ctx: Ctx,
  query: { period?: string; q?: string; limit: number; offset: number },
): Promise<{ rows: ReminderRow[]; total: number }> {
  const found = await sql<ReminderRow & { total: string }>`select m.id, m.filing_id as "filingId",
      m.member_id as "memberId", r.name as "memberName", f.period, m.reminded_by_name as "remindedByName",
      m.reminded_at as "remindedAt", f.state, count(*) over () as total
    from reporting.reminder m join reporting.filing f on f.organisation_id = m.member_id and f.id = m.filing_id
      join reporting.roster r on r.organisation_id = f.organisation_id and r.form_code = f.form_code and r.period = f.period
    where (${query.period ?? null}::text is null or f.period = ${query.period ?? null})
      and (${query.q ?? null}::text is null or position(lower(${query.q ?? ""}) in lower(r.name)) > 0)
    order by m.reminded_at desc, m.id limit ${query.limit} offset ${query.offset}`.execute(tables(ctx));
  return { rows: found.rows, total: Number(found.rows[0]?.total ?? 0) };
}

/** Missing returns that are due on a day. */
export async function findDue(
  ctx: Ctx,
  day: string,
): Promise<{ organisationId: string; filingId: string }[]> {
  const found = await sql<{
    organisationId: string;
    filingId: string;
  }>`select f.organisation_id as "organisationId",
      f.id as "filingId" from reporting.filing f where f.due_on = ${day} and ${MISSING} order by f.id`.execute(
    tables(ctx),
  );
  return found.rows;
}

/** Whose returns of a period are still missing. */
export async function missingOrganisations(ctx: Ctx, formCode: string, period: string): Promise<string[]> {
  const found = await sql<{ id: string }>`select f.organisation_id as id from reporting.filing f
    where f.form_code = ${formCode} and f.period = ${period} and ${MISSING}`.execute(tables(ctx));
  return found.rows.map((row) => row.id);
}
