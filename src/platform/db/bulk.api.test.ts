// Many rows at once: few come as arrays, many by COPY; either way every character arrives and the policies hold.
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../test/database.ts";
import { scopeOf } from "../access/scope.ts";
import { bulkInsert } from "./bulk.ts";
import { type Database, openDatabase, systemWho } from "./database.ts";
import { tables } from "./scoped.ts";
import { uuidv7 } from "./uuid.ts";

let base: TestDatabase;
let db: Database;
const now = new Date("2026-11-24T01:00:00Z");
const columns = {
  organisation_id: "uuid",
  id: "uuid",
  words: "text",
  list: "text[]",
  data: "jsonb",
  n: "numeric",
};
const nasty = ['a\tb\nc\r\\N "q" {x},y', "\\.", "", "NULL", "造纸\\t"];

beforeAll(async () => {
  base = await testDatabase();
  db = openDatabase(base.app, { systemReads: new Set() });
  const owner = openDatabase(base.owner, { systemReads: new Set() });
  await owner.pool.query(`create schema bulk; grant usage on schema bulk to wenlian_app, wenlian_all;
    create table bulk.t (organisation_id uuid, id uuid primary key, words text, list text[], data jsonb, n numeric);
    select platform.protect('bulk.t')`);
  await owner.close();
});
afterAll(async () => {
  await db.close();
  await base.drop();
});

const rowsOf = (count: number, organisation: string) =>
  Array.from({ length: count }, (_, i) => {
    const words = nasty[i % nasty.length]!;
    return [organisation, uuidv7(), words, [words, "b"], { words }, i % 7 === 0 ? null : `${i}.50`];
  });

describe.each([
  ["few", 10],
  ["many", 4_321],
])("%s rows", (_, count) => {
  test("arrive as they are", async () => {
    const organisation = uuidv7();
    const rows = rowsOf(count, organisation);
    await db.asSystem(now, async (ctx) => {
      expect(await bulkInsert(ctx, "bulk.t", columns, rows)).toBe(count);
      expect(await bulkInsert(ctx, "bulk.t", columns, rows, "on conflict (id) do nothing")).toBe(0);
      const found = await sql<{ id: string; words: string; list: string[]; data: object; n: string | null }>`
        select id, words, list, data, n::text as n from bulk.t where organisation_id = ${organisation}
        order by id`.execute(tables(ctx));
      const wanted = rows.map(([, id, words, list, data, n]) => ({ id, words, list, data, n }));
      expect(found.rows).toEqual(wanted.sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1)));
    });
  });

  test("of another organisation are refused, and the connection serves on", async () => {
    const own = uuidv7();
    const who = { ...systemWho, scope: scopeOf({ organisations: [own] }) };
    const rows = [...rowsOf(count, own), ...rowsOf(1, uuidv7())];
    await expect(db.within(who, now, (ctx) => bulkInsert(ctx, "bulk.t", columns, rows))).rejects.toThrow(
      /row-level security/,
    );
    expect(await db.within(who, now, (ctx) => bulkInsert(ctx, "bulk.t", columns, rowsOf(count, own)))).toBe(
      count,
    );
  });

  test("that cannot be read leave nothing", async () => {
    const organisation = uuidv7();
    const rows = [...rowsOf(count, organisation), [organisation, uuidv7(), "", [], {}, "no number"]];
    await expect(db.asSystem(now, (ctx) => bulkInsert(ctx, "bulk.t", columns, rows))).rejects.toThrow(
      /numeric/,
    );
    const left = await db.asSystem(now, (ctx) =>
      sql`select 1 from bulk.t where organisation_id = ${organisation}`.execute(tables(ctx)),
    );
    expect(left.rows).toEqual([]);
  });
});
