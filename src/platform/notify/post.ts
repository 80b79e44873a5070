// Takes due mail from the table to the mail server: digests gathered, failures retried, nothing lost in between.
import { sql } from "kysely";
import type { Transporter } from "nodemailer";
import type { Database } from "../db/database.ts";
import { tables } from "../db/scoped.ts";
import { letter, type Matter } from "./letter.ts";
import { isAddress } from "./notify.ts";

export type Recipient = { address: string; name: string; language: "zh" | "en" };

export type Post = {
  /** null: no mail server is set; mail stays in the table as held. */
  transport: { sendMail: (mail: Outgoing) => Promise<unknown> } | null;
  from: string;
  /** Public address of the site, for links. */
  site: string | null;
  /** People with a real mail address; others are left out of the answer. */
  addressesOf: (personIds: readonly string[]) => Promise<ReadonlyMap<string, Recipient>>;
  digestEveryMs?: number;
};

export type Outgoing = {
  from: string;
  to: { name: string; address: string };
  subject: string;
  text: string;
  messageId: string;
  headers: Record<string, string>;
};

export type Sent = { sent: number; held: number; retried: number; failed: number };

const minute = 60_000;
/** Waits after the first, second, … failure; after the last one the mail has failed. */
const backOffMs = [minute, 5 * minute, 30 * minute, 120 * minute, 480 * minute, 1440 * minute];
/** A process that died while sending gives its mail back after this time. */
const claimMs = 10 * minute;
const batch = 200;

type MailRow = Matter & {
  id: string;
  person_id: string | null;
  address: string | null;
  mode: "digest" | "now";
  language: "zh" | "en";
  attempts: number;
};

export function openTransport(smtpUrl: string): NonNullable<Post["transport"]> {
  let transport: Promise<Transporter> | null = null;
  // Loaded with the first mail; many installations never send one.
  const open = async () => {
    const { default: nodemailer } = await import("nodemailer");
    return nodemailer.createTransport(smtpUrl, { disableFileAccess: true, disableUrlAccess: true } as object);
  };
  return {
    sendMail: async (mail) => {
      transport ??= open();
      return (await transport).sendMail(mail);
    },
  };
}

export async function sendDueMails(db: Database, post: Post, now: Date): Promise<Sent> {
  const result: Sent = { sent: 0, held: 0, retried: 0, failed: 0 };
  if (!post.transport) {
    result.held = await hold(db, now);
    return result;
  }
  const claimed = await claim(db, now, post.digestEveryMs ?? 120 * minute);
  const people = [...new Set(claimed.flatMap((mail) => mail.person_id ?? []))];
  const addresses = people.length > 0 ? await post.addressesOf(people) : new Map<string, Recipient>();
  const bundles = Map.groupBy(claimed, (mail) => (mail.mode === "digest" ? mail.person_id! : mail.id));
  for (const mails of bundles.values()) {
    const first = mails[0]!;
    const to = first.address
      ? { address: first.address, name: "", language: first.language }
      : addresses.get(first.person_id!);
    if (!to || !isAddress(to.address)) {
      await settle(db, mails, "held", now, "没有可用的邮箱 no usable mail address");
      result.held += mails.length;
      continue;
    }
    try {
      await post.transport.sendMail(outgoing(mails, to, post));
    } catch (error) {
      const gaveUp = isFinal(error) || first.attempts > backOffMs.length;
      const wait = backOffMs[Math.min(first.attempts, backOffMs.length) - 1]!;
      await settle(db, mails, gaveUp ? "failed" : "waiting", new Date(now.getTime() + wait), reason(error));
      result[gaveUp ? "failed" : "retried"] += 1;
      continue;
    }
    await settle(db, mails, "sent", now, null);
    result.sent += 1;
  }
  return result;
}

/** Held mail leaves after all: chosen rows, or all of them. For the administrator, once a mail server is set. */
export async function releaseHeldMails(db: Database, now: Date, ids?: readonly string[]): Promise<number> {
  return db.asSystem(now, async (ctx) => {
    const which = ids ? sql`and id = any(${[...ids]}::uuid[])` : sql``;
    const done = await sql`update platform.mail set state = 'waiting', next_at = ${now}, last_error = null
      where state = 'held' ${which}`.execute(tables(ctx));
    return Number(done.numAffectedRows ?? 0);
  });
}

async function hold(db: Database, now: Date): Promise<number> {
  return db.asSystem(now, async (ctx) => {
    const done =
      await sql`update platform.mail set state = 'held', last_error = '没有设置发信服务器 no mail server is set'
      where state = 'waiting' and next_at <= ${now}`.execute(tables(ctx));
    return Number(done.numAffectedRows ?? 0);
  });
}

/** Marks what is due as being sent, so that two processes never send the same; the lock keeps digests of one person together. */
async function claim(db: Database, now: Date, digestEveryMs: number): Promise<MailRow[]> {
  const lost = new Date(now.getTime() - claimMs);
  const recently = new Date(now.getTime() - digestEveryMs);
  return db.asSystem(now, async (ctx) => {
    const on = tables(ctx);
    await sql`select pg_advisory_xact_lock(hashtext('platform.mail'))`.execute(on);
    await sql`update platform.mail set state = 'waiting' where state = 'sending' and claimed_at < ${lost}`.execute(
      on,
    );
    const taken = await sql<MailRow>`
      with urgent as (
        select id from platform.mail where state = 'waiting' and mode = 'now' and next_at <= ${now}
        order by next_at limit ${batch}
      ), readers as (
        select person_id, min(next_at) as first from platform.mail m
        where state = 'waiting' and mode = 'digest'
          and not exists (select 1 from platform.mail other where other.person_id = m.person_id
            and other.mode = 'digest' and (other.sent_at > ${recently} or other.state = 'sending'))
        group by person_id having min(next_at) <= ${now} order by first limit ${batch}
      )
      update platform.mail set state = 'sending', claimed_at = ${now}, attempts = attempts + 1
      where id in (select id from urgent) or (state = 'waiting' and mode = 'digest' and person_id in (select person_id from readers))
      returning id, person_id, address, mode, language, attempts, title_zh, title_en, body_zh, body_en, link`.execute(
      on,
    );
    return taken.rows.sort((a, b) => (a.id < b.id ? -1 : 1));
  });
}

function outgoing(mails: readonly MailRow[], to: Recipient, post: Post): Outgoing {
  const { subject, text } = letter(mails, to.language, to.name, post.site);
  const domain = /@([\w.-]+)/.exec(post.from)?.[1] ?? "localhost";
  return {
    from: post.from,
    to: { name: to.name.replace(/[\p{Cc}"<>]+/gu, " "), address: to.address },
    subject,
    text,
    // The same on a second attempt: a mail server or reader can tell a repeat.
    messageId: `<${mails[0]!.id}@${domain}>`,
    headers: { "Auto-Submitted": "auto-generated" },
  };
}

async function settle(
  db: Database,
  mails: readonly MailRow[],
  state: "waiting" | "held" | "sent" | "failed",
  at: Date,
  error: string | null,
): Promise<void> {
  await db.asSystem(at, async (ctx) => {
    await sql`update platform.mail set state = ${state}, last_error = ${error}, claimed_at = null,
      sent_at = ${state === "sent" ? at : null}, next_at = ${at} where id = any(${mails.map((mail) => mail.id)}::uuid[])`.execute(
      tables(ctx),
    );
  });
}

/** 5xx is the mail server's final word, except about our own sign-in there (534, 535), which staff will mend. */
function isFinal(error: unknown): boolean {
  const code = (error as { responseCode?: number }).responseCode ?? 0;
  return code >= 500 && code !== 534 && code !== 535 && code !== 530;
}

function reason(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 500);
}
