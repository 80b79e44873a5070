// Of several entries of one enterprise that returned the same month, the one that counts.
import { type RawBuilder, sql } from "kysely";

/** Entries that lie under another → the enterprise they are. */
export type Merged = ReadonlyMap<string, string>;

/** A merged entry → whose return counts instead of its own: the survivor's, or that of an entry before it. */
function precedence(merged: Merged): { entry: string; before: string }[] {
  return [...Map.groupBy(merged, ([, survivor]) => survivor)].flatMap(([survivor, list]) => {
    const entries = list.map(([entry]) => entry).sort();
    return entries.flatMap((entry, at) =>
      [survivor, ...entries.slice(0, at)].map((before) => ({ entry, before })),
    );
  });
}

/** Two entries of one enterprise that both returned a month are counted once. */
export function onlyOnce(table: "reports_view" | "expected", merged: Merged): RawBuilder<unknown> {
  const pairs = precedence(merged);
  if (pairs.length === 0) return sql``;
  return sql`and not exists (select from unnest(${pairs.map((p) => p.entry)}::uuid[],
      ${pairs.map((p) => p.before)}::uuid[]) as m(entry, before)
    join ${sql.table(`reporting.${table}`)} other on other.organisation_id = m.before
    where m.entry = r.organisation_id and other.form_code = r.form_code and other.period = r.period)`;
}
