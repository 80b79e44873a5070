// Accounts and sessions: kept by better-auth in the schema auth, asked for by the few flows in flows.ts.
import { betterAuth } from "better-auth";
import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import type { Ctx } from "../ctx.ts";
import { uuidv7 } from "../db/uuid.ts";
import type { Edge } from "../http/edge.ts";
import { cookieName, seal, unseal } from "./cookie.ts";

export type Mail = {
  address: string;
  kind: string;
  words: { zh: { title: string; body: string }; en: { title: string; body: string } };
  link?: string;
};

export type DemoPerson = {
  id: string;
  name: string;
  title: { zh: string; en: string };
  organisation: string;
};

/** What the platform asks of whoever knows the people. */
export type Persons = {
  demoPersons(ctx: Ctx): Promise<readonly DemoPerson[]>;
  hasAdministrator(ctx: Ctx): Promise<boolean>;
  /** Makes the federation, the person, the account and the role in the transaction of ctx. */
  makeAdministrator(ctx: Ctx, first: FirstAdministrator): Promise<string>;
};
export type FirstAdministrator = {
  federation: string;
  name: string;
  email: string | null;
  phone: string | null;
  passwordHash: string;
};

export type AuthOptions = {
  app: pg.PoolConfig;
  secret: string;
  /** Cookies for https only. */
  secure: boolean;
  /** null: there is no mail server, and the sign-in page says so. */
  mail: ((ctx: Ctx, mail: Mail) => Promise<void>) | null;
  /** Embedded database and a loopback listen address; the caller's address is looked at besides. */
  demoAllowed: boolean;
  /** The one-time token printed in the terminal; null: no first set-up from this process. */
  startToken: string | null;
  persons: Persons;
};

export const SESSION_DAYS = 7;
const DAY = 86_400;

export type Auth = Awaited<ReturnType<typeof openAuth>>;

export async function openAuth(options: AuthOptions) {
  // Its own small pool: a counted wrong try stays counted when the request's transaction is rolled back.
  const pool = new pg.Pool({ ...options.app, max: 3, options: "-c role=wenlian_all -c search_path=auth" });
  pool.on("error", () => undefined);
  const library = betterAuth({
    database: { db: new Kysely({ dialect: new PostgresDialect({ pool }) }), type: "postgres" },
    secret: options.secret,
    baseURL: "http://localhost",
    telemetry: { enabled: false },
    logger: { disabled: true },
    emailAndPassword: { enabled: true },
    user: { additionalFields: { phone: { type: "string", required: false, input: false } } },
    session: { expiresIn: SESSION_DAYS * DAY },
    advanced: { database: { generateId: () => uuidv7() } },
  });
  const { internalAdapter: accounts, adapter, password } = await library.$context;
  /** Verified where nobody has the account, so that the answer takes as long. */
  const nobodysHash = await password.hash(uuidv7());
  const name = cookieName(options.secure);

  /** @returns the session's token when the seal is ours; whether the session still stands is asked in the database. */
  const tokenOf = (cookies: Readonly<Record<string, string | undefined>>): string | null =>
    unseal(cookies[name], options.secret);

  async function openSession(personId: string, edge: Edge, now: Date): Promise<void> {
    const expiresAt = new Date(now.getTime() + SESSION_DAYS * DAY * 1000);
    const session = await accounts.createSession(
      personId,
      false,
      { createdAt: now, updatedAt: now, expiresAt, ipAddress: edge.address, userAgent: edge.device },
      true,
    );
    // Longer than the session: how long it lasts is decided by the server, which slides it.
    edge.setCookie(name, seal(session.token, options.secret), {
      maxAgeSeconds: 30 * DAY,
      secure: options.secure,
    });
  }

  return {
    options,
    pool,
    accounts,
    adapter,
    password,
    nobodysHash,
    tokenOf,
    openSession,
    /** The token of the request's own session. */
    ownToken: (edge: Edge): string | null => unseal(edge.cookie(name), options.secret),
    dropCookie: (edge: Edge): void =>
      edge.setCookie(name, null, { maxAgeSeconds: 0, secure: options.secure }),
    close: () => pool.end(),
  };
}
