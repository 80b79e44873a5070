// The SQL of rules and their rehearsals.
import { sql } from "kysely";
import type { Ctx } from "../../../platform/ctx.ts";
import { tables } from "../../../platform/db/scoped.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import { refuse } from "../../../platform/errors.ts";
import type { Method, Text } from "../contract.ts";
import type { RehearsalSummary, RuleState } from "../rules/contract.ts";
import { iso } from "./warnings.ts";

export type RuleFields = {
  name: Text;
  method: Method;
  threshold: number;
  direction: "both" | "up" | "down";
  indicators: readonly string[];
  sectors: readonly string[];
  regions: readonly string[];
};
export type StoredRule = RuleFields & {
  id: string;
  state: RuleState;
  rehearsal: RehearsalSummary | null;
  rehearsedAt: string | null;
  rehearsedPrint: string | null;
  liveAt: string | null;
  liveBy: string | null;
  revision: number;
  savedBy: string;
  savedAt: string;
  demo: boolean;
};

const columns = sql`id, name, method, threshold::float8 as threshold, direction, indicators, sectors, regions, state, rehearsal,
  ${iso(sql`rehearsed_at`)} as "rehearsedAt", rehearsed_print as "rehearsedPrint", ${iso(sql`live_at`)} as "liveAt",
  live_by_name as "liveBy", revision, saved_by_name as "savedBy", ${iso(sql`saved_at`)} as "savedAt", demo`;

export async function ruleRows(ctx: Ctx, state?: RuleState): Promise<StoredRule[]> {
  const found = await sql<StoredRule>`select ${columns} from warnings.rule
    where ${state ?? null}::text is null or state = ${state ?? null}
    order by array_position(array['live', 'draft', 'retired'], state), saved_at, id`.execute(tables(ctx));
  return found.rows;
}

export async function loadRule(ctx: Ctx, id: string, lock = false): Promise<StoredRule> {
  const found = await sql<StoredRule>`select ${columns} from warnings.rule where id = ${id}
    ${lock ? sql`for update` : sql``}`.execute(tables(ctx));
  return found.rows[0] ?? refuse("record.not-found");
}

export async function insertRule(ctx: Ctx, rule: RuleFields, demo = false): Promise<string> {
  const id = uuidv7();
  await sql`insert into warnings.rule (id, name, method, threshold, direction, indicators, sectors, regions, state,
      saved_by_name, saved_at, demo)
    values (${id}, ${JSON.stringify(rule.name)}::jsonb, ${rule.method}, ${rule.threshold}, ${rule.direction},
      ${[...rule.indicators]}::text[], ${[...rule.sectors]}::text[], ${[...rule.regions]}::text[], 'draft',
      ${ctx.who.name}, ${ctx.now}, ${demo})`.execute(tables(ctx));
  return id;
}

/** A changed rule is a draft again: it has not been rehearsed as it stands. */
export async function updateRule(ctx: Ctx, id: string, rule: RuleFields): Promise<void> {
  await sql`update warnings.rule set name = ${JSON.stringify(rule.name)}::jsonb, method = ${rule.method},
      threshold = ${rule.threshold}, direction = ${rule.direction}, indicators = ${[...rule.indicators]}::text[],
      sectors = ${[...rule.sectors]}::text[], regions = ${[...rule.regions]}::text[], state = 'draft', live_at = null,
      live_by_name = null, revision = revision + 1, saved_by_name = ${ctx.who.name}, saved_at = ${ctx.now}
    where id = ${id}`.execute(tables(ctx));
}

export async function keepRehearsal(
  ctx: Ctx,
  id: string,
  rehearsal: RehearsalSummary,
  print: string,
): Promise<void> {
  await sql`update warnings.rule set rehearsal = ${JSON.stringify(rehearsal)}::jsonb, rehearsed_at = ${ctx.now},
      rehearsed_print = ${print} where id = ${id}`.execute(tables(ctx));
}

export async function setRuleState(ctx: Ctx, id: string, state: RuleState): Promise<void> {
  await sql`update warnings.rule set state = ${state}, revision = revision + 1,
      live_at = case when ${state} = 'live' then ${ctx.now}::timestamptz else live_at end,
      live_by_name = case when ${state} = 'live' then ${ctx.who.name} else live_by_name end
    where id = ${id}`.execute(tables(ctx));
}
