// Who is expected: the union of a form's panels, each respondent once, and for an association its own members only.
export type PanelNow = { kind: "members" | "key-list" | "list"; members: readonly string[] };

/**
 * @param panels none: everybody who is a member
 * @param everybody current members, of the association or of all
 * @param within an association asks nobody but its members; the federation may ask whoever stands on its panels
 */
export function respondents(
  panels: readonly PanelNow[],
  everybody: readonly string[],
  within: "members" | "anybody",
): string[] {
  if (panels.length === 0) return [...new Set(everybody)];
  const asked = new Set(panels.flatMap((panel) => (panel.kind === "members" ? everybody : panel.members)));
  if (within === "anybody") return [...asked];
  const own = new Set(everybody);
  return [...asked].filter((one) => own.has(one));
}

/** Credit codes out of whatever was pasted: columns, names beside, full-width letters. */
export function codesIn(pasted: string): string[] {
  const plain = pasted.normalize("NFKC").toUpperCase();
  return [...new Set(plain.match(/(?<![0-9A-Z])[0-9A-Z]{15,20}(?![0-9A-Z])/g) ?? [])];
}
