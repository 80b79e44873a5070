// Keeping what was computed: cells and what stands beside them, many months in one statement.
import { type RawBuilder, sql } from "kysely";
import type { Ctx } from "../../../platform/ctx.ts";
import { staged } from "../../../platform/db/bulk.ts";
import { tables } from "../../../platform/db/scoped.ts";
import type { PartRow } from "../cells.ts";
import { type CellRow, printIndex } from "../facts.ts";
import { indicators } from "../reference.ts";
import { family } from "../store.ts";
import { type Beside, keepBeside } from "./part.ts";

const columns = {
  form_code: "text",
  sector: "text",
  region: "text",
  indicator: "text",
  month: "text",
  vintage: "text",
  expected: "int",
  reported: "int",
  coverage: "numeric",
  total: "numeric",
  weighted_total: "numeric",
  mean: "numeric",
  growth_mom: "numeric",
  matched_mom: "int",
  growth_yoy: "numeric",
  matched_yoy: "int",
  chain_index: "numeric",
  diffusion: "numeric",
  suppressed: "text",
  provisional: "boolean",
  engine: "text",
  computed_at: "timestamptz",
} as const;
const NAMES = Object.keys(columns);
const KEY = ["form_code", "month", "indicator", "sector", "region", "vintage"];
const others = NAMES.filter((name) => !KEY.includes(name));
/** Engine and moment belong to the figure: they move when it does. */
const said = others.filter((name) => name !== "engine" && name !== "computed_at");

export type Kept = {
  formCode: string;
  /** A division with its groups, the key groups, or all. */
  family: string;
  engine: string;
  /** Month → the regions that were computed; null: every one. */
  scope: ReadonlyMap<string, ReadonlySet<string> | null>;
  cells: readonly CellRow[];
  /** Months whose chain has moved, with the regions in which it did. */
  moved: ReadonlyMap<string, ReadonlySet<string>>;
  beside: ReadonlyMap<string, Beside>;
};

/** The cells of these months become these, and what stands beside them; whatever is as it was is not touched. */
export async function keep(ctx: Ctx, kept: Kept): Promise<void> {
  const scope = scopeOf(kept.scope);
  await staged(ctx, columns, rowsOf(ctx, kept), async (from) => {
    const fresh = await isFresh(ctx, kept);
    await sql`insert into monitoring.cell (${sql.raw(NAMES.join(", "))}) select ${sql.raw(NAMES.join(", "))}
      from ${from} ${sql.raw(fresh ? "" : ONLY_CHANGED)}`.execute(tables(ctx));
    if (!fresh)
      await dropOthers(
        ctx,
        kept,
        sql`t.form_code = ${kept.formCode} and ${family(kept.family)} and ${scope}`,
        from,
      );
  });
  await moveChains(ctx, kept);
  await keepBeside(ctx, { ...kept, scope }, kept.beside, (month) =>
    kept.scope.has(month)
      ? kept.scope.get(month) === null
        ? null
        : new Set([...kept.scope.get(month)!, ...(kept.moved.get(month) ?? [])])
      : (kept.moved.get(month) ?? new Set()),
  );
}

/** Cells of places where nobody is expected any more; as a rule there are none, and counting says so. */
async function dropOthers(
  ctx: Ctx,
  { cells }: Kept,
  where: RawBuilder<unknown>,
  from: RawBuilder<unknown>,
): Promise<void> {
  const found = await sql<{
    n: number;
  }>`select count(*)::int as n from monitoring.cell t where ${where}`.execute(tables(ctx));
  if (found.rows[0]!.n === cells.length) return;
  // Tables of which the planner knows nothing yet: what it takes for a handful are tens of thousands.
  await sql`set local enable_nestloop = off`.execute(tables(ctx));
  await sql`delete from monitoring.cell t where ${where} and not exists (select from ${from}
    where ${sql.raw(KEY.map((name) => `u.${name} = t.${name}`).join(" and "))})`.execute(tables(ctx));
  await sql`set local enable_nestloop = on`.execute(tables(ctx));
}

/** A row that stands as it is costs no write. */
const ONLY_CHANGED = `on conflict (${KEY.join(", ")}) do update set
  ${others.map((name) => `${name} = excluded.${name}`).join(", ")}
  where (${said.map((name) => `cell.${name}`).join(", ")}) is distinct from (${said.map((name) => `excluded.${name}`).join(", ")})`;

/** Nothing was ever kept of the family: nothing can be in the way. */
async function isFresh(ctx: Ctx, kept: Kept): Promise<boolean> {
  const found = await sql<{ fresh: boolean }>`select not exists (select from monitoring.cell
    where form_code = ${kept.formCode} and ${family(kept.family)}) as fresh`.execute(tables(ctx));
  return found.rows[0]!.fresh;
}

function scopeOf(scope: Kept["scope"]): RawBuilder<boolean> {
  const whole = [...scope].flatMap(([month, regions]) => (regions === null ? [month] : []));
  const some = [...scope].flatMap(([month, regions]) =>
    [...(regions ?? [])].map((region) => ({ month, region })),
  );
  return some.length === 0
    ? sql<boolean>`t.month = any(${whole})`
    : sql<boolean>`(t.month = any(${whole}) or (t.month, t.region) in (select * from
        unnest(${some.map((at) => at.month)}::text[], ${some.map((at) => at.region)}::text[])))`;
}

const rowsOf = (ctx: Ctx, { formCode, engine, cells }: Kept): unknown[][] =>
  cells.map((c) => [
    formCode,
    c.sector,
    c.region,
    c.indicator,
    c.month,
    c.vintage,
    c.expected,
    c.reported,
    c.coverage,
    c.total,
    c.weightedTotal,
    c.mean,
    c.growthMom,
    c.matchedMom,
    c.growthYoy,
    c.matchedYoy,
    c.chainIndex,
    c.diffusion,
    c.suppressed,
    c.provisional,
    engine,
    ctx.now,
  ]);

const chainColumns = {
  sector: "text",
  region: "text",
  indicator: "text",
  month: "text",
  vintage: "text",
  printed: "numeric",
} as const;

/** Only the index of a month moves, because an earlier month has changed. */
async function moveChains(ctx: Ctx, { formCode, moved, beside }: Kept): Promise<void> {
  const rates = new Set(indicators.filter(({ kind }) => kind === "rate").map(({ code }) => code));
  const parts: PartRow[] = [...moved].flatMap(([month, regions]) =>
    [...(beside.get(month)?.links.values() ?? [])].filter(
      ({ region, indicator }) => regions.has(region) && !rates.has(indicator),
    ),
  );
  if (parts.length === 0) return;
  const rows = parts.map((p) => [p.sector, p.region, p.indicator, p.month, p.vintage, printIndex(p.link)]);
  await staged(ctx, chainColumns, rows, async (from) => {
    await sql`update monitoring.cell t set computed_at = ${ctx.now}, chain_index = u.printed
      from ${from} where t.form_code = ${formCode} and t.month = u.month and t.indicator = u.indicator
        and t.sector = u.sector and t.region = u.region and t.vintage = u.vintage
        and (t.suppressed is null or t.suppressed = 'revision') and t.chain_index is distinct from u.printed`.execute(
      tables(ctx),
    );
  });
}
