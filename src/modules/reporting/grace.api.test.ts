// Grace as data, to the millisecond: what comes before its end is taken and marked, after it the form decides.
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clerkOf, type TestApi, testApi, whoFor } from "../../../test/api.ts";
import type { Grace } from "../../engines/forms/index.ts";
import { tables } from "../../platform/db/scoped.ts";
import { loadForms } from "../forms/index.ts";
import { completeness } from "./completeness/contract.ts";
import * as contract from "./contract.ts";
import { returnFilings } from "./contract.ts";
import { anExpected, usualMonth } from "./fixtures.ts";
import { addExpected, findForm } from "./store/period.ts";

const PERIOD = "2026-01";
/** Friday; Saturday the 14th is a make-up day, then Spring Festival until Monday the 23rd. */
const DUE = "2026-02-13";
const DUE_AT = Date.parse("2026-02-13T16:00:00Z");
const federation = randomUUID();
let api: TestApi;

const FORMS: Record<string, Grace> = {
  hours: { amount: 36, unit: "hours", after: "refuse" },
  "two-days": { amount: 2, unit: "working-days", after: "late" },
  none: { amount: 0, unit: "hours", after: "refuse" },
};

beforeAll(async () => {
  api = await testApi();
  api.now.set(new Date("2026-02-10T02:00:00Z"));
  await api.application.db.asSystem(api.now.get(), async (ctx) => {
    await loadForms(ctx);
    const usual = (await findForm(ctx, "monthly-operation", 2))!;
    for (const [code, grace] of Object.entries(FORMS))
      await sql`insert into forms.standard (code, version, valid_from, definition)
        values (${`grace-${code}`}, 1, '2020-01-01', ${JSON.stringify({ ...usual, code: `grace-${code}`, version: 1, grace })})`.execute(
        tables(ctx),
      );
  });
});
afterAll(() => api?.close());

const duty = () =>
  api.as(
    whoFor(api.application, {
      personId: randomUUID(),
      name: "周值班",
      roles: ["duty_officer"],
      actingFor: federation,
      scope: { all: true },
    }),
  );

/** An enterprise with its return of the form filled in, ready to be submitted. */
async function ready(code: string) {
  const formCode = `grace-${code}`;
  const organisationId = randomUUID();
  await api.application.db.asSystem(api.now.get(), async (ctx) => {
    const form = (await findForm(ctx, formCode, 1))!;
    await addExpected(ctx, form, PERIOD, DUE, [
      anExpected({ organisationId, name: `纸业${organisationId}` }),
    ]);
  });
  const clerk = clerkOf(api, organisationId, [federation]);
  const { id } = (await clerk.call(contract.currentFiling, { formCode, period: PERIOD })).body.filing!;
  const opened = await clerk.call(contract.getFiling, { id });
  const { revision } = opened.body.entry;
  const saved = await clerk.call(contract.saveEntry, { id, revision, changes: usualMonth, explanations: {} });
  const submit = (at = saved.body.revision) =>
    clerk.call(contract.submitFiling, { id, submissionId: randomUUID(), revision: at });
  return { id, clerk, submit };
}

const HOUR = 3_600_000;

describe.each([
  // [form, end of the grace, what it answers a millisecond before, at, and a millisecond after]
  ["hours", DUE_AT + 36 * HOUR, "grace", "refused", "refused"],
  // Working days: the make-up Saturday is the first, the 24th the second; its midnight ends the grace.
  ["two-days", Date.parse("2026-02-24T16:00:00Z"), "grace", "late", "late"],
  ["none", DUE_AT, "on-time", "refused", "refused"],
] as const)("%s", (code, end, before, at, after) => {
  it.each([
    [-1, before],
    [0, at],
    [1, after],
  ] as const)("%i ms from the end of the grace: %s", async (ms, expected) => {
    api.now.set(new Date("2026-02-10T02:00:00Z"));
    const { id, clerk, submit } = await ready(code);
    api.now.set(new Date(end + ms));
    const { body } = await clerk.call(contract.getFiling, { id });
    expect(body.closes).toMatchObject({
      due: new Date(DUE_AT).toISOString(),
      grace: new Date(end).toISOString(),
      state: { "on-time": "open", grace: "grace", late: "late", refused: "closed" }[expected],
    });
    const answer = await submit();
    if (expected === "refused") {
      expect(answer.status).toBe(409);
      expect(answer.problem).toMatchObject({ code: "reporting.closed" });
      expect(answer.problem.detail).toContain(DUE);
      // The draft is kept, and can still be saved.
      expect((await clerk.call(contract.getFiling, { id })).body.entry.values).toMatchObject(usualMonth);
    } else expect(answer.body).toMatchObject({ arrival: expected, onTime: expected === "on-time" });
  });
});

it.each([
  [-1, "on-time"],
  [0, "grace"],
  [1, "grace"],
] as const)("%i ms from the due instant: %s", async (ms, arrival) => {
  api.now.set(new Date("2026-02-10T02:00:00Z"));
  const { submit } = await ready("hours");
  api.now.set(new Date(DUE_AT + ms));
  expect((await submit()).body).toMatchObject({ arrival });
});

it("what came once can be mended after the end: only a first return comes too late", async () => {
  api.now.set(new Date("2026-02-10T02:00:00Z"));
  const { id, clerk, submit } = await ready("hours");
  api.now.set(new Date(DUE_AT - 1));
  expect((await submit()).body).toMatchObject({ arrival: "on-time", vintage: 1 });
  api.now.set(new Date(DUE_AT + 100 * HOUR));
  await duty().call(returnFilings, { filings: [{ id, vintage: 1 }], reason: "请核对用电量" });
  const again = await submit((await clerk.call(contract.getFiling, { id })).body.entry.revision);
  expect(again.body).toMatchObject({ vintage: 2, arrival: "late" });
  // The first submission is what counts for timeliness.
  const counted = (await duty().call(completeness, { formCode: "grace-hours", period: PERIOD })).body.total;
  expect(counted).toMatchObject({ late: 0 });
});

it("counted by how they came", async () => {
  const counted = async (code: string) =>
    (await duty().call(completeness, { formCode: `grace-${code}`, period: PERIOD })).body.total;
  expect(await counted("hours")).toMatchObject({
    expected: 7,
    reported: 5,
    onTime: 2,
    grace: 3,
    late: 0,
    missing: 2,
  });
  expect(await counted("two-days")).toMatchObject({ expected: 3, reported: 3, onTime: 0, grace: 1, late: 2 });
});
