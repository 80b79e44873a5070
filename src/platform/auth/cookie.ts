// The session cookie: a token and its seal. A forged one is refused before the database is asked.
import { createHmac, timingSafeEqual } from "node:crypto";

export const cookieName = (secure: boolean): string => `${secure ? "__Secure-" : ""}wenlian.session_token`;

export function seal(token: string, secret: string): string {
  return `${token}.${createHmac("sha256", secret).update(token).digest("base64")}`;
}

/** @returns the token, null when the seal is not ours. */
export function unseal(value: string | undefined, secret: string): string | null {
  if (!value || value.length > 300) return null;
  const dot = value.lastIndexOf(".");
  if (dot < 1) return null;
  const token = value.slice(0, dot);
  const given = Buffer.from(value.slice(dot + 1), "base64");
  const right = createHmac("sha256", secret).update(token).digest();
  return given.length === right.length && timingSafeEqual(given, right) ? token : null;
}
