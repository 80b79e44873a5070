// The SQL of plans: versions, proposals, and what is counted of them.
import { sql } from "kysely";
import type { z } from "zod";
import type { Ctx } from "../../../platform/ctx.ts";
import { type ScopedDb, tables } from "../../../platform/db/scoped.ts";
import type { listPlans, OwnerKind, PlanContent, PlanState, Proposal, Scenario } from "../contract.ts";
import { iso, like } from "./rows.ts";

export type StoredPlan = {
  organisationId: string;
  id: string;
  version: number;
  ownerKind: OwnerKind;
  reviewerId: string;
  scenario: Scenario;
  template: string | null;
  title: string;
  content: PlanContent;
  state: PlanState;
  validFrom: string | null;
  validTo: string | null;
  revision: number;
  savedAt: string;
  savedBy: string;
  submittedById: string | null;
  submittedBy: string | null;
  submittedAt: string | null;
  decidedBy: string | null;
  decidedAt: string | null;
  reason: string | null;
  demo: boolean;
};

const columns = sql`p.organisation_id as "organisationId", p.id, p.version, p.owner_kind as "ownerKind",
  p.reviewer_id as "reviewerId", p.scenario, p.template, p.title, p.content, p.state, p.valid_from as "validFrom",
  p.valid_to as "validTo", p.revision, ${iso(sql`p.saved_at`)} as "savedAt", p.saved_by_name as "savedBy",
  p.submitted_by as "submittedById", p.submitted_by_name as "submittedBy", ${iso(sql`p.submitted_at`)} as "submittedAt",
  p.decided_by_name as "decidedBy", ${iso(sql`p.decided_at`)} as "decidedAt", p.reason, p.demo`;

/** Every version one may see, newest first. @param lock holds the rows, so that two deeds come one after the other. */
export async function versionsOf(ctx: Ctx, id: string, lock = false): Promise<StoredPlan[]> {
  const found =
    await sql<StoredPlan>`select ${columns} from plans.plan p where p.id = ${id} order by p.version desc
    ${lock ? sql`for update` : sql``}`.execute(tables(ctx));
  return found.rows;
}

export type ListedPlan = Omit<StoredPlan, "content"> & {
  approvedVersion: number | null;
  approvedFrom: string | null;
  approvedTo: string | null;
  openProposals: number;
};

export async function listPlanRows(ctx: Ctx, input: z.output<typeof listPlans.input>) {
  const { q, scenario, state, ownerKind, owner, limit, offset } = input;
  const order = {
    savedAt: sql`p.saved_at, p.id`,
    "-savedAt": sql`p.saved_at desc, p.id`,
    title: sql`p.title, p.id`,
    "-title": sql`p.title desc, p.id`,
    validTo: sql`a.valid_to nulls last, p.id`,
    "-validTo": sql`a.valid_to desc nulls last, p.id`,
  }[input.sort ?? "-savedAt"]!;
  // The newest version of each plan the asker may see, and the approved one in force or last in force.
  const found = await sql<ListedPlan & { total: string }>`
    with newest as (select distinct on (organisation_id, id) * from plans.plan order by organisation_id, id, version desc)
    select ${columns}, a.version as "approvedVersion", a.valid_from as "approvedFrom", a.valid_to as "approvedTo",
      (select count(*)::int from plans.proposal o where o.organisation_id = p.organisation_id and o.plan_id = p.id
        and o.state = 'open') as "openProposals", count(*) over () as total
    from newest p left join lateral (select version, valid_from, valid_to from plans.plan v
      where v.organisation_id = p.organisation_id and v.id = p.id and v.state = 'approved'
      order by v.version desc limit 1) a on true
    where (${scenario ?? null}::text[] is null or p.scenario = any(${scenario ?? []}::text[]))
      and (${state ?? null}::text[] is null or p.state = any(${state ?? []}::text[]))
      and (${ownerKind ?? null}::text is null or p.owner_kind = ${ownerKind ?? null})
      and (${owner ?? null}::uuid is null or p.organisation_id = ${owner ?? null}::uuid)
      and (${q ?? null}::text is null or p.title ilike ${like(q ?? "")})
    order by ${order} limit ${limit} offset ${offset}`.execute(tables(ctx));
  return { rows: found.rows, total: Number(found.rows[0]?.total ?? 0) };
}

export type NewPlan = Pick<
  StoredPlan,
  | "organisationId"
  | "id"
  | "version"
  | "ownerKind"
  | "reviewerId"
  | "scenario"
  | "template"
  | "title"
  | "content"
> &
  Partial<Pick<StoredPlan, "state" | "validFrom" | "validTo" | "submittedBy" | "decidedBy" | "demo">> & {
    at?: Date;
  };

export async function insertVersion(ctx: Ctx, plan: NewPlan): Promise<void> {
  const at = plan.at ?? ctx.now;
  await sql`insert into plans.plan (organisation_id, id, version, owner_kind, reviewer_id, scenario, template, title, content,
      state, valid_from, valid_to, saved_at, saved_by, saved_by_name, submitted_at, submitted_by_name, decided_at,
      decided_by_name, demo)
    values (${plan.organisationId}, ${plan.id}, ${plan.version}, ${plan.ownerKind}, ${plan.reviewerId}, ${plan.scenario},
      ${plan.template}, ${plan.title}, ${JSON.stringify(plan.content)}, ${plan.state ?? "draft"}, ${plan.validFrom ?? null},
      ${plan.validTo ?? null}, ${at}, ${ctx.who.personId}, ${ctx.who.name}, ${plan.submittedBy ? at : null},
      ${plan.submittedBy ?? null}, ${plan.decidedBy ? at : null}, ${plan.decidedBy ?? null}, ${plan.demo ?? false})`.execute(
    tables(ctx),
  );
}

type Key = Pick<StoredPlan, "organisationId" | "id" | "version">;
const here = (plan: Key) =>
  sql`organisation_id = ${plan.organisationId} and id = ${plan.id} and version = ${plan.version}`;

export async function saveContent(ctx: Ctx, plan: Key, change: { title: string; content: PlanContent }) {
  const done = await sql<{ revision: number }>`update plans.plan set title = ${change.title},
      content = ${JSON.stringify(change.content)}, state = 'draft', revision = revision + 1, saved_at = ${ctx.now},
      saved_by = ${ctx.who.personId}, saved_by_name = ${ctx.who.name} where ${here(plan)} returning revision`.execute(
    tables(ctx),
  );
  return done.rows[0]!.revision;
}

export async function setSubmitted(ctx: Ctx, plan: Key, back: boolean): Promise<void> {
  await sql`update plans.plan set state = ${back ? "draft" : "submitted"}, revision = revision + 1,
      submitted_at = ${back ? null : ctx.now}, submitted_by = ${back ? null : ctx.who.personId},
      submitted_by_name = ${back ? null : ctx.who.name} where ${here(plan)}`.execute(tables(ctx));
}

export async function setDecided(
  ctx: Ctx,
  plan: Key,
  decision: {
    state: "approved" | "returned";
    reason: string;
    validFrom: string | null;
    validTo: string | null;
  },
): Promise<void> {
  await sql`update plans.plan set state = ${decision.state}, reason = ${decision.reason || null},
      valid_from = ${decision.validFrom}, valid_to = ${decision.validTo}, revision = revision + 1,
      decided_at = ${ctx.now}, decided_by = ${ctx.who.personId}, decided_by_name = ${ctx.who.name}
    where ${here(plan)}`.execute(tables(ctx));
}

export async function setWithdrawn(ctx: Ctx, plan: Key, reason: string): Promise<void> {
  await sql`update plans.plan set state = 'withdrawn', reason = ${reason}, revision = revision + 1,
    decided_at = ${ctx.now}, decided_by_name = ${ctx.who.name} where ${here(plan)}`.execute(tables(ctx));
}

export async function deleteVersion(ctx: Ctx, plan: Key): Promise<void> {
  await sql`delete from plans.plan where ${here(plan)}`.execute(tables(ctx));
}

export async function proposalsOf(ctx: Ctx, organisationId: string, planId: string): Promise<Proposal[]> {
  const found =
    await sql<Proposal>`select id, part, text, activation_title as "from", activation_id as "activationId",
      ${iso(sql`at`)} as at, by_name as by, state, answer from plans.proposal
    where organisation_id = ${organisationId} and plan_id = ${planId} order by (state = 'open') desc, at desc, id`.execute(
      tables(ctx),
    );
  return found.rows;
}

export async function setProposal(
  ctx: Ctx,
  at: { organisationId: string; planId: string; id: string },
  state: "taken" | "declined",
  answer: string,
): Promise<boolean> {
  const done = await sql`update plans.proposal set state = ${state}, answer = ${answer}
    where organisation_id = ${at.organisationId} and plan_id = ${at.planId} and id = ${at.id} and state = 'open' returning id`.execute(
    tables(ctx),
  );
  return done.rows.length > 0;
}

/** One row an enterprise: its best plan. What is counted is all that leaves. */
export type Covered = {
  organisationId: string;
  reviewerId: string;
  scenario: Scenario;
  state: PlanState;
  validTo: string | null;
};
export async function coveredRows(from: Ctx | ScopedDb): Promise<Covered[]> {
  const found = await sql<Covered>`
    select distinct on (organisation_id, id, state) organisation_id as "organisationId", reviewer_id as "reviewerId", scenario, state,
      valid_to as "validTo" from plans.plan where owner_kind = 'enterprise' and state in ('approved', 'submitted')
    order by organisation_id, id, state, version desc`.execute(tables(from));
  return found.rows;
}

export type Ending = Key & { title: string; validTo: string; reviewerId: string; ownerKind: OwnerKind };
/** Approved versions that end within so many days and were not yet reminded of at that distance. */
export async function endingRows(ctx: Ctx, day: string, distance: number): Promise<Ending[]> {
  const found = await sql<Ending>`select p.organisation_id as "organisationId", p.id, p.version, p.title,
      p.valid_to as "validTo", p.reviewer_id as "reviewerId", p.owner_kind as "ownerKind"
    from plans.plan p where p.state = 'approved' and p.valid_to <= ${day}::date and not (${distance} = any(p.reminded))
      and not exists (select 1 from plans.plan n where n.organisation_id = p.organisation_id and n.id = p.id
        and n.version > p.version and n.state = 'approved')
    order by p.valid_to, p.id limit 1000`.execute(tables(ctx));
  return found.rows;
}

export async function markReminded(ctx: Ctx, plan: Key, distances: readonly number[]): Promise<void> {
  await sql`update plans.plan set reminded = ${[...distances]} where ${here(plan)}`.execute(tables(ctx));
}

/** Plans in force that a warning of this day may call. */
export async function callablePlans(ctx: Ctx, today: string): Promise<StoredPlan[]> {
  const found =
    await sql<StoredPlan>`select distinct on (p.organisation_id, p.id) ${columns} from plans.plan p
    where p.state = 'approved' and p.owner_kind <> 'enterprise' and p.valid_from <= ${today}::date and p.valid_to >= ${today}::date
    order by p.organisation_id, p.id, p.version desc`.execute(tables(ctx));
  return found.rows.filter((plan) => plan.content.trigger.severity !== null);
}

/** Waiting for whoever decides in this organisation. */
export async function waitingFor(ctx: Ctx, reviewerId: string, limit: number) {
  const found = await sql<
    StoredPlan & { total: string }
  >`select ${columns}, count(*) over () as total from plans.plan p
    where p.reviewer_id = ${reviewerId} and p.state = 'submitted' order by p.submitted_at, p.id limit ${limit}`.execute(
    tables(ctx),
  );
  return { rows: found.rows, total: Number(found.rows[0]?.total ?? 0) };
}

/** Own plans that need their owner: sent back, ending soon, or with proposals nobody answered. */
export async function ownOpen(ctx: Ctx, organisationId: string, until: string) {
  const found = await sql<
    StoredPlan & { openProposals: number; newest: boolean; renewing: boolean }
  >`select ${columns},
      (select count(*)::int from plans.proposal o where o.organisation_id = p.organisation_id and o.plan_id = p.id
        and o.state = 'open') as "openProposals",
      not exists (select 1 from plans.plan n where n.organisation_id = p.organisation_id and n.id = p.id
        and n.version > p.version) as newest,
      exists (select 1 from plans.plan n where n.organisation_id = p.organisation_id and n.id = p.id
        and n.version > p.version and n.state in ('draft', 'submitted', 'returned')) as renewing
    from plans.plan p where p.organisation_id = ${organisationId}
      and (p.state = 'returned' or (p.state = 'approved' and not exists (select 1 from plans.plan n
        where n.organisation_id = p.organisation_id and n.id = p.id and n.version > p.version and n.state in ('approved', 'withdrawn'))
        and (p.valid_to <= ${until}::date or exists (select 1 from plans.proposal o where o.organisation_id = p.organisation_id
          and o.plan_id = p.id and o.state = 'open'))))
    order by p.valid_to nulls first, p.id limit 30`.execute(tables(ctx));
  return found.rows;
}

export async function deleteDemo(ctx: Ctx): Promise<void> {
  const db = tables(ctx);
  await sql`delete from plans.proposal where activation_id in (select id from plans.activation where demo)`.execute(
    db,
  );
  await sql`delete from plans.call c where exists (select 1 from plans.plan p where p.demo and p.id = c.plan_id)`.execute(
    db,
  );
  await sql`delete from plans.activation where demo`.execute(db);
  await sql`delete from plans.plan where demo`.execute(db);
}
