// The SQL of what is promised for each kind where the federation has set something else than its usual terms.
import { sql } from "kysely";
import type { Ctx } from "../../../platform/ctx.ts";
import { tables } from "../../../platform/db/scoped.ts";
import type { Promised } from "../clocks.ts";
import type { Kind } from "../kinds/contract.ts";

export async function promiseOf(ctx: Ctx, kind: Kind): Promise<Promised | undefined> {
  return (await promises(ctx)).get(kind);
}

export async function promises(ctx: Ctx): Promise<Map<Kind, Promised>> {
  const found = await sql<{ kind: Kind; terms: Promised }>`select kind, terms from appeals.promise`.execute(
    tables(ctx),
  );
  return new Map(found.rows.map((row) => [row.kind, row.terms]));
}

export async function setPromise(ctx: Ctx, kind: Kind, terms: Promised): Promise<void> {
  await sql`insert into appeals.promise (kind, terms) values (${kind}, ${JSON.stringify(terms)})
    on conflict (kind) do update set terms = excluded.terms`.execute(tables(ctx));
}
