// Whose hand filed a return: the enterprise's program by its key, or its association; and returning many at once.
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Gate, openGate } from "../../../../test/gate.ts";
import { tables } from "../../../platform/db/scoped.ts";
import { enterprises } from "../../enterprises/index.ts";
import { loadForms } from "../../forms/index.ts";
import * as org from "../../people/contract.ts";
import { authPersons, people, resolveWho, shownBy } from "../../people/index.ts";
import { listKeys, makeKey, revokeKey } from "../../people/keys/contract.ts";
import * as contract from "../contract.ts";
import { anExpected, usualMonth } from "../fixtures.ts";
import { reporting } from "../index.ts";
import { addExpected, findForm } from "../store/period.ts";
import * as behalf from "./contract.ts";

let gate: Gate;
let call: Gate["call"];
let clerk: string;
let owner: string;
let secretary: string;
let mill: string;
let association: string;
/** A member of the same association that has given no consent. */
let silent: string;

beforeAll(async () => {
  gate = await openGate([people, enterprises, reporting], { authPersons, resolveWho, shownBy });
  call = gate.call;
  await gate.asSystem(async (ctx) => {
    await people.demo!.load(ctx, { random: () => 0.5, now: gate.now(), enterprises: 200, months: [] });
    await loadForms(ctx);
  });
  [clerk, owner, secretary] = [
    await gate.enter("王填报"),
    await gate.enter("陈老板"),
    await gate.enter("林秘书"),
  ];
  mill = (await call(org.me, {}, { cookie: clerk })).body.acting!.id;
  association = (await call(org.me, {}, { cookie: secretary })).body.acting!.id;
  await gate.asSystem(async (ctx) => {
    const members = await sql<{ id: string }>`select member_id as id from people.membership
      where organisation_id = ${association} and until is null and not consent limit 1`.execute(tables(ctx));
    silent = members.rows[0]!.id;
    await sql`update people.membership set consent = true where organisation_id = ${association} and member_id = ${mill}`.execute(
      tables(ctx),
    );
    const form = (await findForm(ctx, "monthly-operation", 2))!;
    const expected = [mill, silent].map((organisationId, i) =>
      anExpected({ organisationId, name: i ? "未授权纸业" : "授权纸业", associations: [association] }),
    );
    for (const period of ["2026-08", "2026-09", "2026-10"])
      await addExpected(ctx, form, period, "2026-12-10", expected);
  });
});
afterAll(() => gate.close());

const idOf = async (organisationId: string, period: string): Promise<string> => {
  const list = await call(contract.listFilings, { period }, { cookie: secretary });
  return list.body.rows.find((row) => row.organisationId === organisationId)!.id;
};

describe("by a program with a key", () => {
  it("the whole way: key, draft, receipt, marked as such; without the permission and revoked nothing moves", async () => {
    const offered = await call(listKeys, {}, { cookie: owner });
    expect(offered.body.offered).toContain("reporting.fill");
    expect(offered.body.offered.some((p) => p.startsWith("people."))).toBe(false);
    const wish = { name: "用友 ERP", scopes: ["reporting.fill", "reporting.read"], days: 90 };
    expect((await call(makeKey, wish, { cookie: clerk })).status).toBe(403);
    const made = await call(makeKey, wish, { cookie: owner });
    expect(made.status).toBe(200);
    const by = { headers: { authorization: `Bearer ${made.body.secret}`, origin: "https://erp.example.cn" } };
    const current = await call(contract.currentFiling, { period: "2026-08" }, by);
    const id = current.body.filing!.id;
    const saved = await call(contract.saveEntry, { id, revision: 0, changes: usualMonth }, by);
    expect(saved.body).toMatchObject({ revision: 1, savedByName: "用友 ERP（接口）" });
    const receipt = await call(contract.submitFiling, { id, submissionId: randomUUID(), revision: 1 }, by);
    expect(receipt.body).toMatchObject({
      channel: "api",
      submittedByName: "用友 ERP（接口）",
      filedByName: null,
    });
    const record = await call(contract.getFiling, { id }, { cookie: clerk });
    expect(record.body.vintages[0]).toMatchObject({ channel: "api" });
    expect(record.body.savings[0]).toMatchObject({ source: "api" });
    // What the key was not given.
    const reading = await call(makeKey, { ...wish, scopes: ["reporting.read"] }, { cookie: owner });
    const reader = { headers: { authorization: `Bearer ${reading.body.secret}` } };
    expect((await call(contract.getFiling, { id }, reader)).status).toBe(200);
    const denied = await call(contract.saveEntry, { id, revision: 1, changes: { orders: "1" } }, reader);
    expect([denied.status, denied.problem.code]).toEqual([403, "access.key"]);
    // Another enterprise's return is out of its sight.
    const other = await idOf(silent, "2026-08");
    expect((await call(contract.getFiling, { id: other }, reader)).status).toBe(404);
    await call(revokeKey, { id: made.body.key.id }, { cookie: owner });
    expect((await call(contract.currentFiling, {}, by)).problem.code).toBe("people.key-invalid");
    const trail = await gate.asSystem((ctx) =>
      sql<{
        action: string;
        mine: boolean;
      }>`select action, key_id = ${made.body.key.id} as mine from platform.audit
        where organisation_id = ${mill} and action in ('reporting.submit', 'people.makeKey', 'people.revokeKey')
        order by id`.execute(tables(ctx)),
    );
    expect(trail.rows.map((row) => [row.action, row.mine])).toEqual([
      ["people.makeKey", null],
      ["reporting.submit", true],
      ["people.makeKey", null],
      ["people.revokeKey", null],
    ]);
  });
});

describe("by the association", () => {
  it("for a member with consent: marked on return, receipt and history, and the member is told", async () => {
    const id = await idOf(mill, "2026-09");
    const by = { cookie: secretary };
    const open = await call(contract.getFiling, { id }, by);
    expect(open.body.may).toMatchObject({ save: true, submit: true, correct: false });
    const saved = await call(behalf.saveFor, { id, revision: 0, changes: usualMonth }, by);
    const wish = { id, submissionId: randomUUID(), revision: saved.body.revision };
    expect((await call(behalf.submitFor, { ...wish, basis: "电话" }, by)).status).toBe(400);
    const receipt = await call(behalf.submitFor, { ...wish, basis: "11 月 24 日电话，财务李会计" }, by);
    expect(receipt.body).toMatchObject({
      channel: "association",
      submittedByName: "林秘书",
      source: "11 月 24 日电话，财务李会计",
    });
    expect(receipt.body.filedByName).toBeTruthy();
    const record = await call(contract.getFiling, { id }, { cookie: clerk });
    expect(record.body.vintages[0]).toMatchObject({ channel: "association", submittedByName: "林秘书" });
    expect(record.body.savings[0]).toMatchObject({ source: "association", savedByName: "林秘书" });
    expect(record.body.may.correct).toBe(true);
    const queue = await call(contract.reviewQueue, { period: "2026-09" }, by);
    expect(queue.body.rows[0]).toMatchObject({ channel: "association", source: receipt.body.source });
    await gate.application.outbox.drain();
    const told = await gate.asSystem((ctx) =>
      sql<{ title: string; name: string }>`select n.title_zh as title, p.name from platform.notice n
        join people.person p on p.id = n.person_id where n.kind = 'reporting.on-behalf' order by p.name`.execute(
        tables(ctx),
      ),
    );
    expect(told.rows.map((row) => row.name).sort()).toEqual(["王填报", "陈老板"].sort());
    expect(told.rows[0]!.title).toContain("请核对");
  });

  it("without consent neither draft nor submission; and never by those who only fill in their own", async () => {
    const id = await idOf(silent, "2026-09");
    const list = await call(contract.listFilings, { period: "2026-09" }, { cookie: secretary });
    expect(list.body.rows.map((row) => [row.organisationId, row.figures]).sort()).toEqual(
      [
        [mill, true],
        [silent, false],
      ].sort(),
    );
    const save = await call(
      behalf.saveFor,
      { id, revision: 0, changes: { orders: "1" } },
      { cookie: secretary },
    );
    expect([save.status, save.problem.code]).toEqual([403, "reporting.figures-hidden"]);
    expect((await call(behalf.saveFor, { id, revision: 0, changes: {} }, { cookie: clerk })).status).toBe(
      403,
    );
    expect(
      (await call(contract.saveEntry, { id, revision: 0, changes: {} }, { cookie: secretary })).status,
    ).toBe(403);
  });
});

describe("returning many at once", () => {
  it("one reason for all; what has moved on or is hidden is named and left alone", async () => {
    const ids = [await idOf(mill, "2026-08"), await idOf(mill, "2026-09"), await idOf(silent, "2026-08")];
    const filings = ids.map((id, i) => ({ id, vintage: i === 1 ? 7 : 1 }));
    const out = await call(
      contract.returnFilings,
      { filings, reason: "用电量请按电费单口径重报" },
      { cookie: secretary },
    );
    expect(out.body.done).toBe(1);
    expect(out.body.skipped.map((s) => s.id).sort()).toEqual([ids[1], ids[2]].sort());
    expect(out.body.skipped.every((s) => s.zh.length > 5 && !s.zh.includes("{"))).toBe(true);
    const returned = await call(contract.getFiling, { id: ids[0]! }, { cookie: clerk });
    expect(returned.body.card.state).toBe("returned");
    expect(returned.body.decisions.at(-1)).toMatchObject({ reason: "用电量请按电费单口径重报" });
    const untouched = await call(contract.getFiling, { id: ids[1]! }, { cookie: clerk });
    expect(untouched.body.card.state).toBe("submitted");
  });
});
