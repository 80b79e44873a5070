// The whole server with its real sign-in: cookies, sessions, acting for an organisation, a clock that can be moved.
import { sql } from "kysely";
import type { z } from "zod";
import type { Permissions, Who } from "../src/platform/access/permissions.ts";
import { type Application, openApplication } from "../src/platform/application.ts";
import { createAccount, hashPassword } from "../src/platform/auth/accounts.ts";
import { openAuth, type Persons } from "../src/platform/auth/auth.ts";
import * as auth from "../src/platform/auth/contract.ts";
import { authRows } from "../src/platform/auth/routes.ts";
import type { Ctx } from "../src/platform/ctx.ts";
import type { Database } from "../src/platform/db/database.ts";
import { tables } from "../src/platform/db/scoped.ts";
import { uuidv7 } from "../src/platform/db/uuid.ts";
import type { Endpoint, Problem } from "../src/platform/http/contract.ts";
import type { Module } from "../src/platform/module.ts";
import { mailTo } from "../src/platform/notify/notify.ts";
import { platformRefusalParts } from "../src/platform/parts.ts";
import { testDatabase } from "./database.ts";

export const goodPassword = "竹浆-七月-蓝色水塔";
export const START_TOKEN = "token-of-the-first-start";
export const minute = 60_000;
export const day = 86_400_000;

export type Answer<T> = { status: number; body: T; problem: Problem; cookie: string | null; raw: string };
export type From = {
  cookie?: string | null;
  acting?: string;
  address?: string;
  headers?: Readonly<Record<string, string>>;
};
export type Mail = { address: string; kind: string; link: string };

export type Gate = {
  application: Application;
  now(): Date;
  pass(milliseconds: number): void;
  call<E extends Endpoint>(
    endpoint: E,
    input: z.input<E["input"]>,
    from?: From,
  ): Promise<Answer<z.output<E["output"]>>>;
  /** In as a demo person; @returns the cookie. */
  enter(name: string): Promise<string>;
  /** A person with a password and a role; @returns the id. */
  somebody(name: string, login: string, role: string, organisationId: string): Promise<string>;
  signIn(login: string): Promise<string>;
  asSystem<T>(fn: (ctx: Ctx) => Promise<T>): Promise<T>;
  mails(): Promise<Mail[]>;
  close(): Promise<void>;
};

/** What the gate needs of whoever knows the people; handed in, so that no test folder imports a module's inside. */
export type Knows = {
  authPersons: Persons;
  resolveWho: (
    db: Database,
    asked: {
      by: { token: string } | { keyHash: string } | { personId: string } | null;
      actingFor: string | null;
      language: null;
      permissions: Permissions;
      now: Date;
    },
  ) => Promise<Who>;
  /** Keys of programs; left out where only persons come. */
  shownBy?: (
    authorization: string | undefined,
    session: string | null,
  ) => { token: string } | { keyHash: string } | { personId: string } | null;
};

export async function openGate(
  modules: readonly Module[],
  { authPersons, resolveWho, shownBy }: Knows,
): Promise<Gate> {
  let now = new Date("2026-11-24T02:00:00Z");
  const database = await testDatabase();
  const gate = await openAuth({
    app: database.app,
    secret: "a-secret-only-for-tests-0123456789",
    secure: false,
    mail: mailTo,
    demoAllowed: true,
    startToken: START_TOKEN,
    persons: authPersons,
  });
  let fault = "";
  const stream = {
    write: (line: string) => {
      fault = line;
    },
  };
  const application = await openApplication({
    logger: { level: "error", stream },
    app: database.app,
    modules,
    platformRows: authRows(gate),
    platformRefusals: platformRefusalParts,
    rateLimited: false,
    clock: () => now,
    resolveWho: (db, permissions, request) => {
      const token = gate.tokenOf(request.cookies);
      const acting = request.headers["x-acting-for"];
      return resolveWho(db, {
        by: shownBy?.(request.headers.authorization, token) ?? (token ? { token } : null),
        actingFor: typeof acting === "string" ? acting : null,
        language: null,
        permissions,
        now,
      });
    },
  });
  await application.server.ready();

  const call: Gate["call"] = async (endpoint, input, from = {}) => {
    const rest = { ...(input as Record<string, unknown>) };
    let url = endpoint.path.replace(/:(\w+)/g, (_, name: string) => {
      const value = String(rest[name]);
      delete rest[name];
      return value;
    });
    const get = endpoint.method === "GET";
    if (get && Object.keys(rest).length) url += `?${new URLSearchParams(rest as Record<string, string>)}`;
    const response = await application.server.inject({
      method: endpoint.method,
      url,
      remoteAddress: from.address ?? "127.0.0.1",
      headers: {
        host: "localhost:8080",
        ...(from.cookie ? { cookie: from.cookie } : {}),
        ...(from.acting ? { "x-acting-for": from.acting } : {}),
        ...from.headers,
      },
      ...(get ? {} : { payload: rest }),
    });
    if (response.statusCode >= 500) throw new Error(`fault behind ${url}: ${fault}`);
    const set = response.cookies[0];
    const body = response.body ? JSON.parse(response.body) : null;
    return {
      status: response.statusCode,
      body,
      problem: body,
      raw: response.body,
      cookie: set ? `${set.name}=${encodeURIComponent(set.value)}` : null,
    };
  };
  const asSystem: Gate["asSystem"] = (fn) => application.db.asSystem(now, fn);

  return {
    application,
    now: () => now,
    pass: (milliseconds) => {
      now = new Date(now.getTime() + milliseconds);
    },
    call,
    enter: async (name) => {
      const { body } = await call(auth.signInOptions, {});
      const person = body.demo.find((p) => p.name === name);
      if (!person) throw new Error(`no demo person ${name}`);
      return (await call(auth.demoSignIn, { personId: person.id })).cookie!;
    },
    somebody: async (name, login, role, organisationId) => {
      const id = uuidv7();
      const email = login.includes("@") ? login : null;
      const phone = email ? null : login;
      const passwordHash = await hashPassword(goodPassword);
      await asSystem(async (ctx) => {
        await createAccount(ctx, { personId: id, name, email, phone, passwordHash });
        await sql`insert into people.person (id, name, email, phone, created_at)
          values (${id}, ${name}, ${email}, ${phone}, ${now})`.execute(tables(ctx));
        await sql`insert into people.role (organisation_id, id, person_id, role, since)
          values (${organisationId}, ${uuidv7()}, ${id}, ${role}, ${now})`.execute(tables(ctx));
      });
      return id;
    },
    signIn: async (login) => {
      const answer = await call(auth.signIn, { login, password: goodPassword });
      if (answer.status !== 200) throw new Error(answer.raw);
      return answer.cookie!;
    },
    asSystem,
    mails: () =>
      asSystem(async (ctx) => {
        const found = await sql<Mail>`select address, kind, link from platform.mail order by id`.execute(
          tables(ctx),
        );
        return found.rows;
      }),
    close: async () => {
      await application.close();
      await gate.close();
      await database.drop();
    },
  };
}
