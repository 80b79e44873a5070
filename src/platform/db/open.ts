// Which database: the embedded one, or a server of one's own; the same two connections either way.
import type pg from "pg";
import type { Config } from "../config/config.ts";
import { StartProblem } from "../config/start-problem.ts";
import { startEmbedded } from "./embedded/index.ts";
import { type MigrationFolder, migrate, renewAppPassword } from "./migrate.ts";

export type OpenedDatabase = {
  owner: pg.ClientConfig;
  app: pg.PoolConfig;
  embedded: boolean;
  /** How many migrations this start has run. */
  migrated: number;
  stop(): Promise<void>;
};

export async function openAndMigrate(
  config: Config,
  folders: readonly MigrationFolder[],
  log: (line: string) => void,
): Promise<OpenedDatabase> {
  if (!config.DATABASE_URL) {
    const embedded = await startEmbedded({ home: config.home, log });
    const owner = embedded.connection;
    const migrated = await migrate(owner, folders);
    return {
      owner,
      app: { ...owner, user: "wenlian_app" },
      embedded: true,
      migrated,
      stop: () => embedded.stop(),
    };
  }
  const owner = { connectionString: config.DATABASE_URL };
  const migrated = await migrate(owner, folders).catch((error) => {
    throw unreachable(error as { code?: string; message: string });
  });
  const app = config.DATABASE_APP_URL
    ? { connectionString: config.DATABASE_APP_URL }
    : { connectionString: withUser(config.DATABASE_URL, "wenlian_app", await renewAppPassword(owner)) };
  return { owner, app, embedded: false, migrated, stop: async () => undefined };
}

function withUser(url: string, user: string, password: string): string {
  const changed = new URL(url);
  changed.username = user;
  changed.password = password;
  return changed.href;
}

function unreachable(error: { code?: string; message: string }): unknown {
  if (!/^(ECONNREFUSED|ENOTFOUND|ETIMEDOUT|28P01|28000|3D000|42501)$/.test(error.code ?? "")) return error;
  return new StartProblem(
    "database-unreachable",
    `连不上 DATABASE_URL 指定的数据库（${error.message}）。请检查地址、用户和口令；该用户需能建表和建角色。`,
    `The database of DATABASE_URL cannot be used (${error.message}). Check address, user and password; the user must be able to create tables and roles.`,
    error,
  );
}
