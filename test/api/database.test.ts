// The two promises every API test stands on: its own migrated database, and a serving role without privileges.
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../database.ts";

let one: TestDatabase;
let other: TestDatabase;

beforeAll(async () => {
  [one, other] = await Promise.all([testDatabase(), testDatabase()]);
});
afterAll(() => Promise.all([one.drop(), other.drop()]));

async function ask<T extends pg.QueryResultRow>(as: pg.ClientConfig | string, sql: string): Promise<T[]> {
  const client = new pg.Client(as);
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

test("what one file writes, another does not see", async () => {
  await ask(one.owner, "create table public.mine (n int)");
  const found = "select to_regclass('public.mine') is not null as found";
  expect(await ask(one.url, found)).toEqual([{ found: true }]);
  expect(await ask(other.url, found)).toEqual([{ found: false }]);
});

test("the migrations have run", async () => {
  const [row] = await ask<{ n: number }>(one.owner, "select count(*)::int as n from platform.migration");
  expect(row?.n).toBeGreaterThan(0);
});

test("the serving role owns nothing and cannot bypass row-level security", async () => {
  const rows = await ask(
    one.app,
    `select current_user as name, rolsuper, rolbypassrls,
       (select count(*)::int from pg_class where relowner = r.oid) as owned
     from pg_roles r where rolname = current_user`,
  );
  expect(rows).toEqual([{ name: "wenlian_app", rolsuper: false, rolbypassrls: false, owned: 0 }]);
});
