// The SQL of the thread of an appeal and of its files.
import { sql } from "kysely";
import type { Ctx } from "../../../platform/ctx.ts";
import { tables } from "../../../platform/db/scoped.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import type { Entry } from "../contract.ts";
import type { Stored } from "./appeals.ts";
import { iso } from "./rows.ts";

type Of = Pick<Stored, "organisationId" | "id" | "readers">;

export async function addEntry(
  ctx: Ctx,
  of: Of,
  entry: {
    move: string;
    text: string;
    organisation: string;
    internal?: boolean;
    detail?: Record<string, string>;
  },
): Promise<void> {
  await sql`insert into appeals.entry (organisation_id, id, appeal_id, readers, at, person_id, by_name, by_organisation,
      move, text, internal, detail)
    values (${of.organisationId}, ${uuidv7(ctx.now.getTime())}, ${of.id}, ${of.readers}::uuid[], ${ctx.now}, ${ctx.who.personId},
      ${ctx.who.name}, ${entry.organisation}, ${entry.move}, ${entry.text}, ${entry.internal ?? false},
      ${JSON.stringify(entry.detail ?? {})})`.execute(tables(ctx));
}

export async function entriesOf(ctx: Ctx, of: Of): Promise<Entry[]> {
  const found =
    await sql<Entry>`select id, ${iso(sql`at`)} as at, by_name as by, by_organisation as organisation, move,
      text, internal, detail from appeals.entry
    where organisation_id = ${of.organisationId} and appeal_id = ${of.id} order by at, id`.execute(
      tables(ctx),
    );
  return found.rows;
}

/** Whoever now works on it reads what was said before. */
export async function openTo(ctx: Ctx, of: Of): Promise<void> {
  for (const table of ["appeals.entry", "appeals.attachment"])
    await sql`update ${sql.table(table)} set readers = ${of.readers}::uuid[]
      where organisation_id = ${of.organisationId} and appeal_id = ${of.id}`.execute(tables(ctx));
}

export type StoredFile = {
  id: string;
  holderId: string;
  fileId: string;
  name: string;
  bytes: number;
  at: string;
  by: string;
};

export async function filesOf(ctx: Ctx, of: Of): Promise<StoredFile[]> {
  const found = await sql<StoredFile>`select id, holder_id as "holderId", file_id as "fileId", name, bytes,
      ${iso(sql`at`)} as at, by_name as by from appeals.attachment
    where organisation_id = ${of.organisationId} and appeal_id = ${of.id} order by at, id`.execute(
    tables(ctx),
  );
  return found.rows;
}

export async function insertFile(ctx: Ctx, of: Of, file: Omit<StoredFile, "at" | "by">): Promise<void> {
  await sql`insert into appeals.attachment (organisation_id, id, appeal_id, readers, holder_id, file_id, name, bytes, at, by_name)
    values (${of.organisationId}, ${file.id}, ${of.id}, ${of.readers}::uuid[], ${file.holderId}, ${file.fileId}, ${file.name},
      ${file.bytes}, ${ctx.now}, ${ctx.who.name})`.execute(tables(ctx));
}

export async function deleteFile(ctx: Ctx, of: Of, id: string): Promise<void> {
  await sql`delete from appeals.attachment where organisation_id = ${of.organisationId} and id = ${id}`.execute(
    tables(ctx),
  );
}
