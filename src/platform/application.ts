// Puts a list of modules on their feet: database, outbox, jobs, server. Used by server.ts, worker.ts and the tests alike.
import type { FastifyInstance, FastifyRequest } from "fastify";
import type pg from "pg";
import { joinPermissions, type Permissions, type Who } from "./access/permissions.ts";
import { type Database, openDatabase } from "./db/database.ts";
import { joinDeeds } from "./desk/deeds.ts";
import { deskRows } from "./desk/routes.ts";
import { joinRefusals, type Refusals } from "./errors.ts";
import { type Outbox, openOutbox } from "./events/outbox.ts";
import { openapi } from "./http/openapi.ts";
import type { Row } from "./http/row.ts";
import { buildServer } from "./http/server.ts";
import type { Module } from "./module.ts";
import { type Readiness, telemetry } from "./telemetry/telemetry.ts";

/** What the house says about itself, for the pages that explain it. */
export type Told = { refusals: Refusals; openapi: unknown };

export type ApplicationOptions = {
  app: pg.PoolConfig;
  modules: readonly Module[];
  /** Rows of the platform's own parts. */
  platformRows?: readonly Row[];
  platformRefusals?: readonly Refusals[];
  platformPermissions?: readonly Permissions[];
  resolveWho: (db: Database, permissions: Permissions, request: FastifyRequest) => Promise<Who>;
  clock?: () => Date;
  publicUrl?: URL | null;
  logger?: boolean | object;
  rateLimited?: boolean;
  trustProxy?: boolean;
  readiness?: () => Readiness;
  /** Adds what is not a row: the built web, cookies of the session. */
  extend?: (app: FastifyInstance, db: Database, told: Told) => Promise<void>;
};

export type Application = {
  server: FastifyInstance;
  db: Database;
  outbox: Outbox;
  rows: readonly Row[];
  permissions: Permissions;
  refusals: Refusals;
  close(): Promise<void>;
};

export const VERSION = "0.1.0";

export async function openApplication(options: ApplicationOptions): Promise<Application> {
  const { modules } = options;
  const clock = options.clock ?? (() => new Date());
  const rows = [...(options.platformRows ?? []), ...modules.flatMap((m) => m.routes), ...deskRows(modules)];
  const refusals = joinRefusals([
    ...(options.platformRefusals ?? []),
    ...modules.map((m) => m.refusals ?? {}),
  ]);
  const permissions = joinPermissions([
    ...(options.platformPermissions ?? []),
    ...modules.map((m) => m.permissions ?? {}),
  ]);
  refuseUnknownPermissions(rows, permissions);
  joinDeeds(modules.map((m) => m.deeds ?? {}));
  const systemReads = new Set(modules.flatMap((m) => Object.keys(m.systemReads ?? {})));
  const systemWrites = new Set(modules.flatMap((m) => Object.keys(m.systemWrites ?? {})));
  let outbox: Outbox | null = null;
  const db = openDatabase(options.app, { systemReads, systemWrites, onAnnounced: () => outbox?.poke() });
  const server = await buildServer({
    db,
    rows,
    refusals,
    resolveWho: (request) => options.resolveWho(db, permissions, request),
    clock,
    publicUrl: options.publicUrl ?? null,
    logger: options.logger ?? false,
    rateLimited: options.rateLimited ?? true,
    trustProxy: options.trustProxy ?? false,
    before: (app) => telemetry(app, db, options.readiness ?? (() => ({ ready: true, why: "" }))),
  });
  outbox = openOutbox(
    db,
    modules.flatMap((m) => m.listeners ?? []),
    clock,
    (error, event, listener) =>
      server.log.error({ err: error, event: event.name, listener }, "listener failed"),
  );
  const description = openapi(rows, refusals, VERSION);
  server.get("/api/openapi.json", async () => description);
  await options.extend?.(server, db, { refusals, openapi: description });
  const opened = outbox;
  return {
    server,
    db,
    outbox: opened,
    rows,
    permissions,
    refusals,
    close: async () => {
      await server.close();
      await opened.stop();
      await db.close();
    },
  };
}

/** A misspelt permission would lock a door for ever, or a missing one leave it to chance. */
function refuseUnknownPermissions(rows: readonly Row[], permissions: Permissions): void {
  for (const row of rows) {
    if (row.may !== "public" && row.may !== "signed-in" && !permissions[row.may]) {
      throw new Error(
        `${row.endpoint.method} ${row.endpoint.path}: nobody declares the permission ${row.may}`,
      );
    }
  }
}
