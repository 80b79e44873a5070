// The built web as the browser meets it: what is kept, what is refused, and a policy that every style obeys.
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../db/database.ts";
import { platformRefusals } from "../errors.ts";
import { buildServer } from "../http/server.ts";
import { isPage } from "./page.ts";
import { serveWeb } from "./web.ts";

let app: FastifyInstance;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), "web-"));
  mkdirSync(join(folder, "assets"));
  writeFileSync(
    join(folder, "index.html"),
    '<html><script src="/a.js" nonce="__CSP_NONCE__"></script></html>',
  );
  writeFileSync(join(folder, "assets", "a-1234.js"), "let a;");
  writeFileSync(join(folder, "assets", "a-1234.js.gz"), gzipSync("let a;"));
  writeFileSync(join(folder, ".built-from"), "secret");
  app = await buildServer({
    db: {} as Database,
    rows: [],
    refusals: platformRefusals,
    resolveWho: async () => {
      throw new Error("nobody is asked for a page");
    },
    clock: () => new Date(0),
    publicUrl: null,
    logger: false,
    rateLimited: false,
    trustProxy: false,
  });
  await serveWeb(app, {
    folder: pathToFileURL(`${folder}/`),
    refusals: platformRefusals,
    openapi: {
      info: { version: "1" },
      paths: { "/api/x/<b>": { get: { summary: "<script>", tags: ["x"], "x-permission": "x.read" } } },
    },
  });
});
afterAll(() => app.close());

test("a page's address answers the page with a nonce that the policy names and that no other answer has", async () => {
  const first = await app.inject("/reporting/2026-10?x=a.b");
  const second = await app.inject("/");
  const nonceOf = (html: string) => /nonce="([^"]+)"/.exec(html)?.[1] ?? "none";
  expect(first.statusCode).toBe(200);
  expect(first.headers["content-type"]).toContain("text/html");
  expect(first.headers["cache-control"]).toBe("no-cache");
  expect(first.headers["content-security-policy"]).toContain(
    `style-src 'self' 'nonce-${nonceOf(first.body)}'`,
  );
  expect(first.body).not.toContain("__CSP_NONCE__");
  expect(nonceOf(second.body)).not.toBe(nonceOf(first.body));
});

test("hashed files are kept for ever and come compressed; everything else is asked for anew", async () => {
  const answer = await app.inject({ url: "/assets/a-1234.js", headers: { "accept-encoding": "gzip" } });
  expect(answer.statusCode).toBe(200);
  expect(answer.headers["cache-control"]).toContain("immutable");
  expect(answer.headers["content-encoding"]).toBe("gzip");
});

test("what is not there is a refusal and never the page", async () => {
  for (const url of [
    "/assets/gone-1.js",
    "/api/nothing",
    "/x.map",
    "/%E0%A4%A",
    "/..%2f..%2fpackage.json",
    "/.built-from",
  ]) {
    const answer = await app.inject(url);
    expect([url, answer.statusCode, answer.body.includes("secret")]).toEqual([
      url,
      answer.statusCode < 400 ? -1 : answer.statusCode,
      false,
    ]);
    expect(answer.headers["content-type"]).toContain("application/problem+json");
  }
});

test("the pages about refusals and the API need no script and let no text become markup", async () => {
  const errors = await app.inject("/docs/errors");
  expect(errors.body).toContain('id="record.changed"');
  const api = await app.inject({ url: "/api/docs", headers: { "x-language": "zh" } });
  expect(api.body).toContain("/api/x/&lt;b&gt;");
  expect(api.body).not.toContain("<script");
});

test("addresses of pages and of files are told apart", () => {
  for (const path of ["/", "/enterprises/0190", "/invite/a.bcdefghijklmnop", "/apiary"])
    expect([path, isPage(path)]).toEqual([path, true]);
  for (const path of ["/api", "/api/x", "/assets/x", "/icon.svg", "/docs/errors", "/readyz"])
    expect([path, isPage(path)]).toEqual([path, false]);
});
