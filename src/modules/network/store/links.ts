// The SQL of supply links: the policies decide who sees them, the columns how much the other end sees.
import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import type { Ctx } from "../../../platform/ctx.ts";
import { bulkInsert } from "../../../platform/db/bulk.ts";
import { type ScopedDb, tables } from "../../../platform/db/scoped.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import { refuse } from "../../../platform/errors.ts";
import type { LinkFields, LinkRow, LinkSource, listLinks } from "../contract.ts";
import type { LinkFacts } from "../link.ts";
import { iso, like, page } from "./rows.ts";

export type Ends = {
  supplierId: string | null;
  supplier: string;
  customerId: string | null;
  customer: string;
};
export type NewLink = Ends &
  LinkFields & { organisationId: string; source: LinkSource; confidence: number; demo?: boolean };
export type StoredLink = LinkFacts & { id: string; revision: number; savedBy: string };

const facts = sql`l.organisation_id as "reporterId", l.supplier_id as "supplierId", l.supplier_name as supplier,
  l.customer_id as "customerId", l.customer_name as customer, l.product_code as product, l.share::float8 as share,
  l.essential, l.cover_days as "coverDays", l.switch_days as "switchDays", l.amount::float8 as amount,
  l.valid_from::text as "validFrom", l.valid_to::text as "validTo", l.source, l.confidence::float8 as confidence`;

/** Stock, time to switch, money and remarks are for whoever said them and for whoever sees all. */
function shown(ctx: Ctx): RawBuilder<unknown> {
  const mine = sql`(l.organisation_id = ${ctx.who.actingFor})`;
  const only = (column: string) =>
    sql`case when ${ctx.who.scope.all}::boolean or ${mine} then l.${sql.raw(column)} end`;
  return sql`l.id, l.supplier_id as "supplierId", l.supplier_name as supplier, l.customer_id as "customerId",
    l.customer_name as customer, l.product_code as product, l.share::float8 as share,
    case when l.organisation_id = l.supplier_id then 'sales' else 'purchases' end as "shareOf", l.essential,
    ${only("cover_days")} as "coverDays", ${only("switch_days")} as "switchDays",
    (${only("amount")})::float8 as amount, l.valid_from::text as "validFrom", l.valid_to::text as "validTo",
    l.valid_from <= ${today(ctx)} and coalesce(l.valid_to >= ${today(ctx)}, true) as current,
    l.source, l.confidence::float8 as confidence, coalesce(${only("note")}, '') as note,
    ${iso(sql`l.saved_at`)} as "savedAt", l.saved_by_name as "savedBy", l.revision, l.demo, coalesce(${mine}, false) as mine`;
}

const today = (ctx: Ctx): RawBuilder<unknown> =>
  sql`(${ctx.now}::timestamptz at time zone 'Asia/Shanghai')::date`;

export async function listLinkRows(ctx: Ctx, input: z.output<typeof listLinks.input>) {
  const { q, source, product, enterprise, side, current, sort } = input;
  const ends = [
    side !== "customer" ? sql`l.supplier_id = ${enterprise ?? null}` : null,
    side !== "supplier" ? sql`l.customer_id = ${enterprise ?? null}` : null,
  ].filter((one) => one !== null);
  const from = sql`from network.link l where (${source ?? null}::text[] is null or l.source = any(${source ?? []}::text[]))
    and (${product ?? null}::text[] is null or l.product_code = any(${product ?? []}::text[]))
    and (${enterprise ?? null}::uuid is null or ${sql.join(ends, sql` or `)})
    and (${current ?? null}::text is null or (l.valid_from <= ${today(ctx)}
      and coalesce(l.valid_to >= ${today(ctx)}, true)) = ${current === "true"})
    and (${q ?? null}::text is null or l.supplier_name ilike ${like(q ?? "")} or l.customer_name ilike ${like(q ?? "")})`;
  const by: Record<string, RawBuilder<unknown>> = {
    customer: sql`l.customer_name`,
    supplier: sql`l.supplier_name`,
    share: sql`l.share`,
    coverDays: sql`l.cover_days`,
    savedAt: sql`l.saved_at`,
  };
  const way = sort?.startsWith("-") ? sql`desc nulls last` : sql`asc nulls last`;
  const order = sql`${by[(sort ?? "customer").replace(/^-/, "")]!} ${way}, l.customer_name, l.product_code, l.id`;
  return page<LinkRow>(ctx, shown(ctx), from, order, input);
}

/** The asker's own row. */
export async function loadLink(ctx: Ctx, organisationId: string, id: string): Promise<StoredLink> {
  const found = await sql<StoredLink>`select l.id, l.revision, l.saved_by_name as "savedBy", ${facts}
    from network.link l where l.organisation_id = ${organisationId} and l.id = ${id} for update`.execute(
    tables(ctx),
  );
  return found.rows[0] ?? refuse("record.not-found");
}

/** What the same reporter says of the same ends and product, and of all suppliers of the product. */
export async function siblings(
  ctx: Ctx,
  organisationId: string,
  ends: Ends,
  product: string,
): Promise<StoredLink[]> {
  const found = await sql<StoredLink>`select l.id, l.revision, l.saved_by_name as "savedBy", ${facts}
    from network.link l where l.organisation_id = ${organisationId} and l.product_code = ${product}
      and (l.customer_id = ${ends.customerId} or l.supplier_id = ${ends.supplierId}
        or (l.customer_id is null and l.customer_name = ${ends.customer})
        or (l.supplier_id is null and l.supplier_name = ${ends.supplier}))`.execute(tables(ctx));
  return found.rows;
}

/** Every link of a reporter, for comparing a file with. */
export async function linksBy(ctx: Ctx, organisationId: string): Promise<StoredLink[]> {
  const found = await sql<StoredLink>`select l.id, l.revision, l.saved_by_name as "savedBy", ${facts}
    from network.link l where l.organisation_id = ${organisationId}`.execute(tables(ctx));
  return found.rows;
}

/** All that may be seen, in an order of its own: the same rows give the same network. */
export async function everyLink(from: { db: ScopedDb } | ScopedDb): Promise<LinkFacts[]> {
  const found = await sql<LinkFacts>`select ${facts} from network.link l
    order by l.customer_id, l.customer_name, l.product_code, l.supplier_id, l.supplier_name, l.organisation_id, l.id`.execute(
    tables(from),
  );
  return found.rows;
}

/** The links of one enterprise, both ways. */
export async function linksOf(from: { db: ScopedDb } | ScopedDb, enterprise: string): Promise<LinkFacts[]> {
  const found = await sql<LinkFacts>`select ${facts} from network.link l
    where l.customer_id = ${enterprise} or l.supplier_id = ${enterprise}
    order by l.product_code, l.supplier_name, l.customer_name, l.id`.execute(tables(from));
  return found.rows;
}

/** Links over which these enterprises buy. */
export async function boughtBy(db: ScopedDb, enterprises: readonly string[]): Promise<LinkFacts[]> {
  const found = await sql<LinkFacts>`select ${facts} from network.link l
    where l.customer_id = any(${[...enterprises]}::uuid[]) order by l.organisation_id, l.id`.execute(
    tables(db),
  );
  return found.rows;
}

const columns = {
  ...{ organisation_id: "uuid", id: "uuid", supplier_id: "uuid", supplier_name: "text", customer_id: "uuid" },
  ...{
    customer_name: "text",
    product_code: "text",
    share: "numeric",
    essential: "boolean",
    cover_days: "int",
  },
  ...{ switch_days: "int", amount: "numeric", valid_from: "date", valid_to: "date", source: "text" },
  ...{ confidence: "numeric", note: "text", demo: "boolean", saved_at: "timestamptz", saved_by_name: "text" },
};

/** @returns the ids, in the order of the links */
export async function insertLinks(ctx: Ctx, links: readonly NewLink[]): Promise<string[]> {
  const ids = links.map(() => uuidv7());
  await bulkInsert(
    ctx,
    "network.link",
    columns,
    links.map((l, i) => [
      ...[l.organisationId, ids[i], l.supplierId, l.supplier, l.customerId, l.customer, l.product, l.share],
      ...[l.essential, l.coverDays, l.switchDays, l.amount, l.validFrom, l.validTo, l.source, l.confidence],
      ...[l.note, l.demo ?? false, ctx.now, ctx.who.name],
    ]),
  );
  return ids;
}

export async function updateLink(
  ctx: Ctx,
  organisationId: string,
  id: string,
  l: LinkFields & { source?: LinkSource },
): Promise<number> {
  const done = await sql<{
    revision: number;
  }>`update network.link set product_code = ${l.product}, share = ${l.share},
      essential = ${l.essential}, cover_days = ${l.coverDays}, switch_days = ${l.switchDays}, amount = ${l.amount},
      valid_from = ${l.validFrom}, valid_to = ${l.validTo}, note = ${l.note}, revision = revision + 1,
      source = coalesce(${l.source ?? null}, source), saved_at = ${ctx.now}, saved_by_name = ${ctx.who.name}
    where organisation_id = ${organisationId} and id = ${id} returning revision`.execute(tables(ctx));
  return done.rows[0]!.revision;
}

export async function deleteLink(ctx: Ctx, organisationId: string, id: string): Promise<void> {
  await sql`delete from network.link where organisation_id = ${organisationId} and id = ${id}`.execute(
    tables(ctx),
  );
}

export async function deleteDemoLinks(ctx: Ctx): Promise<void> {
  await sql`delete from network.link where demo`.execute(tables(ctx));
}
