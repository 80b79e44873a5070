// Duty in turn: working days go round among themselves and days off among themselves, so that rest is shared fairly.

export type Slot = { date: string; working: boolean; personId: string | null };

/** Fills empty days; each goes to whoever had fewest of its kind, then longest ago, then stands first in the list. */
export function inTurn(
  slots: readonly Slot[],
  persons: readonly string[],
): { date: string; personId: string }[] {
  const out: { date: string; personId: string }[] = [];
  const held = new Map<string, { count: number; last: string }>();
  const of = (personId: string, working: boolean) =>
    held.get(`${working} ${personId}`) ?? { count: 0, last: "" };
  const take = (personId: string, working: boolean, date: string): void => {
    held.set(`${working} ${personId}`, { count: of(personId, working).count + 1, last: date });
  };
  let before: string | null = null;
  for (const slot of [...slots].sort((a, b) => (a.date < b.date ? -1 : 1))) {
    if (slot.personId !== null) {
      take(slot.personId, slot.working, slot.date);
      before = slot.personId;
      continue;
    }
    const rank = (personId: string) => of(personId, slot.working);
    const [next] = [...persons].sort(
      (a, b) =>
        // Nobody twice running while there is somebody else.
        Number(a === before) - Number(b === before) ||
        rank(a).count - rank(b).count ||
        (rank(a).last < rank(b).last ? -1 : rank(a).last > rank(b).last ? 1 : 0) ||
        persons.indexOf(a) - persons.indexOf(b),
    );
    if (next === undefined) continue;
    take(next, slot.working, slot.date);
    out.push({ date: slot.date, personId: next });
    before = next;
  }
  return out;
}
