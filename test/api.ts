// The whole server over a database of this file's own: requests go in as whoever the test says.
import { randomUUID } from "node:crypto";
import type pg from "pg";
import type { z } from "zod";
import { modules } from "../src/modules/list.ts";
import { permissionsOf, type Who } from "../src/platform/access/permissions.ts";
import { publicScope, type Scope, scopeOf } from "../src/platform/access/scope.ts";
import { type Application, openApplication } from "../src/platform/application.ts";
import type { Endpoint, Problem } from "../src/platform/http/contract.ts";
import { platformRefusalParts } from "../src/platform/parts.ts";
import { testDatabase } from "./database.ts";

export type Answer<T> = {
  status: number;
  body: T;
  problem: Problem;
  raw: string;
  headers: Record<string, unknown>;
};

export type Caller = {
  /** Sends input as query (GET) or JSON; path parameters are taken out of it. */
  call<E extends Endpoint>(endpoint: E, input?: z.input<E["input"]>): Promise<Answer<z.output<E["output"]>>>;
  upload<E extends Endpoint>(
    endpoint: E,
    input: Record<string, string>,
    file: { name: string; bytes: Buffer },
  ): Promise<Answer<z.output<E["output"]>>>;
  download<E extends Endpoint>(
    endpoint: E,
    input?: z.input<E["input"]>,
  ): Promise<{ status: number; bytes: Buffer }>;
};

export type TestApi = {
  application: Application;
  /** For looking behind the scenes: sees every row. */
  owner: pg.ClientConfig;
  as(who: Who): Caller;
  /** Listeners have heard everything announced so far. */
  settle(): Promise<void>;
  now: { set(moment: Date): void; get(): Date };
  close(): Promise<void>;
};

export function whoFor(
  application: Application,
  parts: {
    personId: string;
    roles: string[];
    actingFor?: string | null;
    name?: string;
    scope?: Partial<Parameters<typeof scopeOf>[0]>;
  },
): Who {
  const scope: Scope = scopeOf(parts.scope ?? {});
  return {
    personId: parts.personId,
    name: parts.name ?? "测试者",
    actingFor: parts.actingFor ?? null,
    roles: new Set(parts.roles),
    may: permissionsOf(application.permissions, parts.roles),
    scope,
    language: "zh",
  };
}

/** The clerk of an enterprise; `also`: organisations whose shared rows such a clerk reads. */
export const clerkOf = (api: TestApi, enterprise: string, also: readonly string[] = []): Caller =>
  api.as(
    whoFor(api.application, {
      personId: randomUUID(),
      name: "王填报",
      roles: ["clerk"],
      actingFor: enterprise,
      scope: { organisations: [enterprise], members: [enterprise, ...also] },
    }),
  );

export const nobody: Who = {
  personId: null,
  name: "",
  actingFor: null,
  roles: new Set(),
  may: new Set(),
  scope: publicScope,
  language: "zh",
};

export async function testApi(): Promise<TestApi> {
  const database = await testDatabase();
  const callers = new Map<string, Who>();
  let moment: Date | null = null;
  const clock = (): Date => moment ?? new Date();
  const application = await openApplication({
    app: database.app,
    modules,
    platformRefusals: platformRefusalParts,
    rateLimited: false,
    clock,
    resolveWho: async (_db, _permissions, request) =>
      callers.get(String(request.headers["x-test-who"])) ?? nobody,
  });
  await application.server.ready();

  const as = (who: Who): Caller => {
    const key = `who-${callers.size}`;
    callers.set(key, who);
    const headers = { "x-test-who": key };
    const place = (endpoint: Endpoint, input: Record<string, unknown>) => {
      const rest = { ...input };
      const url = endpoint.path.replace(/:(\w+)/g, (_, name: string) => {
        const value = rest[name];
        delete rest[name];
        return encodeURIComponent(String(value));
      });
      const query = new URLSearchParams();
      if (endpoint.method === "GET") {
        for (const [name, value] of Object.entries(rest)) {
          for (const one of Array.isArray(value) ? value : [value])
            if (one !== undefined) query.append(name, String(one));
        }
      }
      return { url: query.size ? `${url}?${query}` : url, rest };
    };
    const answer = (response: { statusCode: number; body: string; headers: object }): Answer<never> => {
      const json = response.body ? JSON.parse(response.body) : null;
      return {
        status: response.statusCode,
        body: json as never,
        problem: json as Problem,
        raw: response.body,
        headers: response.headers as Record<string, unknown>,
      };
    };
    return {
      call: async (endpoint, input) => {
        const { url, rest } = place(endpoint, (input ?? {}) as Record<string, unknown>);
        const method = endpoint.method;
        return answer(
          await application.server.inject({
            method,
            url,
            headers,
            ...(method === "GET" ? {} : { payload: rest }),
          }),
        );
      },
      upload: async (endpoint, input, file) => {
        const { url, rest } = place(endpoint, input);
        const form = new FormData();
        for (const [name, value] of Object.entries(rest)) form.append(name, String(value));
        form.append("file", new Blob([new Uint8Array(file.bytes)]), file.name);
        const request = new Request("http://test.local", { method: "POST", body: form });
        const payload = Buffer.from(await request.arrayBuffer());
        const type = request.headers.get("content-type")!;
        return answer(
          await application.server.inject({
            method: endpoint.method as "POST",
            url,
            headers: { ...headers, "content-type": type },
            payload,
          }),
        );
      },
      download: async (endpoint, input) => {
        const { url, rest } = place(endpoint, (input ?? {}) as Record<string, unknown>);
        const method = endpoint.method;
        const response = await application.server.inject({
          method,
          url,
          headers,
          ...(method === "GET" ? {} : { payload: rest }),
        });
        return { status: response.statusCode, bytes: response.rawPayload };
      },
    };
  };

  return {
    application,
    owner: database.owner,
    as,
    settle: () => application.outbox.drain(),
    now: {
      set: (to) => {
        moment = to;
      },
      get: clock,
    },
    close: async () => {
      await application.close();
      await database.drop();
    },
  };
}
