// Writes the demo's returns in bulk: filings are there already, opened like real ones.
import { sql } from "kysely";
import type { FormDefinition, Remark } from "../../../engines/forms/index.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { bulkInsert } from "../../../platform/db/bulk.ts";
import { tables } from "../../../platform/db/scoped.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import type { FilingState } from "../contract.ts";

export type DemoFiling = {
  organisationId: string;
  period: string;
  state: FilingState;
  industryCode: string;
  regionCode: string;
  weight: string;
  values: Record<string, string>;
  explanations: Record<string, string>;
  remarks: readonly Remark[];
  vintageId: string;
  received: Date;
  decidedAt: Date | null;
  receipt: string;
  digest: string;
  /** Why it was sent back. */
  reason: string | null;
};

const CLERK = "填报员（演示）";
const REVIEWER = "协会审核员（演示）";

export async function insertDemo(ctx: Ctx, form: FormDefinition, made: readonly DemoFiling[]): Promise<void> {
  const ids = await filingIds(ctx, form.code, made);
  const idOf = (one: DemoFiling): string => ids.get(`${one.organisationId} ${one.period}`)!;
  const filed = made.filter((one) => one.state !== "draft");
  await setStates(ctx, made, idOf);
  await insertVintages(ctx, filed, idOf);
  await insertFigures(ctx, form, filed, idOf);
  const decided = filed.filter((one) => one.decidedAt);
  await bulkInsert(
    ctx,
    "reporting.decision",
    {
      organisation_id: "uuid",
      id: "uuid",
      filing_id: "uuid",
      vintage: "int",
      decision: "text",
      reason: "text",
      decided_by_name: "text",
      decided_at: "timestamptz",
    },
    decided.map((one) => [
      one.organisationId,
      uuidv7(),
      idOf(one),
      1,
      one.state === "returned" ? "returned" : "accepted",
      one.reason,
      REVIEWER,
      one.decidedAt,
    ]),
  );
  await insertEntries(
    ctx,
    made.filter((one) => one.state === "draft" || one.state === "returned"),
    idOf,
  );
}

async function filingIds(
  ctx: Ctx,
  formCode: string,
  made: readonly DemoFiling[],
): Promise<Map<string, string>> {
  const organisations = [...new Set(made.map((one) => one.organisationId))];
  const found = await sql<{ key: string; id: string }>`select organisation_id || ' ' || period as key, id
    from reporting.filing where form_code = ${formCode} and organisation_id = any(${organisations}::uuid[])`.execute(
    tables(ctx),
  );
  return new Map(found.rows.map((row) => [row.key, row.id]));
}

type IdOf = (one: DemoFiling) => string;

async function setStates(ctx: Ctx, made: readonly DemoFiling[], idOf: IdOf): Promise<void> {
  const at = (date: Date | null): string | null => date?.toISOString() ?? null;
  const drafts = (one: DemoFiling): boolean => one.state === "draft";
  await sql`update reporting.filing f set state = m.state, vintage = m.vintage, revision = m.revision,
      first_submitted_at = m.submitted, submitted_at = m.submitted, decided_at = m.decided
    from unnest(${made.map((one) => one.organisationId)}::uuid[], ${made.map(idOf)}::uuid[],
      ${made.map((one) => one.state)}::text[], ${made.map((one) => (drafts(one) ? 0 : 1))}::int[],
      ${made.map((one) => (drafts(one) || one.state === "returned" ? 1 : 0))}::int[],
      ${made.map((one) => (drafts(one) ? null : at(one.received)))}::timestamptz[],
      ${made.map((one) => (drafts(one) ? null : at(one.decidedAt)))}::timestamptz[])
      as m (organisation_id, id, state, vintage, revision, submitted, decided)
    where f.organisation_id = m.organisation_id and f.id = m.id`.execute(tables(ctx));
}

const insertVintages = (ctx: Ctx, filed: readonly DemoFiling[], idOf: IdOf): Promise<number> =>
  bulkInsert(
    ctx,
    "reporting.vintage",
    {
      organisation_id: "uuid",
      id: "uuid",
      filing_id: "uuid",
      number: "int",
      values: "jsonb",
      explanations: "jsonb",
      remarks: "jsonb",
      received: "timestamptz",
      submitted_by_name: "text",
      receipt: "text",
      digest: "text",
    },
    filed.map((one) => [
      one.organisationId,
      one.vintageId,
      idOf(one),
      1,
      one.values,
      one.explanations,
      one.remarks,
      one.received,
      CLERK,
      one.receipt,
      one.digest,
    ]),
  );

/** The figures follow from the vintages inside the database: they never cross the wire a second time. */
async function insertFigures(
  ctx: Ctx,
  form: FormDefinition,
  filed: readonly DemoFiling[],
  idOf: IdOf,
): Promise<void> {
  const ids = filed.map(idOf);
  const organisations = [...new Set(filed.map((one) => one.organisationId))];
  await sql`insert into reporting.figures (organisation_id, filing_id, vintage, form_code, period,
      industry_code, region_code, weight, figures, received, accepted_at, newest, returned)
    select f.organisation_id, f.id, 1, f.form_code, f.period, r.industry_code, r.region_code, r.weight,
      v.values, (v.received at time zone 'Asia/Shanghai')::date,
      case when f.state = 'returned' then null else f.decided_at end, f.state <> 'returned', f.state = 'returned'
    from reporting.filing f
    join reporting.roster r on r.organisation_id = f.organisation_id and r.form_code = f.form_code
      and r.period = f.period
    join reporting.vintage v on v.organisation_id = f.organisation_id and v.filing_id = f.id and v.number = 1
    where f.form_code = ${form.code} and f.organisation_id = any(${organisations}::uuid[])
      and f.id = any(${ids}::uuid[])`.execute(tables(ctx));
}

const insertEntries = (ctx: Ctx, open: readonly DemoFiling[], idOf: IdOf): Promise<number> =>
  bulkInsert(
    ctx,
    "reporting.entry",
    {
      organisation_id: "uuid",
      filing_id: "uuid",
      values: "jsonb",
      explanations: "jsonb",
      revision: "int",
      saved_by_name: "text",
      saved_at: "timestamptz",
    },
    open.map((one) => [one.organisationId, idOf(one), one.values, one.explanations, 1, CLERK, one.received]),
  );
