// Writes the demo's returns in bulk: filings are there already, opened like real ones.
import { sql } from "kysely";
import { shanghaiDay } from "../../../engines/calendar/index.ts";
import type { FormDefinition, Remark } from "../../../engines/forms/index.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { bulkInsert } from "../../../platform/db/bulk.ts";
import { tables } from "../../../platform/db/scoped.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import type { FilingState } from "../contract.ts";
import { FIGURE } from "./vintage.ts";

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

const insertFigures = (
  ctx: Ctx,
  form: FormDefinition,
  filed: readonly DemoFiling[],
  idOf: IdOf,
): Promise<number> =>
  bulkInsert(
    ctx,
    "reporting.figure",
    { ...FIGURE, returned: "boolean" },
    filed.flatMap((one) => {
      const returned = one.state === "returned";
      const received = shanghaiDay(one.received.getTime());
      const accepted = returned || !one.decidedAt ? null : one.decidedAt.toISOString();
      return Object.entries(one.values).map(([indicator, value]) => [
        one.organisationId,
        idOf(one),
        1,
        form.code,
        indicator,
        one.period,
        one.industryCode,
        one.regionCode,
        one.weight,
        value,
        received,
        accepted,
        !returned,
        returned,
      ]);
    }),
  );

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
