// One PostgreSQL for all API tests, and in it one migrated database from which every test file takes its copy.
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { modules } from "../src/modules/list.ts";
import { startEmbedded } from "../src/platform/db/embedded/index.ts";
import { migrate, renewAppPassword } from "../src/platform/db/migrate.ts";
import { allMigrations } from "../src/platform/parts.ts";

export type TestServer = {
  host: string;
  port: number;
  user: string;
  password: string | undefined;
  appPassword: string;
  template: string;
};

declare module "vitest" {
  export interface ProvidedContext {
    testServer: TestServer;
  }
}

const HOMES = /^wenlian-test-(\d+)-/;

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { server, stop } = await openServer();
  const template = `wenlian_template_${process.pid}`;
  const admin = new pg.Client({ ...server, database: "postgres" });
  await admin.connect();
  await admin.query(`drop database if exists ${template}`);
  await admin.query(`create database ${template}`);
  const owner = { ...server, database: template };
  await migrate(owner, allMigrations(modules));
  const appPassword = await renewAppPassword(owner);
  project.provide("testServer", { ...server, appPassword, template });
  const { rows } = await admin.query<{ version: string }>("select version()");
  console.log(`API tests on ${rows[0]?.version.split(" on ")[0]}`);
  return async () => {
    await admin.query(`drop database if exists ${template} with (force)`).catch(() => undefined);
    await admin.end().catch(() => undefined);
    await stop();
  };
}

type Opened = { server: Omit<TestServer, "appPassword" | "template">; stop: () => Promise<void> };

async function openServer(): Promise<Opened> {
  const given = process.env.WENLIAN_TEST_DATABASE_URL;
  if (given) {
    const { host, port, user, password } = new pg.Client({ connectionString: given });
    const words = typeof password === "string" ? password : undefined;
    return { server: { host, port, user: user ?? "postgres", password: words }, stop: async () => undefined };
  }
  sweepKilledRuns();
  const home = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), `wenlian-test-${process.pid}-`));
  const embedded = await startEmbedded({ home, fsync: false, log: () => undefined });
  const { host, port, user } = embedded.connection;
  return {
    server: { host, port, user, password: undefined },
    stop: async () => {
      await embedded.stop();
      fs.rmSync(home, { recursive: true, force: true });
    },
  };
}

/** A run that was killed leaves its server behind; the next one puts it away. */
function sweepKilledRuns(): void {
  for (const name of fs.readdirSync(os.tmpdir())) {
    const runner = Number(HOMES.exec(name)?.[1]);
    if (!runner || runs(runner)) continue;
    const home = path.join(os.tmpdir(), name);
    try {
      const pid = Number.parseInt(fs.readFileSync(path.join(home, "database/postmaster.pid"), "utf8"), 10);
      const command = fs.readFileSync(`/proc/${pid}/cmdline`, "utf8");
      if (command.includes(home)) process.kill(pid, "SIGQUIT");
    } catch {
      // No server left.
    }
    fs.rmSync(home, { recursive: true, force: true, maxRetries: 10 });
  }
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
