// Takes what is to be said in chat groups to their robots: twenty a minute each, failures retried, nothing said twice.
import { sql } from "kysely";
import type { Database } from "../db/database.ts";
import { tables } from "../db/scoped.ts";
import { type Guard, OutgoingProblem } from "../outgoing/guard.ts";
import { send } from "../outgoing/send.ts";
import { notify } from "./notify.ts";
import { placeOf } from "./robots.ts";
import { type SealKey, unseal } from "./seal.ts";
import { MOST_A_MINUTE, markdown, type Verdict, verdict } from "./wecom.ts";

export type Said = { sent: number; retried: number; failed: number; unclear: number };

const minute = 60_000;
/** Waits after the first, second, … failure; after the last one the message has failed. */
const backOffMs = [minute, 5 * minute, 30 * minute, 120 * minute, 480 * minute];
/** A process that died while sending: whether its message arrived is not known any more. */
const lostMs = 10 * minute;

type MessageRow = {
  organisationId: string;
  id: string;
  robotId: string;
  content: string;
  attempts: number;
  sealed: Buffer | null;
};

type Outcome = Verdict | { done: "unclear"; error: string };

export async function sayDueMessages(
  db: Database,
  post: { guard: Guard; key: SealKey },
  now: Date,
): Promise<Said> {
  const said: Said = { sent: 0, retried: 0, failed: 0, unclear: 0 };
  const claimed = await claim(db, now);
  for (const messages of Map.groupBy(claimed, (one) => one.organisationId).values()) {
    let full = false;
    for (const message of messages) {
      // A robot that has had enough is not asked again this minute.
      const outcome: Outcome = full
        ? { done: "again", error: "errcode:45009", slow: true }
        : await say(message, post);
      if (outcome.done === "again" && outcome.slow) full = true;
      const { done } = await settle(db, message, outcome, now);
      said[done === "again" ? "retried" : done] += 1;
    }
  }
  return said;
}

async function say(message: MessageRow, post: { guard: Guard; key: SealKey }): Promise<Outcome> {
  const url =
    message.sealed && unseal(post.key, placeOf(message.organisationId, message.robotId), message.sealed);
  // Sealed with another key: the data folder's secret was replaced. The address must be pasted anew.
  if (!url) return { done: "failed", error: message.sealed ? "why:sealed" : "why:no-robot" };
  try {
    const { status, body } = await send(post.guard, {
      url,
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8" },
      body: markdown(message.content),
    });
    return verdict(status, body);
  } catch (problem) {
    if (!(problem instanceof OutgoingProblem)) throw problem;
    const error = `why:${problem.why}`;
    if (problem.arrived) return { done: "unclear", error };
    // The line may be mended; an address that is refused stays refused.
    const passing = problem.why === "connection" || problem.why === "timeout" || problem.why === "unresolved";
    return passing ? { done: "again", error, slow: false } : { done: "failed", error };
  }
}

/** Marks what is sent now, so that two processes never send the same; the lock keeps the count of a minute true. */
async function claim(db: Database, now: Date): Promise<MessageRow[]> {
  return db.asSystem(now, async (ctx) => {
    const on = tables(ctx);
    await sql`select pg_advisory_xact_lock(hashtext('platform.robot'))`.execute(on);
    await sql`update platform.robot_message set state = 'unclear', last_error = 'why:lost'
      where state = 'sending' and claimed_at < ${new Date(now.getTime() - lostMs)}`.execute(on);
    const taken = await sql<MessageRow>`
      with lately as (
        select robot_id, count(*) as n from platform.robot_message
        where claimed_at > ${new Date(now.getTime() - minute)} group by robot_id
      ), line as (
        select organisation_id, id, robot_id, row_number() over (partition by robot_id order by id) as place
        from platform.robot_message where state = 'waiting' and next_at <= ${now}
      ), due as (
        select line.organisation_id, line.id from line left join lately using (robot_id)
        where place + coalesce(lately.n, 0) <= ${MOST_A_MINUTE}
      )
      update platform.robot_message m set state = 'sending', claimed_at = ${now}, attempts = attempts + 1
      from due left join platform.robot r on r.organisation_id = due.organisation_id
      where m.organisation_id = due.organisation_id and m.id = due.id
      returning m.organisation_id as "organisationId", m.id, m.robot_id as "robotId", m.content, m.attempts,
        case when r.id = m.robot_id then r.sealed end as sealed`.execute(on);
    return taken.rows.sort((a, b) => (a.id < b.id ? -1 : 1));
  });
}

async function settle(db: Database, message: MessageRow, outcome: Outcome, now: Date): Promise<Outcome> {
  const slow = outcome.done === "again" && outcome.slow;
  const final: Outcome =
    outcome.done === "again" && !slow && message.attempts > backOffMs.length
      ? { done: "failed", error: outcome.error }
      : outcome;
  const wait = slow ? minute : (backOffMs[Math.min(message.attempts, backOffMs.length) - 1] ?? minute);
  const state = final.done === "again" ? "waiting" : final.done;
  const error = final.done === "sent" ? null : final.error;
  await db.asSystem(now, async (ctx) => {
    const on = tables(ctx);
    // Being put off for the robot's own limit is no attempt.
    await sql`update platform.robot_message set state = ${state}, last_error = ${error},
        attempts = attempts - ${slow ? 1 : 0}, sent_at = ${state === "sent" ? now : null},
        next_at = ${new Date(now.getTime() + (state === "waiting" ? wait : 0))}
      where organisation_id = ${message.organisationId} and id = ${message.id} and state = 'sending'`.execute(
      on,
    );
    await sql`update platform.robot set last_error = ${error},
        worked_at = ${state === "sent" ? sql`${now}` : sql`worked_at`},
        failed_at = ${state === "failed" || state === "unclear" ? sql`${now}` : sql`failed_at`}
      where organisation_id = ${message.organisationId} and id = ${message.robotId} and not ${slow}`.execute(
      on,
    );
    if (state !== "failed" && state !== "unclear") return;
    const found = await sql<{
      setBy: string;
      link: string;
    }>`select set_by as "setBy", link from platform.robot
      where organisation_id = ${message.organisationId} and id = ${message.robotId}`.execute(on);
    const robot = found.rows[0];
    if (!robot) return;
    await notify(ctx, {
      to: [robot.setBy],
      kind: "robot.failed",
      words: WORDS[state],
      link: robot.link,
      mail: "digest",
      digestKey: `robot.failed:${message.robotId}`,
    });
  });
  return final;
}

const WORDS = {
  failed: {
    zh: {
      title: "企业微信群消息没有发出去",
      body: "机器人没有接受这条消息，系统已停止重试。请查看原因；其他方式的提醒不受影响。",
    },
    en: {
      title: "A WeCom group message was not sent",
      body: "The robot did not take it and it is not tried any more. See the reason; other reminders are not affected.",
    },
  },
  unclear: {
    zh: {
      title: "企业微信群消息可能没有送达",
      body: "消息已经发出，但没有等到回答。为避免重复，系统不会自动再发；请到群里看一眼，需要时再发一次。",
    },
    en: {
      title: "A WeCom group message may not have arrived",
      body: "It left, but no answer came. So that nothing is said twice it is not repeated; look into the group and send it again if needed.",
    },
  },
} as const;
