// Duty through HTTP: filled by the calendar, changed only with the other's word, handed over in plain words; no desk sees another's.
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Caller, type TestApi, testApi, whoFor } from "../../../test/api.ts";
import type { Who } from "../../platform/access/permissions.ts";
import { tables } from "../../platform/db/scoped.ts";
import { uuidv7 } from "../../platform/db/uuid.ts";
import { readDesk } from "../../platform/desk/contract.ts";
import * as c from "./duty/contract.ts";

let api: TestApi;
const who: Record<string, Who> = {};
const by: Record<string, Caller> = {};
const org = { federation: uuidv7(), paper: uuidv7(), firm: uuidv7() };
const START = new Date("2026-09-28T02:00:00Z");
const ok = <T>(answer: { status: number; raw: string; body: T }): T => {
  expect(answer.status, answer.raw).toBe(200);
  return answer.body;
};

beforeAll(async () => {
  api = await testApi();
  api.now.set(START);
  const roles: [string, string, string, string][] = [];
  const person = (name: string, role: string, at: keyof typeof org, all = false): void => {
    const scope = all ? { all, organisations: [org[at]] } : { organisations: [org[at]], members: [org[at]] };
    who[name] = whoFor(api.application, {
      personId: uuidv7(),
      name,
      roles: [role],
      actingFor: org[at],
      scope,
    });
    by[name] = api.as(who[name]);
    roles.push([who[name].personId!, name, role, org[at]]);
  };
  person("zhou", "duty_officer", "federation", true);
  person("zhao", "administrator", "federation", true);
  person("lin", "secretary", "paper");
  person("owner", "owner", "firm");
  await api.application.db.asSystem(START, async (ctx) => {
    for (const [name, id] of Object.entries(org))
      await sql`insert into people.organisation (id, kind, name, short_name, created_at)
        values (${id}, ${name === "federation" ? "federation" : name === "paper" ? "association" : "enterprise"}, ${name}, ${name}, ${ctx.now})`.execute(
        tables(ctx),
      );
    for (const [personId, name, role, at] of roles) {
      await sql`insert into people.person (id, name, created_at) values (${personId}, ${name}, ${ctx.now})`.execute(
        tables(ctx),
      );
      await sql`insert into people.role (organisation_id, id, person_id, role, since)
        values (${at}, ${uuidv7()}, ${personId}, ${role}, ${new Date(0)})`.execute(tables(ctx));
    }
  });
});
afterAll(() => api?.close());
const id = (name: string): string => who[name]!.personId!;
const roster = async (as = "zhou") => ok(await by[as]!.call(c.readRoster, { from: "2026-09-28", days: 14 }));

test("is filled in turn over the National Day, only empty days, only by persons of the house", async () => {
  ok(await by.zhao!.call(c.setDuty, { date: "2026-10-01", personId: id("zhao") }));
  const fill = (more: object = {}) =>
    by.zhao!.call(c.fillRoster, {
      ...{ from: "2026-09-28", until: "2026-10-11", personIds: [id("zhou"), id("zhao")], ...more },
    });
  expect((await fill({ personIds: [id("lin")] })).problem.code).toBe("people.duty-person");
  expect((await fill({ from: "2026-09-27" })).problem.code).toBe("people.duty-past");
  expect((await fill({ until: "2027-03-01" })).problem.code).toBe("people.duty-long");
  expect(ok(await fill()).filled).toBe(13);
  const { days } = await roster();
  expect(days.find((day) => day.date === "2026-10-01")!.person).toBe("zhao");
  expect(days.filter((day) => !day.working).map((day) => day.date.slice(8))).toEqual(
    "01 02 03 04 05 06 07 11".split(" "),
  );
  const rest = days.filter((day) => !day.working).map((day) => day.person);
  // Two persons alternate day by day, whatever kind of day it is; rest is then shared within two.
  const held = ["zhou", "zhao"].map((name) => rest.filter((one) => one === name).length);
  expect(Math.abs(held[0]! - held[1]!)).toBeLessThanOrEqual(2);
  // Nobody else's desk knows of it.
  expect((await roster("lin")).days.every((day) => day.personId === null)).toBe(true);
  expect((await by.owner!.call(c.readRoster, {})).status).toBe(403);
});

test("days change hands only when the colleague agrees", async () => {
  const { days } = await roster();
  const mine = days.find((day) => day.person === "zhou")!.date;
  const theirs = days.find((day) => day.person === "zhao" && day.date > mine)!.date;
  expect((await by.zhao!.call(c.askSwap, { date: mine, with: theirs })).problem.code).toBe(
    "people.duty-not-yours",
  );
  ok(await by.zhou!.call(c.askSwap, { date: mine, with: theirs }));
  expect((await roster()).days.find((day) => day.date === mine)!.person).toBe("zhou");
  expect((await by.zhou!.call(c.answerSwap, { date: mine, agree: true })).problem.code).toBe(
    "people.duty-no-swap",
  );
  const decision = ok(await by.zhao!.call(readDesk, {})).decisions.find(
    (one) => one.key === `people.swap:${mine}`,
  )!;
  expect(decision.act?.path).toBe(c.answerSwap.path.replace(":date", mine));
  ok(await by.zhao!.call(c.answerSwap, { date: mine, agree: true }));
  const after = new Map((await roster()).days.map((day) => [day.date, day.person]));
  expect([after.get(mine), after.get(theirs)]).toEqual(["zhao", "zhou"]);
  expect((await by.zhao!.call(c.answerSwap, { date: mine, agree: true })).problem.code).toBe(
    "people.duty-no-swap",
  );
});

test("the log of a shift writes itself from what was done, and is never changed", async () => {
  api.now.set(new Date("2026-09-28T09:00:00Z"));
  const draft = ok(await by.zhou!.call(c.draftHandover, {}));
  const said = draft.lines.map((line) => line.zh);
  expect(said).toContain("排班 1 次");
  expect(said.some((line) => line.startsWith("调整值班 1 天：2026-10-01 zhao"))).toBe(true);
  expect(said.some((line) => line.startsWith("申请换班 1 次"))).toBe(true);
  ok(await by.zhou!.call(c.writeHandover, { toId: id("zhao"), note: "港口明早恢复" }));
  expect((await by.zhou!.call(c.writeHandover, { toId: id("lin"), note: "" })).problem.code).toBe(
    "people.duty-person",
  );
  const [kept] = ok(await by.zhao!.call(c.listHandovers, {})).rows;
  expect([kept!.by, kept!.to, kept!.note, kept!.lines.map((line) => line.zh)]).toEqual([
    "zhou",
    "zhao",
    "港口明早恢复",
    said,
  ]);
  // The next shift begins where this one ended.
  api.now.set(new Date("2026-09-28T10:00:00Z"));
  expect(ok(await by.zhao!.call(c.draftHandover, {})).lines.map((line) => line.zh)).toEqual([]);
  expect(ok(await by.lin!.call(c.listHandovers, {})).rows).toEqual([]);
  expect(ok(await by.lin!.call(c.draftHandover, {})).lines).toEqual([]);
  await expect(
    api.application.db.within(who.lin!, START, (ctx) =>
      sql`update people.handover set note = ''`.execute(tables(ctx)),
    ),
  ).rejects.toThrow(/permission denied/);
});
