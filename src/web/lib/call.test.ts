// Calls: what is sent, what a refusal becomes, and a lost session that costs nothing.
import { afterEach, expect, expectTypeOf, test, vi } from "vitest";
import { z } from "zod";
import { CallProblem, call, onSessionLost, queryOf, requestOf } from "./call.ts";

const read = {
  method: "GET" as const,
  path: "/api/x/:id/rows",
  input: z.object({
    id: z.string(),
    q: z.string().optional(),
    tier: z.array(z.string()).optional(),
    limit: z.coerce.number().default(50),
  }),
  output: z.object({ total: z.number() }),
};
const save = {
  method: "PUT" as const,
  path: "/api/x/:id",
  input: z.object({ id: z.string(), note: z.string() }),
  output: z.object({}),
};
const upload = { ...save, method: "POST" as const, kind: "upload" as const };
const file = { ...read, kind: "download" as const };

const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
const lost = () =>
  json(401, { code: "session.needed", status: 401, title: "登录已失效", detail: "请重新登录" });

afterEach(() => {
  vi.unstubAllGlobals();
  onSessionLost(null);
});

test("path, query and body are taken from one input", () => {
  expect(requestOf(read, { id: "a/b", q: "纸 箱", tier: ["1", "2"], limit: undefined })).toMatchObject({
    url: `/api/x/a%2Fb/rows?${queryOf({ q: "纸 箱", tier: ["1", "2"] })}`,
    body: null,
  });
  expect(requestOf(save, { id: "1", note: "n" })).toMatchObject({
    url: "/api/x/1",
    body: '{"note":"n"}',
    type: "application/json",
  });
});

test("an upload carries its fields before its file", () => {
  const { body, type } = requestOf(upload, { id: "1", note: "n" }, new Blob(["x"]));
  expect([...(body as FormData).keys()]).toEqual(["note", "file"]);
  expect(type).toBeNull();
});

test("types come from the contract", () => {
  expectTypeOf(call<typeof read>)
    .parameter(1)
    .toEqualTypeOf<z.input<typeof read.input>>();
  expectTypeOf(call<typeof file>).returns.resolves.toEqualTypeOf<{ name: string; blob: Blob }>();
  // @ts-expect-error a misspelt field
  const wrong = () => call(save, { id: "1", nota: "n" });
  expect(wrong).toBeTypeOf("function");
});

test("a refusal keeps the server's sentence and its fields", async () => {
  const fields = [{ path: "note", message: "太短" }];
  vi.stubGlobal("fetch", async () =>
    json(400, { code: "input.invalid", status: 400, title: "t", detail: "有 1 处", fields }),
  );
  await expect(call(save, { id: "1", note: "" })).rejects.toMatchObject({
    code: "input.invalid",
    detail: "有 1 处",
    fields,
  });
});

test("a dead line and a foreign answer are said in words", async () => {
  vi.stubGlobal("fetch", async () => Promise.reject(new TypeError("failed")));
  await expect(call(read, { id: "1" })).rejects.toMatchObject({ code: "line.offline", status: 0 });
  vi.stubGlobal("fetch", async () => new Response("<html>502</html>", { status: 502 }));
  await expect(call(read, { id: "1" })).rejects.toMatchObject({ code: "line.unreadable", status: 502 });
});

test("a lost session: sign in over the page, then the same call goes out again, once", async () => {
  const sent: string[] = [];
  let signedIn = false;
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    sent.push(`${url} ${init.body}`);
    return signedIn ? json(200, {}) : lost();
  });
  onSessionLost(async () => {
    signedIn = true;
    return true;
  });
  await call(save, { id: "1", note: "typed" });
  expect(sent).toEqual(['/api/x/1 {"note":"typed"}', '/api/x/1 {"note":"typed"}']);
});

test("when the person does not sign in again, the refusal stays", async () => {
  vi.stubGlobal("fetch", async () => lost());
  onSessionLost(async () => false);
  await expect(call(save, { id: "1", note: "x" })).rejects.toBeInstanceOf(CallProblem);
});

test("a wrong password is no lost session", async () => {
  vi.stubGlobal("fetch", async () => json(401, { code: "auth.wrong", status: 401, title: "t", detail: "d" }));
  const asked = vi.fn(async () => true);
  onSessionLost(asked);
  await expect(call(save, { id: "1", note: "x" })).rejects.toMatchObject({ code: "auth.wrong" });
  expect(asked).not.toHaveBeenCalled();
});

test("a file comes with its Chinese name", async () => {
  const headers = {
    "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent("月报.xlsx")}`,
  };
  vi.stubGlobal("fetch", async () => new Response("x", { headers }));
  expect((await call(file, { id: "1" })).name).toBe("月报.xlsx");
});
