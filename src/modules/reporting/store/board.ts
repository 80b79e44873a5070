// Overviews: who is expected and missing, what waits for a decision, who was reminded.
import { type RawBuilder, sql } from "kysely";
import type { Ctx } from "../../../platform/ctx.ts";
import { tables } from "../../../platform/db/scoped.ts";
import type { FilingState } from "../contract.ts";
import type { Peers } from "../quality/peers.ts";
import { CARD, type FilingRow, FORM_SEEN, FROM, MISSING } from "./filing.ts";
import { periodsBack, type VintageRow } from "./vintage.ts";

/** Newest first. */
export async function periodsOf(ctx: Ctx, formCode: string): Promise<string[]> {
  const found = await sql<{ period: string }>`select distinct period from reporting.filing
    where form_code = ${formCode} order by period desc limit 36`.execute(tables(ctx));
  return found.rows.map((r) => r.period);
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

/** Whose returns of a period are still missing. */
export async function missingOrganisations(ctx: Ctx, formCode: string, period: string): Promise<string[]> {
  const found = await sql<{ id: string }>`select f.organisation_id as id from reporting.filing f
    where f.form_code = ${formCode} and f.period = ${period} and ${MISSING}`.execute(tables(ctx));
  return found.rows.map((row) => row.id);
}
