// A transaction that has been told whose rows may be seen; the only handle modules ever get.
import { type Kysely, sql } from "kysely";

declare const scoped: unique symbol;

/** Branded, so that an unscoped handle does not compile where a scoped one is asked for. */
export type ScopedDb = { readonly [scoped]: true };

// biome-ignore lint/suspicious/noExplicitAny: the tables of a module are known to that module alone
type AnyTransaction = Kysely<any>;

type Queries<T> = Pick<
  Kysely<T>,
  "selectFrom" | "insertInto" | "updateTable" | "deleteFrom" | "with" | "selectNoFrom" | "getExecutor" | "fn"
>;

export const brand = (transaction: AnyTransaction): ScopedDb => transaction as unknown as ScopedDb;

/** The module's own tables on this transaction. `T`: table name with schema → row type. */
export function tables<T>(from: { readonly db: ScopedDb } | ScopedDb): Queries<T> {
  const db = "db" in from ? from.db : from;
  return db as unknown as Queries<T>;
}

/** Sub-step that may fail without losing the whole transaction. */
export async function savepoint<R>(
  ctx: { readonly db: ScopedDb; readonly audited: { waiting: unknown[] } },
  fn: () => Promise<R>,
): Promise<R> {
  const db = tables(ctx);
  const audited = ctx.audited.waiting.length;
  await sql`savepoint step`.execute(db);
  try {
    const result = await fn();
    await sql`release savepoint step`.execute(db);
    return result;
  } catch (error) {
    await sql`rollback to savepoint step`.execute(db);
    // What was not done leaves no trail.
    ctx.audited.waiting.length = Math.min(audited, ctx.audited.waiting.length);
    throw error;
  }
}
