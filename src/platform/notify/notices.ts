// A person's own notices: newest first, unread counted, marked as read.
import { sql } from "kysely";
import type { Ctx } from "../ctx.ts";
import { tables } from "../db/scoped.ts";

export type NoticeRow = {
  id: string;
  created_at: Date;
  kind: string;
  title_zh: string;
  title_en: string;
  body_zh: string;
  body_en: string;
  link: string | null;
  read_at: Date | null;
  /** How many unread notices of the same matter stand behind this one. */
  alike: number;
};

export async function listNotices(ctx: Ctx, limit = 50, before?: string): Promise<NoticeRow[]> {
  // person_id is named although the policy holds it: whoever sees all still has only his own notices here.
  const found = await sql<NoticeRow>`
    select id, created_at, kind, title_zh, title_en, body_zh, body_en, link, read_at, alike from (
      select *, count(*) over matter as alike, row_number() over (matter order by id desc) as place
      from (select * from platform.notice where person_id = ${ctx.who.personId}::uuid
        and (${before ?? null}::uuid is null or id < ${before ?? null}::uuid) order by id desc limit 1000) newest
      window matter as (partition by read_at is null, coalesce(case when read_at is null then digest_key end, id::text))
    ) grouped where place = 1 order by id desc limit ${Math.min(limit, 200)}`.execute(tables(ctx));
  return found.rows.map((row) => ({ ...row, alike: Number(row.alike) }));
}

export async function countUnread(ctx: Ctx): Promise<number> {
  const found = await sql<{ n: string }>`select count(*) as n from platform.notice
    where person_id = ${ctx.who.personId}::uuid and read_at is null`.execute(tables(ctx));
  return Number(found.rows[0]?.n ?? 0);
}

/** Marks these notices and those of the same matter; all of them when no ids are given. */
export async function markRead(ctx: Ctx, ids?: readonly string[]): Promise<void> {
  const own = sql`person_id = ${ctx.who.personId}::uuid and read_at is null`;
  const which = ids
    ? sql`and (id = any(${[...ids]}::uuid[]) or digest_key in (select digest_key from platform.notice
        where person_id = ${ctx.who.personId}::uuid and id = any(${[...ids]}::uuid[])))`
    : sql``;
  await sql`update platform.notice set read_at = ${ctx.now} where ${own} ${which}`.execute(tables(ctx));
}
