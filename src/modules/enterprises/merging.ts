// Whether two entries of the registry may become one, and what the one is then found by.
import type { Refused } from "./enterprise.ts";

export type Entry = { id: string; name: string; mergedInto: string | null; carries: number };

/** Two steps at most one deep: an entry that carries others, or lies under another, is lifted out first. */
export function mayMerge(survivor: Entry, merged: Entry): { ok: true } | Refused {
  const refused = (code: string, name: string): Refused => ({
    ok: false,
    refusal: { code: `enterprises.${code}`, params: { name } },
  });
  if (survivor.id === merged.id) return refused("merge-itself", survivor.name);
  if (survivor.mergedInto) return refused("merged-already", survivor.name);
  if (merged.mergedInto) return refused("merged-already", merged.name);
  if (merged.carries > 0) return refused("merge-carries", merged.name);
  return { ok: true };
}

type Called = {
  name: string;
  shortName: string | null;
  creditCode: string | null;
  aliases: readonly string[];
};
export type MergedName = { kind: "merged" | "merged-code"; name: string };

/** Everything the merged entry was found by and the survivor is not yet. */
export function namesTaken(survivor: Called, merged: Called, formerNames: readonly string[]): MergedName[] {
  const known = new Set([survivor.name, survivor.shortName, ...survivor.aliases]);
  const names = new Set([merged.name, merged.shortName, ...merged.aliases, ...formerNames]);
  const out = [...names].flatMap((name): MergedName[] =>
    name && !known.has(name) ? [{ kind: "merged", name }] : [],
  );
  if (merged.creditCode) out.push({ kind: "merged-code", name: merged.creditCode });
  return out;
}
