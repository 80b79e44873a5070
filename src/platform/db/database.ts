// The pool of the serving role, and the doors into a scoped transaction.
import { Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import type { Who } from "../access/permissions.ts";
import { type Scope, systemScope } from "../access/scope.ts";
import { waitingText } from "../audit/audit.ts";
import type { Ctx } from "../ctx.ts";
import type { Edge } from "../http/edge.ts";
import { brand, type ScopedDb } from "./scoped.ts";
import { uuidv7 } from "./uuid.ts";

// A calendar date stays the text it is; as a Date it would slip by the machine's zone.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

// biome-ignore lint/suspicious/noExplicitAny: the tables of a module are known to that module alone
type Anything = any;

export type Database = {
  readonly pool: pg.Pool;
  /** One transaction in the scope of `who`; commits when `fn` resolves, rolls back when it throws. */
  within<T>(who: Who, now: Date, fn: (ctx: Ctx) => Promise<T>, requestId?: string, edge?: Edge): Promise<T>;
  /** The same as the system itself: listeners, jobs, first start. Sees every row. */
  asSystem<T>(now: Date, fn: (ctx: Ctx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

export const systemWho: Who = {
  personId: null,
  name: "系统",
  actingFor: null,
  roles: new Set(["system"]),
  may: new Set(),
  scope: systemScope,
  language: "zh",
};

export type DatabaseOptions = {
  /** Names of listed system readings (the modules' systemReads); any other name is a fault. */
  systemReads: ReadonlySet<string>;
  /** Names of listed deeds beyond the asker's rows (the modules' systemWrites). */
  systemWrites?: ReadonlySet<string>;
  /** Called after a commit that announced something. */
  onAnnounced?: () => void;
  max?: number;
};

export function openDatabase(app: pg.PoolConfig, options: DatabaseOptions): Database {
  const pool = new pg.Pool({ max: options.max ?? 10, ...app });
  // A lost idle connection is not a fault: the next query takes a new one.
  pool.on("error", () => undefined);
  const db = new Kysely<Anything>({ dialect: new PostgresDialect({ pool }) });

  async function run<T>(
    who: Who,
    now: Date,
    fn: (ctx: Ctx) => Promise<T>,
    requestId: string,
    edge: Edge | null,
  ): Promise<T> {
    const after: (() => void | Promise<void>)[] = [];
    let announced = false;
    const audited: Ctx["audited"] = { count: 0, waiting: [] };
    const work = async (transaction: Kysely<Anything>) => {
      const ctx: Ctx = {
        db: brand(transaction),
        now,
        who,
        requestId,
        audited,
        announce: async (name, payload) => {
          announced = true;
          await sql`insert into platform.outbox (id, name, payload, caused_by, created_at, next_at)
            values (${uuidv7()}, ${name}, ${JSON.stringify(payload)}, ${who.personId}, ${now}, ${now})`.execute(
            transaction,
          );
        },
        system: (read, wider) => system(read, wider),
        systemWrite: systemWriter(transaction, who),
        edge,
        afterCommit: (done) => void after.push(done),
      };
      return fn(ctx);
    };
    const result = await transact(who.scope, who.personId, work, {
      atCommit: () => waitingText(audited),
    });
    if (announced) options.onAnnounced?.();
    for (const done of after) await done();
    return result;
  }

  /** Its own read-only transaction: what is read beyond the asker's rows can never be written by mistake. */
  async function system<T>(read: string, fn: (wider: ScopedDb) => Promise<T>): Promise<T> {
    if (!options.systemReads.has(read)) throw new Error(`system reading ${read} is not on any module's list`);
    return transact(systemScope, null, (transaction) => fn(brand(transaction)), {
      begin: "begin read only",
    });
  }

  /** Begin and scope are one message: what every request pays is one round trip, not three. */
  async function transact<T>(
    scope: Scope,
    personId: string | null,
    fn: (transaction: Kysely<Anything>) => Promise<T>,
    { begin = "begin", atCommit = () => "" }: { begin?: string; atCommit?: () => string } = {},
  ): Promise<T> {
    return db.connection().execute(async (connection) => {
      try {
        await sql.raw(`${begin}; ${enterText(scope, personId)}`).execute(connection);
        const result = await fn(connection);
        await sql.raw(`${atCommit()} commit`).execute(connection);
        return result;
      } catch (error) {
        // On a lost connection there is nothing left to roll back.
        await sql`rollback`.execute(connection).catch(() => undefined);
        throw error;
      }
    });
  }

  /** The same transaction as another role, and back; a deed within a deed stays there. */
  function systemWriter(transaction: Kysely<Anything>, who: Who): Ctx["systemWrite"] {
    let depth = who.scope.all ? 1 : 0;
    return async (deed, fn) => {
      if (!options.systemWrites?.has(deed))
        throw new Error(`system deed ${deed} is not on any module's list`);
      if (depth++ === 0) await sql`set local role wenlian_all`.execute(transaction);
      try {
        return await fn();
      } finally {
        // In a failed transaction the role falls with it.
        if (--depth === 0) await sql`set local role none`.execute(transaction).catch(() => undefined);
      }
    };
  }

  return {
    pool,
    within: (who, now, fn, requestId, edge) => run(who, now, fn, requestId ?? uuidv7(), edge ?? null),
    asSystem: (now, fn) => run(systemWho, now, fn, uuidv7(), null),
    close: () => db.destroy(),
  };
}

function enterText({ organisations, members, sectors, all }: Scope, personId: string | null): string {
  const texts = [arrayText(organisations), arrayText(members), arrayText(sectors), personId ?? ""];
  const enter = `select platform.enter(${texts.map((text) => pg.escapeLiteral(text)).join(", ")})`;
  return all ? `${enter}; set local role wenlian_all` : enter;
}

/** A PostgreSQL array literal; every element quoted, so that no code can break out of it. */
function arrayText(values: ReadonlySet<string>): string {
  let out = "{";
  for (const value of values) out += `${out.length > 1 ? "," : ""}"${value.replace(/["\\]/g, "\\$&")}"`;
  return `${out}}`;
}
