// The edge: refusals as RFC 9457 in the asker's language, limits on bodies, headers, and nothing of a fault's inside.
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { type TestDatabase, testDatabase } from "../../../test/database.ts";
import { publicScope } from "../access/scope.ts";
import { type Application, openApplication } from "../application.ts";
import { refuse } from "../errors.ts";
import type { Module } from "../module.ts";
import { row } from "./row.ts";

const summary = { zh: "试", en: "Try" };
const echo = {
  method: "POST" as const,
  path: "/api/test/echo/:id",
  input: z.object({ id: z.uuid(), title: z.string().min(2), secret: z.string().optional() }),
  output: z.object({ title: z.string() }),
  summary,
};
const fault = {
  method: "GET" as const,
  path: "/api/test/fault",
  input: z.object({}),
  output: z.object({}),
  summary,
};
const closed = { ...fault, path: "/api/test/closed" };
const refused = { ...fault, path: "/api/test/refused" };

const planted: Module = {
  name: "test",
  permissions: { "test.closed": ["duty_officer"] },
  refusals: { "test.refused": { status: 409, zh: "“{name}”不行。", en: "Not {name}." } },
  routes: [
    row(echo, "public", async (_ctx, input) => ({ ...input, leaked: "geheim" })),
    row(fault, "public", async () => {
      throw new Error("password=hunter2 at /home/secret");
    }),
    row(closed, "test.closed", async () => ({})),
    row(refused, "public", async () => refuse("test.refused", { name: "甲" })),
  ],
};

let base: TestDatabase;
let application: Application;
beforeAll(async () => {
  base = await testDatabase();
  application = await openApplication({
    app: base.app,
    modules: [planted],
    rateLimited: true,
    resolveWho: async (_db, _table, request) => ({
      personId: request.headers["x-in"] ? "01a20bf3-cab7-75f8-8169-b5a11fa20b22" : null,
      name: "",
      actingFor: null,
      roles: new Set(),
      may: new Set(),
      scope: publicScope,
      language: "zh",
    }),
  });
});
afterAll(async () => {
  await application.close();
  await base.drop();
});

const id = "01a20bf3-cab7-75f8-8169-b5a11fa20b22";
const send = (url: string, payload?: unknown, headers: Record<string, string> = {}) =>
  application.server.inject({
    method: payload === undefined ? "GET" : "POST",
    url,
    headers,
    ...(payload === undefined ? {} : { payload: payload as object }),
  });

test("an answer holds what its schema names and no more", async () => {
  const answer = await send(`/api/test/echo/${id}`, { title: "标题", secret: "x" });
  expect(answer.json()).toEqual({ title: "标题" });
  expect(answer.headers["cache-control"]).toBe("no-store");
});

test("wrong input names each field, in Chinese first and in English when asked", async () => {
  const zh = await send("/api/test/echo/nobody", { title: "a" });
  expect(zh.statusCode).toBe(400);
  expect(zh.headers["content-type"]).toMatch(/application\/problem\+json/);
  expect(zh.json()).toMatchObject({ code: "input.invalid", status: 400, type: "/docs/errors#input.invalid" });
  expect(
    zh
      .json()
      .fields.map((f: { path: string }) => f.path)
      .sort(),
  ).toEqual(["id", "title"]);
  expect(zh.json().detail).toContain("有 2 处");
  const en = await send("/api/test/echo/nobody", { title: "a" }, { "accept-language": "en" });
  expect(en.json().detail).toContain("2 fields");
  expect(JSON.stringify(en.json().fields)).not.toMatch(/[\u4e00-\u9fff]/);
});

test("a fault of ours says its number and nothing of its inside", async () => {
  const answer = await send("/api/test/fault");
  expect(answer.statusCode).toBe(500);
  expect(answer.body).not.toMatch(/hunter2|secret|at .*\.ts/);
  expect(answer.json().detail).toContain(answer.json().instance);
});

test("refusals are filled from the registry", async () => {
  expect((await send("/api/test/refused")).json()).toMatchObject({ status: 409, detail: "“甲”不行。" });
});

test("no session, no permission, no such address", async () => {
  expect((await send("/api/test/closed")).json().code).toBe("session.needed");
  expect((await send("/api/test/closed", undefined, { "x-in": "1" })).json().code).toBe("access.denied");
  expect((await send("/api/test/nowhere")).json().code).toBe("route.not-found");
});

test("a body over the limit, one that is no JSON, and one from another site", async () => {
  const url = `/api/test/echo/${id}`;
  expect((await send(url, { title: "x".repeat(1_200_000) })).json().code).toBe("input.too-large");
  const broken = await application.server.inject({
    method: "POST",
    url,
    headers: { "content-type": "application/json" },
    payload: "{",
  });
  expect(broken.json().code).toBe("input.unreadable");
  expect((await send(url, { title: "标题" }, { origin: "https://evil.example" })).json().code).toBe(
    "access.origin",
  );
  expect((await send(url, { title: "标题" }, { "sec-fetch-site": "cross-site" })).json().code).toBe(
    "access.origin",
  );
});

test("the usual headers stand, and scripts come from here alone", async () => {
  const { headers } = await send("/api/test/refused");
  expect(headers["content-security-policy"]).toMatch(/script-src 'self'/);
  expect(headers["content-security-policy"]).toMatch(/frame-ancestors 'none'/);
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(headers["x-powered-by"]).toBeUndefined();
});

test("OpenAPI 3.1 names every row with its permission", async () => {
  const description = (await send("/api/openapi.json")).json();
  expect(description.openapi).toBe("3.1.0");
  expect(description.paths["/api/test/echo/{id}"].post.parameters[0]).toMatchObject({
    name: "id",
    in: "path",
    required: true,
  });
  expect(description.paths["/api/test/closed"].get["x-permission"]).toBe("test.closed");
});

test("alive, ready, measured", async () => {
  expect((await send("/healthz")).statusCode).toBe(200);
  expect((await send("/readyz")).json().ready).toBe(true);
  expect((await send("/metrics")).body).toContain("http_request_duration_seconds");
  expect((await send("/metrics", undefined, { "x-forwarded-for": "1.2.3.4" })).statusCode).toBe(404);
});

test("a permission nobody declares, or one declared twice, stops the start", async () => {
  const stray: Module = { name: "stray", routes: [row(closed, "stray.unknown", async () => ({}))] };
  const open = (modules: Module[]) =>
    openApplication({ app: base.app, modules, resolveWho: async () => ({}) as never });
  await expect(open([stray])).rejects.toThrow(/nobody declares the permission stray.unknown/);
  await expect(open([planted, { ...planted, name: "again", routes: [], refusals: {} }])).rejects.toThrow(
    /declared twice/,
  );
});

test("too many requests wait, and are told how long", async () => {
  const answers = await Promise.all(Array.from({ length: 650 }, () => send("/healthz", undefined, {})));
  const late = answers.find((a) => a.statusCode === 429);
  expect(late?.json()).toMatchObject({ code: "rate.limited" });
});
