// Two people on one draft: different fields are joined, the same field keeps both values and says so.
export type Draft = { values: Fields; explanations: Fields };
export type Fields = Record<string, string | null>;

/** What another person saved after the revision one has typed on. */
export type Saving = { changes: Fields; explanations: Fields; byName: string; at: Date };

export type Merged = {
  values: Fields;
  explanations: Fields;
  /** What was really changed by this saving. */
  changes: Fields;
  explained: Fields;
  conflicts: { field: string; yours: string | null; theirs: string | null; byName: string; at: Date }[];
};

export function merge(
  draft: Draft,
  mine: Draft,
  /** Oldest first. */
  meanwhile: readonly Saving[],
): Merged {
  const theirs = new Map<string, Saving>();
  for (const saving of meanwhile) for (const field of Object.keys(saving.changes)) theirs.set(field, saving);
  const out: Merged = {
    values: { ...draft.values },
    explanations: { ...draft.explanations },
    changes: {},
    explained: {},
    conflicts: [],
  };
  for (const [field, typed] of Object.entries(mine.values)) {
    const yours = typed === "" ? null : typed;
    const stands = draft.values[field] ?? null;
    if (yours === stands) continue;
    const other = theirs.get(field);
    if (other) {
      out.conflicts.push({ field, yours, theirs: stands, byName: other.byName, at: other.at });
      continue;
    }
    out.values[field] = yours;
    out.changes[field] = yours;
  }
  // An explanation is a sentence of its own: the later one stands, the earlier is in the history.
  for (const [key, sentence] of Object.entries(mine.explanations)) {
    if ((sentence || null) === (draft.explanations[key] ?? null)) continue;
    out.explanations[key] = sentence || null;
    out.explained[key] = sentence || null;
  }
  return out;
}
