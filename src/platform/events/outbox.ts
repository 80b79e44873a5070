// Transactional outbox: an event is a row written with the deed; listeners hear it after the commit, each exactly once in effect.
import { sql } from "kysely";
import type { Ctx } from "../ctx.ts";
import type { Database } from "../db/database.ts";
import { tables } from "../db/scoped.ts";

export type Event = {
  id: string;
  name: string;
  payload: Readonly<Record<string, unknown>>;
  causedBy: string | null;
};
export type Listener = { event: string; name: string; hear: (ctx: Ctx, event: Event) => Promise<void> };

const BATCH = 50;
const MAX_ATTEMPTS = 12;

export type Outbox = {
  /** Hears what is due now; resolves when nothing is left that is due. */
  drain(): Promise<void>;
  /** Asks for a drain soon; many askings make one. */
  poke(): void;
  stop(): Promise<void>;
};

export function openOutbox(
  db: Database,
  listeners: readonly Listener[],
  clock: () => Date,
  onFault: (error: unknown, event: Event, listener: string) => void,
): Outbox {
  const byEvent = Map.groupBy(listeners, (listener) => listener.event);
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;

  async function loop(): Promise<void> {
    do {
      again = false;
      while (!stopped && (await step())) {
        // goes on until a step finds nothing due
      }
    } while (again && !stopped);
  }

  /** @returns whether there was anything due. */
  async function step(): Promise<boolean> {
    const due = await db.asSystem(clock(), async (ctx) => {
      // The lease: another process leaves these rows alone for half a minute, a crashed one gives them back by itself.
      const taken = await sql<{
        id: string;
        name: string;
        payload: Event["payload"];
        caused_by: string | null;
      }>`
        update platform.outbox set next_at = ${new Date(ctx.now.getTime() + 30_000)}, attempts = attempts + 1
        where id in (select id from platform.outbox where finished_at is null and next_at <= ${ctx.now}
          order by next_at, id limit ${BATCH} for update skip locked)
        returning id, name, payload, caused_by`.execute(tables(ctx));
      return taken.rows.map((r) => ({ id: r.id, name: r.name, payload: r.payload, causedBy: r.caused_by }));
    });
    due.sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const event of due) await hearAll(event);
    return due.length > 0;
  }

  async function hearAll(event: Event): Promise<void> {
    let fault: unknown = null;
    for (const listener of byEvent.get(event.name) ?? []) {
      try {
        await db.asSystem(clock(), async (ctx) => {
          const first = await sql`insert into platform.heard (event_id, listener, at)
            values (${event.id}, ${listener.name}, ${ctx.now}) on conflict do nothing`.execute(tables(ctx));
          if (first.numAffectedRows === 1n) await listener.hear(ctx, event);
        });
      } catch (error) {
        fault = error;
        onFault(error, event, listener.name);
      }
    }
    await db.asSystem(clock(), async (ctx) => {
      if (fault === null) {
        await sql`update platform.outbox set finished_at = ${ctx.now}, last_error = null where id = ${event.id}`.execute(
          tables(ctx),
        );
        return;
      }
      const text = fault instanceof Error ? fault.message : String(fault);
      await sql`update platform.outbox set last_error = ${text.slice(0, 500)},
          next_at = ${ctx.now}::timestamptz + make_interval(secs => least(3600, power(2, attempts)::int)),
          finished_at = case when attempts >= ${MAX_ATTEMPTS} then ${ctx.now}::timestamptz end
        where id = ${event.id}`.execute(tables(ctx));
    });
  }

  const drain = (): Promise<void> => {
    if (running) {
      again = true;
      return running;
    }
    running = loop().finally(() => {
      running = null;
    });
    return running;
  };

  return {
    drain,
    poke: () => void drain().catch(() => undefined),
    stop: async () => {
      stopped = true;
      await running?.catch(() => undefined);
    },
  };
}
