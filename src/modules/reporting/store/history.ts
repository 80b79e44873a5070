// Past months written in bulk: on the roster, locked, with one vintage that says it was brought in.
import { sql } from "kysely";
import { shanghaiDay } from "../../../engines/calendar/index.ts";
import type { Values } from "../../../engines/forms/index.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { bulkInsert } from "../../../platform/db/bulk.ts";
import { tables } from "../../../platform/db/scoped.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import { addToRoster, type Expected, FILING, ONCE } from "./period.ts";
import { insertFigures } from "./vintage.ts";

/** "organisation period" of every return of these enterprises. */
export async function standingOf(
  ctx: Ctx,
  formCode: string,
  organisationIds: readonly string[],
): Promise<Set<string>> {
  const found = await sql<{
    key: string;
  }>`select organisation_id || ' ' || period as key from reporting.filing
    where form_code = ${formCode} and organisation_id = any(${[...organisationIds]}::uuid[])`.execute(
    tables(ctx),
  );
  return new Set(found.rows.map((row) => row.key));
}

export type PastFiling = Expected & {
  period: string;
  /** The version in force in that month. */
  formVersion: number;
  values: Values;
  figures: readonly { indicator: string; value: string }[];
  receipt: string;
  digest: string;
};

/** @returns how many were added; a month that got a return meanwhile is left out. */
export async function addPast(
  ctx: Ctx,
  formCode: string,
  source: { file: string; by: string },
  past: readonly PastFiling[],
): Promise<number> {
  const now = ctx.now.toISOString();
  const made = past.map((one) => ({ ...one, id: uuidv7() }));
  await addToRoster(ctx, formCode, made);
  await bulkInsert(
    ctx,
    "reporting.filing",
    {
      ...FILING,
      first_submitted_at: "timestamptz",
      submitted_at: "timestamptz",
      decided_at: "timestamptz",
      vintage: "int",
      history: "boolean",
    },
    // It was never due; a filing has a day nevertheless, and this is the one it came on.
    made.map((one) => [
      one.organisationId,
      one.id,
      formCode,
      one.formVersion,
      one.period,
      "locked",
      shanghaiDay(ctx.now.getTime()),
      now,
      now,
      now,
      1,
      true,
    ]),
    ONCE,
  );
  const added = await sql<{ id: string }>`select id from reporting.filing
    where id = any(${made.map((one) => one.id)}::uuid[])`.execute(tables(ctx));
  const ids = new Set(added.rows.map((row) => row.id));
  const kept = made.filter((one) => ids.has(one.id));
  await bulkInsert(
    ctx,
    "reporting.vintage",
    {
      organisation_id: "uuid",
      id: "uuid",
      filing_id: "uuid",
      number: "int",
      values: "jsonb",
      received: "timestamptz",
      submitted_by: "uuid",
      submitted_by_name: "text",
      receipt: "text",
      digest: "text",
      channel: "text",
      filed_by: "uuid",
      filed_by_name: "text",
      source: "text",
    },
    kept.map((one) => [
      one.organisationId,
      uuidv7(),
      one.id,
      1,
      one.values,
      now,
      ctx.who.personId,
      ctx.who.name,
      one.receipt,
      one.digest,
      "import",
      // Brought in by the enterprise itself, or by another organisation for it.
      ...(one.organisationId === ctx.who.actingFor ? [null, null] : [ctx.who.actingFor, source.by]),
      source.file,
    ]),
  );
  const received = shanghaiDay(ctx.now.getTime());
  await insertFigures(
    ctx,
    kept.map((one) => ({
      ...one,
      filingId: one.id,
      vintage: 1,
      formCode,
      received,
      acceptedAt: now,
    })),
  );
  return kept.length;
}
