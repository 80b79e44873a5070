// The SQL of warnings and their steps.
import { type RawBuilder, sql } from "kysely";
import type { Ctx } from "../../../platform/ctx.ts";
import { tables } from "../../../platform/db/scoped.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import { refuse } from "../../../platform/errors.ts";
import type { CauseKind, OpenWarning } from "../batch.ts";
import type { Assessment, Evidence, Severity, Source, StepKind, Text, WarningStage } from "../contract.ts";

export const iso = (column: RawBuilder<unknown>) =>
  sql<string>`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const like = (text: string): string => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

export type StoredWarning = {
  id: string;
  number: string;
  kind: CauseKind;
  sectors: string[];
  region: string;
  title: Text;
  source: Source;
  stage: WarningStage;
  severity: Severity;
  graded: boolean;
  first: string;
  last: string;
  openedAt: string;
  stageAt: string;
  closedAt: string | null;
  acknowledgedAt: string | null;
  acknowledgedBy: string | null;
  escalated: number;
  assessment: Assessment | null;
  named: string[];
  revision: number;
  demo: boolean;
  signals: number;
};

const columns = sql`w.id, w.number, w.kind, w.sectors, w.region, w.title, w.source, w.stage, w.severity, w.graded,
  w.first_month as first, w.last_month as last, ${iso(sql`w.opened_at`)} as "openedAt", ${iso(sql`w.stage_at`)} as "stageAt",
  ${iso(sql`w.closed_at`)} as "closedAt", ${iso(sql`w.acknowledged_at`)} as "acknowledgedAt",
  w.acknowledged_by_name as "acknowledgedBy", w.escalated, w.assessment, w.named, w.revision, w.demo,
  (select count(*)::int from warnings.signal s where s.warning_id = w.id) as signals`;

const CLOSED = ["dismissed", "lifted", "reviewed"];
const rank = sql`array_position(array['blue', 'yellow', 'orange', 'red'], w.severity)`;
const stageRank = sql`array_position(array['signalled', 'verified', 'assessed', 'published', 'handling', 'lifted', 'dismissed', 'reviewed'], w.stage)`;

export type Wish = {
  q?: string | undefined;
  stage?: readonly string[] | undefined;
  severity?: readonly string[] | undefined;
  source?: readonly string[] | undefined;
  sector?: string | undefined;
  open?: "yes" | "no" | undefined;
  sort?: string | undefined;
  limit: number;
  offset: number;
};

export async function listWarningRows(
  ctx: Ctx,
  wish: Wish,
): Promise<{ rows: StoredWarning[]; total: number }> {
  const where = sql`(${wish.stage ?? null}::text[] is null or w.stage = any(${wish.stage ?? []}::text[]))
    and (${wish.severity ?? null}::text[] is null or w.severity = any(${wish.severity ?? []}::text[]))
    and (${wish.source ?? null}::text[] is null or w.source = any(${wish.source ?? []}::text[]))
    and (${wish.sector ?? null}::text is null or ${(wish.sector ?? "").slice(0, 2)} = any(w.sectors))
    and (${wish.open ?? null}::text is null or (w.stage = any(${CLOSED})) = ${wish.open === "no"})
    and (${wish.q ?? null}::text is null or w.title::text ilike ${like(wish.q ?? "")} or w.number ilike ${like(wish.q ?? "")})`;
  const order = {
    urgency: sql`(w.stage = any(${CLOSED})), ${rank} desc, w.stage_at, w.id`,
    "-urgency": sql`(w.stage = any(${CLOSED})) desc, ${rank}, w.stage_at desc, w.id`,
    opened: sql`w.opened_at, w.id`,
    "-opened": sql`w.opened_at desc, w.id desc`,
    severity: sql`${rank}, w.opened_at desc, w.id`,
    "-severity": sql`${rank} desc, w.opened_at desc, w.id`,
    stage: sql`${stageRank}, w.stage_at, w.id`,
    "-stage": sql`${stageRank} desc, w.stage_at, w.id`,
  }[wish.sort ?? "urgency"]!;
  const found = await sql<StoredWarning>`select ${columns} from warnings.warning w where ${where}
    order by ${order} limit ${wish.limit} offset ${wish.offset}`.execute(tables(ctx));
  const counted = await sql<{
    total: number;
  }>`select count(*)::int as total from warnings.warning w where ${where}`.execute(tables(ctx));
  return { rows: found.rows, total: counted.rows[0]!.total };
}

/** All that are open, the gravest and longest waiting first. */
export async function openWarningRows(ctx: Ctx): Promise<StoredWarning[]> {
  const found = await sql<StoredWarning>`select ${columns} from warnings.warning w
    where not (w.stage = any(${CLOSED})) order by ${rank} desc, w.stage_at, w.id`.execute(tables(ctx));
  return found.rows;
}

export async function countByStage(
  ctx: Ctx,
): Promise<{ stage: WarningStage; severity: Severity; n: number }[]> {
  const found = await sql<{ stage: WarningStage; severity: Severity; n: number }>`
    select stage, severity, count(*)::int as n from warnings.warning w group by 1, 2`.execute(tables(ctx));
  return found.rows;
}

/** @param lock holds the row, so that two steps of one warning come one after the other. */
export async function loadWarning(ctx: Ctx, id: string, lock = false): Promise<StoredWarning> {
  const found = await sql<StoredWarning>`select ${columns} from warnings.warning w where w.id = ${id}
    ${lock ? sql`for update of w` : sql``}`.execute(tables(ctx));
  return found.rows[0] ?? refuse("record.not-found");
}

export async function findWarning(ctx: Ctx, id: string): Promise<StoredWarning | null> {
  const found =
    await sql<StoredWarning>`select ${columns} from warnings.warning w where w.id = ${id}`.execute(
      tables(ctx),
    );
  return found.rows[0] ?? null;
}

/** One run at a time: two would open the same warning twice. */
export async function runningAlone(ctx: Ctx): Promise<void> {
  await sql`select pg_advisory_xact_lock(7305164040)`.execute(tables(ctx));
}

/** Open ones, and those that ended since. */
export async function standingWarnings(ctx: Ctx, since: Date): Promise<OpenWarning[]> {
  const found = await sql<
    Omit<OpenWarning, "since" | "closedAt"> & { since: string; closedAt: string | null }
  >`
    select w.id, w.kind, w.sectors, w.region, w.stage, w.severity, w.first_month as first, w.last_month as last,
      ${iso(sql`w.stage_at`)} as since, ${iso(sql`w.closed_at`)} as "closedAt",
      w.acknowledged_at is not null as acknowledged, w.escalated
    from warnings.warning w where not (w.stage = any(${CLOSED})) or w.closed_at >= ${since}
    order by w.opened_at`.execute(tables(ctx));
  return found.rows.map((row) => ({
    ...row,
    since: Date.parse(row.since),
    closedAt: row.closedAt === null ? null : Date.parse(row.closedAt),
  }));
}

/** First month → how many warnings it has brought by figures. */
export async function broughtBy(ctx: Ctx): Promise<Map<string, number>> {
  const found = await sql<{ month: string; n: number }>`select first_month as month, count(*)::int as n
    from warnings.warning where kind <> 'place' group by 1`.execute(tables(ctx));
  return new Map(found.rows.map(({ month, n }) => [month, n]));
}

export async function insertWarning(
  ctx: Ctx,
  warning: Pick<
    StoredWarning,
    "kind" | "sectors" | "region" | "title" | "source" | "severity" | "first" | "last" | "demo"
  >,
): Promise<{ id: string; number: string }> {
  const id = uuidv7();
  const year = String(
    ctx.now.getTime() + 8 * 3_600_000 > 0 ? new Date(ctx.now.getTime() + 8 * 3_600_000).getUTCFullYear() : 0,
  );
  const done = await sql<{ number: string }>`
    insert into warnings.warning (id, number, kind, sectors, region, title, source, stage, severity, first_month, last_month,
      opened_at, stage_at, demo)
    select ${id}, ${`${year}-`} || lpad((coalesce(max(right(number, 3)::int), 0) + 1)::text, 3, '0'), ${warning.kind},
      ${warning.sectors}::text[], ${warning.region}, ${JSON.stringify(warning.title)}::jsonb, ${warning.source}, 'signalled',
      ${warning.severity}, ${warning.first}, ${warning.last}, ${ctx.now}::timestamptz, ${ctx.now}::timestamptz, ${warning.demo}
    from warnings.warning where number like ${`${year}-%`} returning number`.execute(tables(ctx));
  return { id, number: done.rows[0]!.number };
}

/** More of the same cause: later months, further industries, a graver grade while nobody has graded it. */
export async function continueWarning(
  ctx: Ctx,
  id: string,
  more: { sectors: readonly string[]; last: string; title: Text; severity: Severity },
): Promise<void> {
  await sql`update warnings.warning w set last_month = greatest(last_month, ${more.last}), title = ${JSON.stringify(more.title)}::jsonb,
      sectors = (select array_agg(distinct code order by code) from unnest(sectors || ${[...more.sectors]}::text[]) code),
      severity = case when graded then severity else ${more.severity} end, revision = revision + 1
    where id = ${id}`.execute(tables(ctx));
}

export async function moveWarning(
  ctx: Ctx,
  id: string,
  to: { stage: WarningStage; closed: boolean; acknowledge: boolean },
): Promise<number> {
  const done = await sql<{ revision: number }>`update warnings.warning set
      stage_at = case when stage = ${to.stage} then stage_at else ${ctx.now}::timestamptz end,
      escalated = case when stage = ${to.stage} then escalated else 0 end,
      stage = ${to.stage}, closed_at = ${to.closed ? ctx.now : null},
      acknowledged_at = case when ${to.acknowledge} then coalesce(acknowledged_at, ${ctx.now}::timestamptz) else acknowledged_at end,
      acknowledged_by_name = case when ${to.acknowledge} then coalesce(acknowledged_by_name, ${ctx.who.name}) else acknowledged_by_name end,
      revision = revision + 1
    where id = ${id} returning revision`.execute(tables(ctx));
  return done.rows[0]?.revision ?? refuse("record.not-found");
}

export async function setAssessment(ctx: Ctx, id: string, assessment: Assessment): Promise<void> {
  await sql`update warnings.warning set assessment = ${JSON.stringify(assessment)}::jsonb where id = ${id}`.execute(
    tables(ctx),
  );
}

export async function setGrade(
  ctx: Ctx,
  id: string,
  grade: { severity: Severity; named: readonly string[] },
): Promise<void> {
  await sql`update warnings.warning set severity = ${grade.severity}, graded = true, named = ${[...grade.named]}::uuid[]
    where id = ${id}`.execute(tables(ctx));
}

export async function setEscalated(ctx: Ctx, id: string, level: number): Promise<void> {
  await sql`update warnings.warning set escalated = ${level} where id = ${id}`.execute(tables(ctx));
}

export type StoredStep = {
  id: string;
  kind: StepKind;
  at: string;
  by: string;
  organisation: string;
  note: Text;
  evidence: Evidence[];
};

export async function stepsOf(ctx: Ctx, warningId: string): Promise<StoredStep[]> {
  const found =
    await sql<StoredStep>`select id, kind, ${iso(sql`at`)} as at, by_name as by, organisation, note, evidence
    from warnings.step where warning_id = ${warningId} order by at, id`.execute(tables(ctx));
  return found.rows;
}

export async function addStep(
  ctx: Ctx,
  step: {
    warningId: string;
    kind: StepKind;
    organisation: string;
    note: Text;
    evidence?: readonly Evidence[];
  },
): Promise<void> {
  await sql`insert into warnings.step (id, warning_id, kind, at, by_id, by_name, organisation, note, evidence)
    values (${uuidv7()}, ${step.warningId}, ${step.kind}, ${ctx.now}, ${ctx.who.personId}, ${ctx.who.name},
      ${step.organisation}, ${JSON.stringify(step.note)}::jsonb, ${JSON.stringify(step.evidence ?? [])}::jsonb)`.execute(
    tables(ctx),
  );
}

/** Whether any of its signals is still out of the ordinary. */
export async function anyStandingLeft(ctx: Ctx, id: string): Promise<boolean> {
  const found = await sql<{ any: boolean }>`select exists (select from warnings.signal
    where warning_id = ${id} and standing) as any`.execute(tables(ctx));
  return found.rows[0]!.any;
}

/** What the federation publishes about: those people found to be real, with the months their figures were off. */
export async function verifiedPlaces(
  ctx: Ctx,
): Promise<
  { number: string; title: Text; sectors: string[]; region: string; first: string; last: string }[]
> {
  const found = await sql<{
    number: string;
    title: Text;
    sectors: string[];
    region: string;
    first: string;
    last: string;
  }>`
    select number, title, sectors, region, first_month as first, last_month as last from warnings.warning
    where stage <> 'signalled' and stage <> 'dismissed'`.execute(tables(ctx));
  return found.rows;
}

export async function forgetDemo(ctx: Ctx): Promise<void> {
  for (const table of ["signal", "warning", "sighting", "silence", "run", "event", "rule"]) {
    await sql`delete from ${sql.table(`warnings.${table}`)} where demo`.execute(tables(ctx));
  }
  await sql`delete from warnings.recipient r where not exists (select from warnings.warning w where w.id = r.warning_id)`.execute(
    tables(ctx),
  );
}
