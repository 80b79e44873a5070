// The number of a submission: made here, kept until the receipt has come, the same on every try.
import { dropDraft, keepDraft, readDraft } from "../lib/drafts.ts";

const keyOf = (filing: string): string => `submission.${filing}`;

export function submissionId(filing: string): string {
  const kept = readDraft<string>(localStorage, keyOf(filing))?.value;
  if (kept) return kept;
  const made = uuid();
  keepDraft(localStorage, keyOf(filing), made, new Date());
  return made;
}

export const forgetSubmission = (filing: string): void => dropDraft(localStorage, keyOf(filing));

/** crypto.randomUUID exists on https pages only; an office's own server may have none. */
function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = 0x40 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
