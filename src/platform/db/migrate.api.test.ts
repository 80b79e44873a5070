// Migrations: safe to start twice at once, refused when a file was changed after it had run, and undone whole when one fails.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../test/database.ts";
import { platformMigrations } from "../parts.ts";
import { migrate } from "./migrate.ts";

let base: TestDatabase;
const folder = mkdtempSync(join(tmpdir(), "wenlian-migrate-"));
const file = (name: string, text: string): void => writeFileSync(join(folder, name), text);
const folders = () => [
  ...platformMigrations,
  { name: "planted", schema: "planted", folder: pathToFileURL(`${folder}/`) },
];
const ask = async (sql: string) => {
  const client = new pg.Client(base.owner);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

beforeAll(async () => {
  base = await testDatabase();
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await base.drop();
});

test("two starts at once run each file once", async () => {
  file("0001_first.sql", "create table planted.t (n int); insert into planted.t values (1);");
  const ran = await Promise.all([migrate(base.owner, folders()), migrate(base.owner, folders())]);
  expect(ran.sort()).toEqual([0, 1]);
  expect(await ask("select n from planted.t")).toEqual([{ n: 1 }]);
});

test("a file changed after it had run is refused by name", async () => {
  file("0001_first.sql", "create table planted.t (n int); insert into planted.t values (2);");
  await expect(migrate(base.owner, folders())).rejects.toThrow(
    "planted/0001_first.sql was changed after it had run",
  );
  file("0001_first.sql", "create table planted.t (n int); insert into planted.t values (1);");
});

test("a file that fails leaves nothing of itself", async () => {
  file("0002_bad.sql", "create table planted.half (n int); select * from planted.nowhere;");
  await expect(migrate(base.owner, folders())).rejects.toThrow(/planted\/0002_bad.sql: .*nowhere/);
  expect(await ask("select to_regclass('planted.half') as t")).toEqual([{ t: null }]);
});
