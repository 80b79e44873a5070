// The cast of the tests of appeals: a federation, two associations, three member firms, a body, and who works there.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import pg from "pg";
import { expect } from "vitest";
import * as c from "../src/modules/appeals/contract.ts";
import { tables } from "../src/platform/db/scoped.ts";
import { uuidv7 } from "../src/platform/db/uuid.ts";
import { keepFilesIn } from "../src/platform/files/files.ts";
import { type Caller, type TestApi, testApi, whoFor } from "./api.ts";

/** A Tuesday, ten in the morning in Shanghai. */
export const START = new Date("2026-11-24T02:00:00Z");

export const ok = <T>(answer: { status: number; raw: string; body: T }): T => {
  expect(answer.status, answer.raw).toBe(200);
  return answer.body;
};
export const code = async (answer: Promise<{ status: number; problem: { code: string } }>): Promise<string> =>
  (await answer).problem.code;

export const aTrouble = (change: Partial<c.Content> = {}): c.Content => ({
  kind: "logistics",
  title: "三辆原纸车被拦在高速口",
  answers: { since: "2026-11-22", route: "济南到上海，卡在苏州北", vehicles: "3", asked: "没有" },
  detail: "司机有通行证，卡点说不是本市签发的不认。",
  contact: "王填报",
  phone: "13900002001",
  ...change,
});

export async function appealsCast() {
  const api: TestApi = await testApi();
  api.now.set(START);
  const owner = new pg.Client(api.owner);
  await owner.connect();
  const home = mkdtempSync(join(tmpdir(), "wenlian-appeals-"));
  keepFilesIn(home);
  const names = ["federation", "paper", "bike", "firm", "second", "third", "stranger", "body"] as const;
  const org = Object.fromEntries(names.map((name) => [name, uuidv7()])) as Record<
    (typeof names)[number],
    string
  >;
  const persons: Record<string, string> = {};
  const by: Record<string, Caller> = {};
  const held: [personId: string, name: string, role: string, at: string][] = [];
  const person = (name: string, called: string, role: string, at: keyof typeof org, scope: object): void => {
    const personId = uuidv7();
    persons[name] = personId;
    by[name] = api.as(
      whoFor(api.application, { personId, name: called, roles: [role], actingFor: org[at], scope }),
    );
    held.push([personId, called, role, org[at]]);
  };
  const all = { all: true, organisations: [org.federation] };
  const firms = [org.firm, org.second, org.third];
  person("duty", "周值班", "duty_officer", "federation", all);
  person("admin", "赵管理", "administrator", "federation", all);
  const paper = { organisations: [org.paper, ...firms], members: [org.paper, ...firms, org.federation] };
  person("secretary", "林秘书", "secretary", "paper", paper);
  person("colleague", "孙秘书", "secretary", "paper", paper);
  // The firm lets the bicycle makers see its returns too: its appeals are none of their business.
  person("bike", "马秘书", "secretary", "bike", {
    ...{ organisations: [org.bike, org.firm], members: [org.bike, org.firm, org.federation] },
  });
  const own = (id: string) => ({ organisations: [id], members: [id, org.paper, org.bike, org.federation] });
  person("clerk", "王填报", "clerk", "firm", own(org.firm));
  person("owner", "陈老板", "owner", "firm", own(org.firm));
  person("second", "李二", "owner", "second", own(org.second));
  person("third", "张三", "owner", "third", own(org.third));
  person("stranger", "钱外", "owner", "stranger", {
    ...{ organisations: [org.stranger], members: [org.stranger, org.federation] },
  });
  person("body", "何中心", "clerk", "body", {
    organisations: [org.body],
    members: [org.body, org.federation],
  });
  await api.application.db.asSystem(START, async (ctx) => {
    const db = tables(ctx);
    for (const [id, kind, name, sectors] of [
      [org.federation, "federation", "测试联合会", []],
      [org.paper, "association", "造纸测试协会", ["22", "222"]],
      [org.bike, "association", "自行车测试协会", ["37"]],
      [org.firm, "enterprise", "测试纸业有限公司", ["22"]],
      [org.second, "enterprise", "第二纸业有限公司", ["22"]],
      [org.third, "enterprise", "第三纸业有限公司", ["22"]],
      [org.stranger, "enterprise", "外人电器有限公司", ["38"]],
      [org.body, "body", "测试物流服务中心", []],
    ] as const)
      await sql`insert into people.organisation (id, kind, name, short_name, sectors, created_at)
        values (${id}, ${kind}, ${name}, ${name}, ${[...sectors]}::text[], ${ctx.now})`.execute(db);
    for (const [personId, name, role, at] of held) {
      await sql`insert into people.person (id, name, created_at) values (${personId}, ${name}, ${ctx.now})`.execute(
        db,
      );
      await sql`insert into people.role (organisation_id, id, person_id, role, since)
        values (${at}, ${uuidv7()}, ${personId}, ${role}, ${new Date(0)})`.execute(db);
    }
    const memberships = [[org.bike, org.firm], ...firms.map((firm) => [org.paper, firm])];
    for (const [association, member] of memberships)
      await sql`insert into people.membership (organisation_id, id, member_id, since, consent)
        values (${association}, ${uuidv7()}, ${member}, ${new Date(0)}, true)`.execute(db);
    const provinces = [
      [org.firm, "测试纸业有限公司", "370100", "2221"],
      [org.second, "第二纸业有限公司", "320500", "2221"],
      [org.third, "第三纸业有限公司", "320500", "2231"],
      [org.stranger, "外人电器有限公司", "330100", "3851"],
    ] as const;
    for (const [id, name, region, industry] of provinces)
      await sql`insert into enterprises.enterprise (organisation_id, name, sort_key, industry_code, region_code, search,
          created_at, updated_at)
        values (${id}, ${name}, ${name}, ${industry}, ${region}, ''::tsvector, ${ctx.now}, ${ctx.now})`.execute(
        db,
      );
  });

  return {
    api,
    owner,
    org,
    persons,
    by: by as Record<
      | "duty"
      | "admin"
      | "secretary"
      | "colleague"
      | "bike"
      | "clerk"
      | "owner"
      | "second"
      | "third"
      | "stranger"
      | "body",
      Caller
    >,
    at: (hours: number): void => api.now.set(new Date(START.getTime() + hours * 3_600_000)),
    /** A draft of this caller, saved once. */
    draft: async (as: Caller, change: Partial<c.Content> = {}, enterpriseId?: string): Promise<string> => {
      const id = uuidv7();
      ok(
        await as.call(c.saveDraft, {
          id,
          revision: 0,
          content: aTrouble(change),
          ...(enterpriseId ? { enterpriseId } : {}),
        }),
      );
      return id;
    },
    sent: async (as: Caller, change: Partial<c.Content> = {}): Promise<string> => {
      const id = uuidv7();
      ok(await as.call(c.saveDraft, { id, revision: 0, content: aTrouble(change) }));
      return ok(await as.call(c.submitAppeal, { id, revision: 1 })).id;
    },
    read: async (as: Caller, id: string): Promise<c.AppealPage> => ok(await as.call(c.readAppeal, { id })),
    close: async (): Promise<void> => {
      await owner.end();
      await api.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
export type AppealsCast = Awaited<ReturnType<typeof appealsCast>>;
