// What following up reads and writes: open returns with their past, and the calls.
import { sql } from "kysely";
import type { Ctx } from "../../../platform/ctx.ts";
import { tables } from "../../../platform/db/scoped.ts";
import type { Call, CallResult } from "../followup/contract.ts";
import { ofMembers } from "./board.ts";
import { CARD, type FilingRow, FROM, MISSING } from "./filing.ts";

/** Returns of a period that are missing or wait for a decision, with their figures of the periods named. */
export async function findOpen(
  ctx: Ctx,
  formCode: string,
  period: string,
  indicator: string,
  needed: readonly string[],
): Promise<(FilingRow & { missing: boolean; past: Record<string, string> | null })[]> {
  const found = await sql<FilingRow & { missing: boolean; past: Record<string, string> | null }>`
    select ${CARD}, ${MISSING} as missing, p.past
    from ${FROM} left join lateral (
      select jsonb_object_agg(g.period, g.value::text) as past from reporting.figure g
      where g.organisation_id = f.organisation_id and g.form_code = ${formCode} and g.indicator = ${indicator}
        and g.newest and not g.returned and g.period = any(${[period, ...needed]}::text[])) p on true
    where f.form_code = ${formCode} and f.period = ${period} and ${ofMembers(ctx)}
      and (${MISSING} or f.state = 'submitted')`.execute(tables(ctx));
  return found.rows;
}

/** What has come already, weighted; as far as its figures are seen. */
export async function sumReported(
  ctx: Ctx,
  formCode: string,
  period: string,
  indicator: string,
): Promise<number> {
  const found = await sql<{ sum: string | null }>`select sum(g.weight * g.value)::text as sum
    from ${FROM} join reporting.figure g on g.organisation_id = f.organisation_id and g.filing_id = f.id
    where f.form_code = ${formCode} and f.period = ${period} and ${ofMembers(ctx)}
      and g.indicator = ${indicator} and g.newest and not g.returned and not ${MISSING}`.execute(tables(ctx));
  return Number(found.rows[0]?.sum ?? 0);
}

type CallRow = Omit<Call, "calledAt"> & { calledAt: Date };
const CALL = sql`c.id, c.filing_id as "filingId", c.member_id as "memberId", r.name as "memberName", f.period,
  c.result, c.spoke_with as "spokeWith", c.promised_on as "promisedOn", c.note,
  c.called_by_name as "calledByName", c.called_at as "calledAt"`;
const CALLS = sql`reporting.call c join ${FROM} on f.organisation_id = c.member_id and f.id = c.filing_id`;

export async function lastCalls(ctx: Ctx, filings: readonly string[]): Promise<Map<string, Call>> {
  const found = await sql<CallRow>`select distinct on (c.filing_id) ${CALL} from ${CALLS}
    where c.filing_id = any(${[...filings]}::uuid[]) order by c.filing_id, c.called_at desc, c.id desc`.execute(
    tables(ctx),
  );
  return new Map(found.rows.map((row) => [row.filingId, shown(row)]));
}

export async function findCalls(
  ctx: Ctx,
  query: { period?: string; filingId?: string; q?: string; limit: number; offset: number },
): Promise<{ rows: Call[]; total: number }> {
  const found = await sql<CallRow & { total: string }>`select ${CALL}, count(*) over () as total from ${CALLS}
    where (${query.period ?? null}::text is null or f.period = ${query.period ?? null})
      and (${query.filingId ?? null}::uuid is null or c.filing_id = ${query.filingId ?? null})
      and (${query.q ?? null}::text is null or position(lower(${query.q ?? ""}) in lower(r.name)) > 0)
    order by c.called_at desc, c.id limit ${query.limit} offset ${query.offset}`.execute(tables(ctx));
  const total = Number(found.rows[0]?.total ?? 0);
  return { rows: found.rows.map(({ total: _, ...row }) => shown(row)), total };
}

/** The same call sent twice is noted once. */
export async function addCall(
  ctx: Ctx,
  filing: FilingRow,
  call: {
    id: string;
    result: CallResult;
    spokeWith: string | null;
    promisedOn: string | null;
    note: string | null;
  },
): Promise<boolean> {
  const added =
    await sql`insert into reporting.call (organisation_id, id, filing_id, member_id, result, spoke_with,
      promised_on, note, called_by, called_by_name, called_at)
    values (${ctx.who.actingFor}, ${call.id}, ${filing.id}, ${filing.organisationId}, ${call.result},
      ${call.spokeWith}, ${call.promisedOn}, ${call.note}, ${ctx.who.personId}, ${ctx.who.name}, ${ctx.now})
    on conflict (organisation_id, id) do nothing`.execute(tables(ctx));
  return added.numAffectedRows === 1n;
}

const shown = (row: CallRow): Call => ({ ...row, calledAt: row.calledAt.toISOString() });
