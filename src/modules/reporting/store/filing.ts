// The cards of filings: found, listed, moved from state to state.
import { sql } from "kysely";
import { shanghaiDay } from "../../../engines/calendar/index.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { tables } from "../../../platform/db/scoped.ts";
import type { FilingCard, FilingState } from "../contract.ts";
import { type Arrival, type Filing, isMissing } from "../filing.ts";

export type FilingRow = Filing & {
  id: string;
  organisationId: string;
  organisationName: string;
  industryCode: string;
  regionCode: string;
  weight: string;
  /** Of the roster: whose member it was when the period was opened. */
  associations: string[];
  formCode: string;
  formVersion: number;
  /** null: the form lies outside of what one may see. */
  formTitle: { zh: string; en: string } | null;
  period: string;
  dueOn: string;
  firstSubmittedAt: Date | null;
  submittedAt: Date | null;
  decidedAt: Date | null;
  revision: number;
  remindedOn: string | null;
  /** A past month brought in from a workbook: never due, neither on time nor late. */
  history: boolean;
};

/** Every column of a filing's card, with what the roster says of the enterprise. */
export const CARD = sql`f.id, f.organisation_id as "organisationId", r.name as "organisationName",
  r.industry_code as "industryCode", r.region_code as "regionCode", r.weight::text as weight, r.associations,
  f.form_code as "formCode", f.form_version as "formVersion", f.period, f.state, f.resume_state as "resumeState",
  (select v.definition->'title' from forms.version_view v
    where v.code = f.form_code and v.version = f.form_version) as "formTitle",
  f.due_on as "dueOn", f.first_submitted_at as "firstSubmittedAt", f.submitted_at as "submittedAt",
  f.decided_at as "decidedAt", f.vintage, f.revision, f.reminded_on as "remindedOn", f.history`;
export const FROM = sql`reporting.filing f join reporting.roster r
  on r.organisation_id = f.organisation_id and r.form_code = f.form_code and r.period = f.period`;
/** A form is for its owner's members; another association sees neither it nor who answers it. */
export const FORM_SEEN = sql`exists (select 1 from forms.version_view v
  where v.code = f.form_code and v.version = f.form_version)`;
/** How the first submission stood to the deadline; returns from before grace was known go by the day. */
export const ARRIVAL = sql`coalesce(f.arrival, case
  when (f.first_submitted_at at time zone 'Asia/Shanghai')::date <= f.due_on then 'on-time'
  when f.first_submitted_at is not null then 'late' end)`;
/** As the heart says it in isMissing. */
export const MISSING = sql`(f.state in ('due', 'returned') or (f.state = 'draft' and f.resume_state is null))`;

export function cardOf(row: FilingRow, now: Date): FilingCard {
  return {
    id: row.id,
    organisationId: row.organisationId,
    organisationName: row.organisationName,
    formCode: row.formCode,
    formTitle: row.formTitle,
    period: row.period,
    state: row.state,
    dueOn: row.dueOn,
    overdue: isMissing(row) && row.dueOn < shanghaiDay(now.getTime()),
    submittedAt: row.submittedAt?.toISOString() ?? null,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    vintage: row.vintage,
    remindedOn: row.remindedOn,
    history: row.history,
  };
}

export async function findFiling(ctx: Ctx, id: string): Promise<FilingRow | null> {
  const found = await sql<FilingRow>`select ${CARD} from ${FROM} where f.id = ${id}`.execute(tables(ctx));
  return found.rows[0] ?? null;
}

export async function findFilings(ctx: Ctx, ids: readonly string[]): Promise<FilingRow[]> {
  const found = await sql<FilingRow>`select ${CARD} from ${FROM}
    where f.id = any(${[...ids]}::uuid[]) order by r.name, f.id`.execute(tables(ctx));
  return found.rows;
}

/** Waits for whoever is writing this filing. Only rows one may write are locked; null for the others. */
export async function lockFiling(ctx: Ctx, row: FilingRow): Promise<FilingRow | null> {
  const locked = await sql`select 1 from reporting.filing
    where organisation_id = ${row.organisationId} and id = ${row.id} for update`.execute(tables(ctx));
  return locked.rows.length ? findFiling(ctx, row.id) : null;
}

export async function setFiling(
  ctx: Ctx,
  row: Pick<FilingRow, "organisationId" | "id">,
  filing: Filing,
  more: { submittedAt?: Date; decidedAt?: Date | null; revision?: number; arrival?: Arrival } = {},
): Promise<void> {
  await sql`update reporting.filing set state = ${filing.state}, resume_state = ${filing.resumeState},
      vintage = ${filing.vintage}, revision = coalesce(${more.revision ?? null}::int, revision),
      submitted_at = coalesce(${more.submittedAt ?? null}::timestamptz, submitted_at),
      arrival = case when first_submitted_at is null then coalesce(${more.arrival ?? null}::text, arrival) else arrival end,
      first_submitted_at = coalesce(first_submitted_at, ${more.submittedAt ?? null}::timestamptz),
      decided_at = case when ${more.decidedAt !== undefined} then ${more.decidedAt ?? null}::timestamptz else decided_at end
    where organisation_id = ${row.organisationId} and id = ${row.id}`.execute(tables(ctx));
}

/** Filings of one organisation, newest period first. */
export async function filingsOf(
  ctx: Ctx,
  organisationId: string,
  query: {
    formCode?: string;
    state?: readonly FilingState[];
    period?: string;
    limit: number;
    offset: number;
    sort?: string;
  },
): Promise<{ rows: FilingRow[]; total: number }> {
  const where = sql`f.organisation_id = ${organisationId}
    and (${query.formCode ?? null}::text is null or f.form_code = ${query.formCode ?? null})
    and (${query.state ? [...query.state] : null}::text[] is null or f.state = any(${query.state ? [...query.state] : null}::text[]))
    and (${query.period ?? null}::text is null or f.period = ${query.period ?? null})`;
  const order =
    query.sort === "period"
      ? sql`f.period`
      : query.sort
        ? sql`f.period desc`
        : sql`f.due_on desc, f.period desc`;
  const page = await sql<FilingRow & { total: string }>`select ${CARD}, count(*) over () as total
    from ${FROM} where ${where} order by ${order}, f.id limit ${query.limit} offset ${query.offset}`.execute(
    tables(ctx),
  );
  return { rows: page.rows, total: Number(page.rows[0]?.total ?? 0) };
}
