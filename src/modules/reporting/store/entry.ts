// Drafts as typed, and every saving of them.
import { sql } from "kysely";
import type { Ctx } from "../../../platform/ctx.ts";
import { tables } from "../../../platform/db/scoped.ts";
import type { Fields, Saving } from "../draft.ts";
import type { FilingRow } from "./filing.ts";

export type EntryRow = {
  values: Fields;
  explanations: Fields;
  reason: string | null;
  revision: number;
  savedBy: string | null;
  savedByName: string;
  savedAt: Date;
};

const ENTRY = sql`values, explanations, reason, revision, saved_by as "savedBy", saved_by_name as "savedByName", saved_at as "savedAt"`;

export async function findEntry(ctx: Ctx, filing: FilingRow): Promise<EntryRow | null> {
  const found = await sql<EntryRow>`select ${ENTRY} from reporting.entry
    where organisation_id = ${filing.organisationId} and filing_id = ${filing.id}`.execute(tables(ctx));
  return found.rows[0] ?? null;
}

export async function putEntry(
  ctx: Ctx,
  filing: FilingRow,
  entry: { values: Fields; explanations: Fields; reason: string | null; revision: number },
): Promise<void> {
  await sql`insert into reporting.entry (organisation_id, filing_id, values, explanations, reason, revision, saved_by, saved_by_name, saved_at)
    values (${filing.organisationId}, ${filing.id}, ${JSON.stringify(entry.values)}, ${JSON.stringify(entry.explanations)},
      ${entry.reason}, ${entry.revision}, ${ctx.who.personId}, ${ctx.who.name}, ${ctx.now})
    on conflict (organisation_id, filing_id) do update set values = excluded.values, explanations = excluded.explanations,
      reason = excluded.reason, revision = excluded.revision, saved_by = excluded.saved_by,
      saved_by_name = excluded.saved_by_name, saved_at = excluded.saved_at`.execute(tables(ctx));
}

export async function addRevision(
  ctx: Ctx,
  filing: FilingRow,
  saving: { revision: number; changes: Fields; explanations: Fields; kept: Fields | null; source: string },
): Promise<void> {
  await sql`insert into reporting.revision (organisation_id, filing_id, revision, changes, explanations, kept, source, saved_by, saved_by_name, saved_at)
    values (${filing.organisationId}, ${filing.id}, ${saving.revision}, ${JSON.stringify(saving.changes)},
      ${JSON.stringify(saving.explanations)}, ${saving.kept && JSON.stringify(saving.kept)}, ${saving.source},
      ${ctx.who.personId}, ${ctx.who.name}, ${ctx.now})`.execute(tables(ctx));
}

/** What others than whoever asks saved after a revision, oldest first. */
export async function savingsSince(ctx: Ctx, filing: FilingRow, revision: number): Promise<Saving[]> {
  const found = await sql<Saving>`select changes, explanations, saved_by_name as "byName", saved_at as at
    from reporting.revision where organisation_id = ${filing.organisationId} and filing_id = ${filing.id}
      and revision > ${revision} and saved_by is distinct from ${ctx.who.personId}
    order by revision`.execute(tables(ctx));
  return found.rows;
}

export type SavingRow = {
  revision: number;
  source: string;
  changes: Fields;
  savedByName: string;
  savedAt: Date;
};

export async function newestSavings(ctx: Ctx, filing: FilingRow, most: number): Promise<SavingRow[]> {
  const found =
    await sql<SavingRow>`select revision, source, changes, saved_by_name as "savedByName", saved_at as "savedAt"
    from reporting.revision where organisation_id = ${filing.organisationId} and filing_id = ${filing.id}
    order by revision desc limit ${most}`.execute(tables(ctx));
  return found.rows;
}
