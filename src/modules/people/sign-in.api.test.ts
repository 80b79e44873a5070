// Signing in, through HTTP with real sessions: the first start, wrong passwords, lost ones, devices, the demo's one click.
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  day,
  type From,
  type Gate,
  goodPassword,
  minute,
  openGate,
  START_TOKEN,
} from "../../../test/gate.ts";
import * as auth from "../../platform/auth/contract.ts";
import { tables } from "../../platform/db/scoped.ts";
import { uuidv7 } from "../../platform/db/uuid.ts";
import * as people from "./contract.ts";
import { authPersons, demoOrganisations, people as module, resolveWho } from "./index.ts";

let gate: Gate;
let call: Gate["call"];
let mill: string;
let otherMill: string;

beforeAll(async () => {
  gate = await openGate([module], { authPersons, resolveWho });
  call = gate.call;
});
afterAll(() => gate.close());

describe("the first start", () => {
  const first = {
    token: START_TOKEN,
    federation: "某某行业联合会",
    name: "郑主任",
    login: "admin@federation.cn",
    password: goodPassword,
  };

  test("needs the token of the terminal and a strong password, works once", async () => {
    expect((await call(auth.signInOptions, {})).body).toMatchObject({ firstStart: true, demo: [] });
    expect(
      (await call(auth.firstAdministrator, { ...first, token: "guessed-by-somebody" })).problem.code,
    ).toBe("auth.wrong-token");
    expect((await call(auth.firstAdministrator, { ...first, password: "admin123456" })).problem.code).toBe(
      "auth.weak-password",
    );
    const [one, two] = await Promise.all([
      call(auth.firstAdministrator, first),
      call(auth.firstAdministrator, { ...first, login: "second@federation.cn" }),
    ]);
    expect([one.status, two.status].sort()).toEqual([200, 409]);
    expect((await call(auth.signInOptions, {})).body.firstStart).toBe(false);
    expect((await call(auth.firstAdministrator, first)).problem.code).toBe("auth.already-begun");
  });

  test("the demo comes and goes without touching what is real", async () => {
    const world = { random: () => 0.5, now: gate.now(), enterprises: 200, months: [] };
    await gate.asSystem(async (ctx) => {
      await module.demo!.load(ctx, world);
      await module.demo!.load(ctx, world);
      const all = await demoOrganisations(ctx);
      expect(all).toHaveLength(208);
      await module.demo!.remove(ctx);
      const left = await sql<{ n: string }>`select (select count(*) from people.organisation)
        || '/' || (select count(*) from people.person) || '/' || (select count(*) from auth."user") as n`.execute(
        tables(ctx),
      );
      expect(left.rows[0]!.n).toBe("1/1/1");
      await module.demo!.load(ctx, world);
      [mill, otherMill] = (await demoOrganisations(ctx))
        .filter((o) => o.kind === "enterprise")
        .map((o) => o.id) as [string, string];
    });
  });
});

describe("signing in", () => {
  test("the demo's one click is for this machine alone, and for its persons alone", async () => {
    const { demo } = (await call(auth.signInOptions, {})).body;
    expect(demo.map((p) => p.name)).toEqual(["周值班", "林秘书", "王填报", "陈老板", "许专家", "赵管理"]);
    const personId = demo[0]!.id;
    const elsewhere: From[] = [
      { address: "192.168.1.7" },
      { headers: { "x-forwarded-for": "192.168.1.7" } },
      { headers: { host: "wenlian.example.cn" } },
    ];
    for (const from of elsewhere) {
      expect((await call(auth.signInOptions, {}, from)).body.demo).toEqual([]);
      expect((await call(auth.demoSignIn, { personId }, from)).problem.code).toBe("auth.demo-closed");
    }
    expect((await call(auth.demoSignIn, { personId: uuidv7() })).problem.code).toBe("auth.demo-closed");
    const me = await call(people.me, {}, { cookie: await gate.enter("周值班") });
    expect(me.body).toMatchObject({ person: { name: "周值班" }, acting: { kind: "federation" }, demo: true });
  });

  test("by e-mail or phone, as people write them; a session is a cookie that only the server makes", async () => {
    await gate.somebody("马工", "ma@mill.cn", "clerk", mill);
    await gate.somebody("马叔", "13811112222", "clerk", otherMill);
    const byMail = await call(auth.signIn, { login: " Ma@MILL.cn ", password: goodPassword });
    const byPhone = await call(auth.signIn, { login: "+86 138 1111 2222", password: goodPassword });
    expect([byMail.status, byPhone.status]).toEqual([200, 200]);
    expect((await call(people.me, {}, { cookie: byPhone.cookie })).body.acting?.id).toBe(otherMill);
    const forged = byMail.cookie!.replace(/\.[^.]*$/, ".AAAA");
    expect((await call(people.me, {}, { cookie: forged })).status).toBe(401);
    expect((await call(people.me, {})).problem.code).toBe("session.needed");
  });

  test("wrong password and unknown account say the same; both wait longer and longer", async () => {
    const tries = async (login: string) => {
      const out: string[] = [];
      for (let i = 0; i < 7; i++) {
        const { raw, problem } = await call(
          auth.signIn,
          { login, password: "wrong" },
          { address: `10.0.0.${login.length}` },
        );
        out.push(
          problem.code === "auth.wait" ? `${problem.code} ${/\d+/.exec(problem.detail)}` : problem.code,
        );
        expect(raw).not.toContain(login);
      }
      return out;
    };
    const known = await tries("ma@mill.cn");
    expect(known).toEqual([...Array(5).fill("auth.wrong"), "auth.wait 15", "auth.wait 15"]);
    expect(await tries("nobody@mill.cn")).toEqual(known);
    // Even the right password waits, and then clears the count.
    expect((await call(auth.signIn, { login: "ma@mill.cn", password: goodPassword })).problem.code).toBe(
      "auth.wait",
    );
    gate.pass(16_000);
    expect((await call(auth.signIn, { login: "ma@mill.cn", password: "wrong" })).problem.code).toBe(
      "auth.wrong",
    );
    const longer = await call(auth.signIn, { login: "ma@mill.cn", password: goodPassword });
    expect(longer.problem.detail).toContain("30 秒");
    gate.pass(31_000);
    expect((await call(auth.signIn, { login: "ma@mill.cn", password: goodPassword })).status).toBe(200);
    expect((await call(auth.signIn, { login: "ma@mill.cn", password: "wrong" })).problem.code).toBe(
      "auth.wrong",
    );
  });

  test("a burst of guesses at once does not slip through", async () => {
    await gate.somebody("牛工", "niu@mill.cn", "clerk", mill);
    const burst = await Promise.all(
      Array.from({ length: 20 }, () =>
        call(auth.signIn, { login: "niu@mill.cn", password: "wrong" }, { address: "10.1.1.1" }),
      ),
    );
    const codes = burst.map((answer) => answer.problem.code);
    expect(codes.filter((code) => code === "auth.wrong")).toHaveLength(5);
    expect(codes.filter((code) => code === "auth.wait")).toHaveLength(15);
  });

  test("sessions slide for seven days, end by themselves, and are taken away at once", async () => {
    await gate.somebody("羊工", "yang@mill.cn", "clerk", mill);
    const one = (await call(auth.signIn, { login: "yang@mill.cn", password: goodPassword })).cookie;
    gate.pass(6 * day);
    expect((await call(people.me, {}, { cookie: one })).status).toBe(200);
    gate.pass(6 * day);
    expect((await call(people.me, {}, { cookie: one })).status).toBe(200);
    const two = (await call(auth.signIn, { login: "yang@mill.cn", password: goodPassword })).cookie;
    const { rows } = (await call(auth.listSessions, {}, { cookie: two })).body;
    expect(rows.map((s) => s.current)).toEqual([true, false]);
    expect((await call(auth.revokeSession, { id: rows[1]!.id }, { cookie: two })).status).toBe(200);
    expect((await call(people.me, {}, { cookie: one })).status).toBe(401);
    expect((await call(auth.signOut, {}, { cookie: two })).status).toBe(200);
    expect((await call(people.me, {}, { cookie: two })).status).toBe(401);
    const three = (await call(auth.signIn, { login: "yang@mill.cn", password: goodPassword })).cookie;
    gate.pass(8 * day);
    expect((await call(people.me, {}, { cookie: three })).status).toBe(401);
  });

  test("a lost password comes back by mail, once; nobody learns who has an account", async () => {
    const before = (await gate.mails()).length;
    const known = await call(auth.requestReset, { login: "yang@mill.cn" });
    const unknown = await call(auth.requestReset, { login: "stranger@mill.cn" });
    const phone = await call(auth.requestReset, { login: "13811112222" });
    expect([known.raw, unknown.raw, phone.raw]).toEqual(["{}", "{}", "{}"]);
    const sent = (await gate.mails()).slice(before);
    expect(sent.map((mail) => mail.address)).toEqual(["yang@mill.cn"]);
    const token = sent[0]!.link.split("/").at(-1)!;
    const old = (await call(auth.signIn, { login: "yang@mill.cn", password: goodPassword })).cookie;
    const password = "新的-麦田-二十四盏灯";
    expect((await call(auth.resetPassword, { token, password: "yang123456" })).problem.code).toBe(
      "auth.weak-password",
    );
    const answers = await Promise.all([
      call(auth.resetPassword, { token, password }),
      call(auth.resetPassword, { token, password }),
    ]);
    expect(answers.map((a) => a.status).sort()).toEqual([200, 410]);
    expect((await call(people.me, {}, { cookie: old })).status).toBe(401);
    expect((await call(auth.signIn, { login: "yang@mill.cn", password: goodPassword })).problem.code).toBe(
      "auth.wrong",
    );
    const fresh = (await call(auth.signIn, { login: "yang@mill.cn", password })).cookie;
    const other = (await call(auth.signIn, { login: "yang@mill.cn", password })).cookie;
    expect(
      (await call(auth.changePassword, { current: "no", password: goodPassword }, { cookie: fresh })).problem
        .code,
    ).toBe("auth.current-wrong");
    expect(
      (await call(auth.changePassword, { current: password, password: goodPassword }, { cookie: fresh }))
        .status,
    ).toBe(200);
    expect((await call(people.me, {}, { cookie: fresh })).status).toBe(200);
    expect((await call(people.me, {}, { cookie: other })).status).toBe(401);
  });

  test("an expired link is spent", async () => {
    const before = (await gate.mails()).length;
    await call(auth.requestReset, { login: "yang@mill.cn" });
    const token = (await gate.mails())[before]!.link.split("/").at(-1)!;
    gate.pass(61 * minute);
    expect((await call(auth.resetPassword, { token, password: goodPassword })).problem.code).toBe(
      "auth.link-spent",
    );
  });
});
