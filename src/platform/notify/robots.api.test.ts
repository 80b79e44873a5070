// Chat groups against a real database and a receiver in the robot's place: once each, twenty a minute, no secret shown.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../test/database.ts";
import type { Who } from "../access/permissions.ts";
import { scopeOf } from "../access/scope.ts";
import type { Ctx } from "../ctx.ts";
import { type Database, openDatabase } from "../db/database.ts";
import { tables } from "../db/scoped.ts";
import { uuidv7 } from "../db/uuid.ts";
import { guardOf } from "../outgoing/guard.ts";
import { sayDueMessages } from "./robot-post.ts";
import { groupMessages, openRobots, removeRobot, robotOf, sayAgain, sayInGroup, setRobot } from "./robots.ts";
import { sealKey } from "./seal.ts";

const SECRET = "0123456789abcdef-secret-of-the-group";
const ADDRESS = `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${SECRET}`;
const SITE = "https://wenlian.example.org";
const start = new Date("2026-11-24T02:00:00Z");
const at = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const [association, other, person] = [uuidv7(), uuidv7(), uuidv7()];

type Arrived = { host: string; url: string; content: string };
let database: TestDatabase;
let db: Database;
let server: Server;
let arrived: Arrived[] = [];
let answer: (content: string) => { status?: number; body?: string; cut?: boolean } = () => ({});
let post: Parameters<typeof sayDueMessages>[1];

const who = (organisation: string): Who => ({
  personId: person,
  name: "林秘书",
  actingFor: organisation,
  roles: new Set(["secretary"]),
  may: new Set(),
  scope: scopeOf({ organisations: [organisation], members: [organisation] }),
  language: "zh",
});
const within = <T>(organisation: string, fn: (ctx: Ctx) => Promise<T>, now = start): Promise<T> =>
  db.within(who(organisation), now, fn, uuidv7());
const say = (key: string, ...contents: string[]) =>
  within(association, (ctx) => sayInGroup(ctx, { organisationId: association, kind: "test", key, contents }));
const states = async () =>
  (await within(association, (ctx) => groupMessages(ctx, association, { limit: 200, offset: 0 }))).rows.map(
    ({ content, state, lastError, attempts }) => ({ content, state, lastError, attempts }),
  );

beforeAll(async () => {
  database = await testDatabase();
  db = openDatabase(database.app, { systemReads: new Set() });
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += chunk));
    request.on("end", () => {
      const { markdown } = JSON.parse(body) as { markdown: { content: string } };
      arrived.push({ host: request.headers.host ?? "", url: request.url ?? "", content: markdown.content });
      const { status = 200, body: said = '{"errcode":0,"errmsg":"ok"}', cut } = answer(markdown.content);
      if (cut) return void response.destroy();
      response.writeHead(status).end(said);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const guard = guardOf({ OUTGOING_HOSTS: [], OUTGOING_PORTS: [443], OUTGOING_TEST_RECEIVER: port });
  post = { guard, key: sealKey("the key of this house") };
});
afterAll(async () => {
  openRobots(null);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  await db.close();
  await database.drop();
});
beforeEach(async () => {
  openRobots({ ...post, site: SITE, deliver: () => sayDueMessages(db, post, start) });
  await within(association, (ctx) =>
    setRobot(ctx, { organisationId: association, address: ADDRESS, link: "/here" }),
  );
});
afterEach(async () => {
  arrived = [];
  answer = () => ({});
  await db.asSystem(start, async (ctx) => {
    for (const name of ["robot_message", "robot", "notice", "mail"])
      await sql`delete from ${sql.table(`platform.${name}`)}`.execute(tables(ctx));
  });
});

test("set, it is shown by its last letters; address and key stand nowhere in the clear", async () => {
  const robot = await within(association, (ctx) => robotOf(ctx, association));
  expect(robot).toMatchObject({ tail: SECRET.slice(-4), setByName: "林秘书", workedAt: null });
  expect(JSON.stringify(robot)).not.toContain(SECRET);
  const behind = await db.asSystem(start, async (ctx) => {
    const all = await sql<{
      row: string;
    }>`select row_to_json(r)::text || (select coalesce(string_agg(a::text, ''), '')
      from platform.audit a where a.subject = 'robot') as row from platform.robot r`.execute(tables(ctx));
    return all.rows.map((one) => one.row).join("");
  });
  expect(behind).toContain("notify.set-robot");
  expect(behind).not.toContain(SECRET);
  expect(behind).not.toContain(Buffer.from(SECRET).toString("hex"));
  // Another organisation sees no robot and puts nothing into the group.
  expect(await within(other, (ctx) => robotOf(ctx, association))).toBeNull();
  expect(
    await within(other, (ctx) =>
      sayInGroup(ctx, { organisationId: association, kind: "x", key: "x", contents: ["x"] }),
    ),
  ).toBe(0);
});

test("a wrong address and one the operator does not allow are refused; nothing is kept", async () => {
  const set = (address: string) =>
    within(association, (ctx) => setRobot(ctx, { organisationId: association, address, link: "/here" }));
  await expect(set("https://evil.example/cgi-bin/webhook/send?key=0123456789abcdef")).rejects.toMatchObject({
    code: "robot.address",
  });
  openRobots({
    ...post,
    guard: { ...post.guard, hosts: ["mail.example.com"] },
    site: SITE,
    deliver: async () => undefined,
  });
  await expect(set(ADDRESS)).rejects.toMatchObject({ code: "robot.not-allowed" });
  openRobots(null);
  await expect(set(ADDRESS)).rejects.toMatchObject({ code: "robot.unavailable" });
});

test("said once, whoever asks again; two processes at once send it once", async () => {
  expect(await say("remind:2026-10", "甲", "乙")).toBe(2);
  expect(await say("remind:2026-10", "甲", "乙")).toBe(0);
  await Promise.all([sayDueMessages(db, post, start), sayDueMessages(db, post, start)]);
  await sayDueMessages(db, post, at(60));
  expect(arrived.map((one) => one.content)).toEqual(["甲", "乙"]);
  expect(arrived[0]).toMatchObject({
    host: "qyapi.weixin.qq.com",
    url: `/cgi-bin/webhook/send?key=${SECRET}`,
  });
  expect((await states()).map((one) => one.state)).toEqual(["sent", "sent"]);
  expect((await within(association, (ctx) => robotOf(ctx, association)))?.workedAt).toEqual(start);
});

test("twenty a minute: the rest waits for the next one, whoever sends", async () => {
  await say("many", ...Array.from({ length: 45 }, (_, i) => `第 ${i}`));
  const sent = async (seconds: number) => (await sayDueMessages(db, post, at(seconds))).sent;
  expect([await sent(0), await sent(30), await sent(61), await sent(90), await sent(122)]).toEqual([
    20, 0, 20, 0, 5,
  ]);
  expect(arrived.map((one) => one.content)).toEqual(Array.from({ length: 45 }, (_, i) => `第 ${i}`));
});

test("too many for the robot itself: put off by a minute without being counted as a failure", async () => {
  answer = () => ({ body: '{"errcode":45009}' });
  await say("slow", "甲", "乙");
  expect(await sayDueMessages(db, post, start)).toMatchObject({ retried: 2 });
  expect(arrived).toHaveLength(1);
  expect((await states()).map((one) => one.attempts)).toEqual([0, 0]);
  answer = () => ({});
  expect(await sayDueMessages(db, post, at(59))).toMatchObject({ sent: 0 });
  expect(await sayDueMessages(db, post, at(121))).toMatchObject({ sent: 2 });
});

test("a busy service is asked again, later each time; after the last time it has failed and whoever set it up is told", async () => {
  answer = () => ({ status: 503 });
  await say("busy", "甲");
  const minutes = [0, 1, 6, 36, 156, 636];
  for (const [i, when] of minutes.entries()) {
    const result = await sayDueMessages(db, post, at(when * 60 + i));
    expect(result, String(when)).toMatchObject(i < 5 ? { retried: 1 } : { failed: 1 });
    if (i < 5)
      expect(await sayDueMessages(db, post, at(when * 60 + i + 59))).toMatchObject({ retried: 0, failed: 0 });
  }
  expect(await states()).toEqual([{ content: "甲", state: "failed", lastError: "http:503", attempts: 6 }]);
  const told = await db.asSystem(start, async (ctx) =>
    sql<{ person_id: string; link: string }>`select person_id, link from platform.notice`.execute(
      tables(ctx),
    ),
  );
  expect(told.rows).toEqual([{ person_id: person, link: "/here" }]);
});

test("a robot taken out of its group fails at once and is not asked again; sent once more by hand after it was set anew", async () => {
  answer = () => ({ body: '{"errcode":93000,"errmsg":"invalid webhook url"}' });
  await say("gone", "甲");
  expect(await sayDueMessages(db, post, start)).toMatchObject({ failed: 1 });
  expect(await sayDueMessages(db, post, at(3600))).toMatchObject({ failed: 0, retried: 0 });
  expect((await within(association, (ctx) => robotOf(ctx, association)))?.lastError).toBe("errcode:93000");
  answer = () => ({});
  const [message] = (
    await within(association, (ctx) => groupMessages(ctx, association, { limit: 1, offset: 0 }))
  ).rows;
  await within(association, (ctx) => sayAgain(ctx, association, message!.id), at(7200));
  expect(await sayDueMessages(db, post, at(7200))).toMatchObject({ sent: 1 });
});

test("no answer after it left: not repeated by itself, and said so", async () => {
  answer = () => ({ cut: true });
  await say("cut", "甲");
  expect(await sayDueMessages(db, post, start)).toMatchObject({ unclear: 1 });
  answer = () => ({});
  expect(await sayDueMessages(db, post, at(7200))).toMatchObject({ sent: 0 });
  expect(arrived).toHaveLength(1);
  expect(await states()).toMatchObject([{ state: "unclear", lastError: "why:connection" }]);
});

test("a process that died while sending leaves its message unclear, not said twice", async () => {
  await say("died", "甲");
  await db.asSystem(start, async (ctx) =>
    sql`update platform.robot_message set state = 'sending', claimed_at = ${start}, attempts = 1`.execute(
      tables(ctx),
    ),
  );
  expect(await sayDueMessages(db, post, at(660))).toMatchObject({ sent: 0 });
  expect(arrived).toHaveLength(0);
  expect(await states()).toMatchObject([{ state: "unclear", lastError: "why:lost" }]);
});

test("removed or set anew: what waited is dropped; sealed with another key, it says so", async () => {
  await say("old", "旧群的话");
  const anew = ADDRESS.replace("0123456789abcdef", "fedcba9876543210");
  await within(association, (ctx) =>
    setRobot(ctx, { organisationId: association, address: anew, link: "/here" }),
  );
  expect(await sayDueMessages(db, post, start)).toMatchObject({ sent: 0 });
  await say("new", "新群的话");
  expect(await sayDueMessages(db, { ...post, key: sealKey("another house") }, start)).toMatchObject({
    failed: 1,
  });
  await say("newer", "又一句");
  await within(association, (ctx) => removeRobot(ctx, association));
  expect(await sayDueMessages(db, post, at(3600))).toMatchObject({ sent: 0 });
  expect((await states()).map((one) => [one.state, one.lastError])).toEqual([
    ["dropped", null],
    ["failed", "why:sealed"],
    ["dropped", null],
  ]);
  expect(await say("none", "没有机器人")).toBe(0);
  await expect(within(association, (ctx) => removeRobot(ctx, association))).rejects.toMatchObject({
    code: "robot.none",
  });
});
