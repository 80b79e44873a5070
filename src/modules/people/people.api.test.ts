// People through HTTP with real sessions and a real database: whom one acts for, who sees what, and what ends when.
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { day, type Gate, goodPassword, openGate } from "../../../test/gate.ts";
import * as auth from "../../platform/auth/contract.ts";
import { tables } from "../../platform/db/scoped.ts";
import { uuidv7 } from "../../platform/db/uuid.ts";
import * as people from "./contract.ts";
import { demoPlan } from "./demo-plan.ts";
import { authPersons, demoOrganisations, people as module, personsOf, resolveWho } from "./index.ts";

let gate: Gate;
let call: Gate["call"];
let paper: string;
let plastic: string;
let mill: string;
let otherMill: string;
/** A paper maker that has given no consent. */
let shyMill: string;

beforeAll(async () => {
  gate = await openGate([module], { authPersons, resolveWho });
  call = gate.call;
  await gate.asSystem(async (ctx) => {
    await module.demo!.load(ctx, { random: () => 0.5, now: gate.now(), enterprises: 200, months: [] });
    const organisations = await demoOrganisations(ctx);
    const byKey = (key: string) => organisations.find((o) => o.key === key)!.id;
    const byCode = (code: string) => organisations.find((o) => o.creditCode === code)!.id;
    [paper, plastic] = [byKey("PAPER"), byKey("PLASTIC")];
    const plan = demoPlan().enterprises;
    mill = byCode(plan.find((e) => e.clerk === "王填报")!.creditCode);
    const papers = plan.filter((e) => e.associations[0]!.key === "PAPER" && e.clerk !== "王填报");
    otherMill = byCode(papers.find((e) => e.associations[0]!.consent)!.creditCode);
    shyMill = byCode(papers.find((e) => !e.associations[0]!.consent)!.creditCode);
  });
});
afterAll(() => gate.close());

describe("acting for", () => {
  test("one organisation at a time; one without a role there gives nothing, not another", async () => {
    const id = await gate.somebody("罗双", "luo@mill.cn", "clerk", mill);
    await gate.asSystem((ctx) =>
      sql`insert into people.role (organisation_id, id, person_id, role, since) values (${otherMill}, ${uuidv7()}, ${id}, 'owner', ${gate.now()})`.execute(
        tables(ctx),
      ),
    );
    const cookie = (await call(auth.signIn, { login: "luo@mill.cn", password: goodPassword })).cookie;
    const first = await call(people.me, {}, { cookie });
    expect(first.body.organisations.map((o) => o.id).sort()).toEqual([mill, otherMill].sort());
    const other = await call(people.me, {}, { cookie, acting: otherMill });
    expect(other.body.acting).toMatchObject({ id: otherMill, roles: ["owner"] });
    for (const acting of [shyMill, paper, "no-id", uuidv7()]) {
      expect((await call(people.me, {}, { cookie, acting })).body).toMatchObject({
        acting: null,
        permissions: [],
      });
      expect((await call(people.listPersons, {}, { cookie, acting })).problem.code).toBe("access.denied");
    }
  });
});

describe("what associations and enterprises see of each other", () => {
  test("a clerk sees the own enterprise, its associations and the federation; nobody else", async () => {
    const cookie = await gate.enter("王填报");
    const { body } = await call(people.listOrganisations, {}, { cookie });
    expect(body.rows.map((o) => o.id)).toEqual(expect.arrayContaining([mill, paper, plastic]));
    expect(body.total).toBe(4);
    expect((await call(people.readOrganisation, { id: otherMill }, { cookie })).status).toBe(404);
    const persons = await call(people.listPersons, { limit: "200" as never }, { cookie });
    expect(persons.body.rows.some((p) => p.organisationId === otherMill)).toBe(false);
    expect(persons.body.rows.find((p) => p.name === "林秘书")).toBeDefined();
  });

  test("a withdrawn consent takes effect with the next request", async () => {
    const [secretary, owner] = [await gate.enter("林秘书"), await gate.enter("陈老板")];
    const scopeNow = async () => {
      const { body } = await call(people.me, {}, { cookie: secretary });
      const who = await resolveWho(gate.application.db, {
        by: { personId: body.person.id },
        actingFor: null,
        language: null,
        permissions: gate.application.permissions,
        now: gate.now(),
      });
      return { full: who.scope.organisations.has(mill), card: who.scope.members.has(mill) };
    };
    expect(await scopeNow()).toEqual({ full: true, card: true });
    const { rows } = (await call(people.listMemberships, {}, { cookie: owner })).body;
    const ours = rows.find((m) => m.associationId === paper)!;
    expect(rows.find((m) => m.associationId === plastic)!.consent).toBe(false);
    expect((await call(people.setConsent, { id: ours.id, consent: false }, { cookie: owner })).status).toBe(
      200,
    );
    expect(await scopeNow()).toEqual({ full: false, card: true });
    await call(people.setConsent, { id: ours.id, consent: true }, { cookie: owner });
    expect(await scopeNow()).toEqual({ full: true, card: true });
    for (const name of ["林秘书", "王填报", "周值班"]) {
      const answer = await call(
        people.setConsent,
        { id: ours.id, consent: false },
        { cookie: await gate.enter(name) },
      );
      expect(answer.status).toBe(403);
    }
    const trail = await gate.asSystem((ctx) =>
      sql<{
        action: string;
      }>`select action from platform.audit where subject_id = ${ours.id} order by id`.execute(tables(ctx)),
    );
    expect(trail.rows).toHaveLength(4);
  });

  test("not even raw SQL of the serving role gives an association the member's consent", async () => {
    const { body } = await call(people.me, {}, { cookie: await gate.enter("林秘书") });
    const who = await resolveWho(gate.application.db, {
      by: { personId: body.person.id },
      actingFor: null,
      language: null,
      permissions: gate.application.permissions,
      now: gate.now(),
    });
    await expect(
      gate.application.db.within(who, gate.now(), (ctx) =>
        sql`update people.membership set consent = true where member_id = ${shyMill}`.execute(tables(ctx)),
      ),
    ).rejects.toThrow(/permission denied/);
    await expect(
      gate.application.db.within(who, gate.now(), (ctx) =>
        sql`insert into people.role (organisation_id, id, person_id, role, since)
          values (${shyMill}, ${uuidv7()}, ${who.personId}, 'owner', ${gate.now()})`.execute(tables(ctx)),
      ),
    ).rejects.toThrow(/row-level security/);
    const seen = await gate.application.db
      .within(who, gate.now(), (ctx) =>
        sql<{ n: string }>`select count(*) as n from auth.session`
          .execute(tables(ctx))
          .catch(() => ({ rows: [{ n: "denied" }] })),
      )
      .catch(() => ({ rows: [{ n: "denied" }] }));
    expect(seen.rows[0]!.n).toBe("denied");
  });

  test("reminders reach the clerks of a member without consent, and of no stranger", async () => {
    const cookie = await gate.enter("林秘书");
    const { body } = await call(people.me, {}, { cookie });
    const who = await resolveWho(gate.application.db, {
      by: { personId: body.person.id },
      actingFor: null,
      language: null,
      permissions: gate.application.permissions,
      now: gate.now(),
    });
    const bike = await gate.asSystem(
      async (ctx) => (await demoOrganisations(ctx)).find((o) => o.industry === "3761")!.id,
    );
    const found = await gate.application.db.within(who, gate.now(), (ctx) =>
      personsOf(ctx, [shyMill, bike], ["clerk"]),
    );
    expect(found.map((p) => p.organisationId)).toEqual([shyMill]);
  });
});

describe("roles", () => {
  test("a delegation works until its end, and no longer", async () => {
    await gate.somebody("甘工", "gan@mill.cn", "clerk", mill);
    const owner = await gate.enter("陈老板");
    const persons = await call(
      people.listPersons,
      { organisation: mill, limit: "200" as never },
      { cookie: owner },
    );
    const gan = persons.body.rows.find((p) => p.name === "甘工")!;
    const until = new Date(gate.now().getTime() + 2 * day).toISOString();
    const made = await call(
      people.delegate,
      { personId: gan.personId, role: "owner", until },
      { cookie: owner },
    );
    expect(made.status).toBe(200);
    const cookie = (await call(auth.signIn, { login: "gan@mill.cn", password: goodPassword })).cookie;
    expect((await call(people.me, {}, { cookie })).body.acting?.roles.sort()).toEqual(["clerk", "owner"]);
    // Work handed over is not handed on.
    const tian = persons.body.rows.find((p) => p.name === "王填报")!;
    expect(
      (await call(people.delegate, { personId: tian.personId, role: "owner", until }, { cookie })).problem
        .code,
    ).toBe("people.delegation-not-yours");
    gate.pass(2 * day + 1000);
    expect((await call(people.me, {}, { cookie })).body.acting?.roles).toEqual(["clerk"]);
  });

  test("an owner names and removes clerks at home, and nobody anywhere else", async () => {
    await gate.somebody("马工", "ma@mill.cn", "clerk", mill);
    const owner = await gate.enter("陈老板");
    const persons = await call(
      people.listPersons,
      { organisation: mill, limit: "200" as never },
      { cookie: owner },
    );
    const chen = persons.body.rows.find((p) => p.name === "陈老板")!;
    const ma = persons.body.rows.find((p) => p.name === "马工")!;
    expect((await call(people.endRole, { id: chen.roleId }, { cookie: owner })).problem.code).toBe(
      "people.last-one",
    );
    const before = (await call(auth.signIn, { login: "ma@mill.cn", password: goodPassword })).cookie;
    expect((await call(people.endRole, { id: ma.roleId }, { cookie: owner })).status).toBe(200);
    expect((await call(people.me, {}, { cookie: before })).body.acting).toBeNull();
    const away = await call(
      people.grantRole,
      { personId: ma.personId, organisationId: otherMill, role: "clerk" },
      { cookie: owner },
    );
    expect(away.status).toBe(404);
    const up = await call(
      people.grantRole,
      { personId: chen.personId, organisationId: paper, role: "secretary" },
      { cookie: owner },
    );
    expect(up.problem.code).toBe("people.may-not-grant");
    const clerk = await gate.enter("王填报");
    expect((await call(people.endRole, { id: chen.roleId }, { cookie: clerk })).status).toBe(403);
  });
});
