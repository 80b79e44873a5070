// Who stands on a key list and since when, for those who add up figures by list.
import { sql } from "kysely";
import { type ScopedDb, tables } from "../../../platform/db/scoped.ts";

export type KeyListSpan = { organisationId: string; listCode: string; since: string; until: string | null };

/** As far as the asker may see the cards. */
export async function keyListSpans(db: ScopedDb): Promise<KeyListSpan[]> {
  const found = await sql<KeyListSpan>`select organisation_id as "organisationId", list_code as "listCode",
      since::text as since, until::text as until
    from enterprises.key_list_member order by list_code, organisation_id, since`.execute(tables(db));
  return found.rows;
}
