// Uploaded workbooks of links between their check and their acceptance; seen by whoever uploaded them.
import { sql } from "kysely";
import type { Ctx } from "../../../platform/ctx.ts";
import { tables } from "../../../platform/db/scoped.ts";
import { refuse } from "../../../platform/errors.ts";
import type { ImportOutcome } from "../contract.ts";

/** A person keeps the newest workbook only. */
export async function keepImport(ctx: Ctx, outcome: ImportOutcome, bytes: Buffer): Promise<void> {
  const person = ctx.who.personId;
  await sql`delete from network.import where person_id = ${person} and state = 'checked'`.execute(
    tables(ctx),
  );
  await sql`insert into network.import (person_id, id, file_name, bytes, state, outcome, created_at)
    values (${person}, ${outcome.id}, ${outcome.fileName}, ${bytes}, ${outcome.state}, ${JSON.stringify(outcome)},
      ${ctx.now})`.execute(tables(ctx));
}

export async function lockImport(ctx: Ctx, id: string): Promise<{ bytes: Buffer; outcome: ImportOutcome }> {
  const found = await sql<{ bytes: Buffer; outcome: ImportOutcome }>`select bytes, outcome from network.import
    where person_id = ${ctx.who.personId} and id = ${id} for update`.execute(tables(ctx));
  return found.rows[0] ?? refuse("record.not-found");
}

/** The file goes, what was done with it stays. */
export async function closeImport(ctx: Ctx, outcome: ImportOutcome): Promise<void> {
  await sql`update network.import set state = 'accepted', outcome = ${JSON.stringify(outcome)}, bytes = ''
    where person_id = ${ctx.who.personId} and id = ${outcome.id}`.execute(tables(ctx));
}

export async function sweepImports(ctx: Ctx, before: Date): Promise<void> {
  await sql`delete from network.import where created_at < ${before}`.execute(tables(ctx));
}
