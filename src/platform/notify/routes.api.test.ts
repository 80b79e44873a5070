// A person reads and marks his own notices through the door everybody uses.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../test/database.ts";
import { type Application, openApplication } from "../application.ts";
import { systemWho } from "../db/database.ts";
import { uuidv7 } from "../db/uuid.ts";
import { notify } from "./notify.ts";
import { noticeRows } from "./routes.ts";

const [li, wang] = [uuidv7(), uuidv7()];
let database: TestDatabase;
let application: Application;

beforeAll(async () => {
  database = await testDatabase();
  application = await openApplication({
    app: database.app,
    modules: [],
    platformRows: noticeRows,
    rateLimited: false,
    resolveWho: async (_db, _permissions, request) => {
      const personId = (request.headers["x-person"] as string | undefined) ?? null;
      return { ...systemWho, scope: { ...systemWho.scope, all: false }, roles: new Set(), personId };
    },
  });
  await application.server.ready();
  await application.db.asSystem(new Date(), (ctx) =>
    notify(ctx, {
      to: [li, wang],
      kind: "due",
      words: { zh: { title: "月报待填", body: "" }, en: { title: "Return due", body: "" } },
      link: "/returns",
      mail: "no",
    }),
  );
});
afterAll(async () => {
  await application.close();
  await database.drop();
});

const send = (method: "GET" | "POST", url: string, person?: string, payload?: object) =>
  application.server.inject({
    method,
    url,
    headers: person ? { "x-person": person } : {},
    ...(payload ? { payload } : {}),
  });

test("list, mark, list again; another person's stay unread; nobody is let in unsigned", async () => {
  const first = (await send("GET", "/api/notices", li)).json();
  expect(first).toMatchObject({
    unread: 1,
    rows: [{ titleZh: "月报待填", link: "/returns", readAt: null, alike: 1 }],
  });
  const marked = await send("POST", "/api/notices/read", li, { ids: [first.rows[0].id] });
  expect(marked.statusCode).toBeLessThan(300);
  expect((await send("GET", "/api/notices", li)).json()).toMatchObject({
    unread: 0,
    rows: [{ readAt: expect.any(String) }],
  });
  expect((await send("GET", "/api/notices", wang)).json().unread).toBe(1);
  expect((await send("GET", "/api/notices")).statusCode).toBe(401);
  expect((await send("GET", "/api/notices?limit=9999", li)).statusCode).toBe(400);
});
