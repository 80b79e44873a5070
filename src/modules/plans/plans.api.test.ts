// Plans through HTTP over a real database: writing and review, who sees what, activation, tasks, the closing review, calls.
import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Caller, type TestApi, testApi, whoFor } from "../../../test/api.ts";
import type { Who } from "../../platform/access/permissions.ts";
import { tables } from "../../platform/db/scoped.ts";
import { uuidv7 } from "../../platform/db/uuid.ts";
import { readDesk } from "../../platform/desk/contract.ts";
import * as b from "./activations/contract.ts";
import * as c from "./contract.ts";
import { plans } from "./index.ts";

let api: TestApi;
let owner: pg.Client;
const who: Record<string, Who> = {};
const by: Record<string, Caller> = {};
const org = Object.fromEntries(
  ["federation", "paper", "bike", "firm", "stranger"].map((name) => [name, uuidv7()]),
) as Record<"federation" | "paper" | "bike" | "firm" | "stranger", string>;
const START = new Date("2026-11-24T02:00:00Z");

const ok = <T>(answer: { status: number; raw: string; body: T }): T => {
  expect(answer.status, answer.raw).toBe(200);
  return answer.body;
};
const code = async (answer: Promise<{ status: number; problem: { code: string } }>): Promise<string> =>
  (await answer).problem.code;
const later = (hours: number): void => api.now.set(new Date(START.getTime() + hours * 3_600_000));

beforeAll(async () => {
  api = await testApi();
  api.now.set(START);
  owner = new pg.Client(api.owner);
  await owner.connect();
  const person = (name: string, role: string, at: keyof typeof org, scope: object): void => {
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
  const roles: [string, string, string, string][] = [];
  person("duty", "duty_officer", "federation", { all: true, organisations: [org.federation] });
  person("admin", "administrator", "federation", { all: true, organisations: [org.federation] });
  const paper = { organisations: [org.paper, org.firm], members: [org.paper, org.firm, org.federation] };
  person("secretary", "secretary", "paper", paper);
  person("colleague", "secretary", "paper", paper);
  // The firm lets the bicycle association see its returns too; its plan is reviewed by the paper makers' alone.
  person("bike", "secretary", "bike", {
    organisations: [org.bike, org.firm],
    members: [org.bike, org.firm, org.federation],
  });
  const firm = { organisations: [org.firm], members: [org.firm, org.paper, org.bike, org.federation] };
  person("owner", "owner", "firm", firm);
  person("clerk", "clerk", "firm", firm);
  person("stranger", "owner", "stranger", {
    organisations: [org.stranger],
    members: [org.stranger, org.federation],
  });
  await api.application.db.asSystem(START, async (ctx) => {
    for (const [id, kind, name] of [
      [org.federation, "federation", "测试联合会"],
      [org.paper, "association", "造纸测试协会"],
      [org.bike, "association", "自行车测试协会"],
      [org.firm, "enterprise", "测试纸业有限公司"],
      [org.stranger, "enterprise", "测试电器有限公司"],
    ])
      await sql`insert into people.organisation (id, kind, name, short_name, created_at)
        values (${id}, ${kind}, ${name}, ${name}, ${ctx.now})`.execute(tables(ctx));
    for (const [personId, name, role, at] of roles) {
      await sql`insert into people.person (id, name, created_at) values (${personId}, ${name}, ${ctx.now})`.execute(
        tables(ctx),
      );
      await sql`insert into people.role (organisation_id, id, person_id, role, since)
        values (${at}, ${uuidv7()}, ${personId}, ${role}, ${new Date(0)})`.execute(tables(ctx));
    }
    for (const association of [org.paper, org.bike])
      await sql`insert into people.membership (organisation_id, id, member_id, since, consent)
        values (${association}, ${uuidv7()}, ${org.firm}, ${new Date(0)}, true)`.execute(tables(ctx));
  });
});
afterAll(async () => {
  await owner?.end();
  await api?.close();
});

const begin = async (as: Caller, template: string, more: object = {}): Promise<string> =>
  ok(await as.call(c.createPlan, { title: "应急预案", scenario: "logistics", template, ...more })).id;
const phone = [{ name: "陈老板", unit: "", phone: "13900002000", note: "" }];

/** The enterprise's plan, written and submitted. */
async function firmPlan(): Promise<string> {
  const id = await begin(by.owner!, "logistics.enterprise", { reviewerId: org.paper });
  const page = ok(await by.owner!.call(c.readPlan, { id }));
  ok(
    await by.owner!.call(c.savePlan, {
      ...{ id, version: 1, revision: page.revision, title: "物流预案" },
      content: { ...page.content, contacts: phone },
    }),
  );
  ok(await by.owner!.call(c.submitPlan, { id, revision: page.revision + 1 }));
  return id;
}
async function approvedPlan(template = "logistics"): Promise<string> {
  const id = await begin(by.duty!, template);
  ok(await by.duty!.call(c.submitPlan, { id, revision: 1 }));
  ok(await by.admin!.call(c.decidePlan, { id, version: 1, decision: "approve" }));
  return id;
}
const start = (id: string, more: object = {}) =>
  by.duty!.call(b.activate, {
    id,
    drill: false,
    title: "港口封航",
    cause: "大风",
    severity: "orange",
    ...more,
  });

describe("an enterprise's plan", () => {
  test("is sent back with a reason, mended, approved for a year by its association", async () => {
    expect(
      await code(
        by.owner!.call(c.createPlan, { title: "预案", scenario: "price", template: "price.enterprise" }),
      ),
    ).toBe("plans.reviewer-unknown");
    const draft = await begin(by.clerk!, "price.enterprise", { reviewerId: org.paper });
    const early = await by.clerk!.call(c.submitPlan, { id: draft, revision: 1 });
    expect([early.status, early.problem.code, early.problem.fields?.[0]?.path]).toEqual([
      ...[422, "plans.not-complete", "content.contacts"],
    ]);
    const id = await firmPlan();
    const decide = (decision: "approve" | "return", more: object = {}) =>
      by.secretary!.call(c.decidePlan, { id, version: 1, decision, ...more });
    expect(await code(decide("return"))).toBe("plans.reason-needed");
    ok(await decide("return", { reason: "请补第二来源" }));
    expect(ok(await by.owner!.call(c.readPlan, { id })).reason).toBe("请补第二来源");
    const desk = ok(await by.owner!.call(readDesk, {}));
    expect(desk.decisions.map((d) => d.tag.zh)).toContain("预案被退回");
    const page = ok(await by.owner!.call(c.readPlan, { id }));
    ok(
      await by.owner!.call(c.savePlan, {
        id,
        version: 1,
        revision: page.revision,
        title: "物流预案",
        content: page.content,
      }),
    );
    const stale = await by.clerk!.call(c.savePlan, {
      ...{ id, version: 1, revision: page.revision, title: "别的", content: page.content },
    });
    expect([stale.status, stale.problem.code]).toEqual([409, "record.changed"]);
    ok(await by.owner!.call(c.submitPlan, { id, revision: page.revision + 1 }));
    expect(await code(decide("approve", { validTo: "2028-11-24" }))).toBe("plans.too-long");
    expect(ok(await decide("approve")).validTo).toBe("2027-11-24");
    expect(await code(decide("approve"))).toBe("plans.move");
    expect(
      await code(
        by.owner!.call(c.savePlan, { id, version: 1, revision: 9, title: "改", content: page.content }),
      ),
    ).toBe("plans.move");
  });
  test("is seen by itself and by the association that reviews it, by nobody else, and counted above", async () => {
    const draft = await begin(by.owner!, "energy.enterprise", { reviewerId: org.paper });
    const id = await firmPlan();
    const sees = async (name: string, plan: string): Promise<number> =>
      (await by[name]!.call(c.readPlan, { id: plan })).status;
    for (const name of ["owner", "clerk"])
      expect([await sees(name, draft), await sees(name, id)], name).toEqual([200, 200]);
    expect([await sees("secretary", draft), await sees("secretary", id)]).toEqual([404, 200]);
    for (const name of ["bike", "duty", "admin", "stranger"])
      expect([await sees(name, draft), await sees(name, id)], name).toEqual([404, 404]);
    for (const name of ["bike", "duty", "admin", "stranger"]) {
      const { rows } = ok(await by[name]!.call(c.listPlans, { ownerKind: "enterprise", q: "" }));
      expect(rows, name).toEqual([]);
    }
    for (const name of ["bike", "duty", "admin"]) {
      expect((await by[name]!.call(c.decidePlan, { id, version: 1, decision: "approve" })).status, name).toBe(
        404,
      );
      expect((await by[name]!.download(c.downloadPlan, { id })).status, name).toBe(404);
    }
    expect((await by.secretary!.call(c.recallPlan, { id })).status).toBe(403);
    // The database itself refuses whoever sees all.
    const seen = await api.application.db.within(who.duty!, START, async (ctx) => {
      const found = await sql<{
        n: number;
      }>`select count(*)::int as n from plans.plan where owner_kind = 'enterprise'`.execute(tables(ctx));
      return found.rows[0]!.n;
    });
    expect(seen).toBe(0);
    ok(await by.secretary!.call(c.decidePlan, { id, version: 1, decision: "approve" }));
    const above = ok(await by.duty!.call(c.coverage, {}));
    expect(above.total).toMatchObject({ of: 1, valid: 1, none: 0 });
    expect(above.associations.find((one) => one.id === org.paper)).toMatchObject({ of: 1, valid: 1 });
    expect(JSON.stringify(above)).not.toContain("物流预案");
    expect(above.missing).toEqual([]);
    // The bicycle association has not reviewed it and counts nothing of it.
    expect(ok(await by.bike!.call(c.coverage, {})).total).toMatchObject({ of: 1, valid: 0, none: 1 });
    expect((await by.owner!.call(c.coverage, {})).status).toBe(403);
  });
  test("ends after a year, is reminded of before, and is renewed while the old one holds", async () => {
    const id = await firmPlan();
    ok(await by.secretary!.call(c.decidePlan, { id, version: 1, decision: "approve" }));
    const job = plans.jobs!.find((one) => one.name === "plans.remind-ending")!;
    const told = async (day: string): Promise<number> => {
      api.now.set(new Date(`${day}T01:00:00Z`));
      await api.application.db.asSystem(api.now.get(), (ctx) => job.run(ctx, {}));
      const found = await owner.query(
        "select count(*)::int as n from platform.notice where kind = 'plans.ending' and link = $1 and person_id = $2",
        [`/plans/${id}`, who.owner!.personId],
      );
      return found.rows[0].n as number;
    };
    expect(await told("2027-10-24")).toBe(0);
    expect(await told("2027-10-25")).toBe(1);
    expect(await told("2027-10-26")).toBe(1);
    expect(await told("2027-11-17")).toBe(2);
    expect(ok(await by.owner!.call(readDesk, {})).decisions.map((d) => d.key)).toContain(
      `plans.ending:${id}`,
    );
    ok(await by.owner!.call(c.revisePlan, { id }));
    const page = ok(await by.owner!.call(c.readPlan, { id }));
    expect([page.version, page.state, page.approvedVersion, page.standing]).toEqual([
      2,
      "draft",
      1,
      "expiring",
    ]);
    // The reviewer goes on seeing what is in force, not the draft.
    expect(ok(await by.secretary!.call(c.readPlan, { id })).version).toBe(1);
    ok(await by.owner!.call(c.submitPlan, { id, revision: 1 }));
    ok(await by.secretary!.call(c.decidePlan, { id, version: 2, decision: "approve" }));
    const renewed = ok(await by.owner!.call(c.readPlan, { id }));
    expect([renewed.validTo, renewed.versions[1]!.standing]).toEqual(["2028-11-17", "superseded"]);
    expect(await told("2027-11-24")).toBe(2);
    api.now.set(START);
  });
  test("members are asked for one; a list with a stranger on it tells nobody", async () => {
    expect(await code(by.secretary!.call(c.askForPlans, { enterpriseIds: [org.firm, org.stranger] }))).toBe(
      "plans.not-member",
    );
    expect(ok(await by.secretary!.call(c.askForPlans, { enterpriseIds: [org.firm] })).told).toBe(2);
    expect((await by.duty!.call(c.askForPlans, { enterpriseIds: [org.firm] })).status).toBe(403);
  });
});

describe("a plan of the federation", () => {
  test("is approved by a second person and read by members as guidance once approved", async () => {
    const id = await begin(by.duty!, "logistics");
    expect((await by.secretary!.call(c.readPlan, { id })).status).toBe(404);
    ok(await by.duty!.call(c.submitPlan, { id, revision: 1 }));
    expect(await code(by.duty!.call(c.decidePlan, { id, version: 1, decision: "approve" }))).toBe(
      "plans.own-review",
    );
    expect(ok(await by.duty!.call(c.readPlan, { id })).may.decideNot).toBe("own");
    expect(ok(await by.admin!.call(readDesk, {})).decisions.some((d) => d.key === `plans.review:${id}`)).toBe(
      true,
    );
    ok(await by.admin!.call(c.decidePlan, { id, version: 1, decision: "approve" }));
    for (const name of ["secretary", "owner", "stranger"]) {
      const page = ok(await by[name]!.call(c.readPlan, { id }));
      expect([page.may.edit, page.may.activate, page.timeline], name).toEqual([false, false, []]);
    }
    expect((await by.secretary!.call(c.revisePlan, { id })).status).toBe(403);
    expect(
      (await by.owner!.call(b.activate, { id, drill: true, title: "试", cause: "试", severity: null }))
        .status,
    ).toBe(403);
    // Begun from it, nobody of the federation holds a role in the copy.
    const copy = ok(
      await by.secretary!.call(c.createPlan, {
        title: "协会预案",
        scenario: "logistics",
        template: null,
        from: id,
      }),
    );
    expect(ok(await by.secretary!.call(c.readPlan, { id: copy.id })).reviewer).toBe("测试联合会");
    ok(await by.duty!.call(c.withdrawPlan, { id, reason: "并入新预案" }));
    expect((await by.secretary!.call(c.readPlan, { id })).status).toBe(404);
    expect(await code(start(id))).toBe("plans.no-approved");
  });
  test("comes as a .docx that names its steps", async () => {
    const id = await approvedPlan("energy");
    const { status, bytes } = await by.duty!.download(c.downloadPlan, { id });
    expect([status, bytes.subarray(0, 2).toString()]).toEqual([200, "PK"]);
  });
});

describe("an activation", () => {
  test("gives out tasks with owners and clocks, follows them, and closes only with what to change", async () => {
    const id = await approvedPlan();
    const started = ok(await start(id, { owners: [{ role: "info", personId: who.admin!.personId! }] }));
    expect(await code(start(id))).toBe("plans.running");
    const read = async () => ok(await by.duty!.call(b.readActivation, { id: started.id }));
    const page = await read();
    const task = (title: string) => page.taskRows.find((one) => one.title.includes(title))!;
    expect([task("核实中断").owner, task("核实中断").dueAt, task("核实中断").state]).toEqual([
      ...["admin", "2026-11-24T06:00:00.000Z", "open"],
    ]);
    expect([task("排出保供").state, task("排出保供").dueAt, task("排出保供").after]).toEqual([
      ...["waiting", null, "向协会征集受影响企业"],
    ]);
    expect(page.messages[0]!.text).toContain("2026-11-24 10:00");
    expect(page.messages[0]!.text).not.toContain("{事件}");
    const at = (title: string) => ({
      id: started.id,
      taskId: task(title).id,
      revision: task(title).revision,
    });
    expect(await code(by.duty!.call(b.finishTask, { ...at("排出保供"), outcome: "做完" }))).toBe(
      "plans.task-move",
    );
    later(1);
    ok(await by.duty!.call(b.finishTask, { ...at("征集"), outcome: "六家回复" }));
    expect((await by.admin!.call(b.finishTask, { ...at("征集"), outcome: "又一次" })).status).toBe(409);
    const rank = (await read()).taskRows.find((one) => one.title.includes("排出保供"))!;
    expect([rank.state, rank.startsAt, rank.dueAt]).toEqual([
      ...["open", "2026-11-24T03:00:00.000Z", "2026-11-25T09:30:00.000Z"],
    ]);
    // Overdue is told once, to the owner and to whoever activated.
    later(5);
    const job = plans.jobs!.find((one) => one.name === "plans.tell-late")!;
    for (let i = 0; i < 2; i++) await api.application.db.asSystem(api.now.get(), (ctx) => job.run(ctx, {}));
    const notices = await owner.query(
      "select person_id from platform.notice where kind = 'plans.late' and link like $1",
      [`%${started.id}`],
    );
    expect(notices.rows.map((row) => row.person_id).sort()).toEqual(
      [who.admin!.personId, who.duty!.personId].sort(),
    );
    const late = ok(await by.admin!.call(readDesk, {})).decisions[0]!;
    expect([late.title.zh, late.severity]).toEqual([task("核实中断").title, "orange"]);
    expect((await read()).entries.map((one) => one.kind)).toEqual(["overdue", "done", "activated"]);
    ok(
      await by.admin!.call(b.handTask, {
        ...at("核实中断"),
        personId: who.duty!.personId!,
        note: "我去开会",
      }),
    );
    expect(await code(by.duty!.call(b.handTask, { ...at("改道"), personId: who.owner!.personId! }))).toBe(
      "plans.person-unknown",
    );
    expect(
      await code(
        by.duty!.call(b.addTask, {
          id: started.id,
          title: "联系铁路",
          personId: who.duty!.personId!,
          dueAt: START.toISOString(),
        }),
      ),
    ).toBe("plans.due-past");
    ok(await by.duty!.call(b.addNote, { id: started.id, text: "港口口头通知明早恢复" }));
    const review = {
      happened: "封航两天，积压清零，无企业停产。",
      changes: [{ part: "联系人", text: "补承运人夜间电话" }],
    };
    expect(await code(by.duty!.call(b.closeActivation, { id: started.id, ...review }))).toBe(
      "plans.tasks-open",
    );
    for (;;) {
      const open = (await read()).taskRows.find((one) => one.state === "open");
      if (!open) break;
      ok(
        await by.duty!.call(b.dropTask, {
          id: started.id,
          taskId: open.id,
          revision: open.revision,
          reason: "已经恢复，不再需要",
        }),
      );
    }
    expect(await code(by.duty!.call(b.closeActivation, { id: started.id, ...review, changes: [] }))).toBe(
      "plans.review-empty",
    );
    expect(
      await code(
        by.duty!.call(b.closeActivation, {
          id: started.id,
          ...review,
          changes: [{ part: "全部", text: "无需修改" }],
        }),
      ),
    ).toBe("plans.review-empty");
    expect(ok(await by.duty!.call(b.closeActivation, { id: started.id, ...review })).proposals).toBe(1);
    expect(await code(by.duty!.call(b.addNote, { id: started.id, text: "补一句" }))).toBe("plans.closed");
    const plan = ok(await by.duty!.call(c.readPlan, { id }));
    expect(plan.proposals.map((one) => [one.text, one.state])).toEqual([["补承运人夜间电话", "open"]]);
    expect(
      ok(await by.duty!.call(readDesk, {})).decisions.some((d) => d.key === `plans.proposals:${id}`),
    ).toBe(true);
    ok(await by.duty!.call(c.answerProposal, { id, proposalId: plan.proposals[0]!.id, state: "taken" }));
    // The log is never changed, by whomever.
    for (const name of ["duty", "secretary"])
      await expect(
        api.application.db.within(who[name]!, START, (ctx) =>
          sql`update plans.entry set text = ''`.execute(tables(ctx)),
        ),
      ).rejects.toThrow(/permission denied/);
    later(0);
  });
  test("lies with its owner: associations see nothing of the federation's, the federation nothing of an enterprise's", async () => {
    const id = await approvedPlan("material");
    const started = ok(await start(id));
    for (const name of ["secretary", "bike", "owner", "stranger"])
      expect((await by[name]!.call(b.readActivation, { id: started.id })).status, name).toBe(404);
    const firm = await firmPlan();
    ok(await by.secretary!.call(c.decidePlan, { id: firm, version: 1, decision: "approve" }));
    const own = ok(
      await by.owner!.call(b.activate, {
        id: firm,
        drill: true,
        title: "演练一次",
        cause: "年度计划",
        severity: null,
      }),
    );
    for (const [name, status] of [
      ["clerk", 200],
      ["secretary", 200],
      ["bike", 404],
      ["duty", 404],
      ["stranger", 404],
    ] as const)
      expect((await by[name]!.call(b.readActivation, { id: own.id })).status, name).toBe(status);
    expect(ok(await by.duty!.call(b.listActivations, {})).rows.map((one) => one.id)).not.toContain(own.id);
    expect(ok(await by.secretary!.call(b.readActivation, { id: own.id })).may).toEqual({
      act: false,
      close: false,
    });
    expect((await by.secretary!.call(b.addNote, { id: own.id, text: "协会来看" })).status).toBe(403);
    const message = { id: own.id, audience: "team" as const, title: "演练开始", text: "请各岗位就位" };
    expect(ok(await by.owner!.call(b.sendMessage, message)).told).toBe(1);
    expect(await code(by.owner!.call(b.sendMessage, message))).toBe("plans.sent-already");
    expect(ok(await by.owner!.call(b.sendMessage, { ...message, again: true })).told).toBe(1);
    expect(await code(by.owner!.call(b.sendMessage, { ...message, text: "现在是{级别}，请就位" }))).toBe(
      "plans.blank-left",
    );
    expect(
      await code(by.duty!.call(b.sendMessage, { ...message, id: started.id, audience: "members" })),
    ).toBe("plans.audience");
    expect(
      ok(await by.duty!.call(b.sendMessage, { ...message, id: started.id, audience: "associations" })).told,
    ).toBe(3);
  });
  test("a published warning asks the plans that are meant for it, once, and somebody answers", async () => {
    const id = await approvedPlan("logistics");
    const published = (warningId: string, severity: string, title: string, more: object = {}) =>
      api.application.db.asSystem(START, (ctx) =>
        ctx.announce("warnings.published", { warningId, severity, title, ...more }),
      );
    const [one, two] = [uuidv7(), uuidv7()];
    await published(one, "red", "华东港口拥堵预警");
    await published(one, "red", "华东港口拥堵预警");
    await published(two, "yellow", "港口小幅延误");
    await published(uuidv7(), "red", "华北限电预警");
    await published(uuidv7(), "red", "港口拥堵更新", { type: "Update" });
    await api.settle();
    const calls = ok(await by.duty!.call(b.listCalls, {})).calls.filter((call) => call.planId === id);
    expect(calls.map((call) => call.warningId)).toEqual([one]);
    expect(ok(await by.secretary!.call(b.listCalls, {})).calls).toEqual([]);
    const decision = ok(await by.duty!.call(readDesk, {})).decisions.find(
      (d) => d.key === `plans.call:${calls[0]!.id}`,
    )!;
    expect([decision.severity, decision.due, decision.act]).toEqual([
      "red",
      "2026-11-24T03:00:00.000Z",
      null,
    ]);
    const started = ok(await start(id, { callId: calls[0]!.id }));
    expect(ok(await by.duty!.call(b.readActivation, { id: started.id }))).toMatchObject({
      ...{ warningId: one, warningTitle: "华东港口拥堵预警" },
    });
    expect(await code(by.duty!.call(b.declineCall, { id: calls[0]!.id, reason: "重复了不用" }))).toBe(
      "plans.call-answered",
    );
  });
  test("two starts at once make one; an expired plan wants a word", async () => {
    const id = await approvedPlan("price");
    const both = await Promise.all([start(id), start(id)]);
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 409]);
    const other = await approvedPlan("export");
    later(24 * 400);
    expect(await code(start(other))).toBe("plans.expired");
    const late = ok(await start(other, { acceptExpired: true }));
    expect(ok(await by.duty!.call(b.readActivation, { id: late.id })).planExpired).toBe(true);
    later(0);
  });
});
