// Appeals through HTTP over a real database: raising, working, answering, judging, clocks, and who sees what.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AppealsCast, appealsCast, aTrouble, code, ok, START } from "../../../test/appeals.ts";
import { uuidv7 } from "../../platform/db/uuid.ts";
import { readDesk } from "../../platform/desk/contract.ts";
import { escalateLate } from "./actions/time.ts";
import * as c from "./contract.ts";

let cast: AppealsCast;
beforeAll(async () => {
  cast = await appealsCast();
});
afterAll(() => cast?.close());

/** The newest revision, as whoever has just looked. */
const on = async (id: string, as = cast.by.secretary) => ({
  id,
  revision: (await cast.read(as, id)).revision,
});
const answered = async (id: string, more: object = {}) => {
  ok(await cast.by.secretary.call(c.acceptAppeal, await on(id)));
  const answer = { outcome: "solved" as const, text: "已协调放行，三辆车今晚到厂。", ...more };
  return ok(await cast.by.secretary.call(c.answerAppeal, { ...(await on(id)), ...answer }));
};

describe("raising", () => {
  test("what is known comes filled in; whoever speaks for others says for whom", async () => {
    expect(ok(await cast.by.clerk.call(c.known))).toMatchObject({
      ...{ enterprise: "测试纸业有限公司", regionCode: "370100", handler: "造纸测试协会", contact: "王填报" },
    });
    expect(ok(await cast.by.secretary.call(c.known))).toMatchObject({ enterpriseId: null });
    expect(await code(cast.by.bike.call(c.known, { enterpriseId: cast.org.second }))).toBe(
      "appeals.not-raisable",
    );
  });

  test("a draft is saved as typed, under its revision, and seen by nobody else", async () => {
    const id = await cast.draft(cast.by.clerk, { title: "半" });
    const content = aTrouble({ title: "三辆车" });
    expect(ok(await cast.by.clerk.call(c.saveDraft, { id, revision: 1, content })).revision).toBe(2);
    // Its answer got lost: the same words again are no conflict; other words are.
    expect(ok(await cast.by.clerk.call(c.saveDraft, { id, revision: 1, content })).revision).toBe(2);
    const other = aTrouble({ title: "另一页里写的" });
    expect(await code(cast.by.clerk.call(c.saveDraft, { id, revision: 1, content: other }))).toBe(
      "record.changed",
    );
    for (const as of ["secretary", "bike", "duty", "second"] as const)
      expect(await code(cast.by[as].call(c.readAppeal, { id })), as).toBe("record.not-found");
    expect(ok(await cast.by.owner.call(c.readAppeal, { id })).moves).toEqual(["save", "drop", "submit"]);
    // Somebody who guesses the id of a draft neither takes it over nor learns of it.
    expect(await code(cast.by.second.call(c.saveDraft, { id, revision: 0, content }))).toBe(
      "record.not-found",
    );
    ok(await cast.by.clerk.call(c.dropDraft, { id }));
  });

  test("what is missing is said at its field, and nothing is lost", async () => {
    const id = await cast.draft(cast.by.clerk, { title: "", answers: { vehicles: "三" }, phone: "" });
    const refused = await cast.by.clerk.call(c.submitAppeal, { id, revision: 1 });
    expect(refused.problem.code).toBe("appeals.not-complete");
    expect(refused.problem.fields?.map((field) => field.path)).toEqual([
      ...["title", "answers.since", "answers.route", "answers.vehicles", "phone"],
    ]);
    expect((await cast.read(cast.by.clerk, id)).content.answers.vehicles).toBe("三");
    ok(await cast.by.clerk.call(c.dropDraft, { id }));
  });

  test("sent twice it is one: the same draft, and the same words in another", async () => {
    const id = await cast.draft(cast.by.clerk, { title: "同一件事发两遍" });
    const first = ok(await cast.by.clerk.call(c.submitAppeal, { id, revision: 1 }));
    expect(first).toMatchObject({
      handler: "造纸测试协会",
      twice: false,
      firstReply: "2026-11-24T03:00:00.000Z",
    });
    expect(first.number).toMatch(/^SQ261124-[0-9A-F]{6}$/);
    expect(ok(await cast.by.clerk.call(c.submitAppeal, { id, revision: 1 }))).toEqual({
      ...first,
      twice: true,
    });
    const again = await cast.draft(cast.by.owner, { title: "同一件事 发两遍！" });
    expect(ok(await cast.by.owner.call(c.submitAppeal, { id: again, revision: 1 }))).toEqual({
      ...first,
      twice: true,
    });
    expect(await code(cast.by.owner.call(c.readAppeal, { id: again }))).toBe("record.not-found");
    // Another firm with the same words has its own trouble.
    expect(await cast.sent(cast.by.second, { title: "同一件事发两遍" })).not.toBe(id);
  });

  test("both at once are one as well", async () => {
    const ids = await Promise.all(
      [1, 2].map(() => cast.draft(cast.by.clerk, { title: "两个窗口同时点提交" })),
    );
    const receipts = await Promise.all(
      ids.map((id) => cast.by.clerk.call(c.submitAppeal, { id, revision: 1 }).then(ok)),
    );
    expect(new Set(receipts.map((receipt) => receipt.number)).size).toBe(1);
  });

  test("taken back before anybody took it in, it is a draft again; a secretary speaks for a member only", async () => {
    const id = await cast.sent(cast.by.clerk, { title: "撤回再改一改" });
    ok(await cast.by.clerk.call(c.recallAppeal, await on(id, cast.by.clerk)));
    expect(await code(cast.by.secretary.call(c.readAppeal, { id }))).toBe("record.not-found");
    expect((await cast.read(cast.by.clerk, id)).state).toBe("draft");
    const behalf = await cast.draft(cast.by.secretary, { title: "电话里代企业提的" }, cast.org.third);
    ok(await cast.by.secretary.call(c.submitAppeal, { id: behalf, revision: 1 }));
    expect(await cast.read(cast.by.third, behalf)).toMatchObject({
      onBehalf: true,
      raisedBy: "林秘书",
      role: "firm",
    });
    const stranger = { id: uuidv7(), revision: 0, content: aTrouble(), enterpriseId: cast.org.stranger };
    expect(await code(cast.by.secretary.call(c.saveDraft, stranger))).toBe("appeals.not-raisable");
  });

  test("script stays text, a megabyte is refused, a file that lies about its kind too", async () => {
    const id = await cast.sent(cast.by.clerk, { title: "<script>alert(1)</script> 标题" });
    expect((await cast.read(cast.by.secretary, id)).title).toBe("<script>alert(1)</script> 标题");
    const long = { id: uuidv7(), revision: 0, content: aTrouble({ detail: "货".repeat(400_000) }) };
    expect([400, 413]).toContain((await cast.by.clerk.call(c.saveDraft, long)).status);
    const file = (name: string, bytes: Buffer) =>
      cast.by.clerk.upload(c.addAttachment, { id }, { name, bytes });
    const png = Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
      "base64",
    );
    const kept = ok(await file("../../照片\u202e.exe", png));
    expect(kept.name).toBe("照片.png");
    expect((await file("现场.png", Buffer.from("<html><script>x</script></html>"))).status).toBe(415);
    // Who handles it opens it although the file lies with the firm; a neighbour finds nothing.
    const at = { id, attachmentId: kept.id };
    expect((await cast.by.secretary.download(c.readAttachment, at)).bytes.equals(png)).toBe(true);
    expect((await cast.by.bike.download(c.readAttachment, at)).status).toBe(404);
    expect((await cast.by.clerk.call(c.removeAttachment, at)).problem.code).toBe("appeals.move");
  });
});

describe("working on it", () => {
  test("taken in, proposed, asked, brought, answered, confirmed; each step is told and written down", async () => {
    cast.api.now.set(START);
    const id = await cast.sent(cast.by.clerk, { title: "走完一条完整的路" });
    cast.at(0.3);
    ok(await cast.by.secretary.call(c.acceptAppeal, await on(id)));
    ok(
      await cast.by.secretary.call(c.proposeAppeal, {
        ...(await on(id)),
        text: "今天联系苏州方面核实通行证。",
      }),
    );
    ok(await cast.by.secretary.call(c.askFirm, { ...(await on(id)), text: "请发一张通行证照片。" }));
    const asked = await cast.read(cast.by.clerk, id);
    expect([asked.state, asked.due, asked.clocks.map((one) => one.state)]).toEqual([
      ...["waiting", null, ["closed", "closed", "stopped"]],
    ]);
    cast.at(30);
    ok(await cast.by.clerk.call(c.supplyMore, { ...(await on(id, cast.by.clerk)), text: "照片已传。" }));
    const answer = { outcome: "solved" as const, text: "苏州已认可，三辆车放行。" };
    ok(await cast.by.secretary.call(c.answerAppeal, { ...(await on(id)), ...answer }));
    ok(await cast.by.clerk.call(c.judgeAppeal, { ...(await on(id, cast.by.clerk)), result: "satisfied" }));
    const page = await cast.read(cast.by.clerk, id);
    expect(page).toMatchObject({
      state: "closed",
      outcome: "solved",
      satisfied: true,
      firstOfficer: "林秘书",
      due: null,
    });
    expect(page.entries.map((entry) => entry.move)).toEqual([
      ...["submit", "accept", "propose", "ask", "supply", "answer", "satisfied"],
    ]);
    const told = await cast.owner.query(
      "select count(*)::int as n from platform.notice where person_id = $1 and link = $2",
      [cast.persons.owner, `/appeals/${id}`],
    );
    expect(told.rows[0].n).toBe(4);
  });

  test("two officers at once: the second is shown what the first answered", async () => {
    const id = await cast.sent(cast.by.clerk, { title: "两个人同时答复" });
    ok(await cast.by.secretary.call(c.acceptAppeal, await on(id)));
    const seen = await on(id);
    ok(
      await cast.by.secretary.call(c.answerAppeal, {
        ...seen,
        outcome: "solved",
        text: "先到的答复：已放行。",
      }),
    );
    const late = await cast.by.colleague.call(c.answerAppeal, {
      ...seen,
      outcome: "deferred",
      text: "后到的答复：再等等。",
    });
    expect([late.status, late.problem.code]).toEqual([409, "appeals.answered-meanwhile"]);
    expect(late.problem.detail).toContain("林秘书 刚刚办理了这件诉求：答复“先到的答复：已放行。”");
    expect(
      await code(
        cast.by.colleague.call(c.answerAppeal, {
          ...(await on(id)),
          outcome: "partly",
          text: "换个说法再答一遍",
        }),
      ),
    ).toBe("appeals.answered");
  });

  test("notes stay among those who work on it", async () => {
    const id = await cast.sent(cast.by.clerk, { title: "内部备注不给企业看" });
    ok(await cast.by.secretary.call(c.noteOn, { ...(await on(id)), text: "这家企业去年也有过。" }));
    ok(await cast.by.duty.call(c.noteOn, { ...(await on(id, cast.by.duty)), text: "联合会知悉。" }));
    const texts = (page: c.AppealPage) =>
      page.entries.filter((entry) => entry.internal).map((entry) => entry.text);
    expect(texts(await cast.read(cast.by.secretary, id))).toEqual(["这家企业去年也有过。", "联合会知悉。"]);
    expect(JSON.stringify(await cast.read(cast.by.owner, id))).not.toContain("去年也有过");
  });

  test("handed to a body: the body works on it and sees nothing else; the first to take it in stays named", async () => {
    const id = await cast.sent(cast.by.clerk, { title: "转给物流中心办" });
    const other = await cast.sent(cast.by.clerk, { title: "没有转出去的那一件" });
    ok(await cast.by.secretary.call(c.acceptAppeal, await on(id)));
    expect(await code(cast.by.body.call(c.readAppeal, { id }))).toBe("record.not-found");
    const target = (await cast.read(cast.by.secretary, id)).targets.find((one) => one.id === cast.org.body)!;
    expect(target.name).toBe("测试物流服务中心");
    const handed = { organisationId: target.id, text: "属物流中心职责。" };
    ok(await cast.by.secretary.call(c.transferAppeal, { ...(await on(id)), ...handed }));
    const page = await cast.read(cast.by.body, id);
    expect(page).toMatchObject({
      role: "handler",
      state: "submitted",
      handler: "测试物流服务中心",
      firstOfficer: "林秘书",
    });
    expect(page.entries.map((entry) => entry.move)).toEqual(["submit", "accept", "transfer"]);
    ok(await cast.by.body.call(c.acceptAppeal, await on(id, cast.by.body)));
    expect((await cast.read(cast.by.secretary, id)).role).toBe("overseer");
    expect(ok(await cast.by.body.call(c.listAppeals)).rows.map((row) => row.id)).toEqual([id]);
    expect(await code(cast.by.body.call(c.readAppeal, { id: other }))).toBe("record.not-found");
    expect(await code(cast.by.secretary.call(c.transferAppeal, { ...(await on(id)), ...handed }))).toBe(
      "appeals.not-yours",
    );
  });
});

describe("ends", () => {
  test("not satisfied: opened again one level up, owed anew; the federation's answer is confirmed", async () => {
    cast.api.now.set(START);
    const id = await cast.sent(cast.by.clerk, { title: "答复了但没解决" });
    await answered(id);
    expect(
      await code(
        cast.by.clerk.call(c.judgeAppeal, { ...(await on(id, cast.by.clerk)), result: "dissatisfied" }),
      ),
    ).toBe("appeals.reason-needed");
    const no = { result: "dissatisfied" as const, text: "车还在高速口，没有人来。" };
    ok(await cast.by.clerk.call(c.judgeAppeal, { ...(await on(id, cast.by.clerk)), ...no }));
    const page = await cast.read(cast.by.duty, id);
    expect(page).toMatchObject({ state: "reopened", role: "handler", level: 1, reopened: 1, outcome: null });
    expect(page.due?.clock).toBe("first-reply");
    ok(await cast.by.duty.call(c.acceptAppeal, await on(id, cast.by.duty)));
    const answer = { outcome: "solved" as const, text: "联合会已与省厅确认放行。" };
    ok(await cast.by.duty.call(c.answerAppeal, { ...(await on(id, cast.by.duty)), ...answer }));
    // Recorded in a call-back by whoever worked on it.
    const call = { result: "satisfied" as const, text: "电话回访：车已到厂。" };
    ok(await cast.by.duty.call(c.judgeAppeal, { ...(await on(id, cast.by.duty)), ...call }));
    expect((await cast.read(cast.by.clerk, id)).state).toBe("closed");
    ok(
      await cast.by.owner.call(c.reopenAppeal, { ...(await on(id, cast.by.owner)), text: "又被拦了一次。" }),
    );
    expect(await cast.read(cast.by.admin, id)).toMatchObject({ state: "reopened", level: 2, reopened: 2 });
  });

  test("“not yet” carries its day, which becomes a clock; a friendly call does not end it; answered anew it may end", async () => {
    cast.api.now.set(START);
    const id = await cast.sent(cast.by.clerk, { title: "要等政策口径的事" });
    ok(await cast.by.secretary.call(c.acceptAppeal, await on(id)));
    const not = { outcome: "deferred" as const, text: "需等海关总署明确口径。" };
    expect(await code(cast.by.secretary.call(c.answerAppeal, { ...(await on(id)), ...not }))).toBe(
      "appeals.next-reply-needed",
    );
    ok(
      await cast.by.secretary.call(c.answerAppeal, { ...(await on(id)), ...not, nextReplyOn: "2026-12-01" }),
    );
    expect((await cast.read(cast.by.clerk, id)).due).toEqual({
      clock: "next-reply",
      at: "2026-12-01T09:30:00.000Z",
    });
    ok(await cast.by.secretary.call(c.judgeAppeal, { ...(await on(id)), result: "satisfied" }));
    expect((await cast.read(cast.by.clerk, id)).state).toBe("answered");
    cast.at(8 * 24);
    expect((await cast.read(cast.by.clerk, id)).late).toBe(true);
    ok(
      await cast.by.secretary.call(c.answerAppeal, {
        ...(await on(id)),
        outcome: "solved",
        text: "口径已明确，可以办理。",
      }),
    );
    ok(await cast.by.clerk.call(c.judgeAppeal, { ...(await on(id, cast.by.clerk)), result: "satisfied" }));
    cast.api.now.set(START);
  });

  test("three calls that reach nobody close it, never as satisfied; what resolves itself is said by the firm", async () => {
    const id = await cast.sent(cast.by.clerk, { title: "电话一直没人接" });
    await answered(id);
    for (const state of ["answered", "answered", "closed"])
      expect(
        ok(await cast.by.secretary.call(c.judgeAppeal, { ...(await on(id)), result: "unreached" })).state,
      ).toBe(state);
    expect((await cast.read(cast.by.clerk, id)).satisfied).toBeNull();
    const self = await cast.sent(cast.by.clerk, { title: "自己解决了" });
    ok(
      await cast.by.clerk.call(c.settleAppeal, { ...(await on(self, cast.by.clerk)), text: "卡点已放行。" }),
    );
    expect(await cast.read(cast.by.secretary, self)).toMatchObject({ state: "closed", outcome: "solved" });
  });

  test("a clock that runs out is told up the line once a clock, and whoever is above may take it over", async () => {
    cast.api.now.set(START);
    const id = await cast.sent(cast.by.clerk, { title: "没有人理的诉求" });
    const levels: number[] = [];
    for (const hours of [0.9, 1.1, 1.2, 32, 33, 24 * 10]) {
      cast.at(hours);
      await cast.api.application.db.asSystem(cast.api.now.get(), escalateLate);
      levels.push((await cast.read(cast.by.duty, id)).level);
    }
    expect(levels).toEqual([0, 1, 1, 2, 2, 3]);
    const page = await cast.read(cast.by.clerk, id);
    expect(
      page.entries.filter((entry) => entry.move === "escalate").map((entry) => entry.detail.clock),
    ).toEqual([...["first-reply", "proposal", "close"]]);
    ok(await cast.by.duty.call(c.takeAppeal, await on(id, cast.by.duty)));
    expect(await cast.read(cast.by.secretary, id)).toMatchObject({ role: "overseer", handler: "测试联合会" });
    cast.api.now.set(START);
  });
});

describe("who sees what", () => {
  test("another member, another association (even with consent to returns), a body and a stranger see nothing", async () => {
    const id = await cast.sent(cast.by.clerk, { title: "只有承办单位看得到" });
    for (const as of ["second", "bike", "body", "stranger"] as const) {
      expect(await code(cast.by[as].call(c.readAppeal, { id })), as).toBe("record.not-found");
      const { raw } = await cast.by[as].call(c.listAppeals, { q: "只有承办单位" });
      expect(raw).not.toContain("只有承办单位看得到");
      for (const deed of [c.acceptAppeal, c.takeAppeal])
        expect([403, 404]).toContain((await cast.by[as].call(deed, { id, revision: 2 })).status);
      const book = await cast.by[as].download(c.exportAppeals, { q: "只有承办单位" });
      expect(book.bytes.includes("只有承办单位看得到")).toBe(false);
    }
    for (const as of ["owner", "secretary", "duty"] as const)
      expect(ok(await cast.by[as].call(c.listAppeals, { q: "只有承办单位" })).total, as).toBe(1);
  });

  test("the wall stands in the database too: the rows of another firm are not there for the serving role", async () => {
    await cast.sent(cast.by.clerk, { title: "数据库这一层也拦" });
    await cast.owner.query("begin");
    await cast.owner.query("set local role wenlian_app");
    const scope = (org: string): string => `{${org}}`;
    await cast.owner.query("select platform.enter($1, $2, '{}', $3)", [
      ...[`{${cast.org.bike},${cast.org.firm}}`, scope(cast.org.bike), cast.persons.bike],
    ]);
    for (const table of ["appeal", "entry", "attachment"])
      expect((await cast.owner.query(`select 1 from appeals.${table}`)).rows, table).toEqual([]);
    await cast.owner.query("select platform.enter($1, $1, '{}', $2)", [
      scope(cast.org.firm),
      cast.persons.owner,
    ]);
    expect((await cast.owner.query("select 1 from appeals.appeal")).rows.length).toBeGreaterThan(0);
    expect((await cast.owner.query("select 1 from appeals.entry where internal")).rows).toEqual([]);
    await cast.owner.query("rollback");
  });

  test("the desk brings what waits, and one key takes it in", async () => {
    cast.api.now.set(START);
    await cast.sent(cast.by.third, { title: "值班台一键受理" });
    const desk = ok(await cast.by.secretary.call(readDesk));
    const decision = desk.decisions.find((one) => one.title.zh.includes("值班台一键受理"))!;
    expect(decision).toMatchObject({ tag: { zh: "待受理" }, due: "2026-11-24T03:00:00.000Z" });
    const act = { ...c.acceptAppeal, path: decision.act!.path } as unknown as typeof c.acceptAppeal;
    expect(ok(await cast.by.secretary.call(act, decision.act!.input as never)).state).toBe("accepted");
    expect(desk.sentences.some((sentence) => sentence.zh.includes("件诉求在办"))).toBe(true);
  });
});
