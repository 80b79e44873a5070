// Finds enterprises: filters, words, order and page in one statement, and a count that says when it stopped counting.
import { type RawBuilder, sql } from "kysely";
import type { Ctx } from "../../../platform/ctx.ts";
import { tables } from "../../../platform/db/scoped.ts";
import { searchQuery } from "../../../platform/search/search.ts";
import type { ListQuery, SizeClass } from "../contract.ts";
import { dayOf } from "../enterprise.ts";

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
  creditCode: sql`e.credit_code`,
  industry: sql`e.industry_code`,
  region: sql`e.region_code`,
  size: sql`array_position(array['micro', 'small', 'medium', 'large'], e.size_class)`,
  updated: sql`e.updated_at`,
};

export async function findEnterprises(
  ctx: Ctx,
  filters: Filters,
  page: { limit: number; offset: number; sort?: string | undefined },
): Promise<FoundRow[]> {
  const where = await conditions(ctx, filters);
  const field = page.sort?.replace(/^-/, "") ?? "name";
  const way = page.sort?.startsWith("-") ? sql`desc nulls last` : sql`asc nulls last`;
  const order =
    field === "name"
      ? sql`e.sort_key ${page.sort === "-name" ? sql`desc` : sql`asc`}`
      : sql`${orders[field]} ${way}`;
  const today = dayOf(ctx.now);
  // Tiers and lists are looked up for the page alone, after the limit.
  const found = await sql<FoundRow>`
    select e.organisation_id as id, e.name, e.short_name as "shortName", e.credit_code as "creditCode",
      e.code_override_reason is not null as "codeOverridden", e.industry_code as "industryCode",
      e.region_code as "regionCode", e.size_class as "sizeClass", e.updated_at as "updatedAt",
      array(select distinct t.code from enterprises.tier t where t.organisation_id = e.organisation_id
        and t.valid_from <= ${today}::date and (t.valid_to is null or t.valid_to >= ${today}::date)) as tiers,
      array(select distinct k.list_code from enterprises.key_list_member k where k.organisation_id = e.organisation_id
        and k.since <= ${today}::date and (k.until is null or k.until >= ${today}::date)) as "keyLists"
    from (select e.* from enterprises.enterprise e where ${where}
      order by ${order}, e.organisation_id limit ${page.limit} offset ${page.offset}) e
    order by ${order}, e.organisation_id`.execute(tables(ctx));
  return found.rows.map((row) => ({ ...row, updatedAt: new Date(row.updatedAt).toISOString() }));
}

export async function countEnterprises(
  ctx: Ctx,
  filters: Filters,
): Promise<{ total: number; totalCapped: boolean }> {
  const where = await conditions(ctx, filters);
  const counted = await sql<{ n: number }>`select count(*)::int as n
    from (select 1 from enterprises.enterprise e where ${where} limit ${countedUpTo + 1}) found`.execute(
    tables(ctx),
  );
  const n = counted.rows[0]?.n ?? 0;
  return { total: Math.min(n, countedUpTo), totalCapped: n > countedUpTo };
}

async function conditions(ctx: Ctx, filters: Filters): Promise<RawBuilder<unknown>> {
  const all: RawBuilder<unknown>[] = [];
  const today = dayOf(ctx.now);
  if (filters.industry?.length) all.push(prefixes(sql`e.industry_code`, filters.industry));
  if (filters.region?.length)
    all.push(
      prefixes(
        sql`e.region_code`,
        filters.region.map((r) => r.replace(/0000$/, "")),
      ),
    );
  if (filters.size?.length) all.push(sql`e.size_class = any(${filters.size}::text[])`);
  if (filters.tier?.length) {
    all.push(sql`exists (select 1 from enterprises.tier t where t.organisation_id = e.organisation_id
      and t.code = any(${filters.tier}::text[]) and t.valid_from <= ${today}::date
      and (t.valid_to is null or t.valid_to >= ${today}::date))`);
  }
  if (filters.keyList?.length) {
    all.push(sql`exists (select 1 from enterprises.key_list_member k where k.organisation_id = e.organisation_id
      and k.list_code = any(${filters.keyList}::text[]) and k.since <= ${today}::date
      and (k.until is null or k.until >= ${today}::date))`);
  }
  if (filters.among) all.push(sql`e.organisation_id = any(${filters.among}::uuid[])`);
  const words = filters.q ? await searchQuery(filters.q) : null;
  if (words) all.push(sql`e.search @@ ${words}::tsquery`);
  else if (filters.q) all.push(sql`false`);
  return all.length > 0 ? sql.join(all, sql` and `) : sql`true`;
}

/** A prefix is a range of the code, which an index in "C" order answers under any locale. */
function prefixes(column: RawBuilder<unknown>, codes: readonly string[]): RawBuilder<unknown> {
  const ranges = codes.map(
    (code) =>
      sql`(${column} >= ${code} and ${column} < ${code.slice(0, -1) + String.fromCharCode(code.charCodeAt(code.length - 1) + 1)})`,
  );
  return sql`(${sql.join(ranges, sql` or `)})`;
}
