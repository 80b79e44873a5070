// The SQL of signals, runs of the pipeline, known events, and the mark that new figures wait.
import { sql } from "kysely";
import type { Ctx } from "../../../platform/ctx.ts";
import { bulkInsert } from "../../../platform/db/bulk.ts";
import { tables } from "../../../platform/db/scoped.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import type { Candidate } from "../detect.ts";
import type { StageLog } from "../pipeline.ts";
import type { Truth } from "../rehearse.ts";
import { iso } from "./warnings.ts";

export type SignalFacts = Omit<
  Candidate,
  "key" | "source" | "rule" | "sector" | "region" | "indicator" | "month" | "direction" | "recent"
>;
export type StoredSignal = {
  id: string;
  key: string;
  warningId: string | null;
  source: Candidate["source"];
  rule: string | null;
  sector: string | null;
  region: string | null;
  indicator: string | null;
  month: string;
  direction: Candidate["direction"];
  facts: SignalFacts;
  engine: string | null;
  standing: boolean;
};

const columns = sql`s.id, s.key, s.warning_id as "warningId", s.source, r.name #>> '{zh}' as rule, s.sector, s.region, s.indicator,
  s.month, s.direction, s.facts, s.engine, s.standing`;

export async function signalsOf(ctx: Ctx, warningIds: readonly string[]): Promise<StoredSignal[]> {
  const found =
    await sql<StoredSignal>`select ${columns} from warnings.signal s left join warnings.rule r on r.id = s.rule_id
    where s.warning_id = any(${[...warningIds]}::uuid[])
    order by abs((s.facts ->> 'score')::float8) desc, s.key`.execute(tables(ctx));
  return found.rows;
}

export async function knownKeys(ctx: Ctx): Promise<Set<string>> {
  const found = await sql<{ key: string }>`select key from warnings.signal`.execute(tables(ctx));
  return new Set(found.rows.map(({ key }) => key));
}

export async function insertSignals(
  ctx: Ctx,
  warningId: string,
  signals: readonly Candidate[],
  of: { engine: string; demo: boolean },
): Promise<void> {
  await bulkInsert(
    ctx,
    "warnings.signal",
    {
      ...{
        id: "uuid",
        key: "text",
        warning_id: "uuid",
        source: "text",
        rule_id: "uuid",
        sector: "text",
        region: "text",
      },
      ...{
        indicator: "text",
        month: "text",
        direction: "text",
        facts: "jsonb",
        engine: "text",
        seen_at: "timestamptz",
      },
      ...{ demo: "boolean" },
    },
    signals.map(({ key, source, rule, sector, region, indicator, month, direction, recent: _, ...facts }) => [
      ...[uuidv7(), key, warningId, source, rule, sector, region, indicator, month, direction, facts],
      ...[source === "statistics" ? of.engine : null, ctx.now, of.demo],
    ]),
    // A figure that fell back and is out again, or a warning that was taken away: the signal stands once.
    "on conflict (key) do update set warning_id = excluded.warning_id, facts = excluded.facts, standing = true",
  );
}

/** Signals of a month that no rule finds any more, with the figures as they are now. @returns the warnings they belong to. */
export async function markFallen(ctx: Ctx, month: string, standing: readonly string[]): Promise<string[]> {
  const found = await sql<{ id: string }>`update warnings.signal set standing = false
    where source = 'statistics' and month = ${month} and standing and not (key = any(${[...standing]}::text[]))
    returning warning_id as id`.execute(tables(ctx));
  await sql`update warnings.signal set standing = true where source = 'statistics' and month = ${month} and not standing
    and key = any(${[...standing]}::text[])`.execute(tables(ctx));
  return [...new Set(found.rows.map(({ id }) => id).filter((id) => id !== null))];
}

export type StoredRun = {
  id: string;
  at: string;
  month: string | null;
  source: Candidate["source"];
  judged: number;
  signals: number;
  opened: number;
  continued: number;
  stages: StageLog[];
};

/** What is alike is counted, so that a run stays readable. */
const MOST_DROPPED = 60;

export async function insertRun(
  ctx: Ctx,
  run: Omit<StoredRun, "id" | "at"> & { demo: boolean },
): Promise<void> {
  const stages = run.stages.map((stage) => ({
    ...stage,
    left: stage.dropped.length,
    dropped: stage.dropped.slice(0, MOST_DROPPED),
  }));
  await sql`insert into warnings.run (id, at, month, source, judged, signals, opened, continued, stages, demo)
    values (${uuidv7()}, ${ctx.now}, ${run.month}, ${run.source}, ${run.judged}, ${run.signals}, ${run.opened},
      ${run.continued}, ${JSON.stringify(stages)}::jsonb, ${run.demo})`.execute(tables(ctx));
}

export async function runRows(ctx: Ctx, limit: number): Promise<StoredRun[]> {
  const found =
    await sql<StoredRun>`select id, ${iso(sql`at`)} as at, month, source, judged, signals, opened, continued, stages
    from warnings.run order by at desc, id desc limit ${limit}`.execute(tables(ctx));
  return found.rows;
}

export async function knownEvents(ctx: Ctx): Promise<Truth[]> {
  const found = await sql<Truth>`select code, title, from_month as from, to_month as to, industries, regions
    from warnings.event order by from_month, code`.execute(tables(ctx));
  return found.rows;
}

export async function insertEvents(ctx: Ctx, events: readonly Truth[], demo: boolean): Promise<void> {
  await bulkInsert(
    ctx,
    "warnings.event",
    {
      code: "text",
      title: "jsonb",
      from_month: "text",
      to_month: "text",
      industries: "text[]",
      regions: "text[]",
      demo: "boolean",
    },
    events.map((one) => [one.code, one.title, one.from, one.to, [...one.industries], [...one.regions], demo]),
    "on conflict (code) do nothing",
  );
}

export async function markDue(ctx: Ctx, formCode: string): Promise<void> {
  await sql`insert into warnings.due (form_code, at) values (${formCode}, ${ctx.now})
    on conflict (form_code) do update set at = excluded.at`.execute(tables(ctx));
}

/** @returns whether there were new figures; they count as judged from now on. */
export async function takeDue(ctx: Ctx): Promise<boolean> {
  const done = await sql`delete from warnings.due`.execute(tables(ctx));
  return (done.numAffectedRows ?? 0n) > 0n;
}
