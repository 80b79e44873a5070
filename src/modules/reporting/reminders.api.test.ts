// Reminders with a robot in the group: only the missing, once a day, names to the own group alone, and what came of it.
import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import ExcelJS from "exceljs";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Caller, type TestApi, testApi, whoFor } from "../../../test/api.ts";
import { tables } from "../../platform/db/scoped.ts";
import { sayDueMessages } from "../../platform/notify/robot-post.ts";
import { openRobots } from "../../platform/notify/robots.ts";
import { sealKey } from "../../platform/notify/seal.ts";
import { guardOf } from "../../platform/outgoing/guard.ts";
import { loadForms } from "../forms/index.ts";
import { remindNearlyDue } from "./actions/remind.ts";
import { completeness, exportCompleteness, putInCharge } from "./completeness/contract.ts";
import { listFilings } from "./contract.ts";
import { anExpected } from "./fixtures.ts";
import * as contract from "./reminders/contract.ts";
import { addExpected, findForm } from "./store/period.ts";

const SECRET = "0123456789abcdef-group-of-paper";
const ADDRESS = `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${SECRET}`;
const PERIOD = "2026-10";
/** Tuesday. */
const DUE = "2026-11-10";
const [association, second, federation] = [randomUUID(), randomUUID(), randomUUID()] as [
  string,
  string,
  string,
];
const member = (name: string, more: object = {}) =>
  anExpected({ name, associations: [association], ...more });
const one = member("甲造纸有限公司");
const two = member("乙<@all>纸业有限公司");
const both = member("丙纸业有限公司", { associations: [association, second] });
const alone = member("丁家电有限公司", { associations: [] });
let api: TestApi;
let secretary: Caller;
let duty: Caller;
let clerk: Caller;
let server: Server;
let said: { url: string; content: string }[] = [];
let answer = '{"errcode":0}';

const at = (wall: string): void => api.now.set(new Date(`${wall}+08:00`));
const log = async (by: Caller, input: object = {}) => (await by.call(contract.reminderLog, input)).body;

beforeAll(async () => {
  api = await testApi();
  at("2026-11-05T10:00:00");
  const as = (roles: string[], actingFor: string, scope: object) =>
    api.as(whoFor(api.application, { personId: randomUUID(), name: "林秘书", roles, actingFor, scope }));
  const ids = [one, two, both].map((e) => e.organisationId);
  secretary = as(["secretary"], association, {
    organisations: [association, one.organisationId],
    members: [association, federation, ...ids],
  });
  duty = as(["administrator"], federation, { all: true });
  clerk = as(["clerk"], one.organisationId, {
    organisations: [one.organisationId],
    members: [one.organisationId, association, federation],
  });
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      said.push({ url: request.url ?? "", content: JSON.parse(body).markdown.content });
      response.end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const guard = guardOf({ OUTGOING_HOSTS: [], OUTGOING_PORTS: [443], OUTGOING_TEST_RECEIVER: port });
  const post = { guard, key: sealKey("the key of this house") };
  const deliver = () => sayDueMessages(api.application.db, post, api.now.get());
  openRobots({ ...post, site: "https://wenlian.example.org", deliver });
  await api.application.db.asSystem(api.now.get(), async (ctx) => {
    await loadForms(ctx);
    const form = (await findForm(ctx, "monthly-operation", 1))!;
    await addExpected(ctx, form, PERIOD, DUE, [one, two, both, alone]);
  });
});
afterAll(async () => {
  openRobots(null);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  await api?.close();
});

/** What waits leaves, as every minute. */
const minute = async (): Promise<void> => {
  await api.settle();
  await secretary.call(contract.testRobot);
  said = said.filter(({ content }) => !content.includes("测试消息"));
};

describe("the robot", () => {
  it("is set, shown by its last letters, tested and removed; its address leaves in no answer", async () => {
    expect((await secretary.call(contract.getRobot)).body).toEqual({ robot: null });
    expect((await secretary.call(contract.testRobot)).problem.code).toBe("robot.none");
    const set = await secretary.call(contract.setRobot, { address: ADDRESS });
    expect(set.body.robot).toMatchObject({ tail: SECRET.slice(-4), workedAt: null });
    const test = await secretary.call(contract.testRobot);
    expect(test.status).toBe(200);
    expect(said).toMatchObject([{ url: `/cgi-bin/webhook/send?key=${SECRET}` }]);
    const [robot, messages] = [
      await secretary.call(contract.getRobot),
      await secretary.call(contract.robotMessages, {}),
    ];
    expect(robot.body.robot?.workedAt).not.toBeNull();
    expect(messages.body.rows).toMatchObject([{ state: "sent", kind: "reporting.test" }]);
    for (const { raw } of [set, test, robot, messages]) expect(raw).not.toContain(SECRET);
    expect((await clerk.call(contract.getRobot)).status).toBe(403);
    expect((await duty.call(contract.getRobot)).body).toEqual({ robot: null });
    expect((await secretary.call(contract.removeRobot)).status).toBe(200);
    expect((await secretary.call(contract.getRobot)).body).toEqual({ robot: null });
    const wrong = await secretary.call(contract.setRobot, { address: "https://169.254.169.254/latest" });
    expect(wrong.problem.code).toBe("robot.address");
    await secretary.call(contract.setRobot, { address: ADDRESS });
    said = [];
  });

  it("says a failure to whoever set it up, with its reason", async () => {
    answer = '{"errcode":93000,"errmsg":"invalid webhook url"}';
    const { body } = await secretary.call(contract.testRobot);
    const { rows } = (await secretary.call(contract.robotMessages, {})).body;
    expect(rows[0]).toMatchObject({ id: expect.any(String), state: "failed", lastError: "errcode:93000" });
    expect(body.id).toBeTruthy();
    answer = '{"errcode":0}';
    expect((await secretary.call(contract.sayAgain, { id: rows[0]!.id })).status).toBe(200);
    expect((await secretary.call(contract.robotMessages, {})).body.rows[0]).toMatchObject({ state: "sent" });
    said = [];
  });
});

describe("reminding", () => {
  it("names the missing in the own group, no figure, and nobody is called by what a name says", async () => {
    const missing = { period: PERIOD };
    const first = await secretary.call(contract.remind, { missing, wecom: true });
    expect(first.body).toMatchObject({ reminded: 3, inGroup: 1 });
    await minute();
    const [message] = said;
    expect(said).toHaveLength(1);
    expect(message!.content).toContain("甲造纸有限公司");
    expect(message!.content).not.toContain("<@all>");
    expect(message!.content).toContain("https://wenlian.example.org/reporting?period=2026-10");
    expect(message!.content).not.toContain("丁家电");
    // The same day the group is not told again, however often one presses.
    const again = await secretary.call(contract.remind, { missing, wecom: true });
    expect(again.body).toMatchObject({ reminded: 0, alreadyToday: 3, inGroup: 0 });
    await minute();
    expect(said).toHaveLength(1);
    said = [];
  });

  it("the federation's group is told counts, no name", async () => {
    await duty.call(contract.setRobot, { address: ADDRESS.replace("paper", "feder") });
    const { body } = await duty.call(contract.remind, { missing: { period: PERIOD }, wecom: true });
    expect(body.inGroup).toBe(1);
    await minute();
    expect(said).toHaveLength(1);
    expect(said[0]!.content).not.toMatch(/有限公司/);
    expect(said[0]!.content).toMatch(/未加入协会：1 家/);
    await duty.call(contract.removeRobot);
    said = [];
  });

  it("the log says by which channel, and what came of it; narrowed and taken along as a workbook", async () => {
    const all = await log(secretary);
    expect(all.total).toBe(9);
    expect(new Set(all.rows.map((row) => row.channel))).toEqual(new Set(["app", "mail", "wecom"]));
    // These enterprises have no clerk: the log says so instead of pretending.
    expect((await log(secretary, { channel: "mail" })).rows.map((row) => row.outcome)).toEqual(
      Array(3).fill("nobody"),
    );
    expect((await log(secretary, { outcome: "missing" })).rows.map((row) => row.channel)).toEqual(
      Array(3).fill("wecom"),
    );
    // What was said in the association's group is for it and the federation.
    expect((await log(duty)).total).toBe(11);
    await api.application.db.asSystem(api.now.get(), async (ctx) => {
      await sql`update reporting.filing set state = 'submitted', vintage = 1, first_submitted_at = ${ctx.now},
        submitted_at = ${ctx.now} where organisation_id = ${one.organisationId}`.execute(tables(ctx));
      await sql`update reporting.delivery set persons = 1 where channel = 'mail'`.execute(tables(ctx));
      await sql`insert into platform.mail (id, person_id, mode, kind, title_zh, title_en, body_zh, body_en, state,
          created_at, next_at, matter)
        select gen_random_uuid(), gen_random_uuid(), 'now', 'x', '', '', '', '', 'failed', ${ctx.now}, ${ctx.now}, matter
        from reporting.delivery where channel = 'mail' and member_id = ${two.organisationId}`.execute(
        tables(ctx),
      );
    });
    expect((await log(secretary, { outcome: "reported" })).total).toBe(3);
    expect((await log(secretary, { outcome: "bounced" })).rows).toMatchObject([
      { memberName: two.name, channel: "mail" },
    ]);
    expect((await log(secretary, { q: "丙" })).total).toBe(3);
    const file = await secretary.download(contract.exportReminders, { channel: "mail" });
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(file.bytes as never);
    const sheet = book.worksheets[0]!;
    expect(sheet.rowCount).toBe(4);
    const column = (sheet.getRow(1).values as string[]).indexOf("结果");
    expect([2, 3, 4].map((row) => sheet.getRow(row).getCell(column).value).sort()).toEqual(
      ["之后已报", "仍未报", "没有送达"].sort(),
    );
  });
});

describe("by themselves", () => {
  const run = async (wall: string) => {
    at(wall);
    await api.application.db.asSystem(api.now.get(), (ctx) => remindNearlyDue(ctx));
    await api.settle();
  };
  const automatic = async () => (await log(duty, { automatic: "true" as never, channel: "app" })).rows;

  it("not at night, not on days of rest, once each, only the missing; the own group only where it is set so", async () => {
    const set = {
      enabled: true,
      daysBefore: 4,
      hour: 9,
      quiet: true,
      quietFrom: 22,
      quietTo: 8,
      restDays: true,
      wecom: true,
    };
    expect((await secretary.call(contract.getReminding)).body).toMatchObject({
      daysBefore: 2,
      wecom: false,
      setAt: null,
    });
    expect((await secretary.call(contract.setReminding, set)).body).toMatchObject({
      ...set,
      setByName: "林秘书",
    });
    expect((await clerk.call(contract.setReminding, set)).status).toBe(403);
    // Four days before Tuesday the 10th is Friday the 6th: at night nothing, Saturday and Sunday nothing.
    await run("2026-11-06T07:00:00");
    await run("2026-11-06T22:30:00");
    await run("2026-11-07T10:00:00");
    await run("2026-11-08T10:00:00");
    expect(await automatic()).toEqual([]);
    await run("2026-11-09T08:05:00");
    expect(await automatic()).toEqual([]);
    await run("2026-11-09T09:05:00");
    // The one that has reported is left in peace; the one in no association is reminded as usual.
    expect((await automatic()).map((row) => row.memberName).sort()).toEqual(
      [two.name, both.name, alone.name].sort(),
    );
    await run("2026-11-09T10:05:00");
    await run("2026-11-10T09:05:00");
    expect(await automatic()).toHaveLength(3);
    said = [];
    await minute();
    expect(said).toHaveLength(1);
    expect(said[0]!.content).toContain(both.name);
    expect(said[0]!.content).not.toContain(one.name);
  });
});

describe("completeness by any cut", () => {
  const groups = async (by: Caller, cut: string) =>
    (await by.call(completeness, { period: PERIOD, by: cut as never })).body.groups;

  it("sums up to the whole where everybody stands once", async () => {
    for (const cut of ["industry", "region", "size", "list", "panel", "person"]) {
      const sum = (await groups(duty, cut)).reduce((all, group) => all + group.expected, 0);
      expect([cut, sum]).toEqual([cut, 4]);
    }
    expect((await groups(duty, "association")).map((group) => group.expected).sort()).toEqual([1, 1, 3]);
    expect((await groups(secretary, "size")).reduce((all, group) => all + group.expected, 0)).toBe(3);
    const [early] = await groups(secretary, "industry");
    expect(early).toMatchObject({ onTime: 1, medianDays: -5 });
  });

  it("a colleague in charge is a cut; somebody from outside cannot be put there, nor a stranger's member", async () => {
    await api.application.db.asSystem(api.now.get(), (ctx) =>
      sql`insert into reporting.charge values (${association}, ${one.organisationId}, ${randomUUID()}, '孙联络', ${ctx.now})`.execute(
        tables(ctx),
      ),
    );
    expect((await groups(secretary, "person")).map((g) => [g.name, g.expected])).toEqual([
      ["", 2],
      ["孙联络", 1],
    ]);
    const wish = { members: [one.organisationId], personId: randomUUID() };
    expect((await secretary.call(putInCharge, wish)).status).toBe(404);
    expect(
      (await secretary.call(putInCharge, { members: [alone.organisationId], personId: null })).status,
    ).toBe(404);
    expect(
      (await secretary.call(putInCharge, { members: [one.organisationId], personId: null })).body.changed,
    ).toBe(1);
    expect((await groups(secretary, "person")).map((g) => g.expected)).toEqual([3]);
  });

  it("leaves as a workbook, the total last", async () => {
    const file = await duty.download(exportCompleteness, { period: PERIOD, by: "size" });
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(file.bytes as never);
    const sheet = book.worksheets[0]!;
    expect(sheet.getRow(sheet.rowCount).getCell(1).value).toBe("合计");
    expect(sheet.getRow(sheet.rowCount).getCell(2).value).toBe(4);
    expect((await clerk.call(listFilings, {})).status).toBe(403);
  });
});
