// The keys of programs: what one looks like, how it is kept, how fast it may be used.
import { createHash, randomBytes } from "node:crypto";
import { Refusal } from "../errors.ts";

/** Recognisable at a glance, also for the scanners that look for secrets in code. */
const SHAPE = /^wl_[A-Za-z0-9_-]{43}$/;
const VISIBLE = 11;

export type NewKey = { secret: string; prefix: string; hash: string };

export function makeKey(): NewKey {
  const secret = `wl_${randomBytes(32).toString("base64url")}`;
  return { secret, prefix: secret.slice(0, VISIBLE), hash: hashOf(secret) };
}

/** 256 random bits need no slow hash: nothing can be guessed. */
const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("base64url");

/** `authorization: Bearer …`; other schemes (a proxy's Basic) are none of ours. */
export const bearerOf = (authorization: string | undefined): string | null =>
  /^bearer +(\S+) *$/i.exec(authorization ?? "")?.[1] ?? null;

/** @returns the hash to look for; null when it cannot be one of our keys. */
export const keyHashOf = (bearer: string): string | null => (SHAPE.test(bearer) ? hashOf(bearer) : null);

export const KEY_CALLS_A_MINUTE = 120;

/** Counts the calls of each key in this process, minute by minute. */
export function openPace(most = KEY_CALLS_A_MINUTE): (keyId: string, now: Date) => void {
  let minute = -1;
  let calls = new Map<string, number>();
  return (keyId, now) => {
    const current = Math.floor(now.getTime() / 60_000);
    if (current !== minute) {
      minute = current;
      calls = new Map();
    }
    const count = (calls.get(keyId) ?? 0) + 1;
    calls.set(keyId, count);
    if (count > most)
      throw new Refusal("rate.limited", { seconds: 60 - (Math.floor(now.getTime() / 1000) % 60) });
  };
}
