// Every SQL of monitoring: firm rows are read through reporting's view, only protected results are kept.
import { type RawBuilder, sql } from "kysely";
import type { Ctx } from "../../platform/ctx.ts";
import { bulkInsert } from "../../platform/db/bulk.ts";
import { type ScopedDb, tables } from "../../platform/db/scoped.ts";
import { type Expected, type PartRow, publishedKey } from "./cells.ts";
import { ALL_SECTORS, type Cell, type Suppression, type Vintage } from "./contract.ts";
import type { Bases } from "./curve.ts";
import { type CellRow, factsFrom, factsText, printIndex } from "./facts.ts";
import type { Figure } from "./standing.ts";

export async function mark(ctx: Ctx, formCode: string, sector: string, month: string): Promise<boolean> {
  const done = await sql`insert into monitoring.dirty (form_code, sector, month, marked_at)
    values (${formCode}, ${sector}, ${month}, ${ctx.now}) on conflict do nothing`.execute(tables(ctx));
  return done.numAffectedRows === 1n;
}

/** Takes every mark of industries, or of key groups; whoever marks meanwhile waits for this transaction and marks again. */
export async function takeMarks(
  ctx: Ctx,
  of: "industries" | "groups",
): Promise<{ formCode: string; sector: string; month: string }[]> {
  const taken = await sql<{ formCode: string; sector: string; month: string }>`delete from monitoring.dirty
    where (sector = ${KEY_GROUPS}) = ${of === "groups"}
    returning form_code as "formCode", sector, month`.execute(tables(ctx));
  return taken.rows;
}

/** One computation at a time: two would write the same cells. */
export async function computingAlone(ctx: Ctx): Promise<void> {
  await sql`select pg_advisory_xact_lock(7305164010)`.execute(tables(ctx));
}

/** Two-digit industries in which an enterprise is expected or has reported in a month. */
export async function sectorsOf(
  ctx: Ctx,
  at: { formCode: string; month: string; organisationId?: string },
): Promise<string[]> {
  const one = at.organisationId ? sql`and organisation_id = ${at.organisationId}` : sql``;
  const found = await sql<{ sector: string }>`
    select distinct left(industry_code, 2) as sector from (
      select industry_code from reporting.expected where form_code = ${at.formCode} and period = ${at.month} ${one}
      union all
      select industry_code from reporting.report where form_code = ${at.formCode} and period = ${at.month} ${one}) x
    where ${at.month}::text ~ ${MONTH} order by 1`.execute(tables(ctx));
  return found.rows.map((r) => r.sector);
}

/** What is computed here goes by months: returns of days, weeks and quarters are told elsewhere. */
const MONTH = "^\\d{4}-\\d\\d$";

/** Every month of every industry in which anybody is expected or has reported. */
export async function everyMonth(
  db: ScopedDb,
): Promise<{ formCode: string; sector: string; months: string[] }[]> {
  const found = await sql<{ formCode: string; sector: string; months: string[] }>`
    select form_code as "formCode", sector, array_agg(month order by month) as months from (
      select distinct form_code, left(industry_code, 2) as sector, period as month from reporting.expected
      union
      select distinct form_code, left(industry_code, 2), period from reporting.report) x
    where month ~ ${MONTH} group by 1, 2 order by 1, 2`.execute(tables(db));
  return found.rows;
}

/** Digits alone sort the same everywhere: a range, so that an index serves it. */
const within = (column: string, sector: string): RawBuilder<boolean> =>
  sql<boolean>`${sql.ref(column)} >= ${sector} and ${sql.ref(column)} < ${`${sector}:`}`;

const inSector = (sector: string | null): RawBuilder<boolean> =>
  sector === null ? sql<boolean>`true` : within("industry_code", sector);

type FiguresOf = {
  formCode: string;
  /** Null: of every industry. */
  sector: string | null;
  indicators: readonly string[];
  months: readonly string[];
  /** Left out: of everybody. */
  organisations?: readonly string[];
};

/** Of several vintages received on one day the last one stands. */
export async function readFigures(db: ScopedDb, of: FiguresOf): Promise<Figure[]> {
  const found = await sql<Figure>`
    select distinct on (indicator, period, organisation_id, received)
      organisation_id as enterprise, indicator, period as month, industry_code as industry, region_code as region,
      value::text as value, weight::text as weight, received::text as received, provisional
    from reporting.report
    where form_code = ${of.formCode} and indicator = any(${of.indicators}) and period = any(${of.months})
      and ${inSector(of.sector)}
      ${of.organisations ? sql`and organisation_id = any(${of.organisations}::uuid[])` : sql``}
    order by indicator, period, organisation_id, received, vintage desc`.execute(tables(db));
  return found.rows;
}

/** What each enterprise returned in the base months of its index. */
export async function readBases(db: ScopedDb, of: FiguresOf): Promise<Bases> {
  const found = await sql<{ key: string; sum: string; count: number }>`
    select organisation_id || ' ' || indicator as key, sum(value)::text as sum, count(*)::int as count from (
      select distinct on (indicator, period, organisation_id) organisation_id, indicator, value from reporting.report
      where form_code = ${of.formCode} and indicator = any(${of.indicators}) and period = any(${of.months})
        and ${inSector(of.sector)}
      order by indicator, period, organisation_id, received desc, vintage desc) f
    group by organisation_id, indicator`.execute(tables(db));
  return new Map(found.rows.map(({ key, sum, count }) => [key, { sum, count }]));
}

export async function readExpected(
  db: ScopedDb,
  of: Pick<FiguresOf, "formCode" | "sector" | "months">,
): Promise<Expected[]> {
  const found = await sql<Expected>`
    select organisation_id as enterprise, period as month, industry_code as industry, region_code as region,
      weight::text as weight
    from reporting.expected
    where form_code = ${of.formCode} and period = any(${of.months}) and ${inSector(of.sector)}`.execute(
    tables(db),
  );
  return found.rows;
}

export type Published = Map<string, Suppression>;

/** What is withheld in these months, by `publishedKey`; of every division and of all together when `sector` is null. */
export async function readWithheld(
  ctx: Ctx,
  formCode: string,
  sector: string | null,
  months: readonly string[],
): Promise<Published> {
  const which = sector === null ? sql`sector = any(${[...DIVISIONS, ALL_SECTORS]})` : family(sector);
  const found = await sql<
    Pick<CellRow, "indicator" | "month" | "vintage" | "sector" | "region"> & {
      suppressed: Suppression;
    }
  >`select indicator, month, vintage, sector, region, suppressed
    from monitoring.cell where form_code = ${formCode} and ${which} and suppressed is not null
      and month = any(${months})`.execute(tables(ctx));
  return new Map(
    found.rows.map((row) => [
      publishedKey(row.indicator, row.month, row.vintage, row.sector, row.region),
      row.suppressed,
    ]),
  );
}

/** Every cell of the table of industries in a month: withheld for a reason, or shown (null). */
export async function readShown(
  ctx: Ctx,
  formCode: string,
  month: string,
): Promise<Map<string, Suppression | null>> {
  const found = await sql<
    Pick<CellRow, "indicator" | "month" | "vintage" | "sector" | "region" | "suppressed">
  >`
    select indicator, month, vintage, sector, region, suppressed from monitoring.cell
    where form_code = ${formCode} and month = ${month} and left(sector, 1) <> ${KEY_GROUPS}`.execute(
    tables(ctx),
  );
  return new Map(
    found.rows.map((row) => [
      publishedKey(row.indicator, row.month, row.vintage, row.sector, row.region),
      row.suppressed,
    ]),
  );
}

type StoredPart = Omit<PartRow, "link" | "facts"> & {
  step: string;
  linked: boolean;
  chain: string;
  chained: boolean;
  facts: string | null;
};

/** Of an industry and its groups, or of every division when `sector` is null. */
export async function readParts(
  ctx: Ctx,
  formCode: string,
  sector: string | null,
  month: string,
  regions: readonly string[] | null = null,
): Promise<PartRow[]> {
  const found =
    await sql<StoredPart>`select sector, region, indicator, month, vintage, step::text as step, linked,
      chain::text as chain, chained, facts
    from monitoring.part where form_code = ${formCode} and month = ${month}
      and ${sector === null ? sql`sector = any(${DIVISIONS})` : family(sector)}
      ${regions === null ? sql`` : sql`and region = any(${regions})`}`.execute(tables(ctx));
  return found.rows.map(({ step, linked, chain, chained, facts, ...at }) => ({
    ...at,
    link: { step: BigInt(step), linked, index: BigInt(chain), chained },
    facts: facts === null ? null : factsFrom(facts),
  }));
}

const partColumns = {
  form_code: "text",
  sector: "text",
  region: "text",
  indicator: "text",
  month: "text",
  vintage: "text",
  step: "numeric",
  linked: "boolean",
  chain: "numeric",
  chained: "boolean",
  facts: "text",
} as const;

type KeptMonth = {
  formCode: string;
  sector: string;
  month: string;
  /** Null: everywhere. */
  regions: readonly string[] | null;
  engine: string;
};

/** The cells of a month become these, and what stands beside them; whatever is as it was is not touched. */
export async function keepMonth(
  ctx: Ctx,
  kept: KeptMonth,
  { cells, parts }: { cells: readonly CellRow[]; parts: readonly PartRow[] },
): Promise<void> {
  await dropOthers(ctx, kept, sql.table("monitoring.cell"), cells);
  await dropOthers(ctx, kept, sql.table("monitoring.part"), parts);
  await keepCells(ctx, kept, cells);
  const rows = parts.map((p) => [
    ...[kept.formCode, p.sector, p.region, p.indicator, p.month, p.vintage],
    ...[p.link.step, p.link.linked, p.link.index, p.link.chained, p.facts && factsText(p.facts)],
  ]);
  await bulkInsert(ctx, "monitoring.part", partColumns, rows, onlyChanged("part", partColumns));
}

type At = Pick<CellRow, "sector" | "region" | "indicator" | "vintage">;
async function dropOthers(
  ctx: Ctx,
  kept: KeptMonth,
  table: RawBuilder<unknown>,
  rows: readonly At[],
): Promise<void> {
  const column = (name: keyof At) => sql`${rows.map((row) => row[name])}::text[]`;
  await sql`delete from ${table} t where t.form_code = ${kept.formCode} and ${family(kept.sector)}
    and t.month = ${kept.month} ${kept.regions === null ? sql`` : sql`and t.region = any(${kept.regions})`}
    and not exists (select from unnest(${column("sector")}, ${column("region")}, ${column("indicator")},
      ${column("vintage")}) u(sector, region, indicator, vintage)
      where (u.sector, u.region, u.indicator, u.vintage) = (t.sector, t.region, t.indicator, t.vintage))`.execute(
    tables(ctx),
  );
}

const KEY = ["sector", "form_code", "indicator", "month", "region", "vintage"];
/** Engine and moment belong to the figure: they move when it does. */
const BESIDE = ["engine", "computed_at"];

/** A row that stands as it is costs no write. */
function onlyChanged(table: string, columns: Readonly<Record<string, string>>): string {
  const others = Object.keys(columns).filter((name) => !KEY.includes(name));
  const said = others.filter((name) => !BESIDE.includes(name));
  const list = (names: readonly string[], from: string) => names.map((name) => `${from}.${name}`).join(", ");
  return `on conflict (${KEY.join(", ")}) do update set
    ${others.map((name) => `${name} = excluded.${name}`).join(", ")}
    where (${list(said, table)}) is distinct from (${list(said, "excluded")})`;
}

/** Only the index of a month moves, because an earlier month has changed. */
export async function moveChain(ctx: Ctx, formCode: string, parts: readonly PartRow[]): Promise<void> {
  const column = (value: (part: PartRow) => unknown) =>
    sql`${parts.map((part) => (value(part) === null ? null : String(value(part))))}::text[]`;
  const moved = sql`unnest(${column((p) => p.sector)}, ${column((p) => p.region)}, ${column((p) => p.indicator)},
      ${column((p) => p.month)}, ${column((p) => p.vintage)}, ${column((p) => p.link.index)},
      ${column((p) => p.link.chained)}, ${column((p) => printIndex(p.link))})
    as u(sector, region, indicator, month, vintage, chain, chained, printed)`;
  const same = sql`t.form_code = ${formCode} and t.sector = u.sector and t.region = u.region and t.month = u.month
    and t.indicator = u.indicator and t.vintage = u.vintage`;
  await sql`update monitoring.part t set chain = u.chain::numeric, chained = u.chained::boolean
    from ${moved} where ${same}`.execute(tables(ctx));
  await sql`update monitoring.cell t set computed_at = ${ctx.now}, chain_index =
      case when t.suppressed is null or t.suppressed = 'revision' then u.printed::numeric end
    from ${moved} where ${same}`.execute(tables(ctx));
}

const cellColumns = {
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

/** Named one by one, so that an index on the sector serves them. */
const DIVISIONS = Array.from({ length: 100 }, (_, at) => String(at).padStart(2, "0"));
/** Stands for all key groups together, where their codes begin with it. */
export const KEY_GROUPS = "@";
/** "22" stands for itself and its groups; "*" for itself. */
export const family = (sector: string): RawBuilder<boolean> =>
  sector.length === 2
    ? within("sector", sector)
    : sector === KEY_GROUPS
      ? sql<boolean>`left(sector, 1) = ${KEY_GROUPS}`
      : sql<boolean>`sector = ${sector}`;

async function keepCells(
  ctx: Ctx,
  kept: { formCode: string; engine: string },
  cells: readonly CellRow[],
): Promise<void> {
  const rows = cells.map((c) => [
    kept.formCode,
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
    kept.engine,
    ctx.now,
  ]);
  await bulkInsert(ctx, "monitoring.cell", cellColumns, rows, onlyChanged("cell", cellColumns));
}

export async function forget(ctx: Ctx): Promise<void> {
  await sql`delete from monitoring.cell`.execute(tables(ctx));
  await sql`delete from monitoring.band`.execute(tables(ctx));
  await sql`delete from monitoring.part`.execute(tables(ctx));
  await sql`delete from monitoring.brief`.execute(tables(ctx));
  await sql`delete from monitoring.dirty`.execute(tables(ctx));
}

export type StoredCell = Cell & { computedAt: Date; engine: string };

export type CellWish = {
  formCode: string;
  indicator: string;
  month?: string;
  vintage?: Vintage;
  sector?: string;
  region?: string;
};

/** Protected cells that the asker may read. */
export async function readCells(ctx: Ctx, wish: CellWish): Promise<StoredCell[]> {
  const conditions: RawBuilder<unknown>[] = [
    sql`form_code = ${wish.formCode}`,
    sql`indicator = ${wish.indicator}`,
    ...(wish.month ? [sql`month = ${wish.month}`] : []),
    ...(wish.vintage ? [sql`vintage = ${wish.vintage}`] : []),
    ...(wish.sector ? [sql`sector = ${wish.sector}`] : []),
    ...(wish.region ? [sql`region = ${wish.region}`] : []),
  ];
  const found = await sql<StoredCell>`
    select sector, region, month, vintage, expected, reported, coverage, total, weighted_total as "weightedTotal", mean,
      growth_mom as "growthMom", matched_mom as "matchedMom", growth_yoy as "growthYoy", matched_yoy as "matchedYoy",
      chain_index as "chainIndex", diffusion, suppressed, provisional, computed_at as "computedAt", engine
    from monitoring.cell where ${sql.join(conditions, sql` and `)}
    order by month, sector, region, vintage`.execute(tables(ctx));
  return found.rows;
}

export async function readKnown(ctx: Ctx, formCode: string) {
  const found = await sql<{ sector: string; region: string; month: string }>`
    select sector, region, max(month) as month from monitoring.cell
    where form_code = ${formCode} and vintage = 'final' group by 1, 2 order by 1, 2`.execute(tables(ctx));
  const months = await sql<{ month: string; reported: number }>`
    select month, max(reported) as reported from monitoring.cell
    where form_code = ${formCode} and vintage = 'final' group by 1 order by 1`.execute(tables(ctx));
  return { places: found.rows, months: months.rows };
}

/** Cells without anything beside them. */
export async function isUnlinked(ctx: Ctx): Promise<boolean> {
  const found = await sql<{ unlinked: boolean }>`select exists (select from monitoring.cell)
    and not exists (select from monitoring.part) as unlinked`.execute(tables(ctx));
  return found.rows[0]?.unlinked ?? false;
}

/** First and newest month of some industries, or of all that is known when `sectors` is null. */
export async function monthRange(
  ctx: Ctx,
  formCode: string,
  sectors: readonly string[] | null,
): Promise<{ first: string; last: string } | null> {
  const found = await sql<{ first: string | null; last: string | null }>`
    select min(month) as first, max(month) as last from monitoring.cell
    where form_code = ${formCode} ${sectors === null ? sql`` : sql`and sector = any(${sectors})`}`.execute(
    tables(ctx),
  );
  const { first, last } = found.rows[0] ?? {};
  return first && last ? { first, last } : null;
}

type Behind = {
  formCode: string;
  indicator: string;
  month: string;
  sector: string;
  region: string;
  until: string | null;
  /** Of a key group: who is on its list, as far as the asker may know. */
  organisations: readonly string[] | null;
};

/** Returns in force behind a figure, in the asker's own scope. */
const behind = (of: Behind) => sql`
  select distinct on (organisation_id) organisation_id, industry_code, region_code, value, weight, received, vintage,
    provisional
  from reporting.report
  where form_code = ${of.formCode} and indicator = ${of.indicator} and period = ${of.month}
    ${of.organisations === null ? sql`` : sql`and organisation_id = any(${of.organisations}::uuid[])`}
    ${of.sector === "*" || of.organisations !== null ? sql`` : sql`and left(industry_code, ${of.sector.length}) = ${of.sector}`}
    ${of.region === "00" ? sql`` : sql`and left(region_code, 2) = ${of.region}`}
    ${of.until === null ? sql`` : sql`and received <= ${of.until}::date`}
  order by organisation_id, received desc, vintage desc`;

export async function readBehind(ctx: Ctx, of: Behind, page: { limit: number; offset: number }) {
  const found = await sql<{
    organisationId: string;
    industryCode: string;
    regionCode: string;
    value: string;
    weight: string;
    received: string;
    reportVintage: number;
    provisional: boolean;
  }>`select organisation_id as "organisationId", industry_code as "industryCode", region_code as "regionCode",
      value::text as value, weight::text as weight, received::text as received, vintage as "reportVintage", provisional
    from (${behind(of)}) b order by b.value desc, organisation_id limit ${page.limit} offset ${page.offset}`.execute(
    tables(ctx),
  );
  return found.rows;
}

export async function countBehind(ctx: Ctx, of: Behind): Promise<number> {
  const found = await sql<{ n: number }>`select count(*)::int as n from (${behind(of)}) b`.execute(
    tables(ctx),
  );
  return found.rows[0]?.n ?? 0;
}
