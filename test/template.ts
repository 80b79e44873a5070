// Starts one PostgreSQL for all API tests and migrates the template that every test file clones.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { modules } from "../src/modules/list.ts";
import { startEmbedded } from "../src/platform/db/embedded/index.ts";
import { migrate } from "../src/platform/db/migrate.ts";
import { allMigrations } from "../src/platform/parts.ts";

export const TEMPLATE = "wenlian_template";
export const testServerFile = new URL("./output/test-server.json", import.meta.url).pathname;

/** vitest's global set-up; a server of one's own is taken from WENLIAN_TEST_DATABASE_URL. */
export async function setup(): Promise<() => Promise<void>> {
  mkdirSync(new URL("./output/", import.meta.url), { recursive: true });
  const given = process.env.WENLIAN_TEST_DATABASE_URL;
  const { server, stop } = given
    ? { server: fromUrl(given), stop: async () => undefined }
    : await ownServer();
  const client = new pg.Client(server);
  await client.connect();
  await client.query(`drop database if exists ${TEMPLATE} with (force)`);
  await client.query(`create database ${TEMPLATE}`);
  await migrate({ ...server, database: TEMPLATE }, allMigrations(modules));
  if (server.password) await client.query("alter role wenlian_app password 'wenlian-test'");
  await client.end();
  writeFileSync(testServerFile, JSON.stringify(server));
  return async () => {
    rmSync(testServerFile, { force: true });
    await stop();
  };
}

async function ownServer(): Promise<{ server: pg.ClientConfig; stop: () => Promise<void> }> {
  const home = mkdtempSync(join(tmpdir(), "wenlian-test-"));
  const embedded = await startEmbedded({ home, log: () => undefined, fsync: false });
  return {
    server: { ...embedded.connection, database: "postgres" },
    stop: async () => {
      await embedded.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function fromUrl(url: string): pg.ClientConfig {
  const { hostname, port, username, password, pathname } = new URL(url);
  return {
    host: hostname,
    port: Number(port || 5432),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: pathname.slice(1) || "postgres",
  };
}
