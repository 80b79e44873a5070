// Makes the trail readable: what was changed from what to what, field by field.
import type { z } from "zod";
import type { change } from "./contract.ts";

export type Change = z.infer<typeof change>;

/** Before and after as the trail keeps them; a field that stayed is not mentioned. */
export function changesOf(before: unknown, after: unknown): Change[] {
  const was = record(before);
  const is = record(after);
  const out: Change[] = [];
  for (const field of new Set([...Object.keys(was), ...Object.keys(is)])) {
    const from = said(was[field]);
    const to = said(is[field]);
    if (from !== to) out.push({ field, before: from, after: to });
  }
  return out;
}

/** Only the fields named, so that the trail holds differences and not whole records. */
export function pick<T extends object>(of: T, fields: readonly (keyof T)[]): Partial<T> {
  return Object.fromEntries(fields.map((field) => [field, of[field]])) as Partial<T>;
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

function said(value: unknown): string | null {
  if (value === null || value === undefined || value === "") return null;
  if (Array.isArray(value))
    return value.length === 0 ? null : value.map((one) => said(one) ?? "—").join("、");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
