// The SQL of plans and visits.
import { sql } from "kysely";
import type { z } from "zod";
import type { Ctx } from "../../../platform/ctx.ts";
import { tables } from "../../../platform/db/scoped.ts";
import { refuse } from "../../../platform/errors.ts";
import type { listPlans, PlanRow, PlanState, VisitRow } from "../contract.ts";
import { enterpriseOf, iso, like } from "./rows.ts";

export type Named = { id: string; name: string };
export type PlanFields = {
  title: string;
  purpose: string;
  startsOn: string;
  endsOn: string;
  team: readonly { name: string; unit: string }[];
  industries: readonly string[];
  regions: readonly string[];
  enterprises: readonly Named[];
};
export type StoredPlan = Omit<PlanRow, "owner"> &
  PlanFields & { organisationId: string; revision: number; savedBy: string };

const columns = sql`p.organisation_id as "organisationId", p.id, p.title, p.purpose, p.starts_on as "startsOn",
  p.ends_on as "endsOn", p.team, p.industries, p.regions, p.enterprises, p.state, p.revision, p.demo,
  p.saved_by_name as "savedBy",
  (select count(*)::int from research.visit v where v.organisation_id = p.organisation_id and v.plan_id = p.id) as visits,
  (select count(*)::int from research.visit v where v.organisation_id = p.organisation_id and v.plan_id = p.id and v.done)
    as "visitsDone",
  (select count(*)::int from research.finding f where f.organisation_id = p.organisation_id and f.plan_id = p.id)
    as findings`;

export async function listPlanRows(ctx: Ctx, input: z.output<typeof listPlans.input>) {
  const { q, state, limit, offset } = input;
  const where = sql`(${state ?? null}::text[] is null or p.state = any(${state ?? []}::text[]))
    and (${q ?? null}::text is null or p.title ilike ${like(q ?? "")} or p.purpose ilike ${like(q ?? "")})`;
  const order = {
    startsOn: sql`p.starts_on, p.id`,
    "-startsOn": sql`p.starts_on desc, p.id desc`,
    title: sql`p.title, p.id`,
    "-title": sql`p.title desc, p.id`,
    state: sql`p.state, p.starts_on desc, p.id`,
    "-state": sql`p.state desc, p.starts_on desc, p.id`,
  }[input.sort ?? "-startsOn"]!;
  const found = await sql<StoredPlan>`select ${columns} from research.plan p where ${where}
    order by ${order} limit ${limit} offset ${offset}`.execute(tables(ctx));
  const counted = await sql<{
    total: number;
  }>`select count(*)::int as total from research.plan p where ${where}`.execute(tables(ctx));
  return { rows: found.rows, total: counted.rows[0]!.total };
}

/** @param lock holds the row, so that two changes of one plan come one after the other. */
export async function loadPlan(ctx: Ctx, id: string, lock = false): Promise<StoredPlan> {
  const found = await sql<StoredPlan>`select ${columns} from research.plan p where p.id = ${id}
    ${lock ? sql`for update of p` : sql``}`.execute(tables(ctx));
  return found.rows[0] ?? refuse("record.not-found");
}

export async function insertPlan(
  ctx: Ctx,
  plan: PlanFields & { organisationId: string; id: string; demo: boolean; state?: PlanState },
): Promise<void> {
  await sql`insert into research.plan (organisation_id, id, title, purpose, starts_on, ends_on, team, industries, regions,
      enterprises, state, demo, saved_by_name, created_at, updated_at)
    values (${plan.organisationId}, ${plan.id}, ${plan.title}, ${plan.purpose}, ${plan.startsOn}, ${plan.endsOn},
      ${JSON.stringify(plan.team)}, ${plan.industries}, ${plan.regions}, ${JSON.stringify(plan.enterprises)},
      ${plan.state ?? "draft"}, ${plan.demo}, ${ctx.who.name}, ${ctx.now}, ${ctx.now})`.execute(tables(ctx));
}

export async function updatePlan(
  ctx: Ctx,
  organisationId: string,
  id: string,
  plan: PlanFields,
): Promise<number> {
  const done = await sql<{
    revision: number;
  }>`update research.plan set title = ${plan.title}, purpose = ${plan.purpose},
      starts_on = ${plan.startsOn}, ends_on = ${plan.endsOn}, team = ${JSON.stringify(plan.team)},
      industries = ${plan.industries}, regions = ${plan.regions}, enterprises = ${JSON.stringify(plan.enterprises)},
      revision = revision + 1, saved_by_name = ${ctx.who.name}, updated_at = ${ctx.now}
    where organisation_id = ${organisationId} and id = ${id} returning revision`.execute(tables(ctx));
  return done.rows[0]!.revision;
}

export async function setState(
  ctx: Ctx,
  organisationId: string,
  id: string,
  state: PlanState,
): Promise<void> {
  await sql`update research.plan set state = ${state}, revision = revision + 1, updated_at = ${ctx.now}
    where organisation_id = ${organisationId} and id = ${id}`.execute(tables(ctx));
}

export type StoredVisit = VisitRow & {
  organisationId: string;
  notes: string;
  agreed: string;
  revision: number;
  savedBy: string;
  savedAt: string;
};

const visitColumns = sql`v.organisation_id as "organisationId", v.id, v.plan_id as "planId", v.on_date as "onDate",
  ${enterpriseOf(sql`v`)}, v.place, v.people_met as "peopleMet", v.done, v.notes <> '' as "hasNotes", v.notes, v.agreed,
  v.revision, v.saved_by_name as "savedBy", ${iso(sql`v.saved_at`)} as "savedAt",
  (select count(*)::int from research.photo f where f.organisation_id = v.organisation_id and f.visit_id = v.id) as photos`;

export async function visitsOf(ctx: Ctx, planId: string): Promise<StoredVisit[]> {
  const found =
    await sql<StoredVisit>`select ${visitColumns} from research.visit v where v.plan_id = ${planId}
    order by v.on_date, v.id`.execute(tables(ctx));
  return found.rows;
}

export async function visitsTo(ctx: Ctx, enterpriseId: string): Promise<StoredVisit[]> {
  const found = await sql<StoredVisit>`select ${visitColumns} from research.visit v
    where v.enterprise_id = ${enterpriseId} order by v.on_date desc, v.id limit 100`.execute(tables(ctx));
  return found.rows;
}

export async function loadVisit(ctx: Ctx, id: string, lock = false): Promise<StoredVisit> {
  const found = await sql<StoredVisit>`select ${visitColumns} from research.visit v where v.id = ${id}
    ${lock ? sql`for update of v` : sql``}`.execute(tables(ctx));
  return found.rows[0] ?? refuse("record.not-found");
}

export async function insertVisit(
  ctx: Ctx,
  visit: {
    organisationId: string;
    id: string;
    planId: string;
    onDate: string;
    enterprise: Named | null;
    place: string;
    peopleMet: string;
    notes?: string;
    agreed?: string;
    done?: boolean;
  },
): Promise<void> {
  await sql`insert into research.visit (organisation_id, id, plan_id, on_date, enterprise_id, enterprise_name, place,
      people_met, notes, agreed, done, saved_by_name, saved_at)
    values (${visit.organisationId}, ${visit.id}, ${visit.planId}, ${visit.onDate}, ${visit.enterprise?.id ?? null},
      ${visit.enterprise?.name ?? null}, ${visit.place}, ${visit.peopleMet}, ${visit.notes ?? ""}, ${visit.agreed ?? ""},
      ${visit.done ?? false}, ${ctx.who.name}, ${ctx.now})`.execute(tables(ctx));
}

export async function updateVisit(
  ctx: Ctx,
  visit: Pick<
    StoredVisit,
    "organisationId" | "id" | "onDate" | "place" | "peopleMet" | "notes" | "agreed" | "done"
  >,
): Promise<number> {
  const done = await sql<{
    revision: number;
  }>`update research.visit set on_date = ${visit.onDate}, place = ${visit.place},
      people_met = ${visit.peopleMet}, notes = ${visit.notes}, agreed = ${visit.agreed}, done = ${visit.done},
      revision = revision + 1, saved_by_name = ${ctx.who.name}, saved_at = ${ctx.now}
    where organisation_id = ${visit.organisationId} and id = ${visit.id} returning revision`.execute(
    tables(ctx),
  );
  return done.rows[0]!.revision;
}

export async function deleteVisit(ctx: Ctx, organisationId: string, id: string): Promise<void> {
  await sql`update research.finding set visit_id = null where organisation_id = ${organisationId} and visit_id = ${id}`.execute(
    tables(ctx),
  );
  await sql`delete from research.visit where organisation_id = ${organisationId} and id = ${id}`.execute(
    tables(ctx),
  );
}

export type StoredPhoto = { organisationId: string; id: string; fileId: string; caption: string };

export async function photosOf(ctx: Ctx, organisationId: string, visitId: string): Promise<StoredPhoto[]> {
  const found =
    await sql<StoredPhoto>`select organisation_id as "organisationId", id, file_id as "fileId", caption
    from research.photo where organisation_id = ${organisationId} and visit_id = ${visitId} order by added_at, id`.execute(
      tables(ctx),
    );
  return found.rows;
}

export async function insertPhoto(ctx: Ctx, photo: StoredPhoto & { visitId: string }): Promise<void> {
  await sql`insert into research.photo (organisation_id, id, visit_id, file_id, caption, added_at)
    values (${photo.organisationId}, ${photo.id}, ${photo.visitId}, ${photo.fileId}, ${photo.caption}, ${ctx.now})`.execute(
    tables(ctx),
  );
}

export async function deletePhoto(ctx: Ctx, organisationId: string, id: string): Promise<void> {
  await sql`delete from research.photo where organisation_id = ${organisationId} and id = ${id}`.execute(
    tables(ctx),
  );
}

/** What an enterprise may know of visits to it, by whomever: read as the system, no notes among it. */
export async function ownVisitRows(
  db: Parameters<typeof tables>[0],
  enterpriseId: string,
): Promise<{ id: string; onDate: string; organisationId: string; done: boolean; agreed: string }[]> {
  const found = await sql<{
    id: string;
    onDate: string;
    organisationId: string;
    done: boolean;
    agreed: string;
  }>`
    select v.id, v.on_date as "onDate", v.organisation_id as "organisationId", v.done, v.agreed
    from research.visit v where v.enterprise_id = ${enterpriseId} order by v.on_date desc, v.id limit 100`.execute(
    tables(db),
  );
  return found.rows;
}

export async function deleteDemoPlans(ctx: Ctx): Promise<void> {
  await sql`delete from research.plan where demo`.execute(tables(ctx));
}
