// Questionnaires through HTTP over a real database: anonymity, quota, last day, one-time links, and what results withhold.
import ExcelJS from "exceljs";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Caller, nobody, type TestApi, testApi, whoFor } from "../../../../test/api.ts";
import { tables } from "../../../platform/db/scoped.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import * as asked from "./contract.ts";

let api: TestApi;
let owner: pg.Client;
let secretary: Caller;
let other: Caller;
let clerk: Caller;
let anybody: Caller;

const ok = <T>(answer: { status: number; raw: string; body: T }): T => {
  expect(answer.status, answer.raw).toBe(200);
  return answer.body;
};

beforeAll(async () => {
  api = await testApi();
  api.now.set(new Date("2026-05-01T02:00:00Z"));
  owner = new pg.Client(api.owner);
  await owner.connect();
  const [paper, appliances, member] = [uuidv7(), uuidv7(), uuidv7()];
  await api.application.db.asSystem(api.now.get(), async (ctx) => {
    for (const [id, kind, name] of [
      [paper, "association", "造纸测试协会"],
      [appliances, "association", "家电测试协会"],
      [member, "enterprise", "山东测试纸业有限公司"],
    ])
      await sql`insert into people.organisation (id, kind, name, short_name, sectors, created_at)
        values (${id}, ${kind}, ${name}, ${name}, '{22}', ${ctx.now})`.execute(tables(ctx));
  });
  const as = (role: string, at: string): Caller =>
    api.as(
      whoFor(api.application, {
        ...{ personId: uuidv7(), name: "测试者", roles: [role], actingFor: at },
        scope: { organisations: [at], members: [at] },
      }),
    );
  secretary = as("secretary", paper);
  other = as("secretary", appliances);
  clerk = as("clerk", member);
  anybody = api.as(nobody);
});
afterAll(async () => {
  await owner?.end();
  await api?.close();
});

describe("a questionnaire", () => {
  const questions = [
    {
      id: "q1",
      kind: "choice" as const,
      label: "订单如何？",
      required: true,
      options: ["增加", "减少"],
      unit: "",
    },
    { id: "q2", kind: "text" as const, label: "一句话", required: false, options: [], unit: "" },
  ];
  const draft = { planId: null, title: "匿名问卷", intro: "两分钟", questions, entry: "open" as const };
  const opened = async (change: object = {}) => {
    const { id } = ok(
      await secretary.call(asked.createQuestionnaire, { ...draft, quota: null, endsOn: null, ...change }),
    );
    const { link } = ok(await secretary.call(asked.openQuestionnaire, { id }));
    return { id, link };
  };

  test("keeps nothing of who answers, signed in or not: no person, address or time, no trail", async () => {
    const { id, link } = await opened();
    expect(ok(await anybody.call(asked.readPublic, { link }))).toMatchObject({
      owner: "造纸测试协会",
      questions,
    });
    const trails = async () =>
      Number((await owner.query("select count(*) from platform.audit")).rows[0].count) +
      Number((await owner.query("select count(*) from platform.outbox")).rows[0].count);
    const before = await trails();
    ok(await anybody.call(asked.answerPublic, { link, answers: { q1: "增加" } }));
    ok(await clerk.call(asked.answerPublic, { link, answers: { q1: "减少", q2: "缺工" } }));
    expect(await trails()).toBe(before);
    const rows = (await owner.query("select * from research.answer where questionnaire_id = $1", [id])).rows;
    expect(rows.map((row) => Object.keys(row).sort())).toEqual(
      Array(2).fill(["id", "organisation_id", "questionnaire_id", "values"]),
    );
    // Version 4: random, while version 7 would hold the moment.
    for (const row of rows) expect(row.id[14]).toBe("4");
  });

  test("shows results when it is closed, and withholds what tells of one or two", async () => {
    const { id, link } = await opened();
    for (const q1 of ["增加", "增加", "增加", "增加", "减少"])
      ok(await anybody.call(asked.answerPublic, { link, answers: { q1 } }));
    const open = ok(await secretary.call(asked.readQuestionnaire, { id }));
    expect([open.answered, open.results]).toEqual([5, null]);
    const early = await secretary.download(asked.exportResults, { id });
    expect(early.status).toBe(409);
    ok(await secretary.call(asked.closeQuestionnaire, { id }));
    const { results } = ok(await secretary.call(asked.readQuestionnaire, { id }));
    expect(results?.[0]?.options.map((o) => o.count)).toEqual([null, null]);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await secretary.download(asked.exportResults, { id })).bytes as never);
    const cells = book.worksheets[0]!.getSheetValues().flat().map(String);
    expect(cells).toContain("＊");
    expect(cells).not.toContain("4");
    const late = await anybody.call(asked.answerPublic, { link, answers: { q1: "增加" } });
    expect([late.status, late.problem.code]).toEqual([410, "research.questionnaire-ended"]);
  });

  test("never takes more than its quota, also when all send at once", async () => {
    const { id, link } = await opened({ quota: 4 });
    const sent = await Promise.all(
      Array.from({ length: 10 }, () => anybody.call(asked.answerPublic, { link, answers: { q1: "增加" } })),
    );
    expect(sent.filter((answer) => answer.status === 200)).toHaveLength(4);
    expect(new Set(sent.filter((a) => a.status !== 200).map((a) => a.problem.code))).toEqual(
      new Set(["research.questionnaire-full"]),
    );
    const rows = await owner.query("select 1 from research.answer where questionnaire_id = $1", [id]);
    expect(rows.rowCount).toBe(4);
  });

  test("ends with its last day in Shanghai", async () => {
    const { link } = await opened({ endsOn: "2026-05-01" });
    const before = api.now.get();
    try {
      api.now.set(new Date("2026-05-01T15:59:00Z"));
      ok(await anybody.call(asked.readPublic, { link }));
      api.now.set(new Date("2026-05-01T16:00:00Z"));
      expect((await anybody.call(asked.readPublic, { link })).status).toBe(410);
    } finally {
      api.now.set(before);
    }
  });

  test("a one-time link takes one answer, and is erased by it", async () => {
    const { id, link } = await opened({ entry: "ticket" });
    const { tickets } = ok(await secretary.call(asked.makeTickets, { id, count: 2 }));
    const send = (ticket?: string) =>
      anybody.call(asked.answerPublic, { link, answers: { q1: "增加" }, ...(ticket ? { ticket } : {}) });
    expect((await send()).problem.code).toBe("research.ticket-used");
    expect((await send("aaaaaaaaaaaaaaaaaaaa")).problem.code).toBe("research.ticket-used");
    // A refused answer does not spend it.
    const wrong = await anybody.call(asked.answerPublic, {
      link,
      ticket: tickets[0]!,
      answers: { q1: "别的" },
    });
    expect([wrong.problem.code, wrong.problem.fields?.[0]?.path]).toEqual([
      "research.answers-wrong",
      "answers.q1",
    ]);
    ok(await send(tickets[0]));
    expect((await send(tickets[0])).problem.code).toBe("research.ticket-used");
    expect(ok(await secretary.call(asked.readQuestionnaire, { id }))).toMatchObject({
      answered: 1,
      ticketsOpen: 1,
    });
    const kept = await owner.query("select hash from research.ticket where questionnaire_id = $1", [id]);
    expect(kept.rows.map((row) => row.hash)).not.toContain(tickets[1]);
  });

  test("its questions stand once it is open; a draft is not to be found by its link", async () => {
    const { id } = ok(
      await secretary.call(asked.createQuestionnaire, { ...draft, quota: null, endsOn: null, questions: [] }),
    );
    expect((await secretary.call(asked.openQuestionnaire, { id })).problem.code).toBe(
      "research.questionnaire-empty",
    );
    const { link } = ok(await secretary.call(asked.readQuestionnaire, { id }));
    expect((await anybody.call(asked.readPublic, { link })).status).toBe(404);
    ok(
      await secretary.call(asked.editQuestionnaire, { id, revision: 1, ...draft, quota: null, endsOn: null }),
    );
    ok(await secretary.call(asked.openQuestionnaire, { id }));
    const late = await secretary.call(asked.editQuestionnaire, {
      id,
      revision: 3,
      ...draft,
      quota: 9,
      endsOn: null,
    });
    expect(late.problem.code).toBe("research.questionnaire-state");
    for (const by of [other, clerk])
      expect([403, 404]).toContain((await by.call(asked.readQuestionnaire, { id })).status);
  });
});
