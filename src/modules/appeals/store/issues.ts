// The SQL of issues, and of what the system alone counts over firms that do not see each other.
import { type RawBuilder, sql } from "kysely";
import type { Ctx } from "../../../platform/ctx.ts";
import { type ScopedDb, tables } from "../../../platform/db/scoped.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import type { Outcome } from "../contract.ts";
import type { Kind } from "../kinds/contract.ts";
import type { Surge } from "../surge.ts";
import { iso, like } from "./rows.ts";

export type StoredIssue = {
  organisationId: string;
  id: string;
  number: string;
  title: string;
  kind: Kind;
  answer: string | null;
  outcome: Outcome | null;
  answeredAt: string | null;
  answeredBy: string | null;
  createdAt: string;
  revision: number;
  demo: boolean;
  firms: number;
  provinces: number;
  open: number;
};

const counted = (what: RawBuilder<unknown>) =>
  sql`(select ${what}::int from appeals.appeal a where a.issue_id = i.id and a.state <> 'draft')`;
const columns = sql`i.organisation_id as "organisationId", i.id, i.number, i.title, i.kind, i.answer, i.outcome,
  ${iso(sql`i.answered_at`)} as "answeredAt", i.answered_by_name as "answeredBy", ${iso(sql`i.created_at`)} as "createdAt",
  i.revision, i.demo, ${counted(sql`count(distinct a.organisation_id)`)} as firms,
  ${counted(sql`count(distinct left(a.region_code, 2))`)} as provinces,
  ${counted(sql`count(*) filter (where a.state not in ('answered', 'closed'))`)} as open`;

export async function issueById(from: Ctx | ScopedDb, id: string, lock = false): Promise<StoredIssue | null> {
  const found = await sql<StoredIssue>`select ${columns} from appeals.issue i where i.id = ${id}
    ${lock ? sql`for update of i` : sql``}`.execute(tables(from));
  return found.rows[0] ?? null;
}

export type Written = {
  id: string;
  number: string;
  title: string;
  detail: string;
  answers: Record<string, string>;
  kind: Kind;
  enterprise: string;
  regionCode: string;
  industryCode: string;
  submittedAt: string;
  issueId: string | null;
};

/** What was sent within so many days of a moment and has not ended, as far as the asker reads it; the nearest first. */
export async function writtenAround(
  ctx: Ctx,
  around: { id: string; submittedAt: string },
  within: { days: number; most: number },
): Promise<Written[]> {
  const apart = sql`abs(extract(epoch from a.submitted_at - ${around.submittedAt}::timestamptz))`;
  const found = await sql<Written>`select a.id, a.number, a.title, a.detail, a.answers, a.kind,
      a.enterprise_name as enterprise, a.region_code as "regionCode", a.industry_code as "industryCode",
      ${iso(sql`a.submitted_at`)} as "submittedAt", a.issue_id as "issueId"
    from appeals.appeal a
    where a.state not in ('draft', 'closed') and a.id <> ${around.id} and ${apart} <= ${within.days * 86_400}
    order by ${apart}, a.id limit ${within.most}`.execute(tables(ctx));
  return found.rows;
}

export async function listIssueRows(
  ctx: Ctx,
  input: { q?: string | undefined; open?: "true" | undefined; limit: number; offset: number },
): Promise<{ rows: StoredIssue[]; total: number }> {
  const where = sql`(${input.q ?? null}::text is null or i.title ilike ${like(input.q ?? "")})
    and (${input.open ?? null}::text is null or i.answered_at is null)`;
  const found = await sql<StoredIssue>`select ${columns} from appeals.issue i where ${where}
    order by i.created_at desc, i.id desc limit ${input.limit} offset ${input.offset}`.execute(tables(ctx));
  const n = await sql<{ n: string }>`select count(*) as n from appeals.issue i where ${where}`.execute(
    tables(ctx),
  );
  return { rows: found.rows, total: Number(n.rows[0]?.n ?? 0) };
}

export async function insertIssue(
  ctx: Ctx,
  issue: { organisationId: string; id: string; number: string; title: string; kind: Kind; demo: boolean },
): Promise<void> {
  await sql`insert into appeals.issue (organisation_id, id, number, title, kind, created_at, created_by_name, demo)
    values (${issue.organisationId}, ${issue.id}, ${issue.number}, ${issue.title}, ${issue.kind}, ${ctx.now},
      ${ctx.who.name}, ${issue.demo})`.execute(tables(ctx));
}

export async function setAnswer(
  ctx: Ctx,
  issue: StoredIssue,
  answer: { outcome: Outcome; text: string },
): Promise<void> {
  await sql`update appeals.issue set outcome = ${answer.outcome}, answer = ${answer.text}, answered_at = ${ctx.now},
      answered_by_name = ${ctx.who.name}, revision = revision + 1
    where organisation_id = ${issue.organisationId} and id = ${issue.id}`.execute(tables(ctx));
}

export async function appealIdsOf(ctx: Ctx, issueId: string): Promise<string[]> {
  const found = await sql<{
    id: string;
  }>`select id from appeals.appeal where issue_id = ${issueId} order by id`.execute(tables(ctx));
  return found.rows.map((row) => row.id);
}

/** Unanswered issues of this kind that enough firms are in, as whoever sees all: numbers and the officer's own sentence. */
export async function offerRows(
  db: ScopedDb,
  kind: Kind,
  industry: string,
  least: number,
): Promise<StoredIssue[]> {
  const found = await sql<StoredIssue>`select * from (select ${columns} from appeals.issue i
      where i.kind = ${kind} and i.answered_at is null and exists (select 1 from appeals.appeal a
        where a.issue_id = i.id and left(a.industry_code, 2) = left(${industry}, 2))) offered
    where firms >= ${least} order by firms desc, id limit 3`.execute(tables(db));
  return found.rows;
}

export type Cell = { kind: Kind; province: string; industry: string };

/** How many firms sent such an appeal between two moments. */
export async function firmsIn(ctx: Ctx, cell: Cell, from: Date, until: Date): Promise<number> {
  const found = await sql<{ n: number }>`select count(distinct organisation_id)::int as n from appeals.appeal
    where kind = ${cell.kind} and left(region_code, 2) = ${cell.province} and left(industry_code, 2) = ${cell.industry}
      and state <> 'draft' and submitted_at >= ${from} and submitted_at < ${until}`.execute(tables(ctx));
  return found.rows[0]?.n ?? 0;
}

export async function toldSince(ctx: Ctx, cell: Cell, since: Date): Promise<boolean> {
  const found =
    await sql`select 1 from appeals.surge where kind = ${cell.kind} and province = ${cell.province}
    and industry = ${cell.industry} and at >= ${since} limit 1`.execute(tables(ctx));
  return found.rows.length > 0;
}

export async function insertSurge(ctx: Ctx, cell: Cell, surge: Surge): Promise<void> {
  await sql`insert into appeals.surge (kind, province, industry, id, at, firms, expected)
    values (${cell.kind}, ${cell.province}, ${cell.industry}, ${uuidv7()}, ${ctx.now}, ${surge.firms}, ${surge.expected})`.execute(
    tables(ctx),
  );
}
