// The trail goes with the commit: no deed without its entry, no entry without its deed, and text stays text.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestApi, testApi } from "../../../test/api.ts";
import type { Ctx } from "../ctx.ts";
import { systemWho } from "../db/database.ts";
import { savepoint } from "../db/scoped.ts";
import { uuidv7 } from "../db/uuid.ts";
import { audit, trail } from "./audit.ts";

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

const organisationId = uuidv7();
const within = <T>(fn: (ctx: Ctx) => Promise<T>): Promise<T> =>
  api.application.db.within(systemWho, new Date(), fn);
const note = (ctx: Ctx, action: string, after: unknown = null) =>
  audit(ctx, { action, subject: "test", subjectId: "1", organisationId, after });
const actions = async () =>
  (await within((ctx) => trail(ctx, { organisationId, subject: "test", subjectId: "1" }, 50))).map(
    (e) => e.action,
  );

test("quotes, backslashes and semicolons in an entry are text", async () => {
  const text = "'); drop table platform.audit; -- \\' E'\\\\x' \"引号\"";
  await within((ctx) => note(ctx, text, { text }));
  const [entry] = await within((ctx) => trail(ctx, { organisationId, subject: "test", subjectId: "1" }, 1));
  expect(entry).toMatchObject({ action: text, after: { text } });
});

test("what was rolled back, whole or in part, leaves no entry", async () => {
  await expect(
    within(async (ctx) => {
      await note(ctx, "lost");
      throw new Error("planted");
    }),
  ).rejects.toThrow("planted");
  await within(async (ctx) => {
    await note(ctx, "kept");
    await savepoint(ctx, async () => {
      await note(ctx, "lost in part");
      throw new Error("planted");
    }).catch(() => undefined);
  });
  const found = await actions();
  expect(found).toContain("kept");
  expect(found.filter((action) => action.startsWith("lost"))).toEqual([]);
});

test("an entry can be read in the transaction that wrote it, and is written once", async () => {
  await within(async (ctx) => {
    await note(ctx, "at once");
    const seen = await trail(ctx, { organisationId, subject: "test", subjectId: "1" }, 50);
    expect(seen.map((e) => e.action)).toContain("at once");
  });
  expect((await actions()).filter((action) => action === "at once")).toHaveLength(1);
});
