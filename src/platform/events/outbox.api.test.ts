// The outbox: what is announced is heard after the commit, never without it, and each listener acts once.
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../test/database.ts";
import { type Database, openDatabase } from "../db/database.ts";
import { tables } from "../db/scoped.ts";
import { type Event, type Listener, openOutbox } from "./outbox.ts";

let base: TestDatabase;
let db: Database;
let now = new Date("2026-11-24T01:00:00Z");
const heard: string[] = [];
let failing = 0;

const listeners: Listener[] = [
  {
    event: "test.said",
    name: "first",
    hear: async (_ctx, event) => void heard.push(`first ${String(event.payload.word)}`),
  },
  {
    event: "test.said",
    name: "second",
    hear: async (ctx, event) => {
      await sql`insert into platform.setting (key, value, updated_at) values (${`heard.${event.id}`}, '1', now())`.execute(
        tables(ctx),
      );
      if (failing-- > 0) throw new Error("planted");
      heard.push(`second ${String(event.payload.word)}`);
    },
  },
];
const faults: [string, string][] = [];
const open = () =>
  openOutbox(
    db,
    listeners,
    () => now,
    (error, event: Event, listener) => faults.push([listener, `${event.name}: ${(error as Error).message}`]),
  );
const say = (word: string) => db.asSystem(now, (ctx) => ctx.announce("test.said", { word }));

beforeAll(async () => {
  base = await testDatabase();
  db = openDatabase(base.app, { systemReads: new Set() });
});
afterAll(async () => {
  await db.close();
  await base.drop();
});
beforeEach(() => {
  heard.length = 0;
  faults.length = 0;
});

test("heard in order after the commit; what was rolled back is never heard", async () => {
  await say("one");
  await say("two");
  await expect(
    db.asSystem(now, async (ctx) => {
      await ctx.announce("test.said", { word: "never" });
      throw new Error("rolled back");
    }),
  ).rejects.toThrow("rolled back");
  await open().drain();
  expect(heard).toEqual(["first one", "second one", "first two", "second two"]);
});

test("a listener that fails is asked again later, the others not; its half effect is undone", async () => {
  failing = 1;
  await say("three");
  const outbox = open();
  await outbox.drain();
  expect(heard).toEqual(["first three"]);
  expect(faults).toEqual([["second", "test.said: planted"]]);
  await outbox.drain();
  expect(heard).toEqual(["first three"]);
  now = new Date(now.getTime() + 60_000);
  await outbox.drain();
  expect(heard).toEqual(["first three", "second three"]);
});

test("many processes at once hear each event once", async () => {
  for (let i = 0; i < 20; i++) await say(`n${i}`);
  await Promise.all(Array.from({ length: 4 }, () => open().drain()));
  expect(heard.filter((h) => h.startsWith("second"))).toHaveLength(20);
  expect(new Set(heard).size).toBe(40);
});
