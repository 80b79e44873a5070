// Issues through HTTP over a real database: joined and taken apart, offered from three firms on, answered for all, surges.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type AppealsCast, appealsCast, code, ok } from "../../../test/appeals.ts";
import * as c from "./contract.ts";
import * as i from "./issues/contract.ts";

let cast: AppealsCast;
beforeAll(async () => {
  cast = await appealsCast();
});
afterAll(() => cast?.close());

const title = "上海外高桥港提箱放号不足";
let issueId: string;
const of: Record<"clerk" | "second" | "third", string> = { clerk: "", second: "", third: "" };

test("joined with one deed; other kinds, others' appeals and other issues are refused with a sentence", async () => {
  of.clerk = await cast.sent(cast.by.clerk, { title: "约不到提箱号" });
  of.second = await cast.sent(cast.by.second, { title: "木浆提不出来" });
  const strange = await cast.sent(cast.by.stranger, { title: "外人的提箱难题" });
  const labour = await cast.sent(cast.by.clerk, {
    ...{
      kind: "labour",
      title: "缺抄纸工二十人",
      answers: { since: "2026-11-01", job: "抄纸", people: "20" },
    },
  });
  const join = (appealIds: string[], more: object = {}) =>
    cast.by.secretary.call(i.joinAppeals, { title, appealIds, ...more });
  expect(await code(join([of.clerk]))).toBe("appeals.issue-few");
  expect(await code(join([of.clerk, of.second], { title: "" }))).toBe("appeals.issue-title");
  expect(await code(join([of.clerk, labour]))).toBe("appeals.issue-kind");
  expect(await code(join([of.clerk, strange]))).toBe("record.not-found");
  const made = ok(await join([of.clerk, of.second]));
  issueId = made.id;
  expect(made.firms).toBe(2);
  expect(await code(join([of.clerk, labour]))).toBe("appeals.issue-kind");
  // Two firms: neither is told how many they are.
  const page = await cast.read(cast.by.clerk, of.clerk);
  expect(page.issue).toMatchObject({ title, firms: null });
  expect(page.entries.at(-1)).toMatchObject({ move: "merge", text: title });
  for (const as of ["clerk", "body"] as const)
    expect(await code(cast.by[as].call(i.readIssue, { id: issueId })), as).toBe("access.denied");
  expect(await code(cast.by.bike.call(i.readIssue, { id: issueId }))).toBe("record.not-found");
});

test("beside an appeal its officer sees those alike, with reasons, among what he reads; a firm sees none", async () => {
  const port = {
    kind: "logistics" as const,
    detail: "上海外高桥港约不到提箱号，木浆压在港里，每天滞箱费三千元。",
  };
  const one = await cast.sent(cast.by.clerk, { ...port, title: "外高桥提箱放号不足" });
  const other = await cast.sent(cast.by.second, {
    ...port,
    title: "提箱号抢不到",
    detail: "外高桥港提箱预约一放就没，三十个木浆柜子提不出来，滞箱费太高。",
  });
  await cast.sent(cast.by.second, { title: "废纸涨价", detail: "废纸一个月涨了三百五，包装纸跟涨不动。" });
  const { rows } = ok(await cast.by.secretary.call(i.listAlike, { id: one }));
  expect(rows[0]).toMatchObject({ id: other });
  expect(rows[0]!.reasons.filter(({ against }) => !against).length).toBeGreaterThan(0);
  expect(rows.every(({ score }, n) => n === 0 || score <= rows[n - 1]!.score)).toBe(true);
  expect(await code(cast.by.clerk.call(i.listAlike, { id: one }))).toBe("access.denied");
  expect(await code(cast.by.bike.call(i.listAlike, { id: one }))).toBe("record.not-found");
});

test("offered only from three firms on, none of their words; joined when it is sent", async () => {
  const draft = await cast.draft(cast.by.third, { title: "我们也提不出箱" });
  expect(ok(await cast.by.third.call(i.listOffers, { appealId: draft })).offers).toEqual([]);
  const early = await cast.draft(cast.by.third, { title: "先发一件不合并的" });
  const alone = ok(await cast.by.third.call(c.submitAppeal, { id: early, revision: 1, issueId }));
  expect((await cast.read(cast.by.third, alone.id)).issue).toBeNull();
  expect(ok(await cast.by.secretary.call(i.joinAppeals, { issueId, appealIds: [alone.id] })).firms).toBe(3);
  const { raw, body } = await cast.by.third.call(i.listOffers, { appealId: draft });
  expect(body.offers).toEqual([{ issueId, title, firms: 3, provinces: 2 }]);
  expect(raw).not.toMatch(/约不到|测试纸业|第二纸业/);
  of.third = ok(await cast.by.third.call(c.submitAppeal, { id: draft, revision: 1, issueId })).id;
  expect((await cast.read(cast.by.third, of.third)).issue).toMatchObject({ firms: 3 });
});

test("taken apart and joined again; answered once, all three firms are told of n firms in m provinces", async () => {
  expect(ok(await cast.by.secretary.call(i.partAppeal, { id: issueId, appealId: of.second })).firms).toBe(2);
  expect((await cast.read(cast.by.second, of.second)).issue).toBeNull();
  ok(await cast.by.secretary.call(i.joinAppeals, { issueId, appealIds: [of.second] }));
  const page = ok(await cast.by.secretary.call(i.readIssue, { id: issueId }));
  expect([page.appeals.length, page.firms, page.provinces, page.open, page.mine]).toEqual([4, 3, 2, 4, true]);
  const answer = { outcome: "solved" as const, text: "港口自今晚起集中放号，每企业每日不少于二十箱。" };
  expect(await code(cast.by.duty.call(i.answerIssue, { id: issueId, revision: 1, ...answer }))).toBe(
    "appeals.issue-not-yours",
  );
  const on = { id: issueId, revision: page.revision };
  expect(ok(await cast.by.secretary.call(i.answerIssue, { ...on, ...answer }))).toEqual({
    ...{ answered: 4, firms: 3, provinces: 2 },
  });
  expect(await code(cast.by.colleague.call(i.answerIssue, { ...on, ...answer }))).toBe("record.changed");
  for (const as of ["clerk", "second", "third"] as const) {
    const one = await cast.read(cast.by[as], of[as]);
    expect(one).toMatchObject({ state: "answered", outcome: "solved", answer: answer.text });
    expect(one.entries.at(-1)?.detail).toMatchObject({ firms: "3", provinces: "2" });
  }
  // One of them is not satisfied: its own case opens again, the others stay as they are.
  const mine = await cast.read(cast.by.clerk, of.clerk);
  const no = { result: "dissatisfied" as const, text: "今天一个号都没有放。" };
  ok(await cast.by.clerk.call(c.judgeAppeal, { id: mine.id, revision: mine.revision, ...no }));
  expect((await cast.read(cast.by.second, of.second)).state).toBe("answered");
});

test("a jump of one kind, province and industry is said once", async () => {
  const surges = async () =>
    (await cast.owner.query("select payload from platform.outbox where name = 'appeals.surge'")).rows;
  await cast.api.settle();
  expect(await surges()).toEqual([]);
  // Four firms of one province and division within a day.
  for (let n = 0; n < 4; n++)
    await cast.owner.query(
      `insert into appeals.appeal (organisation_id, id, number, readers, kind, title, answers, detail, contact, phone,
        enterprise_name, region_code, industry_code, state, handler_id, raised_by, raised_by_name, submitted_at, saved_at, saved_by_name)
       values (gen_random_uuid(), gen_random_uuid(), 'SQ', array[$1::uuid], 'supply', '缺料', '{}', '', '', '', '某厂', '320500', '2221',
        'submitted', $1, $1, '', $2, $2, '')`,
      [cast.org.paper, cast.api.now.get()],
    );
  const supply = { kind: "supply" as const, answers: { since: "2026-11-20", what: "木浆", days: "3" } };
  await cast.sent(cast.by.second, { ...supply, title: "木浆只够三天" });
  await cast.api.settle();
  await cast.sent(cast.by.third, { ...supply, title: "木浆告急" });
  await cast.api.settle();
  const said = await surges();
  expect(said).toHaveLength(1);
  expect(c.appealSurge.parse(said[0].payload)).toMatchObject({
    ...{ kind: "supply", province: "32", industry: "22", firms: 5, expected: 0.5 },
  });
});
