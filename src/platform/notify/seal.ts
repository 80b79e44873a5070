// Seals a secret that must be used again (a webhook's address): AES-256-GCM under a key of its own, bound to its place.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

export type SealKey = Buffer;

/** @param secret the key of the house; what seals here opens nothing elsewhere. */
export const sealKey = (secret: string): SealKey =>
  Buffer.from(hkdfSync("sha256", secret, "", "wenlian robot address", 32));

const NONCE = 12;
const TAG = 16;

/** @param place what the secret belongs to: laid into another row it cannot be opened. */
export function seal(key: SealKey, place: string, secret: string): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(Buffer.from(place));
  const closed = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), closed]);
}

/** @returns null when it was sealed with another key, for another place, or was changed. */
export function unseal(key: SealKey, place: string, sealed: Buffer): string | null {
  try {
    const open = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, NONCE));
    open.setAAD(Buffer.from(place));
    open.setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
    return Buffer.concat([open.update(sealed.subarray(NONCE + TAG)), open.final()]).toString("utf8");
  } catch {
    return null;
  }
}
