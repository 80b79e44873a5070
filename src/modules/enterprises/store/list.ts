// Finds enterprises: filters, words, order and page in one statement, and a count that says when it stopped counting.
import { type RawBuilder, sql } from "kysely";
import type { Ctx } from "../../../platform/ctx.ts";
import { tables } from "../../../platform/db/scoped.ts";
import { searchQuery } from "../../../platform/search/search.ts";
import type { ListQuery, SizeClass } from "../contract.ts";
import { dayOf, regionsOf } from "../enterprise.ts";

/** Beyond this many the exact number helps nobody and costs everybody. */
export const countedUpTo = 10_000;

export type Filters = Pick<ListQuery, "industry" | "region" | "size" | "tier" | "keyList" | "q"> & {
  /** Members of the associations asked for; undefined: not asked. */
  among?: readonly string[] | undefined;
};

export type FoundRow = {
  id: string;
  name: string;
  shortName: string | null;
  creditCode: string | null;
  codeOverridden: boolean;
  industryCode: string | null;
  regionCode: string | null;
  sizeClass: SizeClass;
  tiers: string[];
  keyLists: string[];
  updatedAt: string;
};

const orders: Readonly<Record<string, RawBuilder<unknown>>> = {
  name: sql`e.sort_key`,
  creditCode: sql`coalesce(e.credit_code, '')`,
  industry: sql`coalesce(e.industry_code, '')`,
  region: sql`coalesce(e.region_code, '')`,
  size: sql`e.size_rank`,
  updated: sql`e.updated_at`,
};

export type PageWish = { limit: number; offset: number; sort?: string | undefined };

export async function findEnterprises(
  ctx: Ctx,
  filters: Filters,
  page: PageWish,
): Promise<{ rows: FoundRow[]; total: number; totalCapped: boolean }> {
  const where = await conditions(ctx, filters);
  const { by, way } = orderOf(page.sort);
  // Found once, counted and put in order from there; only where more match than are counted is the page asked anew.
  const hit = await sql<{ total: number; ids: string[] }>`
    with hit as materialized (
      select e.organisation_id as id, ${by} as o from enterprises.enterprise e where ${where} limit ${countedUpTo + 1})
    select (select count(*)::int from hit) as total,
      array(select id from hit order by o ${way}, id ${way} limit ${page.limit} offset ${page.offset}) as ids`.execute(
    tables(ctx),
  );
  const { total, ids } = hit.rows[0]!;
  const totalCapped = total > countedUpTo;
  const shown = totalCapped ? await idsInOrder(ctx, where, page) : ids;
  return { rows: await rowsOf(ctx, shown), total: Math.min(total, countedUpTo), totalCapped };
}

/** Every match up to the limit, for a file: not counted. */
export async function allEnterprises(ctx: Ctx, filters: Filters, limit: number): Promise<FoundRow[]> {
  return rowsOf(ctx, await idsInOrder(ctx, await conditions(ctx, filters), { limit, offset: 0 }));
}

/** One enterprise as a row of the list, also where it is merged into another. */
export async function listRowOf(ctx: Ctx, id: string): Promise<FoundRow | undefined> {
  return (await rowsOf(ctx, [id]))[0];
}

async function idsInOrder(ctx: Ctx, where: RawBuilder<unknown>, page: PageWish): Promise<string[]> {
  const { by, way } = orderOf(page.sort);
  const found = await sql<{
    id: string;
  }>`select e.organisation_id as id from enterprises.enterprise e where ${where}
    order by ${by} ${way}, e.organisation_id ${way} limit ${page.limit} offset ${page.offset}`.execute(
    tables(ctx),
  );
  return found.rows.map((r) => r.id);
}

function orderOf(sort = "name"): { by: RawBuilder<unknown>; way: RawBuilder<unknown> } {
  const by = orders[sort.replace(/^-/, "")];
  if (!by) throw new Error(`no order by ${sort}`);
  return { by, way: sort.startsWith("-") ? sql`desc` : sql`asc` };
}

/** In the order of the ids; tiers and lists are looked up for the page alone. */
async function rowsOf(ctx: Ctx, ids: readonly string[]): Promise<FoundRow[]> {
  if (ids.length === 0) return [];
  const db = tables(ctx);
  const today = dayOf(ctx.now);
  const cards = await sql<Omit<FoundRow, "tiers" | "keyLists" | "updatedAt"> & { updatedAt: Date }>`
    select organisation_id as id, name, short_name as "shortName", credit_code as "creditCode",
      code_override_reason is not null as "codeOverridden", industry_code as "industryCode",
      region_code as "regionCode", size_class as "sizeClass", updated_at as "updatedAt"
    from enterprises.enterprise where organisation_id = any(${ids}::uuid[])`.execute(db);
  const marks = await sql<{ id: string; tier: string | null; list: string | null }>`
    select organisation_id as id, code as tier, null as list from enterprises.tier
      where organisation_id = any(${ids}::uuid[]) and ${within(sql`valid_from`, sql`valid_to`, today)}
    union select organisation_id, null, list_code from enterprises.key_list_member
      where organisation_id = any(${ids}::uuid[]) and ${within(sql`since`, sql`until`, today)}
    order by 2, 3`.execute(db);
  const marksOf = Map.groupBy(marks.rows, (m) => m.id);
  const byId = new Map(cards.rows.map((card) => [card.id, card]));
  return ids.flatMap((id) => {
    const card = byId.get(id);
    if (!card) return [];
    const own = marksOf.get(id) ?? [];
    return [
      {
        ...card,
        updatedAt: card.updatedAt.toISOString(),
        tiers: own.flatMap((m) => m.tier ?? []),
        keyLists: own.flatMap((m) => m.list ?? []),
      },
    ];
  });
}

const within = (from: RawBuilder<unknown>, to: RawBuilder<unknown>, today: string): RawBuilder<unknown> =>
  sql`${from} <= ${today}::date and (${to} is null or ${to} >= ${today}::date)`;

async function conditions(ctx: Ctx, filters: Filters): Promise<RawBuilder<unknown>> {
  // A merged entry stands in no list beside its survivor; whoever cannot see the survivor still has its card.
  const all: RawBuilder<unknown>[] = [
    sql`(e.merged_into is null or not exists (select 1 from enterprises.enterprise s
      where s.organisation_id = e.merged_into))`,
  ];
  const today = dayOf(ctx.now);
  const asked = [
    anyOf("i", filters.industry),
    anyOf(
      "r",
      filters.region?.map((code) => regionsOf(code).at(-1) ?? code),
    ),
    anyOf("s", filters.size),
  ].filter((part) => part !== null);
  if (filters.q) {
    const words = await searchQuery(filters.q);
    if (words === null) all.push(sql`false`);
    else asked.push(`(${words})`);
  }
  if (asked.length > 0) all.push(sql`e.search @@ ${asked.join(" & ")}::tsquery`);
  if (filters.tier?.length) {
    all.push(sql`e.organisation_id in (select t.organisation_id from enterprises.tier t
      where t.code = any(${filters.tier}::text[]) and ${within(sql`t.valid_from`, sql`t.valid_to`, today)})`);
  }
  if (filters.keyList?.length) {
    all.push(sql`e.organisation_id in (select k.organisation_id from enterprises.key_list_member k
      where k.list_code = any(${filters.keyList}::text[]) and ${within(sql`k.since`, sql`k.until`, today)})`);
  }
  if (filters.among) all.push(sql`e.organisation_id = any(${filters.among}::uuid[])`);
  return all.length > 0 ? sql.join(all, sql` and `) : sql`true`;
}

function anyOf(facet: string, values: readonly string[] | undefined): string | null {
  return values?.length ? `(${values.map((value) => `'${facet}=${value}'`).join(" | ")})` : null;
}
