// The robot of an organisation's chat group: set, removed, and what is to be said there; written with the deed itself.
import { sql } from "kysely";
import { audit } from "../audit/audit.ts";
import type { Ctx } from "../ctx.ts";
import { bulkInsert } from "../db/bulk.ts";
import { tables } from "../db/scoped.ts";
import { uuidv7 } from "../db/uuid.ts";
import { refuse } from "../errors.ts";
import { allowedUrl, type Guard } from "../outgoing/guard.ts";
import { type SealKey, seal } from "./seal.ts";
import { MOST_BYTES, readWebhook } from "./wecom.ts";

export type RobotPost = {
  guard: Guard;
  key: SealKey;
  /** Public address of the site: a link in a group is read outside of it. */
  site: string;
  /** Sends whatever is due; for a message somebody waits for. */
  deliver: () => Promise<unknown>;
};

let opened: RobotPost | null = null;

/** Said once at the start, like the place where uploads are kept; null closes it again. */
export function openRobots(post: RobotPost | null): void {
  opened = post;
}

const post = (): RobotPost => opened ?? refuse("robot.unavailable");

/** As it may be shown: the last letters of the address, never more. */
export type Robot = {
  tail: string;
  setByName: string;
  setAt: Date;
  workedAt: Date | null;
  failedAt: Date | null;
  lastError: string | null;
};

export async function robotOf(ctx: Ctx, organisationId: string): Promise<Robot | null> {
  const found = await sql<Robot>`select tail, set_by_name as "setByName", set_at as "setAt",
      worked_at as "workedAt", failed_at as "failedAt", last_error as "lastError"
    from platform.robot where organisation_id = ${organisationId}`.execute(tables(ctx));
  return found.rows[0] ?? null;
}

/** Another address takes the place of the one before; what waited for that one is not said to the new group. */
export async function setRobot(
  ctx: Ctx,
  wish: { organisationId: string; address: string; link: string },
): Promise<void> {
  const { guard, key } = post();
  const own = guard.hosts.filter((host) => !host.startsWith("."));
  const webhook = readWebhook(wish.address, own) ?? refuse("robot.address");
  try {
    allowedUrl(guard, webhook.url);
  } catch {
    refuse("robot.not-allowed");
  }
  const before = await robotOf(ctx, wish.organisationId);
  await dropWaiting(ctx, wish.organisationId);
  const id = uuidv7();
  await sql`insert into platform.robot (organisation_id, id, sealed, tail, link, set_by, set_by_name, set_at)
    values (${wish.organisationId}, ${id}, ${seal(key, placeOf(wish.organisationId, id), webhook.url)}, ${webhook.tail},
      ${wish.link}, ${ctx.who.personId}, ${ctx.who.name}, ${ctx.now})
    on conflict (organisation_id) do update set id = excluded.id, sealed = excluded.sealed, tail = excluded.tail,
      link = excluded.link, set_by = excluded.set_by, set_by_name = excluded.set_by_name, set_at = excluded.set_at,
      worked_at = null, failed_at = null, last_error = null`.execute(tables(ctx));
  await audit(ctx, {
    action: "notify.set-robot",
    subject: "robot",
    organisationId: wish.organisationId,
    before: before && { tail: before.tail },
    after: { tail: webhook.tail },
  });
}

export async function removeRobot(ctx: Ctx, organisationId: string): Promise<void> {
  const before = (await robotOf(ctx, organisationId)) ?? refuse("robot.none");
  await dropWaiting(ctx, organisationId);
  await sql`delete from platform.robot where organisation_id = ${organisationId}`.execute(tables(ctx));
  await audit(ctx, {
    action: "notify.remove-robot",
    subject: "robot",
    organisationId,
    before: { tail: before.tail },
  });
}

const dropWaiting = (ctx: Ctx, organisationId: string) =>
  sql`update platform.robot_message set state = 'dropped'
    where organisation_id = ${organisationId} and state = 'waiting'`.execute(tables(ctx));

export const placeOf = (organisationId: string, robotId: string): string => `${organisationId}/${robotId}`;

/**
 * Puts messages in line for the group of an organisation; nothing where it has no robot.
 * @param saying.key the same matter is said once; several parts of it are numbered
 * @returns how many were put in line
 */
export async function sayInGroup(
  ctx: Ctx,
  saying: { organisationId: string; kind: string; key: string; contents: readonly string[] },
): Promise<number> {
  const found = await sql<{ id: string }>`select id from platform.robot
    where organisation_id = ${saying.organisationId}`.execute(tables(ctx));
  const robot = found.rows[0];
  if (!robot) return 0;
  if (saying.contents.some((content) => Buffer.byteLength(content) > MOST_BYTES))
    throw new Error("sayInGroup: longer than a message may be; use batches()");
  return bulkInsert(
    ctx,
    "platform.robot_message",
    {
      organisation_id: "uuid",
      id: "uuid",
      robot_id: "uuid",
      kind: "text",
      content: "text",
      key: "text",
      said_by: "uuid",
      said_by_name: "text",
      created_at: "timestamptz",
      next_at: "timestamptz",
    },
    saying.contents.map((content, i) => [
      saying.organisationId,
      uuidv7(),
      robot.id,
      saying.kind,
      content,
      `${saying.key}#${i + 1}`,
      ctx.who.personId,
      ctx.who.name,
      ctx.now,
      ctx.now,
    ]),
    "on conflict (organisation_id, key) do nothing",
  );
}

/** A path of this site as an address for a group; the path itself where nobody said what the site is called. */
export const groupLink = (path: string): string => (opened ? new URL(path, opened.site).href : path);

/** What became of what was said under these keys: one that failed among several parts is a failure. */
export async function groupFates(
  ctx: Ctx,
  keys: readonly string[],
): Promise<Map<string, "sent" | "waiting" | "failed">> {
  const found = await sql<{
    key: string;
    fate: "sent" | "waiting" | "failed";
  }>`select split_part(key, '#', 1) as key,
      case when bool_or(state in ('failed', 'unclear', 'dropped')) then 'failed'
        when bool_and(state = 'sent') then 'sent' else 'waiting' end as fate
    from platform.robot_message where split_part(key, '#', 1) = any(${[...keys]}::text[]) group by 1`.execute(
    tables(ctx),
  );
  return new Map(found.rows.map((row) => [row.key, row.fate]));
}

/** A message somebody waits for: it leaves before the answer does. */
export function deliverNow(ctx: Ctx): void {
  const { deliver } = post();
  ctx.afterCommit(async () => {
    await deliver();
  });
}

export type GroupMessage = {
  id: string;
  kind: string;
  content: string;
  state: "waiting" | "sending" | "sent" | "failed" | "unclear" | "dropped";
  attempts: number;
  saidByName: string;
  createdAt: Date;
  nextAt: Date;
  sentAt: Date | null;
  lastError: string | null;
};

export async function groupMessages(
  ctx: Ctx,
  organisationId: string,
  query: { limit: number; offset: number },
): Promise<{ rows: GroupMessage[]; total: number }> {
  const found = await sql<GroupMessage & { total: string }>`select id, kind, content, state, attempts,
      said_by_name as "saidByName", created_at as "createdAt", next_at as "nextAt", sent_at as "sentAt",
      last_error as "lastError", count(*) over () as total
    from platform.robot_message where organisation_id = ${organisationId}
    order by id desc limit ${query.limit} offset ${query.offset}`.execute(tables(ctx));
  const total = Number(found.rows[0]?.total ?? 0);
  return { rows: found.rows.map(({ total: _, ...row }) => row), total };
}

/** Only what failed or stayed unclear can be sent once more, and only by somebody's own decision. */
export async function sayAgain(ctx: Ctx, organisationId: string, id: string): Promise<void> {
  const robot = await sql<{ id: string }>`select id from platform.robot
    where organisation_id = ${organisationId}`.execute(tables(ctx));
  if (!robot.rows[0]) refuse("robot.none");
  const again =
    await sql`update platform.robot_message set state = 'waiting', attempts = 0, next_at = ${ctx.now},
      last_error = null, robot_id = ${robot.rows[0].id}
    where organisation_id = ${organisationId} and id = ${id} and state in ('failed', 'unclear', 'dropped')`.execute(
      tables(ctx),
    );
  if (again.numAffectedRows !== 1n) refuse("record.not-found");
  await audit(ctx, { action: "notify.say-again", subject: "robot_message", subjectId: id, organisationId });
}
