// What the SQL of research has in common: moments as text, search, pages.
import { type RawBuilder, sql } from "kysely";

export const iso = (column: RawBuilder<unknown>) =>
  sql<string>`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

export const like = (text: string): string => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

export const enterpriseOf = (alias: RawBuilder<unknown>) =>
  sql`case when ${alias}.enterprise_id is null then null
    else json_build_object('id', ${alias}.enterprise_id, 'name', coalesce(${alias}.enterprise_name, '—')) end as enterprise`;
