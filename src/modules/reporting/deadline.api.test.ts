// The last second of the due day in Shanghai counts, the next one does not; many identical submissions are one.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { clerkOf, type TestApi, testApi, whoFor } from "../../../test/api.ts";
import { loadForms } from "../forms/index.ts";
import { completeness } from "./completeness/contract.ts";
import * as contract from "./contract.ts";
import { anExpected, usualMonth } from "./fixtures.ts";
import { addExpected, findForm } from "./store/period.ts";

const PERIOD = "2026-09";
const AT_ONCE = 100;
const federation = randomUUID();
const [punctual, tardy, eager] = [randomUUID(), randomUUID(), randomUUID()] as [string, string, string];
let api: TestApi;

beforeAll(async () => {
  api = await testApi();
  api.now.set(new Date("2026-10-12T02:00:00Z"));
  await api.application.db.asSystem(api.now.get(), async (ctx) => {
    await loadForms(ctx);
    const form = (await findForm(ctx, "monthly-operation", 2))!;
    const expected = [punctual, tardy, eager].map((organisationId, i) =>
      anExpected({ organisationId, name: `纸业${i}` }),
    );
    await addExpected(ctx, form, PERIOD, "2026-10-12", expected);
  });
});
afterAll(() => api?.close());

async function ready(organisationId: string) {
  const clerk = clerkOf(api, organisationId, [federation]);
  const { id } = (await clerk.call(contract.currentFiling, { period: PERIOD })).body.filing!;
  const { body } = await clerk.call(contract.getFiling, { id });
  const saved = await clerk.call(contract.saveEntry, {
    id,
    revision: body.entry.revision,
    changes: usualMonth,
    explanations: {},
  });
  const wish = { id, submissionId: randomUUID(), revision: saved.body.revision };
  return { id, submit: () => clerk.call(contract.submitFiling, wish) };
}

it("many identical submissions at once are one vintage with one receipt", async () => {
  const { submit } = await ready(eager);
  const answers = await Promise.all(Array.from({ length: AT_ONCE }, submit));
  expect(answers.map(({ status }) => status)).toEqual(Array(AT_ONCE).fill(200));
  expect(new Set(answers.map(({ body }) => body.receipt)).size).toBe(1);
  expect(answers.every(({ body }) => body.vintage === 1)).toBe(true);
});

it("the server's clock decides, in Shanghai: one second before midnight is on time, midnight is not", async () => {
  const [before, after] = [await ready(punctual), await ready(tardy)];
  api.now.set(new Date("2026-10-12T15:59:59Z"));
  expect((await before.submit()).body).toMatchObject({ onTime: true });
  api.now.set(new Date("2026-10-12T16:00:00Z"));
  expect((await after.submit()).body).toMatchObject({ onTime: false });
  // The second sending after the deadline answers with the receipt of the first.
  expect((await before.submit()).body).toMatchObject({ onTime: true, vintage: 1 });

  const duty = api.as(
    whoFor(api.application, {
      personId: randomUUID(),
      name: "周值班",
      roles: ["duty_officer"],
      actingFor: federation,
      scope: { all: true },
    }),
  );
  const { total } = (await duty.call(completeness, { period: PERIOD })).body;
  expect(total).toMatchObject({ expected: 3, reported: 3, onTime: 2 });
});
