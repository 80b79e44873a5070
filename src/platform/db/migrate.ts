// Brings the schemas up to date as the owner, and makes the roles that serve: they own nothing and bypass nothing.
import { createHash, randomBytes } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import pg from "pg";

export type MigrationFolder = { name: string; schema: string; folder: URL };

const LOCK = 7_305_164_001; // any constant: two starts at once wait for each other

/**
 * Runs what has not run yet, one transaction a file, in the order given. Safe to start twice at once.
 * @throws when a file that has already run was changed afterwards.
 */
export async function migrate(owner: pg.ClientConfig, folders: readonly MigrationFolder[]): Promise<number> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [LOCK]);
    await makeRoles(client);
    await client.query(`create schema if not exists platform;
      create table if not exists platform.migration (
        name text primary key, hash text not null, at timestamptz not null default now())`);
    const done = new Map<string, string>(
      (await client.query("select name, hash from platform.migration")).rows.map((r) => [r.name, r.hash]),
    );
    let ran = 0;
    for (const folder of folders) ran += await runFolder(client, folder, done);
    await grantSchemas(client, folders);
    return ran;
  } finally {
    await client.query("select pg_advisory_unlock_all()").catch(() => undefined);
    await client.end();
  }
}

async function runFolder(
  client: pg.Client,
  folder: MigrationFolder,
  done: Map<string, string>,
): Promise<number> {
  const files = (await readdir(folder.folder)).filter((f) => /^\d{4}_[\w-]+\.sql$/.test(f)).sort();
  let ran = 0;
  for (const file of files) {
    const text = await readFile(new URL(file, withSlash(folder.folder)), "utf8");
    const hash = createHash("sha256").update(text).digest("hex");
    const name = `${folder.name}/${file}`;
    const before = done.get(name);
    if (before === hash) continue;
    if (before) throw new Error(`migration ${name} was changed after it had run; write a new file instead`);
    await client.query("begin");
    try {
      await client.query(`create schema if not exists ${pg.escapeIdentifier(folder.schema)}`);
      await client.query(text);
      await client.query("insert into platform.migration (name, hash) values ($1, $2)", [name, hash]);
      await client.query("commit");
    } catch (error) {
      await client.query("rollback");
      throw new Error(`migration ${name}: ${(error as Error).message}`, { cause: error });
    }
    ran++;
  }
  return ran;
}

const withSlash = (url: URL): URL => (url.href.endsWith("/") ? url : new URL(`${url.href}/`));

/** NOINHERIT: what wenlian_all may see is entered by SET ROLE only (PostgreSQL 15 knows no per-grant option). */
async function makeRoles(client: pg.Client): Promise<void> {
  const make = (sql: string): Promise<unknown> =>
    client.query(`do $$ begin ${sql}; exception when duplicate_object or unique_violation then null; end $$`);
  await make("create role wenlian_app login noinherit nosuperuser nocreatedb nocreaterole nobypassrls");
  await make("create role wenlian_all nologin nosuperuser nocreatedb nocreaterole nobypassrls");
  const granted = await client.query(
    `select 1 from pg_auth_members m join pg_roles r on r.oid = m.roleid join pg_roles g on g.oid = m.member
     where r.rolname = 'wenlian_all' and g.rolname = 'wenlian_app'`,
  );
  if (granted.rowCount === 0) await client.query("grant wenlian_all to wenlian_app").catch(ifRaced);
  const set = await client.query("select rolconfig from pg_roles where rolname = 'wenlian_app'");
  if (!set.rows[0]?.rolconfig) {
    await client
      .query(
        `alter role wenlian_app set statement_timeout = '30s';
         alter role wenlian_app set idle_in_transaction_session_timeout = '60s'`,
      )
      .catch(ifRaced);
  }
}

/** Roles belong to the whole server; another database's start may have made the same change a moment ago. */
function ifRaced(error: { code?: string; message: string }): void {
  if (!/tuple concurrently updated|already|duplicate/.test(error.message)) throw error;
}

async function grantSchemas(client: pg.Client, folders: readonly MigrationFolder[]): Promise<void> {
  for (const schema of new Set(folders.map((f) => f.schema))) {
    await client.query(`grant usage on schema ${pg.escapeIdentifier(schema)} to wenlian_app, wenlian_all`);
  }
  await client.query("grant execute on all functions in schema platform to wenlian_app, wenlian_all");
}

/** A fresh password for the serving role on a server of one's own. @returns the password, never logged. */
export async function renewAppPassword(owner: pg.ClientConfig): Promise<string> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    const password = randomBytes(24).toString("base64url");
    await client.query(`alter role wenlian_app password ${pg.escapeLiteral(password)}`);
    return password;
  } finally {
    await client.end();
  }
}
