// Returns through HTTP over a real database: clerk, second clerk, association, federation, and whoever must not see.
import { randomUUID } from "node:crypto";
import ExcelJS from "exceljs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Caller, type TestApi, testApi, whoFor } from "../../../test/api.ts";
import { loadForms } from "../forms/index.ts";
import { completeness } from "./completeness/contract.ts";
import * as contract from "./contract.ts";
import { anExpected, usualMonth } from "./fixtures.ts";
import { remind, reminderLog } from "./reminders/contract.ts";
import { addExpected, findForm, lockAccepted } from "./store/period.ts";

const FORM = "monthly-operation";
const association = randomUUID();
const federation = randomUUID();
const paper = anExpected({ name: "甲造纸有限公司", associations: [association] });
const silent = anExpected({ name: "乙纸业有限公司", associations: [association] });
const other = anExpected({ name: "丙家电有限公司", industryCode: "3851", associations: [randomUUID()] });

let api: TestApi;
let clerk: Caller;
let second: Caller;
let silentClerk: Caller;
let secretary: Caller;
let duty: Caller;

beforeAll(async () => {
  api = await testApi();
  api.now.set(new Date("2026-11-05T02:00:00Z"));
  const clerkOf = (organisationId: string, name: string) =>
    api.as(
      whoFor(api.application, {
        personId: randomUUID(),
        name,
        roles: ["clerk"],
        actingFor: organisationId,
        scope: { organisations: [organisationId], members: [organisationId, association, federation] },
      }),
    );
  clerk = clerkOf(paper.organisationId, "王填报");
  second = clerkOf(paper.organisationId, "李四");
  silentClerk = clerkOf(silent.organisationId, "赵五");
  secretary = api.as(
    whoFor(api.application, {
      personId: randomUUID(),
      name: "林秘书",
      roles: ["secretary"],
      actingFor: association,
      scope: {
        organisations: [association, paper.organisationId],
        members: [association, paper.organisationId, silent.organisationId, federation],
      },
    }),
  );
  duty = api.as(
    whoFor(api.application, {
      personId: randomUUID(),
      name: "周值班",
      roles: ["duty_officer"],
      actingFor: federation,
      scope: { all: true },
    }),
  );
  await api.application.db.asSystem(api.now.get(), async (ctx) => {
    await loadForms(ctx);
    const form = (await findForm(ctx, FORM, 2))!;
    for (const [period, due] of [
      ["2026-09", "2026-10-12"],
      ["2026-10", "2026-11-10"],
    ] as const) {
      await addExpected(ctx, form, period, due, [paper, silent, other]);
    }
  });
});
afterAll(() => api.close());

/** Looks behind the scenes: no scope holds here. */
async function look<R>(text: string, values: unknown[] = []): Promise<R[]> {
  return (await api.application.db.asSystem(api.now.get(), (ctx) => query(ctx.db, text, values))) as R[];
}
async function query(db: unknown, text: string, values: unknown[]): Promise<unknown[]> {
  const { CompiledQuery } = await import("kysely");
  const executor = db as { executeQuery(q: unknown): Promise<{ rows: unknown[] }> };
  return (await executor.executeQuery(CompiledQuery.raw(text, values))).rows;
}

async function filingOf(who: Caller, period = "2026-10"): Promise<string> {
  const current = await who.call(contract.currentFiling, { period });
  expect(current.status).toBe(200);
  return current.body.filing!.id;
}

async function fill(
  who: Caller,
  id: string,
  changes: Record<string, string>,
  explanations = {},
): Promise<number> {
  const { body } = await who.call(contract.getFiling, { id });
  const saved = await who.call(contract.saveEntry, {
    id,
    revision: body.entry.revision,
    changes,
    explanations,
  });
  expect(saved.status).toBe(200);
  return saved.body.revision;
}

describe("a month of one enterprise", () => {
  it("September is filled, submitted with a receipt, and accepted", async () => {
    const id = await filingOf(clerk, "2026-09");
    const revision = await fill(clerk, id, { ...usualMonth, output_value: "1,000.00" });
    const receipt = await clerk.call(contract.submitFiling, { id, submissionId: randomUUID(), revision });
    expect(receipt.status).toBe(200);
    expect(receipt.body).toMatchObject({ vintage: 1, onTime: false, organisationName: paper.name });
    expect(receipt.body.receipt).toMatch(/^HZ202609-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect(receipt.body.values.output_value).toBe("1000");
    const accepted = await secretary.call(contract.acceptFilings, { filings: [{ id, vintage: 1 }] });
    expect(accepted.body).toEqual({ done: 1, skipped: [] });
    const again = await clerk.call(contract.getReceipt, { id, vintage: 1 });
    expect(again.body).toEqual(receipt.body);
  });

  it("October stands prefilled, is saved with nonsense in it, and cannot be submitted so", async () => {
    const id = await filingOf(clerk);
    const before = await clerk.call(contract.getFiling, { id });
    expect(before.body.entry).toMatchObject({
      values: { employees: "120" },
      prefilled: ["employees"],
      revision: 0,
    });
    expect(before.body.earlier.previous.output_value).toBe("1000");
    const revision = await fill(clerk, id, { output_value: "12 万", capacity_use: "180" });
    const after = await clerk.call(contract.getFiling, { id });
    expect(after.body.card.state).toBe("draft");
    expect(after.body.entry.values).toMatchObject({ output_value: "12 万", employees: "120" });
    const refused = await clerk.call(contract.submitFiling, { id, submissionId: randomUUID(), revision });
    expect([refused.status, refused.problem.code]).toEqual([422, "reporting.hard-checks"]);
    expect(refused.problem.fields!.map((f) => f.path)).toEqual(
      expect.arrayContaining(["output_value", "capacity_use", "orders"]),
    );
    const kept = await clerk.call(contract.getFiling, { id });
    expect(kept.body.entry.values.output_value).toBe("12 万");
  });

  it("soft checks must be explained before submitting", async () => {
    const id = await filingOf(clerk);
    const revision = await fill(clerk, id, { ...usualMonth, orders: "600" });
    const refused = await clerk.call(contract.submitFiling, { id, submissionId: randomUUID(), revision });
    expect(refused.problem).toMatchObject({
      code: "reporting.unexplained",
      fields: [{ path: "orders" }],
    });
    await fill(clerk, id, {}, { "change:orders": "老客户改为按季度下单" });
  });

  it("sent twice with the same number it is filed once, also at the same moment", async () => {
    const id = await filingOf(clerk);
    const { body } = await clerk.call(contract.getFiling, { id });
    const wish = { id, submissionId: randomUUID(), revision: body.entry.revision };
    const answers = await Promise.all([1, 2, 3].map(() => clerk.call(contract.submitFiling, wish)));
    expect(answers.map((a) => a.status)).toEqual([200, 200, 200]);
    for (const answer of answers) expect(answer.body).toEqual(answers[0]!.body);
    const later = await clerk.call(contract.submitFiling, wish);
    expect(later.body).toEqual(answers[0]!.body);
    expect(await look("select 1 from reporting.vintage where filing_id = $1", [id])).toHaveLength(1);
    expect(await look("select 1 from reporting.figure where filing_id = $1 and newest", [id])).toHaveLength(
      20,
    );
    const other = await clerk.call(contract.submitFiling, { ...wish, submissionId: randomUUID() });
    expect([other.status, other.problem.code]).toEqual([409, "reporting.move"]);
  });

  it("the association sees the explanation, sends it back, and the figures stop counting", async () => {
    const queue = await secretary.call(contract.reviewQueue, { period: "2026-10" });
    expect(queue.body.rows).toHaveLength(1);
    const [item] = queue.body.rows;
    expect(item!.softRemarks).toMatchObject([{ key: "change:orders", explanation: "老客户改为按季度下单" }]);
    expect(item!.spark.slice(-2).map((s) => s.value)).toEqual(["1000", "1000"]);
    const id = item!.id;
    const returned = await secretary.call(contract.returnFiling, {
      id,
      vintage: 1,
      reason: "订单口径请按月末在手合同填报",
      fields: ["orders"],
    });
    expect(returned.body.state).toBe("returned");
    expect(await look("select 1 from reporting.report where filing_id = $1", [id])).toHaveLength(0);
    const seen = await clerk.call(contract.getFiling, { id });
    expect(seen.body.decisions).toMatchObject([
      { decision: "returned", fields: ["orders"], decidedByName: "林秘书" },
    ]);
  });

  it("mended it is vintage 2; accepting an older vintage is refused", async () => {
    const id = await filingOf(clerk);
    const revision = await fill(clerk, id, { orders: "1400" });
    const receipt = await clerk.call(contract.submitFiling, { id, submissionId: randomUUID(), revision });
    expect(receipt.body).toMatchObject({ vintage: 2, onTime: true, explanations: {} });
    const stale = await secretary.call(contract.acceptFilings, { filings: [{ id, vintage: 1 }] });
    expect(stale.body).toMatchObject({ done: 0, skipped: [{ id, organisationName: paper.name }] });
    const accepted = await secretary.call(contract.acceptFilings, { filings: [{ id, vintage: 2 }] });
    expect(accepted.body.done).toBe(1);
  });

  it("locked, a correction is a new vintage with its reason; the old one stays as it was", async () => {
    const id = await filingOf(clerk);
    api.now.set(new Date("2026-12-20T02:00:00Z"));
    await api.application.db.asSystem(api.now.get(), (ctx) => lockAccepted(ctx, FORM, "2026-12-01"));
    const locked = await clerk.call(contract.saveEntry, { id, revision: 9, changes: { orders: "1" } });
    expect([locked.status, locked.problem.code]).toEqual([409, "reporting.move"]);
    expect((await clerk.call(contract.startCorrection, { id, reason: "x" })).status).toBe(400);
    const open = await clerk.call(contract.startCorrection, { id, reason: "财务结账后订单金额调整" });
    expect(open.body.state).toBe("draft");
    const dropped = await clerk.call(contract.dropCorrection, { id });
    expect(dropped.body.state).toBe("locked");
    await clerk.call(contract.startCorrection, { id, reason: "财务结账后订单金额调整" });
    const board = await secretary.call(completeness, { period: "2026-10" });
    expect(board.body.total).toMatchObject({ expected: 2, reported: 1, missing: 1, accepted: 1 });
    const revision = await fill(clerk, id, { orders: "1350" });
    const receipt = await clerk.call(contract.submitFiling, { id, submissionId: randomUUID(), revision });
    expect(receipt.body).toMatchObject({ vintage: 3, reason: "财务结账后订单金额调整" });
    const record = await clerk.call(contract.getFiling, { id });
    expect(record.body.vintages.map((v) => [v.number, v.values.orders])).toEqual([
      [1, "600"],
      [2, "1400"],
      [3, "1350"],
    ]);
    expect(record.body.vintages[2]!.differences).toEqual([
      { field: "orders", before: "1400", after: "1350", change: "-3.6" },
    ]);
    const report = await look<{ vintage: number; newest: boolean; provisional: boolean; value: string }>(
      "select vintage, newest, provisional, value from reporting.report where filing_id = $1 and indicator = 'orders' order by vintage",
      [id],
    );
    expect(report).toEqual([
      { vintage: 2, newest: false, provisional: false, value: "1400" },
      { vintage: 3, newest: true, provisional: true, value: "1350" },
    ]);
    api.now.set(new Date("2026-11-05T02:00:00Z"));
    const events = await look<{ name: string }>(
      "select name from platform.outbox where payload->>'filingId' = $1 order by id",
      [id],
    );
    expect(events.map((e) => e.name)).toEqual([
      "reporting.submitted",
      "reporting.returned",
      "reporting.submitted",
      "reporting.accepted",
      "reporting.submitted",
      "reporting.corrected",
    ]);
  });

  it("what was submitted cannot be changed, not even by the enterprise's own transaction", async () => {
    const { tables } = await import("../../platform/db/scoped.ts");
    const who = whoFor(api.application, {
      personId: randomUUID(),
      roles: ["clerk"],
      scope: { organisations: [paper.organisationId] },
    });
    const change = api.application.db.within(who, api.now.get(), async (ctx) => {
      await tables<{ "reporting.vintage": { receipt: string } }>(ctx)
        .updateTable("reporting.vintage")
        .set({ receipt: "forged" })
        .execute();
    });
    await expect(change).rejects.toThrow(/permission denied/);
  });
});

describe("two clerks on one form", () => {
  it("different fields are joined; the same field keeps both values and says who", async () => {
    const id = await filingOf(silentClerk);
    const one = silentClerk;
    const two = api.as(
      whoFor(api.application, {
        personId: randomUUID(),
        name: "钱六",
        roles: ["clerk"],
        actingFor: silent.organisationId,
        scope: { organisations: [silent.organisationId], members: [silent.organisationId] },
      }),
    );
    const base = { id, revision: 0 };
    await one.call(contract.saveEntry, { ...base, changes: { output_value: "100", sales_value: "90" } });
    const joined = await two.call(contract.saveEntry, {
      ...base,
      changes: { orders: "7", output_value: "110" },
    });
    expect(joined.body).toMatchObject({
      revision: 2,
      values: { output_value: "100", sales_value: "90", orders: "7" },
      conflicts: [{ field: "output_value", yours: "110", theirs: "100", byName: "赵五" }],
    });
    const kept = await look<{ kept: unknown }>(
      "select kept from reporting.revision where filing_id = $1 and revision = 2",
      [id],
    );
    expect(kept[0]!.kept).toEqual({ output_value: "110" });
    const chosen = await two.call(contract.saveEntry, { id, revision: 2, changes: { output_value: "110" } });
    expect(chosen.body).toMatchObject({ conflicts: [], values: { output_value: "110" } });
    const lost = await one.call(contract.saveEntry, { id, revision: 1, changes: { sales_value: "95" } });
    expect(lost.body).toMatchObject({ conflicts: [], values: { sales_value: "95", output_value: "110" } });
    const stale = await one.call(contract.submitFiling, { id, submissionId: randomUUID(), revision: 3 });
    expect([stale.status, stale.problem.code]).toEqual([409, "reporting.stale-draft"]);
  });

  it("two savings at the same moment are both kept", async () => {
    const id = await filingOf(silentClerk);
    const { body } = await silentClerk.call(contract.getFiling, { id });
    const { revision } = body.entry;
    const answers = await Promise.all(
      ["inventory", "receivables", "profit", "revenue"].map((field, i) =>
        silentClerk.call(contract.saveEntry, { id, revision, changes: { [field]: String(i + 1) } }),
      ),
    );
    expect(answers.every((a) => a.status === 200)).toBe(true);
    const after = await silentClerk.call(contract.getFiling, { id });
    expect(after.body.entry.values).toMatchObject({
      inventory: "1",
      receivables: "2",
      profit: "3",
      revenue: "4",
    });
    expect(after.body.entry.revision).toBe(revision + 4);
  });
});

describe("an enterprise that has not given consent", () => {
  it("its state is seen by the association, its figures are not, whatever is asked", async () => {
    const id = await filingOf(silentClerk);
    const list = await secretary.call(contract.listFilings, { period: "2026-10" });
    expect(list.body.rows.map((r) => r.organisationName).sort()).toEqual([silent.name, paper.name].sort());
    for (const asked of [
      await secretary.call(contract.getFiling, { id }),
      await secretary.call(contract.getReceipt, { id, vintage: 1 }),
      await secretary.call(contract.returnFiling, { id, vintage: 1, reason: "想看看", fields: [] }),
    ]) {
      expect([asked.status, asked.problem.code]).toEqual([403, "reporting.figures-hidden"]);
      expect(asked.raw).not.toContain("110");
    }
    expect((await secretary.download(contract.getTemplate, { id })).status).toBe(403);
  });

  it("the federation decides it instead", async () => {
    const id = await filingOf(silentClerk);
    const revision = await fill(silentClerk, id, {
      ...usualMonth,
      output_value: "987654",
      revenue: "987654",
    });
    const sent = await silentClerk.call(contract.submitFiling, { id, submissionId: randomUUID(), revision });
    expect(sent.status).toBe(200);
    const hidden = await secretary.call(contract.reviewQueue, {});
    expect(hidden.raw).not.toContain("987654");
    const bulk = await secretary.call(contract.acceptFilings, { filings: [{ id, vintage: 1 }] });
    expect(bulk.body).toMatchObject({ done: 0, skipped: [{ id }] });
    const queue = await duty.call(contract.reviewQueue, {});
    expect(queue.body.rows.map((r) => r.organisationName)).toContain(silent.name);
    const accepted = await duty.call(contract.acceptFilings, { filings: [{ id, vintage: 1 }] });
    expect(accepted.body.done).toBe(1);
  });

  it("strangers and clerks of others find nothing", async () => {
    const id = await filingOf(silentClerk);
    for (const who of [clerk, second]) {
      const asked = await who.call(contract.getFiling, { id });
      expect([asked.status, asked.problem.code]).toEqual([404, "record.not-found"]);
    }
    expect((await clerk.call(contract.reviewQueue, {})).status).toBe(403);
    expect((await secretary.call(contract.saveEntry, { id, revision: 0, changes: {} })).status).toBe(403);
  });
});

describe("by Excel", () => {
  const silentAgain = "2026-09";

  async function edit(
    bytes: Buffer,
    change: (sheet: ExcelJS.Worksheet, rowOf: (code: string) => number) => void,
  ) {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(bytes as unknown as ArrayBuffer);
    const sheet = book.worksheets.find((w) => w.state === "visible")!;
    const rows = new Map<string, number>();
    sheet.eachRow((row, n) => rows.set(String(row.getCell(1).value), n));
    change(sheet, (code) => rows.get(code)!);
    return Buffer.from(await book.xlsx.writeBuffer());
  }

  it("a template with mess in it: good fields are filled, every problem has its cell, nothing typed is lost", async () => {
    const id = await filingOf(silentClerk, silentAgain);
    await fill(silentClerk, id, { difficulty: "运费上涨" });
    const template = await silentClerk.download(contract.getTemplate, { id });
    expect(template.status).toBe(200);
    let cell = "";
    const bytes = await edit(template.bytes, (sheet, rowOf) => {
      const put = (code: string, value: ExcelJS.CellValue) => {
        sheet.getCell(rowOf(code), 3).value = value;
      };
      put("output_value", 1000.1 + 0.2);
      put("sales_value", "980");
      put("export_value", "约二百");
      put("capacity_use", 175);
      put("employees", 120.5);
      cell = `C${rowOf("capacity_use")}`;
    });
    const uploaded = await silentClerk.upload(
      contract.uploadEntry,
      { id, revision: "1" },
      { name: "十月.xlsx", bytes },
    );
    expect(uploaded.status).toBe(200);
    expect(uploaded.body.values).toMatchObject({
      output_value: "1000.3",
      sales_value: "980",
      capacity_use: "175",
      difficulty: "运费上涨",
    });
    expect(uploaded.body.values.export_value ?? null).toBeNull();
    const at = new Map(uploaded.body.problems.map((p) => [p.field, p]));
    expect(at.get("capacity_use")).toMatchObject({ cell, severity: "hard", zh: "不能大于 150。" });
    expect(at.get("export_value")?.cell).toMatch(/^C\d+$/);
    expect(at.get("employees")?.severity).toBe("hard");
    expect(at.get("orders")).toMatchObject({ severity: "hard" });
  });

  it("another month's template, and what is no workbook, leave the draft alone and say so", async () => {
    const id = await filingOf(silentClerk, silentAgain);
    const october = await clerk.download(contract.getTemplate, { id: await filingOf(clerk) });
    for (const bytes of [october.bytes, Buffer.from("<html><table></table></html>"), Buffer.alloc(0)]) {
      const before = await silentClerk.call(contract.getFiling, { id });
      const answer = await silentClerk.upload(
        contract.uploadEntry,
        { id, revision: String(before.body.entry.revision) },
        { name: "x.xlsx", bytes },
      );
      expect(answer.status).toBe(200);
      expect(answer.body.filled).toBe(0);
      expect(answer.body.problems[0]).toMatchObject({ severity: "hard", cell: "" });
      const after = await silentClerk.call(contract.getFiling, { id });
      expect(after.body.entry.values).toEqual(before.body.entry.values);
    }
  });
});

describe("completeness and reminders", () => {
  it("counts by association, industry and region, within what one may see", async () => {
    const own = await secretary.call(completeness, { period: "2026-09" });
    expect(own.body.groups).toMatchObject([{ code: association, expected: 2, reported: 1, missing: 1 }]);
    const all = await duty.call(completeness, { period: "2026-09", by: "industry" });
    expect(all.body.total).toMatchObject({ expected: 3, reported: 1, missing: 2, onTime: 0 });
    expect(all.body.groups.map((g) => [g.code, g.expected])).toEqual(
      expect.arrayContaining([
        ["22", 2],
        ["38", 1],
      ]),
    );
  });

  it("reminds the missing once a day, logs it, and gives a text to paste", async () => {
    const missing = await secretary.call(contract.listFilings, {
      period: "2026-09",
      state: ["due", "draft"],
    });
    expect(missing.body.rows.map((r) => [r.organisationName, r.overdue])).toEqual([[silent.name, true]]);
    const filings = [missing.body.rows[0]!.id, await filingOf(clerk, "2026-09")];
    const first = await secretary.call(remind, { filings });
    expect(first.body).toMatchObject({ reminded: 1, alreadyToday: 0, notMissing: 1 });
    expect(first.body.text).toContain(silent.name);
    expect(first.body.text).toContain("{link}");
    await api.settle();
    const told = await duty.call(contract.listFilings, { period: "2026-09", q: silent.name });
    expect(told.body.rows[0]!.remindedOn).toBe("2026-11-05");
    const again = await secretary.call(remind, { filings });
    expect(again.body).toMatchObject({ reminded: 0, alreadyToday: 1 });
    const everybody = await secretary.call(remind, { missing: { period: "2026-09" } });
    expect(everybody.body).toMatchObject({ reminded: 0, alreadyToday: 1, notMissing: 0 });
    const log = await secretary.call(reminderLog, {});
    const reminder = { memberName: silent.name, remindedByName: "林秘书", period: "2026-09" };
    expect(log.body.rows).toMatchObject([reminder, reminder]);
    expect(log.body.rows.map((row) => row.channel).sort()).toEqual(["app", "mail"]);
    expect((await clerk.call(remind, { filings })).status).toBe(403);
  });
});
