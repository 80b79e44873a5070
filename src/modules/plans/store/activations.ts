// The SQL of activations: tasks, log, messages, proposals and calls of warnings.
import { sql } from "kysely";
import type { z } from "zod";
import type { Ctx } from "../../../platform/ctx.ts";
import { tables } from "../../../platform/db/scoped.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import type { Entry, listActivations, Review, TaskState } from "../activations/contract.ts";
import type { Audience, OwnerKind, PlanContent, Scenario, Severity, Term } from "../contract.ts";
import { iso, like } from "./rows.ts";

export type Place = { organisationId: string; ownerKind: OwnerKind; reviewerId: string };
export type StoredActivation = Place & {
  id: string;
  planId: string;
  planVersion: number;
  scenario: Scenario;
  title: string;
  cause: string;
  severity: Severity | null;
  warningId: string | null;
  warningTitle: string | null;
  drill: boolean;
  planExpired: boolean;
  content: PlanContent;
  at: string;
  byId: string | null;
  by: string;
  closedAt: string | null;
  closedBy: string | null;
  review: Review | null;
  demo: boolean;
  tasks: number;
  done: number;
  late: number;
};

const columns = (now: Date) => sql`a.organisation_id as "organisationId", a.owner_kind as "ownerKind",
  a.reviewer_id as "reviewerId", a.id, a.plan_id as "planId", a.plan_version as "planVersion", a.scenario, a.title, a.cause,
  a.severity, a.warning_id as "warningId", a.warning_title as "warningTitle", a.drill, a.plan_expired as "planExpired",
  a.content, ${iso(sql`a.activated_at`)} as at, a.activated_by as "byId", a.activated_by_name as by,
  ${iso(sql`a.closed_at`)} as "closedAt", a.closed_by_name as "closedBy", a.review, a.demo,
  (select count(*)::int from plans.task t where t.organisation_id = a.organisation_id and t.activation_id = a.id) as tasks,
  (select count(*)::int from plans.task t where t.organisation_id = a.organisation_id and t.activation_id = a.id
    and t.state in ('done', 'dropped')) as done,
  (select count(*)::int from plans.task t where t.organisation_id = a.organisation_id and t.activation_id = a.id
    and t.state = 'open' and t.due_at < ${now}) as late`;

export async function listActivationRows(ctx: Ctx, input: z.output<typeof listActivations.input>) {
  const { q, open, drill, limit, offset } = input;
  const order =
    (input.sort ?? "-at") === "at" ? sql`a.activated_at, a.id` : sql`a.activated_at desc, a.id desc`;
  const found = await sql<
    StoredActivation & { total: string }
  >`select ${columns(ctx.now)}, count(*) over () as total
    from plans.activation a where (${open ?? null}::boolean is null or (a.closed_at is null) = ${open ?? null}::boolean)
      and (${drill ?? null}::boolean is null or a.drill = ${drill ?? null}::boolean)
      and (${q ?? null}::text is null or a.title ilike ${like(q ?? "")})
    order by ${order} limit ${limit} offset ${offset}`.execute(tables(ctx));
  return { rows: found.rows, total: Number(found.rows[0]?.total ?? 0) };
}

export async function activationsOf(
  ctx: Ctx,
  organisationId: string,
  planId: string,
): Promise<StoredActivation[]> {
  const found = await sql<StoredActivation>`select ${columns(ctx.now)} from plans.activation a
    where a.organisation_id = ${organisationId} and a.plan_id = ${planId} order by a.activated_at desc limit 50`.execute(
    tables(ctx),
  );
  return found.rows;
}

/** @param lock holds the row until the end, so that two deeds on one activation come one after the other. */
export async function activationById(ctx: Ctx, id: string, lock = false): Promise<StoredActivation | null> {
  const found =
    await sql<StoredActivation>`select ${columns(ctx.now)} from plans.activation a where a.id = ${id}
    ${lock ? sql`for update of a` : sql``}`.execute(tables(ctx));
  return found.rows[0] ?? null;
}

export async function insertActivation(
  ctx: Ctx,
  a: Omit<
    StoredActivation,
    "at" | "byId" | "by" | "closedAt" | "closedBy" | "review" | "tasks" | "done" | "late"
  > & {
    begunAt?: Date;
    begunBy?: { id: string | null; name: string };
  },
): Promise<boolean> {
  const by = a.begunBy ?? { id: ctx.who.personId, name: ctx.who.name };
  const done =
    await sql`insert into plans.activation (organisation_id, id, plan_id, plan_version, owner_kind, reviewer_id, scenario,
      title, cause, severity, warning_id, warning_title, drill, plan_expired, content, activated_at, activated_by,
      activated_by_name, demo)
    values (${a.organisationId}, ${a.id}, ${a.planId}, ${a.planVersion}, ${a.ownerKind}, ${a.reviewerId}, ${a.scenario},
      ${a.title}, ${a.cause}, ${a.severity}, ${a.warningId}, ${a.warningTitle}, ${a.drill}, ${a.planExpired},
      ${JSON.stringify(a.content)}, ${a.begunAt ?? ctx.now}, ${by.id}, ${by.name}, ${a.demo})
    on conflict (organisation_id, plan_id, drill) where closed_at is null do nothing returning id`.execute(
      tables(ctx),
    );
  return done.rows.length > 0;
}

export async function closeRow(ctx: Ctx, a: StoredActivation, review: Review, at = ctx.now): Promise<void> {
  await sql`update plans.activation set closed_at = ${at}, closed_by_name = ${ctx.who.name}, review = ${JSON.stringify(review)}
    where organisation_id = ${a.organisationId} and id = ${a.id}`.execute(tables(ctx));
}

export type StoredTask = Place & {
  id: string;
  activationId: string;
  stepKey: string | null;
  title: string;
  detail: string;
  role: string;
  ownerId: string | null;
  owner: string;
  term: Term | null;
  afterKey: string | null;
  messageKey: string | null;
  state: TaskState;
  startsAt: string | null;
  dueAt: string | null;
  duePending: boolean;
  doneAt: string | null;
  doneBy: string | null;
  outcome: string;
  revision: number;
};

const taskColumns = sql`t.organisation_id as "organisationId", t.owner_kind as "ownerKind", t.reviewer_id as "reviewerId", t.id,
  t.activation_id as "activationId", t.step_key as "stepKey", t.title, t.detail, t.role_name as role, t.person_id as "ownerId",
  t.person_name as owner, t.term, t.after_key as "afterKey", t.message_key as "messageKey", t.state,
  ${iso(sql`t.starts_at`)} as "startsAt", ${iso(sql`t.due_at`)} as "dueAt", t.due_pending as "duePending",
  ${iso(sql`t.done_at`)} as "doneAt", t.done_by_name as "doneBy", t.outcome, t.revision`;

export async function tasksOf(ctx: Ctx, a: { organisationId: string; id: string }): Promise<StoredTask[]> {
  const found = await sql<StoredTask>`select ${taskColumns} from plans.task t
    where t.organisation_id = ${a.organisationId} and t.activation_id = ${a.id} order by t.place, t.id`.execute(
    tables(ctx),
  );
  return found.rows;
}

export async function insertTasks(
  ctx: Ctx,
  a: Place & { id: string },
  rows: readonly {
    stepKey: string | null;
    title: string;
    detail: string;
    roleName: string;
    person: { id: string; name: string } | null;
    term: Term | null;
    after: string | null;
    message: string | null;
    state: TaskState;
    startsAt: Date | null;
    dueAt: Date | null;
    duePending: boolean;
  }[],
  from = 0,
): Promise<string[]> {
  const ids: string[] = [];
  for (const [i, row] of rows.entries()) {
    const id = uuidv7();
    ids.push(id);
    await sql`insert into plans.task (organisation_id, id, activation_id, owner_kind, reviewer_id, place, step_key, title, detail,
        role_name, person_id, person_name, term, after_key, message_key, state, starts_at, due_at, due_pending)
      values (${a.organisationId}, ${id}, ${a.id}, ${a.ownerKind}, ${a.reviewerId}, ${from + i}, ${row.stepKey}, ${row.title},
        ${row.detail}, ${row.roleName}, ${row.person?.id ?? null}, ${row.person?.name ?? "—"},
        ${row.term ? JSON.stringify(row.term) : null}, ${row.after}, ${row.message}, ${row.state}, ${row.startsAt}, ${row.dueAt},
        ${row.duePending})`.execute(tables(ctx));
  }
  return ids;
}

export type TaskChange = {
  state: TaskState;
  ownerId: string | null;
  owner: string;
  startsAt: Date | null;
  dueAt: Date | null;
  duePending: boolean;
  outcome: string;
  done: { at: Date; by: string } | null;
};

/** @returns the new revision, or null when somebody else was quicker. */
export async function updateTask(ctx: Ctx, task: StoredTask, change: TaskChange): Promise<number | null> {
  const done = await sql<{
    revision: number;
  }>`update plans.task set state = ${change.state}, person_id = ${change.ownerId},
      person_name = ${change.owner}, starts_at = ${change.startsAt}, due_at = ${change.dueAt}, due_pending = ${change.duePending},
      outcome = ${change.outcome}, done_at = ${change.done?.at ?? null}, done_by_name = ${change.done?.by ?? null},
      told_late_at = case when due_at is distinct from ${change.dueAt}::timestamptz then null else told_late_at end,
      revision = revision + 1
    where organisation_id = ${task.organisationId} and id = ${task.id} and revision = ${task.revision} returning revision`.execute(
    tables(ctx),
  );
  return done.rows[0]?.revision ?? null;
}

export async function addEntry(
  ctx: Ctx,
  a: Place & { id: string },
  entry: { kind: Entry["kind"]; about?: string; text?: string; at?: Date; by?: string },
): Promise<void> {
  await sql`insert into plans.entry (organisation_id, id, activation_id, owner_kind, reviewer_id, at, person_id, by_name, kind, about, text)
    values (${a.organisationId}, ${uuidv7()}, ${a.id}, ${a.ownerKind}, ${a.reviewerId}, ${entry.at ?? ctx.now},
      ${ctx.who.personId}, ${entry.by ?? ctx.who.name}, ${entry.kind}, ${entry.about ?? ""}, ${entry.text ?? ""})`.execute(
    tables(ctx),
  );
}

export async function entriesOf(ctx: Ctx, a: { organisationId: string; id: string }): Promise<Entry[]> {
  const found =
    await sql<Entry>`select id, ${iso(sql`at`)} as at, by_name as by, kind, about, text from plans.entry
    where organisation_id = ${a.organisationId} and activation_id = ${a.id} order by at desc, id desc limit 500`.execute(
      tables(ctx),
    );
  return found.rows;
}

export type StoredMessage = {
  id: string;
  at: string;
  by: string;
  audience: Audience;
  title: string;
  text: string;
  told: number;
};
export async function messagesOf(
  ctx: Ctx,
  a: { organisationId: string; id: string },
): Promise<StoredMessage[]> {
  const found =
    await sql<StoredMessage>`select id, ${iso(sql`at`)} as at, by_name as by, audience, title, text, told
    from plans.message where organisation_id = ${a.organisationId} and activation_id = ${a.id} order by at desc, id desc`.execute(
      tables(ctx),
    );
  return found.rows;
}

export async function insertMessage(
  ctx: Ctx,
  a: Place & { id: string },
  message: { audience: Audience; title: string; text: string; told: number; at?: Date },
): Promise<void> {
  await sql`insert into plans.message (organisation_id, id, activation_id, owner_kind, reviewer_id, at, by_name, audience, title, text, told)
    values (${a.organisationId}, ${uuidv7()}, ${a.id}, ${a.ownerKind}, ${a.reviewerId}, ${message.at ?? ctx.now}, ${ctx.who.name},
      ${message.audience}, ${message.title}, ${message.text}, ${message.told})`.execute(tables(ctx));
}

export async function insertProposals(
  ctx: Ctx,
  a: StoredActivation,
  changes: readonly { part: string; text: string }[],
): Promise<void> {
  for (const { part, text } of changes)
    await sql`insert into plans.proposal (organisation_id, id, plan_id, activation_id, owner_kind, reviewer_id, part, text,
        activation_title, at, by_name, state)
      values (${a.organisationId}, ${uuidv7()}, ${a.planId}, ${a.id}, ${a.ownerKind}, ${a.reviewerId}, ${part}, ${text},
        ${a.title}, ${ctx.now}, ${ctx.who.name}, 'open')`.execute(tables(ctx));
}

export type StoredCall = Place & {
  id: string;
  planId: string;
  warningId: string;
  warningTitle: string;
  severity: Severity;
  at: string;
  dueAt: string;
  state: "open" | "activated" | "declined";
};
const callColumns = sql`organisation_id as "organisationId", owner_kind as "ownerKind", reviewer_id as "reviewerId", id,
  plan_id as "planId", warning_id as "warningId", warning_title as "warningTitle", severity, ${iso(sql`at`)} as at,
  ${iso(sql`due_at`)} as "dueAt", state`;

export async function openCalls(ctx: Ctx, organisationId: string): Promise<StoredCall[]> {
  const found = await sql<StoredCall>`select ${callColumns} from plans.call
    where organisation_id = ${organisationId} and state = 'open' order by due_at, id limit 50`.execute(
    tables(ctx),
  );
  return found.rows;
}

export async function callById(ctx: Ctx, id: string): Promise<StoredCall | null> {
  const found =
    await sql<StoredCall>`select ${callColumns} from plans.call where id = ${id} for update`.execute(
      tables(ctx),
    );
  return found.rows[0] ?? null;
}

/** @returns false when this warning has asked for this plan before. */
export async function insertCall(
  ctx: Ctx,
  call: Omit<StoredCall, "id" | "at" | "state" | "dueAt"> & { dueAt: Date },
) {
  const done =
    await sql`insert into plans.call (organisation_id, id, plan_id, owner_kind, reviewer_id, warning_id, warning_title,
      severity, at, due_at, state)
    values (${call.organisationId}, ${uuidv7()}, ${call.planId}, ${call.ownerKind}, ${call.reviewerId}, ${call.warningId},
      ${call.warningTitle}, ${call.severity}, ${ctx.now}, ${call.dueAt}, 'open')
    on conflict (organisation_id, plan_id, warning_id) do nothing returning id`.execute(tables(ctx));
  return done.rows.length > 0;
}

export async function answerCall(
  ctx: Ctx,
  call: { organisationId: string; id: string },
  state: "activated" | "declined",
  answer: string,
): Promise<void> {
  await sql`update plans.call set state = ${state}, answer = ${answer}, answered_by_name = ${ctx.who.name}, answered_at = ${ctx.now}
    where organisation_id = ${call.organisationId} and id = ${call.id}`.execute(tables(ctx));
}

export type LateTask = StoredTask & { activationTitle: string; activatedById: string | null; drill: boolean };
/** Tasks whose time is over and of which nobody has been told yet. */
export async function newlyLate(ctx: Ctx): Promise<LateTask[]> {
  const found =
    await sql<LateTask>`select ${taskColumns}, a.title as "activationTitle", a.activated_by as "activatedById", a.drill
    from plans.task t join plans.activation a on a.organisation_id = t.organisation_id and a.id = t.activation_id
    where t.state = 'open' and t.due_at < ${ctx.now} and t.told_late_at is null and a.closed_at is null
    order by t.due_at, t.id limit 500`.execute(tables(ctx));
  return found.rows;
}

export async function markTold(ctx: Ctx, task: { organisationId: string; id: string }): Promise<void> {
  await sql`update plans.task set told_late_at = ${ctx.now} where organisation_id = ${task.organisationId} and id = ${task.id}`.execute(
    tables(ctx),
  );
}

/** Open tasks of one's organisation: own ones first, then those of nobody. */
export async function openTasks(ctx: Ctx, organisationId: string, personId: string | null) {
  const found = await sql<
    StoredTask & { activationTitle: string; drill: boolean; severity: Severity | null }
  >`
    select ${taskColumns}, a.title as "activationTitle", a.drill, a.severity
    from plans.task t join plans.activation a on a.organisation_id = t.organisation_id and a.id = t.activation_id
    where t.organisation_id = ${organisationId} and t.state = 'open' and a.closed_at is null
      and (t.person_id = ${personId} or t.person_id is null) order by t.due_at, t.id limit 100`.execute(
    tables(ctx),
  );
  return found.rows;
}

/** Running activations of one's organisation, for the sentence on the desk and for the one who must close. */
export async function runningOf(ctx: Ctx, organisationId: string): Promise<StoredActivation[]> {
  const found = await sql<StoredActivation>`select ${columns(ctx.now)} from plans.activation a
    where a.organisation_id = ${organisationId} and a.closed_at is null order by a.activated_at`.execute(
    tables(ctx),
  );
  return found.rows;
}
