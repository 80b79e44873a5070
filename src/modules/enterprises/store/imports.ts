// Uploaded lists between their check and their acceptance; the policies show them to whoever uploaded them.
import { sql } from "kysely";
import type { Ctx } from "../../../platform/ctx.ts";
import { tables } from "../../../platform/db/scoped.ts";
import { refuse } from "../../../platform/errors.ts";
import type { ImportOutcome } from "../imports/contract.ts";
import type { Link, Links } from "../linking.ts";

export type Kept = { bytes: Buffer; fileName: string; outcome: ImportOutcome; links: Links };

/** Of lists that were checked before rows in doubt were asked about. */
const unasked = { matched: 0, undecided: 0, asks: [], asksUnlisted: 0 };

/** A person keeps the newest list only: the file of an older one is of no more use. */
export async function keepImport(
  ctx: Ctx,
  outcome: ImportOutcome,
  bytes: Buffer,
  links: Links,
): Promise<void> {
  const person = ctx.who.personId;
  await sql`delete from enterprises.import where person_id = ${person} and state = 'checked'`.execute(
    tables(ctx),
  );
  await sql`insert into enterprises.import (person_id, id, file_name, bytes, state, outcome, links, created_at)
    values (${person}, ${outcome.id}, ${outcome.fileName}, ${bytes}, ${outcome.state}, ${JSON.stringify(outcome)},
      ${JSON.stringify([...links])}, ${ctx.now})`.execute(tables(ctx));
}

export async function readKept(ctx: Ctx, id: string, lock = false): Promise<Kept> {
  const found = await sql<{
    bytes: Buffer;
    file_name: string;
    outcome: ImportOutcome;
    links: [number, Link][];
  }>`
    select bytes, file_name, outcome, links from enterprises.import
    where person_id = ${ctx.who.personId} and id = ${id} ${lock ? sql`for update` : sql``}`.execute(
    tables(ctx),
  );
  const row = found.rows[0] ?? refuse("record.not-found");
  return {
    bytes: row.bytes,
    fileName: row.file_name,
    outcome: { ...unasked, ...row.outcome },
    links: new Map(row.links),
  };
}

export async function keepDecisions(ctx: Ctx, outcome: ImportOutcome, links: Links): Promise<void> {
  await sql`update enterprises.import set outcome = ${JSON.stringify(outcome)}, links = ${JSON.stringify([...links])}
    where person_id = ${ctx.who.personId} and id = ${outcome.id}`.execute(tables(ctx));
}

/** The file goes, what was done with it stays. */
export async function closeImport(ctx: Ctx, outcome: ImportOutcome): Promise<void> {
  await sql`update enterprises.import set state = 'accepted', outcome = ${JSON.stringify(outcome)},
    accepted_at = ${ctx.now} where person_id = ${ctx.who.personId} and id = ${outcome.id}`.execute(
    tables(ctx),
  );
}

/** Lists that nobody came back for. */
export async function sweepImports(ctx: Ctx, before: Date): Promise<void> {
  await sql`delete from enterprises.import where created_at < ${before}`.execute(tables(ctx));
}
