// Briefs as they were written, and the cells they are written from.
import { type RawBuilder, sql } from "kysely";
import type { Ctx } from "../../../platform/ctx.ts";
import { tables } from "../../../platform/db/scoped.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import type { Vintage } from "../contract.ts";
import type { Brief, BriefHead, FigureCell } from "../panels/contract.ts";

export type StoredFigure = FigureCell & { computedAt: Date; engine: string };

/** Cells of the whole country, as far as the asker may read them. */
export async function readFigureCells(
  ctx: Ctx,
  wish: { formCode: string; months: readonly string[] | null; sector?: string; vintage?: Vintage },
): Promise<StoredFigure[]> {
  const conditions: RawBuilder<unknown>[] = [
    sql`form_code = ${wish.formCode}`,
    sql`region = '00'`,
    ...(wish.months ? [sql`month = any(${wish.months})`] : []),
    wish.sector === undefined
      ? sql`(length(sector) <= 2 or left(sector, 1) = '@')`
      : sql`sector = ${wish.sector}`,
    ...(wish.vintage ? [sql`vintage = ${wish.vintage}`] : []),
  ];
  const found = await sql<StoredFigure>`
    select indicator, sector, region, month, vintage, expected, reported, coverage::text as coverage, total::text as total,
      weighted_total::text as "weightedTotal", mean::text as mean, growth_mom::text as "growthMom",
      matched_mom as "matchedMom", growth_yoy::text as "growthYoy", matched_yoy as "matchedYoy",
      chain_index::text as "chainIndex", diffusion::text as diffusion, suppressed, provisional,
      computed_at as "computedAt", engine
    from monitoring.cell where ${sql.join(conditions, sql` and `)}
    order by month, sector, indicator, vintage`.execute(tables(ctx));
  return found.rows;
}

type Row = Omit<Brief, "madeAt"> & { madeAt: Date };
const head = sql`id, month, vintage, number, made_at as "madeAt", made_by_name as "madeBy"`;
const whole = sql`${head}, cells, previous, restated`;
const said = <T extends { madeAt: Date }>(row: T) => ({ ...row, madeAt: row.madeAt.toISOString() });

export async function listBriefs(ctx: Ctx): Promise<{ briefs: BriefHead[] }> {
  const found =
    await sql<Row>`select ${head} from monitoring.brief order by made_at desc, id desc limit 100`.execute(
      tables(ctx),
    );
  return { briefs: found.rows.map(said) };
}

export async function findBrief(ctx: Ctx, id: string): Promise<Brief | null> {
  const found = await sql<Row>`select ${whole} from monitoring.brief where id = ${id}`.execute(tables(ctx));
  return found.rows[0] ? said(found.rows[0]) : null;
}

/** The newest brief, of a month or at all. */
export async function lastBrief(ctx: Ctx, month: string | null): Promise<Brief | null> {
  const found = await sql<Row>`select ${whole} from monitoring.brief
    ${month === null ? sql`` : sql`where month = ${month}`} order by made_at desc, id desc limit 1`.execute(
    tables(ctx),
  );
  return found.rows[0] ? said(found.rows[0]) : null;
}

export async function keepBrief(
  ctx: Ctx,
  brief: Pick<Brief, "previous" | "restated"> & {
    month: string;
    vintage: Vintage;
    cells: readonly FigureCell[];
  },
): Promise<BriefHead> {
  await sql`select pg_advisory_xact_lock(7305164011)`.execute(tables(ctx));
  const found = await sql<Row>`insert into monitoring.brief
      (id, month, vintage, number, cells, previous, restated, made_at, made_by, made_by_name)
    select ${uuidv7()}, ${brief.month}, ${brief.vintage},
      (select count(*)::int + 1 from monitoring.brief where month = ${brief.month}),
      ${JSON.stringify(brief.cells)}::jsonb, ${brief.previous && JSON.stringify(brief.previous)}::jsonb, ${JSON.stringify(brief.restated)}::jsonb, ${ctx.now}, ${ctx.who.personId},
      ${ctx.who.name}
    returning ${head}`.execute(tables(ctx));
  return said(found.rows[0]!);
}
