// Who did what, when, and what it was before and after; in the same transaction as the deed.
import { sql } from "kysely";
import type { Ctx } from "../ctx.ts";
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
  const organisation = entry.organisationId ?? ctx.who.actingFor ?? NO_ORGANISATION;
  await sql`insert into platform.audit (organisation_id, id, at, person_id, action, subject, subject_id, before, after, request_id)
    values (${organisation}, ${uuidv7()}, ${ctx.now}, ${ctx.who.personId}, ${entry.action}, ${entry.subject},
      ${entry.subjectId ?? null}, ${json(entry.before)}, ${json(entry.after)}, ${ctx.requestId})`.execute(
    tables(ctx),
  );
}

const json = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));
