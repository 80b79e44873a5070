// The SQL of appeals: one by its id, written under its revision; the inbox and its filters.
import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import type { Ctx } from "../../../platform/ctx.ts";
import { type ScopedDb, tables } from "../../../platform/db/scoped.ts";
import type { Mark } from "../clocks.ts";
import type { listAppeals, Outcome, State } from "../contract.ts";
import type { Answers, Kind } from "../kinds/contract.ts";
import { iso, like } from "./rows.ts";

export type Stored = {
  /** The enterprise whose trouble it is. */
  organisationId: string;
  id: string;
  number: string | null;
  readers: string[];
  kind: Kind;
  title: string;
  answers: Answers;
  detail: string;
  contact: string;
  phone: string;
  enterprise: string;
  regionCode: string;
  industryCode: string;
  state: State;
  outcome: Outcome | null;
  answer: string | null;
  answeredAt: string | null;
  answeredBy: string | null;
  nextReplyOn: string | null;
  handlerId: string | null;
  handler: string | null;
  officerId: string | null;
  officer: string | null;
  firstOfficerId: string | null;
  firstOfficer: string | null;
  level: number;
  reopened: number;
  satisfied: boolean | null;
  callsUnreached: number;
  raisedById: string;
  raisedByPerson: string | null;
  raisedBy: string;
  clock: Mark[];
  dueClock: string | null;
  dueAt: string | null;
  /** The next promise that, unkept, is told up the line; a clock is told of once. */
  alarmAt: string | null;
  toldLateAt: string | null;
  late: boolean;
  firstReplyMinutes: number | null;
  fingerprint: string;
  issueId: string | null;
  readAt: string | null;
  submittedAt: string | null;
  closedAt: string | null;
  savedAt: string;
  savedBy: string;
  revision: number;
  demo: boolean;
};

/** Column of the table → field, and how it is read and written. */
const fields = {
  organisation_id: "organisationId",
  id: "id",
  number: "number",
  readers: "readers",
  kind: "kind",
  title: "title",
  answers: "answers",
  detail: "detail",
  contact: "contact",
  phone: "phone",
  enterprise_name: "enterprise",
  region_code: "regionCode",
  industry_code: "industryCode",
  state: "state",
  outcome: "outcome",
  answer: "answer",
  answered_at: "answeredAt",
  answered_by_name: "answeredBy",
  next_reply_on: "nextReplyOn",
  handler_id: "handlerId",
  handler_name: "handler",
  officer_id: "officerId",
  officer_name: "officer",
  first_officer_id: "firstOfficerId",
  first_officer_name: "firstOfficer",
  level: "level",
  reopened: "reopened",
  satisfied: "satisfied",
  calls_unreached: "callsUnreached",
  raised_by: "raisedById",
  raised_by_person: "raisedByPerson",
  raised_by_name: "raisedBy",
  clock: "clock",
  due_clock: "dueClock",
  due_at: "dueAt",
  alarm_at: "alarmAt",
  told_late_at: "toldLateAt",
  late: "late",
  first_reply_minutes: "firstReplyMinutes",
  fingerprint: "fingerprint",
  issue_id: "issueId",
  read_at: "readAt",
  submitted_at: "submittedAt",
  closed_at: "closedAt",
  saved_at: "savedAt",
  saved_by_name: "savedBy",
  revision: "revision",
  demo: "demo",
} as const satisfies Record<string, keyof Stored>;
type Column = keyof typeof fields;
const moments = new Set<Column>([
  "answered_at",
  "due_at",
  "alarm_at",
  "told_late_at",
  "read_at",
  "submitted_at",
  "closed_at",
  "saved_at",
]);
const json = new Set<Column>(["answers", "clock"]);
const names = Object.keys(fields) as Column[];
const fixed = new Set<Column>([
  "organisation_id",
  "id",
  "raised_by",
  "raised_by_person",
  "raised_by_name",
  "revision",
]);

const columns = sql.join(
  names.map((name) => {
    const column = sql`a.${sql.ref(name)}`;
    return sql`${moments.has(name) ? iso(column) : column} as ${sql.ref(fields[name])}`;
  }),
);
const written = (row: Stored, name: Column): RawBuilder<unknown> => {
  const value = row[fields[name]];
  if (name === "readers") return sql`${value}::uuid[]`;
  return sql`${json.has(name) ? JSON.stringify(value) : value}`;
};

/** @param lock holds the row until the end, so that two deeds on one appeal come one after the other. */
export async function appealById(from: Ctx | ScopedDb, id: string, lock = false): Promise<Stored | null> {
  const found = await sql<Stored>`select ${columns} from appeals.appeal a where a.id = ${id}
    ${lock ? sql`for update` : sql``}`.execute(tables(from));
  return found.rows[0] ?? null;
}

export async function appealsByIds(ctx: Ctx, ids: readonly string[], lock = false): Promise<Stored[]> {
  const found =
    await sql<Stored>`select ${columns} from appeals.appeal a where a.id = any(${[...ids]}::uuid[])
    order by a.id ${lock ? sql`for update` : sql``}`.execute(tables(ctx));
  return found.rows;
}

/** Whether any row bears this id, whoever may see it. */
export async function isTaken(db: ScopedDb, id: string): Promise<boolean> {
  const found = await sql`select 1 from appeals.appeal where id = ${id}`.execute(tables(db));
  return found.rows.length > 0;
}

export async function insertAppeal(ctx: Ctx, row: Stored): Promise<void> {
  await sql`insert into appeals.appeal (${sql.join(names.map((name) => sql.ref(name)))})
    values (${sql.join(names.map((name) => written(row, name)))})`.execute(tables(ctx));
}

/** The row as it shall be; `row.revision` is what it was read as. @returns the new revision, null when it has moved on. */
export async function saveAppeal(ctx: Ctx, row: Stored): Promise<number | null> {
  const set = names
    .filter((name) => !fixed.has(name))
    .map((name) => sql`${sql.ref(name)} = ${written(row, name)}`);
  const done = await sql`update appeals.appeal set ${sql.join(set)}, revision = revision + 1
    where organisation_id = ${row.organisationId} and id = ${row.id} and revision = ${row.revision}`.execute(
    tables(ctx),
  );
  return done.numAffectedRows === 1n ? row.revision + 1 : null;
}

export async function deleteAppeal(ctx: Ctx, row: Stored): Promise<void> {
  await sql`delete from appeals.appeal where organisation_id = ${row.organisationId} and id = ${row.id}`.execute(
    tables(ctx),
  );
}

/** The same words of the same enterprise, sent lately and not at an end. */
export async function twinOf(ctx: Ctx, row: Stored, since: Date): Promise<Stored | null> {
  const db = tables(ctx);
  // Two sendings in the same moment come one after the other.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${row.organisationId}${row.fingerprint}`}, 6))`.execute(
    db,
  );
  const found = await sql<Stored>`select ${columns} from appeals.appeal a
    where a.organisation_id = ${row.organisationId} and a.fingerprint = ${row.fingerprint} and a.id <> ${row.id}
      and a.state not in ('draft', 'closed') and a.submitted_at >= ${since} order by a.submitted_at limit 1`.execute(
    db,
  );
  return found.rows[0] ?? null;
}

export async function markRead(ctx: Ctx, row: Stored): Promise<void> {
  await sql`update appeals.appeal set read_at = ${ctx.now} where organisation_id = ${row.organisationId} and id = ${row.id}`.execute(
    tables(ctx),
  );
}

type Filters = z.output<typeof listAppeals.input>;
const isOpen = sql`a.state not in ('draft', 'closed')`;

/** Drafts are shown to whoever writes them, to nobody else. */
function conditions(ctx: Ctx, input: Filters): RawBuilder<unknown> {
  const { actingFor, personId } = ctx.who;
  const parts: RawBuilder<unknown>[] = [sql`(a.state <> 'draft' or a.raised_by = ${actingFor})`];
  const any = (column: RawBuilder<unknown>, values: readonly string[] | undefined) => {
    if (values?.length) parts.push(sql`${column} = any(${[...values]}::text[])`);
  };
  any(sql`a.kind`, input.kind);
  any(sql`a.state`, input.state);
  any(sql`a.outcome`, input.outcome);
  any(sql`left(a.region_code, 2)`, input.province);
  if (input.industry?.length)
    parts.push(sql`a.industry_code like any(${input.industry.map((code) => `${code}%`)}::text[])`);
  if (input.box === "ours") parts.push(sql`a.handler_id = ${actingFor} and ${isOpen}`);
  if (input.box === "mine")
    parts.push(sql`a.handler_id = ${actingFor} and a.officer_id = ${personId} and ${isOpen}`);
  if (input.box === "late") parts.push(sql`${isOpen} and a.due_at < ${ctx.now}`);
  if (input.enterprise) parts.push(sql`a.organisation_id = ${input.enterprise}`);
  if (input.issue) parts.push(sql`a.issue_id = ${input.issue}`);
  if (input.handler) parts.push(sql`a.handler_id = ${input.handler}`);
  if (input.overdue) parts.push(sql`(a.late or (a.state <> 'closed' and a.due_at < ${ctx.now}))`);
  if (input.reopened) parts.push(sql`a.reopened > 0`);
  if (input.month)
    parts.push(sql`to_char(a.submitted_at at time zone 'Asia/Shanghai', 'YYYY-MM') = ${input.month}`);
  if (input.q)
    parts.push(
      sql`(a.title ilike ${like(input.q)} or a.enterprise_name ilike ${like(input.q)} or a.number ilike ${like(input.q)})`,
    );
  return sql.join(parts, sql` and `);
}

const orders: Readonly<Record<string, RawBuilder<unknown>>> = {
  due: sql`a.due_at asc nulls last, a.id`,
  "-due": sql`a.due_at desc nulls last, a.id`,
  submittedAt: sql`a.submitted_at asc nulls last, a.id`,
  "-submittedAt": sql`a.submitted_at desc nulls last, a.id`,
  savedAt: sql`a.saved_at, a.id`,
  "-savedAt": sql`a.saved_at desc, a.id`,
};

export async function listRows(ctx: Ctx, input: Filters): Promise<{ rows: Stored[]; total: number }> {
  const where = conditions(ctx, input);
  const usual = input.box === "all" ? "-savedAt" : "due";
  const found = await sql<Stored>`select ${columns} from appeals.appeal a where ${where}
    order by ${orders[input.sort ?? usual]!} limit ${input.limit} offset ${input.offset}`.execute(
    tables(ctx),
  );
  const counted = await sql<{ n: string }>`select count(*) as n from appeals.appeal a where ${where}`.execute(
    tables(ctx),
  );
  return { rows: found.rows, total: Number(counted.rows[0]?.n ?? 0) };
}

/** Whose promised moment has passed and who was not told of it yet. */
export async function newlyLate(ctx: Ctx, limit: number): Promise<Stored[]> {
  const found = await sql<Stored>`select ${columns} from appeals.appeal a
    where ${isOpen} and a.alarm_at < ${ctx.now} order by a.alarm_at limit ${limit} for update skip locked`.execute(
    tables(ctx),
  );
  return found.rows;
}

/** What waits for this organisation: of a handler its open appeals, of an enterprise those it must act on. */
export async function waitingRows(
  ctx: Ctx,
  organisationId: string,
  as: "handler" | "firm",
  limit: number,
): Promise<{ rows: Stored[]; total: number; late: number; unanswered: number }> {
  const where =
    as === "handler"
      ? sql`a.handler_id = ${organisationId} and a.state in ('submitted', 'reopened', 'accepted', 'working', 'answered')
          and (a.state <> 'answered' or a.due_at < ${new Date(ctx.now.getTime() + 86_400_000)})`
      : sql`a.organisation_id = ${organisationId} and a.state in ('waiting', 'answered')`;
  const found = await sql<Stored>`select ${columns} from appeals.appeal a where ${where}
    order by a.due_at asc nulls last, a.id limit ${limit}`.execute(tables(ctx));
  const counted = await sql<{ n: number; late: number; unanswered: number }>`select count(*)::int as n,
      count(*) filter (where a.due_at < ${ctx.now})::int as late,
      count(*) filter (where a.state in ('submitted', 'reopened'))::int as unanswered
    from appeals.appeal a where ${where}`.execute(tables(ctx));
  const { n = 0, late = 0, unanswered = 0 } = counted.rows[0] ?? {};
  return { rows: found.rows, total: n, late, unanswered };
}

export async function deleteDemo(ctx: Ctx): Promise<void> {
  await sql`delete from appeals.appeal where demo`.execute(tables(ctx));
  await sql`delete from appeals.issue where demo`.execute(tables(ctx));
}
