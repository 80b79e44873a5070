// The wall between organisations stands in the database: a forgotten WHERE shows nothing, whoever asks.
import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemWho } from "../../src/platform/db/database.ts";
import { tables } from "../../src/platform/db/scoped.ts";
import { uuidv7 } from "../../src/platform/db/uuid.ts";
import { type TestApi, testApi, whoFor } from "../api.ts";

let api: TestApi;
const mine = uuidv7();
const theirs = uuidv7();

beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

const trail = (organisation: string) =>
  sql`insert into platform.audit (organisation_id, id, at, action, subject, request_id)
    values (${organisation}, ${uuidv7()}, now(), 'planted', 'test', 'r')`;

test("rows of another organisation are not there", async () => {
  const { db } = api.application;
  await db.within(systemWho, new Date(), async (ctx) => {
    await trail(mine).execute(tables(ctx));
    await trail(theirs).execute(tables(ctx));
  });
  const who = whoFor(api.application, { personId: uuidv7(), roles: [], scope: { organisations: [mine] } });
  const seen = await db.within(who, new Date(), (ctx) =>
    sql<{ organisation_id: string }>`select organisation_id from platform.audit`.execute(tables(ctx)),
  );
  expect(seen.rows.map((r) => r.organisation_id)).toEqual([mine]);
  const all = await db.within(systemWho, new Date(), (ctx) =>
    sql`select organisation_id from platform.audit`.execute(tables(ctx)),
  );
  expect(all.rows).toHaveLength(2);
});

test("a scope ends with its transaction", async () => {
  const seen = await api.application.db.pool.query("select * from platform.audit");
  expect(seen.rows).toEqual([]);
});

test("the trail cannot be changed, not even by the system", async () => {
  await expect(
    api.application.db.within(systemWho, new Date(), (ctx) =>
      sql`delete from platform.audit`.execute(tables(ctx)),
    ),
  ).rejects.toThrow(/permission denied/);
});

test("a system reading that is on no list is refused", async () => {
  await expect(
    api.application.db.within(systemWho, new Date(), (ctx) => ctx.system("planted.reading", async () => 1)),
  ).rejects.toThrow(/not on any module's list/);
});

test("every table is protected or published, and the serving role owns nothing and bypasses nothing", async () => {
  const client = new pg.Client(api.application.db.pool.options as pg.ClientConfig);
  await client.connect();
  const role = await client.query(
    "select rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname in ('wenlian_app', 'wenlian_all')",
  );
  expect(role.rows).toEqual([
    { rolsuper: false, rolbypassrls: false, rolcreaterole: false },
    { rolsuper: false, rolbypassrls: false, rolcreaterole: false },
  ]);
  const owned = await client.query(
    "select relname from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname like 'wenlian%'",
  );
  expect(owned.rows).toEqual([]);
  // A table the app may write without row-level security is a hole.
  const open =
    await client.query(`select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'pgboss')
      and not (c.relrowsecurity and c.relforcerowsecurity)
      and (has_table_privilege('wenlian_app', c.oid, 'insert') or has_table_privilege('wenlian_app', c.oid, 'update')
        or has_table_privilege('wenlian_app', c.oid, 'delete'))`);
  expect(open.rows).toEqual([]);
  // A view of the owner would show every row: it must ask with the rights of whoever reads.
  const views =
    await client.query(`select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'v' and n.nspname not in ('pg_catalog', 'information_schema', 'pgboss')
      and not coalesce('security_invoker=true' = any(c.reloptions), false)
      and has_table_privilege('wenlian_app', c.oid, 'select')`);
  expect(views.rows).toEqual([]);
  await client.end();
});
