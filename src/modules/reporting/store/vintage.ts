// What was submitted and decided, and the figures that follow from it.
import { sql } from "kysely";
import { before, yearBefore } from "../../../engines/calendar/index.ts";
import type { Remark, Values } from "../../../engines/forms/index.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { bulkInsert } from "../../../platform/db/bulk.ts";
import { tables } from "../../../platform/db/scoped.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import type { Channel } from "../contract.ts";
import type { FilingRow } from "./filing.ts";

export type VintageRow = {
  id: string;
  filingId: string;
  number: number;
  values: Values;
  explanations: Values;
  remarks: Remark[];
  reason: string | null;
  received: Date;
  submittedByName: string;
  receipt: string;
  digest: string;
  channel: Channel;
  filedByName: string | null;
  source: string | null;
};

const VINTAGE = sql`id, filing_id as "filingId", number, values, explanations, remarks, reason, received,
  submitted_by_name as "submittedByName", receipt, digest, channel, filed_by_name as "filedByName", source`;

export async function vintagesOf(ctx: Ctx, filing: FilingRow): Promise<VintageRow[]> {
  const found = await sql<VintageRow>`select ${VINTAGE} from reporting.vintage
    where organisation_id = ${filing.organisationId} and filing_id = ${filing.id} order by number`.execute(
    tables(ctx),
  );
  return found.rows;
}

/** The same submission arriving again. */
export async function findVintage(ctx: Ctx, organisationId: string, id: string): Promise<VintageRow | null> {
  const found = await sql<VintageRow>`select ${VINTAGE} from reporting.vintage
    where organisation_id = ${organisationId} and id = ${id}`.execute(tables(ctx));
  return found.rows[0] ?? null;
}

export async function addVintage(
  ctx: Ctx,
  filing: FilingRow,
  vintage: Omit<VintageRow, "filingId" | "received" | "submittedByName">,
): Promise<void> {
  await sql`insert into reporting.vintage (organisation_id, id, filing_id, number, values, explanations, remarks, reason,
      received, submitted_by, submitted_by_name, receipt, digest, channel, filed_by, filed_by_name, source)
    values (${filing.organisationId}, ${vintage.id}, ${filing.id}, ${vintage.number}, ${JSON.stringify(vintage.values)},
      ${JSON.stringify(vintage.explanations)}, ${JSON.stringify(vintage.remarks)}, ${vintage.reason}, ${ctx.now},
      ${ctx.who.personId}, ${ctx.who.name}, ${vintage.receipt}, ${vintage.digest},
      ${vintage.channel}, ${vintage.filedByName === null ? null : ctx.who.actingFor}, ${vintage.filedByName},
      ${vintage.source})`.execute(tables(ctx));
}

/** The new vintage's figures count from now on; those of the vintage before stay for whoever asks how it stood. */
export async function addFigures(
  ctx: Ctx,
  filing: FilingRow,
  vintage: number,
  figures: Figures,
  received: string,
): Promise<void> {
  await sql`update reporting.figures set newest = false where organisation_id = ${filing.organisationId}
    and filing_id = ${filing.id} and newest`.execute(tables(ctx));
  await insertFigures(ctx, [
    { ...filing, filingId: filing.id, vintage, figures, received, acceptedAt: null },
  ]);
}

type Figures = readonly { indicator: string; value: string }[];
export type FiguresRow = {
  organisationId: string;
  filingId: string;
  vintage: number;
  formCode: string;
  period: string;
  industryCode: string;
  regionCode: string;
  weight: string;
  figures: Figures;
  received: string;
  acceptedAt: string | null;
};

export const FIGURES = {
  organisation_id: "uuid",
  filing_id: "uuid",
  vintage: "int",
  form_code: "text",
  period: "text",
  industry_code: "text",
  region_code: "text",
  weight: "numeric",
  figures: "jsonb",
  received: "date",
  accepted_at: "timestamptz",
} as const;

/** In force from now on: no other vintage of these returns may be. One without a figure leaves no row. */
export async function insertFigures(ctx: Ctx, rows: readonly FiguresRow[]): Promise<void> {
  await bulkInsert(
    ctx,
    "reporting.figures",
    FIGURES,
    rows
      .filter(({ figures }) => figures.length > 0)
      .map((row) => [
        row.organisationId,
        row.filingId,
        row.vintage,
        row.formCode,
        row.period,
        row.industryCode,
        row.regionCode,
        row.weight,
        Object.fromEntries(row.figures.map(({ indicator, value }) => [indicator, value])),
        row.received,
        row.acceptedAt,
      ]),
  );
}

export async function acceptFigures(ctx: Ctx, filing: FilingRow): Promise<void> {
  await sql`update reporting.figures set accepted_at = ${ctx.now} where organisation_id = ${filing.organisationId}
    and filing_id = ${filing.id} and vintage = ${filing.vintage}`.execute(tables(ctx));
}

/** A returned vintage stops counting; the one before it, if any, counts again. */
export async function returnFigures(ctx: Ctx, filing: FilingRow): Promise<void> {
  await sql`update reporting.figures set returned = true, newest = false where organisation_id = ${filing.organisationId}
    and filing_id = ${filing.id} and vintage = ${filing.vintage}`.execute(tables(ctx));
  await sql`update reporting.figures g set newest = true where g.organisation_id = ${filing.organisationId}
    and g.filing_id = ${filing.id} and g.vintage = (select max(vintage) from reporting.figures
      where organisation_id = ${filing.organisationId} and filing_id = ${filing.id} and not returned)`.execute(
    tables(ctx),
  );
}

export type DecisionRow = {
  vintage: number;
  decision: "accepted" | "returned" | "locked";
  reason: string | null;
  fields: string[];
  decidedByName: string;
  decidedAt: Date;
};

export async function addDecision(
  ctx: Ctx,
  filing: FilingRow,
  decision: Pick<DecisionRow, "decision" | "reason" | "fields">,
): Promise<void> {
  await sql`insert into reporting.decision (organisation_id, id, filing_id, vintage, decision, reason, fields,
      decided_by, decided_by_name, decided_at)
    values (${filing.organisationId}, ${uuidv7()}, ${filing.id}, ${filing.vintage}, ${decision.decision}, ${decision.reason},
      ${decision.fields}, ${ctx.who.personId}, ${ctx.who.name}, ${ctx.now})`.execute(tables(ctx));
}

export async function decisionsOf(ctx: Ctx, filing: FilingRow): Promise<DecisionRow[]> {
  const found =
    await sql<DecisionRow>`select vintage, decision, reason, fields, decided_by_name as "decidedByName",
      decided_at as "decidedAt" from reporting.decision
    where organisation_id = ${filing.organisationId} and filing_id = ${filing.id} order by decided_at, id`.execute(
      tables(ctx),
    );
  return found.rows;
}

/** Figures in force of other returns of the same enterprise and period. */
export async function figuresElsewhere(
  ctx: Ctx,
  filing: Pick<FilingRow, "organisationId" | "period">,
  formCodes: readonly string[],
): Promise<{ formCode: string; indicator: string; value: string; title: { zh: string; en: string } }[]> {
  const found = await sql<{
    formCode: string;
    indicator: string;
    value: string;
    title: { zh: string; en: string };
  }>`
    select g.form_code as "formCode", g.indicator, g.value::text as value, v.definition->'title' as title
    from reporting.figure g
      join reporting.filing f on f.organisation_id = g.organisation_id and f.id = g.filing_id
      join forms.version_view v on v.code = f.form_code and v.version = f.form_version
    where g.organisation_id = ${filing.organisationId} and g.period = ${filing.period} and g.newest
      and g.form_code = any(${[...formCodes]}::text[])`.execute(tables(ctx));
  return found.rows;
}

/** So many periods before one of any length. */
export function periodsBack(period: string, count: number): string {
  let at = period;
  for (let i = 0; i < count; i++) at = before(at) ?? at;
  return at;
}

/** Figures in force of the periods before, oldest first; the same one of last year is among them. */
export async function historyOf(
  ctx: Ctx,
  filing: Pick<FilingRow, "organisationId" | "formCode" | "period">,
  periods: number,
): Promise<{ period: string; values: Values }[]> {
  const found = await sql<{ period: string; values: Values }>`
    select period, jsonb_object_agg(indicator, value::text) as values from reporting.figure
    where organisation_id = ${filing.organisationId} and form_code = ${filing.formCode} and newest
      and (period >= ${periodsBack(filing.period, periods)} or period = ${yearBefore(filing.period)})
      and period < ${filing.period}
    group by period order by period`.execute(tables(ctx));
  return found.rows;
}
