// A database of a test file's own: cloned from one migrated template, dropped at the end.
import { existsSync, readFileSync } from "node:fs";
import pg from "pg";
import { uuidv7 } from "../src/platform/db/uuid.ts";
import { TEMPLATE, testServerFile } from "./template.ts";

export type TestDatabase = { owner: pg.ClientConfig; app: pg.PoolConfig; drop(): Promise<void> };

/** Connection of the server that the global set-up has started. */
export function testServer(): pg.ClientConfig {
  if (!existsSync(testServerFile))
    throw new Error("no test server: run by `npm test` or `npx vitest run --project api`");
  return JSON.parse(readFileSync(testServerFile, "utf8")) as pg.ClientConfig;
}

export async function testDatabase(template = TEMPLATE): Promise<TestDatabase> {
  const server = testServer();
  const name = `t_${uuidv7().replaceAll("-", "")}`;
  await asOwner(server, `create database ${name} template ${template} strategy file_copy`);
  const owner = { ...server, database: name };
  return {
    owner,
    app: { ...owner, user: "wenlian_app", ...(server.password ? { password: "wenlian-test" } : {}), max: 6 },
    drop: () => asOwner(server, `drop database ${name} with (force)`),
  };
}

export async function asOwner(server: pg.ClientConfig, sql: string): Promise<void> {
  const client = new pg.Client({ ...server, database: server.database ?? "postgres" });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
