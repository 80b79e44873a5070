// A test file's own migrated database: copied from the template, thrown away after.
import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";

export type Connection = {
  host: string;
  port: number;
  user: string;
  password?: string | undefined;
  database: string;
};

export type TestDatabase = {
  /** Owns the tables and bypasses the policies: for migrations and for looking behind the scenes. */
  owner: Connection;
  /** As the house serves: owns nothing, bypasses nothing. */
  app: Connection & { max: number };
  /** The owner's connection as DATABASE_URL, for a process of its own. */
  url: string;
  /** Ends every connection and removes the database. */
  drop(): Promise<void>;
};

export async function testDatabase(): Promise<TestDatabase> {
  const { host, port, user, password, appPassword, template } = inject("testServer");
  const name = `t_${randomBytes(8).toString("hex")}`;
  const admin = { host, port, user, password, database: "postgres" };
  await tell(admin, `create database ${name} template ${template} strategy file_copy`);
  const owner = { ...admin, database: name };
  const login = password ? `${encodeURIComponent(user)}:${encodeURIComponent(password)}` : user;
  const at = host.startsWith("/") ? `/${name}?host=${host}&port=${port}` : `${host}:${port}/${name}`;
  return {
    owner,
    app: { ...owner, user: "wenlian_app", password: appPassword, max: 6 },
    url: `postgres://${login}@${at}`,
    drop: () => tell(admin, `drop database if exists ${name} with (force)`),
  };
}

async function tell(to: Connection, sql: string): Promise<void> {
  const client = new pg.Client(to);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
