// Who somebody is, in one round trip before any scope exists.
import { sql } from "kysely";
import type { z } from "zod";
import type { Ctx } from "../../../platform/ctx.ts";
import type { Database } from "../../../platform/db/database.ts";
import { tables } from "../../../platform/db/scoped.ts";
import { refuse } from "../../../platform/errors.ts";
import type { Kind, Me, me, Role } from "../contract.ts";

export type WhoFacts = {
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
  language: "zh" | "en";
  acting: string | null;
  roles: {
    role: Role;
    until: string | null;
    delegatedFrom: string | null;
    organisation: {
      id: string;
      kind: Kind;
      name: string;
      shortName: string;
      sectors: string[];
      demo: boolean;
    };
  }[];
  /** association, member, consent */
  memberships: [string, string, boolean][];
  federations: string[];
  /** What the key was given, when a program asks. */
  key?: { id: string; name: string; scopes: string[] };
};

export type WhoAsked = { token: string } | { personId: string } | { keyHash: string };

/** One round trip, before any scope exists; null: no such session or person. */
export async function readWho(
  db: Database,
  asked: WhoAsked,
  actingFor: string | null,
  now: Date,
): Promise<WhoFacts | null> {
  if ("keyHash" in asked) {
    const text = "select people.who_by_key($1, $2) as who";
    const query = { name: "who-by-key", text };
    const found = await db.pool.query<{ who: WhoFacts | null }>({ ...query, values: [asked.keyHash, now] });
    return found.rows[0]?.who ?? null;
  }
  const query =
    "token" in asked
      ? { name: "who-by-token", text: "select people.who(auth.session_person($1, $3), $2, $3) as who" }
      : { name: "who-by-person", text: "select people.who($1, $2, $3) as who" };
  const values = ["token" in asked ? asked.token : asked.personId, actingFor, now];
  const result = await db.pool.query<{ who: WhoFacts | null }>({ ...query, values });
  return result.rows[0]?.who ?? null;
}

/** The person's own facts: every role held, which the function gives for the person alone. */
export async function readMe(ctx: Ctx): Promise<z.input<typeof me.output>> {
  const { personId, actingFor, roles, may } = ctx.who;
  const asked = await sql<{ who: WhoFacts | null }>`
    select people.who(${personId}::uuid, ${actingFor}::uuid, ${ctx.now}) as who`.execute(tables(ctx));
  const facts = asked.rows[0]?.who ?? refuse("session.needed");
  const organisations = new Map<string, Me["organisations"][number]>();
  for (const { role, organisation } of facts.roles) {
    const { sectors: _, ...known } = organisation;
    const entry = organisations.get(organisation.id) ?? { ...known, roles: [] };
    organisations.set(organisation.id, { ...entry, roles: [...new Set([...entry.roles, role])] });
  }
  const acting = actingFor ? (organisations.get(actingFor) ?? null) : null;
  return {
    person: {
      id: facts.id,
      name: facts.name,
      email: facts.email,
      phone: facts.phone,
      language: facts.language,
    },
    acting: acting && { ...acting, roles: acting.roles.filter((role) => roles.has(role)) },
    organisations: [...organisations.values()],
    permissions: [...may].sort(),
    demo: acting?.demo ?? false,
  };
}
