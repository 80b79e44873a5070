// Telling people: a notice inside the product and, if wanted, mail; written in the transaction of the deed itself.
import { sql } from "kysely";
import type { Ctx } from "../ctx.ts";
import { type ScopedDb, tables } from "../db/scoped.ts";
import { uuidv7 } from "../db/uuid.ts";

export type Words = { zh: { title: string; body: string }; en: { title: string; body: string } };

export type Notice = {
  to: Iterable<string>;
  kind: string;
  words: Words;
  /** A path of this site, such as /appeals/…; never another site. */
  link?: string;
  /** `digest`: gathered, at most one mail a person in a set time. `now`: leaves at once. */
  mail: "digest" | "now" | "no";
  /** Notices of one person with the same key show as one. */
  digestKey?: string;
  /** What it is about, for `mailFates`. */
  matter?: string;
};

/** A digest waits this long for company. */
export const gatherMs = 5 * 60_000;

export async function notify(ctx: Ctx, notice: Notice): Promise<void> {
  const people = [...new Set(notice.to)];
  if (people.length === 0) return;
  const { zh, en } = clean(notice.words);
  const link = ownLink(notice.link);
  const ids = people.map(() => uuidv7());
  await sql`insert into platform.notice (person_id, id, created_at, kind, title_zh, title_en, body_zh, body_en, link, digest_key)
    select person, id, ${ctx.now}, ${notice.kind}, ${zh.title}, ${en.title}, ${zh.body}, ${en.body}, ${link}, ${notice.digestKey ?? null}
    from unnest(${people}::uuid[], ${ids}::uuid[]) as one (person, id)`.execute(tables(ctx));
  if (notice.mail === "no") return;
  const due = notice.mail === "now" ? ctx.now : new Date(ctx.now.getTime() + gatherMs);
  await sql`insert into platform.mail (id, person_id, mode, kind, title_zh, title_en, body_zh, body_en, link, created_at, next_at, matter)
    select id, person, ${notice.mail}, ${notice.kind}, ${zh.title}, ${en.title}, ${zh.body}, ${en.body}, ${link}, ${ctx.now}, ${due}, ${notice.matter ?? null}
    from unnest(${people}::uuid[], ${people.map(() => uuidv7())}::uuid[]) as one (person, id)`.execute(
    tables(ctx),
  );
}

export type MailFate = { waiting: number; sent: number; held: number; failed: number };

/** What became of the mail about these matters. Mail is the system's: ask within a listed system reading. */
export async function mailFates(db: ScopedDb, matters: readonly string[]): Promise<Map<string, MailFate>> {
  const found = await sql<MailFate & { matter: string }>`select matter,
      count(*) filter (where state in ('waiting', 'sending'))::int as waiting,
      count(*) filter (where state = 'sent')::int as sent,
      count(*) filter (where state = 'held')::int as held,
      count(*) filter (where state = 'failed')::int as failed
    from platform.mail where matter = any(${[...matters]}::uuid[]) group by matter`.execute(tables(db));
  return new Map(found.rows.map(({ matter, ...fate }) => [matter, fate]));
}

export type DirectMail = {
  address: string;
  kind: string;
  words: Words;
  link?: string;
  language?: "zh" | "en";
};

/** To an address that is nobody's yet: an invitation, a password reset. Leaves at once. */
export async function mailTo(ctx: Ctx, mail: DirectMail): Promise<void> {
  if (!isAddress(mail.address)) throw new Error("mailTo: not a single mail address");
  const { zh, en } = clean(mail.words);
  await sql`insert into platform.mail (id, address, mode, kind, title_zh, title_en, body_zh, body_en, link, language, created_at, next_at)
    values (${uuidv7()}, ${mail.address}, 'now', ${mail.kind}, ${zh.title}, ${en.title}, ${zh.body}, ${en.body},
      ${ownLink(mail.link)}, ${mail.language ?? "zh"}, ${ctx.now}, ${ctx.now})`.execute(tables(ctx));
}

/** One plain address: no list, no second line, no display name. */
export function isAddress(text: string): boolean {
  return (
    text.length <= 254 &&
    /^[^\s,;:<>()[\]\\"@\p{Cc}]+@[^\s,;:<>()[\]\\"@\p{Cc}]+\.[^\s,;:<>()[\]\\"@\p{Cc}.]{2,}$/u.test(text)
  );
}

function ownLink(link: string | undefined): string | null {
  if (link === undefined) return null;
  if (!/^\/(?![/\\])[^\s\p{Cc}]*$/u.test(link)) throw new Error("notify: a link is a path of this site");
  return link;
}

/** A title becomes a header line of a mail: it is one line, whatever a person typed into it. */
function clean({ zh, en }: Words): Words {
  const line = (text: string) =>
    text
      .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
      .trim()
      .slice(0, 150);
  const body = (text: string) =>
    text
      .replace(/\r\n?/g, "\n")
      .replace(/[^\P{Cc}\n\t]/gu, "")
      .slice(0, 4000);
  return {
    zh: { title: line(zh.title), body: body(zh.body) },
    en: { title: line(en.title), body: body(en.body) },
  };
}
