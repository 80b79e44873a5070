// What two credit codes say of each other: equal, one slip apart, or two different holders.

import { checkCreditCode } from "./credit-code.ts";
import { CREDIT_CODE_LENGTH } from "./defaults.ts";
import { slips } from "./spelling.ts";

export type CodeRead = { text: string; valid: boolean };
/**
 * `slip`: at most two slips apart and at least one cannot be right, since every single wrong character and every exchange of
 * neighbours breaks a check character. `core`: the organisation code inside is the same. `other`: two codes that both can be.
 */
export type CodeRelation = "equal" | "slip" | "core" | "other" | "doubtful" | "unknown";

export function readCode(text: string): CodeRead {
  const { normalized, ok } = checkCreditCode(text);
  return { text: normalized, valid: ok };
}

export function compareCodes(a: CodeRead, b: CodeRead): CodeRelation {
  if (a.text === "" || b.text === "") return "unknown";
  if (a.text === b.text) return "equal";
  const [coreA, coreB] = [core(a.text), core(b.text)];
  if (coreA !== null && coreA === coreB) return "core";
  if (a.text.length !== b.text.length && [a, b].some(({ text }) => text.length < CREDIT_CODE_LENGTH - 2))
    return "unknown";
  // A number with two slips is still far from any other firm's: nine free characters, and registers are not so dense.
  if (!(a.valid && b.valid) && slips(a.text, b.text, 2) <= 2) return "slip";
  return a.valid && b.valid ? "other" : "doubtful";
}

/** Places 9 to 17 of a credit code, or an old organisation code by itself. */
function core(text: string): string | null {
  if (text.length === CREDIT_CODE_LENGTH) return text.slice(8, 17);
  return text.length === 9 ? text : null;
}
