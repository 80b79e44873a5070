// The calendar of deadlines: one's own returns with their state, the members' with counts, and what comes by the forms' rules.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Caller, clerkOf, type TestApi, testApi, whoFor } from "../../../test/api.ts";
import { loadForms } from "../forms/index.ts";
import { readDeadlines, saveDeadlines } from "./deadlines/contract.ts";
import { anExpected } from "./fixtures.ts";
import { addExpected, findForm } from "./store/period.ts";

const [association, other, firm, stranger] = Array.from({ length: 4 }, () => randomUUID()) as [
  string,
  string,
  string,
  string,
];
let api: TestApi;
let clerk: Caller;
let secretary: Caller;

beforeAll(async () => {
  api = await testApi();
  api.now.set(new Date("2026-10-13T02:00:00Z"));
  await api.application.db.asSystem(api.now.get(), async (ctx) => {
    await loadForms(ctx);
    const form = (await findForm(ctx, "monthly-operation", 2))!;
    const one = (organisationId: string, of: string) =>
      anExpected({ organisationId, name: organisationId.slice(0, 8), associations: [of] });
    await addExpected(ctx, form, "2026-09", "2026-10-12", [one(firm, association), one(stranger, other)]);
  });
  clerk = clerkOf(api, firm, [association]);
  secretary = api.as(
    whoFor(api.application, {
      personId: randomUUID(),
      roles: ["secretary"],
      actingFor: association,
      scope: { organisations: [association, firm], members: [association, firm] },
    }),
  );
});
afterAll(() => api?.close());

const monthly = (rows: readonly { formCode: string }[]) =>
  rows.filter((row) => row.formCode === "monthly-operation");

it("an enterprise reads its own state, an association how many of its members are missing", async () => {
  const mine = await clerk.call(readDeadlines, {});
  expect(mine.body.month).toBe("2026-10");
  expect(monthly(mine.body.deadlines)).toMatchObject([
    { period: "2026-09", dueOn: "2026-10-12", state: "due", overdue: true, expected: 1, missing: 1 },
  ]);
  const members = await secretary.call(readDeadlines, {});
  // The stranger of another association is not counted.
  expect(monthly(members.body.deadlines)).toMatchObject([
    { period: "2026-09", state: null, filingId: null, expected: 1, missing: 1, overdue: true },
  ]);
  expect(mine.body.days.find((day) => day.date === "2026-10-10")).toMatchObject({ working: true });
  expect(mine.body.days.find((day) => day.date === "2026-10-01")).toMatchObject({ working: false });
});

it("the next months come by the form's own rule, 待通知 where a year has no notice", async () => {
  const next = monthly((await clerk.call(readDeadlines, { month: "2026-11" })).body.deadlines);
  expect(next).toMatchObject([
    { period: "2026-10", dueOn: "2026-11-10", state: null, expected: null, pending: false },
  ]);
  const later = monthly((await clerk.call(readDeadlines, { month: "2027-04" })).body.deadlines);
  expect(later).toMatchObject([{ period: "2027-03", pending: true }]);
  // Nobody who was never asked is told of deadlines.
  const silent = clerkOf(api, randomUUID(), [association]);
  expect((await silent.call(readDeadlines, { month: "2026-11" })).body.deadlines).toEqual([]);
});

it("a year goes into one's own calendar, what is overdue does not", async () => {
  const { status, bytes } = await clerk.download(saveDeadlines, {});
  const text = bytes.toString().replaceAll("\r\n ", "");
  expect(status).toBe(200);
  expect(text.match(/BEGIN:VEVENT/g)!.length).toBeGreaterThanOrEqual(12);
  expect(text).toContain("UID:monthly-operation-2026-10@deadlines.wenlian");
  expect(text).not.toContain("monthly-operation-2026-09@");
});
