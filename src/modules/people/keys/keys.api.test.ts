// API keys through HTTP: shown once, only what they were given, never more than their maker, dead at once.
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { day, type Gate, minute, openGate } from "../../../../test/gate.ts";
import { KEY_CALLS_A_MINUTE } from "../../../platform/auth/api-key.ts";
import { listSessions } from "../../../platform/auth/contract.ts";
import { tables } from "../../../platform/db/scoped.ts";
import * as people from "../contract.ts";
import { authPersons, people as module, resolveWho, shownBy } from "../index.ts";
import * as inviting from "../invitations/contract.ts";
import * as keys from "./contract.ts";

let gate: Gate;
let call: Gate["call"];
let owner: string;
let secretary: string;

beforeAll(async () => {
  gate = await openGate([module], { authPersons, resolveWho, shownBy });
  call = gate.call;
  await gate.asSystem((ctx) =>
    module.demo!.load(ctx, { random: () => 0.5, now: gate.now(), enterprises: 200, months: [] }),
  );
  owner = await gate.enter("陈老板");
  secretary = await gate.enter("林秘书");
});
afterAll(() => gate.close());

const bearer = (secret: string, more: Record<string, string> = {}) => ({
  headers: { authorization: `Bearer ${secret}`, ...more },
});

// In this house stands only the module people; its own permissions are not for keys, so rows are asked directly.
async function planted(cookie: string, scopes: string[], days = 30) {
  const made = await call(keys.makeKey, { name: "测试", scopes: ["x.y"], days }, { cookie });
  expect(made.problem.code).toBe("people.key-too-much");
  const me = (await call(people.me, {}, { cookie })).body;
  const { makeKey } = await import("../../../platform/auth/api-key.ts");
  const { uuidv7 } = await import("../../../platform/db/uuid.ts");
  const key = makeKey();
  const id = uuidv7();
  await gate.asSystem((ctx) =>
    sql`insert into people.api_key (organisation_id, id, name, prefix, secret_hash, scopes, made_by, made_by_name, created_at, expires_at)
      values (${me.acting!.id}, ${id}, '财务系统', ${key.prefix}, ${key.hash}, ${scopes}, ${me.person.id}, ${me.person.name},
        ${gate.now()}, ${new Date(gate.now().getTime() + days * day)})`.execute(tables(ctx)),
  );
  return { id, secret: key.secret, organisationId: me.acting!.id };
}

describe("a key", () => {
  test("does what it was given, in its organisation's name, and nothing else", async () => {
    const key = await planted(secretary, ["people.see", "people.manage"]);
    const seen = await call(people.listOrganisations, {}, bearer(key.secret));
    const asPerson = await call(people.listOrganisations, {}, { cookie: secretary });
    expect(seen.status).toBe(200);
    expect(seen.body.total).toBe(asPerson.body.total);
    // Its maker has it, the key has not.
    const denied = await call(inviting.listInvitations, {}, bearer(key.secret));
    expect([denied.status, denied.problem.code]).toEqual([403, "access.key"]);
    // Written on the key, but its maker may not: never more than the maker.
    const more = await call(
      people.addOrganisation,
      { kind: "body", name: "新设机构", shortName: "新设" } as never,
      bearer(key.secret),
    );
    expect(more.status).toBe(403);
    // What belongs to a person is not for programs, and no key makes keys.
    for (const row of [listSessions, people.me, keys.listKeys]) {
      expect((await call(row, {} as never, bearer(key.secret))).status).toBe(403);
    }
  });

  test("beside a cookie the key alone counts, and another organisation cannot be asked for", async () => {
    const key = await planted(owner, ["people.see"]);
    const both = await call(inviting.listInvitations, {}, { cookie: owner, ...bearer(key.secret) });
    expect(both.problem.code).toBe("access.key");
    const mill = await planted(secretary, ["people.see"]);
    const other = await call(
      people.listOrganisations,
      {},
      { acting: mill.organisationId, ...bearer(key.secret) },
    );
    expect([other.status, other.problem.code]).toEqual([401, "people.key-invalid"]);
  });

  test("writes from a program need no page of this site; a cookie from another site still does", async () => {
    const key = await planted(owner, ["people.consent"]);
    const foreign = { origin: "https://erp.example.cn", "sec-fetch-site": "cross-site" };
    const wish = { id: key.id, consent: true };
    const program = await call(people.setConsent, wish, bearer(key.secret, foreign));
    expect(program.problem.code).toBe("record.not-found");
    const page = await call(people.setConsent, wish, { cookie: owner, headers: foreign });
    expect(page.problem.code).toBe("access.origin");
  });

  test("a wrong, a shortened and an expired key open nothing", async () => {
    const key = await planted(owner, ["people.see"], 1);
    const code = async (secret: string) =>
      (await call(people.listOrganisations, {}, bearer(secret))).problem.code;
    for (const wrong of [`${key.secret.slice(0, -1)}_`, key.secret.slice(0, -1), "wl_", "x".repeat(5000)])
      expect(await code(wrong)).toBe("people.key-invalid");
    expect(await code(key.secret)).toBeUndefined();
    gate.pass(day);
    expect(await code(key.secret)).toBe("people.key-invalid");
    owner = await gate.enter("陈老板");
    secretary = await gate.enter("林秘书");
  });

  test("revoked it is dead with the next call; the list shows its last use and never its secret", async () => {
    const key = await planted(secretary, ["people.see"]);
    expect((await call(people.listOrganisations, {}, bearer(key.secret))).status).toBe(200);
    const list = await call(keys.listKeys, {}, { cookie: secretary });
    const shown = list.body.rows.find((row) => row.id === key.id)!;
    expect(shown).toMatchObject({ state: "live", prefix: key.secret.slice(0, 11) });
    expect(shown.lastUsedAt).toBe(gate.now().toISOString());
    expect(list.raw).not.toContain(key.secret.slice(11));
    // Another organisation neither sees nor ends it.
    expect((await call(keys.revokeKey, { id: key.id }, { cookie: owner })).status).toBe(404);
    const ended = await call(keys.revokeKey, { id: key.id }, { cookie: secretary });
    expect(ended.body).toMatchObject({ state: "revoked", revokedByName: "林秘书" });
    expect((await call(people.listOrganisations, {}, bearer(key.secret))).status).toBe(401);
  });

  test("it dies with the role of whoever made it", async () => {
    const { organisationId } = await planted(owner, ["people.see"]);
    await gate.somebody("代老板", "13900000077", "owner", organisationId);
    const cookie = await gate.signIn("13900000077");
    const key = await planted(cookie, ["people.see"]);
    expect((await call(people.listOrganisations, {}, bearer(key.secret))).status).toBe(200);
    await gate.asSystem((ctx) =>
      sql`update people.role set until = ${gate.now()} where person_id =
        (select id from people.person where phone = '13900000077')`.execute(tables(ctx)),
    );
    expect((await call(people.listOrganisations, {}, bearer(key.secret))).status).toBe(401);
  });

  test("has its calls a minute", async () => {
    gate.pass(minute);
    const key = await planted(owner, ["people.see"]);
    const statuses: number[] = [];
    for (let i = 0; i <= KEY_CALLS_A_MINUTE; i++)
      statuses.push((await call(people.listOrganisations, { limit: 1 }, bearer(key.secret))).status);
    expect(statuses.filter((s) => s === 200)).toHaveLength(KEY_CALLS_A_MINUTE);
    expect(statuses.at(-1)).toBe(429);
    gate.pass(minute);
    expect((await call(people.listOrganisations, { limit: 1 }, bearer(key.secret))).status).toBe(200);
  });
});
