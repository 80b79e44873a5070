// Invitations and claims through HTTP: links that work once, claims that always end, and nobody sees another's.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { day, type Gate, goodPassword, openGate } from "../../../test/gate.ts";
import * as auth from "../../platform/auth/contract.ts";
import * as claiming from "./claims/contract.ts";
import * as people from "./contract.ts";
import { demoPlan } from "./demo-plan.ts";
import { authPersons, demoOrganisations, people as module, resolveWho } from "./index.ts";
import * as inviting from "./invitations/contract.ts";

let gate: Gate;
let call: Gate["call"];
let paper: string;
let plastic: string;
let ownedMill: string;
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
    const papers = plan.filter((e) => e.associations[0]!.key === "PAPER" && e.clerk !== "王填报");
    ownedMill = byCode(papers.find((e) => e.associations[0]!.consent)!.creditCode);
    [shyMill, otherMill] = papers
      .filter((e) => !e.associations[0]!.consent)
      .map((e) => byCode(e.creditCode)) as [string, string];
  });
});
afterAll(() => gate.close());

describe("invitations", () => {
  test("good lines get a link, wrong ones a sentence; a link opens one account once", async () => {
    const cookie = await gate.enter("林秘书");
    const stranger = demoPlan().enterprises.find((e) => e.industry === "3761")!;
    const { body } = await call(
      inviting.invite,
      {
        sendMail: true,
        rows: [
          { name: "田青", contact: "tian@mill.cn", role: "clerk", organisationId: shyMill },
          { name: "石磊", contact: "13722223333", role: "owner", organisationId: otherMill },
          { name: "金平", role: "secretary" },
          { name: "丁一", contact: "not a login", role: "clerk", organisationId: shyMill },
          { name: "丁二", role: "clerk", creditCode: stranger.creditCode },
          { name: "丁三", role: "administrator" },
          { name: "丁四", role: "owner", organisationId: ownedMill },
        ],
      },
      { cookie },
    );
    expect(body.rows.map((r) => [r.link !== null, r.mailed])).toEqual([
      [true, true],
      [true, false],
      [true, false],
      [false, false],
      [false, false],
      [false, false],
      [false, false],
    ]);
    // Through a person of its own choosing an association could read figures without consent.
    expect(body.rows[6]!.problem).toContain("已有负责人");
    expect(body.rows[3]!.problem).toContain("既不是邮箱");
    const token = body.rows[0]!.link!.split("/").at(-1)!;
    expect((await gate.mails()).at(-1)).toMatchObject({ address: "tian@mill.cn", link: body.rows[0]!.link });
    const opened = await call(inviting.openInvitation, { token });
    expect(opened.body).toMatchObject({
      name: "田青",
      role: "clerk",
      login: "tian@mill.cn",
      hasAccount: false,
    });
    expect((await call(inviting.acceptInvitation, { token, password: "tian123456" })).problem.code).toBe(
      "auth.weak-password",
    );
    const both = await Promise.all([
      call(inviting.acceptInvitation, { token, password: goodPassword }),
      call(inviting.acceptInvitation, { token, password: goodPassword }),
    ]);
    expect(both.map((a) => a.status).sort()).toEqual([200, 410]);
    const session = (await call(auth.signIn, { login: "tian@mill.cn", password: goodPassword })).cookie;
    expect((await call(people.me, {}, { cookie: session })).body.acting).toMatchObject({
      id: shyMill,
      roles: ["clerk"],
    });

    // Whoever has an account signs in and accepts; the role comes to it.
    const again = await call(
      inviting.invite,
      { rows: [{ name: "田青", contact: "tian@mill.cn", role: "owner", organisationId: otherMill }] },
      { cookie },
    );
    const second = again.body.rows[0]!.link!.split("/").at(-1)!;
    expect(
      (await call(inviting.acceptInvitation, { token: second, password: goodPassword })).problem.code,
    ).toBe("people.sign-in-to-accept");
    expect((await call(inviting.acceptInvitation, { token: second }, { cookie: session })).status).toBe(200);
    expect((await call(people.me, {}, { cookie: session })).body.organisations).toHaveLength(2);

    // Without a contact the guest gives one; expired and revoked links are spent.
    const third = body.rows[2]!.link!.split("/").at(-1)!;
    expect(
      (await call(inviting.acceptInvitation, { token: third, password: goodPassword })).problem.code,
    ).toBe("people.invitation-incomplete");
    const list = await call(inviting.listInvitations, { state: "open" }, { cookie });
    const open = list.body.rows.find((i) => i.name === "石磊")!;
    expect((await call(inviting.revokeInvitation, { id: open.id }, { cookie })).status).toBe(200);
    const revoked = body.rows[1]!.link!.split("/").at(-1)!;
    expect((await call(inviting.openInvitation, { token: revoked })).problem.code).toBe(
      "people.invitation-spent",
    );
    gate.pass(15 * day);
    expect((await call(inviting.openInvitation, { token: third })).problem.code).toBe(
      "people.invitation-spent",
    );
    expect((await call(inviting.openInvitation, { token: "x".repeat(32) })).problem.code).toBe(
      "people.invitation-spent",
    );
  });

  test("another association sees and revokes none of them", async () => {
    const paperList = await call(inviting.listInvitations, {}, { cookie: await gate.enter("林秘书") });
    const id = await gate.somebody("邻秘书", "neighbour@plastic.cn", "secretary", plastic);
    expect(id).toBeTruthy();
    const cookie = (await call(auth.signIn, { login: "neighbour@plastic.cn", password: goodPassword }))
      .cookie;
    expect((await call(inviting.listInvitations, {}, { cookie })).body.total).toBe(0);
    const answer = await call(inviting.revokeInvitation, { id: paperList.body.rows[0]!.id }, { cookie });
    expect(answer.status).toBe(404);
  });
});

describe("claims", () => {
  const code = "91350200MA00000100";

  test("a wrong code is explained; a known enterprise names its associations", async () => {
    const wrong = await call(claiming.lookUpClaim, { creditCode: "9133" });
    expect(wrong.body.problem?.zh).toContain("18 位");
    const known = demoPlan().enterprises.find((e) => e.clerk === "王填报")!;
    const found = await call(claiming.lookUpClaim, { creditCode: known.creditCode.toLowerCase() });
    expect(found.body).toMatchObject({ problem: null, enterprise: known.name });
    expect(found.body.associations.map((a) => a.id)).toContain(paper);
  });

  test("pending, approved, and the receipt opens the account; every ending is seen by whoever asked", async () => {
    const shy = await gate.asSystem((ctx) => demoOrganisations(ctx));
    const enterprise = shy.find((o) => o.id === shyMill)!;
    const sent = await call(claiming.submitClaim, {
      creditCode: enterprise.creditCode,
      enterpriseName: "写错的名字有限公司",
      personName: "白总",
      contact: "13655556666",
    });
    expect(sent.body.reviewer).toBe("中国造纸协会（演示）");
    const { receipt } = sent.body;
    expect((await call(claiming.followClaim, { receipt })).body).toMatchObject({
      state: "pending",
      accountOpen: false,
    });
    expect((await call(inviting.openInvitation, { token: receipt })).problem.code).toBe(
      "people.invitation-spent",
    );
    const cookie = await gate.enter("林秘书");
    const list = await call(claiming.listClaims, { state: "pending" }, { cookie });
    const claim = list.body.rows.find((c) => c.personName === "白总")!;
    expect(claim).toMatchObject({ known: true, hasOwner: false, enterpriseName: enterprise.name });
    expect(
      (await call(claiming.reviewClaim, { id: claim.id, decision: "reject" }, { cookie })).problem.code,
    ).toBe("people.claim-needs-reason");
    expect((await call(claiming.reviewClaim, { id: claim.id, decision: "approve" }, { cookie })).status).toBe(
      200,
    );
    expect(
      (await call(claiming.reviewClaim, { id: claim.id, decision: "approve" }, { cookie })).problem.code,
    ).toBe("people.claim-decided");
    expect((await call(claiming.followClaim, { receipt })).body).toMatchObject({
      state: "approved",
      accountOpen: true,
    });
    expect((await call(inviting.acceptInvitation, { token: receipt, password: goodPassword })).status).toBe(
      200,
    );
    const owner = (await call(auth.signIn, { login: "13655556666", password: goodPassword })).cookie;
    expect((await call(people.me, {}, { cookie: owner })).body.acting).toMatchObject({
      id: shyMill,
      roles: ["owner"],
    });
  });

  test("an enterprise nobody knows goes to the association it names and becomes its member", async () => {
    const { problem } = (await call(claiming.lookUpClaim, { creditCode: code })).body;
    const creditCode = problem ? "91110000600037341L" : code;
    const { receipt } = (
      await call(claiming.submitClaim, {
        creditCode,
        enterpriseName: "福建新来纸业有限公司",
        personName: "新总",
        contact: "new@paper.cn",
        association: paper,
      })
    ).body;
    const cookie = await gate.enter("林秘书");
    const other = (await call(auth.signIn, { login: "neighbour@plastic.cn", password: goodPassword })).cookie;
    const claim = (await call(claiming.listClaims, { state: "pending" }, { cookie })).body.rows.find(
      (c) => c.personName === "新总",
    )!;
    expect(
      (await call(claiming.reviewClaim, { id: claim.id, decision: "approve" }, { cookie: other })).status,
    ).toBe(404);
    await call(claiming.reviewClaim, { id: claim.id, decision: "approve" }, { cookie });
    const members = await call(people.listMemberships, { q: "福建新来" }, { cookie });
    expect(members.body.rows).toMatchObject([{ memberName: "福建新来纸业有限公司", consent: false }]);
    expect((await call(claiming.followClaim, { receipt })).body.accountOpen).toBe(true);
  });
});
