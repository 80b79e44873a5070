// The SQL of the statistics of appeals, in the asker's own scope; drafts are nobody's figure.
import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import type { Ctx } from "../../../platform/ctx.ts";
import { tables } from "../../../platform/db/scoped.ts";
import type { Counts, Cut, readStatistics } from "../statistics/contract.ts";

const month = sql`to_char(a.submitted_at at time zone 'Asia/Shanghai', 'YYYY-MM')`;
const keys: Readonly<Record<Cut, RawBuilder<unknown>>> = {
  kind: sql`a.kind`,
  province: sql`left(a.region_code, 2)`,
  industry: sql`left(a.industry_code, 2)`,
  handler: sql`a.handler_id::text`,
  month,
};

const ended = sql`a.state in ('answered', 'closed') and a.outcome is not null`;
const counted = (now: Date) => sql`count(*)::int as received,
  count(*) filter (where a.state not in ('answered', 'closed'))::int as open,
  percentile_cont(0.5) within group (order by a.first_reply_minutes)::float8 as "firstReplyMedian",
  count(*) filter (where ${ended})::int as ended,
  count(*) filter (where ${ended} and a.outcome = 'solved')::int as solved,
  count(*) filter (where a.late or (a.state <> 'closed' and a.due_at < ${now}))::int as overdue,
  count(*) filter (where a.reopened > 0)::int as reopened`;

export async function statistics(
  ctx: Ctx,
  input: z.output<typeof readStatistics.input>,
): Promise<{ total: Counts; rows: (Counts & { key: string; name: string | null })[] }> {
  const where = sql`a.state <> 'draft' and (${input.from ?? null}::text is null or ${month} >= ${input.from ?? null})
    and (${input.until ?? null}::text is null or ${month} <= ${input.until ?? null})`;
  const key = keys[input.by];
  const name = input.by === "handler" ? sql`max(a.handler_name)` : sql`null::text`;
  const order = input.by === "month" ? sql`key` : sql`received desc, key`;
  const rows = await sql<Counts & { key: string; name: string | null }>`select ${key} as key, ${name} as name,
    ${counted(ctx.now)} from appeals.appeal a where ${where} group by 1 order by ${order} limit 200`.execute(
    tables(ctx),
  );
  const total = await sql<Counts>`select ${counted(ctx.now)} from appeals.appeal a where ${where}`.execute(
    tables(ctx),
  );
  return { total: total.rows[0]!, rows: rows.rows };
}
