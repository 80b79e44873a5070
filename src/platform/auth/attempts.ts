// Wrong tries, counted by account and by address: each further one waits longer. Kept in the database for all processes.
import { createHash } from "node:crypto";
import type pg from "pg";
import { Refusal } from "../errors.ts";

type Limit = { free: number; firstSeconds: number; longestSeconds: number };
export const limits = {
  account: { free: 5, firstSeconds: 15, longestSeconds: 900 },
  address: { free: 30, firstSeconds: 15, longestSeconds: 900 },
  reset: { free: 5, firstSeconds: 60, longestSeconds: 3600 },
} as const satisfies Record<string, Limit>;

export type AttemptKey = { kind: keyof typeof limits; of: string };

/** A hash, so that the table tells nobody who tried from where. */
const keyOf = (key: AttemptKey): string =>
  `${key.kind}:${createHash("sha256").update(`${key.kind}:${key.of}`).digest("base64url")}`;

/**
 * Counts a try before it is made, so that a burst cannot slip through. Not blocked is the year 1970 and not this moment:
 * somebody whose request began a millisecond earlier would have to wait for it.
 * @throws auth.wait while the key is blocked; the same whether the account exists or not.
 */
export async function countAttempt(pool: pg.Pool, key: AttemptKey, now: Date): Promise<void> {
  const { free, firstSeconds, longestSeconds } = limits[key.kind];
  const counted = await pool.query(
    `insert into auth.attempt as a (key, failures, blocked_until, updated_at) values ($1, 1, to_timestamp(0), $2)
     on conflict (key) do update set
       failures = case when a.updated_at < $2 - interval '1 hour' then 1 else a.failures + 1 end,
       blocked_until = case when a.updated_at >= $2 - interval '1 hour' and a.failures + 1 >= $3::int
         then $2 + make_interval(secs => least($5::int, $4::int * power(2, least(a.failures + 1 - $3::int, 12))))
         else to_timestamp(0) end,
       updated_at = $2
     where a.blocked_until <= $2`,
    [keyOf(key), now, free, firstSeconds, longestSeconds],
  );
  if (counted.rowCount !== 0) return;
  const blocked = await pool.query<{ blocked_until: Date }>(
    "select blocked_until from auth.attempt where key = $1",
    [keyOf(key)],
  );
  const until = blocked.rows[0]?.blocked_until.getTime() ?? now.getTime();
  throw new Refusal("auth.wait", { seconds: Math.max(1, Math.ceil((until - now.getTime()) / 1000)) });
}

/** The try was right: the account's count begins anew, the address is given its one back. */
export async function forgiveAttempts(
  pool: pg.Pool,
  account: AttemptKey,
  address: AttemptKey,
): Promise<void> {
  await pool.query("delete from auth.attempt where key = $1", [keyOf(account)]);
  await pool.query(
    "update auth.attempt set failures = greatest(0, failures - 1), blocked_until = to_timestamp(0) where key = $1",
    [keyOf(address)],
  );
}
