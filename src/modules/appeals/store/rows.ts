// What the SQL of appeals has in common: moments as text, search.
import { type RawBuilder, sql } from "kysely";

export const iso = (column: RawBuilder<unknown>) =>
  sql<string>`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
export const like = (text: string): string => `%${text.replace(/[\\%_]/g, "\\$&")}%`;
