// Accounts made in the transaction of somebody's deed (an invitation accepted, the demo loaded); needs a system scope.
import { hashPassword as hash } from "better-auth/crypto";
import { sql } from "kysely";
import type { Ctx } from "../ctx.ts";
import { tables } from "../db/scoped.ts";
import { uuidv7 } from "../db/uuid.ts";
import { type Login, readLogin, standInEmail } from "./login.ts";
import { weaknessOf } from "./password.ts";

export { isStandIn, type Login, readLogin, standInEmail } from "./login.ts";
export { weaknessOf } from "./password.ts";

export const hashPassword = (password: string): Promise<string> => hash(password);

export type NewAccount = {
  personId: string;
  name: string;
  email: string | null;
  phone: string | null;
  /** null: nobody can sign in by password (demo persons). */
  passwordHash: string | null;
};

export async function createAccount(ctx: Ctx, account: NewAccount): Promise<void> {
  const db = tables(ctx);
  const { personId, name, email, phone, passwordHash } = account;
  await sql`insert into auth."user" (id, name, email, "emailVerified", phone, "createdAt", "updatedAt")
    values (${personId}, ${name}, ${email ?? standInEmail(personId)}, false, ${phone}, ${ctx.now}, ${ctx.now})`.execute(
    db,
  );
  if (passwordHash === null) return;
  await sql`insert into auth.account (id, "accountId", "providerId", "userId", password, "createdAt", "updatedAt")
    values (${uuidv7()}, ${personId}, 'credential', ${personId}, ${passwordHash}, ${ctx.now}, ${ctx.now})`.execute(
    db,
  );
}

/** @returns the person whose account has this login. */
export async function accountOf(ctx: Ctx, login: Login): Promise<string | null> {
  const column = login.kind === "email" ? sql`email` : sql`phone`;
  const found = await sql<{
    id: string;
  }>`select id from auth."user" where ${column} = ${login.value}`.execute(tables(ctx));
  return found.rows[0]?.id ?? null;
}

export async function deleteAccounts(ctx: Ctx, personIds: readonly string[]): Promise<void> {
  await sql`delete from auth."user" where id = any(${[...personIds]}::uuid[])`.execute(tables(ctx));
}

/** @returns the login and, when the password is weak, why. */
export function checkNewAccount(
  login: string,
  password: string,
  name: string,
): { login: Login | null; weakness: ReturnType<typeof weaknessOf> } {
  const read = readLogin(login);
  return { login: read, weakness: weaknessOf(password, [name, read?.value]) };
}
