// The SQL of the register of chokepoints and of its history.
import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import type { Ctx } from "../../../platform/ctx.ts";
import { tables } from "../../../platform/db/scoped.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import { refuse } from "../../../platform/errors.ts";
import type { listPoints, PointPage, PointRow, PointState } from "../register/contract.ts";
import type { Reason } from "../runs/contract.ts";
import { iso, like, page } from "./rows.ts";

const columns = sql`c.id, c.origin, c.title, c.enterprise_id as "enterpriseId", c.enterprise_name as enterprise,
  c.product_code as product, c.state, c.owner_name as owner, c.review_on::text as "reviewOn",
  ${iso(sql`c.reported_at`)} as "reportedAt", c.reported_by_name as "reportedBy", ${iso(sql`c.saved_at`)} as "savedAt", c.demo`;

const open = sql`c.state in ('found', 'confirmed', 'handling')`;

export async function listPointRows(ctx: Ctx, input: z.output<typeof listPoints.input>) {
  const { q, state, origin, product, due, sort } = input;
  const from = sql`from network.chokepoint c
    where (${state ?? null}::text[] is null or c.state = any(${state ?? []}::text[]))
    and (${origin ?? null}::text[] is null or c.origin = any(${origin ?? []}::text[]))
    and (${product ?? null}::text[] is null or c.product_code = any(${product ?? []}::text[]))
    and (${due ?? null}::text is null or (${open} and (c.review_on <= ${today(ctx)} or c.state = 'found')))
    and (${q ?? null}::text is null or c.title ilike ${like(q ?? "")} or c.enterprise_name ilike ${like(q ?? "")})`;
  const by: Record<string, RawBuilder<unknown>> = {
    reviewOn: sql`c.review_on`,
    reportedAt: sql`c.reported_at`,
    title: sql`c.title`,
  };
  const way = sort?.startsWith("-") ? sql`desc nulls last` : sql`asc nulls last`;
  const order = sort
    ? sql`${by[sort.replace(/^-/, "")]!} ${way}, c.id`
    : // What is open first, the soonest to be looked at before the others.
      sql`${open} desc, c.review_on nulls first, c.reported_at desc, c.id`;
  return page<PointRow>(ctx, columns, from, order, input);
}

const today = (ctx: Ctx): RawBuilder<unknown> =>
  sql`(${ctx.now}::timestamptz at time zone 'Asia/Shanghai')::date`;

export type StoredPoint = Omit<PointPage, "entries" | "owners" | "next"> & {
  organisationId: string;
  ownerId: string | null;
};
const all = sql`${columns}, c.organisation_id as "organisationId", c.owner_id as "ownerId", c.evidence, c.reasons,
  c.run_id as "runId", c.outcome, c.revision`;

export async function loadPoint(ctx: Ctx, id: string, lock = false): Promise<StoredPoint> {
  const found = await sql<StoredPoint>`select ${all} from network.chokepoint c where c.id = ${id}
    ${lock ? sql`for update` : sql``}`.execute(tables(ctx));
  return found.rows[0] ?? refuse("record.not-found");
}

/** An entry of this firm that is not closed. */
export async function openPointOf(
  ctx: Ctx,
  enterpriseId: string | null,
  name: string,
): Promise<string | null> {
  const found = await sql<{ id: string }>`select c.id from network.chokepoint c where ${open}
    and (c.enterprise_id = ${enterpriseId} or (c.enterprise_id is null and c.enterprise_name = ${name})) limit 1`.execute(
    tables(ctx),
  );
  return found.rows[0]?.id ?? null;
}

/** What waits: found and not yet confirmed, or due to be looked at. */
export async function duePoints(
  ctx: Ctx,
  limit: number,
): Promise<{ rows: PointRow[]; total: number; open: number }> {
  const due = sql`from network.chokepoint c where ${open} and (c.state = 'found' or c.review_on <= ${today(ctx)})`;
  const order = sql`c.review_on nulls last, c.reported_at`;
  const { rows, total } = await page<PointRow>(ctx, columns, due, order, { limit, offset: 0 });
  const counted = await sql<{
    open: number;
  }>`select count(*)::int as open from network.chokepoint c where ${open}`.execute(tables(ctx));
  return { rows, total, open: counted.rows[0]!.open };
}

export type NewPoint = {
  organisationId: string;
  origin: PointRow["origin"];
  title: string;
  enterpriseId: string | null;
  enterprise: string | null;
  product: string | null;
  reasons: readonly Reason[];
  runId: string | null;
  evidence: string;
  demo?: boolean;
};

export async function insertPoint(ctx: Ctx, p: NewPoint): Promise<string> {
  const id = uuidv7();
  await sql`insert into network.chokepoint (organisation_id, id, origin, title, enterprise_id, enterprise_name, product_code,
      reasons, run_id, evidence, state, reported_at, reported_by_name, saved_at, demo)
    values (${p.organisationId}, ${id}, ${p.origin}, ${p.title}, ${p.enterpriseId}, ${p.enterprise}, ${p.product},
      ${JSON.stringify(p.reasons)}, ${p.runId}, ${p.evidence}, 'found', ${ctx.now}, ${ctx.who.name}, ${ctx.now},
      ${p.demo ?? false})`.execute(tables(ctx));
  return id;
}

export type Kept = Pick<
  StoredPoint,
  "title" | "evidence" | "product" | "ownerId" | "owner" | "reviewOn" | "state" | "outcome"
>;

export async function updatePoint(ctx: Ctx, point: StoredPoint, change: Partial<Kept>): Promise<number> {
  const next: Kept = { ...point, ...change };
  const done = await sql<{ revision: number }>`update network.chokepoint set title = ${next.title},
      evidence = ${next.evidence}, product_code = ${next.product}, owner_id = ${next.ownerId},
      owner_name = ${next.owner}, review_on = ${next.reviewOn}, state = ${next.state}, outcome = ${next.outcome},
      revision = revision + 1, saved_at = ${ctx.now}
    where organisation_id = ${point.organisationId} and id = ${point.id} returning revision`.execute(
    tables(ctx),
  );
  return done.rows[0]!.revision;
}

export async function insertEntry(
  ctx: Ctx,
  of: { organisationId: string; id: string; state: PointState },
  deed: PointPage["entries"][number]["deed"],
  text: string,
): Promise<void> {
  await sql`insert into network.entry (organisation_id, id, chokepoint_id, at, by_name, deed, state, text)
    values (${of.organisationId}, ${uuidv7()}, ${of.id}, ${ctx.now}, ${ctx.who.name}, ${deed}, ${of.state}, ${text})`.execute(
    tables(ctx),
  );
}

export async function entriesOf(ctx: Ctx, id: string): Promise<PointPage["entries"]> {
  const found = await sql<
    PointPage["entries"][number]
  >`select e.id, ${iso(sql`e.at`)} as at, e.by_name as by, e.deed,
      e.state, e.text from network.entry e where e.chokepoint_id = ${id} order by e.at desc, e.id desc limit 500`.execute(
    tables(ctx),
  );
  return found.rows;
}

export async function deleteDemoPoints(ctx: Ctx): Promise<void> {
  await sql`delete from network.chokepoint where demo`.execute(tables(ctx));
}
