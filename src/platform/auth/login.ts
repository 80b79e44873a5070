// What people sign in with: an e-mail address or a Chinese mobile phone, written the way people write them.
export type Login = { kind: "email" | "phone"; value: string };

/** @returns the one spelling that is stored, or null when it is neither. */
export function readLogin(text: string): Login | null {
  const plain = text.normalize("NFKC").trim();
  if (plain.includes("@")) {
    const email = plain.toLowerCase();
    return /^[^\s@<>"',;]{1,64}@[a-z0-9.-]{1,180}\.[a-z]{2,}$/.test(email)
      ? { kind: "email", value: email }
      : null;
  }
  const digits = plain.replace(/[\s\-().]/g, "").replace(/^(\+|00)?86(?=1\d{10}$)/, "");
  return /^1[3-9]\d{9}$/.test(digits) ? { kind: "phone", value: digits } : null;
}

/** The library wants an e-mail of everybody; this one reaches nobody (RFC 2606). */
export const standInEmail = (personId: string): string => `${personId}@phone.invalid`;
export const isStandIn = (email: string): boolean => email.endsWith("@phone.invalid");
