// Who did what, when, and what it was before and after; in the same transaction as the deed.
import { sql } from "kysely";
import pg from "pg";
import type { Ctx } from "../ctx.ts";
import { bulkInsert } from "../db/bulk.ts";
import { tables } from "../db/scoped.ts";
import { uuidv7 } from "../db/uuid.ts";

export const NO_ORGANISATION = "00000000-0000-0000-0000-000000000000";

export type AuditEntry = {
  action: string;
  subject: string;
  subjectId?: string | null;
  /** Whose record it is; the organisation acted for when left out. */
  organisationId?: string | null;
  before?: unknown;
  after?: unknown;
};

export async function audit(ctx: Ctx, entry: AuditEntry): Promise<void> {
  ctx.audited.count++;
  ctx.audited.waiting.push(
    [
      entry.organisationId ?? ctx.who.actingFor ?? NO_ORGANISATION,
      uuidv7(),
      ctx.now.toISOString(),
      ctx.who.personId,
      entry.action,
      entry.subject,
      entry.subjectId ?? null,
      json(entry.before),
      json(entry.after),
      ctx.requestId,
      ctx.who.key?.id ?? null,
    ]
      .map((value) => (value === null ? "null" : pg.escapeLiteral(value)))
      .join(", "),
  );
}

/** The waiting entries as one statement, which goes with the commit: an entry costs no round trip of its own. */
export function waitingText(audited: Ctx["audited"]): string {
  const rows = audited.waiting.splice(0);
  return rows.length === 0 ? "" : `${INSERT} (${rows.join("), (")});`;
}

const INSERT = `insert into platform.audit
  (organisation_id, id, at, person_id, action, subject, subject_id, before, after, request_id, key_id) values`;

/** Many deeds of one request in one statement. */
export async function auditMany(
  ctx: Ctx,
  entries: readonly (AuditEntry & { organisationId: string })[],
): Promise<void> {
  ctx.audited.count += entries.length;
  await bulkInsert(
    ctx,
    "platform.audit",
    {
      ...{ organisation_id: "uuid", id: "uuid", at: "timestamptz", person_id: "uuid", action: "text" },
      ...{
        subject: "text",
        subject_id: "text",
        before: "jsonb",
        after: "jsonb",
        request_id: "text",
        key_id: "uuid",
      },
    },
    entries.map((e) => [
      ...[e.organisationId, uuidv7(), ctx.now, ctx.who.personId, e.action, e.subject, e.subjectId ?? null],
      ...[json(e.before), json(e.after), ctx.requestId, ctx.who.key?.id ?? null],
    ]),
  );
}

export type TrailEntry = {
  id: string;
  at: Date;
  personId: string | null;
  action: string;
  before: unknown;
  after: unknown;
};

/** What happened to one subject, newest first; nothing outside what the asker may see in full. */
export async function trail(
  ctx: Ctx,
  of: { organisationId: string; subject: string; subjectId: string },
  limit: number,
): Promise<TrailEntry[]> {
  const waiting = waitingText(ctx.audited);
  if (waiting) await sql.raw(waiting).execute(tables(ctx));
  const found = await sql<TrailEntry>`select id, at, person_id as "personId", action, before, after
    from platform.audit where organisation_id = ${of.organisationId} and subject = ${of.subject}
      and subject_id = ${of.subjectId} order by at desc, id desc limit ${limit}`.execute(tables(ctx));
  return found.rows;
}

/** What these persons did since then, oldest first, as far as the asker sees it; what it was about where the entry says so. */
export async function doneBy(
  ctx: Ctx,
  personIds: readonly string[],
  since: Date,
): Promise<{ action: string; about: string | null }[]> {
  const found = await sql<{ action: string; about: string | null }>`
    select action, coalesce(after ->> 'task', after ->> 'title', after ->> 'name') as about from platform.audit
    where person_id = any(${[...personIds]}::uuid[]) and at > ${since} and at <= ${ctx.now}
    order by at, id limit 5000`.execute(tables(ctx));
  return found.rows;
}

const json = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));
