// The SQL of findings, and of figures quoted from returns.
import { sql } from "kysely";
import type { z } from "zod";
import type { Ctx } from "../../../platform/ctx.ts";
import { tables } from "../../../platform/db/scoped.ts";
import { refuse } from "../../../platform/errors.ts";
import type { FigureText, FindingKind, FindingRow, listFindings } from "../contract.ts";
import type { Named } from "./plans.ts";
import { enterpriseOf, iso, like } from "./rows.ts";

export type StoredFinding = FindingRow & { organisationId: string };
export type FindingFields = {
  visitId: string | null;
  enterprise: Named | null;
  industryCode: string | null;
  regionCode: string | null;
  kind: FindingKind;
  severity: number;
  text: string;
  figures: readonly FigureText[];
};

const columns = sql`f.organisation_id as "organisationId", f.id, f.plan_id as "planId", p.title as "planTitle",
  f.visit_id as "visitId", ${enterpriseOf(sql`f`)}, f.industry_code as "industryCode", f.region_code as "regionCode",
  f.kind, f.severity, f.text, f.figures, f.revision, f.saved_by_name as "savedBy", ${iso(sql`f.saved_at`)} as "savedAt"`;
const from = sql`from research.finding f
  join research.plan p on p.organisation_id = f.organisation_id and p.id = f.plan_id`;

export async function listFindingRows(ctx: Ctx, input: z.output<typeof listFindings.input>) {
  const { q, kind, severity, industry, region, plan, limit, offset } = input;
  const where = sql`(${kind ?? null}::text[] is null or f.kind = any(${kind ?? []}::text[]))
    and (${severity ?? null}::int[] is null or f.severity = any(${severity ?? []}::int[]))
    and (${industry ?? null}::text is null or f.industry_code like ${`${industry ?? ""}%`})
    and (${region ?? null}::text is null or f.region_code like ${`${(region ?? "").replace(/0000$/, "")}%`})
    and (${plan ?? null}::uuid is null or f.plan_id = ${plan ?? null}::uuid)
    and (${q ?? null}::text is null or f.text ilike ${like(q ?? "")} or f.enterprise_name ilike ${like(q ?? "")})`;
  const order = {
    saved: sql`f.created_at, f.id`,
    "-saved": sql`f.created_at desc, f.id desc`,
    severity: sql`f.severity, f.created_at desc, f.id`,
    "-severity": sql`f.severity desc, f.created_at desc, f.id`,
  }[input.sort ?? "-saved"]!;
  const found = await sql<StoredFinding>`select ${columns} ${from} where ${where} order by ${order}
    limit ${limit} offset ${offset}`.execute(tables(ctx));
  const counted = await sql<{ total: number }>`select count(*)::int as total ${from} where ${where}`.execute(
    tables(ctx),
  );
  return { rows: found.rows, total: counted.rows[0]!.total, limit, offset };
}

export async function findingsBy(
  ctx: Ctx,
  of: { planId: string } | { visitId: string } | { enterpriseId: string },
): Promise<StoredFinding[]> {
  const where =
    "planId" in of
      ? sql`f.plan_id = ${of.planId}`
      : "visitId" in of
        ? sql`f.visit_id = ${of.visitId}`
        : sql`f.enterprise_id = ${of.enterpriseId}`;
  const found = await sql<StoredFinding>`select ${columns} ${from} where ${where}
    order by f.severity desc, f.created_at, f.id limit 1000`.execute(tables(ctx));
  return found.rows;
}

export async function loadFinding(ctx: Ctx, id: string): Promise<StoredFinding> {
  const found =
    await sql<StoredFinding>`select ${columns} ${from} where f.id = ${id} for update of f`.execute(
      tables(ctx),
    );
  return found.rows[0] ?? refuse("record.not-found");
}

export async function insertFinding(
  ctx: Ctx,
  finding: FindingFields & { organisationId: string; id: string; planId: string },
): Promise<void> {
  await sql`insert into research.finding (organisation_id, id, plan_id, visit_id, enterprise_id, enterprise_name,
      industry_code, region_code, kind, severity, text, figures, saved_by_name, created_at, saved_at)
    values (${finding.organisationId}, ${finding.id}, ${finding.planId}, ${finding.visitId}, ${finding.enterprise?.id ?? null},
      ${finding.enterprise?.name ?? null}, ${finding.industryCode}, ${finding.regionCode}, ${finding.kind},
      ${finding.severity}, ${finding.text}, ${JSON.stringify(finding.figures)}, ${ctx.who.name}, ${ctx.now},
      ${ctx.now})`.execute(tables(ctx));
}

export async function updateFinding(
  ctx: Ctx,
  organisationId: string,
  id: string,
  finding: FindingFields,
): Promise<number> {
  const done = await sql<{ revision: number }>`update research.finding set visit_id = ${finding.visitId},
      enterprise_id = ${finding.enterprise?.id ?? null}, enterprise_name = ${finding.enterprise?.name ?? null},
      industry_code = ${finding.industryCode}, region_code = ${finding.regionCode}, kind = ${finding.kind},
      severity = ${finding.severity}, text = ${finding.text}, figures = ${JSON.stringify(finding.figures)},
      revision = revision + 1, saved_by_name = ${ctx.who.name}, saved_at = ${ctx.now}
    where organisation_id = ${organisationId} and id = ${id} returning revision`.execute(tables(ctx));
  return done.rows[0]!.revision;
}

export async function deleteFinding(ctx: Ctx, organisationId: string, id: string): Promise<void> {
  await sql`delete from research.finding where organisation_id = ${organisationId} and id = ${id}`.execute(
    tables(ctx),
  );
}

/** The figure in force, as far as the asker may see the returns of this enterprise. */
export async function figureInForce(
  ctx: Ctx,
  of: { enterpriseId: string; indicator: string; period: string },
): Promise<{ value: string; vintage: number; received: string; provisional: boolean; form: string } | null> {
  const found = await sql<{
    value: string;
    vintage: number;
    received: string;
    provisional: boolean;
    form: string;
  }>`
    select value::text as value, vintage, received::text as received, provisional, form_code as form
    from reporting.report where organisation_id = ${of.enterpriseId} and indicator = ${of.indicator}
      and period = ${of.period} and newest order by received desc, vintage desc limit 1`.execute(tables(ctx));
  return found.rows[0] ?? null;
}
