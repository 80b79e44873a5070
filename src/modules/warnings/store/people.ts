// The SQL of what people do beside the warnings themselves: sightings they report, silences they set.
import { sql } from "kysely";
import type { Ctx } from "../../../platform/ctx.ts";
import { tables } from "../../../platform/db/scoped.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import { refuse } from "../../../platform/errors.ts";
import type { Evidence, Text, WarningStage } from "../contract.ts";
import { iso } from "./warnings.ts";

export type StoredSighting = {
  organisationId: string;
  id: string;
  seenOn: string;
  sector: string | null;
  region: string | null;
  text: string;
  evidence: Evidence[];
  by: string;
  at: string;
  warningId: string | null;
  leftOut: Text | null;
};

const columns = sql`organisation_id as "organisationId", id, seen_on as "seenOn", sector, region, text, evidence, by_name as by,
  ${iso(sql`at`)} as at, warning_id as "warningId", left_out as "leftOut"`;

export async function insertSighting(
  ctx: Ctx,
  sighting: Pick<StoredSighting, "organisationId" | "seenOn" | "sector" | "region" | "text" | "evidence"> & {
    demo: boolean;
  },
): Promise<string> {
  const id = uuidv7();
  await sql`insert into warnings.sighting (organisation_id, id, seen_on, sector, region, text, evidence, by_id, by_name, at, demo)
    values (${sighting.organisationId}, ${id}, ${sighting.seenOn}, ${sighting.sector}, ${sighting.region}, ${sighting.text},
      ${JSON.stringify(sighting.evidence)}::jsonb, ${ctx.who.personId}, ${ctx.who.name}, ${ctx.now}, ${sighting.demo})`.execute(
    tables(ctx),
  );
  return id;
}

export async function loadSighting(
  ctx: Ctx,
  organisationId: string,
  id: string,
): Promise<StoredSighting | null> {
  const found = await sql<StoredSighting>`select ${columns} from warnings.sighting
    where organisation_id = ${organisationId} and id = ${id}`.execute(tables(ctx));
  return found.rows[0] ?? null;
}

export async function sightingRows(
  ctx: Ctx,
  page: { q?: string | undefined; limit: number; offset: number; sort?: string | undefined },
): Promise<{ rows: StoredSighting[]; total: number }> {
  const where = sql`${page.q ?? null}::text is null or text ilike ${`%${(page.q ?? "").replace(/[\\%_]/g, "\\$&")}%`}`;
  const order = page.sort === "at" ? sql`at, id` : sql`at desc, id desc`;
  const found = await sql<StoredSighting>`select ${columns} from warnings.sighting where ${where}
    order by ${order} limit ${page.limit} offset ${page.offset}`.execute(tables(ctx));
  const counted = await sql<{
    total: number;
  }>`select count(*)::int as total from warnings.sighting where ${where}`.execute(tables(ctx));
  return { rows: found.rows, total: counted.rows[0]!.total };
}

export async function setSightingOutcome(
  ctx: Ctx,
  sighting: { organisationId: string; id: string },
  outcome: { warningId: string } | { leftOut: Text },
): Promise<void> {
  const warningId = "warningId" in outcome ? outcome.warningId : null;
  const leftOut = "leftOut" in outcome ? JSON.stringify(outcome.leftOut) : null;
  await sql`update warnings.sighting set warning_id = ${warningId}, left_out = ${leftOut}::jsonb
    where organisation_id = ${sighting.organisationId} and id = ${sighting.id}`.execute(tables(ctx));
}

/** Number and stage of warnings, for whoever reported what they came of; read by the system. */
export async function stagesOf(
  from: Parameters<typeof tables>[0],
  ids: readonly string[],
): Promise<Map<string, { number: string; stage: WarningStage }>> {
  const found = await sql<{
    id: string;
    number: string;
    stage: WarningStage;
  }>`select id, number, stage from warnings.warning
    where id = any(${[...ids]}::uuid[])`.execute(tables(from));
  return new Map(found.rows.map((row) => [row.id, row]));
}

export type StoredSilence = {
  id: string;
  sector: string | null;
  region: string | null;
  indicator: string | null;
  owner: string;
  reason: string;
  from: string;
  until: string;
  ended: string | null;
  held: number;
};
const silenceColumns = sql`id, sector, region, indicator, owner_name as owner, reason, ${iso(sql`from_at`)} as from,
  until_on as until, ${iso(sql`ended_at`)} as ended, held`;

export async function silenceRows(ctx: Ctx): Promise<StoredSilence[]> {
  const found = await sql<StoredSilence>`select ${silenceColumns} from warnings.silence
    order by ended_at is null desc, until_on desc, id limit 200`.execute(tables(ctx));
  return found.rows;
}

export async function activeSilences(ctx: Ctx, today: string): Promise<StoredSilence[]> {
  const found = await sql<StoredSilence>`select ${silenceColumns} from warnings.silence
    where ended_at is null and until_on >= ${today}::date`.execute(tables(ctx));
  return found.rows;
}

export async function insertSilence(
  ctx: Ctx,
  silence: Pick<StoredSilence, "sector" | "region" | "indicator" | "reason" | "until"> & { demo: boolean },
): Promise<string> {
  const id = uuidv7();
  await sql`insert into warnings.silence (id, sector, region, indicator, owner_id, owner_name, reason, from_at, until_on, demo)
    values (${id}, ${silence.sector}, ${silence.region}, ${silence.indicator}, ${ctx.who.personId}, ${ctx.who.name},
      ${silence.reason}, ${ctx.now}, ${silence.until}, ${silence.demo})`.execute(tables(ctx));
  return id;
}

export async function endSilence(ctx: Ctx, id: string): Promise<void> {
  const done =
    await sql`update warnings.silence set ended_at = coalesce(ended_at, ${ctx.now}::timestamptz) where id = ${id}`.execute(
      tables(ctx),
    );
  if (!done.numAffectedRows) refuse("record.not-found");
}

export async function countHeld(ctx: Ctx, held: ReadonlyMap<string, number>): Promise<void> {
  for (const [id, n] of held) {
    await sql`update warnings.silence set held = held + ${n} where id = ${id}`.execute(tables(ctx));
  }
}
